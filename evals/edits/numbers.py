"""A stated number made wrong: how long, how much, until when. Names, sizes and list ordinals are no statements.

Shares no code with `assist.atoms`: what is tested must not write its own test.
"""

import random
import re
from collections.abc import Callable
from typing import NamedTuple

_UNIT = (
    r"(?:working |business |calendar |more |late |días? )*(?:days?|weeks?|months?|years?|hours?|minutes?|d[ií]as?|semanas?|meses"
    r"|años?|horas?|minutos?)\b"
)
_DURATION = re.compile(rf"(?<![\w.,:/-])(\d{{1,3}})(?= {_UNIT})")
_MONEY = re.compile(r"(?<=[£€$])(\d{1,4})((?:\.\d{2})?)(?!\d)|(?<![\d.,])(\d{1,4})([.,]\d{2})(?= (?:EUR|GBP)\b)")
_PERCENT = re.compile(r"(?<![\w.,-])(\d{1,2})(?= ?%)")
_TIME = re.compile(r"\b([01]\d|2[0-3]|\d):([0-5]\d)\b(?!:)(?<!:)")
_COUNTED = re.compile(
    r"(?<![\w.,:/-])(\d{1,4})(?= (?:degrees|lumens|ml|mm|drops|pumps|presses|points|litres|inches|evenings|products|grados"
    r"|parcels|accounts|amounts)\b)"
)
_PHOTO = re.compile(r"\bone photo\b|\buna foto\b")
_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_ES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip
_DATE = re.compile(rf"\b(\d{{1,2}}) (?:de )?({'|'.join((*_EN, *_ES))})\b")
_COMMON_LENGTHS = (2, 3, 5, 7, 10, 14, 21, 28, 30, 45, 60, 90)
_LAST_DAY_OF_ALL_MONTHS = 28


class Changed(NamedTuple):
    """A sentence with one thing changed."""

    text: str
    variant: str
    old: str = ""
    """The number that was changed, as it was written."""
    new: str = ""


def changed(sentence: str, rng: random.Random) -> Changed | None:
    """Return the sentence with one stated number changed; None when it states none."""
    kinds = list(_KINDS)
    rng.shuffle(kinds)
    for name, pattern, other in kinds:
        matches = list(pattern.finditer(sentence))
        rng.shuffle(matches)
        for match in matches:
            new = other(match, sentence, rng)
            if new is not None and new != match.group():
                written = sentence[: match.start()] + new + sentence[match.end() :]
                return Changed(written, name, match.group(), new)
    return None


def _length(match: re.Match[str], sentence: str, rng: random.Random) -> str | None:
    """Return another length, still above the one it makes a range with; `1 day` would need another word."""
    old = int(match.group())
    if old in (0, 1):
        return None
    below = re.search(r"(\d+)(?: to | a |-|–| or |, )$", sentence[: match.start()])
    least = int(below.group(1)) if below else 1
    taken = {int(number) for number in re.findall(r"\d+", sentence)}
    near = [length for length in _COMMON_LENGTHS if length > least and length not in taken and length <= 4 * old]
    return str(rng.choice(near or [old + 3]))


def _amount(match: re.Match[str], sentence: str, rng: random.Random) -> str:
    del sentence
    whole, cents = (match[1], match[2]) if match[1] else (match[3], match[4])
    old = int(whole)
    return f"{rng.choice([old + 5, old * 2, old + 2, max(old - 3, old // 2 + 1)])}{cents}"


def _share(match: re.Match[str], sentence: str, rng: random.Random) -> str:
    del sentence
    old = int(match.group())
    return str(rng.choice([other for other in (5, 15, 20, 25, 40) if other != old]))


def _clock(match: re.Match[str], sentence: str, rng: random.Random) -> str:
    del sentence
    hour = int(match[1])
    return f"{rng.choice([each for each in (10, 11, 14, 16, 19, 20) if abs(each - hour) > 1]):02}:{match[2]}"


def _count(match: re.Match[str], sentence: str, rng: random.Random) -> str | None:
    del sentence
    old = int(match.group())
    return str(rng.choice([old * 2, old + 3, old + 10])) if old > 1 else None


def _photos(match: re.Match[str], sentence: str, rng: random.Random) -> str:
    del sentence
    return rng.choice(
        ["three photos", "five photos"] if match.group().startswith("one") else ["tres fotos", "cinco fotos"]
    )


def _day(match: re.Match[str], sentence: str, rng: random.Random) -> str:
    """Return another day, or the same day of another month."""
    del sentence
    day, month = int(match[1]), match[2]
    if rng.random() < 0.5 or day > _LAST_DAY_OF_ALL_MONTHS:
        other = rng.choice([each for each in (5, 10, 15, 20, 25) if abs(each - day) > 1])
        return match.group().replace(match[1], str(other), 1)
    months = _EN if month in _EN else _ES
    at = months.index(month)
    return match.group().replace(month, months[(at + rng.choice([1, 2, 11])) % 12])


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], str, random.Random], str | None]], ...] = (
    ("duration", _DURATION, _length),
    ("money", _MONEY, _amount),
    ("percent", _PERCENT, _share),
    ("time", _TIME, _clock),
    ("date", _DATE, _day),
    ("count", _COUNTED, _count),
    ("evidence", _PHOTO, _photos),
)
