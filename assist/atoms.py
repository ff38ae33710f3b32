"""Typed facts in a text: money, percentages, durations, counts, dates, ids, links, e-mails, phone numbers.

First form: enough to tell that a sentence states a number its source does not. Normal forms compare by equality
whatever the spelling ("4,95 EUR", "€4.95"). Knows nothing of policy or orders.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from assist.domain.base import Frozen


class AtomKind(StrEnum):
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    LINK = "link"
    EMAIL = "email"
    ID = "id"
    NUMBER = "number"


class Atom(Frozen):
    """One fact; `value` is its normal form, the same for every spelling; `[start, end)` in the text."""

    kind: AtomKind
    value: str
    start: int
    end: int


CURRENCY_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "eur": "EUR", "euro": "EUR", "euros": "EUR", "gbp": "GBP",
                  "usd": "USD", "pounds": "GBP", "pound": "GBP", "quid": "GBP", "dollars": "USD"}  # fmt: skip

_MONTHS = {name: number for number, names in enumerate((
    ("january", "jan", "enero", "ene"), ("february", "feb", "febrero"), ("march", "mar", "marzo"),
    ("april", "apr", "abril", "abr"), ("may", "mayo"), ("june", "jun", "junio"), ("july", "jul", "julio"),
    ("august", "aug", "agosto", "ago"), ("september", "sept", "sep", "septiembre"), ("october", "oct", "octubre"),
    ("november", "nov", "noviembre"), ("december", "dec", "diciembre", "dic"),
), start=1) for name in names}  # fmt: skip

_UNITS = {
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute", "minuto": "minute", "minutos": "minute",
    "hour": "hour", "hours": "hour", "hora": "hour", "horas": "hour", "h": "hour",
    "day": "day", "days": "day", "día": "day", "días": "day", "dia": "day", "dias": "day",
    "week": "week", "weeks": "week", "semana": "week", "semanas": "week",
    "month": "month", "months": "month", "mes": "month", "meses": "month",
    "year": "year", "years": "year", "año": "year", "años": "year",
}  # fmt: skip

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "thirty": 30, "sixty": 60,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
}  # fmt: skip

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_VERB_MAY = "(?-i:may) [a-z]"
"""`size 2 may be`: in small letters and before another word it is the verb."""
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
# Bounded and begun at a first digit only: otherwise each digit of a long row starts a search of its own.
_AMOUNT = r"(?<!\d)(?:\d{1,3}(?:[., \u00a0\u2009\u202f]\d{3}){1,5}(?:[.,]\d{1,2})?|\d{1,18}(?:[.,]\d{1,2})?)"
_GAP = r"[^\S\r\n]?"
"""What may stand between a number and its unit; never a line break."""

_PATTERNS: tuple[tuple[AtomKind, re.Pattern[str]], ...] = (
    (AtomKind.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    (AtomKind.LINK, re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{1,300}")),
    (AtomKind.MONEY, re.compile(rf"(?P<sign>[€£$]){_GAP}(?P<a>{_AMOUNT})", re.I)),
    (AtomKind.MONEY, re.compile(
        rf"(?P<a>{_AMOUNT}){_GAP}(?P<sign>€|£|\$|EUR|euros?|GBP|USD|pounds?|quid|dollars)(?![^\W\d_])", re.I)),
    (AtomKind.MONEY, re.compile(rf"\b(?P<sign>EUR|GBP|USD){_GAP}(?P<a>{_AMOUNT})", re.I)),
    (AtomKind.PERCENT, re.compile(
        rf"(?<!\d)(?P<a>\d++(?:[.,]\d++)?){_GAP}(?:%|per ?cent|percent|por ciento)", re.I)),
    (AtomKind.DATE, re.compile(r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")),
    (AtomKind.DATE, re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:(?:st|nd|rd|th)?(?: of| de) |(?:st|nd|rd|th) | (?!{_VERB_MAY}))(?P<mon>{_MONTH})\b"
        r"\.?(?:,?(?: de)? (?P<y>20\d\d)\b)?", re.I)),
    (AtomKind.DATE, re.compile(
        rf"\b(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<y>20\d\d)\b)?", re.I)),
    (AtomKind.DATE, re.compile(r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d|\d\d)\b")),
    (AtomKind.DURATION, re.compile(
        rf"\b(?P<a>\d++|{_WORD})(?:\s?(?:-|–|to|a|o|or)\s?(?P<b>\d++|{_WORD}))?[\s-]?"
        rf"(?P<w>working |business |calendar )?(?P<u>{_UNIT})\b(?P<wes> laborables| hábiles| naturales)?", re.I)),
    (AtomKind.TIME, re.compile(r"\b(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?\b")),
    (AtomKind.ID, re.compile(r"\b[A-Z]{1,4}[-#]?\d{4,}(?:[A-Z]{2})?\b|\b[A-Z]{2,}\d{1,3}\b")),
    (AtomKind.NUMBER, re.compile(r"(?<![\w.,-])\d++(?:[.,]\d++)?(?![\w-])")),
)  # fmt: skip


@lru_cache(maxsize=8192)
def extract(text: str) -> tuple[Atom, ...]:
    """Return the atoms of `text` in order; where patterns overlap the earlier kind in the list wins."""
    taken = bytearray(len(text))
    found = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            value = _normal_form(kind, match)
            if value is None:
                continue
            end = match.start() + len(_without_closing_marks(match.group())) if kind is AtomKind.LINK else match.end()
            taken[match.start() : end] = b"\x01" * (end - match.start())
            found.append(Atom(kind=kind, value=value, start=match.start(), end=end))
    return tuple(sorted(found, key=lambda atom: atom.start))


def values(text: str) -> frozenset[tuple[AtomKind, str]]:
    """Return the facts of `text` as a set that compares by normal form."""
    return frozenset((atom.kind, atom.value) for atom in extract(text))


def unsupported(statement: str, sources: Iterator[str] | list[str]) -> list[Atom]:
    """Return the atoms of `statement` that stand in none of the `sources`.

    A bare number is supported by any atom that holds it; a date without a year by that day in any year.
    """
    known: set[tuple[AtomKind, str]] = set()
    for source in sources:
        known |= values(source)
    digits = {part for _, value in known for part in re.findall(r"\d+(?:\.\d+)?", value)}
    return [atom for atom in extract(statement) if not _is_known(atom, known, digits)]


def _is_known(atom: Atom, known: set[tuple[AtomKind, str]], digits: set[str]) -> bool:
    if (atom.kind, atom.value) in known:
        return True
    if atom.kind is AtomKind.NUMBER:
        return atom.value in digits
    if atom.kind is AtomKind.DATE:
        return any(kind is AtomKind.DATE and _same_day(atom.value, value) for kind, value in known)
    return False


def _same_day(one: str, other: str) -> bool:
    return one[5:] == other[5:] and "0000" in (one[:4], other[:4])


def _normal_form(kind: AtomKind, match: re.Match[str]) -> str | None:
    """Return the value; None for what only looks like a known word (`re.I` takes ı and ſ for i and s)."""
    if kind is AtomKind.MONEY:
        currency = CURRENCY_SIGNS.get(match["sign"].lower())
        return f"{_number(match['a'])} {currency}" if currency else None
    if kind is AtomKind.PERCENT:
        return _number(match["a"])
    if kind is AtomKind.DATE:
        return _date(match)
    if kind is AtomKind.DURATION:
        return _duration(match)
    if kind is AtomKind.TIME:
        return f"{int(match['h']):02d}:{match['min']}"
    if kind is AtomKind.NUMBER:
        return _number(match.group())
    text = _without_closing_marks(match.group())
    return text.lower() if kind in (AtomKind.EMAIL, AtomKind.LINK) else text


def _without_closing_marks(written: str) -> str:
    return written.rstrip(".,;:!?")


def _number(written: str) -> str:
    """Read 1,234.50, 1.234,50, 4,95, 0.125 and 12 alike, of any length; zeros that do not count go."""
    plain = re.sub(r"\s", "", written)
    last = max(plain.rfind("."), plain.rfind(","))
    is_decimal = last >= 0 and (len(plain) - last - 1 in (1, 2) or plain[:last].strip("0") == "")
    whole, fraction = (plain[:last], plain[last + 1 :]) if is_decimal else (plain, "")
    whole, fraction = _digits(whole).lstrip("0") or "0", _digits(fraction).rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _digits(written: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in written if char not in ".,")


def _date(match: re.Match[str]) -> str | None:
    """ISO form; an unnamed year is 0000. None when no calendar has such a day."""
    parts = match.groupdict()
    month = _MONTHS.get(parts["mon"].lower(), 0) if parts.get("mon") else int(parts["m"])
    year = int(parts["y"]) if parts.get("y") else 0
    year += 2000 if 0 < year < 100 else 0
    try:
        date(year or 2024, month, int(parts["d"]))
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{int(parts['d']):02d}"


def _duration(match: re.Match[str]) -> str | None:
    """`3 day`, `2-4 working day`; calendar days are plain days."""
    counts = [_count(part) for part in (match["a"], match["b"]) if part]
    unit = _UNITS.get(match["u"].lower())
    if unit is None or "" in counts:
        return None
    spanish = (match["wes"] or "").strip().lower()
    working = (match["w"] or "").strip().lower() in ("working", "business") or spanish in (
        "laborables",
        "hábiles",
    )
    return f"{'-'.join(counts)} {'working ' if working else ''}{unit}"


def _count(written: str) -> str:
    """Return the digits of a number or of a number word; empty when it is neither."""
    if written.isdigit():
        return _number(written)
    return str(_NUMBER_WORDS.get(written.lower(), ""))
