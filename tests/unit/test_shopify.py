"""Shopify's order as it comes becomes our order facts, or an error that names the path inside it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.base import Money
from assist.domain.client import Profile
from assist.domain.orders import Order
from assist.domain.shop import ShopMapping
from assist.errors import BadInput
from assist.shopify.node import Node
from assist.shopify.order import number_of, order_of
from assist.shopify.prices import Till, line_prices, spread
from tests import brands, shop_orders

MAPPING = {
    "item_tags": {
        "outlet": {"product_types": ["outlet"], "product_tags": ["Outlet"]},
        "personalised": {"properties": ["embroidery"]},
        "jacket": {"skus": ["SKARN-*"]},
        "full_price": {"undiscounted": True},
        "free_gift": {"free": True},
    },
    "gift_tags": ["gift wrap"],
    "gift_number_attribute": "gift number",
}


def profile(**mapping: Any) -> Profile:
    shop = ShopMapping.model_validate({**MAPPING, **mapping})
    return brands.norrfell().profile.model_copy(update={"shopify": shop})


def order(raw: dict[str, Any]) -> Order:
    return order_of(raw, profile())


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def test_the_price_paid_is_what_remains_after_the_discounts_of_the_line_and_the_order() -> None:
    found = order(shop_orders.rest())

    assert [item.paid for item in found.items] == [euros("36.00"), euros("144.00")]
    assert [item.unit_list_price for item in found.items] == [euros("40.00"), euros("80.00")]


def test_an_order_discount_without_allocations_is_spread_by_price() -> None:
    raw = shop_orders.rest()
    for line in raw["line_items"]:
        del line["discount_allocations"]

    found = order(raw)

    assert [item.paid for item in found.items] == [euros("36.00"), euros("144.00")]


def test_tax_is_added_where_prices_come_without() -> None:
    raw = shop_orders.rest(taxes_included=False)
    raw["line_items"][0]["tax_lines"] = [{"price": "7.56", "title": "VAT"}]

    assert order(raw).items[0].paid == euros("43.56")


def test_amounts_are_read_in_the_currency_the_customer_paid_in_when_every_line_states_it() -> None:
    raw = shop_orders.rest(presentment_currency="USD", total_discounts="0.00")
    for line in raw["line_items"]:
        line["discount_allocations"] = []
        line["price_set"] = {
            "shop_money": {"amount": line["price"], "currency_code": "EUR"},
            "presentment_money": {"amount": "50.00", "currency_code": "USD"},
        }

    found = order(raw)

    assert found.items[0].paid == Money(amount=Decimal("50.00"), currency="USD")
    assert found.totals is not None
    assert found.totals.paid is None, "the total is stated in the shop's currency only"


def test_amounts_stay_in_the_shops_currency_when_a_line_does_not_state_the_other() -> None:
    assert order(shop_orders.rest(presentment_currency="USD")).items[0].paid == euros("36.00")


def test_a_currency_without_cents_is_spread_in_whole_units() -> None:
    raw = shop_orders.rest(currency="JPY", presentment_currency="JPY", total_discounts="100")
    for line, price in zip(raw["line_items"], ("1000", "1000"), strict=True):
        del line["discount_allocations"]
        line.update(price=price, quantity=1)
    raw["line_items"].append({"id": 73, "title": "Sock", "price": "1000", "quantity": 1})
    raw["total_shipping_price_set"] = None

    paid = [item.paid.amount for item in order(raw).items if item.paid]

    assert sum(paid) == 2900
    assert all(amount == int(amount) for amount in paid)


def test_words_of_the_shop_become_tags_as_the_client_maps_them() -> None:
    found = order(shop_orders.rest())

    assert [set(item.tags) for item in found.items] == [{"outlet"}, {"personalised", "jacket"}]


def test_a_line_bought_without_discount_is_full_price_unless_the_shop_had_lowered_it() -> None:
    raw = shop_orders.rest(total_discounts="0.00")
    for line in raw["line_items"]:
        line["discount_allocations"] = []
    raw["line_items"][1]["compare_at_price"] = "120.00"

    found = order(raw)

    assert ["full_price" in item.tags for item in found.items] == [True, False]


def test_a_line_that_cost_nothing_is_a_free_gift_and_a_selling_plan_a_subscription() -> None:
    raw = shop_orders.rest()
    raw["line_items"][0]["discount_allocations"] = [{"amount": "40.00"}]
    raw["line_items"][1]["selling_plan_allocation"] = {"selling_plan": {"name": "Every 8 weeks"}}

    tags = [item.tags for item in order(raw).items]

    assert "free_gift" in tags[0]
    assert "subscription" in tags[1]


def test_a_parcel_tells_when_it_left_and_its_newest_state_and_one_called_off_is_none() -> None:
    found = order(shop_orders.rest())

    (parcel,) = found.fulfilments
    assert (parcel.carrier, parcel.tracking, parcel.item_ids) == ("GLS", "60110977", ("72",))
    assert [milestone.code for milestone in parcel.milestones] == ["handed_over", "in_transit"]


def test_a_printed_label_has_not_left() -> None:
    raw = shop_orders.rest()
    raw["fulfillments"][0]["shipment_status"] = "label_printed"

    assert [milestone.code for milestone in order(raw).fulfilments[0].milestones] == ["label_printed"]


def test_carrier_events_are_milestones_with_their_place() -> None:
    raw = shop_orders.rest()
    raw["fulfillments"][0]["events"] = [
        {"status": "in_transit", "happened_at": "2026-11-16T08:12:00Z", "city": "Zaragoza"},
        {"status": "attempted_delivery", "happened_at": "2026-11-17T10:00:00Z", "city": "Vigo"},
        {"status": "a word of tomorrow", "happened_at": "2026-11-17T11:00:00Z"},
    ]

    told = [(milestone.code, milestone.place) for milestone in order(raw).fulfilments[0].milestones]

    assert told == [("handed_over", None), ("in_transit", "Zaragoza"), ("delivery_attempted", "Vigo")]


def test_a_spanish_province_is_the_community_that_rules_speak_of() -> None:
    found = order(shop_orders.rest())

    assert (found.ship_to_country, found.ship_to_region) == ("ES", "ES-GA")
    assert found.shipping_address is not None
    assert found.shipping_address.region == "ES-PO"


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ({"country_code": "ES", "zip": "35001"}, "ES-CN"),
        ({"country_code": "ES", "zip": "27003", "province_code": ""}, "ES-GA"),
        ({"country_code": "GB", "province_code": "NIR"}, "GB-NIR"),
        ({"country_code": "GB", "province_code": "GB-NIR"}, "GB-NIR"),
        ({"country_code": "FR", "zip": "75001"}, None),
        ({"country_code": "ES", "zip": "99999"}, None),
    ],
)
def test_a_region_comes_from_the_province_or_a_spanish_postcode(address: dict[str, str], region: str | None) -> None:
    assert order(shop_orders.rest(shipping_address=address)).ship_to_region == region


def test_what_else_the_shop_states_is_kept() -> None:
    found = order(shop_orders.rest())

    assert found.number == "NF-20288"
    assert found.status == "partially_fulfilled"
    assert found.discount_codes == ("AUTUMN",)
    assert found.shipping_method == "Express"
    assert found.first_order is True
    assert (found.is_gift, found.gift_number) == (True, "G-77")
    assert found.as_of is not None
    assert found.as_of.isoformat() == "2026-11-16T08:12:00+00:00"
    assert found.notes[0].text == "Please ring twice"


def test_no_fulfilment_status_means_unfulfilled_not_unknown() -> None:
    assert order(shop_orders.rest(fulfillment_status=None, fulfillments=[])).status == "unfulfilled"


def test_a_cancelled_order_says_so() -> None:
    found = order(shop_orders.rest(cancelled_at="2026-11-10T09:00:00Z"))

    assert found.status == "cancelled"
    assert found.cancelled_at is not None


def test_a_graphql_order_reads_as_the_same_facts() -> None:
    found = order(shop_orders.graphql())

    (item,) = found.items
    assert (item.id, item.paid, item.tags) == ("71", euros("36.00"), ("outlet",))
    assert [milestone.code for milestone in found.fulfilments[0].milestones] == [
        "handed_over", "in_transit", "delivered",
    ]  # fmt: skip
    assert found.fulfilments[0].item_ids == ("71",)
    assert found.ship_to_region == "GB-NIR"
    assert found.first_order is False
    assert found.status == "fulfilled"


def test_refunds_and_returns_name_their_items_amounts_and_states() -> None:
    found = order(shop_orders.graphql())

    (refund,) = found.refunds
    assert (refund.amount, refund.item_ids, refund.status) == (euros("31.05"), ("71",), "issued")
    (back,) = found.returns
    assert (back.status, back.item_ids, back.kind) == ("received", ("71",), "return")


def test_a_refund_is_what_its_payments_add_up_to_and_a_pending_one_has_not_gone_out() -> None:
    raw = shop_orders.rest(
        refunds=[
            {
                "id": 1,
                "created_at": "2026-11-19T09:00:00Z",
                "refund_line_items": [{"line_item_id": 71, "quantity": 1, "subtotal": "36.00", "total_tax": "0.00"}],
                "transactions": [
                    {"kind": "refund", "status": "pending", "amount": "30.00"},
                    {"kind": "refund", "status": "failure", "amount": "99.00"},
                ],
            }
        ]
    )

    (refund,) = order(raw).refunds

    assert (refund.amount, refund.status) == (euros("30.00"), "pending")


def test_an_order_edit_without_money_is_no_refund() -> None:
    edited = {"id": 1, "created_at": "2026-11-19T09:00:00Z", "refund_line_items": [], "transactions": []}

    assert order(shop_orders.rest(refunds=[edited])).refunds == ()


def test_a_test_order_is_refused() -> None:
    with pytest.raises(BadInput, match=r"^raw\.test: is a test order"):
        order(shop_orders.rest(test=True))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": None, "order_number": None}, "raw.name"),
        ({"currency": None}, "raw.currency"),
        ({"currency": "euro"}, "raw.currency"),
        ({"created_at": "yesterday", "processed_at": None}, "raw.created_at"),
        ({"processed_at": "2026-11-09T20:20:05"}, "raw.processed_at"),
        ({"line_items": {"id": 1}}, "raw.line_items"),
        ({"line_items": [{"title": "Hat", "price": "1"}]}, "raw.line_items[0].id"),
        ({"line_items": [{"id": 1, "price": "cheap"}]}, "raw.line_items[0].price"),
        ({"line_items": [{"id": 1, "price": -1}]}, "raw.line_items[0].price"),
        ({"line_items": [{"id": 1, "price": "NaN"}]}, "raw.line_items[0].price"),
        ({"line_items": [{"id": 1, "price": "1", "quantity": 1.5}]}, "raw.line_items[0].quantity"),
        ({"line_items": [{"id": 1, "price": "1"}, {"id": 1, "price": "1"}]}, "raw.line_items[1].id"),
        ({"line_items": [7]}, "raw.line_items[0]"),
        ({"shipping_address": "Vigo"}, "raw.shipping_address"),
        ({"fulfillments": [{"line_items": [{}]}]}, "raw.fulfillments[0].line_items[0].line_item_id"),
        ({"test": "yes"}, "raw.test"),
        ({"email": ["a"]}, "raw.email"),
        ({"note_attributes": [{"name": {"a": 1}}]}, "raw.note_attributes[0].name"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_path_inside_the_order(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(BadInput) as refused:
        order(shop_orders.rest(**changes))

    assert refused.value.path == path


def test_an_error_in_a_graphql_order_names_the_path_as_it_was_sent() -> None:
    raw = shop_orders.graphql()
    raw["lineItems"]["edges"][0]["node"]["originalUnitPriceSet"]["shopMoney"]["amount"] = "?"

    with pytest.raises(BadInput) as refused:
        order(raw)

    assert refused.value.path == "raw.lineItems.edges[0].node.originalUnitPriceSet.shopMoney.amount"


def test_discounts_above_the_price_are_refused_by_line() -> None:
    raw = shop_orders.rest()
    raw["line_items"][0]["discount_allocations"] = [{"amount": "41.00"}]

    with pytest.raises(BadInput, match=r"raw\.line_items\[0\]: its discounts are larger"):
        order(raw)


def test_two_currencies_in_one_order_are_refused() -> None:
    raw = shop_orders.graphql()
    raw["totalPriceSet"]["shopMoney"]["currencyCode"] = "GBP"

    with pytest.raises(BadInput, match="not the currency"):
        order(raw)


def test_no_error_repeats_what_the_customer_wrote() -> None:
    with pytest.raises(BadInput) as refused:
        order(shop_orders.rest(created_at="Ana Ruiz ana@example.org", processed_at=None))

    assert "Ana" not in refused.value.message


def test_what_an_api_wraps_around_an_order_is_stepped_into() -> None:
    assert order({"data": {"order": shop_orders.graphql()}}).number == "NF-20288"
    assert order({"order": shop_orders.rest()}).number == "NF-20288"


@pytest.mark.parametrize(
    ("name", "number"),
    [("#20288", "NF-20288"), ("NF-20288", "NF-20288"), ("#nf20288", "NF-20288"), ("20288", "NF-20288"),
     ("#1001", "1001"), ("#OS-20288", "OS-20288")],
)  # fmt: skip
def test_an_order_name_is_written_as_this_client_writes_numbers(name: str, number: str) -> None:
    assert number_of(name, brands.norrfell().profile.order_number) == number


@given(
    amount=st.decimals(0, 10_000, places=2),
    weights=st.lists(st.decimals(0, 5_000, places=2), min_size=1, max_size=60),
)
def test_shares_add_up_to_the_cent(amount: Decimal, weights: list[Decimal]) -> None:
    shares = spread(amount, weights, Decimal("0.01"))

    assert sum(shares) == (amount if sum(weights) > 0 else 0)
    assert all(share >= 0 for share in shares)


@given(
    prices=st.lists(st.decimals("0.01", 900, places=2), min_size=1, max_size=20),
    percent=st.integers(0, 100),
)
def test_what_was_paid_for_the_lines_is_the_price_less_the_discount(prices: list[Decimal], percent: int) -> None:
    discount = (sum(prices, Decimal(0)) * percent / 100).quantize(Decimal("0.01"))
    raw = {
        "currency": "EUR",
        "total_discounts": str(min(discount, sum(prices, Decimal(0)))),
        "line_items": [{"id": at, "price": str(price), "quantity": 1} for at, price in enumerate(prices)],
    }
    node = Node(raw, "raw")
    lines = node.nodes("line_items")

    found = line_prices(node, lines, Till.of(node, lines))

    paid = sum((price.paid for price in found if price.paid is not None), Decimal(0))
    assert paid == sum(prices, Decimal(0)) - Decimal(raw["total_discounts"])
    assert all(price.paid is not None and price.paid >= 0 for price in found)


def _places(value: Any, at: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for step, one in inner for place in _places(one, (*at, step)))]


def _replaced(raw: Any, place: tuple[int | str, ...], junk: Any) -> Any:
    if not place:
        return junk
    changed = dict(raw) if isinstance(raw, dict) else list(raw)
    changed[place[0]] = _replaced(raw[place[0]], place[1:], junk)
    return changed


JUNK = st.sampled_from(
    [None, "", "x", "-1", "1e30", "1e-9", "NaN", 0, -3, 1.5, 10**30, True, False, [], {}, [None], [[]], ["x"], {"a": 1},
     {"nodes": None}, {"nodes": [1]}, {"edges": [{}]}, {"edges": 3}, "y" * 2_000, "2026-13-40", "0001-01-01T00:00:00Z",
     "9999-12-31T23:59:59Z", "gid://shopify/LineItem/", "ñ😩\u202e", "#", "2026-11-20T10:00:00Z"]
)  # fmt: skip


@given(
    shape=st.sampled_from([shop_orders.rest(), shop_orders.graphql()]),
    junk=st.lists(st.tuples(st.integers(0, 10**6), JUNK), min_size=1, max_size=3),
)
def test_whatever_a_shop_sends_is_read_or_refused_by_its_path(
    shape: dict[str, Any], junk: list[tuple[int, Any]]
) -> None:
    raw: Any = shape
    for number, what in junk:
        places = _places(raw)
        raw = _replaced(raw, places[number % len(places)], what)

    try:
        found = order_of(raw, profile())
    except BadInput as refused:
        assert refused.path is None or refused.path.startswith("raw")
        assert "y" * 50 not in refused.message
    else:
        assert found.number
        assert Order.model_validate_json(found.model_dump_json()) == found
