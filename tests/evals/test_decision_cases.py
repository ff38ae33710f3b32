"""Every decision case through the real path; the list of those that do not pass yet is exact."""

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from assist.bootstrap import Services
from assist.domain.decision import Decision
from assist.domain.enums import Outcome
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion
from assist.errors import BadInput, BadKnowledge
from evals import decisions
from evals.cases import Case, read_cases
from evals.forced import Judged, run
from evals.scorers.decided import stated_amounts
from evals.scorers.words import said_to_customer

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
def cases() -> list[Case]:
    return [case for file in decisions.case_files() for case in read_cases(file) if case.counts]


@pytest.fixture(scope="module")
def verdicts(cases: list[Case], services: Services) -> list[Judged]:
    return list(run(cases, services.version, lambda: services.context(with_writer=False)))


def test_the_cases_that_fail_are_those_known_to(verdicts: Sequence[Judged]) -> None:
    failing = {verdict.case.id: " ".join(verdict.failing) for verdict in verdicts if not verdict.passed}

    assert failing == decisions.known_failing(), "read what changed, then: python -m evals.decisions --update"


def drafts(verdicts: Sequence[Judged]) -> list[tuple[Judged, Suggestion]]:
    """Return every suggestion that was made, with the intents as tagged and with those given."""
    return [(verdict, found) for verdict in verdicts for found in (verdict.found, verdict.told)]


def test_no_draft_lets_a_customer_see_what_is_ours(verdicts: Sequence[Judged]) -> None:
    ours = re.compile(
        r"level.?[12]|fraud|goodwill|courtesy|escalat|workflow|rule id|kept_by|\bd\d\b|\{|\}|\bNone\b", re.I
    )

    seen = [verdict.case.id for verdict, found in drafts(verdicts) if ours.search(said_to_customer(found.reply))]

    assert seen == []


def test_no_draft_says_what_the_brand_never_promises(verdicts: Sequence[Judged], services: Services) -> None:
    never = {name: services.version(name).profile.never_promise for name in services.client_ids()}

    said = [
        (verdict.case.id, words)
        for verdict, found in drafts(verdicts)
        for words in never[found.client_id]
        if re.search(
            rf"(?<!\w){re.escape(words)}(?!\w)" if words.isalnum() else re.escape(words),
            said_to_customer(found.reply),
            re.I,
        )
    ]

    assert said == []


def test_every_promise_of_a_draft_has_a_keeper(verdicts: Sequence[Judged]) -> None:
    broken = [
        (verdict.case.id, promise.kind)
        for verdict, found in drafts(verdicts)
        if isinstance(found.reply, Draft)
        for promise in found.reply.check.promises
        if promise.kept_by is None
    ]

    assert broken == []


def test_no_draft_names_an_order_the_request_does_not_hold(verdicts: Sequence[Judged]) -> None:
    strange = [
        (verdict.case.id, number)
        for verdict, found in drafts(verdicts)
        for number in re.findall(r"\b(?:NF|OS)-\d{5}\b", said_to_customer(found.reply))
        if number not in {order.number for order in verdict.case.request.orders}
    ]

    assert strange == []


def steps(decision: Decision) -> Iterator[Decimal]:
    """Yield every line of a decision's sums and where each sum stands after it."""
    so_far: dict[str, Decimal] = {}
    for line in decision.lines:
        so_far[line.of] = so_far.get(line.of, Decimal()) + line.amount.amount
        yield line.amount.amount
        yield so_far[line.of]


def test_every_amount_in_a_draft_was_decided_or_stands_on_a_page(verdicts: Sequence[Judged]) -> None:
    """What a customer is told they get: never a sum that nobody computed."""
    unfounded = []
    for verdict, found in drafts(verdicts):
        if not isinstance(found.reply, Draft):
            continue
        said = {amount.replace(",", ".") for amount in re.findall(r"\b\d+[.,]\d\d\b", found.reply.text)}
        decided = {f"{amount:.2f}" for one in found.decisions for _, amount in stated_amounts(one)}
        lines = {f"{abs(amount):.2f}" for one in found.decisions for amount in steps(one)}
        quoted = {
            amount.replace(",", ".")
            for cite in found.reply.citations
            for amount in re.findall(r"\d+[.,]\d\d", cite.quote)
        }
        facts = {str(value) for one in found.decisions for value in one.facts.values()}
        unfounded += [(verdict.case.id, amount) for amount in said - decided - lines - quoted - facts]

    assert unfounded == []


def test_every_case_in_the_list_exists(cases: Sequence[Case]) -> None:
    assert set(decisions.known_failing()) - {case.id for case in cases} == set()


def test_every_tricky_message_has_a_twin(cases: Sequence[Case]) -> None:
    twinned = {case.twin_of for case in cases}
    tricky = [case for case in cases if "tricky" in case.slices and case.twin_of is None]

    assert len(tricky) == 24
    assert [case.id for case in tricky if case.id not in twinned] == []


def test_one_flipped_fact_changes_what_is_expected(cases: Sequence[Case]) -> None:
    by_id = {case.id: case for case in cases}
    pairs = [(by_id[case.twin_of], case) for case in cases if case.twin_of]

    same = [twin.id for case, twin in pairs if case.expect == twin.expect]

    assert same == []


def test_everything_granted_has_a_twin_that_is_not(cases: Sequence[Case]) -> None:
    family = {case.id: case.twin_of or case.same_as or case.id for case in cases}
    outcomes: dict[str, set[object]] = {}
    for case in cases:
        outcomes.setdefault(family[case.id], set()).add(tuple(one.outcome for one in case.expect.decisions or ()))

    granted = [case for case in cases if any(one.outcome == (Outcome.ELIGIBLE,) for one in case.expect.decisions or ())]

    assert [case.id for case in granted if len(outcomes[family[case.id]]) < 2] == []


def test_about_a_third_of_the_messages_carry_no_order_number(cases: Sequence[Case]) -> None:
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
        ({"expect": {"intents": ["return/request"], "decisions": []}}, "expect.decisions is empty"),
        ({"request": {**WHOLE["request"], "now": None}}, "request.now is required"),  # type: ignore[dict-item]
        ({"request": {**WHOLE["request"], "ordrs": []}}, "request.ordrs is not a field"),  # type: ignore[dict-item]
        ({"why": ""}, "why"),
        ({"twin_of": "b-9"}, "twin_of: no case b-9"),
        ({"same_as": "b-9"}, "same_as: no case b-9"),
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
