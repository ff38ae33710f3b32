"""Something asked for the trouble: never offered by a draft, decided by level 2, with the numbers it needs."""

import re
from datetime import date

from assist.domain.decision import Approval
from assist.domain.enums import Level, Outcome
from assist.workflows import parcels, stepping_in
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction
from assist.workflows.order_lock import locks_at
from assist.workflows.spans import months_before

_ASKS = re.compile(
    r"\b(?:compensat\w*|goodwill|make (?:it )?up (?:to me|for (?:it|this|that))|for (?:the|my|all this) (?:trouble|inconvenience|wait)|"
    r"(?:discount|voucher|credit|something off)\b[^.!?\n]{0,40}\b(?:delay|late|trouble|wait\w*|inconvenience)|"
    r"compensaci[oó]n|por las molestias|por el retraso)\b",
    re.I,
)


def decide(case: OrderCase) -> Finding | None:
    """Return that level 2 decides about compensation, with lateness and what was given before; None when none is asked."""
    if not _ASKS.search(case.words):
        return None
    late = late_working_days(case)
    rules = case.parameters.goodwill
    facts: Facts = {"late_working_days": late, "goodwill_since": None}
    given = _last_given(case)
    if given is not None:
        facts["goodwill_since"] = given.isoformat()
    because = "Compensation is for level 2"
    if rules is not None and rules.after_late_working_days is not None and late is not None:
        is_due = late >= rules.after_late_working_days and given is None
        because = f"{late} late working days, the rule asks for {rules.after_late_working_days}" + (
            "" if is_due or given is None else f"; the last was on {given}"
        )
    write_by = stepping_in.write_by(case)
    return Finding("refund.goodwill", "refund", Outcome.NEEDS_APPROVAL, facts, path="goodwill", step_back_on=write_by,
                   next_step="Hand over to level 2; promise nothing",
                   approval=Approval(by=Level.LEVEL_2.value, because=because),
                   follow_up_reason="Compensation asked",
                   actions=(ProposedAction("ask_level_2", {"order_number": case.order.number}, "level_2"),))  # fmt: skip


def late_working_days(case: OrderCase) -> int | None:
    """Return working days past the last day of the estimate, until delivery or today; None when nothing tells."""
    estimate = case.parameters.shipping.standard_working_days
    if estimate is None or case.order.placed_at is None:
        return None
    region, country = parcels.region(case.order) or "", parcels.country(case.order) or ""
    days = estimate.get(region) or estimate.get(country) or estimate.get("default")
    if days is None:
        return None
    lock = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    expected = case.calendar.add_working_days(case.calendar.day(lock), days[1])
    arrived = [case.calendar.day(parcels.delivery(p).at) for p in case.order.fulfilments if parcels.is_delivered(p)]
    until = max(arrived) if parcels.has_arrived(case.order) and arrived else case.today
    return max(case.calendar.working_days_since(expected, until), 0)


def _last_given(case: OrderCase) -> date | None:
    """Return when goodwill was last given within the months that count."""
    rules = case.parameters.goodwill
    months = rules.once_per_months if rules else None
    days = [case.calendar.day(one.at) for one in case.background.history if one.kind == "goodwill" and one.at]
    if months is not None:
        days = [day for day in days if day > months_before(case.asked_on, months)]
    return max(days, default=None)
