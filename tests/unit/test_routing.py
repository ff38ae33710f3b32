"""Who answers, how soon and why."""

from datetime import UTC, datetime, time

import pytest

from assist.domain.base import ClientId
from assist.domain.client import Greeting, OrderNumberFormat, Profile, Tone
from assist.domain.enums import Channel, Flag, Level, Priority, SentimentLabel
from assist.domain.triage import Intent, Language, Sentiment
from assist.triage.flags import ALWAYS_HUMAN
from assist.triage.routing import RoutingFacts, route
from assist.triage.taxonomy import IntentDefinition, Taxonomy
from assist.working_time import WEEKDAYS, WorkingTime
from tests.fakes import FRIDAY

HOURS = {name: (time(9), time(18)) for name in WEEKDAYS[:5]}
CALENDAR = WorkingTime(time_zone="Europe/Madrid", hours=HOURS)
PROFILE = Profile(
    id=ClientId("norrfell"),
    brand="Norrfell",
    tier="growth",
    time_zone="Europe/Madrid",
    currency="EUR",
    locales=("en", "es"),
    countries=("ES",),
    order_number=OrderNumberFormat(pattern=r"NF-\d{5}", prefix="NF-", digits=5),
    tone=Tone(
        style="warm",
        greetings={"en": Greeting(email="Hi", chat="Hi", none="Hi", chat_none="Hi")},
        signature={"en": "Norrfell"},
    ),
    channels=(Channel.EMAIL, Channel.CHAT),
    workflows=("wismo",),
    targets_minutes={Channel.EMAIL: {Priority.URGENT: 60, Priority.HIGH: 120, Priority.NORMAL: 240}},
    queues={
        "shipping": "nf-shipping",
        "returns": "nf-returns",
        "escalations": "nf-escalations",
        "fraud": "nf-specialists",
        "language": "nf-language",
        "account_lead": "nf-lead",
        "general": "nf-general",
    },
)
TAXONOMY = Taxonomy(
    version=1,
    intents={
        name: IntentDefinition(definition="d", near_miss="n", level=level, queue=queue)
        for name, level, queue in (
            ("order/status", Level.LEVEL_1, "shipping"),
            ("return/request", Level.LEVEL_1, "returns"),
            ("payment/dispute", Level.LEVEL_2, "escalations"),
            ("fraud/report", Level.SPECIALIST, "fraud"),
            ("other/thanks", Level.LEVEL_1, "general"),
            ("feedback/praise", Level.LEVEL_1, "general"),
        )
    },
)


def facts(*intents: str, **overrides: object) -> RoutingFacts:
    given = {
        "channel": Channel.EMAIL,
        "intents": [Intent(name=name, confidence=0.9, span=(0, 1)) for name in intents],
        "in_scope": True,
        "sure": True,
        "sentiment": Sentiment(label=SentimentLabel.NEUTRAL, score=0, confidence=0.9),
        "flags": [],
        "language": Language(tag="en", confidence=1),
        "asked_at": FRIDAY,
    }
    return RoutingFacts(**{**given, **overrides})


def routed(*intents: str, **overrides: object):
    return route(facts(*intents, **overrides), PROFILE, TAXONOMY, CALENDAR)


FURIOUS = Sentiment(label=SentimentLabel.VERY_NEGATIVE, score=-0.9, confidence=0.9)


def test_an_ordinary_question_goes_to_the_queue_of_its_intent():
    found = routed("order/status")

    assert (found.level, found.queue, found.priority) == (Level.LEVEL_1, "nf-shipping", Priority.NORMAL)
    assert found.rule_id == "route.intent.order-status"


def test_of_two_intents_of_one_level_the_first_leads():
    assert routed("return/request", "order/status").queue == "nf-returns"


def test_an_intent_of_a_higher_level_leads_wherever_it_stands():
    found = routed("order/status", "payment/dispute")

    assert (found.level, found.queue) == (Level.LEVEL_2, "nf-escalations")


def test_a_specialist_stands_above_level_1_and_below_level_2():
    assert routed("order/status", "fraud/report").level is Level.SPECIALIST
    assert routed("fraud/report", "payment/dispute").level is Level.LEVEL_2


@pytest.mark.parametrize("flag", sorted(ALWAYS_HUMAN | {Flag.CHARGEBACK, Flag.THREATENING, Flag.VIP}))
def test_a_grave_flag_goes_to_level_2_whatever_the_intent(flag):
    found = routed("order/status", flags=[flag])

    assert (found.level, found.queue, found.rule_id) == (Level.LEVEL_2, "nf-escalations", f"route.{flag}")


def test_what_goes_near_fraud_is_for_a_specialist():
    found = routed("order/status", flags=[Flag.FRAUD_RISK])

    assert (found.level, found.queue, found.rule_id) == (Level.SPECIALIST, "nf-specialists", "route.fraud_risk")


@pytest.mark.parametrize(
    "flag", [Flag.URGENT, Flag.OFFENSIVE, Flag.WANTS_HUMAN, Flag.REPEAT_CONTACT, Flag.PRIVACY_REQUEST]
)
def test_other_flags_leave_the_queue_to_the_intent(flag):
    assert routed("order/status", flags=[flag]).queue == "nf-shipping"


def test_very_upset_and_not_for_the_first_time_goes_to_level_2():
    found = routed("order/status", flags=[Flag.REPEAT_CONTACT], sentiment=FURIOUS)

    assert (found.level, found.rule_id) == (Level.LEVEL_2, "route.upset-repeat")


def test_very_upset_for_the_first_time_stays_with_level_1_but_comes_sooner():
    found = routed("order/status", sentiment=FURIOUS)

    assert (found.level, found.priority) == (Level.LEVEL_1, Priority.HIGH)
    assert "Customer is very upset" in found.reasons


def test_a_channel_not_contracted_goes_to_the_account_lead_before_all_else():
    found = routed("order/status", channel=Channel.WHATSAPP, flags=[Flag.LEGAL])

    assert (found.queue, found.rule_id) == ("nf-lead", "route.not-contracted")
    assert "whatsapp is not contracted" in found.reasons


def test_a_language_not_served_goes_to_its_queue_and_says_which():
    found = routed("order/status", language=Language(tag="de", confidence=0.99))

    assert found.queue == "nf-language"
    assert "written in de, which this client does not serve" in found.reasons


def test_too_short_to_tell_the_language_counts_as_served():
    assert routed("order/status", language=Language(tag="und", confidence=0)).queue == "nf-shipping"


@pytest.mark.parametrize("outside", [{"in_scope": False}, {"in_scope": True}], ids=["out of scope", "no intent"])
def test_without_an_intent_a_person_of_the_general_queue_looks(outside):
    names = () if outside["in_scope"] else ("order/status",)

    found = routed(*names, **outside)

    assert (found.queue, found.rule_id) == ("nf-general", "route.no-intent")


def test_an_intent_the_taxonomy_does_not_know_goes_to_the_general_queue():
    assert routed("secret/wish").queue == "nf-general"


def test_an_unknown_intent_does_not_outrank_a_known_one():
    assert routed("secret/wish", "return/request").queue == "nf-returns"


def test_a_queue_the_client_does_not_have_is_its_general_one():
    profile = PROFILE.model_copy(update={"queues": {"general": "nf-general"}})

    found = route(facts("order/status"), profile, TAXONOMY, CALENDAR)

    assert found.queue == "nf-general"


@pytest.mark.parametrize("flag", [Flag.SELF_HARM, Flag.VIOLENCE, Flag.HEALTH_SAFETY])
def test_danger_is_urgent(flag):
    assert routed("other/thanks", flags=[flag]).priority is Priority.URGENT


@pytest.mark.parametrize(
    "flag",
    [Flag.CHARGEBACK, Flag.LEGAL, Flag.URGENT, Flag.REPEAT_CONTACT, Flag.WANTS_HUMAN, Flag.VIP, Flag.PAYMENT_CARD],
)
def test_a_pressing_flag_is_high_priority_and_says_why(flag):
    found = routed("order/status", flags=[flag])

    assert found.priority is Priority.HIGH
    assert any(reason.startswith("Customer ") for reason in found.reasons)


@pytest.mark.parametrize("intents", [("other/thanks",), ("feedback/praise",)])
def test_thanks_and_praise_can_wait(intents):
    assert routed(*intents).priority is Priority.LOW


def test_thanks_with_a_question_is_a_question():
    assert routed("other/thanks", "order/status").priority is Priority.NORMAL


def test_an_always_human_flag_is_named_in_the_reasons():
    assert "Flag legal: always a person" in routed("order/status", flags=[Flag.LEGAL]).reasons


def test_doubt_about_the_intent_is_told():
    assert "Not sure of the intent: check the tags" in routed("order/status", sure=False).reasons


def test_the_target_is_counted_in_service_hours():
    found = routed("order/status")

    assert found.respond_by == datetime(2026, 11, 23, 10, 47, tzinfo=UTC)
    assert "email target for this client at normal priority: 240 minutes" in found.reasons


def test_a_higher_priority_is_due_sooner():
    assert routed("order/status", flags=[Flag.URGENT]).respond_by < routed("order/status").respond_by


@pytest.mark.parametrize(
    "overrides", [{"channel": Channel.CHAT}, {"channel": Channel.EMAIL}], ids=["channel", "priority"]
)
def test_without_a_target_nothing_is_promised(overrides):
    name = "order/status" if overrides["channel"] is Channel.CHAT else "other/thanks"

    assert routed(name, **overrides).respond_by is None
