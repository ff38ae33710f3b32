"""Numbers of faults: damaged, wrong or missing items, warranty, shelf life, a product that hurt someone."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from assist.domain.enums import Level, Needed
from assist.workflows.blocks.base import Amount, Block, Days, Period

Years = Annotated[int, Field(ge=1)]


class KnownBatch(Period):
    """A batch known to be faulty, by message date; never mentioned to customers. Without `evidence` none is asked."""

    evidence: tuple[Needed, ...] = ()
    part: Annotated[str, Field(pattern="^pump$")] | None = None
    """The part that fails; None: whatever fails."""


class Damaged(Block):
    """Days from the delivery of that item's parcel; later it is a warranty claim, never "too late"."""

    report_days: Days
    evidence: Mapping[str, tuple[Needed, ...]] = {}
    """By the last part of the intent (`missing_item`) or `default`."""
    no_return_up_to: Amount | None = None
    level_1_to: Amount | None = None
    level_2_to: Amount | None = None
    send_back_liquids: bool = True
    known_batches: Mapping[str, KnownBatch] = {}


class Warranty(Block):
    brand_years: Mapping[str, Years] = {}
    """By part: seams, zips."""
    legal_years: Mapping[str, Years] = {}
    """By country or `default`; the legal floor holds where it is longer."""
    evidence: tuple[Needed, ...] = ()


class ShelfLife(Block):
    minimum_months_on_arrival: Annotated[int, Field(ge=1)]


class ProductSafety(Block):
    level: Level = Level.LEVEL_2
    respond_within_minutes: Annotated[int, Field(ge=1)] | None = None
    """Of service time, from the message; None: the queue's own target."""
    skin_goods: bool = False
    """Whether goods touch the skin: then a reaction is heard in any message, whatever else it asks."""
