"""The items of a return: which come back at all, whether it is clear which are meant, in which state they must be."""

import re

from assist.domain.decision import Approval
from assist.domain.enums import Level, Needed, Outcome
from assist.workflows import condition, signs, window, wording
from assist.workflows.case import Finding, OrderCase, ProposedAction, Slots
from assist.workflows.payback import OUTLET
from assist.workflows.subject import FREE_GIFT

_EVERYTHING = re.compile(
    r"\b(?:(?:send|sending|return|returning|give|bring) (?:back )?(?:my|the|this) order(?! number)|(?:devolver|devuelvo) (?:mi|el|este) pedido|"
    r"everything|all of (?:it|them)|(?:the )?(?:whole|entire|full|complete) (?:order|lot|thing)|it all|them all|both|"
    r"todo|todos|el pedido (?:entero|completo)|ambos)\b",
    re.I,
)
_PART_OF_SET = re.compile(
    r"\b(?:only|just|one of|part of|one (?:product|item|piece|thing)|s[oó]lo|solamente|una parte)\b[^.!?\n]{0,60}\b(?:set|kit)\b|"
    r"\b(?:set|kit)\b[^.!?\n]{0,40}\b(?:only|just|one (?:product|item|part|of)|s[oó]lo)\b|"
    r"\b(?:set|kit)\b[^.!?\n]{0,40}\b(?:except|apart from|but (?:not|for|the)|without|minus|excepto|menos|salvo|sin)\b|"
    r"\ball but\b|\bkeep(?:ing)? the (?:other|rest|remaining)\b|\bme quedo (?:con )?(?:el|los|las|lo) (?:resto|demás|otr[oa]s)\b",
    re.I,
)


def part_of_set(case: OrderCase) -> Finding | None:
    """Return that a set comes back whole when one part of it is to come back; a promise about the part does not change it."""
    if not (case.parameters.return_.sets_whole and "set" in case.tags and _PART_OF_SET.search(case.words)):
        return None
    slots: Slots = {"items": wording.titles(case.order, case.subject.item_ids)}
    return Finding(f"{name(case)}.set-part", name(case), Outcome.NOT_ELIGIBLE, {"set": True}, slots=slots,
                   path="whole_set", next_step="Offer to take the whole set back, sealed")  # fmt: skip


def excluded(case: OrderCase) -> Finding | None:
    """Return why these items do not come back for a change of mind; None when they may."""
    rules = case.parameters.return_
    slots: Slots = {"items": wording.titles(case.order, case.subject.item_ids)}
    personal = set(rules.excluded_unless_faulty)
    if not case.tags.isdisjoint(personal) and not _law_takes_back(case, personal & case.tags):
        if any(personal.isdisjoint(item.tags) for item in case.items):
            return None if window.is_over(case) else which_item(case, slots)
        return Finding(f"{name(case)}.excluded", name(case), Outcome.NOT_ELIGIBLE,
                       {"excluded": ", ".join(sorted(personal & case.tags))}, slots=slots,
                       next_step="Say kindly why it cannot come back, and that a fault is another matter")  # fmt: skip
    parted = part_of_set(case)
    if parted is not None:
        return parted
    if _must_be_sealed(case) and signs.OPENED.in_(case.words):
        return Finding(f"{name(case)}.opened", name(case), Outcome.NOT_ELIGIBLE, {"opened": True}, slots=slots,
                       next_step="Say kindly that only sealed items come back, and that a fault is another matter")  # fmt: skip
    broken = condition.broken(case)
    if broken is not None and _is_withdrawn(case):
        # Within these days the law lets a seller deduct what wear has cost, and not refuse.
        return Finding(f"{name(case)}.condition.withdrawal", name(case), Outcome.NEEDS_APPROVAL, {"condition": broken},
                       path="refund_less_wear", slots=slots, approval=Approval(by=Level.LEVEL_2.value, because=WORN),
                       next_step="Have level 2 say what is refunded",
                       step_back_on=case.calendar.next_working_day(case.today), follow_up_reason="Worn, withdrawn in time",
                       actions=(ProposedAction("ask_level_2", {"order_number": case.order.number}, "level_2"),))  # fmt: skip
    if broken is not None:
        return Finding(f"{name(case)}.condition", name(case), Outcome.NOT_ELIGIBLE, {"condition": broken},
                       slots={**slots, "condition": broken},
                       next_step="Say kindly why it cannot come back, and that a fault is another matter")  # fmt: skip
    return None


WORN = "The customer withdraws in time from an item that is not in the state asked for"


def _is_withdrawn(case: OrderCase) -> bool:
    """Say whether the customer asked within the law's own withdrawal; hygiene goods out of their seal have none."""
    law = case.floors.of(case.country)
    arrived = window.arrival(case)
    if law is None or arrived is None or not case.tags.isdisjoint(law.withdrawal_excludes_unsealed):
        return False
    until = window.withdrawal_until(case, arrived.day)
    return until is not None and case.asked_on <= until


def _law_takes_back(case: OrderCase, excluded: set[str]) -> bool:
    """Say whether the law gives a withdrawal for items the client excludes."""
    law = case.floors.of(case.country)
    return law is not None and excluded.isdisjoint(law.withdrawal_excludes) and _is_withdrawn(case)


def _must_be_sealed(case: OrderCase) -> bool:
    sealed = case.parameters.return_.sealed
    return "all" in sealed or not case.tags.isdisjoint(sealed)


def which_item(case: OrderCase, slots: Slots) -> Finding:
    """Return that the answer depends on the item, which the customer has not named."""
    return Finding(f"{name(case)}.which-item", name(case), Outcome.NEEDS_INFO, path="ask", missing=(Needed.ITEM,),
                   next_step="Ask which item it is: they come back under different rules",
                   slots={**slots, **_choices(case)})  # fmt: skip


def choices(case: OrderCase) -> Slots:
    """Return the items to choose from, where it is not clear which come back."""
    return {} if items_are_clear(case) else _choices(case)


def _choices(case: OrderCase) -> Slots:
    paid_for = [item for item in case.items if FREE_GIFT not in item.tags]
    titles = [told for item in paid_for if (told := wording.title(item))]
    return {"choices": ", ".join(titles)} if titles else {"choices": case.order.number}


def label(case: OrderCase) -> ProposedAction:
    """Return the label to send once the customer says so."""
    params = {"order_number": case.order.number, "item_id": ",".join(case.subject.item_ids)}
    return ProposedAction("send_return_label", params, "customer_confirmation")


def name(case: OrderCase) -> str:
    """Return the workflow the order leads to: money back for something delivered is a return."""
    return "return" if case.workflow == "refund" else case.workflow


def items_are_clear(case: OrderCase) -> bool:
    """Say whether it is known what comes back: named, all there is, or everything."""
    paid_for = [item for item in case.order.items if FREE_GIFT not in item.tags]
    return bool(case.subject.item_ids) or len(paid_for) <= 1 or _EVERYTHING.search(case.words) is not None


def is_mixed(case: OrderCase) -> bool:
    """Say whether the items fall under different windows: one answer would be wrong for some."""
    paid_for = [item for item in case.items if FREE_GIFT not in item.tags]
    return len({OUTLET in item.tags for item in paid_for}) > 1


def conditions(case: OrderCase) -> tuple[str, ...]:
    """Return the state the items must be in."""
    rules = case.parameters.return_
    chosen = [text for key, text in rules.conditions.items() if key in case.tags]
    whole = ["whole"] if rules.sets_whole and "set" in case.tags else []
    return tuple(([rules.conditions["default"]] if "default" in rules.conditions else []) + chosen + whole)
