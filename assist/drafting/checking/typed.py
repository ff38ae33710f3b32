"""Whether the numbers, amounts, days and ids of a claim stand in a source with the same meaning.

Equal value and unit are not enough: "the label costs 12.90" is wrong where 12.90 is the express fee, "after 7 days"
where the source says "within".
"""

import re
from collections.abc import Sequence
from datetime import date

from assist.atoms import AtomKind, Fact
from assist.drafting.checking import elapsed, reckoning, series, weekdays
from assist.drafting.checking.evidence import Evidence, SourceFact, currencies
from assist.drafting.checking.reckoning import Typed
from assist.drafting.checking.statements import Draft, Statement

_UP_TO, _FROM = frozenset({"within", "<=", "<", "until"}), frozenset({">=", ">", "from"})
_OPEN_ENDED = frozenset({"<=", "until"})
_YEAR = 4
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NO_LATER = re.compile(r"\bnot? later than $", re.I)
_WORKING = frozenset({"working", "business", "weekday", "weekdays", "laborable", "laborables", "hábiles"})
_CLOSED = re.compile(
    r"\b(?:closed|shut|not|never|no|except|but|apart from|cerrad[oa]s?|menos|salvo|excepto)\b|n['’]t\b|['’]s not\b",
    re.I,
)
MOST_LEFT_OUT = 3
"""Days a source names at least, so that the others are those it leaves out: "every day but Sunday"."""
_REST = re.compile(r"\b(?:rest|other|remain\w*|balance|resto|otro)\b", re.I)
_SCALES = frozenset({"degree", "fahrenheit"})
"""What no bare number can be taken for."""
_TIMES = " time"
"""Counts any deed: "you can use it five times" for "five downloads"."""
_BEFOREHAND = re.compile(
    r"\s*(?:before(?:hand)?|ahead|prior|in advance|earlier(?! than)|previous|antes|antelaci[óo]n|de (?:antelaci[óo]n|anticipaci[óo]n))\b",
    re.I,
)
"""Behind a stretch of time that is counted back from something: "up to" there bounds what is left of it from below."""
_BOTH = frozenset({"both", "two", "second", "ambos", "ambas", "dos"})
_EXACT = frozenset({AtomKind.LINK, AtomKind.EMAIL, AtomKind.PHONE, AtomKind.ID})
RIVAL = 0.5
"""Share of a number's own words another number must hold to be the one that is meant."""
SURE_RIVAL, LEAD = 0.8, 0.3
"""The same where the number itself fits too, and by how much the other must fit better."""


DIRECTION_LEAD = 0.45
"""By how much a number bounded the other way must fit better: a rule often names both sides of one number."""


def check(claim: Statement, evidence: Evidence, draft: Draft) -> list[Typed]:
    """Judge every typed fact of a claim."""
    sums = reckoning.explained(claim, evidence, draft.amounts)
    return [sums.get(fact.atom.start) or _judged(fact, claim, evidence) for fact in claim.facts]


def unknown_weekday(claim: Statement, evidence: Evidence) -> bool:
    """Say whether the claim names a weekday without a date that no source names or has a date on.

    "Monday to Friday" are the working days that a source counts in.
    """
    dates = [fact.atom.start for fact in claim.facts if fact.atom.kind is AtomKind.DATE]
    named = weekdays.undated(claim.text.lower(), dates)
    if named <= evidence.weekdays or (named == weekdays.WORKING and _WORKING & evidence.words):
        return False
    is_left_out = len(evidence.weekdays) >= MOST_LEFT_OUT and _CLOSED.search(claim.text)
    return not (is_left_out and not named & evidence.weekdays)


def foreign_currency(claim: Statement, evidence: Evidence) -> bool:
    """Say whether the claim names a currency that no source names, however the amount is written."""
    return not currencies(claim.text) <= evidence.currencies


def _judged(fact: Fact, claim: Statement, evidence: Evidence) -> Typed:
    kind = fact.atom.kind.value
    equal = _equal(fact, evidence)
    if not equal:
        is_fine = _is_harmless(fact, claim.text, evidence) or elapsed.follows(fact, claim, evidence)
        return Typed(fact) if is_fine else Typed(fact, why=f"nothing supports its {kind}")
    if fact.atom.kind is AtomKind.DATE and not _weekday_fits(fact, claim, equal):
        return Typed(fact, why="its weekday is not that day's")
    if fact.atom.kind in _EXACT:
        return Typed(fact, tuple(equal))
    side = _side(fact, claim)
    directed = [
        one
        for one in equal
        if not _opposed(side, _side(one.fact, one.known.statement))
        or (fact.atom.kind is AtomKind.DURATION and "-" in fact.atom.value)
        or _is_complement(fact, claim, one, evidence)
    ]
    nearest = max(_near(fact, one) for one in equal)
    if not any(_near(fact, one) >= nearest - DIRECTION_LEAD for one in directed):
        return Typed(fact, why=f"its source bounds the {kind} the other way")
    if fact.atom.per and not any(one.fact.atom.per in (None, fact.atom.per) for one in directed):
        return Typed(fact, why=f"its source states the {kind} for something else")
    directed = [one for one in directed if not series.is_swapped(fact, claim, one)]
    if not directed or _is_anothers(fact, claim, directed, evidence):
        return Typed(fact, why=f"its source states this {kind} of something else")
    return Typed(fact, tuple(directed))


def _equal(fact: Fact, evidence: Evidence) -> list[SourceFact]:
    kinds = _comparable_kinds(fact.atom.kind)
    found = [one for kind in kinds for one in evidence.facts.get(kind, ()) if _same_value(fact, one.fact)]
    return found + [one for one in evidence.facts.get(AtomKind.NUMBER, ()) if series.is_elided(fact, one)]


def _comparable_kinds(kind: AtomKind) -> tuple[AtomKind, ...]:
    if kind in (AtomKind.NUMBER, AtomKind.COUNT):
        return (AtomKind.COUNT, AtomKind.NUMBER, AtomKind.ID, AtomKind.DURATION, AtomKind.MONEY, AtomKind.PERCENT)
    if kind is AtomKind.MONTH:
        return (AtomKind.MONTH, AtomKind.DATE)
    if kind in (AtomKind.ID, AtomKind.PHONE):
        return (AtomKind.ID, AtomKind.PHONE, AtomKind.NUMBER)
    return (kind,)


def _same_value(claimed: Fact, sourced: Fact) -> bool:
    one, other = claimed.atom, sourced.atom
    if one.kind is AtomKind.DATE:
        return _same_day(one.value, other.value)
    if one.kind is AtomKind.MONTH:
        return other.value[5:7] == one.value[5:7] and _same_year(one.value, other.value)
    if one.kind in (AtomKind.ID, AtomKind.PHONE):
        return _bare(one.value) == _bare(other.value)
    if one.kind is AtomKind.NUMBER:
        return one.value in _DIGITS.findall(other.value) and other.kind in (
            AtomKind.COUNT,
            AtomKind.NUMBER,
            AtomKind.ID,
        )
    if one.kind is AtomKind.COUNT and other.kind is not AtomKind.COUNT:
        number, _, thing = one.value.partition(" ")
        return other.kind is AtomKind.NUMBER and number == other.value and thing not in _SCALES
    if (
        one.kind is AtomKind.COUNT
        and one.value.endswith(_TIMES)
        and other.value.partition(" ")[0] == one.value.partition(" ")[0]
    ):
        return True
    return claimed.amount == sourced.amount or _is_end_of_range(claimed, sourced) or _hours_are_days(claimed, sourced)


def _bare(code: str) -> str:
    return re.sub(r"[^0-9a-z]", "", code.lower())


def _same_day(one: str, other: str) -> bool:
    return one[_YEAR:] == other[_YEAR:] and _same_year(one, other)


def _same_year(one: str, other: str) -> bool:
    return one[:_YEAR] == other[:_YEAR] or "0000" in (one[:_YEAR], other[:_YEAR])


def _is_end_of_range(claimed: Fact, sourced: Fact) -> bool:
    """Say whether "5 days" or "up to 5" is the far end of "3-5 days", "at least 3" the near one."""
    match = re.fullmatch(r"([\d.]+)-([\d.]+)(.*)", sourced.amount)
    if match is None or (claimed.atom.kind is not AtomKind.DURATION and claimed.comparator is None):
        return False
    end = match[1] if claimed.comparator in _FROM else match[2]
    return claimed.amount == f"{end}{match[3]}"


def _hours_are_days(claimed: Fact, sourced: Fact) -> bool:
    minutes = [_minutes(one.amount) for one in (claimed, sourced)]
    return bool(minutes[0]) and minutes[0] == minutes[1]


def _minutes(amount: str) -> tuple[float, ...]:
    """Return the ends of a stretch in minutes or days, nothing for any other."""
    match = re.fullmatch(r"([\d.]+)(?:-([\d.]+))? (minute|day)", amount)
    each = 24 * 60 if match and match[3] == "day" else 1
    return tuple(float(end) * each for end in match.groups()[:2] if end) if match else ()


def _is_harmless(fact: Fact, said: str, evidence: Evidence) -> bool:
    """Say whether nothing hangs on it: one of a thing, or a bare number that some source holds as a word."""
    written = said[fact.atom.start : fact.atom.end].split()[0].lower()
    if fact.atom.kind is AtomKind.COUNT and fact.atom.value.startswith("1 "):
        return not _is_counted_otherwise(fact, evidence)
    if fact.atom.kind is AtomKind.DURATION and fact.atom.value.startswith("1 "):
        return any(f"first {written} of" in source.text.lower() for source in evidence.sources)
    if fact.atom.kind is AtomKind.COUNT and fact.atom.value.startswith("2 ") and _BOTH & evidence.words:
        return True
    if fact.atom.kind is AtomKind.COUNT and fact.atom.value.endswith(_TIMES) and written in evidence.words:
        return True
    if fact.atom.kind is AtomKind.PERCENT and fact.atom.value.isdigit() and _REST.search(said):
        return any(
            one.fact.atom.value == str(100 - int(fact.atom.value)) for one in evidence.facts.get(AtomKind.PERCENT, ())
        )
    return fact.atom.kind is AtomKind.NUMBER and fact.atom.value in evidence.words


def _is_counted_otherwise(fact: Fact, evidence: Evidence) -> bool:
    """Say whether the sources count these persons, and never one: "one person brings it" where two do."""
    thing = fact.atom.value.partition(" ")[2]
    counted = [one for one in evidence.facts.get(AtomKind.COUNT, ()) if one.fact.atom.value.partition(" ")[2] == thing]
    return thing == "person" and bool(counted)


def _side(fact: Fact, said: Statement) -> str | None:
    """Return how a number is bounded: "up to 2 days before" leaves at least two days."""
    if not _BEFOREHAND.match(said.text, fact.atom.end):
        return fact.comparator
    is_limit = fact.comparator in _OPEN_ENDED or _NO_LATER.search(said.text[: fact.atom.start])
    return ">=" if is_limit else fact.comparator


def _opposed(one: str | None, other: str | None) -> bool:
    return (one in _UP_TO and other in _FROM) or (one in _FROM and other in _UP_TO)


def _is_complement(fact: Fact, claim: Statement, source: SourceFact, evidence: Evidence) -> bool:
    """Say whether the claim tells the other side of a rule: "after 30 days we cannot", "below 50 EUR it costs 4"."""
    if fact.denied != source.fact.denied:
        return True
    beside = [one for one in claim.facts if one is not fact and one.comparator is None and one.atom.kind in _PRICED]
    same = (each for one in beside for each in _equal(one, evidence) if each.fact.amount == one.amount)
    return any(each.known.source.id == source.known.source.id for each in same)


_PRICED = frozenset({AtomKind.MONEY, AtomKind.PERCENT})


def _weekday_fits(fact: Fact, claim: Statement, equal: Sequence[SourceFact]) -> bool:
    """Say whether "Tuesday 24 November" is a Tuesday in the year that a source names; unknown years fit."""
    named = weekdays.number_before(claim.text.lower()[: fact.atom.start])
    years = {one.fact.atom.value[:_YEAR] for one in equal} | {fact.atom.value[:_YEAR]}
    years.discard("0000")
    if named is None or not years:
        return True
    return any(date.fromisoformat(year + fact.atom.value[_YEAR:]).weekday() == named for year in years)


def _is_anothers(fact: Fact, claim: Statement, equal: Sequence[SourceFact], evidence: Evidence) -> bool:
    """Say whether the words around the number fit another number of the sources, and this one not at all."""
    rivals = [one for one in evidence.facts.get(fact.atom.kind, ()) if one.fact.amount != fact.amount]
    if max(_fit(fact, claim, one) for one in equal) == 0:
        return any(_fit(fact, claim, one) >= RIVAL for one in rivals)
    own = max(max(_near(fact, one), _near_sentence(fact, one)) for one in equal)
    return any(_near(fact, one) >= max(SURE_RIVAL, own + LEAD) for one in rivals)


def _near(fact: Fact, source: SourceFact) -> float:
    """Return the share of the words right around the number that stand right around the source's, in [0, 1]."""
    own = fact.roles | fact.anchor
    return len(own & (source.fact.roles | source.fact.anchor)) / max(len(own), 3)


def _near_sentence(fact: Fact, source: SourceFact) -> float:
    """Return the same share for the whole sentence the source's number stands in."""
    own = fact.roles | fact.anchor
    return len(own & (source.known.names | source.fact.roles | source.fact.anchor)) / max(len(own), 3)


def _fit(fact: Fact, claim: Statement, source: SourceFact) -> float:
    """Return how much of what the claim says around the number its source statement says too, in [0, 1]."""
    said = fact.roles | fact.anchor | claim.names
    own = fact.roles | fact.anchor
    near = source.known.names | source.fact.roles | source.fact.anchor
    shared = len(own & near) / max(len(own), 1)
    return max(shared, 0.5 * len(said & near) / max(len(said), 1))
