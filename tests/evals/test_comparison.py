"""Which cases a change touches, what changed in them, by which cause, and how that is grouped."""

from evals import comparison
from evals.changes import Item, ItemKind
from evals.comparison import DRIFT, CaseChange, compared, grouped
from evals.meaning import Kind
from evals.outcomes import DecisionSaid, Outcome
from evals.scores import Part
from evals.touching import touched_by
from tests.evals.made import case, differences, item, outcome, said

OLD = said("You have 30 days.", cites={"returns#window": "within 30 days"})
NEW = said("You have 45 days.", cites={"returns#window": "within 45 days"})


def change(before: Outcome, after: Outcome, *items: Item, **given: object) -> list[CaseChange]:
    return compared({before.case_id: case(before.case_id, **given)}, [before], [after], differences(*items))


def test_a_case_is_touched_when_either_evidence_holds_what_changed() -> None:
    found = differences(item("returns#window"), item("shipping#fee"))
    before, after = outcome(evidence=("a#b",)), outcome(evidence=("returns#window",))

    assert touched_by(before, after, found) == ("returns#window",)
    assert touched_by(before, before, found) == ()


def test_a_changed_number_touches_the_decisions_of_its_workflow_and_what_is_decided_otherwise() -> None:
    number = item("workflows.yaml:return.window_days", kind=ItemKind.PARAMETER)
    returned = DecisionSaid(intent="i", workflow="return", outcome="eligible", rule_id="return.window", stated={})
    other = returned.model_copy(update={"workflow": "wismo", "rule_id": "wismo.lost"})
    later = other.model_copy(update={"stated": {"on": "2026-11-21"}})

    def touches(before: DecisionSaid, after: DecisionSaid) -> bool:
        sides = [outcome(answer=said(decisions=(one,))) for one in (before, after)]
        return bool(touched_by(*sides, differences(number)))

    assert touches(returned, returned)
    assert not touches(other, other)
    assert touches(other, later)


def test_the_same_answer_on_the_same_evidence_is_no_change() -> None:
    assert change(outcome(evidence=("returns#window",)), outcome(evidence=("returns#window",)), item()) == []


def test_a_changed_answer_is_attributed_to_the_changed_passage_it_cites() -> None:
    pool = ("returns#window", "shipping#fee")
    (found,) = change(
        outcome(answer=OLD, evidence=pool),
        outcome(answer=NEW, evidence=pool),
        item("shipping#fee"),
        item("returns#window"),
    )

    assert found.changed == (comparison.ANSWER, comparison.CITATION)
    assert found.causes == ("returns#window",)
    assert found.cause == "30 day -> 45 day"


def test_a_passage_that_is_gone_explains_an_answer_that_no_longer_cites_it() -> None:
    nothing = said("", reply_kind="abstention", reason="no_evidence")
    gone = item(change=Kind.REMOVED, label="returns#window removed")

    (found,) = change(outcome(answer=OLD, evidence=("returns#window",)), outcome(answer=nothing), gone)

    assert comparison.ABSTENTION in found.changed
    assert found.causes == ("returns#window",)


def test_a_difference_with_nothing_changed_in_the_evidence_is_drift() -> None:
    (found,) = change(outcome(answer=OLD, evidence=("a#b",)), outcome(answer=NEW, evidence=("a#b",)), item())

    assert found.is_drift
    assert found.cause == DRIFT


def test_a_part_that_was_right_and_is_wrong_is_a_loss_also_where_another_part_failed_before() -> None:
    before = outcome(wrong={Part.INTENTS: "no x"})
    after = outcome(wrong={Part.INTENTS: "no x", Part.REPLY: "does not say '30 days'"}, answer=NEW)

    (found,) = change(before, after, item())

    assert found.lost == (Part.REPLY,)
    assert found.why == ("reply: does not say '30 days'",)
    assert found.is_loss


def test_losses_of_critical_cases_come_first_and_gains_last() -> None:
    cases = {name: case(name, critical=name == "c") for name in ("a", "b", "c")}
    right, wrong = outcome, {Part.REPLY: "is wrong"}
    before = [outcome("a", wrong=wrong), right("b"), right("c")]
    after = [right("a"), outcome("b", wrong=wrong), outcome("c", wrong=wrong)]

    found = compared(cases, before, after, differences(item()))

    assert [one.case_id for one in found] == ["c", "b", "a"]
    assert found[-1].is_gain


def test_changes_are_grouped_by_cause_with_most_losses_first() -> None:
    names = ("a", "b", "c")
    cases = {name: case(name) for name in names}
    window, fee = item("returns#window"), item("shipping#fee", label="4.95 EUR -> 5.95 EUR")
    quoting = said("x", cites={"shipping#fee": "4.95"})
    before = [
        outcome("a", OLD, evidence=("returns#window",)),
        outcome("b", OLD, evidence=("returns#window",)),
        outcome("c", quoting, evidence=("shipping#fee",)),
    ]
    after = [
        outcome("a", NEW, evidence=("returns#window",)),
        outcome("b", NEW, evidence=("returns#window",)),
        outcome("c", said("y"), evidence=("shipping#fee",), wrong={Part.REPLY: "is wrong"}),
    ]

    groups = grouped(compared(cases, before, after, differences(window, fee)))

    assert [(one.name, one.cause, len(one.cases), one.lost) for one in groups] == [
        ("g1", "4.95 EUR -> 5.95 EUR", 1, ("c",)),
        ("g2", "30 day -> 45 day", 2, ()),
    ]


def test_one_new_value_is_one_group_wherever_it_stands() -> None:
    names = ("a", "b", "c")
    causes = ("return.window_days: 30 -> 45; 30 day -> 45 day", "return.window_days: 30 -> 45", "30 day -> 45 day")
    answers = compared({"a": case("a")}, [outcome("a", OLD)], [outcome("a", NEW)], differences())
    changes = [
        answers[0].model_copy(update={"case_id": name, "cause": cause})
        for name, cause in zip(names, causes, strict=True)
    ]

    (group,) = grouped(changes)

    assert (group.cause, group.cases) == (causes[0], names)


def test_two_values_that_changed_together_once_stay_groups_of_their_own() -> None:
    names = ("a", "b")
    causes = ("30 day -> 45 day; 4.95 EUR -> 5.95 EUR", "30 day -> 45 day")
    answers = compared({"a": case("a")}, [outcome("a", OLD)], [outcome("a", NEW)], differences())
    changes = [
        answers[0].model_copy(update={"case_id": name, "cause": cause})
        for name, cause in zip(names, causes, strict=True)
    ]

    assert [group.cause for group in grouped(changes)] == sorted(causes)
