"""Orders, wishes and moments drawn at random over the sample brands' own numbers, and what a decision comes to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from assist.domain.base import Money
from assist.domain.conversation import Customer
from assist.domain.decision import Decision
from assist.domain.enums import Outcome
from assist.domain.orders import Fulfilment, Item, Milestone, Order, Product, Totals
from assist.workflows.case import Background
from assist.workflows.decide import Asked, Workflows
from assist.workflows.parameters import Parameters
from tests.brands import Brand, legal_floors, norrfell, osmere

BRANDS = (norrfell, osmere)
WISHES = (
    ("return/request", "return", "I would like to return it, it is unused, sealed and has its tags"),
    ("exchange/request", "exchange", "could I have another size of it instead, it is unused and sealed"),
    ("refund/request", "refund", "I want my money back for it, it is unused, sealed and has its tags"),
    ("order/status", "wismo", "where is my parcel"),
    ("shipping/delivered_not_received", "wismo", "it says delivered and I have nothing"),
    ("order/change", "order_change", "please change the size"),
    ("address/change", "address_change", "please send it to Calle Olmo 7 instead"),
    ("cancel/request", "cancellation", "please cancel it"),
    ("order/damaged", "damaged", "it arrived broken"),
    ("order/missing_item", "damaged", "something is missing in the parcel"),
    ("warranty/claim", "warranty", "the zip broke after a while"),
    ("discount/price_adjustment", "price_adjustment", "it is cheaper now, can I have the difference"),
    ("gift/return", "gift", "it was a gift and I would like to return it"),
)
TAGS = ("outlet", "footwear", "full_price", "personalised", "set")
WINDOWED = ("return", "exchange", "refund")
RANK = {
    Outcome.NOT_ELIGIBLE: 0,
    Outcome.NEEDS_INFO: 1,
    Outcome.NEEDS_APPROVAL: 1,
    Outcome.INFORMATIONAL: 1,
    Outcome.ELIGIBLE: 2,
}
"""How good an outcome is for the customer; what lies between yes and no is not told apart."""


@dataclass(frozen=True)
class Situation:
    """One wish about one order at one moment."""

    brand: Brand
    wish: tuple[str, str, str]
    order: Order
    asked_at: datetime
    background: Background

    @property
    def workflow(self) -> str:
        return self.wish[1]

    def decide(
        self, parameters: Parameters | None = None, *, answered_after: timedelta = timedelta()
    ) -> Decision | None:
        """Return what is decided, by the brand's own numbers or by others."""
        workflows = Workflows(
            parameters or self.brand.parameters,
            self.brand.calendar,
            self.brand.profile.currency,
            floors=legal_floors(),
        )
        intent, workflow, words = self.wish
        asked = Asked(intent=intent, workflow=workflow, words=words, turn=words, numbers=(self.order.number,))
        orders = [self.order, *self.background.orders]
        (one,) = workflows.decide([asked], orders, self.asked_at, self.asked_at + answered_after, self.background)
        return one.decision

    def at(self, moment: datetime) -> "Situation":
        return replace(self, asked_at=moment)


def essence(decision: Decision | None) -> tuple[object, ...] | None:
    """Return what a decision says, without how it names or explains it."""
    if decision is None:
        return None
    return (
        decision.workflow,
        decision.outcome,
        decision.rule_id,
        decision.path,
        decision.last_day,
        decision.locks_at,
        decision.step_back_on,
        decision.then,
        decision.missing,
        decision.approval and decision.approval.by,
        decision.amount,
        decision.alternatives,
        decision.conditions,
    )


def local_moments(brand: Brand, first: str, last: str) -> st.SearchStrategy[datetime]:
    """Return moments of the brand's clock between two local times, minute by minute."""
    start, end = brand.at(first), brand.at(last)
    minutes = int((end - start).total_seconds() // 60)
    return st.integers(0, minutes).map(lambda count: start + timedelta(minutes=count))


@st.composite
def situations(
    draw: st.DrawFn,
    *,
    wishes: Sequence[tuple[str, str, str]] = WISHES,
    first: str = "2026-09-01 00:00",
    last: str = "2028-04-01 00:00",
    delivered: bool | None = None,
    tags: Sequence[str] = TAGS,
) -> Situation:
    brand = draw(st.sampled_from(BRANDS))()
    placed = draw(local_moments(brand, first, last))
    currency = brand.profile.currency
    items = tuple(_item(draw, number, currency, tags) for number in range(1, draw(st.integers(1, 3)) + 1))
    country = draw(st.sampled_from(brand.profile.countries))
    arrives = draw(st.booleans()) if delivered is None else delivered
    order = Order(
        number=f"{brand.profile.order_number.prefix}20288",
        placed_at=placed,
        ship_to_country=country,
        items=items,
        totals=_totals(items, draw(st.sampled_from(("0.00", "3.50", "5.95"))), currency),
        fulfilments=_parcels(draw, placed, items, arrives=arrives),
    )
    asked_at = placed + timedelta(minutes=draw(st.integers(1, 100 * 24 * 60)))
    if arrives:
        asked_at = max(asked_at, order.fulfilments[0].milestones[-1].at)
    tier = draw(st.sampled_from((None, "standard", "summit")))
    products = tuple(_product(item, draw(st.sampled_from(("0.80", "1.00"))), currency) for item in items)
    background = Background(customer=Customer(tier=tier), products=products)
    return Situation(brand, draw(st.sampled_from(tuple(wishes))), order, asked_at, background)


def _item(draw: st.DrawFn, number: int, currency: str, tags: Sequence[str]) -> Item:
    cents = draw(st.integers(500, 30_000))
    paid = Money(amount=Decimal(cents) / 100, currency=currency)
    chosen = draw(st.sets(st.sampled_from(tuple(tags)), max_size=2)) if tags else set()
    return Item(id=f"i{number}", sku=f"SKU-{number}", title=f"Thing {number}", paid=paid, tags=tuple(sorted(chosen)))


def _totals(items: Sequence[Item], shipping: str, currency: str) -> Totals:
    worth = sum((item.paid.amount for item in items if item.paid), Decimal())
    return Totals(
        items=Money(amount=worth, currency=currency),
        discount=Money(amount=Decimal("0.00"), currency=currency),
        shipping=Money(amount=Decimal(shipping), currency=currency),
        paid=Money(amount=worth + Decimal(shipping), currency=currency),
    )


def _parcels(draw: st.DrawFn, placed: datetime, items: Sequence[Item], *, arrives: bool) -> tuple[Fulfilment, ...]:
    handed = placed + timedelta(hours=draw(st.integers(1, 96)))
    steps = [Milestone(code="handed_over", at=handed, place="depot")]
    if arrives:
        steps.append(Milestone(code="delivered", at=handed + timedelta(minutes=draw(st.integers(60, 20 * 24 * 60)))))
    elif not draw(st.booleans()):
        return ()
    ids = tuple(item.id for item in items)
    return (Fulfilment(id="f1", item_ids=ids, carrier="GLS", tracking="60110977", milestones=tuple(steps)),)


def _product(item: Item, factor: str, currency: str) -> Product:
    assert item.paid is not None and item.sku is not None, "every drawn item has both"
    price = (item.paid.amount * Decimal(factor)).quantize(Decimal("0.01"))
    return Product(sku=item.sku, title=item.title, available=True, price=Money(amount=price, currency=currency))


def _in(block: str, **change: Callable[[object], object]) -> Callable[[Parameters], Parameters]:
    """Return a change of some fields of a block; nothing where the brand has no such block or field."""

    def changed(parameters: Parameters) -> Parameters:
        of = getattr(parameters, block)
        if of is None:
            return parameters
        new = {name: how(getattr(of, name)) for name, how in change.items() if getattr(of, name) is not None}
        return parameters.model_copy(update={block: of.model_copy(update=new)})

    return changed


def _more(days: int) -> Callable[[object], object]:
    return lambda number: number + days  # type: ignore[operator]


def _later(windows: object) -> object:
    week = timedelta(days=7)
    return tuple(one.model_copy(update={"last_day": one.last_day + week}) for one in windows)  # type: ignore[attr-defined]


def _fewer(days: object) -> object:
    return {country: max(1, count - 1) for country, count in days.items()}  # type: ignore[attr-defined]


KINDER: dict[str, Callable[[Parameters], Parameters]] = {
    "a longer return window": _in("return_", window_days=_more(5)),
    "a longer outlet window": _in(
        "return_",
        outlet=lambda of: of.model_copy(update={"window_days": of.window_days + 5}),  # type: ignore[attr-defined]
    ),
    "a longer member window": _in("return_", member_window_days=_more(5)),
    "a later Christmas": _in("return_", dated_windows=_later),
    "no exclusions": _in("return_", excluded_unless_faulty=lambda _: ()),
    "parts of sets": _in("return_", sets_whole=lambda _: False),
    "a free label": _in("refund", label_fee=lambda _: Decimal("0.00")),
    "a higher bonus": _in("refund", store_credit_bonus_percent=_more(5)),
    "a higher refund limit": _in("refund", level_2_above=_more(50)),
    "a longer comfort promise": _in("comfort_promise", window_days=_more(5)),
    "a longer patch test": _in("patch_test", window_days=_more(5), up_to=_more(10)),
    "a later report": _in("damaged", report_days=_more(5)),
    "a higher damage limit": _in("damaged", level_1_to=_more(50), no_return_up_to=_more(20)),
    "a trace sooner": _in("wismo", trace_after_working_days=_fewer),
    "lost sooner": _in("wismo", lost_after_working_days=_fewer),
    "a higher claim limit": _in("delivered_not_received", level_2_above=_more(50)),
    "a longer price window": _in("price_adjustment", window_days=_more(5)),
    "a longer warranty": _in("warranty", legal_years=lambda years: {name: n + 1 for name, n in years.items()}),  # type: ignore[attr-defined]
    "more minutes to change": _in("order_lock", minutes=_more(30)),
}
"""Changes of a client's numbers that no customer could mind."""
