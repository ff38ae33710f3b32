"""ragas' metrics behind their door, with a judge that says what it is told; skipped where the extra is not installed."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from evals.judging.metrics import ASK_A_MODEL, Failed, Metric, Scored, Scorer
from evals.judging.samples import Evidence
from evals.judging.transcripts import Unanswered
from evals.ragas_door import opening
from tests.evals.judged import WINDOW, sample
from tests.fakes import FakeEncoder

needs_ragas = pytest.mark.skipif(find_spec("ragas") is None, reason="the extra `eval` (ragas) is not installed")
STATEMENTS = {"statements": ["You have 30 days.", "It is free."]}


@pytest.fixture(scope="module")
def ragas() -> Scorer:
    return opening.open_door(FakeEncoder())


def saying(*answers: Any) -> Callable[[str], str]:
    """Return a judge that says these, one after the other; what is no text is said as JSON."""
    left = [answer if isinstance(answer, str) else json.dumps(answer) for answer in answers]
    return lambda _: left.pop(0)


def verdicts(*given: int) -> dict[str, Any]:
    return {"statements": [{"statement": f"s{at}", "reason": "so", "verdict": one} for at, one in enumerate(given)]}


@needs_ragas
def test_faithfulness_is_the_share_of_statements_that_follow(ragas: Scorer) -> None:
    found = ragas.measure(Metric.FAITHFULNESS, sample(), saying(STATEMENTS, verdicts(1, 0)))

    assert found == Scored(metric=Metric.FAITHFULNESS, value=0.5)


@needs_ragas
def test_an_answer_in_a_code_fence_behind_small_talk_is_read(ragas: Scorer) -> None:
    fenced = f"Sure! Here it is:\n```json\n{json.dumps(STATEMENTS)}\n```\nAnything else?"

    found = ragas.measure(Metric.FAITHFULNESS, sample(), saying(fenced, verdicts(1, 1)))

    assert found == Scored(metric=Metric.FAITHFULNESS, value=1.0)


@needs_ragas
def test_an_unreadable_answer_is_asked_for_once_more_and_then_it_is_a_failure(ragas: Scorer) -> None:
    mended = ragas.measure(Metric.FAITHFULNESS, sample(), saying("no idea", STATEMENTS, verdicts(1, 1)))
    failed = ragas.measure(Metric.FAITHFULNESS, sample(), saying("no idea", '{"statements": 3}'))

    assert mended == Scored(metric=Metric.FAITHFULNESS, value=1.0)
    assert failed == Failed(
        metric=Metric.FAITHFULNESS, why="the answer cannot be read: statements: list_type"
    )  # fmt: skip


@needs_ragas
def test_no_statements_are_a_failure_and_no_number(ragas: Scorer) -> None:
    found = ragas.measure(Metric.FAITHFULNESS, sample(), saying({"statements": []}))

    assert found == Failed(metric=Metric.FAITHFULNESS, why="no number came of it (NaN)")


@needs_ragas
def test_a_judge_that_passes_over_statements_fails(ragas: Scorer) -> None:
    found = ragas.measure(Metric.FAITHFULNESS, sample(), saying(STATEMENTS, verdicts(1)))

    assert found == Failed(metric=Metric.FAITHFULNESS, why="of 2 statements it judged 1")


@needs_ragas
def test_a_verdict_that_is_neither_yes_nor_no_fails(ragas: Scorer) -> None:
    found = ragas.measure(Metric.FAITHFULNESS, sample(), saying(STATEMENTS, verdicts(1, 2)))

    assert found == Failed(metric=Metric.FAITHFULNESS, why="verdict is neither 0 nor 1")


@needs_ragas
def test_context_recall_is_the_share_of_the_reference_that_the_evidence_holds(ragas: Scorer) -> None:
    said = {"classifications": [{"statement": "s", "reason": "so", "attributed": one} for one in (1, 1, 1, 0)]}

    found = ragas.measure(Metric.CONTEXT_RECALL, sample(), saying(said))

    assert found == Scored(metric=Metric.CONTEXT_RECALL, value=0.75)


@needs_ragas
def test_context_precision_asks_of_every_passage_and_wants_the_useful_ones_first(ragas: Scorer) -> None:
    two = sample(passages=(Evidence(id="x#y", text="We are open."), Evidence(id="returns#window", text=WINDOW)))
    useless, useful = ({"reason": "so", "verdict": one} for one in (0, 1))

    found = ragas.measure(Metric.CONTEXT_PRECISION, two, saying(useless, useful))

    assert found == Scored(metric=Metric.CONTEXT_PRECISION, value=0.5)


@needs_ragas
def test_answer_relevancy_compares_questions_with_our_own_encoder(ragas: Scorer) -> None:
    same = {"question": "can it go back?", "noncommittal": 0}
    found = ragas.measure(Metric.ANSWER_RELEVANCY, sample(), saying(same))
    evasive = ragas.measure(Metric.ANSWER_RELEVANCY, sample(), saying({**same, "noncommittal": 1}))
    empty = ragas.measure(Metric.ANSWER_RELEVANCY, sample(), saying({**same, "question": " "}))

    assert found == Scored(metric=Metric.ANSWER_RELEVANCY, value=1.0)
    assert evasive == Scored(metric=Metric.ANSWER_RELEVANCY, value=0.0)
    assert isinstance(empty, Failed)


@needs_ragas
@pytest.mark.parametrize(
    ("metric", "value"),
    [(Metric.ID_CONTEXT_PRECISION, 0.5), (Metric.ID_CONTEXT_RECALL, 1.0), (Metric.QUOTES, 1.0)],
)
def test_computed_metrics_ask_nobody(ragas: Scorer, metric: Metric, value: float) -> None:
    two = sample(passages=(Evidence(id="x#y", text="We are open."), Evidence(id="returns#window", text=WINDOW)))

    assert ragas.measure(metric, two, saying()) == Scored(metric=metric, value=value)


@needs_ragas
def test_a_quote_that_no_passage_holds_is_seen(ragas: Scorer) -> None:
    found = ragas.measure(Metric.QUOTES, sample(quotes=(WINDOW, "You can return it for 45 days.")), saying())

    assert found == Scored(metric=Metric.QUOTES, value=0.5)


@needs_ragas
@pytest.mark.parametrize("metric", sorted(ASK_A_MODEL))
def test_a_judge_that_is_down_is_no_failure_of_the_draft(ragas: Scorer, metric: Metric) -> None:
    def down(_: str) -> str:
        raise Unanswered("down")

    with pytest.raises(Unanswered):
        ragas.measure(metric, sample(), down)


def test_without_ragas_it_is_said_which_extra_to_install(tmp_path: Path) -> None:
    """In a process of its own, where a package of that name does not import."""
    (tmp_path / "ragas").mkdir()
    (tmp_path / "ragas" / "__init__.py").write_text("raise ImportError('out of luck')\n")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from assist.errors import Unavailable; from evals.ragas_door import opening\n"
        "try: opening.open_door(None)\n"
        "except Unavailable as error: print(error.message)"
    )

    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    assert said.strip() == (
        "ragas cannot be imported: ImportError. It comes with the extra `eval`: pip install '.[eval]'"
    )


def test_the_gate_never_imports_ragas() -> None:
    """In a process of its own: the gate's whole command, and what it stands on."""
    script = (
        "import sys, assist.cli.evaluating, assist.api.app, evals.gate, evals.preparing\n"
        "sys.exit('ragas' in sys.modules or any(name.startswith('evals.ragas_door') for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
