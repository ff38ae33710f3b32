"""The numbers of `workflows.yaml` that the workflows here compute with; the other blocks are carried, not read yet."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.errors import BadKnowledge

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def _written_clock(given: object) -> object:
    """Refuse what is no clock time in quotes: YAML reads 13:00 as the number 780, which pydantic reads as 00:13."""
    if isinstance(given, time) or (isinstance(given, str) and _CLOCK.fullmatch(given)):
        return given
    raise ValueError("write the time in quotes, '13:00'")


def _not_before(first: str, last: date, info: ValidationInfo) -> date:
    if first in info.data and last < info.data[first]:
        raise ValueError(f"is before {first.rstrip('_')}")
    return last


ClockTime = Annotated[time, BeforeValidator(_written_clock)]
Amount = Annotated[str, Field(pattern=r"^\d+\.\d{2}$")]
"""Money as a decimal string, in the client's currency."""
WorkingDays = Annotated[int, Field(ge=1)]


class DatedWindow(Frozen):
    """Orders placed in `[ordered_from, ordered_until]` may come back until `last_day`, or the standard day if later."""

    id: str
    ordered_from: date
    ordered_until: date
    last_day: date

    @field_validator("ordered_until", "last_day")
    @classmethod
    def _after_the_first_day(cls, day: date, info: ValidationInfo) -> date:
        return _not_before("ordered_from", day, info)


class OutletWindow(Frozen):
    window_days: int
    refund_only: bool = True
    buyer_pays_label: bool = True
    dated_windows_apply: bool = False


class ReturnWindow(Frozen):
    """Days are calendar days; the day of delivery is day 0."""

    pages: tuple[str, ...] = ()
    window_days: int = Field(ge=1)
    dated_windows: tuple[DatedWindow, ...] = ()
    outlet: OutletWindow | None = None
    member_window_days: int | None = None
    member_tiers: tuple[str, ...] = ()
    """Customer tiers that are members, as the help desk names them."""
    send_within_days: int | None = None
    conditions: Mapping[str, str] = {}
    excluded_unless_faulty: tuple[str, ...] = ()
    sets_whole: bool = False
    label_fee: Amount = "0.00"

    @model_validator(mode="after")
    def _members_have_a_tier(self) -> Self:
        if self.member_window_days is not None and not self.member_tiers:
            raise ValueError("member_window_days needs member_tiers: who is a member")
        return self


class PatchTest(Frozen):
    """An opened product may be refunded, whatever the return window says."""

    model_config = ConfigDict(frozen=True, extra="allow")

    window_days: int = Field(ge=1)


class ComfortPromise(Frozen):
    """Items with all of `tags` may come back worn, for longer than others."""

    model_config = ConfigDict(frozen=True, extra="allow")

    tags: tuple[str, ...] = Field(min_length=1)
    window_days: int = Field(ge=1)


class Exchange(Frozen):
    pages: tuple[str, ...] = ()
    offered: bool = True
    first: bool = False
    first_fee: Amount = "0.00"
    further_fee: Amount = "0.00"


class OrderLock(Frozen):
    """Until when an order can be changed: `pick` locks at a clock time on working days, `minutes` after placing."""

    pages: tuple[str, ...] = ()
    kind: str = Field(pattern="^(pick|minutes)$")
    cutoff: ClockTime = time(13)
    locks_at: ClockTime = time(15)
    minutes: int = 0

    @model_validator(mode="after")
    def _minutes_are_given(self) -> Self:
        if self.kind == "minutes" and self.minutes < 1:
            raise ValueError("kind minutes needs minutes, 1 or more")
        return self


class SpecialistWhen(Frozen):
    """An address change that a specialist looks at first: all of these together. Never told to the customer."""

    express: bool = False
    first_order: bool = False
    above: Decimal


class AddressChange(Frozen):
    pages: tuple[str, ...] = ()
    same_country_only: bool = False
    specialist_when: SpecialistWhen | None = None


class ExtraDays(Frozen):
    """A notice that gives parcels more time: by message date and region of the address."""

    id: str
    from_: date = Field(alias="from")
    until: date
    regions: tuple[str, ...]
    working_days: int
    page: str

    @field_validator("until")
    @classmethod
    def _after_the_first_day(cls, day: date, info: ValidationInfo) -> date:
        return _not_before("from_", day, info)


class Wismo(Frozen):
    """Working days without a scan, by destination country or `default`."""

    pages: tuple[str, ...] = ()
    trace_after_working_days: Mapping[str, WorkingDays]
    lost_after_working_days: Mapping[str, WorkingDays]
    write_within_working_days: int
    extra_days: tuple[ExtraDays, ...] = ()
    early_replacement: Mapping[str, str] = {}

    @field_validator("trace_after_working_days", "lost_after_working_days")
    @classmethod
    def _holds_for_every_country(cls, days: Mapping[str, int]) -> Mapping[str, int]:
        if "default" not in days:
            raise ValueError("needs a default for countries not named")
        return days


class DeliveredNotReceived(Frozen):
    """Delivered says the carrier, not so the customer: we check within these working days."""

    pages: tuple[str, ...] = ()
    safe_place_check_working_days: WorkingDays = 1
    level_2_above: Decimal | None = None
    second_claim_months: int | None = None


class Parameters(Frozen):
    """One client's `workflows.yaml`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    return_: ReturnWindow = Field(alias="return")
    patch_test: PatchTest | None = None
    comfort_promise: ComfortPromise | None = None
    exchange: Exchange
    order_lock: OrderLock
    address_change: AddressChange = AddressChange()
    wismo: Wismo
    delivered_not_received: DeliveredNotReceived = DeliveredNotReceived()
    passages: Mapping[str, tuple[str, ...]] = {}
    """Which passages stand behind a rule, by rule id or a prefix of it."""


def parse(text: str, *, file: str) -> Parameters:
    """Read a client's numbers. Raises: BadKnowledge naming file, line and key."""
    parsed = strict_yaml.load(text, file=file)
    try:
        return Parameters.model_validate(parsed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        keys = [str(step) for step in first["loc"]]
        raise BadKnowledge(file, _line_of(keys, text), f"{'.'.join(keys)}: {first['msg']}") from None


def _line_of(keys: list[str], text: str) -> int:
    """Return the line of the innermost key, looked for below the keys around it."""
    lines = text.splitlines()
    at = 0
    for key in keys:
        at = next((n for n in range(at, len(lines)) if re.search(rf"(?<![\w.-]){re.escape(key)}:", lines[n])), at)
    return at + 1
