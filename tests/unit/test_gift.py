"""Gifts sent back by who received them: N18; price and giver are never shown."""

from datetime import date

import pytest

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import gift
from assist.workflows.case import Background, Finding
from tests.brands import item, norrfell, osmere

RECEIVED = "got the fleece as a present, too small, don't tell my aunt"


def present(**fields: object) -> Order:
    brand = norrfell()
    given = {
        "number": "NF-20350",
        "items": (item("i1", "Lom Fleece", paid="79.00"),),
        "fulfilments": (brand.delivered("2026-11-06 12:00"),),
        "email": "aunt@example.com",
        "is_gift": True,
        "gift_number": "G-77123",
        **fields,
    }
    return brand.order("2026-10-28 10:00", **given)


def asked(
    words: str,
    *,
    withheld: tuple[Order, ...] = (),
    at: str = "2026-11-20 16:47",
    asked_for: frozenset[Needed] = frozenset(),
    intent: str = "gift/return",
) -> Finding | None:
    known = Background(withheld=withheld, asked_for=asked_for)
    return gift.decide(norrfell().question("gift", asked=at, words=words, intent=intent, background=known))


def test_the_gift_number_is_asked_for_and_no_order_number() -> None:
    finding = asked(RECEIVED)

    assert finding is not None
    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.GIFT_NUMBER,))


def test_what_was_asked_once_is_not_asked_again() -> None:
    finding = asked("so what now, it was a present", asked_for=frozenset({Needed.GIFT_NUMBER}))

    assert finding is not None
    assert finding.rule_id == "gift.number-awaited"


def test_the_gift_number_opens_somebody_elses_order_for_exchange_or_credit() -> None:
    finding = asked(f"{RECEIVED}. Gift number G-77123", withheld=(present(),))

    assert finding is not None
    assert (finding.outcome, finding.path, finding.last_day) == (Outcome.ELIGIBLE, "exchange", date(2026, 12, 6))
    assert [option.path for option in finding.alternatives] == ["store_credit"]


def test_nothing_of_the_price_the_giver_or_the_order_can_be_read() -> None:
    finding = asked(f"{RECEIVED}. g77123", withheld=(present(),))

    assert finding is not None
    told = f"{finding.facts} {finding.spoken} {finding.amount} {finding.lines} {finding.alternatives} {finding.actions}"
    assert not any(secret in told for secret in ("79", "aunt", "20350"))


def test_another_number_opens_nothing() -> None:
    finding = asked(f"{RECEIVED}. Gift number G-77124", withheld=(present(),))

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("gift.number-given", Outcome.INFORMATIONAL)


@pytest.mark.parametrize(
    ("at", "rule"),
    [("2026-12-06 23:59", "gift.options"), ("2026-12-07 00:00", "gift.ended")],
    ids=["last day", "after"],
)
def test_a_gift_has_the_window_of_its_order(at: str, rule: str) -> None:
    finding = asked(f"{RECEIVED} G-77123", withheld=(present(),), at=at)

    assert finding is not None
    assert finding.rule_id == rule


def test_an_outlet_gift_goes_back_through_its_buyer() -> None:
    order = present(items=(item("i1", "Lom Fleece", tags=["outlet"], paid="30.00"),))

    finding = asked(f"{RECEIVED} G-77123", withheld=(order,), at="2026-11-10 10:00")

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("gift.outlet", Outcome.NOT_ELIGIBLE)


def test_the_buyers_own_return_is_no_gift_return() -> None:
    assert asked("I bought it as a present for my brother, can I return it?") is None


def test_an_exchange_of_something_received_is_a_gift_return() -> None:
    finding = asked(RECEIVED, intent="exchange/request")

    assert finding is not None
    assert finding.missing == (Needed.GIFT_NUMBER,)


def test_a_brand_without_gift_rules_answers_from_its_pages() -> None:
    question = osmere().question("gift", asked="2026-11-20 16:47", words="a gift from a friend", intent="gift/return")

    assert gift.decide(question) is None
