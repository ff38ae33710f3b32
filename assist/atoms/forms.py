"""Normal forms: what a match states, the same string for every spelling; None for what only looks like a fact."""

import re
from datetime import date

from assist.atoms import numerals
from assist.atoms.kinds import AtomKind
from assist.atoms.lexicon import COUNTED, CURRENCIES, MONTHS, TIME_UNITS

_FORTNIGHT = re.compile(r"fortnight|quincena")
_VERB_BEHIND = re.compile(r" [a-z]")
_PARTS = (("tenth", 10), ("décim", 10), ("decim", 10), ("fifth", 20), ("quint", 20), ("quarter", 25), ("cuart", 25))
"""What each part of a whole is in percent."""
_LEAP_YEAR = 2024
"""Stands in for an unnamed year, so that 29 February is a day."""


def normal_form(kind: AtomKind, match: re.Match[str], text: str) -> str | None:
    """Return the value of a match made in `text` (or in its small letters)."""
    if kind is AtomKind.MONEY:
        return _money(match)
    if kind is AtomKind.PERCENT:
        return _percent(match)
    if kind is AtomKind.DURATION:
        return _duration(match)
    if kind is AtomKind.COUNT:
        counted = _range(match)
        return counted and f"{counted} {COUNTED[match['noun']]}"
    if kind in (AtomKind.DATE, AtomKind.MONTH):
        return _day_or_month(match, text)
    if kind is AtomKind.TIME:
        return _time(match)
    return _as_written(kind, match)


def without_closing_marks(written: str) -> str:
    """Drop the marks that end a sentence behind a link."""
    return written.rstrip(".,;:!?")


def _as_written(kind: AtomKind, match: re.Match[str]) -> str:
    if kind is AtomKind.NUMBER:
        scale = match["scale"] or ""
        return numerals.read(match.group().removesuffix(scale)) + _scale(scale)
    if kind is AtomKind.PHONE:
        return re.sub(r"[^\d+]", "", match.group())
    text = without_closing_marks(match.group())
    return text.lower() if kind in (AtomKind.EMAIL, AtomKind.LINK) else text


def _money(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    written = next((sign for name in ("s2", "sign", "s1") if (sign := parts.get(name))), None)
    amount = _range(match)
    return f"{amount}{_scale(parts.get('scale') or '')} {CURRENCIES[written]}" if written and amount else None


def _percent(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("half"):
        return "50"
    if not parts.get("part"):
        return _range(match)
    share = int(numerals.read(parts["a"]) or 0) * next(of for named, of in _PARTS if parts["part"].startswith(named))
    return str(share) if share <= 100 else None


def _scale(written: str) -> str:
    """` million` whatever the language; nothing for nothing."""
    scales = {"mil": "thousand", "millones": "million", "millón": "million"}
    word = written.strip().removesuffix(" de")
    return f" {scales.get(word, word)}" if word else ""


def _range(match: re.Match[str]) -> str | None:
    """Return `5`, or `5-10`; None when the ends do not rise: "order 20288 - 30 EUR" is no range."""
    parts = match.groupdict()
    low = numerals.read(parts.get("in_digits") or parts["a"])
    if not parts.get("b"):
        return low or None
    high = numerals.read(parts["b"])
    return f"{low}-{high}" if numerals.is_rising(low, high) else None


def _duration(match: re.Match[str]) -> str | None:
    """`3 day`, `2-4 working day`, `0.5 hour`; calendar days are plain days, a fortnight two weeks."""
    parts = match.groupdict()
    unit = TIME_UNITS[parts["u"]]
    counted = "0.5" if parts.get("half") else _range(match) if parts.get("a") else "1"
    if counted and parts.get("and_half"):
        counted = f"{counted}.5"
    if counted and parts.get("quarter"):
        counted = f"{int(counted) / 4:g}"
    if counted is None:
        return None
    if _FORTNIGHT.match(parts["u"]):
        counted = "-".join(str(2 * int(part)) if part.isdigit() else part for part in counted.split("-"))
    spanish, english = (parts.get("wes") or "").strip(), (parts.get("w") or "").strip()
    is_working = english in ("working", "business") or spanish.startswith(("laborable", "hábil"))
    return f"{counted} {'working ' if is_working else ''}{unit}"


def _day_or_month(match: re.Match[str], text: str) -> str | None:
    """ISO form; an unnamed year is 0000. None when no calendar has such a day, or `may` is the verb."""
    parts = match.groupdict()
    if parts.get("mon") and _is_verb(match, text):
        return None
    year = int(parts["y"] or 0)
    year += 2000 if 0 < year < 100 else 0
    month = MONTHS[parts["mon"]] if parts.get("mon") else int(parts["m"])
    if "d" not in parts:
        return f"{year:04d}-{month:02d}"
    day = int(parts["d"]) if parts["d"].isdigit() else 1
    if month > 12 >= day and "/" in match.group() and not match.group().startswith(parts["y"] or " "):
        month, day = day, month  # 11/20/2026: only the American reading is a day
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _is_verb(match: re.Match[str], text: str) -> bool:
    """`size 2 may be`: in small letters and before another word it is the verb."""
    start, end = match.span("mon")
    return text[start:end] == "may" and bool(_VERB_BEHIND.match(text, end)) and not text.startswith((" of", " de"), end)


def _time(match: re.Match[str]) -> str:
    """Twenty-four hours; noon is 12:00, midnight 00:00."""
    parts = match.groupdict()
    hour = int(parts["h"])
    if parts.get("half") and hour <= 12:
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    return f"{hour:02d}:{parts.get('min') or '00'}"
