"""Every decision case through the real path; the list of those that do not pass yet is exact."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assist.bootstrap import Services
from assist.domain.enums import Outcome
from assist.errors import BadInput, BadKnowledge
from evals import decisions
from evals.decision_cases import DecisionCase, read_cases
from evals.decision_run import Verdict, run

WHOLE = {
    "id": "a-1",
    "slices": ["N1"],
    "why": "1 November and 30 days",
    "request": {
        "client_id": "norrfell",
        "now": "2026-11-20T15:47:00Z",
        "messages": [{"text": "can it go back?", "sent_at": "2026-11-20T15:46:00Z"}],
    },
    "expect": {"intents": ["return/request"], "decisions": [{"intent": "return/request", "outcome": "eligible"}]},
}


@pytest.fixture(scope="module")
def cases() -> list[DecisionCase]:
    return [case for file in decisions.case_files() for case in read_cases(file)]


@pytest.fixture(scope="module")
def verdicts(cases: list[DecisionCase], services: Services) -> list[Verdict]:
    return list(run(cases, services.version, lambda: services.context(with_writer=False)))


def test_the_cases_that_fail_are_those_known_to(verdicts: Sequence[Verdict]) -> None:
    failing = {verdict.case.id: " ".join(verdict.failing) for verdict in verdicts if not verdict.passed}

    assert failing == decisions.known_failing(), "read what changed, then: python -m evals.decisions --update"


def test_every_case_in_the_list_exists(cases: Sequence[DecisionCase]) -> None:
    assert set(decisions.known_failing()) - {case.id for case in cases} == set()


def test_every_tricky_message_has_a_twin(cases: Sequence[DecisionCase]) -> None:
    twinned = {case.twin_of for case in cases}
    tricky = [case for case in cases if "tricky" in case.slices and case.twin_of is None]

    assert len(tricky) == 24
    assert [case.id for case in tricky if case.id not in twinned] == []


def test_one_flipped_fact_changes_what_is_expected(cases: Sequence[DecisionCase]) -> None:
    by_id = {case.id: case for case in cases}
    pairs = [(by_id[case.twin_of], case) for case in cases if case.twin_of]

    same = [twin.id for case, twin in pairs if case.expect == twin.expect]

    assert same == []


def test_everything_granted_has_a_twin_that_is_not(cases: Sequence[DecisionCase]) -> None:
    family = {case.id: case.twin_of or case.id for case in cases}
    outcomes: dict[str, set[object]] = {}
    for case in cases:
        outcomes.setdefault(family[case.id], set()).add(tuple(one.outcome for one in case.expect.decisions))

    granted = [case for case in cases if any(one.outcome == (Outcome.ELIGIBLE,) for one in case.expect.decisions)]

    assert [case.id for case in granted if len(outcomes[family[case.id]]) < 2] == []


def test_about_a_third_of_the_messages_carry_no_order_number(cases: Sequence[DecisionCase]) -> None:
    without = [
        case
        for case in cases
        if not any(
            order.number.split("-")[-1] in message.text
            for order in case.request.orders
            for message in case.request.messages
        )
    ]

    assert len(without) >= len(cases) / 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expect": {"intents": ["return/request"], "decisions": [{"outcome": "eligible"}]}}, "names its intent"),
        ({"expect": {"intents": ["return/request"]}}, "expect.decisions is required"),
        ({"request": {**WHOLE["request"], "now": None}}, "request.now is required"),  # type: ignore[dict-item]
        ({"request": {**WHOLE["request"], "ordrs": []}}, "request.ordrs is not a field"),  # type: ignore[dict-item]
        ({"why": ""}, "why"),
        ({"twin_of": "b-9"}, "no case b-9"),
    ],
)
def test_a_broken_case_is_refused_by_file_line_and_field(tmp_path: Path, change: dict[str, object], said: str) -> None:
    file = tmp_path / "norrfell.jsonl"
    file.write_text(json.dumps(WHOLE) + "\n\n" + json.dumps({**WHOLE, "id": "a-2", **change}) + "\n")

    with pytest.raises(BadKnowledge) as refused:
        read_cases(file)

    assert refused.value.message.startswith("norrfell.jsonl:3: ")
    assert said in refused.value.message


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "osmere.jsonl"
    file.write_text(json.dumps(WHOLE) + "\n" + json.dumps(WHOLE) + "\n")

    with pytest.raises(BadKnowledge, match=r"osmere.jsonl:2: id: a-1 stands twice"):
        read_cases(file)


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.jsonl: cannot be read"):
        read_cases(tmp_path / "none.jsonl")


def test_an_unknown_client_ends_the_command_with_three(capsys: pytest.CaptureFixture[str]) -> None:
    code = decisions.main(["--client", "nobody"])

    assert code == 3
    assert "no such case; clients with cases: norrfell, osmere" in capsys.readouterr().err
