"""Returns and exchanges: which window applies, whether the customer asked in time, and what each path comes to."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import PathOption
from assist.domain.enums import Needed, Outcome
from assist.workflows import arriving, exchange, limits, payback, returnable, returned, unknown, window, wording
from assist.workflows.case import Facts, Finding, OrderCase, Slots
from assist.workflows.money import ZERO
from assist.workflows.payback import Payback
from assist.workflows.window import Arrival, Window


def decide(case: OrderCase) -> Finding | None:
    """Return the decision for a return, a refund or exchange of a change of mind; None where a person must look."""
    already = returned.decide(case)
    if already is not None:
        return already
    arrived = window.arrival(case)
    excluded = returnable.excluded(case)
    if excluded is not None:
        return excluded
    if arrived is None:
        return exchange.not_offered({}, {}) if exchange.is_never_offered(case) else arriving.decide(case)
    if returnable.is_mixed(case):
        return returnable.which_item(case, {})
    return _in_window(case, arrived)


def _in_window(case: OrderCase, arrived: Arrival) -> Finding | None:
    kindest = window.kindest(case, arrived.day)
    facts: Facts = {
        "delivered": arrived.day.isoformat(),
        "window": kindest.id,
        "last_day": kindest.last_day.isoformat(),
    }
    if case.order.placed_at:
        facts["placed"] = case.calendar.day(case.order.placed_at).isoformat()
    items = wording.titles(case.order, case.subject.item_ids)
    slots: Slots = {"last_day": kindest.last_day, "delivered_on": arrived.day, "items": items}
    if case.asked_on > kindest.last_day and arrived.is_last:
        return _ended(case, arrived, kindest, facts, slots)
    if not arrived.is_last:
        # The window runs from a parcel still to come: no day can be named yet (clock rule C5).
        facts, slots = {**facts, "last_day": None}, {"delivered_on": arrived.day, "items": items}
    elif case.today > kindest.last_day:
        facts["asked"] = case.asked_on.isoformat()
        slots["asked_in_time"] = case.asked_on
    if exchange.is_never_offered(case):
        return exchange.not_offered(facts, slots)
    if case.workflow == "exchange" and exchange.is_refund_only(case):
        return Finding("exchange.refund-only", "exchange", Outcome.NOT_ELIGIBLE, facts, path="refund", slots=slots,
                       next_step="Offer the return for a refund instead")  # fmt: skip
    if case.workflow == "exchange":
        return exchange.in_window(case, kindest if arrived.is_last else None, facts, slots)
    return _return(case, kindest, arrived, facts, slots)


def _ended(case: OrderCase, arrived: Arrival, ended: Window, facts: Facts, slots: Slots) -> Finding | None:
    """Return the refusal, or None where something may still make it a wrong one: a person or a page says more."""
    if _may_be_promised(case, arrived.day):
        return None
    if window.may_be_dated(case, arrived.day):
        return unknown.fact(case, returnable.name(case), "placed_at", "its day decides which window applies", facts)
    return Finding(f"{returnable.name(case)}.ended.{ended.id}", returnable.name(case), Outcome.NOT_ELIGIBLE, facts, slots=slots,
                   next_step="Say kindly that the window has ended, and when")  # fmt: skip


def _may_be_promised(case: OrderCase, delivered: date) -> bool:
    """Say whether the client's comfort promise may cover an item after its return window."""
    comfort = case.parameters.comfort_promise
    return (
        comfort is not None
        and (case.asked_on - delivered).days <= comfort.window_days
        and any(set(comfort.tags) <= set(item.tags) for item in case.items)
    )


def _return(case: OrderCase, kindest: Window, arrived: Arrival, facts: Facts, slots: Slots) -> Finding:
    conditions = returnable.conditions(case)
    found = Finding(
        f"return.window.{kindest.id}",
        "return",
        Outcome.ELIGIBLE,
        facts,
        path="refund",
        conditions=conditions,
        next_step="Send the return label",
        last_day=kindest.last_day if arrived.is_last else None,
        missing=() if returnable.items_are_clear(case) else (Needed.ITEM,),
        actions=(returnable.label(case),),
        slots={**slots, "conditions": " and ".join(conditions), **returnable.choices(case), **_pay_days(case)},
    )
    found = _with_send_by(case, found)
    return _with_money(case, found, arrived) if returnable.items_are_clear(case) else found


def _pay_days(case: OrderCase) -> Slots:
    days = case.parameters.refund.pay_within_working_days
    return {"pay_days": days} if days is not None else {}


def _with_send_by(case: OrderCase, found: Finding) -> Finding:
    days = case.parameters.return_.send_within_days
    if days is None:
        return found
    send_by = case.asked_on + timedelta(days=days)
    return replace(
        found, facts={**found.facts, "send_by": send_by.isoformat()}, slots={**found.slots, "send_by": send_by}
    )


def _with_money(case: OrderCase, found: Finding, arrived: Arrival) -> Finding:
    """Add what each path comes to; the finding stands without sums where the order does not tell what was paid."""
    until = window.withdrawal_until(case, arrived.day)
    back = payback.of_return(case, within_withdrawal=until is not None and case.asked_on <= until)
    if back is None:
        return found
    approval = limits.refund_approval(case, back.refund.total)
    waits = approval is not None and case.workflow == "refund"
    missing = (*found.missing, *((Needed.GIFT_STAYS,) if back.refund_gift_kept else ()))
    return replace(
        found,
        outcome=Outcome.NEEDS_APPROVAL if waits else found.outcome,
        amount=back.amount,
        lines=back.lines,
        alternatives=_paths(case, back),
        approval=approval,
        missing=missing,
        slots={**found.slots, **_money_slots(case, back), **({"waits": "yes"} if waits else {})},
    )


def _money_slots(case: OrderCase, back: Payback) -> Slots:
    """Return the parts of the sum for a sentence: paid, label, what the gift costs; a part of nothing is left out."""
    parts = dict(back.refund.steps)
    label = payback.label_fee(case)
    slots: Slots = {"paid": Money(amount=_goods(back), currency=case.currency)}
    if label > 0 and "return label" in parts:
        slots["label_fee"] = Money(amount=label, currency=case.currency)
    if back.refund_with_label is not None:
        slots["optional_label_fee"] = Money(amount=label, currency=case.currency)
    if parts.get("standard shipping", ZERO) > 0:
        slots["shipping_back"] = Money(amount=parts["standard shipping"], currency=case.currency)
    if case.parameters.exchange.offered and not exchange.is_refund_only(case):
        fee = exchange.fee(case)
        slots["exchange_fee" if fee else "exchange_free"] = Money(amount=fee, currency=case.currency) if fee else "free"
    if back.refund_gift_kept is not None:
        slots["gift_kept"] = back.refund_gift_kept.total
    bonus = case.parameters.refund.store_credit_bonus_percent
    if back.store_credit is not None and bonus:
        slots["bonus_percent"] = f"{bonus} %"
    return slots


def _goods(back: Payback) -> Decimal:
    fees = {"return label", "standard shipping", "not below zero"}
    return sum((amount for label, amount in back.refund.steps if label not in fees), ZERO)


def _paths(case: OrderCase, back: Payback) -> tuple[PathOption, ...]:
    """Return every path open, an exchange first where the client says so."""
    rules = case.parameters.exchange
    if not rules.offered or exchange.is_refund_only(case):
        return back.paths
    fee = Money(amount=exchange.fee(case), currency=case.currency)
    swap = PathOption(path="exchange", amount=fee)
    return (swap, *back.paths) if rules.first else (*back.paths, swap)
