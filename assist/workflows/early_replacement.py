"""A new parcel before the old one counts as lost: who approves it by its price, named when the customer asks for it."""

import re
from dataclasses import replace

from assist.domain.base import Money
from assist.domain.decision import Approval, PathOption
from assist.domain.enums import Level, Outcome
from assist.domain.orders import Fulfilment
from assist.workflows.case import Finding, OrderCase, ProposedAction
from assist.workflows.money import paid_for_parcel

WANTS_NEW = re.compile(
    r"\b(?:(?:send|ship|post|get|have|want|need)\b[^.!?\n]{0,25}\b(?:new|another) (?:one|parcel|order|jacket|item)|"
    r"replac\w+|resen[dt]\w*|reship\w*|otr[oa] nuev[oa]|reenv\w+|reposici[oó]n)\b",
    re.I,
)
"""A customer who asks for another one to be sent."""


def consider(case: OrderCase, parcel: Fulfilment, waiting: Finding) -> Finding:
    """Add the replacement as a path of a parcel still waited for; make it the decision where the customer asks for it."""
    if case.parameters.wismo.early_replacement is None:
        return waiting
    approval = _approval(case, parcel)
    found = replace(waiting, alternatives=(PathOption(path="replacement", approval=approval),))
    if not WANTS_NEW.search(case.words):
        return found
    is_level_1 = approval.by == Level.LEVEL_1.value
    return replace(
        found,
        rule_id="wismo.early-replacement.level-1" if is_level_1 else "wismo.early-replacement",
        outcome=Outcome.ELIGIBLE if is_level_1 else Outcome.NEEDS_APPROVAL,
        path="replacement",
        approval=None if is_level_1 else approval,
        next_step="Send the replacement" if is_level_1 else "Have an early replacement approved or refused",
        actions=(*found.actions, ProposedAction("send_replacement", params(case, parcel), _requires(approval))),
    )


def _approval(case: OrderCase, parcel: Fulfilment) -> Approval:
    """Return who approves an early replacement by what was paid for the parcel; unknown amounts go to level 2."""
    rules, paid = case.parameters.wismo.early_replacement, paid_for_parcel(case.order, parcel)
    if rules is None or paid is None:
        return Approval(by=Level.LEVEL_2.value, because="What was paid for the parcel is not known")
    limit = Money(amount=rules.level_1_to, currency=case.currency)
    if paid.amount <= rules.level_1_to:
        return Approval(by=Level.LEVEL_1.value, up_to=limit)
    if rules.level_2_to is not None and paid.amount > rules.level_2_to:
        above = Money(amount=rules.level_2_to, currency=case.currency)
        return Approval(by="client", because=f"{paid} is above the level 2 limit of {above}")
    up_to = Money(amount=rules.level_2_to, currency=case.currency) if rules.level_2_to is not None else None
    return Approval(by=Level.LEVEL_2.value, up_to=up_to, because=f"{paid} is above the level 1 limit of {limit}")


def _requires(approval: Approval) -> str:
    return approval.by if approval.by in ("level_2", "client") else "agent"


def params(case: OrderCase, parcel: Fulfilment) -> dict[str, str]:
    """Return what a replacement of a parcel is made for."""
    return {"order_number": case.order.number, "item_id": ",".join(parcel.item_ids)}
