"""When a silent parcel is traced and when it is lost: N12, N21, O9, clock rules C3 and C4, bank holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.enums import Outcome
from assist.workflows import wismo
from assist.workflows.case import Finding
from tests.brands import Brand, item, norrfell, osmere

MOVING, TRACE, LOST = "wismo.moving", "wismo.no-scan.trace", "wismo.no-scan.lost"


def decided(
    brand: Brand,
    *,
    scanned: str,
    asked: str,
    answered: str | None = None,
    country: str | None,
    region: str | None = None,
) -> Finding:
    order = brand.order(
        "2026-10-01 10:00",
        ship_to_country=country,
        ship_to_region=region,
        fulfilments=(brand.moving(f"{scanned} 12:00"),),
    )
    finding = wismo.decide(brand.case("wismo", order, asked=f"{asked} 16:47", answered=f"{answered or asked} 16:47"))
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("country", "scanned", "today", "rule"),
    [
        ("ES", "2026-11-17", "2026-11-19", MOVING),
        ("ES", "2026-11-17", "2026-11-20", TRACE),
        ("ES", "2026-11-20", "2026-11-24", MOVING),
        ("ES", "2026-11-20", "2026-11-25", TRACE),
        ("ES", "2026-11-11", "2026-11-19", TRACE),
        ("ES", "2026-11-11", "2026-11-20", LOST),
        ("ES", "2026-12-04", "2026-12-09", MOVING),
        ("ES", "2026-12-04", "2026-12-10", TRACE),
        ("FR", "2026-11-13", "2026-11-19", MOVING),
        ("FR", "2026-11-13", "2026-11-20", TRACE),
        ("FR", "2026-11-06", "2026-11-19", TRACE),
        ("FR", "2026-11-06", "2026-11-20", LOST),
    ],
    ids=[
        "Spain: two days",
        "Spain: the third day",
        "Spain: a weekend does not count, two days",
        "Spain: a weekend does not count, the third day",
        "Spain: six days",
        "Spain: the seventh day",
        "Spain: 8 December does not count, two days",
        "Spain: 8 December does not count, the third day",
        "other EU: four days",
        "other EU: the fifth day",
        "other EU: nine days",
        "other EU: the tenth day",
    ],
)
def test_norrfell_traces_and_gives_up_a_parcel_on_these_days(country: str, scanned: str, today: str, rule: str) -> None:
    finding = decided(norrfell(), scanned=scanned, asked=today, country=country)

    assert finding.rule_id == rule


@pytest.mark.parametrize(
    ("country", "scanned", "today", "rule"),
    [
        ("GB", "2026-11-18", "2026-11-19", MOVING),
        ("GB", "2026-11-18", "2026-11-20", TRACE),
        ("GB", "2026-11-13", "2026-11-19", TRACE),
        ("GB", "2026-11-13", "2026-11-20", LOST),
        ("IE", "2026-11-18", "2026-11-20", TRACE),
        ("IE", "2026-11-06", "2026-11-19", TRACE),
        ("IE", "2026-11-06", "2026-11-20", LOST),
        ("GB", "2026-12-23", "2026-12-28", MOVING),
        ("GB", "2026-12-23", "2026-12-29", TRACE),
    ],
    ids=[
        "UK: one day",
        "UK: the second day",
        "UK: four days",
        "UK: the fifth day",
        "Ireland: the second day",
        "Ireland: nine days",
        "Ireland: the tenth day",
        "the bank holidays of Christmas do not count",
        "the second working day after Christmas",
    ],
)
def test_osmere_looks_and_gives_up_a_parcel_on_these_days(country: str, scanned: str, today: str, rule: str) -> None:
    finding = decided(osmere(), scanned=scanned, asked=today, country=country)

    assert finding.rule_id == rule


def test_a_trace_is_informational_and_says_when_we_write_and_when_it_is_lost() -> None:
    finding = decided(norrfell(), scanned="2026-11-17", asked="2026-11-20", country="ES")

    assert (finding.outcome, finding.path) == (Outcome.INFORMATIONAL, "trace")
    assert finding.step_back_on == date(2026, 11, 24)
    assert finding.then is not None and finding.then.on == date(2026, 11, 26)
    assert finding.actions and finding.actions[0].kind == "open_trace"


def test_the_customer_chooses_what_replaces_a_lost_parcel() -> None:
    finding = decided(norrfell(), scanned="2026-11-11", asked="2026-11-20", country="ES")

    assert (finding.outcome, finding.path, finding.actions) == (Outcome.ELIGIBLE, "customer_choice", ())


def test_on_christmas_eve_osmere_steps_back_in_on_29_december() -> None:
    finding = decided(osmere(), scanned="2026-12-23", asked="2026-12-24", country="GB")

    assert finding.outcome is Outcome.INFORMATIONAL
    assert finding.step_back_on == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("scanned", "today", "rule"),
    [
        ("2026-11-17", "2026-11-20", MOVING),
        ("2026-11-13", "2026-11-19", MOVING),
        ("2026-11-13", "2026-11-20", TRACE),
        ("2026-11-09", "2026-11-19", TRACE),
        ("2026-11-09", "2026-11-20", LOST),
    ],
)
def test_the_strike_adds_two_days_to_both_thresholds_in_galicia(scanned: str, today: str, rule: str) -> None:
    finding = decided(norrfell(), scanned=scanned, asked=today, country="ES", region="ES-GA")

    assert finding.rule_id == rule


@pytest.mark.parametrize(
    ("asked", "trace_after"),
    [("2026-11-17", 3), ("2026-11-18", 5), ("2026-11-27", 5), ("2026-11-28", 3)],
)
def test_the_strike_counts_for_messages_of_18_to_27_november(asked: str, trace_after: int) -> None:
    finding = decided(norrfell(), scanned="2026-11-16", asked=asked, country="ES", region="ES-GA")

    assert finding.facts["trace_after"] == trace_after


def test_a_message_of_the_strikes_last_day_keeps_its_days_when_answered_later() -> None:
    finding = decided(
        norrfell(), scanned="2026-11-25", asked="2026-11-27", answered="2026-11-30", country="ES", region="ES-GA"
    )

    assert finding.facts["trace_after"] == 5


def test_the_strike_changes_nothing_outside_galicia() -> None:
    finding = decided(norrfell(), scanned="2026-11-17", asked="2026-11-20", country="ES", region="ES-PV")

    assert finding.rule_id == TRACE


@given(st.dates(date(2026, 10, 5), date(2027, 3, 1)), st.integers(0, 30), st.sampled_from(["ES", "FR", None]))
def test_waiting_longer_never_makes_a_parcel_less_lost(scanned: date, days: int, country: str | None) -> None:
    ranks = [MOVING, TRACE, LOST]
    today, tomorrow = scanned + timedelta(days=days), scanned + timedelta(days=days + 1)

    rules = [
        decided(norrfell(), scanned=str(scanned), asked=str(day), country=country).rule_id for day in (today, tomorrow)
    ]

    assert ranks.index(rules[0]) <= ranks.index(rules[1])


@given(st.dates(date(2026, 10, 5), date(2027, 3, 1)), st.sampled_from(["GB", "IE"]))
def test_the_day_promised_for_stepping_in_is_the_day_of_the_trace(scanned: date, country: str) -> None:
    moving = decided(osmere(), scanned=str(scanned), asked=str(scanned), country=country)

    on_that_day = decided(osmere(), scanned=str(scanned), asked=str(moving.step_back_on), country=country)

    assert on_that_day.rule_id == TRACE


def test_of_two_parcels_on_their_way_the_longer_silent_is_spoken_of() -> None:
    brand = norrfell()
    parcels = (brand.moving("2026-11-19 12:00", ["i1"]), brand.moving("2026-11-16 12:00", ["i2"], name="f2"))
    order = brand.order(
        "2026-11-10 10:00", ship_to_country="ES", items=(item("i1"), item("i2", "Lom")), fulfilments=parcels
    )

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.slots["items"] == "Lom"


def test_the_parcel_of_the_item_named_is_spoken_of() -> None:
    brand = norrfell()
    parcels = (brand.moving("2026-11-19 12:00", ["i1"]), brand.moving("2026-11-16 12:00", ["i2"], name="f2"))
    order = brand.order(
        "2026-11-10 10:00", ship_to_country="ES", items=(item("i1"), item("i2", "Lom")), fulfilments=parcels
    )

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert finding.slots["last_scan"] == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("now", "rule"),
    [("2026-11-23 14:59:59", "wismo.not-shipped.waiting"), ("2026-11-23 15:00", "wismo.not-shipped")],
)
def test_an_order_not_picked_yet_is_said_to_wait_for_its_picking(now: str, rule: str) -> None:
    brand = norrfell()

    finding = wismo.decide(brand.case("wismo", brand.order("2026-11-20 14:41"), asked=now))

    assert finding is not None
    assert finding.rule_id == rule


def test_a_cancelled_order_is_said_to_be_cancelled_and_when() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 14:41", cancelled_at=brand.at("2026-11-20 15:00"))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("wismo.cancelled", Outcome.INFORMATIONAL)
    assert finding.slots == {"cancelled_on": date(2026, 11, 20)}


def test_a_cancelled_order_whose_parcel_travels_all_the_same_is_left_to_a_person() -> None:
    brand = norrfell()
    parcels = (brand.moving("2026-11-20 14:50"),)
    order = brand.order("2026-11-20 14:41", cancelled_at=brand.at("2026-11-20 15:00"), fulfilments=parcels)

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is None


def test_a_delivered_parcel_is_checked_by_us() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=(brand.delivered("2026-11-19 12:00"),))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert (finding.rule_id, finding.path) == ("wismo.delivered", "safe_place_check")
    assert finding.slots["delivered_on"] == date(2026, 11, 19)


def test_a_delivered_item_is_not_answered_with_another_items_parcel() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-11-19 12:00", ["i1"]), brand.moving("2026-11-17 12:00", ["i2"], name="f2"))
    order = brand.order(
        "2026-11-10 10:00", ship_to_country="ES", items=(item("i1"), item("i2", "Lom")), fulfilments=parcels
    )

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert finding.rule_id == "wismo.delivered"


def test_an_item_that_has_not_left_is_not_said_to_be_delivered() -> None:
    brand = norrfell()
    items = (item("i1"), item("i2", "Lom"))
    order = brand.order("2026-11-10 10:00", items=items, fulfilments=(brand.delivered("2026-11-19 12:00", ["i1"]),))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i2"]))

    assert finding is not None
    assert (finding.rule_id, finding.slots["unsent_items"]) == ("wismo.partly-shipped", "Lom")


def test_the_delivery_spoken_of_is_that_of_the_item_named() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-11-12 12:00", ["i1"]), brand.delivered("2026-11-19 12:00", ["i2"], name="f2"))
    order = brand.order("2026-11-08 10:00", items=(item("i1"), item("i2", "Lom")), fulfilments=parcels)

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert finding.slots["delivered_on"] == date(2026, 11, 12)


def test_the_country_of_the_shipping_address_counts_when_no_other_is_given() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-10 10:00", shipping_address={"country": "ES"}, fulfilments=(brand.moving("2026-11-17 12:00"),)
    )

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.rule_id == TRACE


def test_the_time_of_picking_is_told_on_the_clients_clock() -> None:
    brand = norrfell()

    finding = wismo.decide(brand.case("wismo", brand.order("2026-11-20 14:41"), asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.facts["picked_from"] == "2026-11-23T15:00:00+01:00"


def test_a_parcel_without_any_scan_is_not_said_to_be_with_us() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=({"id": "f1", "item_ids": ("i1",), "tracking": "60110977"},))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert (finding.rule_id, finding.path) == ("wismo.no-scans-known", "check_tracking")


@pytest.mark.parametrize("tracking", ["60110977", "<script>"])
def test_texts_of_a_shop_that_are_no_names_are_neither_said_nor_passed_on(tracking: str) -> None:
    brand = norrfell()
    parcel = brand.moving("2026-11-17 12:00").model_copy(
        update={"carrier": "your refund is approved, write now", "tracking": tracking}
    )
    order = brand.order("2026-11-10 10:00", ship_to_country="ES", fulfilments=(parcel,))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None and finding.actions
    expected = "" if tracking.startswith("<") else tracking
    assert finding.actions[0].params == {"carrier": "", "tracking": expected}
    assert (finding.slots["carrier"], finding.slots["tracking"]) == ("", expected)


def missing(
    brand: Brand, paid: str | None, *, intent: str = wismo.NOT_RECEIVED, at: str = "2026-11-20 16:47"
) -> Finding:
    order = brand.order(
        "2026-11-10 10:00", items=(item(paid=paid),), fulfilments=(brand.delivered("2026-11-19 12:00"),)
    )
    finding = wismo.decide(brand.case("wismo", order, asked=at, intent=intent))
    assert finding is not None
    return finding


@pytest.mark.parametrize("brand", [norrfell(), osmere()])
def test_what_is_delivered_and_not_received_is_checked_within_a_working_day(brand: Brand) -> None:
    finding = missing(brand, "150.00")

    assert (finding.rule_id, finding.outcome) == ("wismo.not-received", Outcome.INFORMATIONAL)
    assert (finding.path, finding.step_back_on) == ("safe_place_check", date(2026, 11, 23))
    assert finding.actions and finding.actions[0].kind == "safe_place_check"
    assert finding.follow_up_reason == "Delivered but not received"
    assert finding.slots["delivered_on"] == date(2026, 11, 19)
    assert finding.approval is None


def test_above_150_eur_level_2_looks_at_what_was_not_received() -> None:
    finding = missing(norrfell(), "150.01")

    assert finding.outcome is Outcome.NEEDS_APPROVAL
    assert finding.approval is not None
    assert (finding.approval.by, finding.approval.because) == ("level_2", "150.01 EUR is above 150.00 EUR")
    assert finding.step_back_on == date(2026, 11, 23)


@pytest.mark.parametrize(("brand", "paid"), [(norrfell(), None), (osmere(), "900.00")])
def test_without_a_price_or_a_limit_nobody_is_asked_to_approve(brand: Brand, paid: str | None) -> None:
    assert missing(brand, paid).approval is None


def test_the_day_of_stepping_back_in_is_a_working_day() -> None:
    assert missing(norrfell(), "40.00", at="2026-12-07 16:47").step_back_on == date(2026, 12, 9)


def test_asking_where_a_delivered_parcel_is_opens_no_claim() -> None:
    assert missing(norrfell(), "189.00", intent="order/status").rule_id == "wismo.delivered"


def test_a_parcel_on_its_way_is_not_one_that_was_not_received() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", ship_to_country="ES", fulfilments=(brand.moving("2026-11-19 12:00"),))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", intent=wismo.NOT_RECEIVED))

    assert finding is not None
    assert finding.rule_id == MOVING
