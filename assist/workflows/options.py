"""The other paths an agent could take, from what was decided."""

from collections.abc import Sequence

from assist.domain.decision import Decision, PathOption
from assist.domain.enums import Level, Outcome
from assist.domain.suggestion import Alternative
from assist.workflows.decide import Decided

_LABELS = {
    "refund": "Refund",
    "refund_gift_kept": "Refund, the free gift stays",
    "refund_with_label": "Refund with our return label",
    "store_credit": "Store credit",
    "exchange": "Exchange",
    "replacement": "Replacement",
}
"""For agents, in English like all their labels; another path is named as the decision names it."""


def alternatives(decided: Sequence[Decided], most: int) -> tuple[Alternative, ...]:
    """Return up to `most` paths that are open beside the one decided, with who would approve them."""
    options = [
        (one.decision, option)
        for one in decided
        if one.decision is not None
        for option in one.decision.alternatives
        if option.path != one.decision.path
    ]
    return tuple(_alternative(number, *found) for number, found in enumerate(options[:most], start=1))


def _alternative(number: int, decision: Decision, option: PathOption) -> Alternative:
    label = _LABELS.get(option.path, option.path.replace("_", " ").capitalize())
    told = f"{label}, {option.amount}" if option.amount is not None else label
    waits = option.approval is not None and option.approval.by != Level.LEVEL_1.value
    about = f" (order {decision.order_number})" if decision.order_number else ""
    return Alternative(
        id=f"alt-{number}",
        label=told + about,
        outcome=(Outcome.NEEDS_APPROVAL if waits else Outcome.ELIGIBLE).value,
        approval=option.approval,
    )
