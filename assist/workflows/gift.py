"""Gifts sent back by whoever received them: an exchange or credit, found by the gift number, price and giver unsaid."""

import re

from assist.domain.decision import PathOption
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import return_window, signs, window, wording
from assist.workflows.blocks.pricing import Gift
from assist.workflows.case import Case, Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.subject import choose

RETURN = "gift/return"
_NUMBER = re.compile(
    r"\b(?:gift|regalo)(?:\s+(?:number|no|nr|code|numero|receipt|es|is))*\W{0,3}(?P<number>[a-z]{0,4}-?\d[\w-]{2,20})\b"
)


def decide(case: Case) -> Finding | None:
    """Return what the receiver may have; None for a buyer, whose return is an ordinary one, or without gift rules."""
    rules = case.parameters.gift
    if rules is None or not _is_received(case):
        return None
    order = _by_number(case)
    if order is not None:
        return _known(case, rules, order)
    if _NUMBER.search(signs.plain(case.words)):
        return Finding("gift.number-given", "gift", Outcome.INFORMATIONAL, {"gift_number_given": True}, path="look_up",
                       next_step="Look the gift number up; show neither price nor giver")  # fmt: skip
    asked = Needed.GIFT_NUMBER in case.background.asked_for
    rule = "gift.number-awaited" if asked else "gift.number"
    return Finding(rule, "gift", Outcome.NEEDS_INFO, {}, missing=rules.evidence, path=rules.paths[0],
                   alternatives=tuple(PathOption(path=path) for path in rules.paths),
                   next_step="Ask once for the gift number, and for no order number")  # fmt: skip


def _is_received(case: Case) -> bool:
    """Say whether the writer received the gift: told so, and not the buyer of the order at hand."""
    is_said = (case.intent == RETURN and case.workflow == "gift") or signs.A_GIFT.in_(case.words)
    return is_said and not signs.GIVEN_BY_ME.in_(case.words)


def _by_number(case: Case) -> Order | None:
    """Return the order whose gift number the customer gives: holding it is the proof, whoever ordered."""
    said = re.sub(r"[\s-]", "", signs.plain(case.words))
    for order in (*case.background.orders, *case.background.withheld):
        number = re.sub(r"[\s-]", "", wording.folded(order.gift_number or ""))
        if len(number) >= FEWEST_CHARACTERS and number in said:
            return order
    return None


FEWEST_CHARACTERS = 4
"""A shorter gift number could stand in any message by chance."""


def _known(case: Case, rules: Gift, order: Order) -> Finding:
    about = _about(case, order)
    found = return_window.decide(about)
    facts: Facts = {"gift_number_given": True}
    slots: Slots = {"items": wording.titles(order, about.subject.item_ids)}
    outlet = case.parameters.return_.outlet
    if outlet is not None and outlet.refund_only and window.is_outlet(about):
        return Finding("gift.outlet", "gift", Outcome.NOT_ELIGIBLE, facts, slots=slots,
                       next_step="Say that only the buyer can return an outlet gift")  # fmt: skip
    if found is None or found.outcome is not Outcome.ELIGIBLE:
        ended = found is not None and found.outcome is Outcome.NOT_ELIGIBLE
        day = found.last_day or found.slots.get("last_day") if found else None
        return Finding("gift.ended" if ended else "gift.review", "gift",
                       Outcome.NOT_ELIGIBLE if ended else Outcome.INFORMATIONAL, facts,
                       slots={**slots, **({"last_day": day} if day else {})},
                       next_step="Say kindly that the window has ended" if ended else "A person looks at the gift")  # fmt: skip
    return Finding(
        "gift.options",
        "gift",
        Outcome.ELIGIBLE,
        {**facts, "last_day": found.last_day.isoformat() if found.last_day else None},
        path=rules.paths[0],
        conditions=found.conditions,
        next_step="Ask which it shall be; show neither price nor giver",
        last_day=found.last_day,
        alternatives=tuple(PathOption(path=path) for path in rules.paths[1:]),
        actions=(
            ProposedAction("send_return_label", {"gift_number": order.gift_number or ""}, "customer_confirmation"),
        ),
        slots={**slots, "conditions": " and ".join(found.conditions)},
    )


def _about(case: Case, order: Order) -> OrderCase:
    """Return the case as an exchange of the gift's order: its window and conditions are those of any order."""
    subject = choose([order], (), case.words, about_delivery=False)
    return case.about(order, subject, workflow="exchange")
