"""How long the rules for faults, promises, prices, gifts and subscriptions take: `python -m benchmarks.claim_rules`.

Aim: 0.3 ms a decision. Each rule is asked two thousand times through the public door, `Workflows.decide`.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from assist.domain.conversation import Attachment, Customer, Subscription
from assist.domain.orders import Order, Product
from assist.workflows.case import NOTHING_MORE, Background
from assist.workflows.decide import Asked, Workflows
from tests.brands import Brand, item, norrfell, osmere

TIMES = 2_000
NOW = "2026-11-20 16:47"


@dataclass(frozen=True)
class _Question:
    name: str
    brand: Brand
    intent: str
    workflow: str
    words: str
    orders: tuple[Order, ...] = ()
    background: Background = NOTHING_MORE


def _questions() -> Iterator[_Question]:
    shop, skin = norrfell(), osmere()
    lamp = item("i1", "Halden Lamp", paid="55.00", sku="LAMP")
    arrived = shop.order(
        "2026-11-12 10:00", items=(lamp,), fulfilments=(shop.delivered("2026-11-17 10:00"),), ship_to_country="ES"
    )
    photos = Background(attachments=(Attachment(kind="image"), Attachment(kind="image")))
    yield _Question("damaged", shop, "order/damaged", "damaged", "it arrived cracked", (arrived,), photos)
    yield _Question("warranty", shop, "warranty/claim", "warranty", "the zip broke",
                    (shop.order("2025-03-15 10:00", fulfilments=(shop.delivered("2025-03-20 10:00"),)),))  # fmt: skip
    boots = item("i1", "Tor Mid Boots", tags=["footwear", "full_price"], paid="149.00")
    worn = shop.order("2026-09-20 10:00", items=(boots,), fulfilments=(shop.delivered("2026-09-25 10:00"),))
    yield _Question("comfort promise", shop, "return/request", "return", "worn on a trail, the heel slips", (worn,))
    serum = item("i1", "Calm Serum", paid="42.00", sku="CALM", currency="GBP")
    opened = skin.order("2026-11-05 10:00", items=(serum,), fulfilments=(skin.delivered("2026-11-10 10:00"),))
    yield _Question("patch test", skin, "refund/request", "refund", "opened it, hate the smell", (opened,))
    yield _Question("reaction", skin, "refund/request", "refund", "my cheeks are swollen, money back", (opened,))
    running = Subscription.model_validate(
        {"id": "s1", "sku": "CALM", "interval_weeks": 8, "price": {"amount": "38.25", "currency": "GBP"},
         "next_renewal_on": "2026-11-26"}
    )  # fmt: skip
    yield _Question("subscription", skin, "subscription/cancel", "subscription", "cancel it please", (),
                    Background(customer=Customer(subscriptions=(running,))))  # fmt: skip
    yield _Question("code", shop, "discount/code", "discount", "WELCOME10 did not work", (arrived,))
    cheaper = Product.model_validate({"sku": "LAMP", "price": {"amount": "44.00", "currency": "EUR"}})
    yield _Question("price drop", shop, "discount/price_adjustment", "price_adjustment", "or it goes back", (arrived,),
                    Background(products=(cheaper,)))  # fmt: skip
    yield _Question("gift", shop, "gift/return", "gift", "a present from my aunt, too small")
    yield _Question("expected days", shop, "shipping/time", "prepurchase", "if I order now, by Tuesday?", (),
                    Background(customer=Customer(country="ES")))  # fmt: skip


def _median_ms(question: _Question) -> float:
    brand = question.brand
    workflows = Workflows(brand.parameters, brand.calendar, brand.profile.currency)
    asked = [Asked(question.intent, question.workflow, question.words, question.words, ())]
    now, took = brand.at(NOW), []
    for _ in range(TIMES):
        start = time.perf_counter()
        (one,) = workflows.decide(asked, question.orders, now, now, question.background)
        took.append((time.perf_counter() - start) * 1000)
        assert one.decision is not None, question.name
    return statistics.median(took)


def main() -> None:
    """Print the median of each rule."""
    for question in _questions():
        print(f"{question.name:16} {_median_ms(question):.3f} ms")


if __name__ == "__main__":
    main()
