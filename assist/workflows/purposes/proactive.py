"""A delay the customer has not asked about: a parcel without a scan for too long, an order that should have left."""

from dataclasses import replace

from assist.domain.enums import Outcome
from assist.domain.happening import HappeningType
from assist.workflows import parcels, wismo
from assist.workflows.case import Finding, OrderCase, ProposedAction
from assist.workflows.order_lock import locks_at
from assist.workflows.purposes.past import Past, Silence, Why

TRACE, LOST = "wismo.no-scan.trace", "wismo.no-scan.lost"


def look(case: OrderCase, past: Past) -> Finding | Silence:
    """Return what to tell about one parcel, or one order that has not left; nothing while it is within its days."""
    number = case.order.number
    if case.order.cancelled_at is not None:
        return Silence(Why.NOTHING_DUE, f"{number} is cancelled")
    if not parcels.has_shipped(case.order):
        return _late_dispatch(case, past)
    finding = wismo.decide(case)
    if finding is not None and finding.rule_id.startswith(LOST):
        return replace(finding, rule_id="proactive.no-scan.lost")
    if finding is None or not finding.rule_id.startswith(TRACE):
        return Silence(Why.NOTHING_DUE, f"{number}: {_within(finding)}")
    promised = next(iter(past.promises_about(number)), None)
    if promised is not None:
        return Silence(Why.IN_HAND, f"{number}: the customer was promised a message by {promised.due_on}")
    return traced(case, past, finding, rule="proactive.no-scan")


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


def _late_dispatch(case: OrderCase, past: Past) -> Finding | Silence:
    """Return that an order is late to leave; parcels without a scan or of an unknown day are for a person."""
    order = case.order
    if order.placed_at is None or any(parcel.tracking for parcel in order.fulfilments):
        return Silence(Why.NO_NEWS, f"{order.number}: nothing says when it left")
    lock = case.calendar.day(locks_at(case.parameters.order_lock, order.placed_at, case.calendar))
    waited = case.calendar.working_days_since(lock, case.today)
    if waited <= wismo.LONG_AFTER_LOCK or (order.status or "").lower() in wismo.LEFT:
        return Silence(Why.NOTHING_DUE, f"{order.number}: not late to leave yet")
    promised = next(iter(past.promises_about(order.number)), None)
    if promised is not None:
        return Silence(Why.IN_HAND, f"{order.number}: the customer was promised a message by {promised.due_on}")
    return Finding(
        "proactive.late-dispatch",
        "wismo",
        Outcome.INFORMATIONAL,
        {"placed": case.calendar.day(order.placed_at).isoformat(), "working_days_since_lock": waited},
        path="check_dispatch",
        next_step="Ask the warehouse why the order has not left",
        step_back_on=case.calendar.add_working_days(case.today, case.parameters.wismo.write_within_working_days),
        actions=(ProposedAction("check_dispatch", {"order_number": order.number}),),
        follow_up_reason="Not dispatched",
        slots={"placed_on": case.calendar.day(order.placed_at)},
    )


def _within(finding: Finding | None) -> str:
    if finding is None:
        return "its facts do not tell where the parcel is"
    if finding.step_back_on is not None:
        return f"on its way, looked into from {finding.step_back_on}"
    return f"no delay ({finding.rule_id})"
