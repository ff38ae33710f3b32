"""A delay the customer has not asked about: a parcel without a scan for too long, an order that should have left."""

from dataclasses import replace

from assist.domain.happening import HappeningType
from assist.workflows import parcels, wismo
from assist.workflows.case import Finding, OrderCase
from assist.workflows.purposes.past import Past, Silence, Why

TRACE, LOST, LATE = "wismo.no-scan.trace", "wismo.no-scan.lost", "wismo.not-shipped.late"


def look(case: OrderCase, past: Past) -> Finding | Silence:
    """Return what to tell about one parcel, or one order that has not left; nothing while it is within its days."""
    number = case.order.number
    if case.order.cancelled_at is not None:
        return Silence(Why.NOTHING_DUE, f"{number} is cancelled")
    finding = wismo.decide(case)
    if finding is not None and finding.rule_id.startswith(LOST):
        return replace(finding, rule_id="proactive.no-scan.lost")
    if finding is None or not finding.rule_id.startswith((TRACE, LATE)):
        return Silence(Why.NOTHING_DUE, f"{number}: {_within(finding)}")
    promised = next(iter(past.promises_about(number)), None)
    if promised is not None:
        return Silence(Why.IN_HAND, f"{number}: the customer was promised a message by {promised.due_on}")
    if finding.rule_id.startswith(LATE):
        return late(case, finding, rule="proactive.late-dispatch")
    return traced(case, past, finding, rule="proactive.no-scan")


def late(case: OrderCase, finding: Finding, *, rule: str) -> Finding:
    """Return under a rule of ours that an order is late to leave, with the day it was placed."""
    placed = case.order.placed_at
    slots = {**finding.slots, "placed_on": case.calendar.day(placed)} if placed else finding.slots
    return replace(finding, rule_id=rule, slots=slots)


def traced(case: OrderCase, past: Past, finding: Finding, *, rule: str) -> Finding:
    """Return a stuck parcel's finding under a rule of ours: a trace that runs already is not opened again."""
    last_scan = max(parcels.last_scan(parcel).at for parcel in parcels.open_fulfilments(case.order))
    running = past.newest(HappeningType.TRACE_OPENED, case.order.number, last_scan)
    if running is None:
        return replace(finding, rule_id=f"{rule}.trace")
    then = finding.then.on if finding.then else None
    back = min(day for day in (finding.step_back_on, then) if day is not None)
    opened = case.calendar.day(running.at)
    return replace(
        finding,
        rule_id=f"{rule}.traced",
        path="wait",
        next_step=f"The trace of {opened} is running: wait for the carrier until {back}",
        step_back_on=back,
        actions=(),
        facts={**finding.facts, "trace_opened": opened.isoformat()},
        slots={**finding.slots, "trace_opened_on": opened},
    )


def _within(finding: Finding | None) -> str:
    if finding is None:
        return "its facts do not tell where the parcel is"
    if finding.step_back_on is not None:
        return f"within its days, looked into from {finding.step_back_on}"
    return f"no delay ({finding.rule_id})"
