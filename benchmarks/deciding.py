"""How long a decision takes: an everyday order, and one of 200 items with 50 scans, on every workflow about an order.

    python -m benchmarks.deciding

Only the deciding is measured, as production calls it; no text is encoded. Aims: 0.3 ms and 2 ms at the median. The
thread's own processor time counts: on a shared machine the clock on the wall measures the neighbours.
"""

import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assist import strict_yaml
from assist.domain.client import Profile
from assist.domain.orders import Order
from assist.workflows import floors, parameters
from assist.workflows.decide import Asked, Workflows
from assist.working_time import WorkingTime

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
NOW = datetime(2026, 11, 20, 15, 47, tzinfo=UTC)
AIMS_MS = {"everyday": 0.3, "200 items, 50 scans": 2.0}
ROUNDS = 300
ASKED = {
    "wismo": "order/status",
    "return": "return/request",
    "exchange": "exchange/request",
    "refund": "refund/request",
    "cancellation": "cancel/request",
    "address_change": "address/change",
    "order_change": "order/change",
    "damaged": "order/damaged",
}
WORDS = "Hello, the jacket from my order is too small, I would like to send it back or get another one, Calle Olmo 7"


def workflows(client: str) -> Workflows:
    """Return a sample brand's workflows from its folder."""
    read = strict_yaml.load((KNOWLEDGE / client / "client.yaml").read_text(encoding="utf-8"), file="client.yaml")
    profile = Profile.model_validate(read)
    numbers = (KNOWLEDGE / client / "workflows.yaml").read_text(encoding="utf-8")
    law = (KNOWLEDGE / "_shared" / floors.FILE).read_text(encoding="utf-8")
    calendar = WorkingTime(
        time_zone=profile.time_zone, holidays=profile.holidays, hours=profile.hours, short_days=profile.short_days
    )
    return Workflows(
        parameters.parse(numbers, file="workflows.yaml"), calendar, profile.currency, floors=floors.parse(law)
    )


def order(items: int, scans: int, currency: str) -> Order:
    """Return an order of so many items in two parcels, the first delivered, the second with so many scans."""
    names = [f"i{n}" for n in range(items)]
    left = NOW - timedelta(days=9)
    return Order.model_validate(
        {
            "number": "NF-20288",
            "placed_at": NOW - timedelta(days=11),
            "ship_to_country": "ES" if currency == "EUR" else "GB",
            "items": [
                {"id": name, "title": f"Jacket number {at}", "paid": {"amount": "19.99", "currency": currency}}
                for at, name in enumerate(names)
            ],
            "fulfilments": [
                {
                    "id": "f1",
                    "item_ids": names[: items // 2],
                    "milestones": [
                        {"code": "handed_over", "at": left},
                        {"code": "delivered", "at": left + timedelta(days=2)},
                    ],
                },
                {
                    "id": "f2",
                    "item_ids": names[items // 2 :],
                    "carrier": "GLS",
                    "tracking": "60110977",
                    "milestones": [{"code": "in_transit", "at": left + timedelta(hours=3 * at)} for at in range(scans)],
                },
            ],
        }
    )


def median_ms(deciding: Workflows, orders: Sequence[Order], workflow: str) -> tuple[float, float]:
    """Return the median and the 99th percentile of one decision, milliseconds."""
    asked = [Asked(ASKED[workflow], workflow, WORDS, WORDS, ())]
    took = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        deciding.decide(asked, orders, NOW, NOW)
        took.append((time.thread_time() - start) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=100)[98]


def main() -> int:
    """Print a row for every brand, order and workflow; 1 when a median misses its aim."""
    missed = 0
    print(f"{'brand':<10}{'order':<22}{'workflow':<16}{'median ms':>10}{'p99 ms':>9}")
    for client, currency in (("norrfell", "EUR"), ("osmere", "GBP")):
        deciding = workflows(client)
        for name, given in (("everyday", order(2, 3, currency)), ("200 items, 50 scans", order(200, 50, currency))):
            for workflow in ASKED:
                median, tail = median_ms(deciding, [given], workflow)
                late = median > AIMS_MS[name]
                missed += late
                print(
                    f"{client:<10}{name:<22}{workflow:<16}{median:>10.3f}{tail:>9.3f}"
                    + ("  above its aim" if late else "")
                )
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
