"""What must never stand in a reply: the brand's forbidden phrases, and what only a leaked instruction says."""

import re
from collections.abc import Sequence

_LEAKED = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|prior|above|earlier) (?:instructions?|rules?|prompts?)\b|\bsystem prompt\b|"
    r"\bas an? (?:ai|artificial intelligence|language model)\b|\bmy instructions (?:say|are|tell)\b|<<<|>>>|\[\s*[SD]\d+\s*\]",
    re.I,
)


def phrase(said: str, never_promise: Sequence[str]) -> str | None:
    """Return the first forbidden phrase in a sentence: an entry of never_promise as whole words, or a leak's."""
    for entry in never_promise:
        pattern = rf"(?<!\w){re.escape(entry)}(?!\w)" if entry[:1].isalnum() else re.escape(entry)
        if re.search(pattern, said, re.I):
            return entry
    leaked = _LEAKED.search(said)
    return leaked.group() if leaked else None
