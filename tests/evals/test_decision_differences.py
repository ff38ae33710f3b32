"""What counts as a difference between a suggestion and a case: each comparison once, on both sides."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from assist.domain.base import Money
from assist.domain.decision import Approval, Decision, NextThreshold
from assist.domain.enums import Flag, Level, Priority, SentimentLabel, WrittenBy
from assist.domain.reply import Check, Draft, Escalation
from assist.domain.suggestion import CustomerContext, Retrieval, Suggestion
from assist.domain.triage import Intent, Language, Route, Sentiment, Triage
from evals.expectations import Expectation
from evals.scorers.differences import assertions

WANTED: dict[str, Any] = {"intent": "refund/request", "outcome": "eligible"}


def decision(**fields: object) -> Decision:
    given = {"id": "d1", "intent": "refund/request", "workflow": "refund", "outcome": "eligible", "rule_id": "refund.x"}
    return Decision.model_validate({**given, **fields})


def suggestion(
    *decided: Decision, text: str = "Hello.", intents: tuple[str, ...] = ("refund/request",), reply: Any = None
) -> Suggestion:
    route = Route(level=Level.LEVEL_1, queue="q", priority=Priority.NORMAL)
    draft = Draft(text=text, locale="en", written_by=WrittenBy.COMPOSER, check=Check(grounded=True, score=1))
    return Suggestion(
        suggestion_id="s",
        client_id="norrfell",
        conversation_id="c",
        answers=("m1",),
        knowledge_version="kv",
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
        triage=Triage(
            intents=tuple(Intent(name=name, confidence=1, span=(0, 1)) for name in intents),
            in_scope=True,
            sentiment=Sentiment(label=SentimentLabel.NEUTRAL, score=0, confidence=1),
            language=Language(tag="en", confidence=1),
            route=route,
        ),
        decisions=decided,
        reply=reply or draft,
        customer_context=CustomerContext(identity="verified"),
        retrieval=Retrieval(abstained=False),
    )


def expectation(wanted: dict[str, Any] | None = None, **fields: object) -> Expectation:
    decisions = [{**WANTED, **(wanted or {})}]
    return Expectation.model_validate({"intents": [{"name": "refund/request"}], "decisions": decisions, **fields})


def texts(expect: Expectation, found: Suggestion) -> list[str]:
    return [f"{one.part}: {why}" for one in assertions(expect, found) for why in one.why]


EUR = {"amount": {"refund": Money(amount=Decimal("31.05"), currency="EUR")}}


@pytest.mark.parametrize(
    ("wanted", "right", "wrong", "said"),
    [
        ({}, {}, {"outcome": "not_eligible"}, "outcome not_eligible, expected eligible"),
        ({"path": ["refund", "store_credit"]}, {"path": "refund"}, {}, "path None"),
        ({"rule_prefix": "refund."}, {}, {"rule_id": "return.x"}, "rule return.x"),
        ({"order_number": "NF-1"}, {"order_number": "NF-1"}, {"order_number": "NF-2"}, "order_number NF-2"),
        ({"item_ids": ["a", "b"]}, {"item_ids": ("b", "a")}, {"item_ids": ("a",)}, "items a, expected a, b"),
        ({"last_day": "2026-11-20"}, {"last_day": date(2026, 11, 20)}, {}, "last_day None"),
        ({"last_day": "2026-11-20"}, {"facts": {"last_day": "2026-11-20"}}, {}, "last_day None"),
        ({"step_back_on": "2026-11-23"}, {"step_back_on": date(2026, 11, 23)}, {}, "step_back_on None"),
        ({"then": {"on": "2026-11-25"}}, {"then": NextThreshold(on=date(2026, 11, 25), outcome="lost")}, {}, "then on"),
        ({"amount": {"refund": "31.05"}}, EUR, {}, "no refund of 31.05, stated are none"),
        ({"sums": ["31.05"]}, EUR, {}, "no amount of 31.05"),
        ({"approval": {"by": "level_2"}}, {"approval": Approval(by="level_2")}, {}, "approval by None"),
        ({"approval": None}, {}, {"approval": Approval(by="level_2")}, "approval by level_2, expected None"),
        ({"missing": []}, {}, None, ""),
    ],
)
def test_a_field_that_is_given_is_compared(
    wanted: dict[str, Any], right: dict[str, Any], wrong: dict[str, Any] | None, said: str
) -> None:
    expect = expectation(wanted)

    assert texts(expect, suggestion(decision(**right))) == []
    if wrong is not None:
        assert any(said in text for text in texts(expect, suggestion(decision(**wrong))))


def test_a_decision_that_is_absent_is_named() -> None:
    assert texts(expectation(), suggestion()) == ["decisions: no decision on refund/request, only none"]


def test_a_decision_nobody_asked_for_is_named() -> None:
    found = suggestion(decision(), decision(intent="order/status", rule_id="wismo.x"))

    assert texts(expectation(), found) == ["decisions: a decision more: order/status eligible by wismo.x"]


def test_an_intent_beside_the_expected_ones_is_named_unless_it_may_stand_there() -> None:
    found = suggestion(decision(), intents=("refund/request", "payment/dispute"))

    assert texts(expectation(), found) == ["intents: also tagged payment/dispute"]
    assert texts(expectation(may_also=["payment/dispute"]), found) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"must_say": ["31[.,]05"]}, "does not say '31[.,]05'"),
        ({"must_say": [["label", "etiqueta"]]}, "does not say 'label' or 'etiqueta'"),
        ({"must_not_say": ["hello"]}, "says 'hello'"),
        ({"in_order": ["hello", "hello"]}, "does not say 'hello' in its turn"),
        ({"reply_kind": "escalation"}, "a draft, expected escalation"),
        ({"flags": [Flag.URGENT]}, "flags lack urgent"),
        ({"level": "level_2"}, "level_1, expected level_2"),
        ({"queue": "r"}, "queue q, expected r"),
        ({"warnings": ["orders_stale"]}, "warnings lack orders_stale"),
        ({"no_outcomes": ["eligible"]}, "refund.x is eligible"),
    ],
)
def test_words_and_route_are_compared(fields: dict[str, Any], said: str) -> None:
    found = suggestion(decision())

    assert [text.split(": ", 1)[1] for text in texts(expectation(**fields), found)] == [said]


def test_the_holding_text_of_an_escalation_is_read_like_a_draft() -> None:
    held = suggestion(decision(), reply=Escalation(reason="health_safety", holding_text="Please stop using it."))
    expect = expectation(reply_kind="escalation", must_say=["stop using"], must_not_say=["photo"])

    assert texts(expect, held) == []
