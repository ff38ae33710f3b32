"""Ordered twice, sent twice, charged twice."""

import pytest

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order, Payment, Refund
from assist.workflows import double_charge, duplicate
from assist.workflows.case import Background, Finding
from tests.brands import Brand, item, norrfell, osmere


def twice(
    *,
    brand: Brand | None = None,
    at: str = "2026-11-20 16:47",
    words: str = "I ordered twice",
    second: str = "2026-11-20 13:30",
    other_item: str = "Skarn jacket",
) -> Finding | None:
    brand = brand or norrfell()
    first_order = brand.order("2026-11-20 13:20", number="NF-20401")
    second_order = brand.order(second, number="NF-20402", items=(item(title=other_item),))
    known = Background(orders=(second_order, first_order))
    return duplicate.decide(
        brand.question("duplicate", asked=at, words=words, intent="order/duplicate", background=known)
    )


def test_the_later_of_two_same_orders_is_cancelled_while_it_can_be() -> None:
    finding = twice()

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("duplicate.cancel", Outcome.ELIGIBLE)
    assert finding.order_number == "NF-20402"
    assert [action.params["order_number"] for action in finding.actions] == ["NF-20402"]


def test_the_order_the_customer_keeps_is_kept() -> None:
    finding = twice(words="I ordered twice, keep NF-20402 please")

    assert finding is not None
    assert [action.params["order_number"] for action in finding.actions] == ["NF-20401"]


@pytest.mark.parametrize(
    ("at", "rule"), [("2026-11-23 14:59", "duplicate.cancel"), ("2026-11-23 15:00", "duplicate.locked")]
)
def test_after_the_lock_the_second_order_comes_back_later(at: str, rule: str) -> None:
    finding = twice(at=at)

    assert finding is not None
    assert finding.rule_id.startswith(rule)


@pytest.mark.parametrize(
    ("second", "other_item"),
    [("2026-11-20 13:30", "Brae Beanie"), ("2026-11-22 13:21", "Skarn jacket")],
    ids=["other items", "days later"],
)
def test_two_orders_that_are_not_the_same_are_asked_about(second: str, other_item: str) -> None:
    finding = twice(second=second, other_item=other_item, at="2026-11-22 16:00")

    assert finding is not None
    assert (finding.rule_id, finding.missing) == ("duplicate.which", (Needed.ORDER_NUMBER,))


def test_an_order_sent_twice_comes_back_at_our_cost() -> None:
    brand = osmere()
    parcels = (brand.delivered("2026-11-17 10:00"), brand.delivered("2026-11-18 10:00", name="f2"))
    order = brand.order("2026-11-15 10:00", fulfilments=parcels)

    finding = duplicate.decide(brand.case("duplicate", order, asked="2026-11-20 16:47", intent="order/duplicate"))

    assert finding is not None
    assert finding.rule_id == "duplicate.sent-twice"
    assert finding.actions[0].params["fee"] == "0.00"


def test_two_of_an_item_in_two_parcels_are_not_sent_twice() -> None:
    brand = osmere()
    parcels = (brand.delivered("2026-11-17 10:00"), brand.delivered("2026-11-18 10:00", name="f2"))
    two = item().model_copy(update={"quantity": 2})
    order = brand.order("2026-11-15 10:00", items=(two,), fulfilments=parcels)

    finding = duplicate.decide(brand.case("duplicate", order, asked="2026-11-20 16:47", intent="order/duplicate"))

    assert finding is not None
    assert finding.rule_id == "duplicate.which"


# Charged twice


def charged(*states: str, refunds: tuple[Refund, ...] = ()) -> Finding:
    brand = norrfell()
    payments = tuple(
        Payment.model_validate({"amount": {"amount": "189.00", "currency": "EUR"}, "status": state}) for state in states
    )
    order: Order = brand.order("2026-11-18 10:00", payments=payments, refunds=refunds)
    finding = double_charge.decide(
        brand.case("double_charge", order, asked="2026-11-20 16:47", intent="payment/double_charge")
    )
    assert finding is not None
    return finding


def test_two_charges_of_one_amount_are_for_level_2() -> None:
    finding = charged("captured", "captured")

    assert finding.outcome is Outcome.NEEDS_APPROVAL
    assert finding.approval is not None and finding.approval.by == "level_2"
    assert str(finding.amount["refund"]) == "189.00 EUR"


def test_a_reservation_beside_a_charge_is_explained() -> None:
    finding = charged("captured", "pending")

    assert (finding.rule_id, finding.outcome) == ("double_charge.reservation", Outcome.INFORMATIONAL)


@pytest.mark.parametrize("states", [("captured",), ("captured", "failed"), ()])
def test_what_the_shop_does_not_show_is_asked_for(states: tuple[str, ...]) -> None:
    finding = charged(*states)

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.CHARGES,))


def test_a_second_charge_already_paid_back_is_not_paid_back_again() -> None:
    back = Refund.model_validate({"amount": {"amount": "189.00", "currency": "EUR"}})

    assert charged("captured", "captured", refunds=(back,)).outcome is Outcome.NEEDS_INFO


def test_without_an_order_its_number_is_asked_for_too() -> None:
    question = norrfell().question("double_charge", asked="2026-11-20 16:47", intent="payment/double_charge")

    finding = double_charge.decide(question)

    assert finding is not None
    assert finding.missing == (Needed.ORDER_NUMBER, Needed.CHARGES)
