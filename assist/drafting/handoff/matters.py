"""What the customer wants and what of it is still open: field two of a handoff."""

from collections.abc import Sequence

from assist.domain.handoff import CustomerDeadline, HandoffIntent, IntentSummary, RepeatContact
from assist.drafting.handoff.material import HandoffMaterial

CHITCHAT = "other/"
NEWEST_WORDS = 40
"""Words quoted of the newest message."""
MOST_INTENTS = 6
SURE_ENOUGH = 0.5
"""Confidence from which an earlier turn's intent is told; the newest turn's are told in any case."""


def intents(material: HandoffMaterial) -> tuple[HandoffIntent, ...]:
    """Return every matter raised, with its turns; open ones first."""
    turns: dict[str, list[str]] = {}
    newest = {intent.name for intent in material.newest.intents}
    for turn in material.turns:
        tagged = material.triages.get(turn.id)
        for intent in tagged.intents if tagged else ():
            if not intent.name.startswith(CHITCHAT) and (intent.confidence >= SURE_ENOUGH or intent.name in newest):
                turns.setdefault(intent.name, []).append(turn.id)
    for intent in material.newest.intents:
        if not intent.name.startswith(CHITCHAT) and intent.message_id:
            turns.setdefault(intent.name, []).append(intent.message_id)
    found = [
        HandoffIntent(name=name, state=_state(name, ids, material), turns=tuple(dict.fromkeys(ids)))
        for name, ids in turns.items()
    ]
    return tuple(sorted(found, key=lambda one: one.state != "open")[:MOST_INTENTS])


def _state(name: str, ids: Sequence[str], material: HandoffMaterial) -> str:
    """Open when the newest words raise it, nobody replied since, or the reply promised something still to be kept."""
    if name in {intent.name for intent in material.newest.intents}:
        return "open"
    positions = {turn.id: at for at, turn in enumerate(material.turns)}
    last = max((positions.get(turn_id, -1) for turn_id in ids), default=-1)
    reply = next((turn for turn in material.turns[last + 1 :] if turn.is_reply), None)
    if reply is None or any(one.turn == reply.id and one.state != "kept" for one in material.promised):
        return "open"
    return "answered"


def summary(
    material: HandoffMaterial,
    raised: Sequence[HandoffIntent],
    deadline: CustomerDeadline | None,
    repeat: RepeatContact | None,
) -> IntentSummary:
    """Return the summary: what is open, what is answered, the deadline, the newest words."""
    words = material.words
    parts = []
    for state in ("open", "answered"):
        matters = [words.matter(intent.name) for intent in raised if intent.state == state]
        if matters:
            parts.append(words.summary[state].format(matters="; ".join(matters)))
    if not parts:
        parts.append(words.summary["unclear"])
    if deadline is not None:
        parts.append(words.summary["deadline"].format(on=deadline.on, what=deadline.what))
    if repeat is not None and repeat.count > 1 and repeat.since:
        parts.append(words.summary["repeat"].format(count=repeat.count, since=repeat.since))
    newest = next((turn.readable for turn in reversed(material.turns) if turn.by_customer and turn.readable), "")
    if newest:
        parts.append(words.summary["newest"].format(words=_shortened(newest)))
    return IntentSummary(text=" ".join(parts), intents=tuple(raised))


def _shortened(said: str) -> str:
    words = said.split()
    return " ".join(words) if len(words) <= NEWEST_WORDS else " ".join(words[:NEWEST_WORDS]) + " …"
