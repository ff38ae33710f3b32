"""How a reply looks: greeting, dates, signature and the shape of each channel. Knows no policy."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from assist.domain.base import Money
from assist.domain.client import Profile
from assist.domain.enums import Channel
from assist.drafting.answers import Answers
from assist.working_time import WorkingTime

_NAME = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*$")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sr", "sra", "srta", "don", "doña", "d", "dña"})
INLINE = frozenset({Channel.CHAT, Channel.WHATSAPP, Channel.SOCIAL})
MAX_QUOTED_WORDS = {Channel.EMAIL: 60, Channel.PHONE: 60}
MAX_QUOTED_WORDS_INLINE = 40
"""Words of policy text an answer may quote: a chat reply stays under 90 words with two answers."""


MAX_FIRST_NAME = 30


def quoted_words(channel: Channel) -> int:
    """Return how many words of policy one answer may quote on this channel."""
    return MAX_QUOTED_WORDS.get(channel, MAX_QUOTED_WORDS_INLINE)


def greeting(profile: Profile, locale: str, channel: Channel, name: str | None) -> str:
    """Return the brand's greeting with the customer's first name, or without a name when none is known."""
    greetings = profile.tone.greetings.get(locale) or next(iter(profile.tone.greetings.values()))
    first = first_name(name)
    if first is None:
        return greetings.chat_none if channel in INLINE else greetings.none
    template = greetings.chat if channel in INLINE else greetings.email
    return template.format(customer_name=first)


def first_name(name: str | None) -> str | None:
    """Return the first name of a full name; None when it is empty or not a name (an address, a number)."""
    words = [word.strip(",;") for word in (name or "").split()]
    if words and words[0].rstrip(".").lower() in _TITLES:
        words = words[1:] if len(words) > 2 else []  # what follows a title alone is a surname
    if not words or not _NAME.match(words[0]) or len(words[0]) > MAX_FIRST_NAME:
        return None
    first = words[0]
    return first.capitalize() if first.islower() or (first.isupper() and len(first) > 2) else first


def signature(profile: Profile, locale: str, agent_name: str | None) -> str:
    """Return the brand's signature; without an agent's name that line is left out, never shown empty."""
    template = profile.tone.signature.get(locale) or next(iter(profile.tone.signature.values()))
    lines = [line for line in template.split("\n") if agent_name or "{agent_name}" not in line]
    return "\n".join(lines).format(agent_name=agent_name)


def spoken(
    value: date | datetime | str | int | Money | tuple[date, ...], answers: Answers, calendar: WorkingTime, today: date
) -> str:
    """Return a slot's value as people say it: `Tuesday 24 November`, `31 January 2027`, `... at 15:00`, `4.95 EUR`."""
    if isinstance(value, Money):
        return money(value, answers.locale)
    if isinstance(value, tuple):
        return joined_and([spoken(each, answers, calendar, today) for each in value], answers.locale)
    if isinstance(value, datetime):
        local = calendar.local(value)
        day = spoken(local.date(), answers, calendar, today)
        return answers.moment.format(date=day, time=f"{local:%H:%M}")
    if isinstance(value, date):
        parts = {
            "weekday": answers.weekdays[value.weekday()],
            "day": value.day,
            "month": answers.months[value.month - 1],
            "year": value.year,
        }
        return (answers.date if value.year == today.year else answers.date_with_year).format(**parts)
    return str(value)


_SIGNS = {"GBP": "£"}
"""Currencies written with a sign in front; the others with their code behind, as the pages do."""
_DECIMAL_COMMA = frozenset({"es"})


def money(value: Money, locale: str) -> str:
    """Return an amount as the language writes it: `4.95 EUR`, `4,95 EUR`, `£3.50`."""
    amount = f"{value.amount:.2f}"
    if locale in _DECIMAL_COMMA:
        amount = amount.replace(".", ",")
    sign = _SIGNS.get(value.currency)
    return f"{sign}{amount}" if sign else f"{amount} {value.currency}"


def separator(channel: Channel) -> str:
    """Return what stands between paragraphs."""
    return "\n\n" if channel is not Channel.PHONE else "\n"


def wants_signature(channel: Channel) -> bool:
    """Say whether replies on this channel are signed."""
    return channel is Channel.EMAIL


def joined_or(names: Sequence[str], locale: str) -> str:
    """Return `A, B or C` in the reply's language."""
    return _joined(names, {"es": "o"}.get(locale, "or"))


def joined_and(names: Sequence[str], locale: str) -> str:
    """Return `A, B and C` in the reply's language."""
    return _joined(names, {"es": "y"}.get(locale, "and"))


def _joined(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
