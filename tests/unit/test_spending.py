"""What a client's models cost in a day: counted here, remembered across a restart, refused at the limit."""

from datetime import date
from decimal import Decimal

import pytest

from assist.domain.base import ClientId
from assist.errors import Unavailable
from assist.spending import LIMIT_REACHED, Spending

SHOP = ClientId("norrfell")
TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
LIMIT = Decimal("2.00")


def is_refused(spending: Spending, day: date = TODAY, client: ClientId = SHOP, limit: Decimal | None = LIMIT) -> bool:
    try:
        spending.refuse_beyond(client, day, limit)
    except Unavailable as failure:
        assert failure.code == LIMIT_REACHED
        return True
    return False


def test_below_the_limit_nothing_is_refused() -> None:
    spending = Spending()
    spending.add(SHOP, TODAY, 1.99)

    assert not is_refused(spending)


def test_at_the_limit_the_next_call_is_refused() -> None:
    spending = Spending()
    spending.add(SHOP, TODAY, 1.5)
    spending.add(SHOP, TODAY, 0.5)

    assert is_refused(spending)


def test_another_day_begins_at_nothing() -> None:
    spending = Spending()
    spending.add(SHOP, TODAY, 5)

    assert not is_refused(spending, TOMORROW)


def test_another_client_has_its_own_limit() -> None:
    spending = Spending()
    spending.add(SHOP, TODAY, 5)

    assert not is_refused(spending, client=ClientId("osmere"))


def test_without_a_limit_nothing_is_refused() -> None:
    spending = Spending()
    spending.add(SHOP, TODAY, 500)

    assert not is_refused(spending, limit=None)


def test_a_limit_of_nothing_refuses_the_first_call() -> None:
    assert is_refused(Spending(), limit=Decimal(0))


def test_what_was_stored_before_a_restart_counts_once() -> None:
    asked: list[date] = []

    def stored(_client: ClientId, day: date) -> Decimal:
        asked.append(day)
        return Decimal("1.50")

    spending = Spending(stored)
    first = is_refused(spending)
    spending.add(SHOP, TODAY, 0.5)

    assert (first, is_refused(spending), asked) == (False, True, [TODAY])


def test_a_limit_that_cannot_be_checked_holds() -> None:
    def unknown(_client: ClientId, _day: date) -> Decimal:
        raise Unavailable("the database fails", code="store_failed")

    with pytest.raises(Unavailable):
        Spending(unknown).refuse_beyond(SHOP, TODAY, LIMIT)
