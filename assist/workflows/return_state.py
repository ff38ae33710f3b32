"""Returns and exchanges by the order's state alone, for shops whose orders carry no dates. No window, no last day."""

from dataclasses import replace

from assist.domain.enums import Needed, Outcome
from assist.workflows import exchange, parcels, payback, returnable, returned, unknown, wording
from assist.workflows.case import Finding, OrderCase


def decide(case: OrderCase) -> Finding | None:
    """Return whether the state lets items come back; None for clients whose windows go by days."""
    names = case.parameters.return_.open_statuses
    if not names:
        return None
    earlier = returned.decide(case) or returnable.excluded(case)
    if earlier is not None:
        return earlier
    name, state = returnable.name(case), parcels.state(case.order)
    if not state:
        return unknown.fact(case, name, "status", "the order's state decides whether items come back")
    if not parcels.is_in_state(case.order, names) or case.order.cancelled_at is not None:
        return Finding(f"{name}.state-closed", name, Outcome.NOT_ELIGIBLE, {"status": state},
                       next_step="Say kindly that an order in this state cannot come back")  # fmt: skip
    if exchange.is_never_offered(case):
        return exchange.not_offered({"status": state}, {})
    return _open(case, name, state)


def _open(case: OrderCase, name: str, state: str) -> Finding:
    conditions = returnable.conditions(case)
    found = Finding(
        f"{name}.state-open",
        name,
        Outcome.ELIGIBLE,
        {"status": state},
        path="exchange" if name == "exchange" else "refund",
        conditions=conditions,
        next_step="Send the return label",
        missing=() if returnable.items_are_clear(case) else (Needed.ITEM,),
        actions=(returnable.label(case),),
        slots={"conditions": " and ".join(conditions), "items": wording.titles(case.order, case.subject.item_ids)},
    )
    back = payback.of_return(case, within_withdrawal=False) if name == "return" and not found.missing else None
    return found if back is None else replace(found, amount=back.amount, lines=back.lines, alternatives=back.paths)
