"""Asked to go back before it has come: nothing can be changed any more, and nothing need be sent yet."""

from assist.domain.enums import Outcome
from assist.workflows import parcels, unknown, wording
from assist.workflows.case import Finding, OrderCase, Slots

LEFT = frozenset({"shipped", "fulfilled", "partially_fulfilled", "in_transit", "delivered", "completed", "closed"})
"""Words of a shop for an order that has left."""


def decide(case: OrderCase) -> Finding | None:
    """Return that it can come back once it arrives; needs_info where nobody knows whether it has."""
    name = "return" if case.workflow == "refund" else case.workflow
    slots: Slots = {"items": wording.titles(case.order, case.subject.item_ids)}
    if case.order.cancelled_at is not None:
        return None
    if _is_unknown(case):
        return unknown.fact(case, name, "fulfilments", "no parcel says when the order was delivered")
    return Finding(f"{name}.before-arrival", name, Outcome.ELIGIBLE, {"delivered": None}, path="after_delivery",
                   slots=slots, next_step="Say that it can come back once it has arrived")  # fmt: skip


def _is_unknown(case: OrderCase) -> bool:
    """Say whether the parcels do not tell: some shops pass no scans on, and nothing then says how far they are."""
    about = parcels.holding(case.order, case.subject.item_ids)
    if any(not parcel.milestones for parcel in about):
        return True
    return not about and (case.order.status or "").lower() in LEFT
