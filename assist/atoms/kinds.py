"""What an atom is: its kind, its normal form, its place in the text."""

from enum import StrEnum

from assist.domain.base import Frozen, Span


class AtomKind(StrEnum):
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    MONTH = "month"
    TIME = "time"
    COUNT = "count"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    ID = "id"
    NUMBER = "number"
    MODALITY = "modality"
    COMPARATOR = "comparator"
    CONDITION = "condition"


NUMBER_LIKE = frozenset(AtomKind) - {AtomKind.MODALITY, AtomKind.COMPARATOR, AtomKind.CONDITION}
"""The kinds `extract` returns; a source must state them. The others are `wording`."""


class Atom(Frozen):
    """One fact; `value` is its normal form, the same for every spelling; `[start, end)` in the text.

    Forms: `4.95 EUR`, `5-10 EUR`, `10` (percent), `3-5 working day`, `2026-11-20` (year 0000: unnamed), `2026-11`
    (month), `09:05`, `2 photo`; modality `may_not`; comparator `<=`; condition `unless: it is worn`.
    """

    kind: AtomKind
    value: str
    start: int
    end: int
    per: str | None = None
    """What an amount or count is charged or granted for: `user month` in "$10 per user per month"."""
    governs: Span | None = None
    """Of a comparator: where the number it bounds stands."""
