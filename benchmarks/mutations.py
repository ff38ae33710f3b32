"""Faithful sentences made wrong in one fact, by seed: what a checker must notice. Shares no code with the extractor of facts.

Each mutator takes a sentence and a random generator and returns the sentence with one thing changed, or None where it
holds nothing of that kind.
"""

import calendar
import random
import re
from collections.abc import Callable, Sequence

Mutator = Callable[[str, random.Random], str | None]

_DURATION = re.compile(
    r"\b(\d{1,3})((?:\s*[-–]\s*\d{1,3})?\s+(?:working |business |calendar )?(?:day|week|month|year|hour|minute)s?)\b"
)
_UNIT = re.compile(r"(?<=\d )(working days|business days|days|weeks|months|years|hours|minutes)\b")
_UNITS = {
    "working days": "weeks", "business days": "weeks", "days": "weeks", "weeks": "months", "months": "weeks", "years": "months", "hours": "days", "minutes": "hours",
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,4}[.,]\d{2})(?= (?:EUR|GBP|USD|euros?|pounds)\b)|(?<=[€£$])\d{1,4}(?:[.,]\d{2})?"
)
_CURRENCY = re.compile(r"(?<=\d )(EUR|GBP|USD|euros?|pounds?)\b|[€£$](?=\d)")
_CURRENCIES = {
    "EUR": "GBP",
    "GBP": "EUR",
    "USD": "EUR",
    "euro": "pound",
    "euros": "pounds",
    "pound": "euro",
    "pounds": "euros",
    "€": "£",
    "£": "$",
    "$": "€",
}
_PLAIN = re.compile(r"(?<![\w.,/:-])(\d{1,4})(?![\w.,/:-]\S|\w|%)")
_PERCENT = re.compile(r"\b(\d{1,2})(?=\s?(?:%|percent))")
_MONTHS = tuple(calendar.month_name)[1:]
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b|\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b")
_LINK = re.compile(r"https?://[^\s)>\]]+|\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_NEGATIONS: tuple[tuple[str, str], ...] = (
    (r"\bcan(?!not|['’]t)(?= \w)", "cannot"),
    (r"\bcannot\b", "can"),
    (r"\bcan['’]t\b", "can"),
    (r"\bdo not\b", "do"),
    (r"\bdoes not\b", "does"),
    (r"\bmust(?! not)\b", "need not"),
    (r"\bis not\b", "is"),
    (r"\bare not\b", "are"),
    (r"\bwill not\b", "will"),
    (r"\bis(?! not)(?= [a-z]+ed\b)", "is not"),
    (r"\bare(?! not)(?= [a-z]+ed\b)", "are not"),
    (r"\bwe (?=(?:refund|replace|open|send|pay|offer|accept|ship|exchange|deduct)\b)", "we do not "),
    (r"\bwill(?! not)(?= \w)", "will not"),
    (r"\bmay(?! not)(?= [a-z])", "may not"),
    (r"\bnever\b", "always"),
    (r"\bincluded\b", "excluded"),
    (r"\bunworn\b", "worn"),
    (r"\bunopened\b", "opened"),
    (r"\bfree\b", "not free"),
)
_CONDITIONS: tuple[tuple[str, str], ...] = (
    (r"\bunless\b", "if"),
    (r"\bonly if\b", "even if"),
    (r"\bif\b", "unless"),
    (r"\bbefore\b", "after"),
    (r"\bafter\b", "before"),
    (r"\bwithin\b", "after"),
    (r"\bat least\b", "at most"),
    (r"\bup to\b", "at least"),
    (r"\buntil\b", "from"),
    (r"\bmore than\b", "less than"),
    (r"\bexcept\b", "including"),
)
_NAMES = ("Zephyr", "Maren", "Quillon", "Brackwater", "Oslind", "Torvane")
_NAMED = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{2,}|[A-Z]{2,4})\b(?! \d)")
_EVERYDAY = frozenset({*_MONTHS, *calendar.day_name, "EUR", "GBP", "USD", "FAQ"})
_PROMISES = (
    "We will also send you a voucher for your next order.",
    "I'll call you tomorrow to sort this out.",
    "We will upgrade your delivery to express at no cost.",
    "I have already asked the warehouse to prioritise it.",
    "A colleague will refund the difference today.",
    "You will receive a replacement by Friday.",
    "I'm sending you a new one right away.",
    "We promise that this will not happen again and will extend your return period.",
)


def _other(value: int, rng: random.Random) -> int:
    return rng.choice([n for n in (value + 1, value + 5, value * 2, max(1, value - 2), value + 12) if n != value])


def _sub(
    pattern: re.Pattern[str], text: str, rng: random.Random, change: Callable[[re.Match[str]], str | None]
) -> str | None:
    matches = list(pattern.finditer(text))
    rng.shuffle(matches)
    for match in matches:
        new = change(match)
        if new is not None and new != match.group():
            return text[: match.start()] + new + text[match.end() :]
    return None


def duration(text: str, rng: random.Random) -> str | None:
    """Change how long."""
    return _sub(
        _DURATION,
        text,
        rng,
        lambda m: f"{_other(int(m[1]), rng)}{m[2]}" if "-" not in m[2] and "–" not in m[2] else None,
    )


def unit(text: str, rng: random.Random) -> str | None:
    """Change what is counted."""
    return _sub(_UNIT, text, rng, lambda m: _UNITS[m.group()])


def number(text: str, rng: random.Random) -> str | None:
    """Change an amount, a percentage or a count."""
    amount = _sub(
        _AMOUNT,
        text,
        rng,
        lambda m: (
            str(_other(int(re.split("[.,]", m.group())[0]), rng)) + m.group()[len(re.split("[.,]", m.group())[0]) :]
        ),
    )
    return (
        amount
        or _sub(_PERCENT, text, rng, lambda m: str(_other(int(m[1]), rng)))
        or _sub(_PLAIN, text, rng, lambda m: str(_other(int(m[1]), rng)))
    )


def currency(text: str, rng: random.Random) -> str | None:
    """Change the currency."""
    return _sub(_CURRENCY, text, rng, lambda m: _CURRENCIES[m.group()])


def day(text: str, rng: random.Random) -> str | None:
    """Change a date."""

    def changed(match: re.Match[str]) -> str:
        number_, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        if rng.random() < 0.5:
            new = str(int(number_) + 1 if int(number_) < 27 else int(number_) - 3)
            return match.group().replace(number_, new, 1)
        return match.group().replace(month, rng.choice([m for m in _MONTHS if m != month]))

    return _sub(_DATE, text, rng, changed)


def _swap(pairs: Sequence[tuple[str, str]], text: str, rng: random.Random) -> str | None:
    order = list(pairs)
    rng.shuffle(order)
    for pattern, new in order:
        found = re.search(pattern, text)
        if found:
            return text[: found.start()] + new + text[found.end() :]
    return None


def negation(text: str, rng: random.Random) -> str | None:
    """Deny what is said, or say what is denied."""
    return _swap(_NEGATIONS, text, rng)


def condition(text: str, rng: random.Random) -> str | None:
    """Turn a condition or a bound round."""
    return _swap(_CONDITIONS, text, rng)


def name(text: str, rng: random.Random) -> str | None:
    """Put another name in the place of one in the middle of the sentence."""
    return _sub(_NAMED, text, rng, lambda m: rng.choice(_NAMES) if m.group() not in _EVERYDAY else None)


def link(text: str, rng: random.Random) -> str | None:
    """Change where a link or an e-mail leads."""
    return _sub(_LINK, text, rng, lambda m: re.sub(r"(?<=[@/.])[\w-]+(?=\.\w+)", "parcel-desk", m.group(), count=1))


def promise(text: str, rng: random.Random) -> str | None:
    """Add a promise nobody made."""
    return f"{text.rstrip()} {rng.choice(_PROMISES)}"


MUTATORS: dict[str, Mutator] = {
    "number": number, "unit": unit, "currency": currency, "date": day, "duration": duration, "negation": negation, "condition": condition, "name": name,
    "link": link, "promise": promise,
}  # fmt: skip
