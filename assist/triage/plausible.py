"""What the state of somebody's orders makes unlikely to be asked: nobody finds a hole in what has not arrived.

A prior, not a rule: it turns the scale where the words leave it open, and a clear request stands whatever the orders say.
"""

from collections.abc import Sequence
from dataclasses import replace

from assist.domain.orders import DELIVERED, HANDED_OVER, Order
from assist.triage.judged import Judged

UNLIKELY = 0.2
"""What is left of the chance of an intent that does not go with any of the orders."""
_ARRIVED = frozenset(
    [
        "order/damaged",
        "order/wrong_item",
        "order/missing_item",
        "warranty/claim",
        "product/troubleshooting",
        "shipping/delivered_not_received",
        "return/status",
        "exchange/status",
        "feedback/review",
        "feedback/praise",
    ]
)
"""Asked of a parcel that arrived."""
_LEFT = _ARRIVED | frozenset(["return/request", "return/label", "exchange/request", "shipping/returned_to_sender"])
"""Asked of a parcel that has left us at least."""
_ON_ITS_WAY = frozenset(
    ["order/status", "order/change", "address/change", "cancel/request", "order/duplicate", "shipping/time"]
)
"""Asked of what has not arrived yet."""
_BY_STATE = {"waiting": _LEFT, "moving": _ARRIVED, "delivered": _ON_ITS_WAY}
"""By the state of an order, what is not asked of it."""


def weighed(judged: Judged, orders: Sequence[Order]) -> Judged:
    """Return the judgement with the chances of intents that go with none of the orders made smaller.

    Those of the others stay: that one thing cannot be meant makes no other one sure.
    """
    states = {_state(order) for order in orders if order.cancelled_at is None}
    if not states:
        return judged
    unlikely = frozenset.intersection(*(_BY_STATE[state] for state in states))
    columns = [column for column, name in enumerate(judged.names) if name in unlikely]
    if not columns:
        return judged
    chances = judged.probabilities.copy()
    chances[:, columns] *= UNLIKELY
    return replace(judged, probabilities=chances)


def _state(order: Order) -> str:
    codes = [{milestone.code for milestone in parcel.milestones} for parcel in order.fulfilments]
    if codes and all(DELIVERED in parcel for parcel in codes):
        return "delivered"
    return "moving" if any(parcel.intersection(HANDED_OVER) for parcel in codes) else "waiting"
