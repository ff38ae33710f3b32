"""Find the number-like atoms of a text. The surest shape takes its stretch of text first."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assist.atoms import forms
from assist.atoms.kinds import Atom, AtomKind
from assist.atoms.patterns import NUMBER_START, RATE, SHAPES, Shape

_RATED = frozenset({AtomKind.MONEY, AtomKind.PERCENT, AtomKind.COUNT})
_MOST_RATES = 2
"""Per user per month."""
_ONCE_BEFORE = re.compile(
    r"(?:\b(?:one|two|three|four|five|\d{1,2}|every) [a-zñáéíóú]{3,12}|call(?:ing)? it|once|twice|times|veces|vez|(?:hours|days|weeks|months) in)\s$"
)
_ARTICLE = re.compile(r"an?\s")
_ANY_DAY_BEFORE = re.compile(r"(?:\bon|agree|choose|pick|book|arrange|suggest|name|fix|set)(?: on)?\s$")
_ANY_DAY_BEHIND = re.compile(r" (?:that|which|you|to suit|convenient)\b")
"""Around a day that is one of many and no stretch of time: "on a day that suits you"."""
_ONE_DAY = re.compile(r"one day(?! (?:after|before|from|of|to|later|notice|at|for|per|longer|more|only)\b)")
_SOME_DAY_BEFORE = re.compile(
    r"\b(?:if|should|when|once|in case|unless)\b(?:(?![,.;:]| (?:in|within|for|after|before|takes?|than|only|just|least|most|to|by|every|have)\s$).){0,60}$"
)
_WORTH = re.compile(r"['’]s? (?:rental|rent|hire|rate|pay|price|charge|cost|fee|worth)\b")
_DAILY = re.compile(r"(?:a|per) day(?= (?:\w+ly )?(?:costs?|is charged|comes to|works out))")
"""Around a day of no length: "if a hinge snaps one day", "what a day usually costs"."""
_REACH = 20
"""Characters looked back over."""
_REACH_OF_AN_IF = 70


@lru_cache(maxsize=8192)
def extract(text: str) -> tuple[Atom, ...]:
    """Return the number-like atoms of `text` in order, without overlap.

    Money, percent, duration, count, date, month, time, link, e-mail, phone, id, bare number: what a source must
    state. What the words between them say (modality, comparator, condition) is `wording`'s.
    """
    lowered = small_letters(text)
    taken = bytearray(len(text) + 1)
    found: list[Atom] = []
    starts = [match.start() for match in NUMBER_START.finditer(lowered)]
    for shape in SHAPES:
        for atom in _of_shape(shape, text, lowered, taken, starts):
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
            found.append(_with_rate(atom, lowered, taken) if atom.kind in _RATED else atom)
    return tuple(sorted(found, key=lambda atom: atom.start))


def small_letters(text: str) -> str:
    """Lower-case `text` keeping its length: the dotted capital İ is the one letter that would grow."""
    return text.replace("İ", "ı").lower()


def _of_shape(shape: Shape, text: str, lowered: str, taken: bytearray, starts: Sequence[int]) -> Iterator[Atom]:
    """Yield what one shape finds where nothing stands yet."""
    matches = _matches_at(shape, lowered, starts) if shape.begins_with_a_number else _matches(shape, text, lowered)
    for match in matches:
        start, end = match.span()
        if taken.find(1, start, end) >= 0:
            continue
        value = forms.normal_form(shape.kind, match, text)
        if value is None or _is_a_rate(shape.kind, match, lowered):
            continue
        if shape.kind is AtomKind.LINK:
            end = start + len(forms.without_closing_marks(match.group()))
        yield Atom(kind=shape.kind, value=value, start=start, end=end)


def _matches(shape: Shape, text: str, lowered: str) -> Iterator[re.Match[str]]:
    if not shape.needs or any(characters in lowered for characters in shape.needs):
        yield from shape.pattern.finditer(lowered if shape.in_small_letters else text)


def _matches_at(shape: Shape, lowered: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the match at every number: a range that turns out to be none does not hide the number it ended with."""
    for start in starts:
        if match := shape.pattern.match(lowered, start):
            yield match


def _is_a_rate(kind: AtomKind, match: re.Match[str], lowered: str) -> bool:
    """Say whether "a week" only says how often, "twice a week", or "a day" is any day: "on a day you choose"."""
    if kind is not AtomKind.DURATION:
        return False
    if _WORTH.match(lowered, match.end()):
        return True
    if _ONE_DAY.match(lowered, match.start()):
        return _SOME_DAY_BEFORE.search(lowered[max(0, match.start() - _REACH_OF_AN_IF) : match.start()]) is not None
    if not _ARTICLE.match(match.group()):
        return False
    if _DAILY.match(lowered, match.start()):
        return True
    before = max(0, match.start() - _REACH), match.start()
    is_any_day = _ANY_DAY_BEFORE.search(lowered, *before) or _ANY_DAY_BEHIND.match(lowered, match.end())
    return bool(is_any_day or _ONCE_BEFORE.search(lowered, *before))


def _with_rate(atom: Atom, lowered: str, taken: bytearray) -> Atom:
    """Note " per user per month" behind an amount, and take it: "a month" there is no stretch of time."""
    each: list[str] = []
    end = atom.end
    while len(each) < _MOST_RATES and (match := RATE.match(lowered, end)):
        each.append(match["each"])
        taken[end : match.end()] = b"\x01" * (match.end() - end)
        end = match.end()
    return atom.model_copy(update={"per": " ".join(each)}) if each else atom
