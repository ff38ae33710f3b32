"""Until when an order can be changed: Norrfell's picking clock (N10), Osmere's sixty minutes (O8)."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.enums import Outcome
from assist.workflows import order_lock
from tests.brands import norrfell, osmere

PLACED = st.datetimes(datetime(2026, 9, 1), datetime(2027, 4, 30))
CHANGES = ("order_change", "address_change", "cancellation")


@pytest.mark.parametrize(
    ("placed", "locks"),
    [
        ("2026-11-20 10:12", "2026-11-20 15:00"),
        ("2026-11-20 14:41", "2026-11-23 15:00"),
        ("2026-11-20 13:00:00", "2026-11-20 15:00"),
        ("2026-11-20 13:00:00.999999", "2026-11-20 15:00"),
        ("2026-11-20 13:00:01", "2026-11-23 15:00"),
        ("2026-11-21 09:00", "2026-11-23 15:00"),
        ("2026-11-22 23:59:59", "2026-11-23 15:00"),
        ("2026-11-23 00:00", "2026-11-23 15:00"),
        ("2026-12-07 13:01", "2026-12-09 15:00"),
        ("2026-12-08 10:00", "2026-12-09 15:00"),
        ("2026-12-24 14:00", "2026-12-28 15:00"),
        ("2026-10-23 18:00", "2026-10-26 15:00"),
    ],
    ids=[
        "morning of a working day",
        "afternoon of a friday",
        "13:00:00 is in time",
        "within the second of 13:00:00",
        "13:00:01 is late",
        "saturday",
        "sunday to the last second",
        "monday's first second",
        "eve of the holiday of 8 december",
        "on the holiday of 8 december",
        "before christmas day and a weekend",
        "over the end of summer time",
    ],
)
def test_a_norrfell_order_locks_when_it_is_picked(placed: str, locks: str) -> None:
    brand = norrfell()

    moment = order_lock.locks_at(brand.parameters.order_lock, brand.at(placed), brand.calendar)

    assert moment == brand.at(locks)


@given(PLACED)
def test_a_norrfell_lock_is_always_a_later_15_00_of_a_working_day(placed: datetime) -> None:
    brand = norrfell()
    placed_at = brand.at(placed.isoformat())

    lock = order_lock.locks_at(brand.parameters.order_lock, placed_at, brand.calendar)

    local = brand.calendar.local(lock)
    assert local.time() == time(15)
    assert brand.calendar.is_working_day(local.date())
    assert lock >= placed_at


@given(PLACED, st.timedeltas(timedelta(0), timedelta(days=10)))
def test_an_order_placed_later_never_locks_earlier(placed: datetime, later: timedelta) -> None:
    brand = norrfell()
    first, second = brand.at(placed.isoformat()), brand.at((placed + later).isoformat())

    locks = [order_lock.locks_at(brand.parameters.order_lock, moment, brand.calendar) for moment in (first, second)]

    assert locks[0] <= locks[1] or second < first


@pytest.mark.parametrize("workflow", CHANGES)
def test_before_picking_a_norrfell_order_can_be_changed(workflow: str) -> None:
    brand = norrfell()
    case = brand.case(workflow, brand.order("2026-11-20 14:41"), asked="2026-11-23 14:59:59")

    finding = order_lock.decide(case)

    assert finding is not None
    assert finding.rule_id == f"{workflow}.before-lock"
    assert finding.outcome is Outcome.ELIGIBLE
    assert finding.actions


@pytest.mark.parametrize("workflow", CHANGES)
def test_from_the_second_of_picking_a_norrfell_order_cannot_be_changed(workflow: str) -> None:
    brand = norrfell()
    case = brand.case(workflow, brand.order("2026-11-20 14:41"), asked="2026-11-23 15:00:00")

    finding = order_lock.decide(case)

    assert finding is not None
    assert finding.rule_id == f"{workflow}.locked"
    assert finding.outcome is Outcome.NOT_ELIGIBLE
    assert finding.actions == ()


def test_a_picked_norrfell_order_stays_locked_although_the_customer_asked_in_time() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 10:12")
    case = brand.case("address_change", order, asked="2026-11-20 14:50", answered="2026-11-20 15:10")

    finding = order_lock.decide(case)

    assert finding is not None
    assert finding.outcome is Outcome.NOT_ELIGIBLE


def test_a_parcel_that_left_early_cannot_be_changed_before_the_lock() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 14:41", fulfilments=(brand.moving("2026-11-20 16:00"),))

    finding = order_lock.decide(brand.case("order_change", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.outcome is Outcome.NOT_ELIGIBLE
    assert finding.facts["shipped"] is True


def test_a_packed_parcel_that_has_not_left_can_still_be_changed() -> None:
    brand = norrfell()
    label_only = {
        "id": "f1",
        "item_ids": ("i1",),
        "milestones": ({"code": "label_created", "at": brand.at("2026-11-20 15:00")},),
    }
    order = brand.order("2026-11-20 14:41", fulfilments=(label_only,))

    finding = order_lock.decide(brand.case("order_change", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


def test_a_cancellation_is_proposed_as_cancelling_the_order() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 14:41")

    finding = order_lock.decide(brand.case("cancellation", order, asked="2026-11-20 16:47"))

    assert finding is not None and finding.actions
    assert (finding.actions[0].kind, finding.actions[0].params) == ("cancel_order", {"order_number": "NF-20288"})


def test_an_order_without_a_date_is_looked_up() -> None:
    brand = norrfell()

    finding = order_lock.decide(brand.case("order_change", brand.order(None), asked="2026-11-20 16:47"))

    assert finding.outcome is Outcome.NEEDS_INFO
    assert [one.path for one in finding.inconsistencies] == ["orders/NF-20288/placed_at"]


def test_a_cancelled_order_is_not_cancelled_again() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 14:41", cancelled_at=brand.at("2026-11-20 15:00"))

    finding = order_lock.decide(brand.case("cancellation", order, asked="2026-11-20 16:47"))

    assert (finding.rule_id, finding.actions) == ("cancellation.already-cancelled", ())


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("2026-11-20 10:59:59", Outcome.ELIGIBLE),
        ("2026-11-20 11:00:01", Outcome.NOT_ELIGIBLE),
        ("2026-11-21 10:30", Outcome.NOT_ELIGIBLE),
    ],
)
def test_an_osmere_order_can_be_changed_for_sixty_minutes(asked: str, outcome: Outcome) -> None:
    brand = osmere()

    finding = order_lock.decide(brand.case("order_change", brand.order("2026-11-20 10:00"), asked=asked))

    assert finding is not None
    assert finding.outcome is outcome


def test_osmere_minutes_run_at_night_and_at_the_weekend_too() -> None:
    brand = osmere()

    finding = order_lock.decide(brand.case("cancellation", brand.order("2026-11-21 23:30"), asked="2026-11-22 00:31"))

    assert finding is not None
    assert finding.outcome is Outcome.NOT_ELIGIBLE


def test_osmere_minutes_are_not_stretched_by_the_hour_that_summer_time_gives_back() -> None:
    brand = osmere()
    placed = brand.at("2026-10-25 00:30")

    lock = order_lock.locks_at(brand.parameters.order_lock, placed, brand.calendar)

    assert lock.timestamp() - placed.timestamp() == 3600


def test_an_osmere_customer_who_wrote_in_time_is_not_late_because_we_answer_late() -> None:
    brand = osmere()
    order = brand.order("2026-11-20 20:00")
    case = brand.case("cancellation", order, asked="2026-11-20 20:10", answered="2026-11-20 21:05")

    finding = order_lock.decide(case)

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


def test_the_sixtieth_minute_still_belongs_to_the_sixty() -> None:
    brand = osmere()

    finding = order_lock.decide(
        brand.case("order_change", brand.order("2026-11-20 10:00"), asked="2026-11-20 11:00:00")
    )

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("answered", ["2026-11-20 10:20", "2026-11-20 13:00"])
def test_open_and_decided_agree(answered: str) -> None:
    brand = osmere()
    case = brand.case("cancellation", brand.order("2026-11-20 10:00"), asked="2026-11-20 10:10", answered=answered)

    finding = order_lock.decide(case)

    assert finding is not None
    assert (finding.outcome is Outcome.ELIGIBLE) == order_lock.is_open(case)


def test_a_lock_still_to_come_is_not_said_to_have_passed() -> None:
    brand = norrfell()
    order = brand.order("2026-11-20 14:41", fulfilments=(brand.moving("2026-11-20 16:00"),))

    finding = order_lock.decide(brand.case("order_change", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert "lock_at" not in finding.spoken


def test_facts_are_told_on_the_clients_clock() -> None:
    brand = norrfell()

    finding = order_lock.decide(brand.case("order_change", brand.order("2026-11-20 14:41"), asked="2026-11-20 16:47"))

    assert finding is not None
    assert finding.facts["locks_at"] == "2026-11-23T15:00:00+01:00"
    assert finding.facts["placed"] == "2026-11-20T14:41:00+01:00"


def test_a_change_is_proposed_for_the_items_meant() -> None:
    brand = norrfell()

    finding = order_lock.decide(brand.case("order_change", brand.order("2026-11-20 14:41"), asked="2026-11-20 16:47"))

    assert finding is not None and finding.actions
    assert finding.actions[0].params == {"order_number": "NF-20288", "item_id": "i1"}
