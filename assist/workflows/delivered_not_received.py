"""Delivered says the carrier, not so the customer: we look, the customer never chases the carrier.

The seller answers for the delivery (clock rule C7): after the check the customer chooses a replacement or the money.
"""

from datetime import date

from assist.domain.conversation import HistoryEntry
from assist.domain.decision import Approval
from assist.domain.enums import Level, Outcome
from assist.domain.orders import Fulfilment
from assist.workflows import parcels, wording
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.money import paid_for_parcel
from assist.workflows.spans import months_after

CLAIM = "claim"


def decide(case: OrderCase, parcel: Fulfilment) -> Finding:
    """Return our check of the place where the parcel was left, and what level 2 must look at first."""
    rules = case.parameters.delivered_not_received
    delivered = parcels.delivery(parcel)
    day = case.calendar.day(delivered.at)
    facts: Facts = {"delivered": day.isoformat()}
    approval = _approval(case, parcel, facts)
    params = {"carrier": wording.name(parcel.carrier), "tracking": wording.tracking(parcel.tracking)}
    slots: Slots = {
        **params,
        "items": wording.titles(case.order, parcel.item_ids),
        "delivered_on": day,
        "place": wording.name(delivered.place),
    }
    return Finding(
        "wismo.not-received",
        "wismo",
        Outcome.NEEDS_APPROVAL if approval else Outcome.INFORMATIONAL,
        facts,
        path="safe_place_check",
        next_step="Ask the carrier for the delivery record and write to the customer",
        step_back_on=case.calendar.add_working_days(case.today, rules.safe_place_check_working_days),
        approval=approval,
        actions=(ProposedAction("safe_place_check", params),),
        follow_up_reason="Delivered but not received",
        slots=slots,
    )


def _approval(case: OrderCase, parcel: Fulfilment, facts: Facts) -> Approval | None:
    """Return who must look first, and why: the value of the parcel, or an earlier claim not long ago."""
    rules = case.parameters.delivered_not_received
    reasons = []
    value = paid_for_parcel(case.order, parcel)
    if value is not None:
        facts["value"] = str(value)
        if rules.level_2_above is not None and value.amount > rules.level_2_above:
            reasons.append(f"{value} is above {rules.level_2_above:.2f} {value.currency}")
    earlier = _earlier_claim(case)
    if earlier is not None:
        facts["earlier_claim"] = earlier.isoformat()
        reasons.append(f"a second claim within {rules.second_claim_months} months, the first of {earlier}")
    return Approval(by=Level.LEVEL_2.value, because="; ".join(reasons)) if reasons else None


def _earlier_claim(case: OrderCase) -> date | None:
    """Return the day of the newest earlier claim that still counts."""
    months = case.parameters.delivered_not_received.second_claim_months
    if months is None:
        return None
    days = [
        case.calendar.day(entry.at) for entry in case.background.history if _is_another_claim(entry, case) and entry.at
    ]
    return max((day for day in days if day <= case.asked_on < months_after(day, months)), default=None)


def _is_another_claim(entry: HistoryEntry, case: OrderCase) -> bool:
    """Say whether the entry is a claim, and not the help desk's record of this very one."""
    return entry.kind == CLAIM and (entry.order_number or "").upper() != case.order.number.upper()
