"""Things a person must not overlook in a message: threats, danger, cards, a wish for a human.

Patterns in English and Spanish, chosen to miss little; what they cannot see in indirect words, the danger heads see
(`danger.py`). Always-human flags cannot be switched off.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assist.domain.enums import Flag
from assist.triage import cards
from assist.triage.danger_patterns import LEGAL, SELF_HARM, VIOLENCE
from assist.triage.flag_patterns import (
    CHARGEBACK,
    FRAUD_RISK,
    OFFENSIVE,
    PRIVACY_REQUEST,
    REPEAT_CONTACT,
    THREATENING,
    URGENT,
    WANTS_HUMAN,
)
from assist.triage.harm_patterns import ASKS_FIRST, BLAMES, HEALTH_SAFETY

ALWAYS_HUMAN = frozenset({Flag.SELF_HARM, Flag.VIOLENCE, Flag.LEGAL, Flag.HEALTH_SAFETY, Flag.PAYMENT_CARD})

_PATTERNS: tuple[tuple[Flag, Sequence[str]], ...] = (
    (Flag.SELF_HARM, SELF_HARM),
    (Flag.VIOLENCE, VIOLENCE),
    (Flag.LEGAL, LEGAL),
    (Flag.CHARGEBACK, CHARGEBACK),
    (Flag.HEALTH_SAFETY, HEALTH_SAFETY),
    (Flag.FRAUD_RISK, FRAUD_RISK),
    (Flag.PRIVACY_REQUEST, PRIVACY_REQUEST),
    (Flag.WANTS_HUMAN, WANTS_HUMAN),
    (Flag.THREATENING, THREATENING),
    (Flag.OFFENSIVE, OFFENSIVE),
    (Flag.URGENT, URGENT),
    (Flag.REPEAT_CONTACT, REPEAT_CONTACT),
)
# Searched in small letters: a third of the time that ignoring case takes.
_COMPILED = tuple((flag, re.compile(rf"(?<!\w)(?:{'|'.join(sources)})")) for flag, sources in _PATTERNS)
_ASKS_FIRST = re.compile(ASKS_FIRST)
_BLAMES = re.compile(BLAMES)
_PLAIN = str.maketrans(dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("‐‑‒–", "-"))
"""Phones and mail programs type these where the patterns have the plain mark."""


class Raised(NamedTuple):
    """A flag and the words it stands on, as `plain` leaves them; a card's digits are never among them."""

    flag: Flag
    words: str


def find(text: str) -> list[Flag]:
    """Return the flags of a message, in the order of their definition."""
    return [raised.flag for raised in evidence(text)]


def evidence(text: str) -> list[Raised]:
    """Return the flags of a message with the words each stands on."""
    return list(_raised(plain(text)))


def plain(text: str) -> str:
    """Return text as the patterns read it: small letters, no accents, straight quotes, single spaces."""
    lowered = " ".join(text.translate(_PLAIN).lower().split())
    if lowered.isascii():
        return lowered
    return "".join(letter for letter in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(letter))


def _raised(message: str) -> Iterator[Raised]:
    for flag, pattern in _COMPILED:
        match = pattern.search(message)
        if match and not (flag is Flag.HEALTH_SAFETY and _only_asks(message)):
            yield Raised(flag, match.group().strip())
    if cards.holds_card_number(message):
        yield Raised(Flag.PAYMENT_CARD, "a card number")


def _only_asks(message: str) -> bool:
    """Whether someone asks for advice about a complaint and blames no product for it."""
    return bool(_ASKS_FIRST.search(message)) and not _BLAMES.search(message)
