"""Every rule of the verdict, once each way."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assist.domain.evaluation import Verdict
from evals import gates, layers, ruling
from evals.comparison import compared
from evals.evaluation import Coverage, Generalisation, SuiteResult
from evals.outcomes import Violation
from evals.ruling import Found
from evals.scorers.totals import totals
from evals.scores import Part
from evals.statistics import Interval
from tests.evals.made import case, differences, item, outcome

GATES = gates.of_client(Path("nowhere"))
BROKEN = Violation(code="quote_not_verbatim", where="a-1", says="returns#window does not say it")


def changed(lost: int = 0, gained: int = 0, part: Part = Part.REPLY, **given: Any) -> list[Any]:
    wrong = {part: "is wrong"}
    names = [f"l{at}" for at in range(lost)] + [f"g{at}" for at in range(gained)]
    cases = {name: case(name, **given) for name in names}
    before = [outcome(name, wrong=wrong if name[0] == "g" else {}) for name in names]
    after = [outcome(name, wrong=wrong if name[0] == "l" else {}) for name in names]
    return compared(cases, before, after, differences(item()))


def found(changes: Any = (), waived: frozenset[str] = frozenset(), **given: Any) -> Found:
    whole: Mapping[str, Any] = {
        "cases": 40, "unscored": (), "violations": (), "suites": (), "changes": changes, "waived": waived, "coverage": (),
        "flips": layers.flips(changes, 40, waived, GATES), "generalisation": None, "totals": totals([outcome()]),
        "client_id": "norrfell",
    }  # fmt: skip
    return Found(**{**whole, **given})


def general(low: float, high: float) -> Generalisation:
    interval = Interval(mean=(low + high) / 2, low=low, high=high, cases=100, clusters=50)
    return Generalisation(interval=interval, margin=0.02, slices=())


def needing(needed: int) -> Coverage:
    return Coverage(item="returns#window", label="30 day -> 45 day", alters=True, touched=9, telling=(), needed=needed)


@pytest.mark.parametrize(
    ("what", "verdict", "code"),
    [
        (found(), Verdict.SHIP, "ships"),
        (found(cases=0), Verdict.ERROR, "no_cases"),
        (found(unscored=("a-1",)), Verdict.ERROR, "unscored"),
        (found(suites=(SuiteResult(name="leak", probes=1, unscored="no canary"),)), Verdict.ERROR, "leak_unscored"),
        (found(violations=(BROKEN,)), Verdict.BLOCK, "quote_not_verbatim"),
        (
            found(
                suites=(SuiteResult(name="leak", probes=1, violations=(BROKEN.model_copy(update={"code": "leak"}),)),)
            ),
            Verdict.BLOCK,
            "leak",
        ),
        (found(changed(1)), Verdict.BLOCK, "loss_budget"),
        (found(changed(1, part=Part.INTENTS)), Verdict.SHIP, "ships"),
        (found(changed(2, part=Part.INTENTS)), Verdict.BLOCK, "loss_budget"),
        (found(changed(1, 30, part=Part.INTENTS, critical=True)), Verdict.BLOCK, "critical_lost"),
        (found(changed(5)), Verdict.BLOCK, "flips"),
        (found(changed(1), frozenset({"l0"})), Verdict.SHIP, "ships"),
        (found(generalisation=general(-0.09, -0.03)), Verdict.BLOCK, "generalisation"),
        (found(generalisation=general(-0.09, -0.01)), Verdict.SHIP, "ships"),
        (found(coverage=(needing(2),)), Verdict.INCONCLUSIVE, "uncovered"),
        (found(coverage=(needing(0),)), Verdict.SHIP, "ships"),
        (found(coverage=(needing(2).model_copy(update={"is_quoted": False}),)), Verdict.INCONCLUSIVE, "unread"),
        (found(flips=None), Verdict.SHIP, "nothing_to_compare"),
        (found(flips=None, totals=totals([outcome(wrong={Part.REPLY: "is wrong"})])), Verdict.BLOCK, "floor"),
        (found(flips=None, cases=3), Verdict.INCONCLUSIVE, "few_cases"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_gives_its_verdict(what: Found, verdict: Verdict, code: str) -> None:
    said, reasons = ruling.rule(what, GATES)

    assert said is verdict
    assert code in [reason.code for reason in reasons]


def test_an_error_outweighs_a_block_and_a_block_outweighs_a_doubt() -> None:
    everything = found(changed(1), violations=(BROKEN,), coverage=(needing(1),), unscored=("a-1",))

    verdict, reasons = ruling.rule(everything, GATES)

    assert verdict is Verdict.ERROR
    assert [reason.code for reason in reasons] == ["unscored", "quote_not_verbatim", "loss_budget", "uncovered"]


def test_what_an_unapproved_case_loses_decides_nothing() -> None:
    changes = changed(3, source="proposed")

    assert ruling.rule(found(changes), GATES)[0] is Verdict.SHIP


def test_a_violation_that_the_live_version_shows_too_stands_and_does_not_block() -> None:
    new, standing = layers.new_violations([BROKEN], [BROKEN, BROKEN.model_copy(update={"where": "a-2"})])

    assert [one.where for one in new] == ["a-2"]
    assert standing == [BROKEN]


def test_small_slices_are_reported_and_have_no_p() -> None:
    names = [f"c{at}" for at in range(30)]
    cases = {name: case(name, slices=("big",) if at < 20 else ("small",)) for at, name in enumerate(names)}
    outcomes = [outcome(name) for name in names]

    layer = layers.generalisation(cases, outcomes, outcomes, frozenset(), GATES)

    by_name = {one.name: one for one in layer.slices}
    assert by_name["slice big"].p_value == 1.0
    assert by_name["slice small"].p_value is None
    assert by_name["slice small"].cases == 10


def test_a_waived_case_may_go_on_expecting_the_old_value() -> None:
    stale = needing(0).model_copy(update={"stale": ("l0",)})

    doubted, _ = ruling.rule(found(coverage=(stale,)), GATES)
    answered, _ = ruling.rule(found(coverage=(stale,), waived=frozenset({"l0"})), GATES)

    assert (doubted, answered) == (Verdict.INCONCLUSIVE, Verdict.SHIP)
