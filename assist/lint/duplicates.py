"""Passages of two pages that say the same in nearly the same words: change one and the other is forgotten."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable

from assist.lint import vocabulary
from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject

CODE = "duplicate"
LEAST_SHARED = 0.8
"""Share of all word pairs of both texts that stand in both; below it two sample questions on one rule begin to meet."""
LEAST_PAIRS = 8
"""Shorter texts are alike by chance."""


def duplicates(subject: Subject) -> list[Finding]:
    """Return the passages that repeat an earlier one of their language and audience on another page."""
    texts = {at: pairs for at, placed in enumerate(subject.passages) if len(pairs := _pairs(placed)) >= LEAST_PAIRS}
    found = []
    for first, second in sorted(_near(texts)):
        one, other = subject.passages[first], subject.passages[second]
        shared = len(texts[first] & texts[second]) / len(texts[first] | texts[second])
        if shared >= LEAST_SHARED and _are_two_places(one, other):
            found.append(_finding(one, other))
    return found


def _pairs(placed: Placed) -> frozenset[tuple[str, str]]:
    """Return the neighbouring words of a text, in plain letters."""
    words = ["".join(char for char in word if char.isalnum()) for word in vocabulary.plain(placed.passage.text).split()]
    kept = [word for word in words if word]
    return frozenset(itertools.pairwise(kept))


def _near(texts: dict[int, frozenset[tuple[str, str]]]) -> Iterable[tuple[int, int]]:
    """Yield the pairs of texts worth comparing: those that share one of their rarest word pairs.

    Two texts that share `LEAST_SHARED` of their pairs share one among the rarest of either, so only few are looked at.
    """
    counts = Counter(pair for pairs in texts.values() for pair in pairs)
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for at, pairs in texts.items():
        ordered = sorted(pairs, key=lambda pair: (counts[pair], pair))
        for pair in ordered[: len(pairs) - int(LEAST_SHARED * len(pairs)) + 1]:
            seen.update((other, at) for other in holders[pair])
            holders[pair].append(at)
    return seen


def _are_two_places(one: Placed, other: Placed) -> bool:
    a, b = one.passage, other.passage
    same_dates = (a.effective_from, a.effective_until) == (b.effective_from, b.effective_until)
    return a.page_id != b.page_id and a.locale == b.locale and a.audience == b.audience and same_dates


def _finding(one: Placed, other: Placed) -> Finding:
    return Finding(
        check=CODE,
        level=Level.NOTE,
        file=other.file,
        line=other.line,
        message=f"Says nearly the same as {one.file}:{one.line}. Keep the text in one place and link to it, "
        "or a change will be made in one and forgotten in the other.",
        passage_id=other.passage.id,
        other=f"{one.file}:{one.line}",
    )
