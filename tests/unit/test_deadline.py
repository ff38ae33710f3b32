"""A day the customer needs something by."""

from datetime import date

import pytest

from assist.domain.enums import EntityType
from assist.domain.triage import Entity
from assist.triage import deadline

TODAY = date(2026, 11, 20)


def found(text: str, day: str, written: str) -> str | None:
    start = text.index(written)
    entity = Entity(type=EntityType.DATE, value=day, message_id="m1", start=start, end=start + len(written))
    one = deadline.find([entity], {"m1": text}, TODAY)
    return one.words if one else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hasn't moved since Monday and I fly on 26 November", "Customer travels on 2026-11-26"),
        ("our wedding is on 26 November", "Customer needs it for an event on 2026-11-26"),
        ("I need them by 26 November please", "Customer needs it by 2026-11-26"),
        ("me voy de viaje el 26 November", "Customer travels on 2026-11-26"),
    ],
)
def test_a_day_ahead_is_told_with_its_meaning(text: str, words: str) -> None:
    assert found(text, "2026-11-26", "26 November") == words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I fly on 26 November", "2026-11-19"),
        ("I fly on 26 November", "2027-11-26"),
        ("I ordered it on 26 November", "2026-11-26"),
        ("I fly on 26 November", "next week"),
    ],
    ids=["past", "far", "no meaning", "no day"],
)
def test_any_other_day_is_none(text: str, day: str) -> None:
    assert found(text, day, "26 November") is None


def test_of_two_the_nearer_is_told() -> None:
    text = "I need it by 26 November, I fly on 24 November"
    entities = [
        Entity(type=EntityType.DATE, value=day, message_id="m1", start=text.index(word), end=text.index(word) + 11)
        for day, word in (("2026-11-26", "26 Nov"), ("2026-11-24", "24 Nov"))
    ]

    one = deadline.find(entities, {"m1": text}, TODAY)

    assert one is not None
    assert one.on == date(2026, 11, 24)
