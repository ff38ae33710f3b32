"""Before buying: stock, expected days, shipping cost, places not served; nothing is certain and nothing set aside."""

import pytest

from assist.domain.conversation import Customer
from assist.domain.enums import Outcome
from assist.domain.orders import Product
from assist.workflows import arrival, stock
from assist.workflows.case import Background, Finding
from tests.brands import Brand, norrfell, osmere

SKARN = (
    Product(sku="SKARN-M", title="Skarn Shell Jacket", variant="M", available=True),
    Product(sku="SKARN-L", title="Skarn Shell Jacket", variant="L", available=False),
    Product(sku="LOM-M", title="Lom Fleece", variant="M", available=True),
)


def in_stock(words: str, products: tuple[Product, ...] = SKARN) -> Finding | None:
    known = Background(products=products)
    return stock.decide(
        norrfell().question(
            "prepurchase", asked="2026-11-20 16:47", words=words, intent="product/stock", background=known
        )
    )


@pytest.mark.parametrize(
    ("words", "rule"),
    [("is the Skarn in M available?", "prepurchase.stock"), ("¿hay el Skarn en L?", "prepurchase.stock.sold-out")],
)
def test_the_size_named_is_in_stock_or_not(words: str, rule: str) -> None:
    finding = in_stock(words)

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == (rule, Outcome.INFORMATIONAL)


def test_without_a_size_every_size_of_the_product_is_told() -> None:
    finding = in_stock("do you have the Skarn?")

    assert finding is not None
    assert finding.facts == {"available_SKARN-M": True, "available_SKARN-L": False}


@pytest.mark.parametrize(
    "words", ["is it in stock?", "do you have the jacket in blue?", "¿tenéis la chaqueta en azul?"]
)
def test_without_the_stock_of_the_moment_it_is_said_where_stock_is_shown(words: str) -> None:
    finding = in_stock(words, ())

    assert finding is not None
    assert finding.rule_id == "prepurchase.stock.look"


def test_stock_of_other_products_is_none_of_the_one_asked_for() -> None:
    finding = in_stock("do you have the Tor boots?")

    assert finding is not None
    assert finding.rule_id == "prepurchase.stock.look"


@pytest.mark.parametrize(
    "words",
    ["when is the Skarn back in stock?", "can you put one in M aside for me?", "¿cuándo vuelve a haber tallas?"],
)
def test_when_it_comes_back_and_whether_it_is_kept_is_for_the_page(words: str) -> None:
    assert in_stock(words, ()) is None


def expected(brand: Brand, words: str, *, at: str, country: str | None = None, intent: str = "time") -> Finding | None:
    known = Background(customer=Customer(country=country))
    return arrival.decide(
        brand.question("prepurchase", asked=at, words=words, intent=f"shipping/{intent}", background=known)
    )


BY_WHEN = "if I order now, is it here by Tuesday?"


@pytest.mark.parametrize(
    ("at", "express"),
    [
        ("2026-11-20 13:00", "2026-11-23"),
        ("2026-11-20 13:01", "2026-11-24"),
        ("2026-11-21 09:00", "2026-11-24"),
        ("2026-12-07 13:01", "2026-12-10"),
        ("2026-12-24 12:00", "2026-12-28"),
    ],
    ids=["by 13:00 on a Friday", "a minute later", "on a Saturday", "before a holiday", "before Christmas"],
)
def test_norrfells_express_is_expected_on_the_next_working_day(at: str, express: str) -> None:
    finding = expected(norrfell(), BY_WHEN, at=at, country="ES")

    assert finding is not None
    assert finding.facts["express_expected"] == express


@pytest.mark.parametrize(
    ("at", "express"),
    [
        ("2026-11-19 12:00", "2026-11-20"),
        ("2026-11-19 12:01", "2026-11-24"),
        ("2026-11-20 09:00", "2026-11-24"),
    ],
    ids=["by 12:00 on a Thursday", "a minute later", "on a Friday it is not offered"],
)
def test_osmeres_next_day_is_offered_from_monday_to_thursday(at: str, express: str) -> None:
    finding = expected(osmere(), BY_WHEN, at=at, country="GB")

    assert finding is not None
    assert finding.facts["express_expected"] == express


@pytest.mark.parametrize(
    ("country", "days"), [("ES", ("2026-11-24", "2026-11-26")), ("DE", ("2026-11-26", "2026-11-30"))]
)
def test_standard_delivery_is_a_span_of_working_days(country: str, days: tuple[str, str]) -> None:
    finding = expected(norrfell(), BY_WHEN, at="2026-11-20 16:47", country=country)

    assert finding is not None
    assert (finding.facts["expected_from"], finding.facts["expected_until"]) == days


def test_a_region_of_its_own_has_its_own_days() -> None:
    finding = expected(osmere(), "will it reach Belfast before Friday?", at="2026-11-16 10:00", country="GB")

    assert finding is not None
    assert finding.facts["expected_from"] == "2026-11-19"


def test_without_a_country_no_day_is_named() -> None:
    assert expected(norrfell(), BY_WHEN, at="2026-11-20 16:47") is None


def test_how_long_it_takes_in_general_is_for_the_page() -> None:
    assert expected(norrfell(), "how long does delivery take?", at="2026-11-20 16:47", country="ES") is None


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("what is shipping for an order of 79.99 €?", "prepurchase.shipping-fee"),
        ("is shipping free for 80 €?", "prepurchase.shipping-free"),
    ],
    ids=["just below", "just at"],
)
def test_shipping_is_free_from_the_threshold(words: str, rule: str) -> None:
    finding = expected(norrfell(), words, at="2026-11-20 16:47", intent="policy")

    assert finding is not None
    assert finding.rule_id == rule


@pytest.mark.parametrize("words", ["do you ship to Tenerife?", "¿enviáis a Canarias?"])
def test_a_region_not_served_is_refused(words: str) -> None:
    finding = expected(norrfell(), words, at="2026-11-20 16:47", intent="policy")

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("prepurchase.not-served", Outcome.NOT_ELIGIBLE)


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("can the Dusk perfume mist go to Belfast?", True),
        ("can the Dusk perfume mist go to Ireland?", True),
        ("can the Dusk perfume mist go to London?", False),
        ("can the serum go to Belfast?", False),
    ],
)
def test_goods_that_may_not_travel_somewhere_are_refused_only_there(words: str, refused: bool) -> None:
    finding = expected(osmere(), words, at="2026-11-20 16:47", intent="policy")

    assert (finding is not None and finding.rule_id == "prepurchase.not-served.goods") is refused
