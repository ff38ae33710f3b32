"""Products of the catalogue, sizes and colours, and what only looks like them."""

import pytest

from assist.domain.orders import Item, Order, Product
from assist.triage import attributes, products

CATALOGUE = products.titles(
    [Product(sku="SKARN-M", title="Skarn Shell Jacket"), Product(sku="CALM", title="Calm Serum")],
    [Order(number="NF-1", items=(Item(id="i", title="Tor Mid Boots", sku="TOR-42"),))],
)


def named(text: str) -> list[str]:
    return [entity.value for entity in products.find(text, CATALOGUE)]


def sizes(text: str) -> list[str]:
    found = sorted(attributes.sizes(text), key=lambda entity: entity.start)
    return list(dict.fromkeys(entity.value for entity in found))


def colours(text: str) -> list[str]:
    return [entity.value for entity in attributes.colours(text)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the Skarn Shell Jacket", "Skarn Shell Jacket"),
        ("my skarn jacket", "Skarn Shell Jacket"),
        ("the Skarn is wet", "Skarn Shell Jacket"),
        ("is SKARN-M back", "Skarn Shell Jacket"),
        ("Tor Mids rub", "Tor Mid Boots"),
        ("calm serum please", "Calm Serum"),
    ],
)
def test_a_product_is_known_by_its_title_a_part_of_it_or_its_number(text, title):
    assert named(text) == [title]


@pytest.mark.parametrize("text", ["keep calm", "Calm down please", "the jacket is wet", "skarnish", "a nice serum"])
def test_an_ordinary_word_of_a_title_is_no_product(text):
    assert named(text) == []


def test_without_a_catalogue_nothing_is_a_product():
    assert list(products.find("the Skarn Shell Jacket", ())) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("talla 41, 42 y 43", ["41", "42", "43"]),
        ("swap M for L", ["M", "L"]),
        ("XL please", ["XL"]),
        ("UK 9", ["UK 9"]),
        ("in a medium, please", ["M"]),
        ("the 50 ml bottle", ["50 ml"]),
        ("boots in a 42.5", ["42.5"]),
    ],
)
def test_a_size_is_found_in_the_forms_people_write(text, expected):
    assert sizes(text) == expected


@pytest.mark.parametrize(
    "text",
    ["the medium parcel", "too small", "I'm 43", "M. Oliveira", "need 40 days", "it's fine", "30 ml twice a day"],
)
def test_what_only_looks_like_a_size_is_none(text):
    assert sizes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in navy", ["navy"]),
        ("forest green one", ["forest green"]),
        ("el azul marino", ["azul marino"]),
        ("colour: teal", ["teal"]),
        ("in gold", ["gold"]),
    ],
)
def test_a_colour_is_found_as_written(text, expected):
    assert colours(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Black Friday deal",
        "Mr Brown",
        "White Street 4",
        "Rosa Blanco",
        "green tea",
        "the red cross",
        "gold member",
        "rose water",
    ],
)
def test_what_only_looks_like_a_colour_is_none(text):
    assert colours(text) == []
