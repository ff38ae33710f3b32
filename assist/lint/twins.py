"""Sentences that say the same in nearly the same words, but for one thing: a number, a denial, a bound, a condition.

Where two sentences share nearly all they speak of, what little differs is what contradicts; sentences that are only
alike are left to the other checks. Knows nothing of a client.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assist.lint import vocabulary
from assist.lint.assertions import Assertion, Weights

LEAST_SAME = 0.8
"""Share of the weight of all words that both hold: below, neighbours of one topic begin to meet."""
LEAST_CONCEPTS = 3
"""Two sentences of fewer words are alike by chance."""
SAME_CONDITION = 0.6
_TURNING_WORDS = (
    "only solo unless except least most starting above over more less late later hasta desde antes aunque menos excepto salvo"
    " incluso need nada nothing eur gbp usd euros one two three five un una dos tres cinco once twice because since as"
)
_TURNING = frozenset(vocabulary.stem(word) for word in _TURNING_WORDS.split()) | {"later", "need"}
"""Words that turn a sentence round or count: what differs, not what it is about."""
_OTHER_BOUND = "One says until or within where the other says after or from."
MOST_WORDS_APART = 2
"""A longer sentence denies something else besides."""
_WORD_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "once": "1", "twice": "2",
                 "un": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5"}  # fmt: skip
_NUMBER = re.compile(rf"\d+(?:[.,:]\d+)*|\b(?:{'|'.join(_WORD_NUMBERS)})\b", re.I)
_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|without|neither|nor|nothing|nunca|sin|ni|tampoco|ning[uú]n\w*)\b|n['’]t\b", re.I
)
_NO_DENIAL = re.compile(
    r"\b(?:no later than|no more than|not later than|not only|or not|o no|costs? (?:you )?nothing|nothing to pay|pay nothing)\b"
    r"|\b\w+ or (?:opened|unworn)\b|\b(?:opened|unworn) or \w+",
    re.I,
)
"""Words that deny and say no."""
_OF_A_SECTION = re.compile(
    r"\b(?:section|sections|article|clause|paragraph|appendix|level|nivel|version)\s$|§\s?$", re.I
)
_EMPHASIS = re.compile(r"[*_`]")
_ANSWERS = re.compile(r"^\W*(?:yes|no|sí)\s*[,:;]\s*", re.I)
_MOST = r"within|no later than|not later than|up to|at most|no more than|less than|below|under|until|by|before|hasta|antes de|como máximo|en"
_LEAST = (
    r"only after|solo después de|after|from|more than|above|over|at least|starting at|después de|desde|a partir de|tras"
)
_BOUND = re.compile(
    rf"\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))\b(?P<next>(?:\s+(?:the|a|an|you|we|your|our|it|el|la|los|las|de|que|te|lo))*\s+[£€$]?[\w.,:]+)",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:(?P<against>unless|except (?:if|when)|also when|even if|not only if|salvo (?:si|que)|a menos que|aunque|incluso si)"
    r"|(?P<upon>only if|if|when|while|once|si|cuando|mientras))\b(?P<what>[^,;:.]*)",
    re.I,
)


@dataclass(frozen=True)
class Turn:
    """What two nearly equal sentences differ in."""

    one: Assertion
    other: Assertion
    likeness: float
    says: str
    """As in `one says 10, the other 20`."""


def turned(said: list[Assertion], weights: Weights) -> Iterator[Turn]:
    """Yield the pairs of twins that cannot both hold."""
    telling = [each for each in said if each.is_statement and len(_matter(each.written)) >= LEAST_CONCEPTS]
    for one, other in _near(telling, weights):
        likeness = weights.sameness(_matter(one.written), _matter(other.written))
        if likeness >= LEAST_SAME and _of_one_thing(one, other):
            difference = _difference(one, other)
            if difference:
                yield Turn(one, other, likeness, difference)


def _near(said: list[Assertion], weights: Weights) -> Iterator[tuple[Assertion, Assertion]]:
    """Yield pairs of one language on two passages that share one of their rarest words."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(said):
        seen: set[int] = set()
        rarest = sorted(_matter(each.written), key=lambda concept: (-weights.of([concept]), concept))
        for concept in rarest[: max(2, len(rarest) // 3)]:
            seen.update(holders[concept])
            holders[concept].append(at)
        for before in sorted(seen):
            one, other = said[before].placed.passage, each.placed.passage
            if one.id != other.id and one.locale == other.locale:
                yield said[before], each


def _of_one_thing(one: Assertion, other: Assertion) -> bool:
    """Say whether both are about one case and one place, and name the same names."""
    mine, theirs = (vocabulary.telling_apart(_matter(each.written)) for each in (one, other))
    return mine == theirs and one.apart == other.apart and _names(one.written) == _names(other.written)


@lru_cache(maxsize=16384)
def _names(written: str) -> frozenset[str]:
    """Return the capitalised words inside a sentence."""
    return frozenset(re.findall(r"(?<=[a-z,;] )[A-Z][a-zA-Z]+", written))


def _difference(mine: Assertion, theirs: Assertion) -> str | None:
    one, other = (_ANSWERS.sub("", _EMPHASIS.sub("", each.written)) for each in (mine, theirs))
    numbers = _numbers(one), _numbers(other)
    if [number.unit for number in numbers[0]] != [number.unit for number in numbers[1]]:
        return None
    pairs = list(zip(*numbers, strict=True))
    differing = [(a, b) for a, b in pairs if a.value != b.value]
    if differing:
        (a, b), *more = differing
        return f"One says {a.value}, the other {b.value}." if not more and a.side == b.side else None
    if any({a.side, b.side} == {"least", "most"} for a, b in pairs):
        return _OTHER_BOUND
    if abs(len(one.split()) - len(other.split())) > MOST_WORDS_APART:
        return None
    if _conditions_differ(one, other):
        return "One holds if, where the other holds unless."
    if _bounds_differ(one, other):
        return _OTHER_BOUND
    denials = _denials(one) + _denials(other) + _denied_words(_matter(mine.written), _matter(theirs.written))
    return "One says yes where the other says no." if denials % 2 else None


@lru_cache(maxsize=16384)
def _matter(written: str) -> frozenset[str]:
    """Return what a sentence speaks of, the words left out that turn it round."""
    return frozenset(word.concept for word in vocabulary.words(written)) - _TURNING


class Number(NamedTuple):
    """A number, what it counts, and whether it is the most, the least or exactly so much."""

    value: str
    unit: str
    side: str


@lru_cache(maxsize=16384)
def _numbers(written: str) -> tuple[Number, ...]:
    found = []
    for match in _NUMBER.finditer(written):
        before, behind = written[: match.start()], written[match.end() :]
        if _OF_A_SECTION.search(before):
            continue
        unit = re.match(r"\s*[-–]?\s*(%|[€£$]|[^\W\d]+)", behind)
        coin = re.search(r"[£€$]$|\b(?:GBP|EUR|USD) $", before)
        bound = re.search(
            rf"\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|at|a las) (?:las )?(?:[£€$]|(?:GBP|EUR|USD) )?$", before, re.I
        )
        side = "" if bound is None else "least" if bound["least"] else "most" if bound["most"] else "at"
        about = "money" if coin or (unit and unit[1] in ("EUR", "GBP", "USD", "€")) else unit[1].lower() if unit else ""
        value = match.group().lower()
        value = _WORD_NUMBERS.get(value, re.sub(r"[.,]00$", "", value.replace(",", ".")))
        found.append(Number(value, vocabulary.stem(about), side))
    return tuple(found)


@lru_cache(maxsize=16384)
def _denials(written: str) -> int:
    plain = _NO_DENIAL.sub("", written)
    return len(_DENIES.findall(plain)) + len(re.findall(rf"\b(?:{'|'.join(vocabulary.UNSAID)})\b", plain, re.I))


def _denied_words(one: frozenset[str], other: frozenset[str]) -> int:
    """Count the words that one of them says with `un-` and the other without."""
    mine, theirs = one - other, other - one
    return sum(f"un{word}" in theirs for word in mine) + sum(f"un{word}" in mine for word in theirs)


@lru_cache(maxsize=16384)
def _bounds(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _BOUND.finditer(written):
        about = match["next"].split()[-1].strip(".,:£€$").lower()
        found.setdefault(vocabulary.stem(about), "least" if match["least"] else "most")
    return found


def _bounds_differ(one: str, other: str) -> bool:
    mine, theirs = _bounds(one), _bounds(other)
    return any(mine[about] != theirs[about] for about in mine.keys() & theirs.keys())


@lru_cache(maxsize=16384)
def _conditions(written: str) -> tuple[tuple[bool, frozenset[str]], ...]:
    return tuple(
        (match["against"] is not None, frozenset(word.concept for word in vocabulary.words(match["what"])))
        for match in _CONDITION.finditer(written)
    )


def _conditions_differ(one: str, other: str) -> bool:
    for against, mine in _conditions(one):
        for turned_against, theirs in _conditions(other):
            shared = len(mine & theirs) / max(len(mine | theirs), 1)
            if against != turned_against and shared >= SAME_CONDITION:
                return True
    return False
