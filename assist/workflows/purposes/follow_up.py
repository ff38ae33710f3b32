"""A promise that is due: what has become of the matter since, or that it still stands and what comes next."""

from dataclasses import replace
from datetime import datetime

from assist.domain.enums import Outcome
from assist.domain.follow_up import KeptFollowUp
from assist.workflows import parcels, wismo, wording
from assist.workflows.case import Finding, OrderCase
from assist.workflows.purposes import confirm, proactive
from assist.workflows.purposes.past import Past, Silence, Why
from assist.workflows.settled import is_received

WISMO = "wismo"
NOT_RECEIVED = "wismo.not-received"


def look(case: OrderCase, past: Past, promise: KeptFollowUp | None = None) -> Finding | Silence:
    """Return what to write about one parcel or order; `promise` is the one that is due, where it was kept."""
    since = promise.created_at if promise else past.told_at
    ended = _ended(case, since)
    if ended is not None:
        return ended
    if promise is not None and (promise.workflow != WISMO or (promise.rule_id or "").startswith(NOT_RECEIVED)):
        return _back(case, promise) or Silence(
            Why.NO_NEWS,
            f"{case.order.number}: promised for {promise.due_on} ({promise.reason}), and no fact tells more",
        )
    return _of_the_parcel(case, past, promise)


def _ended(case: OrderCase, since: datetime | None) -> Finding | None:
    """Return that the matter was settled since: cancelled, refunded, replaced."""
    order = case.order
    if order.cancelled_at is not None:
        day = case.calendar.day(order.cancelled_at)
        return Finding("follow_up.cancelled", "cancellation", Outcome.INFORMATIONAL, {"cancelled_on": day.isoformat()},
                       next_step="Say that the order was cancelled", slots={"cancelled_on": day})  # fmt: skip
    refund = confirm.newest_refund(case, since)
    if refund is not None:
        return confirm.refunded(case, refund, rule="follow_up.refunded")
    sent = [one for one in order.replacements if one.at and (since is None or one.at >= since)]
    if sent:
        day = max(case.calendar.day(one.at) for one in sent if one.at)
        return Finding("follow_up.replaced", "damaged", Outcome.INFORMATIONAL, {"sent_on": day.isoformat()},
                       next_step="Say that a replacement is on its way",
                       slots={"sent_on": day, "items": wording.titles(order, sent[-1].item_ids)})  # fmt: skip
    return None


def _back(case: OrderCase, promise: KeptFollowUp) -> Finding | None:
    """Return that the return arrived since it was promised to write about it."""
    found = [one for one in case.order.returns if one.at and is_received(one) and one.at >= promise.created_at]
    return confirm.arrived(case, found[-1], rule="follow_up.return-received") if found else None


def _of_the_parcel(case: OrderCase, past: Past, promise: KeptFollowUp | None) -> Finding | Silence:
    finding = wismo.decide(case)
    if finding is None:
        return Silence(Why.NO_NEWS, f"{case.order.number}: its facts do not tell where the parcel is")
    if finding.rule_id.startswith(proactive.LOST):
        return replace(finding, rule_id="follow_up.lost")
    if finding.rule_id.startswith(proactive.TRACE):
        return proactive.traced(case, past, finding, rule="follow_up")
    if finding.rule_id.startswith("wismo.delivered"):
        return replace(finding, rule_id="follow_up.delivered", actions=(), next_step="Say that it was delivered")
    if finding.rule_id.startswith("wismo.moving"):
        return replace(finding, rule_id="follow_up.moving" if _has_moved(case, past, promise) else "follow_up.waiting")
    if finding.rule_id.startswith(proactive.LATE):
        return proactive.late(case, finding, rule="follow_up.late-dispatch")
    return Silence(Why.NO_NEWS, f"{case.order.number}: it has not left yet, and no fact says when it will")


def _has_moved(case: OrderCase, past: Past, promise: KeptFollowUp | None) -> bool:
    """Say whether the newest scan is one the customer has not heard of."""
    known = (promise.last_scan_at or promise.created_at) if promise else past.told_at
    newest = max(parcels.last_scan(parcel).at for parcel in parcels.open_fulfilments(case.order))
    return known is not None and newest > known
