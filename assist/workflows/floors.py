"""What the law gives at least, by country: `knowledge/_shared/legal_floors.yaml`. A client can only be kinder.

Not legal advice: each floor names its source and the day it was read, and the brand signs its sheet.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.errors import BadKnowledge

FILE = "legal_floors.yaml"
Count = Annotated[int, Field(ge=0)]


class Source(Frozen):
    """Where a floor was read, and when."""

    title: str
    link: str
    read_on: date


class CountryFloors(Frozen):
    """One country's floors; None: the law gives none that is computed here."""

    withdrawal_days: Count | None = None
    """From delivery, sale items included."""
    withdrawal_send_days: Count | None = None
    """To send it back, from the day the customer withdrew."""
    refund_within_days: Count | None = None
    """To pay it back, from the withdrawal."""
    withdrawal_excludes: tuple[str, ...] = ()
    """Tags of items made for one person."""
    withdrawal_excludes_unsealed: tuple[str, ...] = ()
    """Tags of hygiene goods, once unsealed."""
    withdrawal_refunds_standard_shipping: bool = True
    faulty_years: Count | None = None
    faulty_reject_days: Count | None = None
    """Days in which a faulty item can be rejected for the money back."""
    seller_answers_for_delivery: bool = True
    sources: tuple[str, ...] = Field(min_length=1)
    """Names of `sources` below."""


class Floors(Frozen):
    """All countries' floors."""

    countries: Mapping[str, CountryFloors] = {}
    sources: Mapping[str, Source] = {}

    @model_validator(mode="before")
    @classmethod
    def _over_the_default(cls, given: object) -> object:
        """Fill in what a country does not say from `default`."""
        if not isinstance(given, dict) or not isinstance(given.get("countries"), dict):
            return given
        default = given.get("default") or {}
        filled = {
            name: {**default, **own} if isinstance(own, dict) and isinstance(default, dict) else own
            for name, own in given["countries"].items()
        }
        return {**{key: value for key, value in given.items() if key != "default"}, "countries": filled}

    @model_validator(mode="after")
    def _sources_are_named(self) -> Self:
        named = {source for one in self.countries.values() for source in one.sources}
        unknown = sorted(named - set(self.sources))
        if unknown:
            raise ValueError(f"sources does not hold {', '.join(unknown)}")
        return self

    def of(self, country: str | None) -> CountryFloors | None:
        """Return the floors of a country, None where none are known."""
        return self.countries.get(country) if country else None


NO_FLOORS = Floors()


def parse(text: str, *, file: str = FILE) -> Floors:
    """Read the shared floors. Raises: BadKnowledge naming file, line and key."""
    parsed = strict_yaml.load(text, file=file)
    try:
        return Floors.model_validate(parsed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        key = str(first["loc"][-1]) if first["loc"] else "countries"
        raise BadKnowledge(file, strict_yaml.line_of(text, key), f"{where}: {first['msg']}") from None
