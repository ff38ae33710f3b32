"""Promises by name: worn boots (N7) and opened products that do not suit (O2)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.conversation import Customer, HistoryEntry
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order, Refund
from assist.workflows import comfort_promise, patch_test
from assist.workflows.case import Background, Finding
from tests.brands import item, norrfell, osmere

WORN = "I wore them on a trail and my heel slips"
BOOTS = ("footwear", "full_price")


def boots(
    *,
    asked: str = "2026-11-20 16:47",
    delivered: str = "2026-09-25 12:00",
    placed: str = "2026-09-20 10:00",
    words: str = WORN,
    tags: tuple[str, ...] = BOOTS,
    used: str | None = None,
) -> Finding | None:
    brand = norrfell()
    order = brand.order(
        placed,
        items=(item("i1", "Tor Mid Boots", tags=tags, paid="149.00"),),
        fulfilments=(brand.delivered(delivered),),
        ship_to_country="ES",
    )
    history = (HistoryEntry(kind="comfort_promise_used", at=brand.at(used)),) if used else ()
    known = Background(customer=Customer(history=history), orders=(order,))
    return comfort_promise.decide(brand.case("return", order, asked=asked, words=words, background=known))


@pytest.mark.parametrize(
    ("asked", "rule"), [("2026-11-24 23:59", "promise.comfort"), ("2026-11-25 00:00", "promise.comfort.ended")]
)
def test_worn_boots_come_back_until_the_sixtieth_day(asked: str, rule: str) -> None:
    finding = boots(asked=asked)

    assert finding is not None
    assert finding.rule_id == rule


def test_worn_boots_are_paid_as_credit_without_bonus() -> None:
    finding = boots()

    assert finding is not None
    assert (finding.outcome, finding.path, finding.last_day) == (Outcome.ELIGIBLE, "store_credit", date(2026, 11, 24))
    assert {name: str(money) for name, money in finding.amount.items()} == {"store_credit": "149.00 EUR"}
    assert [str(line.amount) for line in finding.lines] == ["149.00 EUR"]
    assert finding.alternatives == ()


@pytest.mark.parametrize(
    ("used", "outcome"),
    [("2025-11-20 10:00", Outcome.ELIGIBLE), ("2025-11-21 10:00", Outcome.NOT_ELIGIBLE)],
    ids=["twelve months ago", "a day less"],
)
def test_the_promise_holds_once_in_twelve_months(used: str, outcome: Outcome) -> None:
    finding = boots(used=used)

    assert finding is not None
    assert finding.outcome is outcome


def test_only_boots_bought_at_full_price_are_covered() -> None:
    assert boots(tags=("footwear",)) is None


def test_unworn_boots_within_a_window_do_better_under_the_window() -> None:
    assert boots(words="too small, unworn", placed="2026-11-03 10:00", delivered="2026-11-06 10:00") is None


def test_unworn_boots_after_the_window_still_have_the_promise() -> None:
    finding = boots(words="they do not suit me")

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


def test_worn_boots_of_the_christmas_window_have_sixty_days_and_no_more() -> None:
    finding = boots(placed="2026-11-03 10:00", delivered="2026-11-06 10:00", asked="2027-01-06 10:00")

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("promise.comfort.ended", Outcome.NOT_ELIGIBLE)


def test_a_brand_without_the_promise_has_none() -> None:
    brand = osmere()
    order = brand.order("2026-11-01 10:00", fulfilments=(brand.delivered("2026-11-05 10:00"),))

    assert comfort_promise.decide(brand.case("return", order, asked="2026-11-20 10:00", words=WORN)) is None


# The patch test

OPENED = "I opened the serum and don't like the smell"


def opened(
    *,
    asked: str = "2026-11-20 16:47",
    paid: str = "42.00",
    words: str = OPENED,
    history: tuple[HistoryEntry, ...] = (),
    others: tuple[Order, ...] = (),
    delivered: str = "2026-11-10 10:00",
    placed: str = "2026-11-05 10:00",
) -> Finding | None:
    brand = osmere()
    order = brand.order(
        placed,
        number="OS-30002",
        items=(item("i1", "Calm Serum", paid=paid, sku="CALM", currency="GBP"),),
        fulfilments=(brand.delivered(delivered),),
        ship_to_country="GB",
    )
    known = Background(customer=Customer(history=history), orders=(order, *others))
    return patch_test.decide(brand.case("refund", order, asked=asked, words=words, background=known))


def first_purchase(number: str) -> HistoryEntry:
    return HistoryEntry(kind="first_purchase_of", sku="CALM", order_number=number, at=osmere().at("2026-02-01 10:00"))


def test_the_first_purchase_is_refunded_and_kept() -> None:
    finding = opened(history=(first_purchase("OS-30002"),))

    assert finding is not None
    assert (finding.outcome, finding.path) == (Outcome.ELIGIBLE, "refund_keep")
    assert str(finding.amount["refund"]) == "42.00 GBP"


@pytest.mark.parametrize(
    ("asked", "outcome"), [("2026-12-10 23:59", Outcome.ELIGIBLE), ("2026-12-11 00:00", Outcome.NOT_ELIGIBLE)]
)
def test_the_patch_test_lasts_thirty_days_also_for_christmas_orders(asked: str, outcome: Outcome) -> None:
    finding = opened(asked=asked)

    assert finding is not None
    assert finding.outcome is outcome


def test_a_product_bought_before_has_no_patch_test() -> None:
    finding = opened(history=(first_purchase("OS-20001"),))

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("promise.patch-test.repeat", Outcome.NOT_ELIGIBLE)


def test_an_earlier_order_of_the_same_product_counts_as_bought_before() -> None:
    earlier = osmere().order("2026-03-01 10:00", number="OS-20001", items=(item("i9", "Serum", sku="CALM"),))

    finding = opened(others=(earlier,))

    assert finding is not None
    assert finding.rule_id == "promise.patch-test.repeat"


def test_an_earlier_order_of_another_product_does_not() -> None:
    earlier = osmere().order("2026-03-01 10:00", number="OS-20001", items=(item("i9", "Lip Balm", sku="BALM"),))

    finding = opened(others=(earlier,))

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(("paid", "refund"), [("45.00", "45.00 GBP"), ("52.00", "45.00 GBP"), ("44.99", "44.99 GBP")])
def test_the_promise_pays_up_to_its_limit_and_its_lines_add_up(paid: str, refund: str) -> None:
    finding = opened(paid=paid)

    assert finding is not None
    assert str(finding.amount["refund"]) == refund
    assert sum(line.amount.amount for line in finding.lines) == finding.amount["refund"].amount


def test_the_third_refund_in_ninety_days_needs_level_2() -> None:
    brand = osmere()
    refunds = tuple(Refund(at=brand.at(day)) for day in ("2026-09-01 10:00", "2026-10-01 10:00"))
    earlier = brand.order("2026-08-01 10:00", number="OS-1", items=(item("i9", "Lip Balm"),), refunds=refunds)

    finding = opened(others=(earlier,))

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_APPROVAL


@pytest.mark.parametrize(
    ("words", "asks"), [("it does not suit me", True), ("it is still sealed", False), ("I have not opened it", False)]
)
def test_after_the_window_it_is_asked_whether_the_product_was_opened(words: str, asks: bool) -> None:
    finding = opened(words=words, asked="2026-11-20 10:00", delivered="2026-10-25 10:00", placed="2026-10-20 10:00")

    assert (finding is not None and finding.missing == (Needed.CONDITION,)) is asks


def test_while_a_sealed_return_is_open_nothing_is_asked() -> None:
    assert opened(words="it does not suit me") is None


def test_a_patch_test_says_until_when_it_lasts() -> None:
    finding = opened()

    assert finding is not None
    assert finding.last_day == date(2026, 12, 10)


def test_a_sealed_product_is_none_of_the_patch_test() -> None:
    assert opened(words="I haven't opened it, just changed my mind") is None


@given(st.decimals(min_value="0.01", max_value="500.00", places=2))
def test_the_promise_never_pays_more_than_was_paid_or_than_its_limit(paid: Decimal) -> None:
    finding = opened(paid=str(paid))

    assert finding is not None
    refund = finding.amount["refund"].amount
    assert refund == min(paid, Decimal("45.00"))
    assert sum(line.amount.amount for line in finding.lines) == refund
