"""What became of handoffs, added up: who accepted or returned them, and what was missing."""

from collections import Counter
from collections.abc import Iterable, Sequence

from assist.domain.base import Frozen
from assist.domain.handoff_outcome import HandoffLife, HandoffResult

MOST_NAMED = 10


class HandoffTally(Frozen):
    """Handoffs by the last word of their receivers."""

    handoffs: int = 0
    accepted: int = 0
    returned: int = 0
    unanswered: int = 0


class Repeats(Frozen):
    """Conversations that were handed over more than once, and which matters these are."""

    conversations: int = 0
    intents: dict[str, int]
    reasons: dict[str, int]


class HandoffSummary(Frozen):
    """All handoffs of a client since a moment."""

    whole: HandoffTally
    ever_returned: int
    """Also those accepted in the end."""
    prepared: int
    """Made beside an escalation and answered by nobody: not counted anywhere else."""
    missing: dict[str, int]
    """What receivers found missing, most often first; a handoff counts once for each."""
    defects_per_handoff: float | None
    defects: dict[str, int]
    by_intent: dict[str, HandoffTally]
    reasons: dict[str, int]
    repeats: Repeats


def summary_of(lives: Iterable[HandoffLife]) -> HandoffSummary:
    """Add up handoffs; one prepared beside an escalation counts once somebody accepted or returned it."""
    everything = list(lives)
    counted = [life for life in everything if life.outcomes or not life.prepared]
    first_intents = {life.intents[0] for life in counted if life.intents}
    defects = [defect for life in counted for defect in life.defects]
    return HandoffSummary(
        whole=_tally(counted),
        ever_returned=sum(any(one.outcome is HandoffResult.RETURNED for one in life.outcomes) for life in counted),
        prepared=len(everything) - len(counted),
        missing=_most(
            name for life in counted for name in {one.value for said in life.outcomes for one in said.missing}
        ),
        defects_per_handoff=round(len(defects) / len(counted), 2) if counted else None,
        defects=_most(defects),
        by_intent={
            name: _tally([life for life in counted if life.intents[:1] == (name,)]) for name in sorted(first_intents)
        },
        reasons=_most(life.reason for life in counted),
        repeats=_repeats(counted),
    )


def _tally(lives: Sequence[HandoffLife]) -> HandoffTally:
    last = Counter(life.outcomes[-1].outcome.value if life.outcomes else "unanswered" for life in lives)
    return HandoffTally(handoffs=len(lives), **last)


def _repeats(lives: Sequence[HandoffLife]) -> Repeats:
    """Take each handoff of a conversation after its first as a repeat."""
    seen: Counter[str] = Counter()
    again = []
    for life in lives:
        if seen[life.conversation_id]:
            again.append(life)
        seen[life.conversation_id] += 1
    return Repeats(
        conversations=sum(count > 1 for count in seen.values()),
        intents=_most(life.intents[0] for life in again if life.intents),
        reasons=_most(life.reason for life in again),
    )


def _most(names: Iterable[str]) -> dict[str, int]:
    counts = Counter(names)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMED])
