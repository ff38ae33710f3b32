"""Worn boots and the like: a promise by name, paid as the client says, once in so many months.

A named promise beats an ended window (clock rule C6). Unworn items inside a window do better under the window itself.
"""

from datetime import date, timedelta

from assist.domain.enums import Outcome
from assist.workflows import claim_facts, signs, window
from assist.workflows.blocks.promising import ComfortPromise
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.money import Sum, percent_of
from assist.workflows.spans import months_after

USED = "comfort_promise_used"


def decide(case: OrderCase) -> Finding | None:
    """Return what the promise gives; None where it does not apply or a return window gives more."""
    rules = case.parameters.comfort_promise
    delivered = claim_facts.delivered_on(case)
    if rules is None or delivered is None or not _covers(case, rules):
        return None
    is_worn = signs.WORN.in_(case.words) and not signs.INDOORS.in_(case.words)
    if not is_worn and case.asked_on <= window.kindest(case, delivered).last_day:
        return None
    last_day = delivered + timedelta(days=rules.window_days)
    if not is_worn and last_day <= window.kindest(case, delivered).last_day:
        return None  # what ended last is the return window
    facts: Facts = {"delivered": delivered.isoformat(), "promise_until": last_day.isoformat(), "worn": is_worn}
    slots: Slots = {**claim_facts.slots(case), "last_day": last_day}
    if case.asked_on > last_day:
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
    credit = Sum(rules.path, paid.currency).plus("paid for the item", paid.amount) if paid else None
    if credit is not None:
        bonus = percent_of(credit.total.amount, rules.bonus_percent)
        credit = credit.plus(f"bonus of {rules.bonus_percent} %", bonus)
    params = {**claim_facts.about(case), "fee": "0.00"}
    return Finding(
        "promise.comfort",
        case.workflow,
        Outcome.ELIGIBLE,
        facts,
        path=rules.path,
        next_step="Send the free return label",
        last_day=last_day,
        amount={rules.path: credit.total} if credit else {},
        lines=credit.lines if credit else (),
        actions=(ProposedAction("send_return_label", params, "customer_confirmation"),),
        slots=slots,
    )
