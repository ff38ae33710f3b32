"""The order is not known: the one thing to ask, without ever saying whether an order exists."""

from assist.domain.enums import Needed, Outcome
from assist.workflows.case import Case, Finding


def decide(case: Case) -> Finding:
    """Return what must be known before anything can be decided: a proof, which order, or its number."""
    missing, step = _missing(case)
    return Finding(
        f"identify.{missing.value.replace('_', '-')}", case.workflow, Outcome.NEEDS_INFO,
        path="ask", missing=(missing,), next_step=step,
    )  # fmt: skip


def _missing(case: Case) -> tuple[Needed, str]:
    background = case.background
    if background.withheld or case.subject.unknown_number is not None:
        # One request for both: whether an order exists is told only to the one it belongs to.
        return Needed.PROOF_OF_ORDER, "Ask for a message from the e-mail address of the order; confirm nothing"
    if len(background.orders) > 1:
        return Needed.WHICH_ORDER, "Ask which order it is about, naming items"
    return Needed.ORDER_NUMBER, "Ask for the order number"
