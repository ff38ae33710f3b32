"""The day we said we would write by stays when the customer asks again before it."""

from datetime import UTC, datetime

import pytest

from assist import surroundings
from assist.domain.conversation import Message
from assist.domain.enums import Role
from assist.domain.suggestion import SuggestRequest
from assist.reading import read
from assist.workflows.trust import Trusted

THURSDAY = datetime(2026, 11, 19, 10, tzinfo=UTC)


def promised(said: str) -> str | None:
    talk = (
        Message(text="No scan since Tuesday, could you look?", sent_at=THURSDAY),
        Message(text=said, role=Role.AGENT, sent_at=THURSDAY),
        Message(text="any news yet", sent_at=THURSDAY.replace(day=20)),
    )
    request = SuggestRequest(client_id="osmere", messages=talk)
    found = surroundings.background(request, read(talk), Trusted((), ())).promised_on
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("We are looking into it and write to you again by Monday 23 November.", "2026-11-23"),
        ("You'll hear from me on 24 November 2026.", "2026-11-24"),
        ("Te escribo antes del 23 de noviembre.", "2026-11-23"),
        ("I'll let you know by 4 January.", "2027-01-04"),
    ],
)
def test_the_day_we_named_is_known(said: str, day: str) -> None:
    assert promised(said) == day


@pytest.mark.parametrize(
    "said",
    ["The parcel left us on 17 November.", "Could I write to you again on 23 November?", "I'll write to you soon."],
)
def test_a_day_of_something_else_is_none(said: str) -> None:
    assert promised(said) is None
