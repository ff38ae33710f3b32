"""Worn boots and the like: a promise by name, paid as the client says, once in so many months.

A named promise beats an ended window (clock rule C6). Unworn items inside a window do better under the window itself.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from assist.domain.base import Money
from assist.domain.decision import MoneyLine
from assist.domain.enums import Outcome
from assist.workflows import claim_facts, signs
from assist.workflows.anniversaries import months_after
from assist.workflows.blocks.promising import ComfortPromise
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots

USED = "comfort_promise_used"


def decide(case: OrderCase) -> Finding | None:
    """Return what the promise gives; None where it does not apply or a return window gives more."""
    rules = case.parameters.comfort_promise
    delivered = claim_facts.delivered_on(case)
    if rules is None or delivered is None or not _covers(case, rules):
        return None
    is_worn = signs.WORN.in_(case.words)
    if not is_worn and _is_in_a_window(case, delivered):
        return None
    last_day = delivered + timedelta(days=rules.window_days)
    facts: Facts = {"delivered": delivered.isoformat(), "promise_until": last_day.isoformat(), "worn": is_worn}
    slots: Slots = {**claim_facts.slots(case), "last_day": last_day}
    if case.asked_on > last_day:
        if not is_worn:
            return None  # the return window says so, with its own day
        return _refused("ended", case, facts, slots)
    again_from = _used_until(case, rules)
    if again_from is not None:
        return _refused(
            "used", case, {**facts, "again_from": again_from.isoformat()}, {**slots, "again_from": again_from}
        )
    return _given(case, rules, facts, slots, last_day)


def _covers(case: OrderCase, rules: ComfortPromise) -> bool:
    """Say whether every item meant carries the tags of the promise."""
    return bool(case.items) and all(set(rules.tags) <= set(item.tags) for item in case.items)


def _is_in_a_window(case: OrderCase, delivered: date) -> bool:
    rules = case.parameters.return_
    days = rules.member_window_days if case.is_member and rules.member_window_days else rules.window_days
    last_days = [delivered + timedelta(days=days)]
    placed = case.calendar.day(case.order.placed_at) if case.order.placed_at else None
    last_days += [
        dated.last_day
        for dated in rules.dated_windows
        if placed is not None and dated.ordered_from <= placed <= dated.ordered_until
    ]
    return case.asked_on <= max(last_days)


def _used_until(case: OrderCase, rules: ComfortPromise) -> date | None:
    """Return the day from which the promise may be used again; None when it may be used now."""
    if rules.once_per_months is None:
        return None
    used = [case.calendar.day(entry.at) for entry in case.background.history if entry.kind == USED and entry.at]
    again = max((months_after(day, rules.once_per_months) for day in used if day <= case.asked_on), default=None)
    return again if again is not None and case.asked_on < again else None


def _refused(why: str, case: OrderCase, facts: Facts, slots: Slots) -> Finding:
    return Finding(f"promise.comfort.{why}", case.workflow, Outcome.NOT_ELIGIBLE, facts, slots=slots,
                   next_step="Say kindly why the promise does not apply; a fault is another matter")  # fmt: skip


def _given(case: OrderCase, rules: ComfortPromise, facts: Facts, slots: Slots, last_day: date) -> Finding:
    paid = claim_facts.paid(case)
    lines = _lines(paid, rules) if paid else ()
    total = _total(lines)
    params = {**claim_facts.about(case), "fee": "0.00"}
    return Finding(
        "promise.comfort",
        case.workflow,
        Outcome.ELIGIBLE,
        facts,
        path=rules.path,
        next_step="Send the free return label",
        last_day=last_day,
        amount={rules.path: total} if total else {},
        lines=lines,
        actions=(ProposedAction("send_return_label", params, "customer_confirmation"),),
        slots=slots,
    )


def _lines(paid: Money, rules: ComfortPromise) -> tuple[MoneyLine, ...]:
    lines = [MoneyLine(of=rules.path, label="paid for the item", amount=paid)]
    bonus = (paid.amount * rules.bonus_percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if bonus:
        money = Money(amount=bonus, currency=paid.currency)
        lines.append(MoneyLine(of=rules.path, label=f"bonus of {rules.bonus_percent} %", amount=money))
    return tuple(lines)


def _total(lines: tuple[MoneyLine, ...]) -> Money | None:
    if not lines:
        return None
    return Money(amount=sum((line.amount.amount for line in lines), Decimal(0)), currency=lines[0].amount.currency)
