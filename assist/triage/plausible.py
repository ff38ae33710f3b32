"""What the state of somebody's orders makes unlikely to be asked: nobody finds a hole in what has not arrived.

A prior, not a rule: it turns the scale where the words leave it open, and a clear request stands whatever the orders say.
"""

from collections.abc import Sequence
from dataclasses import replace

from assist.domain.orders import Order
from assist.triage.judged import Judged
from assist.triage.situation import parcel_state

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
_BY_STATE = {"not_shipped": _LEFT, "shipped": _ARRIVED, "delivered": _ON_ITS_WAY}
"""By what became of an order, what is not asked of it; a cancelled one tells nothing."""


def weighed(judged: Judged, orders: Sequence[Order]) -> Judged:
    """Return the judgement with the chances of intents that go with none of the orders made smaller.

    Those of the others stay: that one thing cannot be meant makes no other one sure.
    """
    states = {state for order in orders if (state := parcel_state(order)) in _BY_STATE}
    if not states:
        return judged
    unlikely = frozenset.intersection(*(_BY_STATE[state] for state in states))
    columns = [column for column, name in enumerate(judged.names) if name in unlikely]
    if not columns:
        return judged
    chances = judged.probabilities.copy()
    chances[:, columns] *= UNLIKELY
    return replace(judged, probabilities=chances)
