"""What a request turns out to be once the order is known."""

import pytest

from assist.domain.orders import Order
from assist.workflows.meant import workflow
from assist.workflows.subject import Subject


def about(number: str = "NF-20402", items: tuple[str, ...] = (), *, gift: bool = False) -> Subject:
    order = Order.model_validate({"number": number, "status": "fulfilled", "items": [], "is_gift": gift})
    return Subject(order, items, "named")


@pytest.mark.parametrize(
    ("intent", "own", "words", "confidence", "items", "meant"),
    [
        ("return/policy", None, "could the fleece be returned?", 0.9, ("li-1",), "return"),
        ("return/policy", None, "the fleece one, NF-20402", 0.3, (), "return"),
        ("return/policy", None, "how long is your return window?", 0.9, (), None),
        ("product/stock", "prepurchase", "can the fleece in 20402 become an XL?", 0.5, ("li-1",), "order_change"),
        ("product/stock", "prepurchase", "do you have the fleece in XL?", 0.9, ("li-1",), "prepurchase"),
        ("gift/return", "gift", "the set isn't right, NF-20402, I'd keep the little pouch", 0.9, (), "return"),
        ("gift/return", "gift", "it was a gift from my aunt, NF-20402", 0.9, (), "gift"),
        ("discount/price_adjustment", "price_adjustment", "not for me, I want my 40 back", 0.3, (), "return"),
        (
            "discount/price_adjustment",
            "price_adjustment",
            "pay me the difference or it goes back",
            0.9,
            (),
            "price_adjustment",
        ),
        ("warranty/claim", "warranty", "the zip broke, I want my money back", 0.3, (), "warranty"),
    ],
)
def test_words_and_facts_tell_what_a_request_is(
    intent: str, own: str | None, words: str, confidence: float, items: tuple[str, ...], meant: str | None
) -> None:
    assert workflow(intent, own, words, confidence, about(items=items)) == meant


def test_without_an_order_the_intent_stands() -> None:
    assert workflow("return/policy", None, "could it be returned?", 0.9, Subject(None, (), "none")) is None


def test_a_gift_order_stays_a_gift() -> None:
    assert workflow("gift/return", "gift", "NF-20402 does not fit", 0.9, about(gift=True)) == "gift"
