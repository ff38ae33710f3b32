"""Money adds up to the cent: shares of a discount, what was paid for an item, sums and their lines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.base import Money
from assist.domain.orders import Order
from assist.workflows import money
from assist.workflows.money import Sum

cents = st.integers(min_value=0, max_value=10_000_000).map(lambda count: Decimal(count) / 100)


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def order(prices: dict[str, str], **totals: str) -> Order:
    return Order.model_validate(
        {
            "number": "NF-1",
            "items": [{"id": name, "paid": euros(price)} for name, price in prices.items()],
            "totals": {name: euros(amount) for name, amount in totals.items()},
        }
    )


@given(total=cents, weights=st.lists(cents, min_size=1, max_size=30))
def test_shares_add_up_to_the_cent(total: Decimal, weights: list[Decimal]) -> None:
    assert sum(money.shares(total, weights)) == total


@given(total=cents, weights=st.lists(cents, min_size=1, max_size=30))
def test_no_share_is_a_cent_away_from_its_exact_part(total: Decimal, weights: list[Decimal]) -> None:
    whole = sum(weights)

    spread = money.shares(total, weights)

    assert whole == 0 or all(
        abs(share - total * weight / whole) < Decimal("0.01") for share, weight in zip(spread, weights, strict=True)
    )


def test_three_equal_parts_of_ten_lose_no_cent() -> None:
    assert money.shares(Decimal("10.00"), [Decimal(1)] * 3) == (Decimal("3.34"), Decimal("3.33"), Decimal("3.33"))


@pytest.mark.parametrize(("amount", "rounded"), [("0.125", "0.13"), ("0.115", "0.12"), ("3.6049", "3.60")])
def test_halves_of_a_cent_are_rounded_up(amount: str, rounded: str) -> None:
    assert money.cents(Decimal(amount)) == Decimal(rounded)


def test_a_price_before_the_order_discount_loses_its_share() -> None:
    paid = money.paid_by_item(
        order({"hat": "40.00", "coat": "160.00"}, items="200.00", discount="20.00", shipping="0.00", paid="180.00")
    )

    assert paid is not None
    assert (paid["hat"].discount, paid["hat"].amount) == (Decimal("4.00"), Decimal("36.00"))


def test_a_price_after_the_order_discount_is_what_was_paid() -> None:
    paid = money.paid_by_item(
        order({"hat": "36.00", "coat": "144.00"}, items="200.00", discount="20.00", shipping="0.00", paid="180.00")
    )

    assert paid is not None
    assert paid["hat"].amount == Decimal("36.00")


def test_shipping_tells_nothing_about_the_discount() -> None:
    paid = money.paid_by_item(
        order({"hat": "40.00", "cap": "10.00"}, items="50.00", discount="5.00", shipping="5.95", paid="50.95")
    )

    assert paid is not None
    assert paid["hat"].amount == Decimal("36.00")


def test_totals_that_fit_neither_reading_say_nothing() -> None:
    assert money.paid_by_item(order({"hat": "40.00"}, discount="5.00", shipping="0.00", paid="17.00")) is None


def test_an_item_without_a_price_makes_the_others_unknown_too() -> None:
    given_order = order({"hat": "40.00"}).model_copy(
        update={
            "items": (
                *order({"hat": "40.00"}).items,
                *Order.model_validate({"number": "x", "items": [{"id": "b"}]}).items,
            )
        }
    )

    assert money.paid_by_item(given_order) is None


@given(prices=st.lists(cents.filter(lambda price: price > 0), min_size=1, max_size=12), percent=st.integers(0, 100))
def test_what_was_paid_for_all_items_is_what_was_paid(prices: list[Decimal], percent: int) -> None:
    whole = sum(prices, Decimal(0))
    discount = money.percent_of(whole, percent)
    stated = {f"i{at}": f"{price:.2f}" for at, price in enumerate(prices)}

    paid = money.paid_by_item(
        order(stated, items=f"{whole:.2f}", discount=f"{discount:.2f}", shipping="0.00", paid=f"{whole - discount:.2f}")
    )

    assert paid is not None
    assert sum(one.amount for one in paid.values()) == whole - discount


def test_the_lines_of_a_sum_add_up_and_leave_out_nothing_but_zeros() -> None:
    refund = Sum("refund", "EUR").plus("hat", Decimal(36)).plus("shipping", Decimal(0)).plus("label", Decimal("-4.95"))

    assert [str(line.amount) for line in refund.lines] == ["36.00 EUR", "-4.95 EUR"]
    assert str(refund.total) == "31.05 EUR"
