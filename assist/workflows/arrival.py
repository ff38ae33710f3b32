"""Before buying: when an order placed now is expected, what sending it costs, and where it cannot go.

Every day here is expected, none is certain: a carrier brings it.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.base import Money
from assist.domain.enums import Outcome
from assist.workflows import order_lock, regions
from assist.workflows.blocks.delivering import Shipping
from assist.workflows.case import Case, Facts, Finding, Slots
from assist.workflows.countries import destinations
from assist.workflows.signs import plain
from assist.working_time import WEEKDAYS

TIME, POLICY = "shipping/time", "shipping/policy"
_A_DAY = re.compile(
    r"\b(?:by|before|in time|until|if i (?:order|buy|place)|order(?:ed|ing)? (?:it )?(?:now|today|tonight|tomorrow)|today|tomorrow|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|weekend|birthday|next day|express|"
    r"antes|para el|a tiempo|si (?:lo |la )?(?:pido|compro)|hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|navidad|reyes|llega\w*)\b"
)
"""A day is asked for: then days are computed; "how long does delivery take" the page answers."""


def decide(case: Case) -> Finding | None:
    """Return what can be said of a delivery before buying; None leaves it to the pages."""
    if case.intent not in (TIME, POLICY):
        return None
    rules = case.parameters.shipping
    return _not_served(case, rules) or _fee(case, rules) or _expected(case, rules)


def _not_served(case: Case, rules: Shipping) -> Finding | None:
    named = regions.named(case.words) | destinations(case.words)
    words = plain(case.words)
    goods = [tag for tag, closed in rules.not_served.items() if named & set(closed) and tag.replace("_", " ") in words]
    if goods:
        return Finding("prepurchase.not-served.goods", "prepurchase", Outcome.NOT_ELIGIBLE, {"goods": goods[0]},
                       next_step="Say kindly that this product does not travel there")  # fmt: skip
    closed_regions = named & set(rules.not_served_regions)
    if not closed_regions:
        return None
    return Finding("prepurchase.not-served", "prepurchase", Outcome.NOT_ELIGIBLE, {"region": min(closed_regions)},
                   next_step="Say kindly that we do not send there")  # fmt: skip


def _fee(case: Case, rules: Shipping) -> Finding | None:
    """Return what sending an order of the amount named costs, when exactly one amount in our currency is named."""
    if case.intent != POLICY or rules.fee is None or rules.free_from is None:
        return None
    sums = [atom.value.split(" ") for atom in atoms.extract(case.words) if atom.kind is AtomKind.MONEY]
    amounts = [
        Decimal(value[0]) for value in sums if len(value) > 1 and value[1] == case.currency and _is_plain(value[0])
    ]
    if len(amounts) != 1:
        return None
    is_free = amounts[0] >= rules.free_from
    facts: Facts = {
        "order_value": f"{amounts[0]:.2f}",
        "free_from": f"{rules.free_from:.2f}",
        "fee": f"{rules.fee:.2f}",
    }
    charge = Money(amount=Decimal("0.00") if is_free else rules.fee, currency=case.currency)
    slots: Slots = {
        "fee": Money(amount=rules.fee, currency=case.currency),
        "free_from": Money(amount=rules.free_from, currency=case.currency),
    }
    return Finding("prepurchase.shipping-free" if is_free else "prepurchase.shipping-fee", "prepurchase",
                   Outcome.INFORMATIONAL, facts, path="shipping", amount={"charge": charge}, slots=slots,
                   next_step="Say what sending it costs")  # fmt: skip


def _is_plain(number: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", number) is not None


def _expected(case: Case, rules: Shipping) -> Finding | None:
    if rules.standard_working_days is None or not _A_DAY.search(plain(case.words)):
        return None
    country = _country(case)
    days = _working_days(case, rules, country)
    if days is None:
        return None
    first = _handled_on(case)
    soonest, latest = (case.calendar.add_working_days(first, count) for count in days)
    facts: Facts = {"country": country, "expected_from": soonest.isoformat(), "expected_until": latest.isoformat()}
    slots: Slots = {"expected_from": soonest, "expected_until": latest}
    express = _express_on(case, rules)
    if express is not None and rules.express_fee is not None:
        facts |= {"express_expected": express.isoformat(), "express_fee": f"{rules.express_fee:.2f}"}
        slots |= {"express_on": express, "express_fee": Money(amount=rules.express_fee, currency=case.currency)}
    return Finding("prepurchase.expected", "prepurchase", Outcome.INFORMATIONAL, facts, path="shipping", slots=slots,
                   next_step="Say when it is expected; no day is certain")  # fmt: skip


def _country(case: Case) -> str | None:
    named = destinations(case.words)
    if len(named) == 1:
        return next(iter(named))
    customer = case.background.customer
    return customer.country if customer is not None and not named else None


def _working_days(case: Case, rules: Shipping, country: str | None) -> tuple[int, int] | None:
    known = rules.standard_working_days or {}
    for place in (*sorted(regions.named(case.words)), country):
        if place is not None and place in known:
            return known[place]
    return known.get("default") if country is not None else None


def _handled_on(case: Case) -> date:
    """Return the day an order placed now is packed."""
    lock = case.parameters.order_lock
    if lock.kind == "pick":
        return case.calendar.day(order_lock.locks_at(lock, case.asked_at, case.calendar))
    return (
        case.asked_on if case.calendar.is_working_day(case.asked_on) else case.calendar.next_working_day(case.asked_on)
    )


def _express_on(case: Case, rules: Shipping) -> date | None:
    """Return when express ordered now is expected: the working day after the first day that still takes it."""
    if rules.express_cutoff is None:
        return None
    local = case.calendar.local(case.asked_at)
    day = local.date()
    in_time = local.time().replace(microsecond=0) <= rules.express_cutoff
    for _ in range(MOST_DAYS_CLOSED):
        if in_time and _takes_express(case, rules, day):
            return case.calendar.next_working_day(day)
        day, in_time = day + timedelta(days=1), True
    return None


MOST_DAYS_CLOSED = 14
"""Holidays in a row; after that many days nothing is said of express."""


def _takes_express(case: Case, rules: Shipping, day: date) -> bool:
    offered = not rules.express_days or WEEKDAYS[day.weekday()] in rules.express_days
    return offered and case.calendar.is_working_day(day)
