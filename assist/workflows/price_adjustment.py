"""The price fell after the order: the difference as credit within some days, except for prices set apart.

What level 2 may credit to a buyer who would otherwise return the item is for agents: no draft names it or its limit.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from assist.domain.base import Money
from assist.domain.decision import Approval, MoneyLine
from assist.domain.enums import Level, Needed, Outcome
from assist.domain.orders import Item
from assist.workflows import claim_facts, discount, returnable, signs, window
from assist.workflows.blocks.pricing import PriceAdjustment
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots

_PERCENT = re.compile(r"(?:-|−|–)?\s?(?P<percent>\d{1,2})\s?(?:%|per ?cent|percent|por ciento)")


@dataclass(frozen=True)
class _Drop:
    """What the buyer paid for one, what it costs now, and who says so."""

    paid: Money
    now: Money | None
    source: str

    @property
    def difference(self) -> Money | None:
        if self.now is None or self.now.currency != self.paid.currency:
            return None
        return Money(amount=self.paid.amount - self.now.amount, currency=self.paid.currency)


def decide(case: OrderCase) -> Finding | None:
    """Return whether the difference is credited; None where the client has no such rule or the day is not known."""
    rules = case.parameters.price_adjustment
    if rules is None or case.intent != discount.PRICE_DROP or case.order.placed_at is None:
        return None
    placed = case.calendar.day(case.order.placed_at)
    last_day = placed + timedelta(days=rules.window_days)
    facts: Facts = {"placed": placed.isoformat(), "last_day": last_day.isoformat()}
    slots: Slots = {
        **claim_facts.slots(case),
        "last_day": last_day,
        "store_credit": "",
        "adjustment_days": rules.window_days,
    }
    if len(case.items) != 1:
        slots["choices"] = claim_facts.choices(case)
        return Finding("price_adjustment.which-item", "price_adjustment", Outcome.NEEDS_INFO, facts, slots=slots,
                       missing=(Needed.ITEM,), next_step="Ask which item it is")  # fmt: skip
    drop = _drop(case, case.items[0])
    excluded = next((one for one in rules.excluded if one.from_ <= case.asked_on <= one.until), None)
    if drop is not None and drop.difference is not None:
        facts |= {"paid": str(drop.paid), "price_now": str(drop.now), "price_source": drop.source}
    if excluded is not None or case.asked_on > last_day:
        return _outside(case, rules, facts, slots, drop, f"excluded.{excluded.id}" if excluded else "ended")
    return _inside(case, facts, slots, drop)


def of_a_threat(case: OrderCase) -> Finding | None:
    """Return the price decision for "or it goes back", said beside a wish for the difference: no return is asked yet."""
    if "price_adjustment" not in case.beside or not signs.OR_IT_GOES_BACK.in_(case.words):
        return None
    return decide(replace(case, workflow="price_adjustment", intent=discount.PRICE_DROP))


def _drop(case: OrderCase, item: Item) -> _Drop | None:
    """Return the drop of the very same size: from the shop where it says so, else as the customer tells it."""
    if item.paid is None:
        return None
    paid = Money(amount=_cents(item.paid.amount / item.quantity), currency=item.paid.currency)
    same = next((one for one in case.background.products if item.sku and one.sku == item.sku and one.price), None)
    if same is not None:
        return _Drop(paid, same.price, "shop")
    told = _PERCENT.search(case.words)
    if told is not None:
        left = _cents(paid.amount * (100 - int(told["percent"])) / 100)
        return _Drop(paid, Money(amount=left, currency=paid.currency), "customer")
    return _Drop(paid, None, "unknown")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _inside(case: OrderCase, facts: Facts, slots: Slots, drop: _Drop | None) -> Finding:
    difference = drop.difference if drop is not None and drop.source == "shop" else None
    if drop is None or difference is None:
        return Finding("price_adjustment.price", "price_adjustment", Outcome.NEEDS_INFO, facts, slots=slots,
                       missing=(Needed.CURRENT_PRICE,), next_step="Look up today's price of the same size")  # fmt: skip
    if difference.amount <= 0:
        return Finding("price_adjustment.no-drop", "price_adjustment", Outcome.NOT_ELIGIBLE, facts, slots=slots,
                       next_step="Say that the same size does not cost less today")  # fmt: skip
    return Finding(
        "price_adjustment.credit",
        "price_adjustment",
        Outcome.ELIGIBLE,
        facts,
        path="store_credit",
        next_step="Credit the difference",
        amount={"store_credit": difference},
        lines=_lines(drop),
        actions=(_credit(case, difference, "agent"),),
        slots={name: value for name, value in slots.items() if name != "store_credit"},
    )


def _outside(
    case: OrderCase, rules: PriceAdjustment, facts: Facts, slots: Slots, drop: _Drop | None, why: str
) -> Finding:
    difference = drop.difference if drop is not None else None
    may = rules.level_2_credit_up_to
    is_within = may is not None and difference is not None and Decimal(0) < difference.amount <= may
    if drop is None or difference is None or not (is_within and _would_return(case)):
        return Finding(f"price_adjustment.{why}", "price_adjustment", Outcome.NOT_ELIGIBLE, facts, slots=slots,
                       next_step="Say kindly why the difference is not credited; the return window stays open")  # fmt: skip
    return Finding(
        "price_adjustment.approval",
        "price_adjustment",
        Outcome.NEEDS_APPROVAL,
        facts,
        path="store_credit",
        next_step="Level 2 decides on crediting the difference; never named before",
        step_back_on=case.calendar.next_working_day(case.today),
        approval=Approval(
            by=Level.LEVEL_2.value,
            because="Outside the rule, and the buyer would otherwise return the item: within the goodwill of level 2",
        ),
        amount={"store_credit": difference},
        lines=_lines(drop),
        actions=(_credit(case, difference, "level_2"),),
        follow_up_reason="A price difference waits for level 2",
        slots=slots,
    )


def _would_return(case: OrderCase) -> bool:
    """Say whether the buyer says it goes back otherwise, and it still may: on its way, or inside its window."""
    if not signs.OR_IT_GOES_BACK.in_(case.words):
        return False
    arrived = window.arrival(case)
    if returnable.excluded(replace(case, workflow="return")) is not None:
        return False
    return arrived is None or not arrived.is_last or case.asked_on <= window.kindest(case, arrived.day).last_day


def _lines(drop: _Drop) -> tuple[MoneyLine, ...]:
    now = drop.now or drop.paid
    return (
        MoneyLine(of="store_credit", label="paid", amount=drop.paid),
        MoneyLine(of="store_credit", label="price now", amount=Money(amount=-now.amount, currency=now.currency)),
    )


def _credit(case: OrderCase, difference: Money, requires: str) -> ProposedAction:
    return ProposedAction("issue_store_credit", {**claim_facts.about(case), **claim_facts.sum_of(difference)}, requires)
