"""What was paid for each line: its price less the discounts allocated to it, plus tax where the price has none.

Amounts are read in the currency the customer paid in (presentment) when every line states it, else in the shop's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from assist.domain.base import Money
from assist.shopify.node import Node, wrong

WITHOUT_CENTS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"})
"""Currencies whose smallest unit is 1. Source: ISO 4217."""
NOTHING = Decimal(0)
_UNIT_PRICE = ("price", "original_unit_price")


@dataclass(frozen=True)
class Till:
    """How the amounts of one order are read: one currency, on one side of its price sets."""

    currency: str
    side: str
    plain: bool
    """Whether an amount without a set is in this currency: such amounts are the shop's."""

    @classmethod
    def of(cls, order: Node, lines: Sequence[Node]) -> "Till":
        """Choose the currency of an order. Raises: BadInput when it names none, or none that is a currency."""
        shop = _currency(order, "currency", "currency_code")
        if shop is None:
            raise wrong(order.at("currency"), "is required")
        paid_in = _currency(order, "presentment_currency", "presentment_currency_code") or shop
        if paid_in == shop:
            return cls(shop, "shop_money", plain=True)
        if lines and all(_side(line, _UNIT_PRICE, "presentment_money") for line in lines):
            return cls(paid_in, "presentment_money", plain=False)
        return cls(shop, "shop_money", plain=True)

    def amount(self, node: Node, *names: str) -> Decimal | None:
        """Return an amount by its REST name (`price` also finds `price_set`), None when absent in this currency.

        Raises: BadInput for an amount of another currency.
        """
        stated = _side(node, names, self.side)
        if stated is None:
            return node.amount(*names) if self.plain else None
        named = stated.text("currency_code")
        if named is not None and named.upper() != self.currency:
            raise wrong(stated.at("currency_code"), "is not the currency of the order's other amounts")
        return stated.amount("amount")

    def money(self, amount: Decimal | None) -> Money | None:
        """Return an amount in this currency, None for none."""
        return None if amount is None else Money(amount=amount.quantize(self.unit), currency=self.currency)

    @property
    def unit(self) -> Decimal:
        """The smallest amount of this currency."""
        return Decimal(1) if self.currency in WITHOUT_CENTS else Decimal("0.01")


@dataclass(frozen=True)
class LinePrice:
    """One line's money: per unit before discounts, and what was paid for the whole line; None where not stated."""

    unit_list: Decimal | None
    gross: Decimal | None
    paid: Decimal | None

    @property
    def is_undiscounted(self) -> bool:
        return self.gross is not None and self.paid is not None and self.paid >= self.gross > 0

    @property
    def is_free(self) -> bool:
        return self.paid == 0


def line_prices(order: Node, lines: Sequence[Node], till: Till) -> list[LinePrice]:
    """Return the money of each line. Raises: BadInput where discounts exceed the price."""
    grosses = [_gross(line, till) for line in lines]
    discounts = _discounts(order, lines, grosses, till)
    taxed = order.flag("taxes_included") is not False
    prices = []
    for line, gross, discount in zip(lines, grosses, discounts, strict=True):
        if gross is None:
            prices.append(LinePrice(None, None, None))
            continue
        if discount > gross:
            raise wrong(line.path, "its discounts are larger than its price")
        tax = NOTHING if taxed else _sum(till, line.nodes("tax_lines"), "price")
        prices.append(LinePrice(till.amount(line, *_UNIT_PRICE), gross, gross - discount + tax))
    return prices


def _gross(line: Node, till: Till) -> Decimal | None:
    unit = till.amount(line, *_UNIT_PRICE)
    return None if unit is None else unit * (line.count("quantity") or 1)


def _discounts(order: Node, lines: Sequence[Node], grosses: Sequence[Decimal | None], till: Till) -> list[Decimal]:
    """Return each line's discount: as the shop allocated it, else its own plus a share of the order's by price."""
    if any(line.has("discount_allocations") for line in lines):
        return [_sum(till, line.nodes("discount_allocations"), "amount", "allocated_amount") for line in lines]
    own = [till.amount(line, "total_discount") or NOTHING for line in lines]
    whole = till.amount(order, "total_discounts") or NOTHING
    on_shipping = sum(
        (_sum(till, line.nodes("discount_allocations"), "amount") for line in order.nodes("shipping_lines")), NOTHING
    )
    rest = max(whole - sum(own, NOTHING) - on_shipping, NOTHING)
    left = [max((gross or NOTHING) - mine, NOTHING) for gross, mine in zip(grosses, own, strict=True)]
    shares = spread(min(rest, sum(left, NOTHING)), left, till.unit)
    return [mine + share for mine, share in zip(own, shares, strict=True)]


def spread(amount: Decimal, weights: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Share an amount by weight in whole units that add up to it; what rounding leaves goes to the largest remainders."""
    total = sum(weights, NOTHING)
    if total <= 0 or amount <= 0:
        return [NOTHING for _ in weights]
    exact = [amount * weight / total for weight in weights]
    shares = [share.quantize(unit, ROUND_DOWN) for share in exact]
    left = amount - sum(shares, NOTHING)
    for at in sorted(range(len(weights)), key=lambda at: shares[at] - exact[at]):
        if left <= 0:
            break
        shares[at] += min(unit, left)
        left -= min(unit, left)
    return shares


def _sum(till: Till, nodes: Sequence[Node], *names: str) -> Decimal:
    return sum((till.amount(node, *names) or NOTHING for node in nodes), NOTHING)


def _side(node: Node, names: Sequence[str], side: str) -> Node | None:
    """Return `{amount, currency_code}` of one side of a price set, such as `price_set.shop_money`."""
    found = node.node(*(f"{name}_set" for name in names))
    return found.node(side) if found else None


def _currency(order: Node, *names: str) -> str | None:
    code = order.text(*names)
    if code is None:
        return None
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise wrong(order.at(names[0]), "is no currency such as EUR")
    return code.upper()
