"""From what the gate said of each edit to what it is worth."""

import pytest

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import Verdict
from evals.edits.edit import Edit, Kind
from evals.evaluation import CaseScore
from evals.selftest import rates
from evals.selftest.outcome import REFUSED, Judgement, Outcome, Simpler, outcome, would_stop


def made(kind: Kind) -> Edit:
    return Edit(
        id=f"{kind}-001", client_id=ClientId("shop"), kind=kind, variant="a number", passage_id="returns#window",
        file="policies/returns.md", before="30 days", after="45 days", files=(),
    )  # fmt: skip


def judged(kind: Kind, verdict: Verdict | None, scores: tuple[CaseScore, ...] = ()) -> Outcome:
    judgement = Judgement(verdict=verdict, scores=scores, cases=100) if verdict else None
    return outcome(made(kind), "digest", VersionId("kv_1"), judgement, "returns.md:1: broken")


def score(before: float, after: float) -> CaseScore:
    return CaseScore(case_id="c", before=before, after=after)


def test_harm_that_ships_is_a_miss_and_anything_else_a_catch() -> None:
    verdicts = (Verdict.SHIP, Verdict.BLOCK, Verdict.INCONCLUSIVE, None)

    found = rates.rates([judged(Kind.NUMBER, verdict) for verdict in verdicts], seed=1)

    assert found.catch == 0.75
    assert [each.said for each in found.missed] == ["SHIP"]
    assert (found.harmful.blocked, found.harmful.inconclusive, found.harmful.refused) == (1, 1, 1)


def test_what_is_harmless_and_held_up_is_a_false_block() -> None:
    verdicts = (Verdict.SHIP, Verdict.SHIP, Verdict.SHIP, Verdict.INCONCLUSIVE)

    found = rates.rates([judged(Kind.TYPO, verdict) for verdict in verdicts], seed=1)

    assert found.false_block == 0.25
    assert not found.holds


def test_the_gate_holds_at_its_aims() -> None:
    caught = [judged(Kind.NUMBER, Verdict.BLOCK)] * 19 + [judged(Kind.NUMBER, Verdict.SHIP)]
    shipped = [judged(Kind.TYPO, Verdict.SHIP)] * 19 + [judged(Kind.TYPO, Verdict.BLOCK)]

    assert rates.rates([*caught, *shipped], seed=1).holds
    assert not rates.rates([*caught[1:], *shipped], seed=1).holds


def test_rates_are_told_by_kind() -> None:
    found = rates.rates([judged(Kind.NUMBER, Verdict.BLOCK), judged(Kind.TYPO, Verdict.SHIP)], seed=1)

    assert [(kind.name, kind.edits, kind.shipped) for kind in found.kinds] == [("number", 1, 0), ("typo", 1, 1)]


@pytest.mark.parametrize(
    ("scores", "stopped"),
    [
        ((), set()),
        ((score(1, 0),), {Simpler.MEAN}),
        ((score(1, 0.5),) * 10, {Simpler.MEAN, Simpler.FIVE, Simpler.MCNEMAR}),
        ((score(1, 0),) * 5 + (score(0, 1),) * 5, set()),
        ((score(0.5, 0.4),) * 20, {Simpler.MEAN}),
    ],
)
def test_what_simpler_rules_would_have_said(scores: tuple[CaseScore, ...], stopped: set[Simpler]) -> None:
    assert {rule for rule in Simpler if would_stop(rule, scores, 100)} == stopped


def test_what_cannot_be_built_is_stopped_by_every_rule() -> None:
    found = rates.rates([judged(Kind.DELETE, None)], seed=1)

    assert found.harmful.simpler == {str(rule): 1 for rule in Simpler}
    assert judged(Kind.DELETE, None).said == REFUSED


def test_cases_that_got_worse_are_counted() -> None:
    assert judged(Kind.NUMBER, Verdict.BLOCK, (score(1, 0), score(0, 1), score(1, 1))).worse == 1
