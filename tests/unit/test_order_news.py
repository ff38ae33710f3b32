"""A reported event brings the stored order up to date, once, and never guesses which parcel was meant."""

from assist.workflows.order_news import with_all, with_happening
from tests.follow_ups import happening, order

SCAN = ("in_transit", "2026-11-16T08:12:00Z")


def test_a_scan_is_added_to_the_parcel_in_order_of_time() -> None:
    newer = with_happening(order(SCAN), happening("milestone", code="delivered", place="Madrid"))

    assert newer is not None
    assert [milestone.code for milestone in newer.fulfilments[0].milestones] == ["in_transit", "delivered"]


def test_a_scan_reported_twice_is_one() -> None:
    event = happening("milestone", code="delivered")
    newer = with_happening(order(SCAN), event)

    assert newer is not None
    assert with_happening(newer, event) is None


def test_a_scan_that_names_no_parcel_of_a_split_order_changes_no_parcel() -> None:
    parcels = [{"id": "f1", "tracking": "T1"}, {"id": "f2", "tracking": "T2"}]

    assert with_happening(order(fulfilments=parcels), happening("milestone", code="in_transit")) is None
    named = with_happening(order(fulfilments=parcels), happening("milestone", code="in_transit", tracking="T2"))
    assert named is not None
    assert [len(parcel.milestones) for parcel in named.fulfilments] == [0, 1]


def test_a_return_under_way_becomes_received_and_one_nobody_announced_is_noted() -> None:
    announced = with_happening(
        order(returns=[{"status": "label_sent", "item_ids": ["i1"]}]), happening("return_received")
    )
    unannounced = with_happening(order(), happening("return_received", item_ids=["i1"]))

    assert announced is not None
    assert [back.status for back in announced.returns] == ["received"]
    assert unannounced is not None
    assert unannounced.returns[0].item_ids == ("i1",)


def test_money_and_cancellation_are_noted_with_their_day() -> None:
    refund = with_happening(order(), happening("refund_issued", amount={"amount": "31.05", "currency": "EUR"}))
    cancelled = with_happening(order(), happening("order_cancelled"))

    assert refund is not None
    assert str(refund.refunds[0].amount) == "31.05 EUR"
    assert cancelled is not None
    assert cancelled.cancelled_at is not None


def test_facts_are_as_new_as_what_happened_last() -> None:
    dated = order(SCAN, as_of="2026-11-20T10:00:00Z")

    newer = with_happening(dated, happening("milestone", code="delivered", at="2026-11-23T09:00:00Z"))

    assert newer is not None
    assert newer.as_of is not None
    assert newer.as_of.isoformat() == "2026-11-23T09:00:00+00:00"


def test_what_says_nothing_of_the_order_changes_nothing() -> None:
    assert with_happening(order(), happening("note_added")) is None


def test_a_refund_the_order_shows_already_is_not_noted_twice() -> None:
    shown = {"amount": {"amount": "31.05", "currency": "EUR"}, "at": "2026-11-23T08:40:00Z"}

    assert with_happening(order(refunds=[shown]), happening("refund_issued")) is None
    assert with_happening(order(refunds=[shown]), happening("refund_issued", at="2026-11-26T09:00:00Z")) is not None


def test_a_return_that_arrived_already_does_not_arrive_again() -> None:
    back = {"status": "received", "at": "2026-11-23T08:40:00Z", "item_ids": ["i1"]}

    assert with_happening(order(returns=[back]), happening("return_received", item_ids=["i1"])) is None


def test_what_names_no_order_is_about_the_only_one() -> None:
    said = happening("refund_issued", order_number=None, conversation_id="cw-1")

    assert with_all(order(), [said], is_only=True).refunds
    assert not with_all(order(), [said], is_only=False).refunds
