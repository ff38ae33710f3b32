"""Damaged, wrong and missing items: N14, O11, O15, O17 and the set of O4; evidence is asked once, late is never too late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.conversation import Attachment
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Item, Product
from assist.workflows import damaged, faulty, shelf_life
from assist.workflows.case import Background, Finding
from assist.workflows.decide import Asked, Workflows
from tests.brands import Brand, item, norrfell, osmere

PHOTO = Attachment(kind="image")
BOTH = (Needed.PHOTO_OF_ITEM, Needed.PHOTO_OF_LABEL)


def reported(
    brand: Brand,
    *,
    paid: str | None = "55.00",
    delivered: str = "2026-11-13 12:00",
    asked: str = "2026-11-20 16:47",
    intent: str = "order/damaged",
    words: str = "it arrived broken",
    photos: int = 0,
    asked_for: frozenset[Needed] = frozenset(),
    products: tuple[Product, ...] = (),
    country: str = "ES",
    **fields: object,
) -> Finding:
    currency = brand.profile.currency
    thing = item("i1", "Halden Lamp", paid=paid, sku="LAMP", currency=currency)
    given = {"items": (thing,), "fulfilments": (brand.delivered(delivered),), "ship_to_country": country, **fields}
    order = brand.order("2026-11-01 10:00", **given)
    known = Background(orders=(order,), attachments=(PHOTO,) * photos, asked_for=asked_for, products=products)
    finding = damaged.decide(brand.case("damaged", order, asked=asked, words=words, intent=intent, background=known))
    assert finding is not None
    return finding


def test_a_damaged_item_is_asked_for_one_photo_of_it_and_one_of_the_label() -> None:
    finding = reported(norrfell())

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, BOTH)


def test_only_the_photo_still_missing_is_asked_for() -> None:
    finding = reported(norrfell(), photos=1)

    assert finding.missing == (Needed.PHOTO_OF_LABEL,)


def test_who_was_asked_and_sends_one_photo_is_not_asked_again() -> None:
    finding = reported(norrfell(), photos=1, asked_for=frozenset({Needed.PHOTO_OF_ITEM}))

    assert (finding.outcome, finding.path, finding.missing) == (Outcome.ELIGIBLE, "replacement", ())


def test_who_cannot_send_the_photo_asked_for_is_left_to_a_person() -> None:
    finding = reported(norrfell(), words="I can't take a photo", asked_for=frozenset({Needed.PHOTO_OF_ITEM}))

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_APPROVAL, ())


def test_a_missing_item_needs_no_photo() -> None:
    finding = reported(norrfell(), intent="order/missing_item", words="it was not in the parcel")

    assert (finding.outcome, finding.rule_id) == (Outcome.ELIGIBLE, "damaged.replacement.missing")
    assert [action.kind for action in finding.actions] == ["send_replacement"]


@pytest.mark.parametrize(
    ("paid", "outcome"), [("60.00", Outcome.ELIGIBLE), ("60.01", Outcome.NEEDS_APPROVAL)], ids=["at", "above"]
)
def test_norrfells_level_1_settles_up_to_its_limit(paid: str, outcome: Outcome) -> None:
    finding = reported(norrfell(), paid=paid, photos=2)

    assert finding.outcome is outcome
    assert (finding.approval is None) is (outcome is Outcome.ELIGIBLE)


@pytest.mark.parametrize(
    ("paid", "outcome"), [("50.00", Outcome.ELIGIBLE), ("50.01", Outcome.NEEDS_APPROVAL)], ids=["at", "above"]
)
def test_osmeres_level_1_settles_up_to_its_limit(paid: str, outcome: Outcome) -> None:
    finding = reported(osmere(), paid=paid, photos=1, country="GB")

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("paid", "actions"),
    [("40.00", ["send_replacement"]), ("40.01", ["send_replacement", "send_return_label"])],
    ids=["at", "above"],
)
def test_norrfell_wants_nothing_back_up_to_its_limit(paid: str, actions: list[str]) -> None:
    finding = reported(norrfell(), paid=paid, photos=2)

    assert [action.kind for action in finding.actions] == actions


def test_the_label_for_a_damaged_item_is_free() -> None:
    finding = reported(norrfell(), paid="55.00", photos=2)

    assert finding.actions[1].params["fee"] == "0.00"


def test_osmere_never_has_a_leaking_product_posted_back() -> None:
    finding = reported(osmere(), paid="48.00", photos=1, country="GB")

    assert [action.kind for action in finding.actions] == ["send_replacement"]


def test_osmere_fetches_a_wrong_product_free_of_charge() -> None:
    finding = reported(
        osmere(), paid="48.00", photos=1, intent="order/wrong_item", words="you sent the wrong one", country="GB"
    )

    assert [action.kind for action in finding.actions] == ["send_replacement", "send_return_label"]


def test_what_was_paid_decides_not_the_price_before_the_discount() -> None:
    finding = reported(
        norrfell(),
        paid="65.00",
        photos=2,
        totals={
            "items": {"amount": "65.00", "currency": "EUR"},
            "discount": {"amount": "6.50", "currency": "EUR"},
            "shipping": {"amount": "0.00", "currency": "EUR"},
            "paid": {"amount": "58.50", "currency": "EUR"},
        },
    )

    assert finding.outcome is Outcome.ELIGIBLE
    assert [str(option.amount) for option in finding.alternatives] == ["58.50 EUR"]


def test_an_amount_that_is_not_known_is_for_level_2() -> None:
    finding = reported(norrfell(), paid=None, photos=2)

    assert finding.outcome is Outcome.NEEDS_APPROVAL


def test_who_wants_the_money_gets_the_full_amount_with_its_line() -> None:
    finding = reported(norrfell(), photos=2, words="it arrived broken, I want my money back")

    assert finding.path == "refund"
    assert str(finding.amount["refund"]) == "55.00 EUR"
    assert sum(line.amount.amount for line in finding.lines) == finding.amount["refund"].amount


def test_a_sold_out_item_is_paid_back() -> None:
    finding = reported(norrfell(), photos=2, products=(Product(sku="LAMP", available=False),))

    assert finding.path == "refund"


@pytest.mark.parametrize(("asked", "workflow"), [("2026-11-20 23:59", "damaged"), ("2026-11-21 00:00", "warranty")])
def test_norrfells_seventh_day_is_the_last_and_then_it_is_warranty(asked: str, workflow: str) -> None:
    finding = reported(norrfell(), asked=asked, photos=2)

    assert finding.workflow == workflow
    assert finding.outcome is Outcome.ELIGIBLE


def test_a_wrong_item_told_of_late_is_for_a_person_and_never_refused() -> None:
    finding = reported(
        norrfell(), asked="2026-11-21 10:00", photos=2, intent="order/wrong_item", words="not what I ordered"
    )

    assert (finding.rule_id, finding.outcome) == ("damaged.approval", Outcome.NEEDS_APPROVAL)


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("2026-11-27 12:00", Outcome.ELIGIBLE),
        ("2026-12-13 23:59", Outcome.ELIGIBLE),
        ("2026-12-14 00:00", Outcome.NEEDS_APPROVAL),
    ],
    ids=["osmere's 14th day", "the 30th day, when UK law still lets it be rejected", "the day after"],
)
def test_osmere_settles_a_fault_as_long_as_uk_law_lets_it_be_rejected(asked: str, outcome: Outcome) -> None:
    finding = reported(osmere(), paid="42.00", asked=asked, photos=1, country="GB")

    assert finding.outcome is outcome


def test_the_clock_runs_from_the_items_own_parcel() -> None:
    brand = norrfell()
    items = (item("i1", "Halden Lamp", paid="55.00"), item("i2", "Brae Beanie", paid="40.00"))
    parcels = (brand.delivered("2026-11-20 10:00", ["i1"]), brand.delivered("2026-11-01 10:00", ["i2"], name="f2"))
    order = brand.order("2026-10-28 10:00", items=items, fulfilments=parcels)

    finding = damaged.decide(
        brand.case("damaged", order, asked="2026-11-22 10:00", items=["i1"], intent="order/damaged")
    )

    assert finding is not None
    assert finding.facts["report_until"] == "2026-11-27"


def test_a_missing_item_in_a_parcel_of_its_own_is_on_its_way() -> None:
    brand = norrfell()
    items = (item("i1", "Halden Lamp"), item("i2", "Brae Beanie"))
    parcels = (brand.delivered("2026-11-19 10:00", ["i1"]), brand.moving("2026-11-19 18:00", ["i2"], name="f2"))
    order = brand.order("2026-11-16 10:00", items=items, fulfilments=parcels, ship_to_country="ES")

    finding = damaged.decide(
        brand.case("damaged", order, asked="2026-11-20 10:00", items=["i2"], intent="order/missing_item")
    )

    assert finding is not None
    assert finding.rule_id == "wismo.moving"


def test_of_several_items_the_one_meant_is_asked_together_with_the_photos() -> None:
    brand = norrfell()
    items = (item("i1", "Halden Lamp"), item("i2", "Brae Beanie"))
    order = brand.order(
        "2026-11-16 10:00", items=items, fulfilments=(brand.delivered("2026-11-19 10:00", ["i1", "i2"]),)
    )

    finding = damaged.decide(brand.case("damaged", order, asked="2026-11-20 10:00", items=[], intent="order/damaged"))

    assert finding is not None
    assert finding.missing == (Needed.ITEM, *BOTH)
    assert finding.slots["choices"] == "Halden Lamp / Brae Beanie"


def test_a_replacement_on_its_way_is_not_sent_twice() -> None:
    finding = reported(norrfell(), replacements=({"item_ids": ["i1"], "status": "sent"},))

    assert (finding.rule_id, finding.actions) == ("damaged.replaced-already", ())


def test_nothing_can_be_damaged_before_it_left() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 10:00")

    assert damaged.decide(brand.case("damaged", order, asked="2026-11-20 12:00", intent="order/damaged")) is None


def test_without_an_order_number_and_photos_are_asked_in_one_go() -> None:
    finding = damaged.decide_unidentified(
        norrfell().question("damaged", asked="2026-11-20 12:00", intent="order/damaged")
    )

    assert finding is not None
    assert finding.missing == (Needed.ORDER_NUMBER, *BOTH)


# The faulty batch, which is never told


@pytest.mark.parametrize(
    ("asked", "words", "outcome"),
    [
        ("2026-11-20", "the pump is dead, batch B2417", Outcome.ELIGIBLE),
        ("2026-11-20", "pump won't work. b-2417", Outcome.ELIGIBLE),
        ("2026-11-20", "the pump is dead, batch B2418", Outcome.NEEDS_INFO),
        ("2026-11-20", "the bottle is leaking, batch B2417", Outcome.NEEDS_INFO),
        ("2026-11-10", "the pump is dead, batch B2417", Outcome.ELIGIBLE),
        ("2026-11-09", "the pump is dead, batch B2417", Outcome.NEEDS_INFO),
        ("2026-12-15", "the pump is dead, batch B2417", Outcome.ELIGIBLE),
        ("2026-12-16", "the pump is dead, batch B2417", Outcome.NEEDS_INFO),
    ],
)
def test_the_pump_of_the_faulty_batch_is_replaced_without_photo(asked: str, words: str, outcome: Outcome) -> None:
    delivered = f"{date.fromisoformat(asked).replace(day=8)} 10:00"

    finding = reported(osmere(), paid="42.00", delivered=delivered, asked=f"{asked} 16:47", words=words, country="GB")

    assert finding.outcome is outcome


def test_a_dead_pump_of_unknown_batch_is_asked_for_its_code_once() -> None:
    finding = reported(osmere(), paid="42.00", words="the pump is dead", country="GB")

    assert finding.missing == (Needed.BATCH_CODE, Needed.PHOTO_OF_ITEM_AND_BOX)


def test_a_batch_code_that_was_given_is_not_asked_for() -> None:
    finding = reported(osmere(), paid="42.00", words="the pump is dead, it says B2390 below", country="GB")

    assert finding.missing == (Needed.PHOTO_OF_ITEM_AND_BOX,)


def test_nothing_a_customer_could_read_names_the_batch() -> None:
    finding = reported(osmere(), paid="42.00", words="the pump is dead, batch B2417", country="GB")

    told = f"{finding.facts} {finding.spoken} {finding.rule_id} {finding.conditions} {finding.next_step}"
    assert "2417" not in told
    assert "batch" not in told.lower()


# Shelf life


def short_lived(words: str, *, photos: int = 0, delivered: str = "2026-11-14 10:00") -> Finding | None:
    brand = osmere()
    thing: Item = item("i1", "Calm Serum", paid="42.00", currency="GBP")
    order = brand.order("2026-11-10 10:00", items=(thing,), fulfilments=(brand.delivered(delivered),))
    known = Background(orders=(order,), attachments=(PHOTO,) * photos)
    return shelf_life.decide(
        brand.case("damaged", order, asked="2026-11-20 10:00", words=words, intent="order/damaged", background=known)
    )


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ("13/05/2027", Outcome.ELIGIBLE),
        ("14/05/2027", Outcome.NOT_ELIGIBLE),
        ("April 2027", Outcome.ELIGIBLE),
        ("05/2027", Outcome.NOT_ELIGIBLE),
    ],
    ids=["a day short of six months", "six months", "a month that ends before", "a month that ends after"],
)
def test_under_six_months_of_shelf_life_on_arrival_is_replaced(stated: str, outcome: Outcome) -> None:
    finding = short_lived(f"it expires {stated}", photos=1)

    assert finding is not None
    assert finding.outcome is outcome


def test_the_date_is_asked_for_as_a_photo() -> None:
    finding = short_lived("the use-by date is very near")

    assert finding is not None
    assert finding.missing == (Needed.PHOTO_OF_DATE,)


def test_a_message_without_a_date_of_use_is_none_of_this_rule() -> None:
    assert short_lived("the bottle is broken") is None


# A fault beats every window and exclusion


def test_a_return_of_an_outlet_item_with_a_fault_is_a_fault() -> None:
    brand = norrfell()
    thing = item("i1", "Skarn jacket", tags=["outlet"], paid="30.00")
    order = brand.order("2026-11-01 10:00", items=(thing,), fulfilments=(brand.delivered("2026-11-14 10:00"),))

    finding = faulty.decide(brand.case("return", order, asked="2026-11-20 10:00", words="it came with a broken zip"))

    assert finding is not None
    assert finding.workflow == "damaged"


def test_a_return_without_a_fault_is_not() -> None:
    brand = norrfell()
    order = brand.order("2026-11-01 10:00", fulfilments=(brand.delivered("2026-11-14 10:00"),))

    assert faulty.decide(brand.case("return", order, asked="2026-11-20 10:00", words="too small, not broken")) is None


# What an intent that is not sure may set going


@pytest.mark.parametrize(
    ("words", "decides"), [("is it true I have till January?", False), ("it arrived cracked", True)]
)
def test_an_unsure_intent_needs_a_word_of_a_fault(words: str, decides: bool) -> None:
    brand = norrfell()
    order = brand.order("2026-11-01 10:00", fulfilments=(brand.delivered("2026-11-14 10:00"),))
    case = brand.case("damaged", order, asked="2026-11-20 10:00", words=words, intent="order/damaged")

    assert (damaged.decide(replace(case, confidence=0.3)) is not None) is decides


@pytest.mark.parametrize(("confidence", "missing"), [(0.6, BOTH), (0.9, ())])
def test_the_words_tell_broken_from_missing_where_the_intent_is_not_sure(
    confidence: float, missing: tuple[Needed, ...]
) -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-01 10:00", items=(item(paid="20.00"),), fulfilments=(brand.delivered("2026-11-14 10:00"),)
    )
    words = "se ha roto la cremallera"
    case = brand.case("damaged", order, asked="2026-11-20 10:00", words=words, intent="order/missing_item")

    finding = damaged.decide(replace(case, confidence=confidence))

    assert finding is not None
    assert finding.missing == missing


def test_a_return_taken_for_a_fault_is_still_a_return() -> None:
    brand = norrfell()
    order = brand.order("2026-11-01 10:00", fulfilments=(brand.delivered("2026-11-14 10:00"),))
    case = brand.case(
        "warranty", order, asked="2026-11-20 10:00", words="can I still return it?", intent="warranty/claim"
    )

    finding = faulty.no_fault_but_a_return(replace(case, confidence=0.3))

    assert finding is not None
    assert finding.workflow == "return"


def test_a_fault_told_of_one_item_is_not_told_of_the_return_beside_it() -> None:
    brand = norrfell()
    items = (item("i1", "Halden Lamp", paid="55.00"), item("i2", "Brae Beanie", paid="40.00"))
    order = brand.order(
        "2026-11-05 10:00",
        items=items,
        fulfilments=(brand.delivered("2026-11-14 10:00", ["i1", "i2"]),),
        ship_to_country="ES",
    )
    turn = "the lamp is broken, and I want to return the beanie"
    questions = [
        Asked(intent="order/damaged", workflow="damaged", words="the lamp is broken", turn=turn, numbers=()),
        Asked(intent="return/request", workflow="return", words="I want to return the beanie", turn=turn, numbers=()),
    ]
    workflows = Workflows(brand.parameters, brand.calendar, "EUR")

    decided = workflows.decide(questions, [order], brand.at("2026-11-20 10:00"), brand.at("2026-11-20 10:00"))

    assert [one.decision.workflow for one in decided if one.decision] == ["damaged", "return"]


@given(st.integers(min_value=0, max_value=4000), st.integers(min_value=0, max_value=3))
def test_no_report_is_ever_refused_before_the_warranty_has_ended(days: int, photos: int) -> None:
    asked = (date(2026, 11, 13) + timedelta(days=days)).isoformat()

    finding = reported(norrfell(), asked=f"{asked} 12:00", photos=photos)

    is_covered = asked <= "2029-11-13"
    assert (finding.outcome is not Outcome.NOT_ELIGIBLE) is is_covered


@given(st.integers(min_value=0, max_value=3))
def test_more_photos_never_ask_for_more(photos: int) -> None:
    less, more = reported(norrfell(), photos=photos), reported(norrfell(), photos=photos + 1)

    assert set(more.missing) <= set(less.missing)


@pytest.mark.parametrize(("beside", "decides"), [(frozenset({"refund"}), False), (frozenset(), True)])
def test_beside_a_change_of_mind_a_fault_must_be_said(beside: frozenset[str], decides: bool) -> None:
    brand = osmere()
    order = brand.order("2026-11-01 10:00", fulfilments=(brand.delivered("2026-11-14 10:00"),))
    case = brand.case("damaged", order, asked="2026-11-20 10:00", words="not for me", intent="order/wrong_item")

    assert (damaged.decide(replace(case, beside=beside)) is not None) is decides


# Parts of a set, films, and refunds that wait


@pytest.mark.parametrize(
    ("products", "outcome"),
    [((), Outcome.NEEDS_APPROVAL), (("Oat Cleanser", "18.00"), Outcome.ELIGIBLE)],
    ids=["the set's price above the limit", "the part's own price within it"],
)
def test_a_faulty_part_of_a_set_is_replaced_alone(products: tuple[str, ...], outcome: Outcome) -> None:
    brand = osmere()
    evening = item("i1", "Evening Set", tags=["set"], paid="68.00", sku="EVE", currency="GBP")
    order = brand.order(
        "2026-11-06 10:00", items=(evening,), fulfilments=(brand.delivered("2026-11-10 10:00"),), ship_to_country="GB"
    )
    listed = (
        [
            Product.model_validate(
                {"sku": "OAT", "title": products[0], "price": {"amount": products[1], "currency": "GBP"}}
            )
        ]
        if products
        else []
    )
    known = Background(orders=(order,), attachments=(PHOTO,), products=tuple(listed))
    words = "the Oat Cleanser in my Evening Set leaks"

    finding = damaged.decide(
        brand.case("damaged", order, asked="2026-11-20 10:00", words=words, intent="order/damaged", background=known)
    )

    assert finding is not None
    assert (finding.outcome, finding.path) == (outcome, "replacement")
    assert "refund" not in finding.amount


def test_a_film_shows_as_much_as_a_photo() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-01 10:00", items=(item(paid="20.00"),), fulfilments=(brand.delivered("2026-11-14 10:00"),)
    )
    film = Attachment(kind="video"), Attachment(kind="file", name="Etiqueta.HEIC")
    known = Background(orders=(order,), attachments=film)

    finding = damaged.decide(
        brand.case("damaged", order, asked="2026-11-20 10:00", words="broken", intent="order/damaged", background=known)
    )

    assert finding is not None
    assert finding.missing == ()


def test_the_third_refund_in_ninety_days_waits_also_for_a_fault() -> None:
    refunds = tuple({"at": osmere().at(f"2026-{month}-01 10:00"), "item_ids": ["i9"]} for month in ("09", "10"))

    finding = reported(
        osmere(), paid="42.00", photos=1, words="it leaks, I want my money back", country="GB", refunds=refunds
    )

    assert (finding.outcome, finding.path) == (Outcome.NEEDS_APPROVAL, "refund")
