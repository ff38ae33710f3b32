"""What is stored of the matter of a message we begin, read before the path decides: orders, events, open promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening
from assist.domain.orders import Order
from assist.domain.suggestion import SuggestRequest


class RecalledRows(Protocol):
    """Events and open promises of one client within one transaction."""

    def open_about(self, order_number: str | None, conversation_id: str | None) -> tuple[KeptFollowUp, ...]: ...

    def happenings(self, order_numbers: Sequence[str], conversation_id: str | None) -> tuple[Happening, ...]: ...


class StoredRows(Protocol):
    """One client's rows within one transaction, as far as a request needs them."""

    @property
    def follow_ups(self) -> RecalledRows: ...

    def orders(self, numbers: Sequence[str], email: str | None) -> list[Order]: ...


@dataclass(frozen=True)
class Matter:
    """Stored orders, whom they may be told to is decided later; events and open promises."""

    orders: tuple[Order, ...] = ()
    happenings: tuple[Happening, ...] = ()
    promises: tuple[KeptFollowUp, ...] = ()


def recall(rows: StoredRows, request: SuggestRequest, numbers: Sequence[str]) -> Matter:
    """Read what is stored of the matter of a message we begin; `numbers` are the orders the customer named."""
    promises = rows.follow_ups.open_about(None, request.conversation_id) if request.conversation_id else ()
    promised = [one.order_number for one in promises if one.order_number]
    reported = [event.order_number for event in request.events if event.order_number]
    given = [order.number.upper() for order in request.orders]
    about = list(dict.fromkeys([*numbers, *promised, *reported]))
    orders = rows.orders(about, request.customer.email if request.customer else None)
    everything = list(dict.fromkeys([*about, *given, *(order.number for order in orders)]))
    promises = (*promises, *(one for number in given for one in rows.follow_ups.open_about(number, None)))
    return Matter(
        orders=tuple(orders),
        happenings=rows.follow_ups.happenings(everything, request.conversation_id),
        promises=tuple({one.id: one for one in promises}.values()),
    )
