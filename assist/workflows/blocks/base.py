"""What every block of `workflows.yaml` is made of: its pages, amounts, clock times, counts. Knows no rule."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from assist.domain.base import Frozen

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
_AMOUNT = re.compile(r"\d{1,8}\.\d{2}")


def _written_clock(given: object) -> object:
    """Refuse what is no clock time in quotes: YAML reads 13:00 as the number 780, which pydantic reads as 00:13."""
    if isinstance(given, time) or (isinstance(given, str) and _CLOCK.fullmatch(given)):
        return given
    raise ValueError("write the time in quotes, '13:00'")


def _written_amount(given: object) -> object:
    """Refuse what is no amount in quotes: YAML reads 4.95 as a binary fraction, and no cent may get lost."""
    if isinstance(given, Decimal) or (isinstance(given, str) and _AMOUNT.fullmatch(given)):
        return given
    raise ValueError("write the amount in quotes with two decimals, '4.95'")


def not_before(first: str, last: date, info: ValidationInfo) -> date:
    """Return `last`. Raises: ValueError when it lies before the field named `first`."""
    if first in info.data and last < info.data[first]:
        raise ValueError(f"is before {first.rstrip('_')}")
    return last


ClockTime = Annotated[time, BeforeValidator(_written_clock)]
Amount = Annotated[Decimal, BeforeValidator(_written_amount)]
"""Money in the client's currency."""
Days = Annotated[int, Field(ge=1)]
"""Calendar days; the day of delivery is day 0."""
WorkingDays = Annotated[int, Field(ge=1)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Period(Frozen):
    """Days from `from` to `until`, both included."""

    from_: date = Field(alias="from")
    until: date

    @field_validator("until")
    @classmethod
    def _after_the_first_day(cls, day: date, info: ValidationInfo) -> date:
        return not_before("from_", day, info)


class Block(Frozen):
    """One block: `pages` are those that state its numbers."""

    pages: tuple[str, ...] = ()
