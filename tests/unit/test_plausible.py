"""What the state of an order makes unlikely: less of it, and nothing else; a clear request stands whatever the orders say."""

import numpy as np
import pytest

from assist.domain.orders import Fulfilment, Milestone, Order
from assist.triage.judged import Judged
from assist.triage.plausible import weighed
from tests.fakes import FRIDAY

NAMES = ("order/damaged", "order/status", "order/change", "product/question")
OPEN = (0.4, 0.3, 0.2, 0.1)


def order(*codes: str) -> Order:
    scans = tuple(Milestone(code=code, at=FRIDAY) for code in codes)
    return Order(number="NF-20288", fulfilments=(Fulfilment(id="f-1", milestones=scans),) if codes else ())


def judged(*chances: float) -> Judged:
    return Judged(NAMES, np.array([chances], np.float32), np.array([True]), second=0.5, sure=0.6)


def likeliest(orders: list[Order], *chances: float) -> str:
    return NAMES[int(weighed(judged(*chances), orders).probabilities[0].argmax())]


WAITING, MOVING, DELIVERED = order(), order("handed_over"), order("handed_over", "delivered")


@pytest.mark.parametrize(("state", "name"), [(MOVING, "order/status"), (DELIVERED, "order/damaged")])
def test_the_order_turns_the_scale_where_the_words_leave_it_open(state: Order, name: str) -> None:
    assert likeliest([state], *OPEN) == name


def test_a_clear_request_stands_whatever_the_order_says() -> None:
    assert likeliest([WAITING], 0.95, 0.03, 0.01, 0.01) == "order/damaged"


def test_what_goes_with_one_of_the_orders_is_not_unlikely() -> None:
    assert likeliest([MOVING, DELIVERED], *OPEN) == "order/damaged"


def test_without_an_order_nothing_changes() -> None:
    before = judged(*OPEN)

    assert weighed(before, []) is before


def test_what_is_about_no_order_keeps_its_chance() -> None:
    assert weighed(judged(*OPEN), [WAITING]).probabilities[0, 3] == pytest.approx(0.1)


def test_a_cancelled_order_tells_nothing() -> None:
    cancelled = order().model_copy(update={"cancelled_at": FRIDAY})

    assert likeliest([cancelled], *OPEN) == "order/damaged"
