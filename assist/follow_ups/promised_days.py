"""On which days a reply promises that we get in touch. Reads English and Spanish; knows no suggestion."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assist import atoms, text
from assist.atoms import AtomKind
from assist.domain.base import Span
from assist.triage import days
from assist.working_time import WorkingTime

_WE_WRITE = re.compile(
    r"\b(?:(?:I|we|a colleague|someone|our team)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to)\b"
    r"[^.!?]*?\b(?:write|reply|respond|answer|get back|come back|be (?:back )?in touch|contact|call|ring|phone|e-?mail|message|"
    r"let you know|tell you|update you|keep you|give you (?:an update|news)|send you (?:an update|news|word)|report)\b|"
    r"\byou(?:['’]ll| will) (?:hear|have (?:news|an answer|a reply|an update)|(?:get|receive) (?:news|an answer|a reply|an update))\b|"
    r"\b(?:te|le|os|les) (?:vuelvo a |vamos a |voy a )?(?:escrib|contact|llam|avis|respond|inform|dir|dig)\w*|"
    r"\b(?:tendr|recibir)\w+ (?:noticias|respuesta|novedades)|\b(?:me pongo|nos ponemos|me pondré|nos pondremos) en contacto)",
    re.I,
)
"""Words that promise a contact; what else is promised (a refund, a parcel) is an action's to keep."""
_WITHIN = re.compile(r"\b(?:within|in|en|dentro de)(?: the next| los próximos| las próximas)? $", re.I)
_REACH = 30
"""Characters the words before a duration take."""


def contact_days(reply: str, sent_on: date, calendar: WorkingTime) -> tuple[date, ...]:
    """Return the days by which a reply promises a contact, in the order named; past ones are no promise."""
    found = []
    for start, end in text.sentences(reply):
        sentence = reply[start:end]
        promise = _WE_WRITE.search(sentence)
        named = sorted(_named(sentence, sent_on, calendar)) if promise else []
        if promise and named:
            behind = [day for span, day in named if span[0] >= promise.start()]
            found.append(behind[0] if behind else named[-1][1])
    return tuple(dict.fromkeys(day for day in found if day >= sent_on))


def names_day(reply: str, day: date, sent_on: date, calendar: WorkingTime) -> bool:
    """Say whether a reply names this day, in whatever sentence."""
    return any(named == day for _, named in _named(reply, sent_on, calendar))


def _named(sentence: str, sent_on: date, calendar: WorkingTime) -> Iterator[tuple[Span, date]]:
    """Yield the days a sentence names, where they stand: by date, by weekday, or so many days from now."""
    dated = []
    for atom in atoms.extract(sentence):
        day = None
        if atom.kind is AtomKind.DATE:
            day = _day(days.with_year(atom.value, sent_on))
            dated.append((atom.start, atom.end))
        elif atom.kind is AtomKind.DURATION and _WITHIN.search(sentence, max(0, atom.start - _REACH), atom.start):
            day = _after(atom.value, sent_on, calendar)
        if day is not None:
            yield (atom.start, atom.end), day
    for entity in days.find(sentence, sent_on):
        # The weekday of "Tuesday 24 November" is part of the date: its own reading may be another Tuesday.
        if not any(0 <= start - entity.end <= 2 for start, _ in dated) and (day := _day(entity.value)):
            yield (entity.start, entity.end), day


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _after(duration: str, start: date, calendar: WorkingTime) -> date | None:
    """Return the last day of `2 working day`, `1-2 day`, `1 week`; part of a day counts as one."""
    counted, _, unit = duration.rpartition(" ")
    number, _, working = counted.partition(" ")
    last = number.rpartition("-")[2]
    if not last.isdigit() or int(last) > _LONGEST:
        return None
    count = int(last)
    if working:
        return calendar.add_working_days(start, count)
    length = {"day": count, "week": 7 * count, "hour": -(-count // 24), "minute": 1}.get(unit)
    return start + timedelta(days=length) if length is not None else None


_LONGEST = 400
"""Beyond nobody promises to write."""
