"""Which workflow decides what: each name and the rules that look, the first that finds something decides.

A workflow file registers here and nowhere else. Rules in `steps` look at a known order; those in `without_order` look
first and need none. Precedence (clock rule C6) is the order of the rules: faulty before named promise before window.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assist.workflows import address_change, order_lock, return_window, wismo
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


WORKFLOWS: Mapping[str, Workflow] = {
    "wismo": Workflow(steps=(wismo.decide,), about_delivery=True),
    "order_change": Workflow(steps=(order_lock.decide,), about_delivery=True),
    "address_change": Workflow(
        steps=(address_change.decide,), without_order=(address_change.decide_unproven,), about_delivery=True
    ),
    "cancellation": Workflow(steps=(order_lock.decide,), about_delivery=True),
    "return": Workflow(steps=(return_window.decide,)),
    "exchange": Workflow(steps=(return_window.decide,), bought_as=("exchange", "return")),
    "refund": Workflow(),
    "damaged": Workflow(),
    "warranty": Workflow(),
}

ABOUT_DELIVERY = frozenset(name for name, workflow in WORKFLOWS.items() if workflow.about_delivery)
NEEDS_ORDER = frozenset(name for name, workflow in WORKFLOWS.items() if workflow.needs_order)

BEFORE_LOCK = frozenset({"return", "exchange", "refund"})
"""Asked before the order locks, these are changes or cancellations: the workflow follows the order, not the word."""
