"""Choose verbatim sentences of a passage, and find the one that stands behind a statement. Agent pages are never quoted."""

import re
from collections.abc import Sequence

from assist import machine_talk, text
from assist.domain.enums import Audience
from assist.domain.knowledge import Passage
from assist.drafting.material import Quote
from assist.text import content_words

_PROSE_END = re.compile(r"[.!?:]$")
_YES_OR_NO = re.compile(r"(?:yes|no|sí|si|sim|não)\b(?:[.!]\s*|,\s+)", re.I)
SAME_QUESTION = 0.6
"""Share of the words of a heading and a question together that both must hold to be one question."""
LEAST_OVERLAP = 0.3
"""Share of a statement's words that must stand in a passage sentence for it to be its source."""


def leading_sentences(passage: Passage, question: str, max_words: int, most: int = 3) -> list[Quote]:
    """Return up to `most` sentences within `max_words`: the first one, then those nearest the question, in order.

    A passage begins with its direct answer; tables and lists are not quoted.
    """
    spans = [span for span in _sentences(passage) if _is_prose(passage.text[span[0] : span[1]])]
    if not spans:
        return []
    asked = content_words(question)
    spans[:1] = _without_foreign_answer(passage, spans[0], asked)
    if not spans:
        return []
    rest = sorted(
        range(1, len(spans)),
        key=lambda at: (-len(asked & content_words(_of(passage, spans[at]))), at),
    )
    chosen, words = [0], _count(passage, spans[0])
    for at in rest[: most - 1]:
        if words + _count(passage, spans[at]) > max_words:
            continue
        chosen.append(at)
        words += _count(passage, spans[at])
    return [Quote(passage, *spans[at]) for at in sorted(chosen)]


def _without_foreign_answer(passage: Passage, first: tuple[int, int], asked: set[str]) -> list[tuple[int, int]]:
    """Return the first sentence without its yes or no when that answers another question than the customer's.

    "Yes." to "Is your wax free of tallow?" is a wrong answer to "Does the wax contain tallow?": words alone cannot tell
    the two apart, so the word is kept only where the heading says nearly what the customer says.
    """
    start, end = first
    answer = _YES_OR_NO.match(passage.text, start, end)
    heading = content_words(passage.headings[-1])
    if answer is None or (heading and len(heading & asked) >= SAME_QUESTION * len(heading | asked)):
        return [first]
    return [(answer.end(), end)] if answer.end() < end else []


def source_of(statement: str, passages: Sequence[Passage]) -> Quote | None:
    """Return the passage sentence that shares most words with the statement, None when none shares enough."""
    said = content_words(statement)
    passages = [passage for passage in passages if passage.audience is Audience.CUSTOMER]
    best: tuple[float, Quote] | None = None
    for passage in passages:
        for start, end in _sentences(passage):
            share = len(said & content_words(passage.text[start:end])) / max(len(said), 1)
            if share >= LEAST_OVERLAP and (best is None or share > best[0]):
                best = (share, Quote(passage, start, end))
    return best[1] if best else None


def first_of(passages: Sequence[Passage]) -> Quote | None:
    """Return the opening sentence of the first passage: what a rule stands on when no sentence says it in its words."""
    for passage in [passage for passage in passages if passage.audience is Audience.CUSTOMER][:1]:
        for start, end in _sentences(passage)[:1]:
            return Quote(passage, start, end)
    return None


def _sentences(passage: Passage) -> list[tuple[int, int]]:
    """Return the sentences, without what somebody planted for a machine to read."""
    spans = text.sentences(passage.text)
    return [span for span in spans if not machine_talk.is_left_out(passage.text, *span)]


def _of(passage: Passage, span: tuple[int, int]) -> str:
    return passage.text[span[0] : span[1]]


def _count(passage: Passage, span: tuple[int, int]) -> int:
    return len(_of(passage, span).split())


def _is_prose(sentence: str) -> bool:
    return not sentence.startswith(("|", "- ", "* ", "#")) and bool(_PROSE_END.search(sentence))
