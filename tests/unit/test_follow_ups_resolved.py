"""Which news closes which follow-up: a new scan, a delivery, money, a message; and which does not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.follow_up import ClosedBy, KeptFollowUp
from assist.domain.orders import Order
from assist.follow_ups import resolution
from tests import brands, follow_ups
from tests.fakes import FRIDAY

TUESDAY = FRIDAY + timedelta(days=4)
OLD_SCAN = ("in_transit", "2026-11-16T08:12:00Z")
EUR_189 = {"amount": "189.00", "currency": "EUR"}


def by_order(order: Order, promise: KeptFollowUp | None = None, now: datetime = TUESDAY) -> str | None:
    closing = resolution.by_order(promise or follow_ups.promise(), order, brands.norrfell().calendar, now)
    return closing.what if closing else None


def by_event(kind: str, promise: KeptFollowUp | None = None, **fields: Any) -> str | None:
    happening = follow_ups.happening(kind, **fields)
    closing = resolution.by_happening(promise or follow_ups.promise(), happening, brands.norrfell().calendar, TUESDAY)
    return closing.what if closing else None


def test_a_new_scan_closes_a_promise_about_a_stuck_parcel() -> None:
    order = follow_ups.order(OLD_SCAN, ("in_transit", "2026-11-23T09:00:00Z"))

    assert by_order(order) == "New scan on 2026-11-23 in Madrid"


def test_a_delivery_closes_it_and_is_called_so() -> None:
    assert (
        by_order(follow_ups.order(OLD_SCAN, ("delivered", "2026-11-23T09:00:00Z")))
        == "Delivered on 2026-11-23 in Madrid"
    )


def test_the_scan_known_when_it_was_promised_is_no_news() -> None:
    assert by_order(follow_ups.order(OLD_SCAN)) is None


def test_a_scan_reported_late_is_news_when_it_was_not_known() -> None:
    assert by_order(follow_ups.order(OLD_SCAN, ("in_transit", "2026-11-19T09:00:00Z"))) is not None


def test_a_scan_of_the_future_has_not_happened() -> None:
    assert by_order(follow_ups.order(OLD_SCAN, ("delivered", "2026-12-01T09:00:00Z"))) is None


@pytest.mark.parametrize("code", ["delivery_failed", "label_printed", "delivery_attempted"])
def test_bad_news_still_has_to_be_told(code: str) -> None:
    assert by_order(follow_ups.order(OLD_SCAN, (code, "2026-11-23T09:00:00Z"))) is None


def test_the_other_parcel_of_a_split_order_closes_nothing() -> None:
    other = {"id": "f2", "item_ids": ["i2"], "tracking": "T2",
             "milestones": [{"code": "delivered", "at": "2026-11-23T09:00:00Z"}]}  # fmt: skip
    first = follow_ups.order(OLD_SCAN).fulfilments[0].model_dump(mode="json")

    assert by_order(follow_ups.order(fulfilments=[first, other])) is None


def test_another_orders_news_closes_nothing() -> None:
    assert by_order(follow_ups.order(("delivered", "2026-11-23T09:00:00Z"), number="NF-20299")) is None


def test_a_full_refund_closes_it_and_a_small_one_does_not() -> None:
    full = {"amount": EUR_189, "at": "2026-11-23T09:00:00Z", "status": "issued"}
    part = {"amount": {"amount": "15.00", "currency": "EUR"}, "at": "2026-11-23T09:00:00Z", "status": "issued"}

    assert by_order(follow_ups.order(OLD_SCAN, refunds=[full])) == "189.00 EUR was refunded on 2026-11-23"
    assert by_order(follow_ups.order(OLD_SCAN, refunds=[part])) is None


@pytest.mark.parametrize("status", ["pending", "failed"])
def test_a_refund_that_has_not_gone_out_closes_nothing(status: str) -> None:
    refund = {"amount": EUR_189, "at": "2026-11-23T09:00:00Z", "status": status}

    assert by_order(follow_ups.order(OLD_SCAN, refunds=[refund])) is None


def test_a_replacement_or_a_cancellation_closes_it() -> None:
    sent = [{"at": "2026-11-23T09:00:00Z", "item_ids": ["i1"]}]

    assert by_order(follow_ups.order(OLD_SCAN, replacements=sent)) == "A replacement was sent on 2026-11-23"
    assert by_order(follow_ups.order(OLD_SCAN, cancelled_at="2026-11-23T09:00:00Z")) == (
        "The order was cancelled on 2026-11-23"
    )


def test_a_scan_says_nothing_to_a_customer_who_has_not_received_a_delivered_parcel() -> None:
    promise = follow_ups.promise(rule_id="wismo.not-received")

    assert by_order(follow_ups.order(OLD_SCAN, ("delivered", "2026-11-23T09:00:00Z")), promise) is None


def test_a_received_return_closes_a_promise_about_the_return() -> None:
    promise = follow_ups.promise(workflow="return", rule_id="return.status")
    returns = [{"status": "received", "at": "2026-11-23T09:00:00Z", "item_ids": ["i1"]}]

    assert by_order(follow_ups.order(returns=returns), promise) == "The return arrived on 2026-11-23"


@pytest.mark.parametrize(
    ("kind", "fields", "what"),
    [
        ("milestone", {"code": "in_transit", "place": "Vigo"}, "New scan on 2026-11-23 in Vigo"),
        ("milestone", {"code": "delivered"}, "Delivered on 2026-11-23"),
        ("trace_closed", {}, "The trace ended on 2026-11-23"),
        ("refund_issued", {}, "A refund was issued on 2026-11-23"),
        ("replacement_sent", {}, "A replacement was sent on 2026-11-23"),
        ("message_sent", {}, "The customer was written to on 2026-11-23"),
        ("call_made", {"order_number": None, "conversation_id": "cw-512"}, "The customer was called on 2026-11-23"),
    ],
)
def test_an_event_that_resolves_it_closes_it_in_words(kind: str, fields: dict[str, Any], what: str) -> None:
    assert by_event(kind, **fields) == what


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("note_added", {}),
        ("trace_opened", {}),
        ("milestone", {"code": "delivery_failed"}),
        ("milestone", {"code": "in_transit", "tracking": "T2"}),
        ("milestone", {"code": "in_transit", "item_ids": ["i2"]}),
        ("milestone", {"code": "in_transit", "at": "2026-11-19T09:00:00Z"}),
        ("refund_issued", {"order_number": "NF-20299"}),
        ("call_made", {"order_number": None, "conversation_id": "cw-999"}),
        ("return_received", {}),
    ],
)
def test_an_event_of_another_kind_parcel_order_or_time_closes_nothing(kind: str, fields: dict[str, Any]) -> None:
    assert by_event(kind, **fields) is None


def test_a_reply_on_the_same_matter_closes_it_and_one_on_another_does_not() -> None:
    calendar = brands.norrfell().calendar
    promise = follow_ups.promise(item_ids=("li-1",))
    later = follow_ups.suggestion(suggestion_id="sg_2")
    exchange_only = follow_ups.suggestion(suggestion_id="sg_2", decisions=later.decisions[1:])

    closing = resolution.by_reply(promise, later, calendar, TUESDAY)

    assert closing is not None
    assert closing.by is ClosedBy.REPLY
    assert resolution.by_reply(promise, exchange_only, calendar, TUESDAY) is None


def test_the_reply_that_made_the_promise_does_not_keep_it() -> None:
    promise = follow_ups.promise(suggestion_id=follow_ups.suggestion().suggestion_id, item_ids=("li-1",))

    assert resolution.by_reply(promise, follow_ups.suggestion(), brands.norrfell().calendar, TUESDAY) is None


@given(minutes=st.integers(-40_000, 5_000))
def test_a_scan_closes_the_promise_exactly_when_it_is_newer_than_the_one_known(minutes: int) -> None:
    known = datetime.fromisoformat("2026-11-16T08:12:00+00:00")
    scan = known + timedelta(minutes=minutes)

    closed = by_order(follow_ups.order(("in_transit", scan.isoformat())))

    assert (closed is not None) == (scan > known)
