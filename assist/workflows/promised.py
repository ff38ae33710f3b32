"""What a colleague promised is honoured, and level 2 confirms it."""

from dataclasses import replace

from assist.domain.decision import Approval
from assist.domain.enums import Level, Outcome
from assist.workflows import colleagues, return_window
from assist.workflows.case import Finding, OrderCase, ProposedAction


def decide(case: OrderCase) -> Finding | None:
    """Return the decision as promised, for level 2 to confirm; None where nobody promised anything."""
    if colleagues.promise(case) is None:
        return None
    found = return_window.decide(case)
    if found is None:
        return None
    because = "A colleague promised it in an internal note of this conversation"
    ask = ProposedAction("ask_level_2", {"order_number": case.order.number}, "level_2")
    return replace(found, rule_id=f"{found.workflow}.promised", outcome=Outcome.NEEDS_APPROVAL,
                   approval=Approval(by=Level.LEVEL_2.value, because=because), actions=(ask, *found.actions),
                   next_step="Have level 2 confirm what was promised, then do it",
                   step_back_on=case.calendar.next_working_day(case.today),
                   follow_up_reason="A promise to confirm")  # fmt: skip
