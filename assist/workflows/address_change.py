"""A new address for an order: what the lock allows, except for another country and what a specialist sees first."""

from dataclasses import replace
from decimal import Decimal

from assist.domain.decision import Approval
from assist.domain.enums import Level, Outcome
from assist.workflows import order_lock
from assist.workflows.case import Case, Finding
from assist.workflows.countries import destinations
from assist.workflows.parcels import country


def decide(case: Case) -> Finding | None:
    """Return whether the address can be changed; None where the destination cannot be told."""
    finding = order_lock.decide(case)
    if finding is None or finding.outcome is not Outcome.ELIGIBLE:
        return finding
    if _is_for_a_specialist(case):
        # Neither facts nor reason: what raises a doubt is told to nobody who could pass it on.
        return replace(finding, rule_id="address_change.review", outcome=Outcome.NEEDS_APPROVAL, path="review",
                       next_step="Hand over to a specialist before anything is changed", action=None,
                       approval=Approval(by=Level.SPECIALIST.value))  # fmt: skip
    named = destinations(case.words) if case.parameters.address_change.same_country_only else set()
    own = country(case.order)
    if not named or named == {own}:
        return finding
    if own is None or own in named:
        return None
    return replace(finding, rule_id="address_change.other-country", outcome=Outcome.NOT_ELIGIBLE,
                   path="cancel_and_reorder", action=None,
                   next_step="Offer to cancel before the order locks, so that the customer can order anew")  # fmt: skip


def _is_for_a_specialist(case: Case) -> bool:
    when = case.parameters.address_change.specialist_when
    if when is None:
        return False
    is_express = "express" in (case.order.shipping_method or "").lower()
    total = _total(case)
    return (
        (is_express or not when.express)
        and (bool(case.order.first_order) or not when.first_order)
        and total is not None
        and total > when.above
    )


def _total(case: Case) -> Decimal | None:
    """Return what was paid for the order, from its totals or else its items; None when neither says."""
    totals = case.order.totals
    stated = (totals.paid or totals.items) if totals else None
    if stated is not None:
        return stated.amount
    paid = [item.paid.amount for item in case.order.items if item.paid]
    return sum(paid, Decimal(0)) if paid else None
