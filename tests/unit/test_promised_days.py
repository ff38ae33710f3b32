"""Which days a reply promises a contact for: read from the text that was sent."""

from datetime import date

import pytest

from assist.follow_ups.promised_days import contact_days, names_day
from tests import brands

FRIDAY = date(2026, 11, 20)


def days(text: str, on: date = FRIDAY) -> list[str]:
    return [day.isoformat() for day in contact_days(text, on, brands.norrfell().calendar)]


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("I'll write to you by Tuesday 24 November.", ["2026-11-24"]),
        ("We will get back to you by 2026-11-25.", ["2026-11-25"]),
        ("A colleague will call you on Monday.", ["2026-11-23"]),
        ("I will let you know tomorrow!", ["2026-11-21"]),
        ("You'll hear from me within 2 working days.", ["2026-11-24"]),
        ("I'll update you in 24 hours.", ["2026-11-21"]),
        ("We'll be in touch within 1-2 weeks.", ["2026-12-04"]),
        ("If there is no new scan by Thursday 26 November, I'll look into it with GLS and write to you.", ["2026-11-26"]),
        ("Te escribo como muy tarde el martes 24 de noviembre.", ["2026-11-24"]),
        ("Le contactaremos antes del 3 de diciembre.", ["2026-12-03"]),
        ("Te aviso mañana.", ["2026-11-21"]),
        ("I'll write by Tuesday 24 November about the jacket. We will call you on Friday 27 November about the boots.",
         ["2026-11-24", "2026-11-27"]),
    ],
)  # fmt: skip
def test_a_promise_to_get_in_touch_names_its_day(text: str, promised: list[str]) -> None:
    assert days(text) == promised


@pytest.mark.parametrize(
    "text",
    [
        "You can return it until 31 January 2027.",
        "The parcel was last scanned on Monday 16 November.",
        "I'll write to you as soon as I know more.",
        "We will refund you within 5 working days.",
        "I'll write to you by Tuesday 17 November.",
        "Please write to us by 24 November.",
        "If there is still no scan on Wednesday 25 November, you choose a replacement or a refund.",
        "",
    ],
)
def test_what_promises_no_contact_by_a_day_to_come_makes_no_follow_up(text: str) -> None:
    assert days(text) == []


def test_a_day_named_in_any_sentence_is_named() -> None:
    text = "By Tuesday 24 November you hear from us."

    assert names_day(text, date(2026, 11, 24), FRIDAY, brands.norrfell().calendar)
    assert not names_day(text, date(2026, 11, 25), FRIDAY, brands.norrfell().calendar)


def test_a_day_of_next_year_is_found_across_new_year() -> None:
    assert days("I'll write to you by 4 January.", date(2026, 12, 30)) == ["2027-01-04"]
