"""Which order and which items a message is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.orders import Order
from assist.workflows.subject import choose
from tests.brands import item, norrfell


def order(number: str, placed: str, *titles: str, parcels: tuple[object, ...] = (), **fields: object) -> Order:
    items = tuple(item(f"{number}-{n}", title) for n, title in enumerate(titles, 1))
    return norrfell().order(placed, number=number, items=items, fulfilments=parcels, **fields)


def arrived(on: str, *item_ids: str) -> object:
    return norrfell().delivered(on, item_ids)


def under_way(scan: str, *item_ids: str) -> object:
    return norrfell().moving(scan, item_ids)


def test_a_named_order_is_meant_whatever_else_fits() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket"), order("NF-2", "2026-11-10 10:00", "Lom trousers")]

    subject = choose(
        orders, ["nf-1"], "where are my Lom trousers", about_delivery=True, turn="NF-1: where are my Lom trousers"
    )

    assert subject.order is orders[0]


def test_the_first_number_we_know_is_meant() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket"), order("NF-2", "2026-11-10 10:00", "Lom trousers")]

    subject = choose(orders, ["NF-9", "NF-2", "NF-1"], "where is it", about_delivery=True)

    assert subject.order is orders[1]


def test_an_unknown_number_is_never_swapped_for_the_customers_only_order() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket")]

    subject = choose(orders, ["NF-9"], "where is it", about_delivery=True)

    assert (subject.order, subject.unknown_number) == (None, "NF-9")


def test_without_any_order_nothing_is_chosen() -> None:
    subject = choose([], [], "where is my Skarn", about_delivery=True)

    assert (subject.order, subject.item_ids, subject.unknown_number) == (None, (), None)


def test_the_only_order_is_meant_without_being_named() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket")]

    subject = choose(orders, [], "I want to return it", about_delivery=False)

    assert (subject.order, subject.item_ids) == (orders[0], ("NF-1-1",))


def test_the_item_named_chooses_the_order() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket"), order("NF-2", "2026-11-10 10:00", "Lom trousers")]

    subject = choose(orders, [], "the SKARN is too small", about_delivery=False)

    assert subject.order is orders[0]


def test_two_orders_that_fit_are_asked_about() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket"), order("NF-2", "2026-11-10 10:00", "Skarn jacket")]

    subject = choose(orders, [], "the Skarn is too small", about_delivery=False)

    assert subject.order is None


def test_the_newest_order_that_has_not_arrived_is_awaited() -> None:
    orders = [
        order("NF-1", "2026-11-12 10:00", "Skarn", parcels=(under_way("2026-11-18 10:00", "NF-1-1"),)),
        order("NF-2", "2026-11-10 10:00", "Lom", parcels=(under_way("2026-11-17 10:00", "NF-2-1"),)),
        order("NF-3", "2026-11-15 10:00", "Hald", parcels=(arrived("2026-11-19 10:00", "NF-3-1"),)),
    ]

    subject = choose(orders, [], "where is my parcel", about_delivery=True)

    assert subject.order is orders[0]


def test_a_return_of_an_unnamed_item_of_several_orders_is_asked_about() -> None:
    orders = [
        order("NF-1", "2026-11-12 10:00", "Skarn", parcels=(arrived("2026-11-18 10:00", "NF-1-1"),)),
        order("NF-2", "2026-11-10 10:00", "Lom", parcels=(arrived("2026-11-17 10:00", "NF-2-1"),)),
    ]

    subject = choose(orders, [], "I want my money back", about_delivery=False)

    assert subject.order is None


def test_only_the_items_still_on_their_way_are_awaited() -> None:
    parcels = (arrived("2026-11-18 10:00", "NF-1-1"), norrfell().moving("2026-11-18 10:00", ("NF-1-2",), name="f2"))
    orders = [order("NF-1", "2026-11-12 10:00", "Skarn jacket", "Lom trousers", parcels=parcels)]

    subject = choose(orders, [], "where is the rest", about_delivery=True)

    assert subject.item_ids == ("NF-1-2",)


def test_a_word_that_all_items_share_names_none_of_them() -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Skarn jacket", "Lom jacket")]

    subject = choose(orders, [], "the jacket is too small", about_delivery=False)

    assert subject.item_ids == ()


def test_a_plural_names_the_same_item() -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Skarn boot", "Lom jacket")]

    subject = choose(orders, [], "the boots are too small", about_delivery=False)

    assert subject.item_ids == ("NF-1-1",)


def test_several_items_named_are_all_meant() -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Skarn boot", "Lom jacket", "Hald hat")]

    subject = choose(orders, [], "send back the hat and the boots", about_delivery=False)

    assert subject.item_ids == ("NF-1-1", "NF-1-3")


@given(st.text(max_size=60), st.lists(st.sampled_from(["NF-1", "NF-2", "NF-9", "", "nf-2"]), max_size=3), st.booleans())
def test_whatever_is_written_the_items_belong_to_the_order_chosen(
    words: str, numbers: list[str], delivery: bool
) -> None:
    orders = [
        order("NF-1", "2026-11-12 10:00", "Skarn jacket", "Lom trousers"),
        order("NF-2", "2026-11-13 10:00", "Hald hat", parcels=(under_way("2026-11-17 10:00", "NF-2-1"),)),
    ]

    subject = choose(orders, numbers, words, about_delivery=delivery)

    known = {one.id for one in subject.order.items} if subject.order else set()
    assert set(subject.item_ids) <= known


def test_a_cancelled_order_is_not_awaited() -> None:
    cancelled = norrfell().at("2026-11-16 10:00")
    orders = [
        order("NF-1", "2026-11-12 10:00", "Skarn", parcels=(under_way("2026-11-18 10:00", "NF-1-1"),)),
        order("NF-2", "2026-11-15 10:00", "Lom", cancelled_at=cancelled),
    ]

    subject = choose(orders, [], "where is my parcel", about_delivery=True)

    assert subject.order is orders[0]


def test_an_order_whose_label_is_printed_has_not_arrived() -> None:
    printed = {
        "id": "f1",
        "item_ids": ("NF-2-1",),
        "milestones": ({"code": "label_created", "at": norrfell().at("2026-11-19 10:00")},),
    }
    orders = [
        order("NF-1", "2026-11-01 10:00", "Skarn", parcels=(arrived("2026-11-05 10:00", "NF-1-1"),)),
        order("NF-2", "2026-11-18 10:00", "Lom", parcels=(printed,)),
    ]

    subject = choose(orders, [], "where is my parcel", about_delivery=True)

    assert subject.order is orders[1]


def test_a_small_word_of_a_title_names_nothing() -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Skarn jacket with hood", "Lom trousers")]

    subject = choose(orders, [], "I am not happy with the trousers", about_delivery=False)

    assert subject.item_ids == ("NF-1-2",)


def test_a_title_is_recognised_without_its_accents() -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Pantalón Lom", "Gorro Hald")]

    subject = choose(orders, [], "el pantalon es pequeño", about_delivery=False)

    assert subject.item_ids == ("NF-1-1",)


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("can I return the beanie and keep the jacket?", ("NF-1-1",)),
        ("I want to keep the jacket and return the beanie", ("NF-1-1",)),
        ("keep the jacket, but I'd like to send back the beanie", ("NF-1-1",)),
        ("devuelvo el beanie y me quedo el jacket", ("NF-1-1",)),
        ("quiero quedarme el jacket y devolver el beanie", ("NF-1-1",)),
        ("I don't want to keep the jacket", ("NF-1-2",)),
        ("keep me posted about the jacket", ("NF-1-2",)),
        ("the zip of the jacket keeps breaking", ("NF-1-2",)),
        ("I keep both the jacket and the beanie", ()),
    ],
)
def test_what_the_customer_keeps_is_not_meant(words: str, items: tuple[str, ...]) -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Hald beanie", "Skarn jacket")]

    subject = choose(orders, [], words, about_delivery=False)

    assert subject.item_ids == items


def test_an_order_of_which_a_part_has_arrived_is_still_awaited() -> None:
    label = {"id": "f2", "item_ids": ("NF-2-2",), "milestones": ()}
    orders = [
        order("NF-1", "2026-11-01 10:00", "Skarn", parcels=(under_way("2026-11-05 10:00", "NF-1-1"),)),
        order("NF-2", "2026-11-18 10:00", "Lom", "Hald", parcels=(arrived("2026-11-20 10:00", "NF-2-1"), label)),
    ]

    subject = choose(orders, [], "where is my parcel", about_delivery=True)

    assert subject.order is orders[1]


def test_a_number_in_the_message_names_no_item() -> None:
    orders = [order("NF-1", "2026-11-12 10:00", "Socks pack 2", "Lom trousers")]

    subject = choose(orders, [], "2 weeks ago I bought the trousers", about_delivery=False)

    assert subject.item_ids == ("NF-1-2",)


def test_what_is_said_to_be_delivered_is_what_was_delivered_last() -> None:
    parcels = (arrived("2026-11-19 10:00", "NF-2-1"), norrfell().moving("2026-11-19 12:00", ("NF-2-2",), name="f2"))
    orders = [
        order("NF-1", "2026-11-18 10:00", "Skarn", parcels=(under_way("2026-11-19 10:00", "NF-1-1"),)),
        order("NF-2", "2026-11-10 10:00", "Lom", "Hald", parcels=parcels),
        order("NF-3", "2026-11-10 10:00", "Tor", parcels=(arrived("2026-11-12 10:00", "NF-3-1"),)),
    ]

    subject = choose(orders, [], "it says delivered, I have nothing", about_delivery=True, says_delivered=True)

    assert (subject.order, subject.item_ids) == (orders[1], ("NF-2-1",))


def test_a_bare_number_in_the_words_is_the_order_of_those_digits() -> None:
    orders = [
        order("NF-20288", "2026-11-01 10:00", "Skarn jacket"),
        order("NF-20402", "2026-11-10 10:00", "Lom trousers"),
    ]

    subject = choose(orders, ["NF-20288"], "20402 should go to C/ Mayor 3", about_delivery=True)

    assert subject.order is orders[1]


def test_an_item_named_now_beats_a_number_of_an_earlier_message() -> None:
    orders = [
        order("NF-20288", "2026-11-01 10:00", "Skarn jacket"),
        order("NF-20402", "2026-11-10 10:00", "Lom fleece"),
    ]

    subject = choose(orders, ["NF-20288"], "and the fleece is too small", about_delivery=False)

    assert subject.order is orders[1]


def test_a_gift_the_customer_keeps_is_not_what_comes_back() -> None:
    bought = order("OS-10400", "2026-11-01 10:00", "Evening Set", "Travel pouch")
    pouch = bought.items[1].model_copy(update={"tags": ("free_gift",)})
    bought = bought.model_copy(update={"items": (bought.items[0], pouch)})

    subject = choose([bought], [], "The set goes back. The free pouch I would keep.", about_delivery=False)

    assert subject.item_ids == (bought.items[0].id,)


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("the jacket is there, the trousers aren't", 2),
        ("the parcel came, trousers in it, jacket not", 1),
        ("la chaqueta venía, pero los pantalones no", 2),
    ],
)
def test_what_did_come_is_not_what_is_missing(said: str, at: int) -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn jacket", "Lom trousers")]

    assert choose(orders, [], said, about_delivery=False).item_ids == (f"NF-1-{at}",)


@pytest.mark.parametrize(
    ("said", "at"), [("the hat has a hole", 2), ("el gorro vuelve a casa", 2), ("my coat is torn", 1)]
)
def test_an_item_is_known_by_what_such_things_are_called(said: str, at: int) -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Skarn Shell Jacket", "Brae Beanie")]

    assert choose(orders, [], said, about_delivery=False).item_ids == (f"NF-1-{at}",)


def test_two_items_of_a_kind_are_not_told_apart_by_it() -> None:
    orders = [order("NF-1", "2026-11-01 10:00", "Brae Beanie", "Storm Cap")]

    assert choose(orders, [], "the hat has a hole", about_delivery=False).item_ids == ()
