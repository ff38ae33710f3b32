"""What every noun is made of: frozen models, identifiers, moments, money. Knows no noun."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, NewType

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

ClientId = NewType("ClientId", str)
PageId = NewType("PageId", str)
PassageId = NewType("PassageId", str)
VersionId = NewType("VersionId", str)
SuggestionId = NewType("SuggestionId", str)


class Frozen(BaseModel):
    """An immutable record; unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Moments outside are typing errors, and near the ends of the calendar adding a day overflows."""


def _in_utc(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A point in time, held in UTC, written as RFC 3339; a time without a zone or in another age is refused."""

Identifier = Annotated[str, Field(min_length=1, max_length=200)]
"""An opaque id chosen by a caller."""

Span = tuple[int, int]
"""`[start, end)` in Unicode code points of the text as received."""


class Money(Frozen):
    """An amount in one currency; on the wire a string, `"31.05"`."""

    amount: Annotated[Decimal, Field(max_digits=12, decimal_places=4)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}"
