"""Opened products that turn out not to suit: the first purchase of each is paid back, and kept.

A named promise beats the rule that only sealed products come back (clock rule C6). A reaction is another matter.
"""

from datetime import date, timedelta

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Item
from assist.workflows import claim_facts, limits, signs, window
from assist.workflows.blocks.promising import PatchTest
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.money import Sum

FIRST_PURCHASE = "first_purchase_of"


def decide(case: OrderCase) -> Finding | None:
    """Return what the promise gives for an opened product; None where the client has none or it is sealed.

    Opened or not is asked where only the promise could still help and the customer has not said.
    """
    rules = case.parameters.patch_test
    delivered = claim_facts.delivered_on(case)
    if rules is None or delivered is None:
        return None
    last_day = delivered + timedelta(days=rules.window_days)
    is_opened = signs.OPENED.in_(case.words)
    facts: Facts = {"delivered": delivered.isoformat(), "promise_until": last_day.isoformat(), "opened": is_opened}
    slots: Slots = {**claim_facts.slots(case), "last_day": last_day, "promise_days": rules.window_days}
    if not is_opened:
        return _opened_or_sealed(case, rules, facts, slots) if case.asked_on <= last_day else None
    if not case.subject.item_ids:
        slots["choices"] = claim_facts.choices(case)
        return Finding("promise.patch-test.which-item", case.workflow, Outcome.NEEDS_INFO, facts,
                       missing=(Needed.ITEM,), slots=slots, next_step="Ask which product it is")  # fmt: skip
    if case.asked_on > last_day:
        return _refused("ended", case, facts, slots)
    if _is_repeat(case, rules):
        return _refused("repeat", case, {**facts, "first_purchase": False}, slots)
    return _given(case, rules, facts, slots, last_day)


def _opened_or_sealed(case: OrderCase, rules: PatchTest, facts: Facts, slots: Slots) -> Finding | None:
    """Return the question, once the window for sealed products has ended and the promise is still open."""
    arrived = window.arrival(case)
    is_over = arrived is not None and arrived.is_last and case.asked_on > window.kindest(case, arrived.day).last_day
    is_asked_already = signs.SEALED.in_(case.words) or signs.OPENED.denied_in(case.words)
    if not is_over or is_asked_already or not case.subject.item_ids or _is_repeat(case, rules):
        return None
    return Finding("promise.patch-test.opened-or-sealed", case.workflow, Outcome.NEEDS_INFO, {**facts, "opened": None},
                   missing=(Needed.CONDITION,), slots=slots,
                   next_step="Ask whether the product was opened: the promise may still cover it")  # fmt: skip


def _is_repeat(case: OrderCase, rules: PatchTest) -> bool:
    return rules.first_purchase_of_product and any(_bought_before(case, item) for item in case.items)


def _refused(why: str, case: OrderCase, facts: Facts, slots: Slots) -> Finding:
    return Finding(f"promise.patch-test.{why}", case.workflow, Outcome.NOT_ELIGIBLE, facts, slots=slots,
                   next_step="Say kindly why an opened product cannot come back")  # fmt: skip


def _bought_before(case: OrderCase, item: Item) -> bool:
    """Say whether an earlier purchase of the same product is known, from the customer's history or other orders."""
    firsts = [
        entry
        for entry in case.background.history
        if entry.kind == FIRST_PURCHASE and entry.sku is not None and _is_same_product(entry.sku, item)
    ]
    if any(
        _is_of_an_earlier_order(case, entry.order_number, entry.at and case.calendar.day(entry.at)) for entry in firsts
    ):
        return True
    placed = case.order.placed_at
    return any(
        order.number != case.order.number
        and order.cancelled_at is None
        and (placed is None or order.placed_at is None or order.placed_at < placed)
        and any(_is_same_product(other.sku or other.title or "", item) for other in order.items)
        for order in case.background.orders
    )


def _is_of_an_earlier_order(case: OrderCase, number: str | None, bought: date | None) -> bool:
    if number is not None:
        return number.upper() != case.order.number.upper()
    placed = case.calendar.day(case.order.placed_at) if case.order.placed_at else None
    return bought is not None and placed is not None and bought < placed


def _is_same_product(name: str, item: Item) -> bool:
    return bool(name) and name.casefold() in {(item.sku or "").casefold(), (item.title or "").casefold()}


def _given(case: OrderCase, rules: PatchTest, facts: Facts, slots: Slots, last_day: date) -> Finding:
    refund = _sum(case, rules)
    approval = limits.refund_approval(case, refund.total) if refund else None
    params = {**claim_facts.about(case), **claim_facts.sum_of(refund.total if refund else None)}
    return Finding(
        "promise.patch-test.approval" if approval else "promise.patch-test",
        case.workflow,
        Outcome.NEEDS_APPROVAL if approval else Outcome.ELIGIBLE,
        {**facts, "first_purchase": True},
        path="refund_keep" if rules.keep_product else "refund",
        next_step="Check the order history for an earlier purchase of the product, then refund; the product stays",
        last_day=last_day,
        step_back_on=case.calendar.next_working_day(case.today) if approval else None,
        approval=approval,
        amount={"refund": refund.total} if refund else {},
        lines=refund.lines if refund else (),
        actions=(ProposedAction("issue_refund", params, "level_2" if approval else "agent"),),
        follow_up_reason="A refund waits for level 2" if approval else None,
        slots=slots,
    )


def _sum(case: OrderCase, rules: PatchTest) -> Sum | None:
    """Return what was paid, less what lies above what the promise pays at most."""
    paid = claim_facts.paid(case)
    if paid is None:
        return None
    most = paid.amount if rules.up_to is None else min(paid.amount, rules.up_to)
    refund = Sum("refund", paid.currency).plus("paid for the product", paid.amount)
    return refund.plus("above what the promise pays", most - paid.amount)
