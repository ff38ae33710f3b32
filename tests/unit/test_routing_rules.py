"""A client's own rules: which holds, what they may not do, and what is wrong with them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.decision import Approval, Decision
from assist.domain.enums import Channel, Flag, Level, Outcome, Priority, SentimentLabel
from assist.domain.orders import Order
from assist.domain.routing import RoutingRule, When
from assist.domain.triage import Language, Sentiment
from assist.triage import default_routes, routing_rules
from assist.triage.flags import ALWAYS_HUMAN
from assist.triage.routing import routed as routed_with
from assist.triage.taxonomy import IntentDefinition, Taxonomy
from tests.fakes import FRIDAY
from tests.unit.test_routing import CALENDAR, PROFILE, TAXONOMY, facts

LATE = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
SENT_TO_RETURNS = {"queue": "returns"}


def rule(when: dict[str, Any], then: dict[str, Any] | None = None, name: str = "own") -> RoutingRule:
    return RoutingRule.model_validate({"id": name, "when": when, "then": then or SENT_TO_RETURNS})


def routed(rules: list[RoutingRule], *intents: str, **overrides: object):
    profile = PROFILE.model_copy(
        update={"routing": tuple(rules), "workflows": ("wismo",), "hours": {"friday": ("09:00", "18:00")}}
    )
    return routed_with(facts(*(intents or ("order/status",)), **overrides), profile, TAXONOMY, CALENDAR)


def order(**fields: object) -> Order:
    return Order.model_validate({"number": "NF-20288", **fields})


def decision(outcome: Outcome, by: str | None = None, because: str | None = None) -> Decision:
    approval = Approval(by=by, because=because) if by else None
    return Decision(
        id="d1", intent="order/status", workflow="wismo", outcome=outcome, rule_id="wismo.early", approval=approval
    )


PAID = {"totals": {"paid": {"amount": "338.00", "currency": "EUR"}}}
DELIVERED = {"fulfilments": [{"id": "f", "milestones": [{"code": "delivered", "at": "2026-11-12T11:00:00Z"}]}]}

HOLDS = [
    ({"intents": ["order/status"]}, {}),
    ({"intents": "order/*"}, {}),
    ({"sentiment": ["very_negative"]}, {"sentiment": Sentiment(label="very_negative", score=-1, confidence=1)}),
    ({"flags": ["urgent", "offensive"]}, {"flags": [Flag.URGENT]}),
    ({"channels": ["email"]}, {}),
    ({"languages": ["en"]}, {}),
    ({"served_language": True}, {}),
    ({"order_status": ["Partially_Fulfilled"]}, {"orders": [order(status="partially_fulfilled")]}),
    ({"order_status": ["delivered"]}, {"orders": [order(**DELIVERED)]}),
    ({"order_status": ["not_shipped"]}, {"orders": [order()]}),
    ({"order_value_above": "337.99"}, {"orders": [order(**PAID)]}),
    ({"tiers": ["Summit"]}, {"tier": "summit"}),
    ({"repeat_contact": True}, {"flags": [Flag.REPEAT_CONTACT]}),
    ({"repeat_contact": False}, {}),
    ({"outside_hours": True}, {"asked_at": LATE}),
    ({"outside_hours": False}, {}),
    ({"not_contracted": "channel"}, {"channel": Channel.PHONE}),
    ({"attachments": True}, {"attachments": True}),
    ({"verified": True}, {"verified": True}),
    ({"verified": False}, {}),
    ({"outcomes": ["eligible"]}, {"decisions": [decision(Outcome.ELIGIBLE)]}),
    ({"approval_by": ["client"]}, {"decisions": [decision(Outcome.ELIGIBLE, "client")]}),
    ({"in_scope": True, "sure": True}, {}),
]
FAILS = [
    ({"intents": ["refund/*"]}, {}),
    ({"intents": ["order"]}, {}),
    ({"sentiment": ["negative"]}, {}),
    ({"flags": ["urgent"]}, {}),
    ({"channels": ["chat"]}, {}),
    ({"languages": ["es"]}, {}),
    ({"served_language": False}, {}),
    ({"order_status": ["delivered"]}, {}),
    ({"order_status": ["delivered"]}, {"orders": [order()]}),
    ({"order_value_above": "338.00"}, {"orders": [order(**PAID)]}),
    ({"order_value_above": "1"}, {}),
    ({"order_value_above": "1"}, {"orders": [order(totals={"paid": {"amount": "9", "currency": "GBP"}})]}),
    ({"tiers": ["vip"]}, {}),
    ({"repeat_contact": True}, {}),
    ({"outside_hours": True}, {}),
    ({"not_contracted": ["channel", "workflow"]}, {}),
    ({"attachments": True}, {}),
    ({"verified": True}, {"verified": None}),
    ({"outcomes": ["eligible"]}, {}),
    ({"approval_by": ["client"]}, {"decisions": [decision(Outcome.NEEDS_APPROVAL, "level_2")]}),
    ({"in_scope": False}, {}),
    ({"sure": False}, {}),
    ({"intents": ["order/status"], "channels": ["chat"]}, {}),
]


@pytest.mark.parametrize(("when", "overrides"), HOLDS, ids=lambda value: str(value)[:50])
def test_a_rule_whose_conditions_hold_decides(when, overrides):
    assert routed([rule(when)], **overrides).route.rule_id == "own"


@pytest.mark.parametrize(("when", "overrides"), FAILS, ids=lambda value: str(value)[:50])
def test_a_rule_of_which_one_condition_fails_does_not(when, overrides):
    assert routed([rule(when)], **overrides).route.rule_id != "own"


def test_every_condition_has_its_judge():
    assert set(When.model_fields) == set(routing_rules._HOLDS)


def test_every_condition_is_tried_in_both_directions():
    assert {name for when, _ in HOLDS for name in when} == set(When.model_fields)
    assert {name for when, _ in FAILS for name in when} == set(When.model_fields)


def test_of_two_rules_that_hold_the_first_decides():
    both = [rule({"channels": "email"}, {"queue": "fraud"}, "first"), rule({"intents": "order/status"}, name="second")]

    found = routed(both)

    assert (found.route.rule_id, found.route.queue) == ("first", "nf-specialists")


def test_what_a_rule_leaves_out_is_as_it_would_be_without_it():
    found = routed([rule({"channels": "email"}, {"priority": "high"})]).route

    assert (found.level, found.queue, found.priority) == (Level.LEVEL_1, "nf-shipping", Priority.HIGH)


def test_the_reasons_name_the_rule_and_say_its_reason():
    found = routed([rule({"channels": "email"}, {"queue": "returns", "reason": "Monday pilot"})]).route

    assert "Rule own: Monday pilot" in found.reasons


def test_a_queue_may_be_named_as_the_help_desk_knows_it():
    assert routed([rule({"channels": "email"}, {"queue": "nf-returns"})]).route.queue == "nf-returns"


def test_rules_tried_before_are_told_with_the_condition_that_failed():
    found = routed([rule({"channels": "chat"}, name="chats")])

    first = found.tried[0]
    assert (first.rule.id, first.unmet) == ("chats", "channel is not chat")
    assert found.tried[-1].unmet is not None


@pytest.mark.parametrize("flag", sorted(ALWAYS_HUMAN))
@pytest.mark.parametrize("then", [{"level": "level_1", "queue": "general"}, {"level": "specialist"}, SENT_TO_RETURNS])
def test_no_rule_sends_an_always_human_flag_below_level_2(flag, then):
    found = routed([rule({"channels": "email"}, {**then, "priority": "low"})], flags=[flag]).route

    assert (found.level, found.queue) == (Level.LEVEL_2, "nf-escalations")
    assert found.priority in (Priority.HIGH, Priority.URGENT)


def test_a_rule_may_give_an_always_human_flag_a_queue_of_its_own_at_level_2():
    own = rule({"flags": ["legal"]}, {"level": "level_2", "queue": "fraud", "priority": "low"})

    found = routed([own], flags=[Flag.LEGAL]).route

    assert (found.level, found.queue, found.priority) == (Level.LEVEL_2, "nf-specialists", Priority.HIGH)


@given(
    flag=st.sampled_from(sorted(ALWAYS_HUMAN)),
    level=st.sampled_from(list(Level)),
    priority=st.sampled_from(list(Priority)),
    channel=st.sampled_from(list(Channel)),
    language=st.sampled_from(["en", "de", "und"]),
    in_scope=st.booleans(),
)
def test_whatever_the_rules_say_an_always_human_flag_reaches_level_2(
    flag, level, priority, channel, language, in_scope
):
    everything = rule({"served_language": language != "de"}, {"level": level, "queue": "general", "priority": priority})

    found = routed(
        [everything],
        flags=[flag],
        channel=channel,
        language=Language(tag=language, confidence=1),
        in_scope=in_scope,
    ).route

    assert found.level is Level.LEVEL_2
    assert found.priority in (Priority.HIGH, Priority.URGENT)


def test_a_rule_that_does_not_name_the_channel_leaves_one_not_contracted_to_the_account_lead():
    found = routed([rule({"intents": "order/*"})], channel=Channel.WHATSAPP).route

    assert (found.rule_id, found.queue) == ("route.not-contracted", "nf-lead")


def test_a_rule_that_does_not_name_the_language_leaves_one_not_served_to_the_language_queue():
    found = routed([rule({"intents": "order/*"})], language=Language(tag="de", confidence=1)).route

    assert found.queue == "nf-language"


def test_a_decision_that_needs_approval_goes_to_level_2_with_its_reason():
    needs = decision(Outcome.NEEDS_APPROVAL, "level_2", "189.00 EUR is above 60.00 EUR")

    found = routed([], decisions=[needs]).route

    assert (found.level, found.queue, found.rule_id) == (Level.LEVEL_2, "nf-escalations", "route.approval")
    assert "Needs approval by level 2 (wismo.early): 189.00 EUR is above 60.00 EUR" in found.reasons


def test_what_level_1_may_approve_itself_stays_with_level_1():
    found = routed([], decisions=[decision(Outcome.NEEDS_APPROVAL, "level_1")]).route

    assert (found.level, found.queue) == (Level.LEVEL_1, "nf-shipping")
    assert "Needs approval by level 1 (wismo.early)" in found.reasons


@pytest.mark.parametrize("by", [None, "level_2", "client"])
def test_what_a_client_or_nobody_named_must_approve_goes_to_level_2(by):
    assert routed([], decisions=[decision(Outcome.NEEDS_APPROVAL, by)]).route.rule_id == "route.approval"


def test_an_approval_is_told_also_where_something_graver_leads():
    found = routed([], flags=[Flag.CHARGEBACK], decisions=[decision(Outcome.NEEDS_APPROVAL, "level_2")]).route

    assert found.rule_id == "route.chargeback"
    assert "Needs approval by level 2 (wismo.early)" in found.reasons


def test_a_rule_cannot_keep_below_level_2_what_level_2_must_approve():
    found = routed([rule({"channels": "email"}, {"level": "level_1"})], decisions=[decision(Outcome.NEEDS_APPROVAL)])

    assert found.route.level is Level.LEVEL_2


def test_what_a_specialist_decides_goes_to_the_specialists():
    found = routed([], decisions=[decision(Outcome.NEEDS_INFO, "specialist")]).route

    assert (found.level, found.queue) == (Level.SPECIALIST, "nf-specialists")


WITH_EXCHANGES = Taxonomy(
    version=1,
    intents={
        **TAXONOMY.intents,
        "exchange/request": IntentDefinition(
            definition="d", near_miss="n", level=Level.LEVEL_1, queue="returns", workflow="exchange"
        ),
    },
)


def test_a_workflow_not_bought_is_said_and_goes_to_the_account_lead():
    found = routed_with(facts("exchange/request"), PROFILE, WITH_EXCHANGES, CALENDAR).route

    assert (found.rule_id, found.queue) == ("route.workflow-not-contracted", "nf-lead")
    assert "exchange is not contracted" in found.reasons


def test_beside_a_request_that_is_bought_it_is_only_said():
    found = routed_with(facts("exchange/request", "order/status"), PROFILE, WITH_EXCHANGES, CALENDAR).route

    assert found.queue == "nf-shipping"
    assert "exchange is not contracted" in found.reasons


def test_a_guess_at_a_workflow_not_bought_stays_with_its_queue_and_is_said():
    found = routed_with(facts("exchange/request", sure=False), PROFILE, WITH_EXCHANGES, CALENDAR).route

    assert found.queue == "nf-returns"
    assert "exchange is not contracted" in found.reasons


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ({"intents": "refund/*"}, {"intents": ["refund/status", "refund/request"], "channels": "chat"}),
        ({"channels": ["chat", "email"]}, {"channels": "chat"}),
        ({"order_value_above": "100"}, {"order_value_above": "250"}),
        ({"tiers": ["VIP"]}, {"tiers": "vip", "flags": "urgent"}),
    ],
)
def test_a_rule_an_earlier_one_covers_is_found(wide, narrow):
    rules = [rule(wide, name="wide"), rule(narrow, name="narrow")]

    assert [(late.id, early.id) for late, early in routing_rules.shadowed(rules)] == [("narrow", "wide")]
    assert routing_rules.shadowed(rules[::-1]) == []


def test_rules_that_only_overlap_hide_nothing():
    rules = [rule({"channels": "chat", "flags": "urgent"}), rule({"channels": "chat"}, name="more")]

    assert routing_rules.shadowed(rules) == []


def test_no_shared_rule_hides_another():
    assert routing_rules.shadowed(default_routes.RULES) == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([rule({"intents": "ordr/status"})], "ordr/status is no intent; did you mean order/status?"),
        ([rule({"intents": "refunds/*"})], "refunds/* is no intent"),
        ([rule({"channels": "chat"}, {"queue": "retruns"})], "retruns is none of queues: shipping"),
        ([rule({"flags": "legal"}, {"level": "level_1"})], "legal always goes to a person at level 2, not to level_1"),
        ([rule({"channels": "chat"}), rule({"flags": "vip"})], "this id is given twice"),
        ([rule({"channels": "chat"}, name="route.vip")], "this id begins with route., which the shared rules do"),
    ],
    ids=["intent", "object", "queue", "always human", "twice", "reserved"],
)
def test_what_is_wrong_with_rules_is_said_in_words(rules, said):
    profile = PROFILE.model_copy(update={"routing": tuple(rules)})

    [(_, _, why)] = routing_rules.faults(profile, TAXONOMY.intents)

    assert why.startswith(said)


def test_a_fact_no_rule_looks_at_changes_nothing():
    plain = routed([rule({"channels": "chat"})]).route

    assert routed([rule({"channels": "chat"})], attachments=True, tier="gold", verified=True).route == plain


def test_very_negative_is_a_sentiment_a_rule_may_name():
    calm = Sentiment(label=SentimentLabel.NEUTRAL, score=0, confidence=1)

    assert routed([rule({"sentiment": "neutral"})], sentiment=calm, asked_at=FRIDAY).route.rule_id == "own"
