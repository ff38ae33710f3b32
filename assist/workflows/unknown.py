"""A fact without which nothing can be computed is absent: the agent looks it up, the draft says nothing of it."""

from assist.domain.enums import Needed, Outcome
from assist.workflows import contradictions
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction


def fact(case: OrderCase, workflow: str, field: str, says: str, facts: Facts | None = None) -> Finding:
    """Return that `field` of the order must be looked up, and why."""
    absent = contradictions.missing(case.order, field, says)
    return Finding("facts.missing", workflow, Outcome.NEEDS_INFO, facts or {}, path="check_facts",
                   missing=(Needed.ORDER_FACTS,), inconsistencies=(absent,), next_step=f"Look up {absent.path}: {says}",
                   actions=(ProposedAction("check_order_facts", {"order_number": case.order.number}),))  # fmt: skip
