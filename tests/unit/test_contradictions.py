"""Facts that cannot be true are named by path, never guessed away; money that cannot be true blocks only sums."""

import pytest

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import contradictions
from assist.workflows.decide import Asked, Decided, Workflows
from tests.brands import item, norrfell

NOW = "2026-11-20 16:47"


def codes(order: Order) -> list[tuple[str, str]]:
    found = contradictions.find(order, "EUR", norrfell().at(NOW))
    return [(one.path.removeprefix("orders/NF-20288/"), one.code) for one in found.all]


def euros(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def decided(order: Order, workflow: str, words: str = "") -> Decided:
    brand = norrfell()
    workflows = Workflows(brand.parameters, brand.calendar, "EUR")
    (one,) = workflows.decide(
        [Asked(f"test/{workflow}", workflow, words, words, ())], [order], brand.at(NOW), brand.at(NOW)
    )
    return one


def test_an_order_whose_facts_agree_has_nothing_wrong() -> None:
    order = norrfell().order("2026-11-10 10:00", fulfilments=(norrfell().delivered("2026-11-12 12:00"),))

    assert codes(order) == []


def test_delivered_before_it_was_ordered() -> None:
    order = norrfell().order("2026-11-10 10:00", fulfilments=(norrfell().delivered("2026-11-08 12:00"),))

    assert codes(order) == [("fulfilments/f1/milestones", "before_order")]


def test_clocks_that_differ_by_minutes_are_no_contradiction() -> None:
    order = norrfell().order("2026-11-10 10:00", fulfilments=(norrfell().moving("2026-11-10 09:40"),))

    assert codes(order) == []


def test_delivered_before_it_was_handed_over() -> None:
    brand = norrfell()
    parcel = {
        "id": "f1",
        "item_ids": ["i1"],
        "milestones": [
            {"code": "handed_over", "at": brand.at("2026-11-15 10:00")},
            {"code": "delivered", "at": brand.at("2026-11-12 10:00")},
        ],
    }

    assert codes(brand.order("2026-11-10 10:00", fulfilments=(parcel,))) == [
        ("fulfilments/f1/milestones", "before_hand_over")
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "delivered"}, ("status", "delivered_without_parcel")),
        ({"fulfilments": ({"id": "f1", "item_ids": ["i9"]},)}, ("fulfilments/f1/item_ids", "unknown_item")),
        ({"returns": ({"item_ids": ["i9"]},)}, ("returns/0/item_ids", "unknown_item")),
        ({"items": (item("i1"), item("i1", "Lom"))}, ("items/i1", "twice")),
        (
            {"items": (item(paid="189.00"),), "refunds": ({"amount": euros("190.00")},)},
            ("refunds", "refund_above_paid"),
        ),
        ({"totals": {"shipping": euros("-1.00")}}, ("totals/shipping", "negative")),
        (
            {"items": (item(paid="189.00"),), "totals": {"paid": euros("189.00", "GBP")}},
            ("totals/paid", "currencies_differ"),
        ),
        ({"totals": {"paid": euros("189.00", "GBP")}}, ("totals/paid", "currency_foreign")),
    ],
)
def test_each_contradiction_is_named_by_its_path(fields: dict[str, object], expected: tuple[str, str]) -> None:
    assert codes(norrfell().order("2026-11-10 10:00", **fields)) == [expected]


def test_placed_after_now_is_a_contradiction() -> None:
    assert codes(norrfell().order("2026-11-21 10:00")) == [("placed_at", "in_the_future")]


def test_sent_after_it_was_cancelled_is_a_contradiction() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-10 10:00",
        cancelled_at=brand.at("2026-11-10 12:00"),
        fulfilments=(brand.moving("2026-11-12 10:00"),),
    )

    assert ("cancelled_at", "sent_after") in codes(order)


@pytest.mark.parametrize("workflow", ["wismo", "return", "exchange", "refund", "cancellation", "address_change"])
def test_no_workflow_decides_on_a_course_that_cannot_be_true(workflow: str) -> None:
    order = norrfell().order("2026-11-10 10:00", fulfilments=(norrfell().delivered("2026-11-08 12:00"),))

    made = decided(order, workflow).decision

    assert made is not None
    assert (made.rule_id, made.outcome, made.missing) == (
        "facts.inconsistent",
        Outcome.NEEDS_INFO,
        (Needed.ORDER_FACTS,),
    )
    assert [one.path for one in made.inconsistencies] == ["orders/NF-20288/fulfilments/f1/milestones"]


def test_two_currencies_do_not_keep_us_from_looking_for_a_parcel() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-10 10:00",
        ship_to_country="ES",
        totals={"paid": euros("189.00", "GBP"), "shipping": euros("0.00")},
        fulfilments=(brand.moving("2026-11-19 12:00"),),
    )

    made = decided(order, "wismo").decision

    assert made is not None
    assert made.outcome is Outcome.INFORMATIONAL
    assert [one.code for one in made.inconsistencies] == ["currencies_differ"]


def test_two_currencies_keep_us_from_naming_a_refund() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-10 10:00",
        items=(item(paid="189.00"),),
        totals={"paid": euros("189.00", "GBP")},
        fulfilments=(brand.delivered("2026-11-12 12:00"),),
    )

    made = decided(order, "refund").decision

    assert made is not None
    assert (made.rule_id, made.amount) == ("facts.inconsistent", None)
