"""Follow-ups as people and help desks ask for them: due, missed, closed; and closing one by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from assist.domain.base import Frozen
from assist.domain.follow_up import ClosedBy, Closing, FollowUpState, KeptFollowUp
from assist.errors import BadInput


class Shown(StrEnum):
    """Which follow-ups to show."""

    OPEN = "open"
    MISSED = "missed"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """What is asked for: due on or before a day, and in which state."""

    due: date | None
    state: Shown


class Counts(Frozen):
    """Of the follow-ups due on or before the day asked for: open; due today or before; open after their day; closed."""

    open: int
    due: int
    missed: int
    closed: int


class Listed(KeptFollowUp):
    """A follow-up with what its day means today."""

    missed: bool


class Listing(Frozen):
    today: date
    counts: Counts
    follow_ups: tuple[Listed, ...]


class ListedRows(Protocol):
    """One client's follow-ups within one transaction."""

    def listed(self, *, due: date | None, state: FollowUpState | None) -> tuple[KeptFollowUp, ...]: ...

    def one(self, follow_up_id: str) -> KeptFollowUp | None: ...

    def close(self, follow_up_id: str, closing: Closing) -> bool: ...


def wanted(*, due: str | None, state: str | None) -> Wanted:
    """Read what was asked for; without a state, the open ones. Raises: BadInput naming `due` or `state`."""
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError:
        raise BadInput("due: write the day as in 2026-11-27", path="due") from None
    try:
        return Wanted(day, Shown(state or Shown.OPEN))
    except ValueError:
        raise BadInput(f"state: is none of {', '.join(Shown)}", path="state") from None


def listed(rows: ListedRows, asked: Wanted, today: date) -> Listing:
    """Return the follow-ups asked for, first due first, and how many of each kind there are by that day."""
    everything = rows.listed(due=asked.due, state=None)
    shown = [one for one in everything if _is_wanted(one, asked.state, today)]
    return Listing(
        today=today,
        counts=counted(everything, today),
        follow_ups=tuple(Listed(**one.model_dump(), missed=one.is_missed_on(today)) for one in shown),
    )


def counted(follow_ups: Sequence[KeptFollowUp], today: date) -> Counts:
    """Count follow-ups by what has to be done about them today."""
    still = [one for one in follow_ups if one.state is FollowUpState.OPEN]
    return Counts(
        open=len(still),
        due=sum(one.due_on <= today for one in still),
        missed=sum(one.is_missed_on(today) for one in still),
        closed=len(follow_ups) - len(still),
    )


def close_by_hand(rows: ListedRows, identity: str, *, by: str, reason: str, now: datetime) -> KeptFollowUp | None:
    """Close a follow-up for a person; None when there is none. One closed already stays as it was."""
    rows.close(identity, Closing(at=now, by=ClosedBy.PERSON, what=f"{by}: {reason}"[:500]))
    return rows.one(identity)


def _is_wanted(one: KeptFollowUp, state: Shown, today: date) -> bool:
    if state is Shown.MISSED:
        return one.is_missed_on(today)
    return state is Shown.ALL or one.state.value == state.value
