"""What lies behind a contact, whose it is, and what a good answer does for the shop."""

import pytest

from assist.domain.enums import Cause, Flag, Level, Priority, SentimentLabel, ValueRole
from assist.domain.orders import Order
from assist.domain.triage import CauseOf, Intent, Language, Route, Sentiment, Triage
from assist.triage import cause
from assist.triage.taxonomy import read_taxonomy
from tests.conftest import KNOWLEDGE

INTENTS = read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml").intents


def triage(*intents: str, item_ids: tuple[str, ...] = (), **fields: object) -> Triage:
    given = {
        "intents": tuple(
            Intent(name=name, confidence=0.9, span=(0, 1), order_number="NF-20288", item_ids=item_ids)
            for name in intents
        ),
        "in_scope": bool(intents),
        "sentiment": Sentiment(label=SentimentLabel.NEUTRAL, score=0, confidence=1),
        "language": Language(tag="en", confidence=1),
        "route": Route(level=Level.LEVEL_1, queue="q", priority=Priority.NORMAL),
    }
    return Triage.model_validate({**given, **fields})


def parcel(name: str, item: str, carrier: str, *codes: str) -> dict[str, object]:
    milestones = [{"code": code, "at": "2026-11-16T08:12:00Z"} for code in codes]
    return {"id": name, "item_ids": [item], "carrier": carrier, "milestones": milestones}


def order(*parcels: dict[str, object]) -> Order:
    items = [{"id": "li-1", "sku": "SKARN-M"}, {"id": "li-2", "sku": "TORMID-42"}]
    return Order.model_validate({"number": "NF-20288", "items": items, "fulfilments": parcels})


@pytest.mark.parametrize(
    ("intent", "words", "expected"),
    [
        ("order/status", "Where is my parcel?", Cause.CARRIER),
        ("order/status", "still says preparing after five days", Cause.WAREHOUSE),
        ("order/damaged", "the bottle leaked because the lid was off", Cause.PACKAGING),
        ("order/damaged", "the box was soaked and crushed by the courier", Cause.CARRIER),
        ("order/damaged", "the pump does not work", Cause.PRODUCT_DEFECT),
        ("return/request", "it is too small for me", Cause.SIZING),
        ("return/request", "looks nothing like the photo", Cause.LISTING),
        ("return/request", "I changed my mind", Cause.CUSTOMER),
        ("return/request", "me queda grande", Cause.SIZING),
        ("return/request", "I want to send it back", Cause.UNKNOWN),
        ("warranty/claim", "se ha roto la cremallera", Cause.PRODUCT_DEFECT),
        ("product/ingredients", "is it vegan?", Cause.LISTING),
        ("return/policy", "how long do I have?", Cause.POLICY),
        ("checkout/problem", "the basket is empty again", Cause.WEBSITE),
        ("address/change", "please send it to number 14", Cause.CUSTOMER),
        ("feedback/praise", "I love it", Cause.UNKNOWN),
        ("address/change", "send it to C/ Mayor 3. And WELCOME10 didn't work", Cause.CUSTOMER),
        ("address/change", "GLS says the address is unknown", Cause.CARRIER),
    ],
)
def test_the_cause_follows_the_intent_unless_the_words_name_another(intent, words, expected):
    assert cause.find(triage(intent), words, []).cause is expected


def test_of_several_intents_the_first_that_has_a_cause_counts():
    assert cause.find(triage("human/request", "address/change"), "to number 14", []).cause is Cause.CUSTOMER


def test_out_of_scope_the_words_alone_may_name_it():
    assert cause.find(triage(), "the colour is nothing like the photo", []).cause is Cause.LISTING


def test_a_parcel_that_never_left_is_the_warehouses():
    assert cause.find(triage("order/status"), "where is it", [order()]).cause is Cause.WAREHOUSE


def test_the_carrier_of_the_parcel_under_way_is_named():
    both = order(parcel("f-1", "li-2", "UPS", "delivered"), parcel("f-2", "li-1", "GLS", "in_transit"))

    assert cause.find(triage("order/status"), "where is it", [both]).of == CauseOf(carrier="GLS")


def test_two_carriers_under_way_are_named_by_neither():
    both = order(parcel("f-1", "li-2", "UPS", "in_transit"), parcel("f-2", "li-1", "GLS", "in_transit"))

    assert cause.find(triage("order/status"), "where is it", [both]).of is None


def test_the_item_meant_is_named():
    found = cause.find(triage("warranty/claim", item_ids=("li-1",)), "the zip broke", [order()])

    assert (found.cause, found.of) == (Cause.PRODUCT_DEFECT, CauseOf(sku="SKARN-M"))


def test_a_cause_that_no_item_has_names_none():
    found = cause.find(triage("discount/price_adjustment", item_ids=("li-1",)), "now 20 % less", [order()])

    assert (found.cause, found.of) == (Cause.POLICY, None)


def test_of_two_items_none_is_named():
    assert cause.find(triage("warranty/claim"), "the zip broke", [order()]).of is None


def test_an_order_that_is_not_of_this_message_names_nothing():
    other = order().model_copy(update={"number": "NF-1"})

    assert cause.find(triage("warranty/claim", item_ids=("li-1",)), "the zip broke", [other]).of is None


@pytest.mark.parametrize(
    ("intents", "overrides", "expected"),
    [
        (["product/size"], {}, ValueRole.CONVERSION),
        (["order/status"], {}, ValueRole.PROTECTION),
        (["order/status", "product/size"], {}, ValueRole.PROTECTION),
        (["payment/dispute"], {}, ValueRole.RECOVERY),
        (["order/status"], {"flags": (Flag.CHARGEBACK,)}, ValueRole.RECOVERY),
        (["other/thanks"], {}, ValueRole.NONE),
        (["account/newsletter"], {}, ValueRole.NONE),
        ([], {}, ValueRole.NONE),
        (["product/safety"], {}, ValueRole.CONVERSION),
        (["product/safety"], {"flags": (Flag.HEALTH_SAFETY,)}, ValueRole.RECOVERY),
    ],
)
def test_the_value_role_is_what_is_most_at_stake(intents, overrides, expected):
    tagged = triage(*intents, **overrides)

    assert cause.value_role(tagged, cause.find(tagged, "hello", [])) is expected


def test_great_anger_about_a_purchase_is_a_customer_to_recover():
    furious = Sentiment(label=SentimentLabel.VERY_NEGATIVE, score=-0.9, confidence=1)
    tagged = triage("order/status", sentiment=furious)

    assert cause.value_role(tagged, cause.find(tagged, "where is it", [])) is ValueRole.RECOVERY


def test_the_tables_name_only_intents_there_are():
    named = {*cause.USUAL, *cause.CONVERSION, *cause.RECOVERY, *cause.NO_VALUE, *cause._WORDS_DECIDE}

    assert named <= set(INTENTS)
