"""A parcel that came back to us: sent again free of charge to the right address, or paid back, the customer's choice."""

from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import PathOption
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Fulfilment
from assist.workflows import limits, parcels, payback, wording
from assist.workflows.case import Facts, Finding, OrderCase, Slots

CAME_BACK = frozenset({"returned", "returned_to_sender", "return_to_sender", "returning", "refused", "unclaimed"})
"""Milestones of a parcel on its way back or back with us, as carriers and help desks name them."""


def decide(case: OrderCase) -> Finding | None:
    """Return the choice between a new dispatch and the money; None while no scan says that the parcel turned back."""
    back = next((parcel for parcel in parcels.holding(case.order, case.subject.item_ids) if _came_back(parcel)), None)
    if back is None:
        return None
    last = parcels.last_scan(back)
    facts: Facts = {
        "came_back": case.calendar.day(last.at).isoformat(),
        "scan": wording.name(last.code.replace("_", " ")),
    }
    slots: Slots = {"items": wording.titles(case.order, back.item_ids), "came_back_on": case.calendar.day(last.at)}
    paid = payback.of_faulty(case)
    refund = paid.refund.total if paid is not None else None
    free = Money(amount=Decimal("0.00"), currency=case.currency)
    approval = limits.refund_approval(case, refund) if refund is not None else None
    return Finding(
        "wismo.came-back",
        "wismo",
        Outcome.ELIGIBLE,
        facts,
        path="customer_choice",
        next_step="Ask for the right address or whether the order shall be paid back",
        missing=(Needed.CHOICE, Needed.NEW_ADDRESS),
        alternatives=(
            PathOption(path="send_again", amount=free),
            *((PathOption(path="refund", amount=refund, approval=approval),) if refund is not None else ()),
        ),
        slots=slots,
    )


def _came_back(parcel: Fulfilment) -> bool:
    return bool(parcel.milestones) and parcels.last_scan(parcel).code in CAME_BACK
