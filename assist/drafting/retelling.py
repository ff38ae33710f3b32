"""What an earlier message of ours told is not news: it is left out, and where nothing else remains there is nothing to draft.

Source: the trade's rule that a second contact on the same matter adds a fact, an action, a date or a person, or is escalated.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist import atoms, text
from assist.domain.enums import ClaimKind
from assist.drafting.material import Sentence
from assist.text import content_words

SAME = 0.8
"""Share of a sentence's content words that one sentence of ours must hold to have told it: agents change a word or two."""
_NEWS = frozenset({ClaimKind.FACT, ClaimKind.POLICY, ClaimKind.PROMISE})


@dataclass(frozen=True)
class Retold:
    """Paragraphs without what was told; `reminded`: what else we wrote still holds; `nothing_new`: all of it was told."""

    paragraphs: list[tuple[Sentence, ...]]
    reminded: bool = False
    nothing_new: bool = False


def without_told(paragraphs: Sequence[tuple[Sentence, ...]], told: str) -> Retold:
    """Return what is new. Of a paragraph that was told in part, the day we promised to write by is kept as a reminder."""
    earlier = [told[start:end] for start, end in text.sentences(told)]
    if not earlier:
        return Retold(list(paragraphs))
    whole_text = flat(told)
    fresh = [
        tuple(one for one in paragraph if flat(one.text) not in whole_text and not is_told(one.text, earlier))
        for paragraph in paragraphs
    ]
    if sum(map(len, fresh)) == sum(map(len, paragraphs)):
        return Retold(list(paragraphs))
    if not any(one.kind in _NEWS or one.kind is ClaimKind.QUESTION for paragraph in fresh for one in paragraph):
        return Retold(list(paragraphs), nothing_new=True)
    kept = [_with_reminder(whole, new) for whole, new in zip(paragraphs, fresh, strict=True)]
    reminded = any(len(said) > len(new) or not said for said, new in zip(kept, fresh, strict=True))
    return Retold([paragraph for paragraph in kept if paragraph], reminded)


def is_told(sentence: str, earlier: Sequence[str]) -> bool:
    """Say whether one of the earlier sentences says the same: all its facts, and nearly all its words."""
    words = content_words(sentence)
    if not words:
        return False
    near = [one for one in earlier if len(words & content_words(one)) >= SAME * len(words)]
    return any(not atoms.unsupported(sentence, [one]) for one in near)


def flat(said: str) -> str:
    """Return a text as it is compared: one kind of white space, small letters."""
    return re.sub(r"\s+", " ", said).strip().casefold()


def _with_reminder(whole: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[Sentence, ...]:
    if not new or len(new) == len(whole):
        return tuple(new)
    return tuple(one for one in whole if one in new or one.kept_by == "follow_up")
