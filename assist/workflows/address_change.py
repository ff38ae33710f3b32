"""A new address for an order: what the lock allows, except for another country and what a specialist sees first."""

from dataclasses import replace
from decimal import Decimal

from assist.domain.decision import Approval
from assist.domain.enums import Level, Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import order_lock
from assist.workflows.case import Case, Finding, OrderCase
from assist.workflows.countries import destinations
from assist.workflows.parcels import country


def decide(case: OrderCase) -> Finding | None:
    """Return whether the address can be changed; None where the destination cannot be told."""
    finding = order_lock.decide(case)
    if finding is None or finding.outcome is not Outcome.ELIGIBLE:
        return finding
    if _is_for_a_specialist(case, case.order):
        # Neither facts nor reason: what raises a doubt is told to nobody who could pass it on.
        return replace(finding, rule_id="address_change.review", outcome=Outcome.NEEDS_APPROVAL, path="review",
                       next_step="Hand over to a specialist before anything is changed", actions=(),
                       approval=Approval(by=Level.SPECIALIST.value))  # fmt: skip
    named = destinations(case.words) if case.parameters.address_change.same_country_only else set()
    own = country(case.order)
    if not named or named == {own}:
        return finding
    if own is None or own in named:
        return None
    return replace(finding, rule_id="address_change.other-country", outcome=Outcome.NOT_ELIGIBLE,
                   path="cancel_and_reorder", actions=(),
                   next_step="Offer to cancel before the order locks, so that the customer can order anew")  # fmt: skip


def decide_unproven(case: Case) -> Finding | None:
    """Return the one neutral request for an order of somebody else, and whether a specialist looks; None when it is known."""
    if case.subject.order is not None or not case.background.withheld:
        return None
    doubtful = any(_is_for_a_specialist(case, order) for order in case.background.withheld)
    return Finding("identify.proof-of-order", case.workflow, Outcome.NEEDS_INFO, path="ask",
                   missing=(Needed.PROOF_OF_ORDER,),
                   next_step="Ask for a message from the e-mail address of the order; confirm nothing",
                   approval=Approval(by=Level.SPECIALIST.value) if doubtful else None)  # fmt: skip


def _is_for_a_specialist(case: Case, order: Order) -> bool:
    when = case.parameters.address_change.specialist_when
    if when is None:
        return False
    is_express = "express" in (order.shipping_method or "").lower()
    total = _total(order)
    return (
        (is_express or not when.express)
        and (bool(order.first_order) or not when.first_order)
        and total is not None
        and total > when.above
    )


def _total(order: Order) -> Decimal | None:
    """Return what was paid for the order, from its totals or else its items; None when neither says."""
    totals = order.totals
    stated = (totals.paid or totals.items) if totals else None
    if stated is not None:
        return stated.amount
    paid = [item.paid.amount for item in order.items if item.paid]
    return sum(paid, Decimal(0)) if paid else None
