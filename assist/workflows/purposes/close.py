"""A matter that is resolved: said so once, and only when nothing about it is open."""

from assist.domain.enums import Outcome
from assist.workflows import parcels, wording
from assist.workflows.case import Finding, OrderCase
from assist.workflows.purposes import confirm
from assist.workflows.purposes.past import Past, Silence, Why
from assist.workflows.settled import is_issued, is_received


def look(case: OrderCase, past: Past) -> Finding | Silence:
    """Return how the matter ended, or what about it is still open."""
    if past.customer_waits:
        return Silence(Why.CUSTOMER_WAITING, "The customer's last message has no answer yet")
    still_open = _open(case, past)
    if still_open is not None:
        return Silence(Why.STILL_OPEN, f"{case.order.number}: {still_open}")
    refund = confirm.newest_refund(case)
    if refund is not None:
        return confirm.refunded(case, refund, rule="close.refunded")
    if case.order.cancelled_at is not None:
        day = case.calendar.day(case.order.cancelled_at)
        return Finding("close.cancelled", "cancellation", Outcome.INFORMATIONAL, {"cancelled_on": day.isoformat()},
                       next_step="Close the conversation", slots={"cancelled_on": day})  # fmt: skip
    if not parcels.has_arrived(case.order):
        return Silence(Why.NO_NEWS, f"{case.order.number}: nothing shows that it is resolved")
    newest = max(case.order.fulfilments, key=lambda parcel: parcels.delivery(parcel).at)
    day = case.calendar.day(parcels.delivery(newest).at)
    return Finding("close.delivered", "wismo", Outcome.INFORMATIONAL, {"delivered": day.isoformat()},
                   next_step="Close the conversation",
                   slots={"delivered_on": day, "items": wording.titles(case.order, newest.item_ids)})  # fmt: skip


def _open(case: OrderCase, past: Past) -> str | None:
    """Return the first thing that is still open about the order, None when nothing is."""
    order = case.order
    promised = next(iter(past.promises_about(order.number)), None)
    if promised is not None:
        return f"the customer was promised a message by {promised.due_on}"
    under_way = parcels.open_fulfilments(order)
    if under_way and order.cancelled_at is None:
        return f"the parcel {wording.tracking(under_way[0].tracking) or under_way[0].id} is on its way"
    if any(not is_issued(refund) for refund in order.refunds if refund.status not in ("failed", "declined")):
        return "a refund has not gone out yet"
    ended = ("cancelled", "canceled", "declined", "rejected")
    waiting = [one for one in order.returns if not is_received(one) and (one.status or "").lower() not in ended]
    if waiting:
        return "a return has not arrived yet"
    if any(is_received(one) for one in order.returns) and not order.refunds and not order.replacements:
        return "a return arrived and nothing has been refunded or sent for it yet"
    if order.cancelled_at is None and not order.refunds and not parcels.are_packed(order, ()):
        return "not everything ordered has left yet"
    return None
