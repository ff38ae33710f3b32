"""Typed values in a message; above all what is an order number and what only looks like one."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.domain.client import OrderNumberFormat
from assist.domain.enums import EntityType
from assist.triage import entities
from assist.triage.entities import Habits
from tests.hanging import not_hanging

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)

FRIDAY = date(2026, 11, 20)
NORRFELL = OrderNumberFormat(pattern=r"NF-\d{5}", prefix="NF-", digits=5)
OSMERE = OrderNumberFormat(pattern=r"OS-\d{5}", prefix="OS-", digits=5)
BOTH = pytest.mark.parametrize("format_", [NORRFELL, OSMERE], ids=["NF-12345", "OS-12345"])

FRAGMENTS = (
    "NF-20288", "os 12345", "order 20288", "#20288", "ana@mail.example", "+34 612 345 678", "parcel", "GLS", "RR123456789ES", "12345678901", "4,95 EUR",
    "20/11/2026", "3 May", "yesterday", "last monday", "friday", "size M", "need 42", " ", "\n", ",", "20288", "-", "€",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text("abNF019-. #", max_size=6), max_size=12).map(" ".join)


def values(text: str, kind: EntityType, format_: OrderNumberFormat = NORRFELL) -> list[str]:
    return [entity.value for entity in entities.find(text, Habits(format_), FRIDAY) if entity.type is kind]


def orders(text: str, format_: OrderNumberFormat = NORRFELL) -> list[str]:
    return values(text, EntityType.ORDER_NUMBER, format_)


def dates(text: str) -> list[str]:
    return values(text, EntityType.DATE)


@PROPERTY
@given(TEXTS, st.sampled_from([NORRFELL, OSMERE]))
def test_entities_stand_in_order_inside_the_text_without_overlap(text, format_):
    found = entities.find(text, Habits(format_), FRIDAY)

    assert all(0 <= entity.start < entity.end <= len(text) for entity in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@PROPERTY
@given(TEXTS, st.integers(0, 99_999), TEXTS)
def test_a_full_order_number_is_found_between_any_words(before, number, after):
    text = f"{before} . NF-{number:05d} . {after}"

    assert f"NF-{number:05d}" in orders(text)


@PROPERTY
@given(st.text("0123456789 -+./", max_size=40))
def test_digits_alone_are_never_an_order_number(text):
    assert orders(text) == []


@BOTH
@pytest.mark.parametrize(
    "written",
    [
        "{0}12345",
        "{1}12345",
        "{2} 12345",
        "{1} 12345",
        "{1}#12345",
        "{1}-12345",
        "({0}12345)",
        "{0}12345.",
        "{0}12345, thanks",
        "order:{0}12345",
    ],
)
def test_an_order_number_is_known_however_it_is_cased_or_spaced(format_, written):
    bare = format_.prefix.rstrip("-")
    text = "about " + written.format(format_.prefix, bare, bare.lower())

    assert orders(text, format_) == [f"{format_.prefix}12345"]


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "order 12345",
        "my order #12345",
        "Order: 12345",
        "#12345",
        "pedido 12345",
        "pedido nº 12345",
        "where's 12345?",
        "order no. 12345",
        "order number 12345",
    ],
)
def test_bare_digits_behind_a_word_for_an_order_are_its_number(format_, text):
    assert orders(text, format_) == [f"{format_.prefix}12345"]


@pytest.mark.parametrize(
    "text",
    [
        "my order number is 12345",
        "mi número de pedido es 12345",
        "mi número de pedido es el 12345",
        "pedido número 12345",
        "where is 12345?",
        "NF–12345",
        "my order is #12345",
        "my order (12345) is late",
        "any news about #12345?",
        "please cancel #12345",
        "mi orden #12345",
        "Hi.\nNumber 12345 never came",
        "pedido con número 12345",
        "order 12345\n2 jackets",
    ],
)
def test_bare_digits_in_an_ordinary_sentence_about_the_order_are_its_number(text):
    assert orders(text) == ["NF-12345"]


def test_both_numbers_of_orders_a_and_b_are_found():
    assert orders("orders 20288 and 20402") == ["NF-20288", "NF-20402"]


@pytest.mark.parametrize(
    "text", ["NF-20288 and 20402", "orders 20288, 20402", "pedidos 20288 y 20402", "pedidos NF-20288 y el nf20402"]
)
def test_a_list_of_orders_is_read_to_its_end(text):
    assert orders(text) == ["NF-20288", "NF-20402"]


def test_behind_one_order_a_comma_does_not_announce_another():
    assert orders("order 20288, 48001 Bilbao") == ["NF-20288"]


def test_a_client_without_a_prefix_has_its_numbers_behind_a_cue_only():
    bare = OrderNumberFormat(pattern=r"\d{5}", prefix="#", digits=5)

    assert orders("order #12345 to 48001 Bilbao", bare) == ["#12345"]


def test_the_span_covers_the_number_as_written():
    text = "please send nf 20288 back"

    found = entities.find(text, Habits(NORRFELL), FRIDAY)[0]

    assert text[found.start : found.end] == "nf 20288"


def test_two_numbers_are_two_entities():
    assert orders("NF-20288 and nf20402") == ["NF-20288", "NF-20402"]


def test_the_number_of_another_brand_is_not_ours():
    assert orders("OS-12345 never came", NORRFELL) == []


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("call me on +34 612 345 678", id="phone"),
        pytest.param("call me on +44 12345 678901", id="phone in fives"),
        pytest.param("mi teléfono es 612345678", id="Spanish mobile"),
        pytest.param("ring 0117 496 0123", id="British landline"),
        pytest.param("Calle Olmo 7, 48001 Bilbao", id="Spanish postcode"),
        pytest.param("postcode 48001", id="postcode by name"),
        pytest.param("Bristol BS1 4DJ", id="British postcode"),
        pytest.param("it cost 12345 EUR", id="price"),
        pytest.param("order 12345€", id="price with sign"),
        pytest.param("order £12345", id="price in pounds"),
        pytest.param("order 12345.50", id="price with cents"),
        pytest.param("order 12345,50", id="price with comma"),
        pytest.param("order 12345%", id="percentage"),
        pytest.param("tracking RR123456789ES", id="tracking of the post"),
        pytest.param("tracking number 123456789012", id="long tracking number"),
        pytest.param("parcel 1Z12345E0205271688", id="tracking of UPS"),
        pytest.param("invoice INV-12345", id="invoice"),
        pytest.param("factura F-12345", id="Spanish invoice"),
        pytest.param("invoice 2026-12345", id="invoice of a year"),
        pytest.param("SKU 12345", id="bare SKU"),
        pytest.param("item SK-12345-M", id="SKU"),
        pytest.param("ordered on 20.11.2026", id="date"),
        pytest.param("order of 20/11/2026", id="date of an order"),
        pytest.param("order 2026-11-20", id="ISO date of an order"),
        pytest.param("order 20261120", id="date in one go"),
        pytest.param("order 123456", id="a digit too many"),
        pytest.param("order 1234", id="a digit too few"),
        pytest.param("order 12345-6", id="a number that goes on"),
        pytest.param("order12345", id="glued to a word"),
    ],
)
def test_what_only_looks_like_an_order_number_is_none(format_, text):
    assert orders(text, format_) == []


@BOTH
@pytest.mark.parametrize("digits", ["123456", "1234", "12345-6", "123 45"])
def test_the_prefix_does_not_make_a_number_of_another_length_ours(format_, digits):
    assert orders(f"about {format_.prefix}{digits} please", format_) == []


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("my phone number 07700 900123", id="phone number"),
        pytest.param("Camino 48001 Bilbao", id="word ending in no, postcode"),
        pytest.param("C/ Molino 28001 Madrid", id="street ending in no, postcode"),
        pytest.param("house no 12345", id="house number"),
        pytest.param("invoice number 12345", id="invoice number"),
        pytest.param("invoice #12345", id="invoice with a hash"),
        pytest.param("factura nº 12345", id="Spanish invoice number"),
        pytest.param("SKU #12345", id="SKU with a hash"),
        pytest.param("item number 12345", id="item number"),
        pytest.param("ticket no 12345", id="ticket number"),
        pytest.param("typo in postcode #12345", id="postcode with a hash"),
        pytest.param("Invoice:\n#12345", id="invoice on the line above"),
        pytest.param("customer number 12345", id="customer number"),
        pytest.param("tracking number 12345 67890 123", id="tracking number in fives"),
        pytest.param("you must send 15000 euros", id="price behind send"),
        pytest.param("a big order 10000 EUR", id="price in words behind order"),
    ],
)
def test_a_number_announced_as_something_else_is_no_order_number(format_, text):
    assert orders(text, format_) == []


@BOTH
@pytest.mark.parametrize("tail", ["A", "-BLK-M", "/2"])
def test_an_article_number_that_begins_like_an_order_number_is_none(format_, tail):
    assert orders(f"article {format_.prefix}12345{tail}", format_) == []


def test_an_e_mail_address_that_holds_an_order_number_is_an_e_mail():
    text = "write to nf-20288@mail.example"

    assert orders(text) == []
    assert values(text, EntityType.EMAIL) == ["nf-20288@mail.example"]


@pytest.mark.parametrize("written", ["+34 612 345 678", "+34612345678", "+34-612-345-678", "+34 (612) 345.678"])
def test_a_phone_number_is_its_digits(written):
    assert values(f"call {written} now", EntityType.PHONE) == ["+34612345678"]


@pytest.mark.parametrize("number", ["RR123456789ES", "1Z12345E0205271688", "12345678901", "003404341610940273"])
def test_a_tracking_number_is_found_where_a_parcel_is_spoken_of(number):
    assert values(f"my GLS parcel {number} is lost", EntityType.TRACKING_NUMBER) == [number]


def test_a_long_number_without_a_parcel_is_no_tracking_number():
    assert values("the code is 12345678901", EntityType.TRACKING_NUMBER) == []


def test_being_upset_is_not_being_with_ups():
    assert values("I am upset, the code is 12345678901", EntityType.TRACKING_NUMBER) == []


def test_a_national_phone_number_is_no_tracking_number():
    assert values("call 07700900123 about my parcel", EntityType.TRACKING_NUMBER) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("612 345 678", "612345678"),
        ("612345678", "612345678"),
        ("91 123 45 67", "911234567"),
        ("07700 900123", "07700900123"),
        ("(0117) 496 0123", "01174960123"),
        ("0034 612 345 678", "0034612345678"),
        ("899.50", None),
        ("03-11-2026 10:30", None),
        ("0123456", None),
    ],
)
def test_a_national_phone_number_is_its_digits(written, value):
    assert values(f"ring {written} please", EntityType.PHONE) == ([value] if value else [])


def test_a_number_announced_as_tracking_is_no_phone_number():
    text = "tracking number: 07700900123"

    assert values(text, EntityType.TRACKING_NUMBER) == ["07700900123"]
    assert values(text, EntityType.PHONE) == []


def test_an_amount_is_its_normal_form():
    assert values("I paid 4,95 EUR and €10", EntityType.AMOUNT) == ["4.95 EUR", "10 EUR"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("size M please", "M"),
        ("talla M", "M"),
        ("I need M", "M"),
        ("for an M", "M"),
        ("size: 38", "38"),
        ("in a 42 please", "42"),
        ("I need 40, not 38", "40"),
        ("tienen la 42 en negro", "42"),
    ],
)
def test_a_size_is_found_behind_a_word_for_it(text, size):
    assert values(text, EntityType.SIZE) == [size]


@pytest.mark.parametrize("text", ["Size M please", "Talla M", "size m"])
def test_a_size_is_found_however_it_is_cased(text):
    assert values(text, EntityType.SIZE) == ["M"]


@pytest.mark.parametrize("text", ["I need 30 days", "I need 40 of them"])
def test_a_number_of_things_is_no_size(text):
    assert values(text, EntityType.SIZE) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-20"),
        ("it came yesterday", "2026-11-19"),
        ("llega mañana", "2026-11-21"),
        ("ayer", "2026-11-19"),
        ("since Monday", "2026-11-16"),
        ("last friday", "2026-11-13"),
        ("on Tuesday", "2026-11-24"),
        ("desde el lunes", "2026-11-16"),
        ("20/11/2026", "2026-11-20"),
        ("by 31 January", "2027-01-31"),
        ("on 3 November", "2026-11-03"),
    ],
)
def test_a_day_is_resolved_against_the_day_of_the_message(text, day):
    assert dates(text) == [day]


@pytest.mark.parametrize("text", ["I was born on 29 February", "el 29 de febrero"])
def test_the_29th_of_february_stops_nothing(text):
    entities.find(text, Habits(NORRFELL), FRIDAY)


@pytest.mark.parametrize("text", ["yeſterday", "frİday"])
def test_letters_that_only_look_like_a_day_stop_nothing(text):
    entities.find(text, Habits(NORRFELL), FRIDAY)


@pytest.mark.parametrize("text", ["lo pedí esta mañana", "llegó ayer por la mañana"])
def test_the_spanish_morning_is_not_tomorrow(text):
    assert "2026-11-21" not in dates(text)


def test_el_lunes_pasado_is_behind_us():
    assert dates("lo pedí el lunes pasado") == ["2026-11-16"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it arrived on Monday", "2026-11-16"),
        ("the parcel came on monday", "2026-11-16"),
        ("I ordered it on Monday", "2026-11-16"),
        ("llegó el lunes", "2026-11-16"),
        ("it was delivered on Monday", "2026-11-16"),
        ("can it be delivered on Monday?", "2026-11-23"),
        ("does it arrive on Monday?", "2026-11-23"),
        ("it came on Friday", "2026-11-13"),
        ("esta mañana", "2026-11-20"),
        ("pasado mañana", "2026-11-22"),
        ("hola mañana", "2026-11-21"),
        ("29 February", "2028-02-29"),
    ],
)
def test_the_words_around_a_day_say_whether_it_is_past(text, day):
    assert dates(text) == [day]


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_edge_of_the_calendar_stops_nothing(today):
    entities.find("yesterday, tomorrow, last Monday, on Sunday, 29 February, 31 December", Habits(NORRFELL), today)


@pytest.mark.parametrize("text", ["order 1 " * 1_000, "NF-" * 2_600, "0 1" * 2_600, "pedido no " * 800])
def test_hostile_text_is_read_to_its_end(text):
    with not_hanging():
        entities.find(text * 4, Habits(NORRFELL), FRIDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I bought it 2 days ago", "2026-11-18"),
        ("lo pedí hace tres días", "2026-11-17"),
        ("el 3 de noviembre", "2026-11-03"),
        ("ordered on 3/11", "2026-11-03"),
        ("due on the 12th", "2026-11-12"),
        ("until the 3rd", "2026-12-03"),
        ("I paid 3.50 on the 28th", "2026-10-28"),
        ("the day before yesterday", "2026-11-18"),
        ("anteayer", "2026-11-18"),
        ("last night", "2026-11-19"),
        ("Monday 23 November", "2026-11-23"),
        ("next Tuesday", "2026-11-24"),
        ("el miércoles que viene", "2026-11-25"),
        ("we fly in 3 days", "2026-11-23"),
        ("dentro de dos días", "2026-11-22"),
        ("it was due on Monday", "2026-11-16"),
        ("I paid for it with my card on Monday", "2026-11-16"),
    ],
)
def test_a_day_is_known_in_the_words_people_use(text, day):
    assert dates(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "next week",
        "within 14 days",
        "6 months ago",
        "24/7",
        "6/12 of the pack",
        "Black Friday",
        "exp 12/27",
        "4111 1111 1111 1111 12/27",
        "10/10 service",
        "the 3rd attempt",
    ],
)
def test_what_is_no_single_day_is_none(text):
    assert dates(text) == []


def test_a_shop_of_the_united_states_is_written_to_with_the_month_first():
    found = entities.find("ordered on 11/3", Habits(NORRFELL, month_first=True), FRIDAY)

    assert [entity.value for entity in found] == ["2026-11-03"]


def test_the_span_of_a_day_covers_its_words():
    text = "it came last Friday, I think"

    found = entities.find(text, Habits(NORRFELL), FRIDAY)[0]

    assert text[found.start : found.end] == "last Friday"


def test_money_shows_its_cents():
    assert values("12,90 EUR and 10 EUR", EntityType.AMOUNT) == ["12.90 EUR", "10 EUR"]


def test_a_number_within_a_link_is_no_entity():
    assert entities.find("https://post.example/track?id=12345678901", Habits(NORRFELL), FRIDAY) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("+44 (0)7700 900456", "+447700900456"),
        ("06 12 34 56 78", "0612345678"),
        ("087 123 4567", "0871234567"),
        ("91 555 12 34", "915551234"),
    ],
)
def test_phones_of_more_countries_are_their_digits(written, value):
    assert values(f"ring {written} please", EntityType.PHONE) == [value]
