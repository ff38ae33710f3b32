"""A new address for an order: what the lock allows, except for another country and what a specialist sees first."""

import re
from dataclasses import replace
from decimal import Decimal

from assist.domain.decision import Approval
from assist.domain.enums import Level, Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import order_lock
from assist.workflows.case import Case, Finding, OrderCase
from assist.workflows.countries import destinations
from assist.workflows.parcels import country, has_shipped
from assist.workflows.wording import folded

_STREET = re.compile(
    r"\b(?:calle|c/|avda|avenida|av\.|plaza|paseo|camino|carrer|rua|street|st\.|road|rd\b|lane|avenue|ave\b|drive|close|square|"
    r"terrace|court|place|way|rue|straat|strasse|flat|apt|apartment|piso|house|postcode|zip)(?!\w)|c/",
)
_NUMBER = re.compile(r"(?<![\w-])\d{1,5}[a-z]?(?![\w-])")


def decide(case: OrderCase) -> Finding | None:
    """Return whether the address can be changed; None where the destination cannot be told."""
    finding = order_lock.decide(case)
    if finding.outcome is Outcome.NOT_ELIGIBLE:
        return _afterwards(case, finding)
    if finding.outcome is not Outcome.ELIGIBLE:
        return finding
    if _is_for_a_specialist(case, case.order):
        # Neither facts nor reason: what raises a doubt is told to nobody who could pass it on.
        return replace(finding, rule_id="address_change.review", outcome=Outcome.NEEDS_APPROVAL, path="review",
                       next_step="Hand over to a specialist before anything is changed", actions=(),
                       approval=Approval(by=Level.SPECIALIST.value),
                       step_back_on=case.calendar.next_working_day(case.today),
                       follow_up_reason="An address change waits for a specialist")  # fmt: skip
    named, own = destinations(case.words), country(case.order)
    if case.parameters.address_change.same_country_only and named and named != {own}:
        return None if own is None or own in named else _elsewhere(finding)
    if not named and not _gives_an_address(case.words):
        return replace(finding, rule_id="address_change.address-missing", outcome=Outcome.NEEDS_INFO, actions=(),
                       missing=(Needed.NEW_ADDRESS,), next_step="Ask for the full new address")  # fmt: skip
    return finding


def _elsewhere(finding: Finding) -> Finding:
    return replace(finding, rule_id="address_change.other-country", outcome=Outcome.NOT_ELIGIBLE,
                   path="cancel_and_reorder", actions=(),
                   next_step="Offer to cancel before the order locks, so that the customer can order anew")  # fmt: skip


def _afterwards(case: OrderCase, locked: Finding) -> Finding:
    """Return what is left: the carrier's own redirection once it has the parcel, else a second sending."""
    if not case.parameters.address_change.redirect_after_hand_over:
        return replace(locked, path="resend_if_returned")
    if has_shipped(case.order):
        return replace(locked, path="redirect", next_step="Point to the link in the carrier's message")
    next_day = case.calendar.next_working_day(case.today)
    return replace(
        locked,
        path="redirect",
        next_step="See that the parcel was handed over, and point to the link in the carrier's message",
        step_back_on=next_day,
        follow_up_reason="Redirect the parcel after hand-over",
    )


def _gives_an_address(words: str) -> bool:
    """Say whether a street or a house number stands in the words: "can you change it?" names no place."""
    text = folded(words)
    return bool(_STREET.search(text) or _NUMBER.search(re.sub(r"\b[a-z]{2,}-?\d{4,}\b", " ", text)))


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
