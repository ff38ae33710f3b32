"""Cases for what changed and no case looks after, proposed by rule: a person reads each before it counts.

A question by the kind of fact, the new value expected and the old one forbidden; the days around a new limit; the same
question where the rule does not reach.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from assist.atoms import AtomKind
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
        AtomKind.DURATION: "{topic}: how long is it?",
        AtomKind.MONEY: "{topic}: how much is it?",
        AtomKind.PERCENT: "{topic}: how many percent?",
        AtomKind.DATE: "{topic}: until which day?",
        AtomKind.COUNT: "{topic}: how many?",
        AtomKind.TIME: "{topic}: until what time?",
        "": "{topic}: what applies?",
        "ago": "It arrived {days} days ago. {topic}?",
        "elsewhere": "{topic}: is it the same for something I bought in another shop?",
    },
    "es": {
        AtomKind.DURATION: "{topic}: ¿cuánto tiempo es?",
        AtomKind.MONEY: "{topic}: ¿cuánto cuesta?",
        AtomKind.PERCENT: "{topic}: ¿qué porcentaje es?",
        AtomKind.DATE: "{topic}: ¿hasta qué día?",
        AtomKind.COUNT: "{topic}: ¿cuántos?",
        AtomKind.TIME: "{topic}: ¿hasta qué hora?",
        "": "{topic}: ¿qué se aplica?",
        "ago": "Llegó hace {days} días. ¿{topic}?",
        "elsewhere": "{topic}: ¿es lo mismo para algo que compré en otra tienda?",
    },
}


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
    topic = heading_text(passage).rstrip("?¿. ").lstrip("¿")
    fact = next((one for one in item.facts if one.after), None)
    value = _pattern(fact.after) if fact and fact.after else re.escape(change.after or "")
    stale = [_pattern(fact.before)] if fact and fact.before else []
    if fact is None and change.before:
        stale = [re.escape(change.before)]
    asked = ask.get(fact.kind if fact else "", ask[""]).format(topic=topic)
    whole = heading_text(passage)
    for text, channel in ((whole, Channel.EMAIL), (asked, Channel.EMAIL), (asked, Channel.CHAT)):
        yield _Draft(text, channel, [value], stale, passage.locale)
    for days in _around(fact):
        yield _Draft(ask["ago"].format(days=days, topic=topic), Channel.EMAIL, [value], stale, passage.locale)
    yield _Draft(ask["elsewhere"].format(topic=topic), Channel.EMAIL, [], [value, *stale], passage.locale)


def _around(fact: FactChange | None) -> Iterator[int]:
    """Yield the last day of a new limit and the day after."""
    count = re.match(r"(\d+) day$", fact.after or "") if fact and fact.kind == AtomKind.DURATION else None
    if count:
        yield from (int(count[1]), int(count[1]) + 1)


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
