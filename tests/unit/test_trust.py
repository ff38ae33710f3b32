"""Whose orders may be spoken of: nothing of a stranger's order leaves, not even that it exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.conversation import Customer
from assist.domain.orders import Order
from assist.workflows.trust import trusted

MINE = Order(number="NF-1", email="ana@example.org", phone="+34 600 111 222")
ANOTHERS = Order(number="NF-2", email="bea@example.org", phone="+34 600 333 444")
BARE = Order(number="NF-3")


def numbers(orders: tuple[Order, ...]) -> list[str]:
    return [order.number for order in orders]


def test_a_verified_customer_hears_of_every_order() -> None:
    result = trusted([MINE], [ANOTHERS], Customer(verified=True, email="ana@example.org"))

    assert (numbers(result.orders), result.identity, result.withheld) == (["NF-1", "NF-2"], "verified", 0)


def test_an_unverified_customer_hears_of_none() -> None:
    result = trusted([MINE], [ANOTHERS], Customer(verified=False, email="ana@example.org"))

    assert (result.orders, result.identity, result.withheld) == ((), "unverified", 2)


def test_a_stored_order_with_the_customers_address_matches() -> None:
    result = trusted([], [MINE], Customer(email=" ANA@Example.org "))

    assert (numbers(result.orders), result.identity) == (["NF-1"], "matched")


def test_a_stored_order_with_the_customers_phone_matches_however_it_is_written() -> None:
    result = trusted([], [MINE], Customer(phone="0034600111222"))

    assert numbers(result.orders) == ["NF-1"]


def test_another_customers_stored_order_is_withheld() -> None:
    result = trusted([], [ANOTHERS], Customer(email="ana@example.org"))

    assert (result.orders, result.identity, result.withheld) == ((), "unverified", 1)


def test_a_stored_order_is_withheld_from_someone_nobody_knows() -> None:
    result = trusted([], [MINE], None)

    assert (result.orders, result.withheld) == ((), 1)


def test_a_stored_order_without_contact_details_is_withheld() -> None:
    result = trusted([], [BARE], Customer(email="ana@example.org"))

    assert result.orders == ()


def test_the_desks_own_order_is_trusted_when_nothing_can_be_compared() -> None:
    result = trusted([BARE], [], Customer(email="ana@example.org"))

    assert (numbers(result.orders), result.identity) == (["NF-3"], "unknown")


def test_the_desks_order_of_another_address_is_withheld() -> None:
    result = trusted([ANOTHERS], [], Customer(email="ana@example.org"))

    assert (result.orders, result.identity, result.withheld) == ((), "unverified", 1)


def test_a_new_address_with_the_orders_phone_is_the_same_customer() -> None:
    result = trusted([MINE], [], Customer(email="ana.new@example.org", phone="600111222"))

    assert (numbers(result.orders), result.identity) == (["NF-1"], "matched")


def test_what_the_request_says_of_an_order_wins_over_what_was_stored() -> None:
    fresh = MINE.model_copy(update={"status": "shipped", "number": "nf-1"})

    result = trusted([fresh], [MINE], Customer(email="ana@example.org"))

    assert result.orders == (fresh,)
    assert result.withheld == 0


ADDRESSES = st.sampled_from([None, "", "ana@example.org", "bea@example.org"])
PHONES = st.sampled_from([None, "", "+34600111222", "+34600333444"])


@given(
    st.lists(st.builds(Order, number=st.sampled_from(["NF-1", "NF-2"]), email=ADDRESSES, phone=PHONES), max_size=3),
    ADDRESSES,
    PHONES,
)
def test_a_stored_order_is_told_only_to_someone_who_shares_a_contact_detail(
    stored: list[Order], email: str | None, phone: str | None
) -> None:
    result = trusted([], stored, Customer(email=email, phone=phone))

    assert all((email and order.email == email) or (phone and order.phone == phone) for order in result.orders)


@pytest.mark.parametrize(("given", "stored"), [("unknown", "n/a"), ("-", "-"), ("anonymous", "withheld")])
def test_a_phone_without_digits_matches_nobody(given: str, stored: str) -> None:
    order = Order(number="NF-2", email="bea@example.org", phone=stored)

    result = trusted([], [order], Customer(phone=given))

    assert result.orders == ()


def test_a_blank_address_matches_nobody() -> None:
    order = Order(number="NF-2", email="  ")

    result = trusted([], [order], Customer(email=" "))

    assert result.orders == ()


def test_a_phone_of_three_digits_identifies_nobody() -> None:
    order = Order(number="NF-2", phone="ext. 100")

    result = trusted([], [order], Customer(phone="100"))

    assert result.orders == ()


def test_a_phone_of_seven_digits_identifies_its_owner() -> None:
    result = trusted([], [Order(number="NF-2", phone="555 12-34")], Customer(phone="5551234"))

    assert result.identity == "matched"


def test_the_desks_order_is_trusted_when_its_contact_details_say_nothing() -> None:
    order = Order(number="NF-2", email=" ", phone="n/a")

    result = trusted([order], [], Customer(email="ana@example.org", phone="100"))

    assert (result.orders, result.withheld) == ((order,), 0)
