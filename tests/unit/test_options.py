"""The other paths an agent could take."""

from assist.domain.base import Money
from assist.domain.decision import Approval, Decision, PathOption
from assist.domain.enums import Outcome
from assist.workflows.decide import Decided
from assist.workflows.options import alternatives
from assist.workflows.subject import Subject


def decided(*options: PathOption, path: str = "refund") -> Decided:
    decision = Decision(
        id="d1", intent="x", workflow="return", outcome=Outcome.ELIGIBLE, rule_id="r", order_number="NF-1",
        path=path, alternatives=options,
    )  # fmt: skip
    return Decided(Subject(None, (), "test"), decision=decision)


def test_the_path_decided_is_no_alternative() -> None:
    credit = PathOption(path="store_credit", amount=Money(amount="39.60", currency="EUR"))

    [only] = alternatives([decided(PathOption(path="refund"), credit)], 3)

    assert (only.id, only.label, only.outcome) == ("alt-1", "Store credit, 39.60 EUR (order NF-1)", "eligible")


def test_a_path_for_level_2_says_so() -> None:
    option = PathOption(path="replacement", approval=Approval(by="level_2", because="189.00 EUR is above 60.00 EUR"))

    [only] = alternatives([decided(option)], 1)

    assert only.outcome == "needs_approval"
    assert only.approval == option.approval


def test_no_more_are_named_than_asked_for() -> None:
    assert alternatives([decided(PathOption(path="exchange"), PathOption(path="store_credit"))], 0) == ()
