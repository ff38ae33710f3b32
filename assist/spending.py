"""What models cost each client today, and when a client's limit is reached. Knows no model and no database.

Remembered in this process; the first question about a day asks outside what was stored of it before a restart.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Lock

from assist.domain.base import ClientId
from assist.errors import Unavailable

LIMIT_REACHED = "model_spend_limit"
NOTHING = Decimal(0)


def _nothing_stored(_client_id: ClientId, _day: date) -> Decimal:
    return NOTHING


class Spending:
    """Sums in USD by client and day of the client's calendar. Thread-safe; days that are over are forgotten."""

    def __init__(self, stored: Callable[[ClientId, date], Decimal] = _nothing_stored) -> None:
        """Ask `stored` once a client and day; it raises Unavailable when it cannot say, and is asked again then."""
        self._stored = stored
        self._lock = Lock()
        self._spent: dict[ClientId, tuple[date, Decimal]] = {}

    def refuse_beyond(self, client_id: ClientId, day: date, limit: Decimal | None) -> None:
        """Raise when the limit of the day is reached; a limit that cannot be compared with what was stored holds.

        Raises: Unavailable with code `model_spend_limit`.
        """
        if limit is not None and self.spent(client_id, day) >= limit:
            raise Unavailable("the client's models have cost their limit of the day", code=LIMIT_REACHED)

    def spent(self, client_id: ClientId, day: date) -> Decimal:
        """Return what was spent on the day so far. Raises: as `stored`."""
        with self._lock:
            known = self._spent.get(client_id)
        if known is None or known[0] != day:
            before = self._stored(client_id, day)
            with self._lock:
                known = self._spent.get(client_id)
                if known is None or known[0] != day:
                    known = self._spent[client_id] = (day, before)
        return known[1]

    def add(self, client_id: ClientId, day: date, cost_usd: float) -> None:
        """Note what a call cost, whether or not its answer was of use."""
        if cost_usd <= 0:
            return
        with self._lock:
            known_day, so_far = self._spent.get(client_id, (day, NOTHING))
            kept = so_far if known_day == day else NOTHING
            self._spent[client_id] = (day, kept + Decimal(str(cost_usd)))
