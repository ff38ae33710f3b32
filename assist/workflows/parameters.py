"""The numbers of `workflows.yaml` that the workflows here compute with; the other blocks are carried, not read yet."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import yaml
from pydantic import ConfigDict, Field, ValidationError

from assist.domain.base import Frozen
from assist.errors import BadKnowledge


class DatedWindow(Frozen):
    """Orders placed in `[ordered_from, ordered_until]` may come back until `last_day`, or the standard day if later."""

    id: str
    ordered_from: date
    ordered_until: date
    last_day: date


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
    send_within_days: int | None = None
    conditions: Mapping[str, str] = {}
    excluded_unless_faulty: tuple[str, ...] = ()
    sets_whole: bool = False
    label_fee: str = "0.00"


class Exchange(Frozen):
    pages: tuple[str, ...] = ()
    offered: bool = True
    first: bool = False
    first_fee: str = "0.00"
    further_fee: str = "0.00"


class OrderLock(Frozen):
    """Until when an order can be changed: `pick` locks at a clock time on working days, `minutes` after placing."""

    pages: tuple[str, ...] = ()
    kind: str = Field(pattern="^(pick|minutes)$")
    cutoff: time = time(13)
    locks_at: time = time(15)
    minutes: int = 0


class ExtraDays(Frozen):
    """A notice that gives parcels more time: by message date and region of the address."""

    id: str
    from_: date = Field(alias="from")
    until: date
    regions: tuple[str, ...]
    working_days: int
    page: str


class Wismo(Frozen):
    """Working days without a scan, by destination country or `default`."""

    pages: tuple[str, ...] = ()
    trace_after_working_days: Mapping[str, int]
    lost_after_working_days: Mapping[str, int]
    write_within_working_days: int
    extra_days: tuple[ExtraDays, ...] = ()
    early_replacement: Mapping[str, str] = {}


class Parameters(Frozen):
    """One client's `workflows.yaml`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    return_: ReturnWindow = Field(alias="return")
    exchange: Exchange
    order_lock: OrderLock
    wismo: Wismo
    passages: Mapping[str, tuple[str, ...]] = {}
    """Which passages stand behind a rule, by rule id or a prefix of it."""


def parse(text: str, *, file: str) -> Parameters:
    """Read a client's numbers. Raises: BadKnowledge naming file, line and key."""
    try:
        parsed: Any = yaml.safe_load(text)
        return Parameters.model_validate(parsed)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadKnowledge(file, mark.line + 1 if mark else 1, "is not YAML") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        last = str(first["loc"][-1]) if first["loc"] else ""
        at = next((n for n, line in enumerate(text.splitlines(), 1) if last and f"{last}:" in line), 1)
        raise BadKnowledge(file, at, f"{key}: {first['msg']}") from None
