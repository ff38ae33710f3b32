"""Two texts that tell a customer different things about one matter: another number, another yes or no.

Compared are sentences of one topic that can hold for one order. A rule and its named exception are told apart
(`assist.lint.vocabulary`), a dated section overrides an undated one, and a sentence that another page confirms word
for word is believed rather than suspected.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assist.domain.knowledge import Passage
from assist.lint import twins, vocabulary, yes_and_no
from assist.lint.assertions import Assertion, Figure, Weights, of_passages
from assist.lint.findings import Finding, Level
from assist.lint.quoting import short
from assist.lint.subject import Placed, Subject

CODE = "contradiction"
LEAST_ALIKE = 0.55
"""From here two sentences of one topic with different numbers speak of one matter."""
LEAST_ALIKE_OFF_TOPIC = 0.8
"""The same when their pages declare no topic in common."""
LEAST_ALIKE_ON_A_PAGE = 0.9
"""For a yes and a no on one page, whose author read both: sections of one page share most of their words anyway."""
LEAST_ALIKE_PARTS = 0.35
"""Below, the parts around the numbers say different things however alike the rest is."""
_OF_THE_DOCUMENT = re.compile(
    r"\b(?:last )?(?:updated|modified|revised)\b|\b(?:effective|revision) date\b|^\W*version\b", re.I
)
"""`Last updated: 19 January 2021`: says something of the page, not of what holds."""
ALIKE_PARTS = 0.75
"""From here the parts around the numbers suffice."""


@dataclass(frozen=True)
class Clash:
    """Two sentences that cannot both hold."""

    one: Assertion
    other: Assertion
    likeness: float
    figures: tuple[Figure, Figure] | None = None
    says: str = "One says yes where the other says no."
    """What differs, where it is no figure."""


def contradictions(subject: Subject) -> list[Finding]:
    """Return the pairs of statements that contradict each other, one finding a suspect, the likeliest first."""
    said = [each for each in of_passages(_counting(subject)) if not _OF_THE_DOCUMENT.search(each.ruled)]
    weights = Weights(said)
    clashes = [*_of_figures(said, weights, subject), *_of_yes_and_no(said, weights, subject)]
    clashes += _of_twins(said, weights, subject)
    return [_finding(clash) for clash in _told_once(clashes)]


def _counting(subject: Subject) -> list[Placed]:
    return [placed for placed in subject.passages if _counts(placed, subject)]


def _counts(placed: Placed, subject: Subject) -> bool:
    """Leave out what no order can meet again; an ended macro still lies in the agents' list."""
    until = placed.passage.effective_until
    return placed.is_macro or until is None or until >= subject.today


def _of_figures(said: list[Assertion], weights: Weights, subject: Subject) -> Iterable[Clash]:
    """Yield sentences whose figures of one dimension, about one thing, differ."""
    groups: dict[tuple[str, frozenset[str]], list[Assertion]] = defaultdict(list)
    for assertion in said:
        for key in {(figure.dimension, figure.apart) for figure in assertion.figures}:
            groups[key].append(assertion)
    seen: set[tuple[int, int]] = set()
    for group in groups.values():
        for one, other in itertools.combinations(group, 2):
            pair = (id(one), id(other))
            if pair in seen or _are_rows(one, other) or not _meet(one.placed, other.placed, subject):
                continue
            seen.add(pair)
            figures = _differing(one, other)
            likeness = figures and _likeness(one, other, figures, weights)
            if figures and likeness:
                yield Clash(one, other, likeness, figures)


def _are_rows(one: Assertion, other: Assertion) -> bool:
    """Say whether both are rows of tables, where the words around a number are the same by design."""
    return one.written.startswith("|") and other.written.startswith("|")


def _likeness(one: Assertion, other: Assertion, figures: tuple[Figure, Figure], weights: Weights) -> float | None:
    """Return how surely both speak of one matter; None when they need not."""
    whole = weights.likeness(one, other)
    parts = weights.likeness_of_parts(one, figures[0], other, figures[1])
    on_topic = _share_a_topic(one.placed.passage, other.placed.passage)
    if parts is not None and parts < LEAST_ALIKE_PARTS:
        return None
    is_sure = on_topic and _of_one_scale(*figures) and not _start_apart(*figures)
    if whole >= (LEAST_ALIKE if is_sure else LEAST_ALIKE_OFF_TOPIC):
        return whole
    return parts if is_sure and parts is not None and parts >= ALIKE_PARTS else None


def _of_one_scale(one: Figure, other: Figure) -> bool:
    """Minutes are seldom meant where another page says days."""
    return one.value.endswith("minute") == other.value.endswith("minute")


def _start_apart(one: Figure, other: Figure) -> bool:
    """`of delivery` and `of receiving your return` are two clocks."""
    return bool(one.anchor and other.anchor) and not one.anchor & other.anchor


def _of_yes_and_no(said: list[Assertion], weights: Weights, subject: Subject) -> Iterable[Clash]:
    for no, yes, likeness in yes_and_no.opposed(said, weights):
        one_page = no.assertion.placed.passage.page_id == yes.assertion.placed.passage.page_id
        if (not one_page or likeness >= LEAST_ALIKE_ON_A_PAGE) and _meet(
            no.assertion.placed, yes.assertion.placed, subject
        ):
            yield Clash(no.assertion, yes.assertion, likeness)


def _of_twins(said: list[Assertion], weights: Weights, subject: Subject) -> Iterable[Clash]:
    for turn in twins.turned(said, weights):
        if _meet(turn.one.placed, turn.other.placed, subject):
            yield Clash(turn.one, turn.other, turn.likeness, says=turn.says)


def _meet(one: Placed, other: Placed, subject: Subject) -> bool:
    """Say whether both can hold for one order."""
    a, b = one.passage, other.passage
    return a.id != b.id and _share_a_country(a, b) and _share_a_day(one, other, subject)


def _share_a_topic(a: Passage, b: Passage) -> bool:
    return not a.intents or not b.intents or bool(set(a.intents) & set(b.intents))


def _share_a_country(a: Passage, b: Passage) -> bool:
    return not a.countries or not b.countries or bool(set(a.countries) & set(b.countries))


def _share_a_day(one: Placed, other: Placed, subject: Subject) -> bool:
    a, b = one.passage, other.passage
    if _has_ended(one, subject) or _has_ended(other, subject):
        return True
    if _is_dated(a) != _is_dated(b):
        return False
    starts = max((day for day in (a.effective_from, b.effective_from) if day), default=None)
    ends = min((day for day in (a.effective_until, b.effective_until) if day), default=None)
    return starts is None or ends is None or starts <= ends


def _has_ended(placed: Placed, subject: Subject) -> bool:
    until = placed.passage.effective_until
    return until is not None and until < subject.today


def _is_dated(passage: Passage) -> bool:
    return passage.effective_from is not None or passage.effective_until is not None


def _differing(one: Assertion, other: Assertion) -> tuple[Figure, Figure] | None:
    """Return the first two figures of one role that the sentences do not share, each figure paired off once."""
    mine, theirs = list(one.figures), list(other.figures)
    for figure in one.figures:
        twin = next((twin for twin in theirs if _same(figure, twin)), None)
        if twin:
            mine.remove(figure)
            theirs.remove(twin)
    mine = [figure for figure in mine if figure.value.split(" ")[0] not in other.numbers]
    theirs = [figure for figure in theirs if figure.value.split(" ")[0] not in one.numbers]
    pairs = itertools.product(mine, theirs)
    return next(((a, b) for a, b in pairs if a.dimension == b.dimension and a.apart == b.apart), None)


def _same(one: Figure, other: Figure) -> bool:
    if vocabulary.conflict(one.apart, other.apart):
        return False
    if one.value == other.value:
        return True
    both_dates = one.dimension == "date" == other.dimension
    return both_dates and one.value[5:] == other.value[5:] and "0000" in (one.value[:4], other.value[:4])


def _told_once(clashes: list[Clash]) -> list[Clash]:
    """Return one clash a suspect: of two sentences the one that clashes with more others, or the macro.

    Two sentences that clash in several ways are told once, by what was looked at first.
    """
    first: dict[frozenset[str], Clash] = {}
    for clash in clashes:
        first.setdefault(frozenset((clash.one.place, clash.other.place)), clash)
    clashes = list(first.values())
    counts = Counter(end.place for clash in clashes for end in (clash.one, clash.other))
    told: dict[str, Clash] = {}
    for clash in sorted(clashes, key=lambda clash: (-clash.likeness, clash.one.place, clash.other.place)):
        ends = sorted((clash.one, clash.other), key=lambda end: (-counts[end.place], not end.placed.is_macro))
        figures = clash.figures and (clash.figures if ends[0] is clash.one else clash.figures[::-1])
        told.setdefault(ends[0].place, Clash(ends[0], ends[1], clash.likeness, figures, clash.says))
    return list(told.values())


def _finding(clash: Clash) -> Finding:
    one, other = clash.one, clash.other
    mine, theirs = (figure.written for figure in clash.figures) if clash.figures else ("", "")
    return Finding(
        check=CODE,
        level=Level.WARNING,
        file=one.placed.file,
        line=one.placed.line_at(one.start),
        message=f"“{short(one.written, mine)}” — but {other.place} says “{short(other.written, theirs)}”. "
        f"{_to_decide(clash)} Decide which one holds and change the other.",
        passage_id=one.placed.passage.id,
        other=other.place,
    )


def _to_decide(clash: Clash) -> str:
    if clash.figures is None:
        return clash.says
    return f"One says {clash.figures[0].written}, the other {clash.figures[1].written}."
