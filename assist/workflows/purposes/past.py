"""What happened before a message we begin: events, promises, when we last wrote. And saying nothing, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening, HappeningType


class Why(StrEnum):
    """Why no message is proposed; a closed list, documented with the wire contract."""

    NO_ORDER = "no_order"
    NOTHING_DUE = "nothing_due"
    NO_NEWS = "no_news"
    IN_HAND = "already_in_hand"
    STILL_OPEN = "still_open"
    CUSTOMER_WAITING = "customer_waiting"
    FACTS_INCONSISTENT = "facts_inconsistent"
    ALREADY_TOLD = "already_told"
    WINDOW_CLOSED = "reply_window_closed"


@dataclass(frozen=True)
class Silence:
    """Nothing to say, and what a person should know about it."""

    why: Why
    for_agent: str


@dataclass(frozen=True)
class Past:
    """What is known of the conversation and its orders up to now."""

    happenings: Sequence[Happening] = ()
    promises: Sequence[KeptFollowUp] = ()
    """Open ones."""
    told_at: datetime | None = None
    """When the customer last heard from us in public; None: never, or nobody knows when."""
    customer_waits: bool = False
    """Whether the newest public message is the customer's."""

    def newest(self, kind: HappeningType, number: str, since: datetime | None = None) -> Happening | None:
        """Return the newest event of a kind about an order, at or after a moment."""
        found = [
            one
            for one in self.happenings
            if one.type is kind and one.about in (None, number.upper()) and (since is None or one.at >= since)
        ]
        return max(found, key=lambda one: one.at, default=None)

    def promises_about(self, number: str) -> list[KeptFollowUp]:
        """Return the open promises about an order, first due first."""
        return sorted((one for one in self.promises if one.order_number == number.upper()), key=lambda one: one.due_on)
