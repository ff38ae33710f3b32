"""What is stored of a matter, read before the path decides: orders, and for messages we begin events and open promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assist.domain.enums import Purpose
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
class Recalled:
    """Stored orders, whom they may be told to is decided later; events and open promises for messages we begin."""

    orders: tuple[Order, ...] = ()
    happenings: tuple[Happening, ...] = ()
    promises: tuple[KeptFollowUp, ...] = ()


def needs_storage(request: SuggestRequest, numbers: Sequence[str]) -> bool:
    """Say whether anything could be stored that this request needs."""
    return bool(numbers) or _email(request) is not None or request.purpose is not Purpose.REPLY


def recall(rows: StoredRows, request: SuggestRequest, numbers: Sequence[str]) -> Recalled:
    """Read what is stored; `numbers` are the orders the customer named."""
    if request.purpose is Purpose.REPLY:
        return Recalled(tuple(rows.orders(numbers, _email(request))))
    promises = rows.follow_ups.open_about(None, request.conversation_id) if request.conversation_id else ()
    promised = [one.order_number for one in promises if one.order_number]
    reported = [event.order_number for event in request.events if event.order_number]
    given = [order.number.upper() for order in request.orders]
    about = list(dict.fromkeys([*numbers, *promised, *reported]))
    orders = rows.orders(about, _email(request))
    everything = list(dict.fromkeys([*about, *given, *(order.number for order in orders)]))
    promises = (*promises, *(one for number in given for one in rows.follow_ups.open_about(number, None)))
    return Recalled(
        orders=tuple(orders),
        happenings=rows.follow_ups.happenings(everything, request.conversation_id),
        promises=tuple({one.id: one for one in promises}.values()),
    )


def _email(request: SuggestRequest) -> str | None:
    return request.customer.email if request.customer else None
