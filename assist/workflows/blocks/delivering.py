"""Numbers of shipping and of parcels that are late, silent, lost or not where the carrier says."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator

from assist.domain.base import Frozen
from assist.workflows.blocks.base import Amount, Block, ClockTime, Period, WorkingDays

_WEEKDAY = "^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)$"


class Shipping(Block):
    """What shipping costs and how long it takes; null where the brand has not said."""

    free_from: Amount | None = None
    fee: Amount | None = None
    standard_working_days: Mapping[str, tuple[int, int]] | None = None
    """By country, region (`GB-NIR`) or `default`."""
    express_fee: Amount | None = None
    express_cutoff: ClockTime | None = None
    express_days: tuple[Annotated[str, Field(pattern=_WEEKDAY)], ...] = ()
    """Weekdays on which express is offered; empty: every working day."""
    not_served_regions: tuple[str, ...] = ()
    not_served: Mapping[str, tuple[str, ...]] = {}
    """Countries and regions to which items with this tag do not go."""


class ExtraDays(Period):
    """A notice that gives parcels more time: by message date and region of the address."""

    id: str
    regions: tuple[str, ...]
    working_days: int
    page: str


class EarlyReplacement(Frozen):
    """Who may send a new item before a parcel counts as lost, by its price; above both, the client."""

    level_1_to: Amount
    level_2_to: Amount | None = None


class Wismo(Block):
    """Working days without a scan, by destination country or `default`."""

    trace_after_working_days: Mapping[str, WorkingDays]
    lost_after_working_days: Mapping[str, WorkingDays]
    write_within_working_days: WorkingDays
    extra_days: tuple[ExtraDays, ...] = ()
    early_replacement: EarlyReplacement | None = None

    @field_validator("trace_after_working_days", "lost_after_working_days")
    @classmethod
    def _holds_for_every_country(cls, days: Mapping[str, int]) -> Mapping[str, int]:
        if "default" not in days:
            raise ValueError("needs a default for countries not named")
        return days


class DeliveredNotReceived(Block):
    """Delivered says the carrier, not so the customer: we check within these working days."""

    safe_place_check_working_days: WorkingDays = 1
    level_2_above: Amount | None = None
    second_claim_months: Annotated[int, Field(ge=1)] | None = None
