"""Working days and service hours on a client's own clock, across holidays and changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.working_time import WEEKDAYS, WorkingTime

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)

NINE_TO_SIX = {name: (time(9), time(18)) for name in WEEKDAYS[:5]}
NORRFELL = WorkingTime(
    time_zone="Europe/Madrid",
    holidays=(
        date(2026, 10, 12),
        date(2026, 12, 8),
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2027, 1, 6),
        date(2027, 3, 26),
    ),
    hours=NINE_TO_SIX,
)
OSMERE = WorkingTime(
    time_zone="Europe/London",
    holidays=(date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)),
    hours={name: (time(9), time(17, 30)) for name in WEEKDAYS[:5]},
    short_days={date(2026, 12, 24): (time(9), time(13))},
)
ROUND_THE_CLOCK = WorkingTime(time_zone="Europe/Madrid", hours={name: (time(0), time(23, 59)) for name in WEEKDAYS})

BRANDS = st.sampled_from([NORRFELL, OSMERE])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
COUNTS = st.integers(0, 60)
MINUTES = st.integers(0, 3_000)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@PROPERTY
@given(BRANDS, DAYS, COUNTS)
def test_counting_back_the_working_days_added_gives_their_number(brand, day, count):
    later = brand.add_working_days(day, count)

    assert brand.working_days_since(day, later) == count


@PROPERTY
@given(BRANDS, DAYS, st.integers(1, 60))
def test_adding_working_days_ends_on_a_working_day(brand, day, count):
    assert brand.is_working_day(brand.add_working_days(day, count))


@PROPERTY
@given(BRANDS, DAYS, COUNTS, COUNTS)
def test_adding_in_two_steps_is_adding_at_once(brand, day, first, second):
    in_two_steps = brand.add_working_days(brand.add_working_days(day, first), second)

    assert in_two_steps == brand.add_working_days(day, first + second)


@PROPERTY
@given(BRANDS, DAYS, st.integers(0, 90), st.integers(0, 90))
def test_working_days_of_two_stretches_add_up(brand, day, first, second):
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)

    counted = brand.working_days_since(day, middle) + brand.working_days_since(middle, end)

    assert counted == brand.working_days_since(day, end)


@PROPERTY
@given(BRANDS, DAYS, COUNTS)
def test_no_working_days_have_passed_before_the_start(brand, day, count):
    assert brand.working_days_since(day, day - timedelta(days=count)) == 0


def test_adding_no_working_day_stays_on_a_sunday():
    assert NORRFELL.add_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_after_friday_comes_monday():
    assert NORRFELL.next_working_day(date(2026, 11, 20)) == date(2026, 11, 23)


def test_after_christmas_eve_comes_tuesday_the_29th_in_britain_and_monday_the_28th_in_spain():
    christmas_eve = date(2026, 12, 24)

    assert OSMERE.next_working_day(christmas_eve) == date(2026, 12, 29)
    assert NORRFELL.next_working_day(christmas_eve) == date(2026, 12, 28)


def test_working_days_without_a_scan_count_from_the_day_after_it_and_today_included():
    scan, friday = date(2026, 11, 17), date(2026, 11, 20)

    assert NORRFELL.working_days_since(scan, friday) == 3


def test_a_scan_at_the_weekend_counts_from_monday():
    saturday, monday = date(2026, 11, 21), date(2026, 11, 23)

    assert NORRFELL.working_days_since(saturday, monday) == 1


def test_half_past_midnight_in_madrid_is_already_the_next_day():
    placed = utc(2026, 10, 31, 23, 20)

    assert NORRFELL.day(placed) == date(2026, 11, 1)
    assert OSMERE.day(placed) == date(2026, 10, 31)


@PROPERTY
@given(BRANDS, DAYS, st.times(time(4), time(23, 59, 59)))
def test_the_moment_a_clock_shows_a_time_shows_that_time(brand, day, clock):
    local = brand.local(brand.at(day, clock))

    assert (local.date(), local.time()) == (day, clock)


@pytest.mark.parametrize(
    ("brand", "day", "hour_utc"),
    [
        (NORRFELL, date(2026, 10, 24), 7),
        (NORRFELL, date(2026, 10, 26), 8),
        (NORRFELL, date(2027, 3, 27), 8),
        (NORRFELL, date(2027, 3, 29), 7),
        (OSMERE, date(2026, 10, 24), 8),
        (OSMERE, date(2026, 10, 26), 9),
        (OSMERE, date(2027, 3, 27), 9),
        (OSMERE, date(2027, 3, 30), 8),
    ],
)
def test_nine_o_clock_moves_with_the_clock_change(brand, day, hour_utc):
    opening = brand.at(day, time(9))

    assert opening == datetime(day.year, day.month, day.day, hour_utc, tzinfo=UTC)
    assert opening.utcoffset() == timedelta(0)


def test_the_day_the_clock_goes_back_is_25_hours_long():
    day = date(2026, 10, 25)

    length = NORRFELL.at(day + timedelta(days=1), time(0)) - NORRFELL.at(day, time(0))

    assert length == timedelta(hours=25)


def test_an_hour_that_the_clock_skips_is_still_a_moment_of_that_night():
    skipped = NORRFELL.at(date(2027, 3, 28), time(2, 30))

    assert utc(2027, 3, 28, 0, 30) <= skipped <= utc(2027, 3, 28, 1, 30)


def test_service_minutes_through_the_repeated_hour_are_real_minutes():
    half_past_two_summer_time = utc(2026, 10, 25, 0, 30)

    due = ROUND_THE_CLOCK.add_service_minutes(half_past_two_summer_time, 120)

    assert due == utc(2026, 10, 25, 2, 30)


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        (time(8, 59, 59), False),
        (time(9, 0), True),
        (time(17, 59, 59), True),
        (time(18, 0), False),
    ],
)
def test_service_begins_at_nine_and_is_over_at_six(local, is_open):
    assert NORRFELL.is_open(NORRFELL.at(date(2026, 11, 20), local)) is is_open


def test_nobody_answers_on_a_saturday_or_a_holiday():
    assert not NORRFELL.is_open(NORRFELL.at(date(2026, 11, 21), time(12)))
    assert not NORRFELL.is_open(NORRFELL.at(date(2026, 12, 8), time(12)))


def test_a_short_day_closes_early():
    christmas_eve = date(2026, 12, 24)

    assert OSMERE.is_open(OSMERE.at(christmas_eve, time(12, 59)))
    assert not OSMERE.is_open(OSMERE.at(christmas_eve, time(13)))


def test_a_day_opened_on_purpose_is_open_although_it_is_a_holiday():
    calendar = NORRFELL.model_copy(update={"short_days": {date(2026, 12, 8): (time(10), time(12))}})

    assert calendar.opening(date(2026, 12, 8)) == (time(10), time(12))


def test_service_minutes_stop_on_friday_evening_and_go_on_on_monday():
    friday = utc(2026, 11, 20, 15, 47)

    due = NORRFELL.add_service_minutes(friday, 240)

    assert due == utc(2026, 11, 23, 10, 47)


def test_a_message_at_night_is_due_counted_from_the_opening():
    due = NORRFELL.add_service_minutes(utc(2026, 11, 19, 2, 0), 60)

    assert due == NORRFELL.at(date(2026, 11, 19), time(10))


def test_a_target_of_the_last_minutes_ends_at_closing_time_of_the_same_day():
    half_past_five = NORRFELL.at(date(2026, 11, 20), time(17, 30))

    assert NORRFELL.add_service_minutes(half_past_five, 30) == NORRFELL.at(date(2026, 11, 20), time(18))


def test_service_minutes_skip_the_british_christmas():
    noon_on_christmas_eve = OSMERE.at(date(2026, 12, 24), time(12))

    due = OSMERE.add_service_minutes(noon_on_christmas_eve, 90)

    assert due == OSMERE.at(date(2026, 12, 29), time(9, 30))


@PROPERTY
@given(BRANDS, MOMENTS, MINUTES)
def test_a_due_moment_is_never_before_the_message_and_never_out_of_hours(brand, moment, minutes):
    due = brand.add_service_minutes(moment, minutes)

    local = brand.local(due)
    opening = brand.opening(local.date())
    assert due >= moment
    assert opening is not None
    assert opening[0] <= local.time() <= opening[1]


@PROPERTY
@given(BRANDS, MOMENTS, MINUTES, MINUTES)
def test_more_minutes_are_never_due_earlier(brand, moment, minutes, more):
    assert brand.add_service_minutes(moment, minutes) <= brand.add_service_minutes(moment, minutes + more)


@PROPERTY
@given(BRANDS, MOMENTS, st.integers(1, 3_000), st.integers(1, 3_000))
def test_service_minutes_add_up(brand, moment, first, second):
    in_two_steps = brand.add_service_minutes(brand.add_service_minutes(moment, first), second)

    assert in_two_steps == brand.add_service_minutes(moment, first + second)


def test_without_hours_minutes_are_minutes():
    always = WorkingTime(time_zone="Europe/Madrid")

    assert always.add_service_minutes(utc(2026, 11, 21, 3, 0), 45) == utc(2026, 11, 21, 3, 45)


def test_a_client_that_never_opens_gets_plain_minutes():
    closed = WorkingTime(
        time_zone="Europe/Madrid",
        hours=NINE_TO_SIX,
        holidays=tuple(date(2026, 11, 1) + timedelta(days=n) for n in range(120)),
    )

    assert closed.add_service_minutes(utc(2026, 11, 20, 15, 47), 60) == utc(2026, 11, 20, 16, 47)


def test_a_moment_given_in_local_time_is_due_at_the_same_moment_as_in_utc():
    before_the_change = utc(2026, 10, 25, 0, 30)

    due = ROUND_THE_CLOCK.add_service_minutes(ROUND_THE_CLOCK.local(before_the_change), 120)

    assert due == utc(2026, 10, 25, 2, 30)
    assert due.utcoffset() == timedelta(0)
