"""`assist eval judge` as a person meets it: misuse said in a sentence, a judge that is down, a record replayed offline."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from assist.bootstrap import Services
from tests.conftest import ROOT, published_in
from tests.integration.test_kb_versions import Ran, Shell, _shell

RECORDED = ROOT / "evals" / "recordings" / "ragas.jsonl"
needs_ragas = pytest.mark.skipif(find_spec("ragas") is None, reason="the extra `eval` (ragas) is not installed")
NOBODY = "http://127.0.0.1:9/v1"
"""The discard port: refused at once."""


@pytest.fixture(scope="module")
def published_once(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judge")
    return published_in(folder, services)


@pytest.fixture
def shell(published_once: Path) -> Shell:
    return _shell(published_once)


def judge(shell: Shell, *arguments: str) -> Ran:
    return shell.run("eval", "judge", "-c", "norrfell", *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--record", "a.jsonl", "--replay", "b.jsonl"), "give one of them"),
        (("--replay", "none.jsonl"), "--replay: no file none.jsonl"),
        (("--recorded-drafts",), "give the file they stand in"),
        (("--metrics", "luck"), "--metrics: no metric luck; there are faithfulness"),
        (("--format", "html"), "--format: one of terminal, json"),
        (("--repeat", "0"), "Invalid value"),
        (("-c", "nobody", "--metrics", "quotes"), "no client of that name"),
    ],
)
@needs_ragas
def test_misuse_ends_with_three_and_one_sentence(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    ran = judge(shell, *arguments)

    assert ran.code == 3
    assert said in " ".join(ran.err.split())


@needs_ragas
def test_nobody_judges_unless_one_is_named(shell: Shell) -> None:
    ran = judge(shell, "--metrics", "faithfulness")

    assert (ran.code, "--judge: name the model that judges, or set ASSIST_JUDGE" in ran.err) == (3, True)


@needs_ragas
def test_a_judge_that_is_down_is_said_with_case_and_metric_and_ends_with_three(shell: Shell) -> None:
    ran = judge(shell, "--limit", "1", "--metrics", "faithfulness", "--judge", "openai/none", "--api-base", NOBODY)

    assert ran.code == 3
    assert "faithfulness: the judge gave no answer: openai/none failed" in ran.err
    assert ran.out == ""


@needs_ragas
def test_a_question_that_is_not_on_record_names_case_and_metric_and_ends_with_three(
    shell: Shell, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")

    ran = judge(shell, "--limit", "1", "--metrics", "faithfulness", "--judge", "some/judge", "--replay", str(empty))

    assert ran.code == 3
    assert "faithfulness: this question to some/judge is not on record" in ran.err


@needs_ragas
def test_computed_metrics_need_no_judge_and_leave_the_drafts_on_record(shell: Shell, tmp_path: Path) -> None:
    record = tmp_path / "r.jsonl"

    ran = judge(shell, "--limit", "2", "--metrics", "quotes,id_context_recall", "--record", str(record),
                "--format", "json")  # fmt: skip

    found = json.loads(ran.out)
    kept = [json.loads(line)["sample"] for line in record.read_text().splitlines()]
    assert ran.code == 0, ran.err
    assert found["provenance"]["judge"] is None
    assert [one["case_id"] for one in found["cases"]] == [one["case_id"] for one in kept]
    assert not any("@" in one["question"] for one in kept)


@needs_ragas
def test_the_record_that_comes_with_the_program_is_replayed_offline_and_is_the_same_twice(shell: Shell) -> None:
    replay = ("eval", "judge", "-c", "norrfell", "-c", "osmere", "--metrics", "faithfulness,context_recall",
              "--replay", str(RECORDED), "--recorded-drafts", "--format", "json")  # fmt: skip

    first, second = (json.loads(shell.run(*replay).out) for _ in range(2))

    drafts = len(first["cases"])
    assert drafts == sum('"kind":"sample"' in line for line in RECORDED.read_text(encoding="utf-8").splitlines())
    assert {one["metric"]: one["scored"] + one["failed"] for one in first["metrics"]} == {
        "faithfulness": drafts,
        "context_recall": drafts,
    }
    for one in (first, second):
        one.pop("run")
    assert first == second
