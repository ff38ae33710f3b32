"""Which workflow decides what: each name and the rules that look, the first that finds something decides.

A workflow file registers here and nowhere else. Rules in `steps` look at a known order; those in `without_order` look
first and need none. Precedence (clock rule C6) is the order of the rules: faulty before named promise before window.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assist.workflows import (
    address_change,
    arrival,
    comfort_promise,
    damaged,
    discount,
    double_charge,
    duplicate,
    faulty,
    gift,
    goodwill,
    order_lock,
    patch_test,
    price_adjustment,
    product_safety,
    promised,
    refund,
    refund_status,
    return_state,
    return_window,
    returnable,
    returned,
    returned_to_sender,
    shelf_life,
    stock,
    subscription,
    warranty,
    wismo,
)
from assist.workflows.case import Case, Finding, OrderCase


@dataclass(frozen=True)
class Workflow:
    """One workflow: its rules in order of precedence, and what it needs to know."""

    steps: tuple[Callable[[OrderCase], Finding | None], ...] = ()
    without_order: tuple[Callable[[Case], Finding | None], ...] = ()
    needs_order: bool = True
    """Whether nothing can be settled without knowing the order."""
    about_delivery: bool = False
    """Whether an order that has not arrived is meant rather than another."""
    bought_as: tuple[str, ...] = ()
    """Names in `client.yaml` of which one must be contracted; empty: its own name."""


_FAULT_FIRST = (returned.decide, price_adjustment.of_a_threat, faulty.decide)
"""What every return asks first: did it come back already, and is something wrong with it (clock rule C6)."""

_SENT_BACK = (
    *_FAULT_FIRST,
    returnable.part_of_set,
    promised.decide,
    comfort_promise.decide,
    patch_test.decide,
    return_state.decide,
    return_window.decide,
)
"""What decides about items that come back for a change of mind."""

WORKFLOWS: Mapping[str, Workflow] = {
    "wismo": Workflow(steps=(returned_to_sender.decide, wismo.decide), about_delivery=True),
    "order_change": Workflow(steps=(order_lock.decide,), about_delivery=True),
    "address_change": Workflow(
        steps=(address_change.decide,), without_order=(address_change.decide_unproven,), about_delivery=True
    ),
    "cancellation": Workflow(steps=(order_lock.decide,), without_order=(subscription.of_renewal,), about_delivery=True),
    "return": Workflow(
        steps=_SENT_BACK,
        without_order=(product_safety.decide, gift.decide, subscription.of_renewal),
    ),
    "exchange": Workflow(
        steps=_SENT_BACK,
        without_order=(product_safety.decide, gift.decide, subscription.of_renewal),
        bought_as=("exchange", "return"),
    ),
    "refund": Workflow(
        steps=(
            goodwill.decide,
            refund_status.decide,
            *_FAULT_FIRST,
            refund.of_silent_parcel,
            returnable.part_of_set,
            promised.decide,
            comfort_promise.decide,
            patch_test.decide,
            return_state.decide,
            return_window.decide,
        ),
        without_order=(product_safety.decide, gift.decide, subscription.of_renewal),
        bought_as=("refund", "return"),
    ),
    "damaged": Workflow(
        steps=(returned.decide, shelf_life.decide, damaged.decide, faulty.no_fault_but_a_return),
        without_order=(product_safety.decide, damaged.decide_unidentified),
    ),
    "warranty": Workflow(
        steps=(returned.decide, faulty.fresh, warranty.decide, faulty.no_fault_but_a_return),
        without_order=(product_safety.decide,),
    ),
    "troubleshooting": Workflow(steps=(faulty.decide,), needs_order=False, bought_as=("damaged", "warranty")),
    "product_safety": Workflow(
        without_order=(product_safety.decide,),
        steps=(*_FAULT_FIRST, patch_test.decide, faulty.no_fault_but_a_return),
        needs_order=False,
    ),
    "subscription": Workflow(without_order=(subscription.decide,), needs_order=False),
    "discount": Workflow(without_order=(discount.decide,), needs_order=False),
    "price_adjustment": Workflow(steps=(price_adjustment.decide,), bought_as=("discount",)),
    "gift": Workflow(
        without_order=(product_safety.decide, gift.decide),
        steps=(*_FAULT_FIRST, return_window.decide),
        needs_order=False,
    ),
    "duplicate": Workflow(without_order=(duplicate.decide,), needs_order=False, bought_as=("cancellation",)),
    "double_charge": Workflow(
        without_order=(subscription.of_renewal, double_charge.decide), needs_order=False, bought_as=("refund",)
    ),
    "prepurchase": Workflow(without_order=(stock.decide, arrival.decide), needs_order=False),
}

ABOUT_DELIVERY = frozenset(name for name, workflow in WORKFLOWS.items() if workflow.about_delivery)
NEEDS_ORDER = frozenset(name for name, workflow in WORKFLOWS.items() if workflow.needs_order)

BEFORE_LOCK = frozenset({"return", "exchange", "refund"})
"""Asked before the order locks, these are changes or cancellations: the workflow follows the order, not the word."""

AFTER_DELIVERY: Mapping[str, str] = {"cancellation": "return", "order_change": "exchange"}
"""Asked of what has arrived, the former are the latter."""
