"""Payment card numbers in a message: the networks' prefixes and lengths, groups as people type them, Luhn's check."""

import re
from typing import NamedTuple

_DIGIT_GROUPS = re.compile(r"(?<![\w-])\d+(?:[ .-]{1,3}\d+)+(?!\w)|(?<![\w-])\d{12,19}(?!\w)")
_SOMETHING_ELSE = re.compile(
    r"(?:track\w*|parcel|seguimiento|localizador|sku|ean|gtin|upc|isbn|barcode|bar code|serial|imei|gift card|tarjeta regalo|voucher|loyalty|points|"
    r"invoice|factura|iban|reference|referencia|ref|meter|policy|member(?:ship)?)(?: (?:card|number|no|num|code|id|is|was|nr|numero|n|de|es|reads?|says|shows|for|the))*\W{0,3}$"
)
"""What announces another long number."""
_CARD_WORDS = re.compile(
    r"\b(?:card|visa|master ?card|amex|american express|maestro|debit|credit|cvv|cvc|tarjeta|titular)\b"
)
_REACH = 40
FIRST_GROUP = 4
"""Digits every card prints before its first gap; what stands before a group this long may be another number."""
_SHORTEST_GROUP = 3
"""Shorter groups, as in a list of sizes, are a card only beside a word for one."""


class _Network(NamedTuple):
    first: int
    last: int
    prefix_digits: int
    lengths: frozenset[int]


_NETWORKS = (
    _Network(4, 4, 1, frozenset({13, 16, 19})),
    _Network(51, 55, 2, frozenset({16})),
    _Network(2221, 2720, 4, frozenset({16})),
    _Network(34, 34, 2, frozenset({15})),
    _Network(37, 37, 2, frozenset({15})),
    _Network(300, 305, 3, frozenset({14, 16, 19})),
    _Network(36, 36, 2, frozenset({14, 16, 19})),
    _Network(38, 39, 2, frozenset({14, 16, 19})),
    _Network(3528, 3589, 4, frozenset({16, 17, 18, 19})),
    _Network(6011, 6011, 4, frozenset({16, 19})),
    _Network(644, 659, 3, frozenset({16, 19})),
    _Network(62, 62, 2, frozenset({16, 17, 18, 19})),
    _Network(50, 50, 2, frozenset({16, 18, 19})),
    _Network(56, 58, 2, frozenset({16, 18, 19})),
    _Network(6304, 6304, 4, frozenset({16, 18, 19})),
    _Network(6759, 6763, 4, frozenset({16, 18, 19})),
)
"""Visa, Mastercard (two), American Express (two), Diners (three), JCB, Discover (two), UnionPay, Maestro (four).

Source: ISO/IEC 7812 issuer ranges as the networks publish them. Maestro's rare lengths below 16 are left out: they are
what tracking and article numbers have.
"""
_LONGEST = 19


def holds_card_number(message: str) -> bool:
    """Say whether a payment card's number stands in a message in small letters."""
    speaks_of_cards = bool(_CARD_WORDS.search(message))
    return any(
        _is_card(match.group(), speaks_of_cards=speaks_of_cards)
        and not _SOMETHING_ELSE.search(message, max(0, match.start() - _REACH), match.start())
        for match in _DIGIT_GROUPS.finditer(message)
    )


def _is_card(written: str, *, speaks_of_cards: bool) -> bool:
    """Whether some groups in a row are a card: expiry date and security code often stand right behind it."""
    groups = re.findall(r"\d+", written)
    for first, group in enumerate(groups):
        if first and len(group) < FIRST_GROUP:
            continue
        for last in range(first + 1, min(first + _LONGEST, len(groups)) + 1):
            some = groups[first:last]
            number = "".join(some)
            if len(number) > _LONGEST:
                break
            if (speaks_of_cards or _printed_like_a_card(some)) and _of_a_network(number) and _fits_luhn(number):
                return True
    return False


def _printed_like_a_card(groups: list[str]) -> bool:
    """Whether all digits stand apart, or in groups as long as a card prints them."""
    lengths = [len(group) for group in groups]
    return max(lengths) == 1 or min(lengths[:-1], default=lengths[0]) >= _SHORTEST_GROUP


def _of_a_network(number: str) -> bool:
    return len(set(number)) > 1 and any(
        network.first <= int(number[: network.prefix_digits]) <= network.last and len(number) in network.lengths
        for network in _NETWORKS
    )


def _fits_luhn(number: str) -> bool:
    """Source: ISO/IEC 7812-1, annex B."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0
