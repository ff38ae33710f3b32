"""Opened products that turn out not to suit: the first purchase of each is paid back, and kept.

A named promise beats the rule that only sealed products come back (clock rule C6). A reaction is another matter.
"""

from datetime import date, timedelta

from assist.domain.base import Money
from assist.domain.decision import Approval, MoneyLine
from assist.domain.enums import Level, Outcome
from assist.domain.orders import Item
from assist.workflows import claim_facts, signs
from assist.workflows.blocks.promising import PatchTest
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots

FIRST_PURCHASE = "first_purchase_of"


def decide(case: OrderCase) -> Finding | None:
    """Return what the promise gives for an opened product; None where the client has none or nothing was opened."""
    rules = case.parameters.patch_test
    delivered = claim_facts.delivered_on(case)
    if rules is None or delivered is None or not signs.OPENED.in_(case.words):
        return None
    last_day = delivered + timedelta(days=rules.window_days)
    facts: Facts = {"delivered": delivered.isoformat(), "promise_until": last_day.isoformat(), "opened": True}
    slots: Slots = {**claim_facts.slots(case), "last_day": last_day, "promise_days": rules.window_days}
    if not case.subject.item_ids:
        slots["choices"] = claim_facts.choices(case)
        return Finding("promise.patch-test.which-item", case.workflow, Outcome.NEEDS_INFO, facts,
                       missing=claim_facts.ITEM_ONLY, slots=slots, next_step="Ask which product it is")  # fmt: skip
    if case.asked_on > last_day:
        return _refused("ended", case, facts, slots)
    if rules.first_purchase_of_product and any(_bought_before(case, item) for item in case.items):
        return _refused("repeat", case, {**facts, "first_purchase": False}, slots)
    return _given(case, rules, facts, slots)


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


def _given(case: OrderCase, rules: PatchTest, facts: Facts, slots: Slots) -> Finding:
    paid = claim_facts.paid(case)
    lines = _lines(paid, rules) if paid else ()
    refund = lines[0].amount if len(lines) == 1 else _capped(paid, rules) if paid else None
    number = _refunds_in_90_days(case) + 1
    limit = case.parameters.refund.level_2_from_refund_in_90_days
    needs_level_2 = limit is not None and number >= limit
    path = "refund_keep" if rules.keep_product else "refund"
    params = {**claim_facts.about(case), **claim_facts.sum_of(refund)}
    return Finding(
        "promise.patch-test.approval" if needs_level_2 else "promise.patch-test",
        case.workflow,
        Outcome.NEEDS_APPROVAL if needs_level_2 else Outcome.ELIGIBLE,
        {**facts, "first_purchase": True, "refunds_in_90_days": number - 1},
        path=path,
        next_step="Check the order history for an earlier purchase of the product, then refund; the product stays",
        step_back_on=case.calendar.next_working_day(case.today) if needs_level_2 else None,
        approval=Approval(by=Level.LEVEL_2.value, because=f"Refund number {number} in 90 days")
        if needs_level_2
        else None,
        amount={"refund": refund} if refund else {},
        lines=lines,
        actions=(ProposedAction("issue_refund", params, "level_2" if needs_level_2 else "agent"),),
        follow_up_reason="A refund waits for level 2" if needs_level_2 else None,
        slots=slots,
    )


def _capped(paid: Money, rules: PatchTest) -> Money:
    return paid if rules.up_to is None else Money(amount=min(paid.amount, rules.up_to), currency=paid.currency)


def _lines(paid: Money, rules: PatchTest) -> tuple[MoneyLine, ...]:
    """Return what was paid, and what of it lies above what the promise pays at most."""
    above = paid.amount - _capped(paid, rules).amount
    lines = (MoneyLine(of="refund", label="paid for the product", amount=paid),)
    if not above:
        return lines
    rest = Money(amount=-above, currency=paid.currency)
    return (*lines, MoneyLine(of="refund", label="above what the promise pays", amount=rest))


DAYS_OF_COUNTED_REFUNDS = 90


def _refunds_in_90_days(case: OrderCase) -> int:
    since = case.now - timedelta(days=DAYS_OF_COUNTED_REFUNDS)
    return sum(
        refund.at is not None and since <= refund.at <= case.now
        for order in case.background.orders
        for refund in order.refunds
    )
