"""Which undecided intents still get a page's words beside a decision."""

from assist import beside
from assist.domain.conversation import Message
from assist.domain.decision import Decision
from assist.domain.enums import Outcome
from assist.domain.triage import Intent
from assist.workflows.decide import Decided
from assist.workflows.subject import Subject

NOTHING = Subject(None, (), "test")
DECIDED = Decided(
    NOTHING,
    decision=Decision(
        id="d1", intent="return/request", workflow="return", outcome=Outcome.ELIGIBLE, rule_id="return.window"
    ),
)
UNDECIDED = Decided(NOTHING)


def said_already(words: str, name: str, others: list[Decided], *, own: Decided = UNDECIDED) -> bool:
    intent = Intent(name=name, confidence=0.6, message_id="m1", span=(0, len(words)))
    workflow = "damaged" if name.startswith("order/damaged") else None
    return beside.is_said_already(intent, own, (), others, [Message(id="m1", text=words)], workflow)


def test_a_remark_about_a_product_beside_a_decision_is_no_question() -> None:
    assert said_already("the heel slips on every step", "product/question", [DECIDED, UNDECIDED])


def test_a_question_about_a_product_beside_a_decision_is_answered() -> None:
    assert not said_already("and is the fleece windproof?", "product/question", [DECIDED, UNDECIDED])


def test_a_remark_with_no_decision_beside_it_is_answered() -> None:
    assert not said_already("the heel slips on every step", "product/question", [UNDECIDED])


def test_a_request_no_workflow_decides_is_answered_beside_a_decision() -> None:
    assert not said_already("the invoice is missing", "order/invoice", [DECIDED, UNDECIDED])


def test_a_workflow_that_found_nothing_in_a_remark_says_nothing() -> None:
    assert said_already("it got cheaper", "order/damaged", [DECIDED, UNDECIDED])


def test_a_shared_decision_speaks_for_both() -> None:
    assert said_already("is it?", "refund/request", [DECIDED], own=Decided(NOTHING, shares="d1"))
