"""Cases for what changed and no case looks after, proposed by rule: a person reads each before it counts.

A question by the kind of fact, the new value expected and the old one forbidden; the days around a new limit; the same
question where the rule does not reach.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from assist import atoms
from assist.atoms import Atom, AtomKind
from assist.domain.base import ClientId
from assist.domain.conversation import Message
from assist.domain.enums import Audience, Channel, PageKind
from assist.domain.knowledge import Passage
from assist.domain.suggestion import SuggestRequest
from assist.publishing.diff import FactChange
from assist.retrieval.bundle import Bundle, heading_text
from evals.cases import Case, Source, as_line
from evals.changes import Differences, Item, ItemKind
from evals.evaluation import Coverage
from evals.expectations import Expectation
from evals.meaning import StatementChange

MOST_PASSAGES = 20
MOST_STATEMENTS = 2
_ASK: Mapping[str, Mapping[str, str]] = {
    "en": {
        AtomKind.DURATION: "how many {unit}", AtomKind.COUNT: "how many {unit}", AtomKind.MONEY: "how much",
        AtomKind.PERCENT: "how many percent", AtomKind.DATE: "which day", AtomKind.TIME: "what time",
        "asked": "{said}?",
        "right": "Is it right that {said}?",
        "ago": "It arrived {days} days ago. {said}?",
        "elsewhere": "I bought something in another shop, not here. {said}?",
    },
    "es": {
        AtomKind.DURATION: "cuántos {unit}", AtomKind.COUNT: "cuántos {unit}", AtomKind.MONEY: "cuánto",
        AtomKind.PERCENT: "qué porcentaje", AtomKind.DATE: "qué día", AtomKind.TIME: "qué hora",
        "asked": "¿{said}?",
        "right": "¿Es verdad que {said}?",
        "ago": "Llegó hace {days} días. ¿{said}?",
        "elsewhere": "Compré algo en otra tienda, no aquí. ¿{said}?",
    },
}  # fmt: skip
"""The changed statement as a question: its new value asked for where it stands, or the whole of it doubted."""

_ARTICLE = re.compile(r"\b(?:the|an?|these|those|el|la|los|las|una?|estos|estas)\s+$", re.I)
"""Before what is asked for: "the how many days" is no question."""


def proposals(
    differences: Differences, coverage: Sequence[Coverage], after: Bundle, client_id: ClientId, now: datetime
) -> list[str]:
    """Return a proposed case a line for every change that lacks cases, as far as pages allow."""
    return [as_line(case) for case in proposed(differences, coverage, after, client_id, now)]


def proposed(
    differences: Differences, coverage: Sequence[Coverage], after: Bundle, client_id: ClientId, now: datetime
) -> list[Case]:
    """Return the same as cases."""
    pages = {str(passage.id): passage for passage in after.passages}
    items = {item.id: item for item in differences.items if item.kind is ItemKind.PASSAGE}
    bare = [items[one.item] for one in coverage if one.needed and one.item in items]
    found: list[Case] = []
    for item in [one for one in bare if one.id in pages and _is_told(pages[one.id])][:MOST_PASSAGES]:
        for change in [one for one in item.statements if one.after][:MOST_STATEMENTS]:
            drafts = list(_of_statement(item, change, pages[item.id]))
            found += [_case(at, draft, item, change, (client_id, now)) for at, draft in enumerate(drafts, start=1)]
    return list({case.id: case for case in found}.values())


class _Draft(NamedTuple):
    """A question and what its answer must and must not say."""

    text: str
    channel: Channel
    must: Sequence[str]
    must_not: Sequence[str]
    locale: str


def _is_told(passage: Passage) -> bool:
    return passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS


def _of_statement(item: Item, change: StatementChange, passage: Passage) -> Iterator[_Draft]:
    ask = _ASK.get(passage.locale, _ASK["en"])
    said = (change.after or "").strip().rstrip(".!")
    fact, found = _fact_in(item, said)
    value = _spoken(fact.after, said) if fact and fact.after else re.escape(change.after or "")
    stale = [_spoken(fact.before, change.before or "")] if fact and fact.before else []
    if fact is None and change.before:
        stale = [re.escape(change.before)]
    asked = ask["right"].format(said=said[:1].lower() + said[1:])
    if fact is not None and found is not None:
        unit = " ".join(said[found.start : found.end].split()[1:])
        blank = (
            _ARTICLE.sub("", said[: found.start]) + ask.get(fact.kind, "{unit}").format(unit=unit) + said[found.end :]
        )
        asked = ask["asked"].format(said=blank)
    for text, channel in ((asked, Channel.EMAIL), (asked, Channel.CHAT), (heading_text(passage), Channel.EMAIL)):
        yield _Draft(text, channel, [value], stale, passage.locale)
    bare = asked.strip("¿?")
    for days in _around(fact):
        yield _Draft(ask["ago"].format(days=days, said=bare), Channel.EMAIL, [value], stale, passage.locale)
    yield _Draft(ask["elsewhere"].format(said=bare), Channel.EMAIL, [], [value, *stale], passage.locale)


def _fact_in(item: Item, said: str) -> tuple[FactChange | None, Atom | None]:
    """Return the first changed fact the statement holds, and where."""
    for atom in atoms.extract(said):
        fact = next((one for one in item.facts if (one.kind, one.after) == (atom.kind.value, atom.value)), None)
        if fact is not None:
            return fact, atom
    return None, None


def _around(fact: FactChange | None) -> Iterator[int]:
    """Yield the last day of a new limit and the day after."""
    count = re.match(r"(\d+) day$", fact.after or "") if fact and fact.kind == AtomKind.DURATION else None
    if count:
        yield from (int(count[1]), int(count[1]) + 1)


def _spoken(value: str, statement: str) -> str:
    """Return a pattern for a typed fact in the words of the statement that holds it: `45 day` is `45 días` in Spanish."""
    found = next((atom for atom in atoms.extract(statement) if atom.value == value), None)
    words = statement[found.start : found.end].split() if found else []
    is_counted = len(words) > 1 and words[0].isdigit() and value.startswith(f"{words[0]} ")
    if not is_counted or words[1].startswith(value.split()[1]):
        return _pattern(value)
    return r"\b" + r"\s+".join(map(re.escape, words))


def _pattern(value: str) -> str:
    """Return a pattern for a typed fact as pages write it: `30 day` is `30 days`, `4.95 EUR` is `€4.95` too."""
    money = re.match(r"(\d+)\.(\d\d) [A-Z]{3}$", value)
    if money:
        return rf"{money[1]}[.,]{money[2]}"
    counted = re.match(r"([\d-]+) (.+)$", value)
    if counted:
        count = counted[1].replace("-", r"\s*(?:-|–|to|a)\s*")
        return rf"\b{count}\s+" + r"\s+".join(re.escape(word) for word in counted[2].split())
    dated = re.match(r"\d{4}-(\d\d)-(\d\d)$", value)
    return rf"\b0?{int(dated[2])}\b" if dated else re.escape(value)


def _case(at: int, draft: _Draft, item: Item, change: StatementChange, whose: tuple[ClientId, datetime]) -> Case:
    client_id, now = whose
    mark = hashlib.sha256(f"{item.id}{change.before}{change.after}".encode()).hexdigest()[:6]
    slug = re.sub(r"[^a-z0-9]+", "-", item.id.lower()).strip("-")
    message = Message(id="m1", sent_at=now, text=draft.text)
    request = SuggestRequest(
        client_id=client_id, channel=draft.channel, locale=draft.locale, now=now, messages=(message,)
    )
    return Case(
        id=f"p-{slug}-{mark}-{at}",
        slices=("proposed",),
        source=Source.PROPOSED,
        gold_passages=(item.id,) if draft.must else (),
        why=f"{item.id} changed: {item.label}",
        request=request,
        expect=Expectation(
            must_say=tuple((one,) for one in draft.must), must_not_say=tuple((one,) for one in draft.must_not)
        ),
    )
