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
    assert finding.action is not None and finding.action.kind == "open_trace"


def test_the_customer_chooses_what_replaces_a_lost_parcel() -> None:
    finding = decided(norrfell(), scanned="2026-11-11", asked="2026-11-20", country="ES")

    assert (finding.outcome, finding.path, finding.action) == (Outcome.ELIGIBLE, "customer_choice", None)


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


def test_a_scan_of_the_future_is_not_counted_as_silence() -> None:
    finding = decided(norrfell(), scanned="2026-11-23", asked="2026-11-20", country="ES")

    assert finding.rule_id == MOVING
    assert finding.facts["working_days_without_scan"] == 0


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


def test_a_cancelled_order_is_not_said_to_be_on_its_way() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 14:41", cancelled_at=brand.at("2026-11-20 15:00"))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is None


def test_a_delivered_parcel_is_checked_by_us() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=(brand.delivered("2026-11-19 12:00"),))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert (finding.rule_id, finding.path) == ("wismo.delivered", "safe_place_check")
    assert finding.slots["delivered_on"] == date(2026, 11, 19)


@pytest.mark.xfail(
    strict=True, reason="wismo.decide falls back to another parcel on its way when the item's own was delivered"
)
def test_a_delivered_item_is_not_answered_with_another_items_parcel() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-11-19 12:00", ["i1"]), brand.moving("2026-11-17 12:00", ["i2"], name="f2"))
    order = brand.order(
        "2026-11-10 10:00", ship_to_country="ES", items=(item("i1"), item("i2", "Lom")), fulfilments=parcels
    )

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert finding.rule_id == "wismo.delivered"


@pytest.mark.xfail(
    strict=True,
    reason="wismo.decide: any shipped parcel makes the whole order shipped, so an unshipped item is 'delivered'",
)
def test_an_item_that_has_not_left_is_not_said_to_be_delivered() -> None:
    brand = norrfell()
    items = (item("i1"), item("i2", "Lom"))
    order = brand.order("2026-11-10 10:00", items=items, fulfilments=(brand.delivered("2026-11-19 12:00", ["i1"]),))

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i2"]))

    assert finding is None or finding.rule_id != "wismo.delivered"


@pytest.mark.xfail(strict=True, reason="wismo._delivered takes the newest delivery of the order, not the item's")
def test_the_delivery_spoken_of_is_that_of_the_item_named() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-11-12 12:00", ["i1"]), brand.delivered("2026-11-19 12:00", ["i2"], name="f2"))
    order = brand.order("2026-11-08 10:00", items=(item("i1"), item("i2", "Lom")), fulfilments=parcels)

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert finding.slots["delivered_on"] == date(2026, 11, 12)


@pytest.mark.xfail(
    strict=True, reason="wismo._thresholds reads ship_to_country only: an address in Spain counts as abroad"
)
def test_the_country_of_the_shipping_address_counts_when_no_other_is_given() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-10 10:00", shipping_address={"country": "ES"}, fulfilments=(brand.moving("2026-11-17 12:00"),)
    )

    finding = wismo.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.rule_id == TRACE
