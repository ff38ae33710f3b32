"""What a person corrects in a triage: checked against the client's own vocabulary, and written out to learn from.

Knows no database; a correction is stored by whoever received it.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assist import privacy
from assist.domain.client import Profile
from assist.domain.correction import CorrectedTurn, Correction
from assist.errors import BadInput
from assist.text import readable
from assist.triage.taxonomy import Taxonomy


def checked(correction: Correction, profile: Profile, taxonomy: Taxonomy) -> Correction:
    """Return the correction when every name in it is this client's. Raises: BadInput naming the field."""
    for position, name in enumerate(correction.intents or ()):
        if name not in taxonomy.intents:
            near = difflib.get_close_matches(name, taxonomy.intents, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise BadInput(f"intents[{position}] is no intent of this client{hint}", path=f"intents[{position}]")
    queues = {*profile.queues, *profile.queues.values()}
    if correction.queue is not None and correction.queue not in queues:
        raise BadInput(f"queue is none of this client's: {', '.join(sorted(profile.queues))}", path="queue")
    return correction


def examples(turns: Iterable[CorrectedTurn]) -> Iterator[dict[str, Any]]:
    """Yield `{text, intent}` lines for a person to review; `intent: null` is out of scope.

    Of a turn with several intents every line but the first says `also: true`. Personal data is masked.
    """
    seen: set[tuple[str, str | None]] = set()
    for turn in turns:
        text = masked(turn.texts)
        intents: Sequence[str | None] = turn.correction.intents or (None,)
        for position, intent in enumerate(intents):
            if not text or (text, intent) in seen:
                continue
            seen.add((text, intent))
            yield {"text": text, "intent": intent, **({"also": True} if position else {})}


def masked(texts: Sequence[str]) -> str:
    """Return what a person would read of these messages, personal data replaced by placeholders."""
    joined = "\n".join(words for text in texts if (words := readable(text).text.strip()))
    return privacy.redact(joined).text
