"""Codes that do not work (N19, O14) and prices that fell (N15, N20)."""

import pytest

from assist.domain.base import Money
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order, Product
from assist.workflows import discount, price_adjustment
from assist.workflows.case import Background, Finding
from assist.workflows.decide import Asked, Workflows
from tests.brands import item, norrfell, osmere


def code(words: str = "WELCOME10 didn't work", *, others: tuple[Order, ...] = (), **fields: object) -> Finding | None:
    brand = norrfell()
    given = {"items": (item("i1", "Skarn jacket", paid="189.00"),), "first_order": True, **fields}
    order = brand.order("2026-11-20 10:00", **given)
    known = Background(orders=(order, *others))
    return discount.decide(
        brand.case("discount", order, asked="2026-11-20 16:47", words=words, intent="discount/code", background=known)
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"first_order": False}, "discount.not-first"),
        ({"items": (item("i1", tags=["outlet"], paid="80.00"),)}, "discount.excluded-item"),
        ({"items": (item("i1", paid="59.99"),)}, "discount.below-minimum"),
        ({"items": (item("i1", paid="60.00"),)}, "discount.too-late"),
        ({}, "discount.too-late"),
    ],
    ids=["second order", "outlet", "just below", "just at", "all conditions met"],
)
def test_a_code_is_not_added_later_and_the_weightiest_reason_is_told(fields: dict[str, object], rule: str) -> None:
    finding = code(**fields)

    assert finding is not None
    assert (finding.rule_id, finding.outcome, finding.actions) == (rule, Outcome.NOT_ELIGIBLE, ())


def test_an_earlier_order_makes_this_one_no_first() -> None:
    earlier = norrfell().order("2026-09-01 10:00", number="NF-1")

    finding = code(first_order=None, others=(earlier,))

    assert finding is not None
    assert finding.rule_id == "discount.not-first"


def test_a_code_that_was_taken_off_is_said_to_be() -> None:
    finding = code(discount_codes=("welcome10",))

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("discount.applied", Outcome.INFORMATIONAL)


@pytest.mark.parametrize("words", ["my welcome 10 was refused", "el código de bienvenida no funciona", "Welcome10??"])
def test_a_code_is_known_as_customers_write_it(words: str) -> None:
    assert code(words) is not None


def test_a_code_that_is_not_the_clients_is_for_the_pages() -> None:
    assert code("SUMMER25 does not work") is None


def test_before_an_order_the_conditions_are_told() -> None:
    finding = discount.decide(
        norrfell().question("discount", asked="2026-11-20 16:47", words="WELCOME10 fails", intent="discount/code")
    )

    assert finding is not None
    assert finding.outcome is Outcome.INFORMATIONAL


@pytest.mark.parametrize(("tags", "decides"), [(["subscription"], True), ([], False)])
def test_osmeres_codes_do_not_work_with_subscription_prices(tags: list[str], decides: bool) -> None:
    brand = osmere()
    order = brand.order("2026-11-20 10:00", items=(item("i1", tags=tags),))

    finding = discount.decide(
        brand.case("discount", order, asked="2026-11-20 16:47", words="my code SAVE5 fails", intent="discount/code")
    )

    assert (finding is not None) is decides


# Prices that fell


def dropped(
    *,
    asked: str = "2026-10-08 12:00",
    placed: str = "2026-10-05 10:00",
    paid: str = "189.00",
    now: str | None = "151.20",
    words: str = "it got cheaper",
    sku: str = "SKARN-M",
) -> Finding:
    brand = norrfell()
    order = brand.order(
        placed, items=(item("i1", "Skarn jacket", paid=paid, sku="SKARN-M"),), fulfilments=(brand.delivered(placed),)
    )
    price = Money.model_validate({"amount": now, "currency": "EUR"}) if now else None
    known = Background(orders=(order,), products=(Product(sku=sku, price=price),))
    finding = price_adjustment.decide(
        brand.case(
            "price_adjustment", order, asked=asked, words=words, intent="discount/price_adjustment", background=known
        )
    )
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("asked", "outcome"), [("2026-10-12 23:59", Outcome.ELIGIBLE), ("2026-10-13 00:00", Outcome.NOT_ELIGIBLE)]
)
def test_a_price_drop_is_credited_until_the_seventh_day_after_the_order(asked: str, outcome: Outcome) -> None:
    finding = dropped(asked=asked)

    assert finding.outcome is outcome


def test_the_difference_is_credited_to_the_cent_with_its_lines() -> None:
    finding = dropped()

    assert (finding.path, str(finding.amount["store_credit"])) == ("store_credit", "37.80 EUR")
    assert sum(line.amount.amount for line in finding.lines) == finding.amount["store_credit"].amount


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("2026-11-19 23:59", Outcome.ELIGIBLE),
        ("2026-11-20 00:00", Outcome.NOT_ELIGIBLE),
        ("2026-11-30 23:59", Outcome.NOT_ELIGIBLE),
        ("2026-12-01 00:00", Outcome.ELIGIBLE),
    ],
)
def test_black_week_prices_are_not_adjusted(asked: str, outcome: Outcome) -> None:
    placed = "2026-11-17 10:00" if asked < "2026-11-25" else "2026-11-27 10:00"

    finding = dropped(asked=asked, placed=placed)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("paid", "outcome"), [("191.20", Outcome.NEEDS_APPROVAL), ("191.21", Outcome.NOT_ELIGIBLE)], ids=["at", "above"]
)
def test_who_would_return_it_is_for_level_2_up_to_its_limit(paid: str, outcome: Outcome) -> None:
    finding = dropped(
        asked="2026-11-20 16:47", placed="2026-11-18 10:00", paid=paid, words="the difference or it goes back"
    )

    assert finding.outcome is outcome


def test_who_does_not_mean_to_return_it_has_no_such_credit() -> None:
    finding = dropped(asked="2026-11-20 16:47", placed="2026-11-18 10:00")

    assert (finding.rule_id, finding.outcome) == ("price_adjustment.excluded.black-week-2026", Outcome.NOT_ELIGIBLE)


def test_what_can_no_longer_go_back_is_no_threat() -> None:
    finding = dropped(asked="2026-11-20 16:47", placed="2026-10-05 10:00", words="the difference or it goes back")

    assert finding.outcome is Outcome.NOT_ELIGIBLE


def test_the_credit_of_level_2_is_named_to_nobody_else() -> None:
    finding = dropped(asked="2026-11-20 16:47", placed="2026-11-18 10:00", words="the difference or it goes back")

    assert str(finding.amount["store_credit"]) == "37.80 EUR"
    assert finding.spoken["store_credit"] == ""
    assert "40" not in f"{finding.facts} {finding.approval}"
    assert [action.requires for action in finding.actions] == ["level_2"]


def test_a_price_only_the_customer_names_is_looked_up_first() -> None:
    finding = dropped(now=None, words="it is 20 % off now")

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.CURRENT_PRICE,))


def test_another_sizes_price_does_not_count() -> None:
    finding = dropped(sku="SKARN-L")

    assert finding.outcome is Outcome.NEEDS_INFO


def test_a_price_that_rose_is_no_drop() -> None:
    finding = dropped(now="189.00")

    assert finding.rule_id == "price_adjustment.no-drop"


def test_a_threat_beside_the_difference_is_no_return() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-18 10:00", items=(item("i1", paid="189.00", sku="S"),), fulfilments=(brand.moving("2026-11-19 10:00"),)
    )
    turn = "the difference or it goes back"
    questions = [
        Asked(intent="discount/price_adjustment", workflow="price_adjustment", words=turn, turn=turn, numbers=()),
        Asked(intent="refund/request", workflow="refund", words=turn, turn=turn, numbers=()),
    ]
    known = Background(
        products=(Product.model_validate({"sku": "S", "price": {"amount": "151.20", "currency": "EUR"}}),)
    )
    workflows = Workflows(brand.parameters, brand.calendar, "EUR")

    decided = workflows.decide(questions, [order], brand.at("2026-11-20 16:47"), brand.at("2026-11-20 16:47"), known)

    assert [one.decision.rule_id for one in decided if one.decision] == ["price_adjustment.approval"]
    assert decided[1].shares == "d1"
