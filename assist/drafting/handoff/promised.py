"""What we said we would do, by when, and whether it was done: the receiver inherits it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.handoff import ActionTaken, Commitment
from assist.drafting.checking import commitments
from assist.drafting.handoff.turns import Turn
from assist.working_time import WorkingTime

_WITHIN = re.compile(r"^(?P<n>\d+)(?:-(?P<m>\d+))? (?P<working>working )?(?P<unit>day|week|hour|minute)$")
_WRITES = re.compile(
    r"\b(?:write|update|get back|let you know|contact|e-?mail|call|hear from|escrib|avis|llam)\w*", re.I
)
_OFFER = re.compile(r"\?\s*$")
_POLITE = re.compile(
    r"\b(?:feel free|happy to (?:help|assist)|glad to (?:help|assist)|here to help|if you (?:have|need) any|(?:further|other|more) (?:questions|assistance|help)|"
    r"let (?:me|us) know (?:if|how|what|which|whether)|no dudes|si tienes (?:alguna|m[áa]s))\b",
    re.I,
)
_DEEDS = {
    "open_trace": r"trac", "cancel_order": r"cancel", "refund": r"refund|reembols", "replacement": r"replac|reemplaz", "address_change": r"address|direcci",
    "send_return_label": r"label|etiqueta", "exchange": r"exchang|swap|cambio", "return": r"return|devoluc", "order_change": r"chang|modif", "call_made": r"call|llam",
}  # fmt: skip
_TOMORROW = re.compile(r"\b(?:tomorrow|mañana)\b", re.I)


def made(
    turns: Sequence[Turn], actions: Sequence[ActionTaken], now: datetime, calendar: WorkingTime
) -> tuple[Commitment, ...]:
    """Return every promise of our public messages, with its state at `now`."""
    found = []
    for at, turn in enumerate(turns):
        if not turn.is_reply:
            continue
        said_on = turn.message.sent_at or now
        for sentence in turn.sentences:
            due = _due(sentence, said_on, calendar)
            if _is_commitment(sentence, due, calendar.day(said_on)):
                state = _state(sentence, due, turns[at + 1 :], actions, calendar.day(now))
                found.append(
                    Commitment(text=sentence, by=turn.message.role.value, turn=turn.id, due_on=due, state=state)
                )
    return tuple(found)


def _is_commitment(sentence: str, due: date | None, said_on: date) -> bool:
    if _OFFER.search(sentence) or _POLITE.search(sentence):
        return False
    if commitments.PROMISE.search(sentence):
        return True
    return due is not None and due > said_on and bool(re.search(r"\b(?:we|I|nosotros)\b", sentence))


def _due(sentence: str, said_on: datetime, calendar: WorkingTime) -> date | None:
    """Return the day a sentence names, or what "within 2 working days" comes to, counted from when it was said."""
    day = calendar.day(said_on)
    for atom in atoms.extract(sentence):
        if atom.kind is AtomKind.DATE:
            return _in_year(atom.value, day)
        if atom.kind is AtomKind.DURATION and (due := _after(atom.value, day, calendar.add_working_days)) is not None:
            return due
    return calendar.day(said_on).fromordinal(day.toordinal() + 1) if _TOMORROW.search(sentence) else None


def _in_year(value: str, day: date) -> date | None:
    try:
        if not value.startswith("0000"):
            return date.fromisoformat(value)
        found = date.fromisoformat(f"{day.year}{value[4:]}")
        return found if found >= day else found.replace(year=day.year + 1)
    except ValueError:
        return None


def _after(duration: str, day: date, add_working_days: Callable[[date, int], date]) -> date | None:
    match = _WITHIN.match(duration)
    if match is None:
        return None
    count = int(match["m"] or match["n"])
    if count > 400 or match["unit"] == "minute":
        return None
    if match["unit"] == "hour":
        return date.fromordinal(day.toordinal() + max(1, count // 24))
    if match["working"]:
        return add_working_days(day, count)
    return date.fromordinal(day.toordinal() + count * (7 if match["unit"] == "week" else 1))


def _state(sentence: str, due: date | None, later: Sequence[Turn], actions: Sequence[ActionTaken], today: date) -> str:
    if _is_kept(sentence, later, actions):
        return "kept"
    return "overdue" if due is not None and due < today else "open"


def _is_kept(sentence: str, later: Sequence[Turn], actions: Sequence[ActionTaken]) -> bool:
    """Say whether a later turn shows the deed done, or, for a promise to write, that we wrote."""
    ids = {turn.id for turn in later}
    done = [action for action in actions if not action.turns or ids & set(action.turns)]
    if any(re.search(_DEEDS[action.kind], sentence, re.I) for action in done if action.kind in _DEEDS):
        return True
    return bool(_WRITES.search(sentence)) and any(turn.is_reply for turn in later)
