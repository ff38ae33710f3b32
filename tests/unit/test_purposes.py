"""Messages we begin: what each purpose finds to say from facts, events and promises alone, and when it stays silent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.decision import Decision
from assist.domain.enums import Purpose
from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening
from assist.domain.orders import Order
from assist.workflows.case import NOTHING_MORE
from assist.workflows.decide import Workflows
from assist.workflows.purposes import deciding
from assist.workflows.purposes.deciding import Unasked
from assist.workflows.purposes.past import Past, Why
from tests import brands, follow_ups

STUCK = ("in_transit", "2026-11-16T08:12:00Z")
"""Monday; on Friday 20 November four working days without a scan: three call for a trace, seven for lost."""
FRIDAY, NEXT_TUESDAY = "2026-11-20 16:47", "2026-11-24 10:00"
EUR_36 = {"amount": "36.00", "currency": "EUR"}


def decided(
    purpose: Purpose,
    *orders: Order,
    at: str = FRIDAY,
    happenings: Sequence[Happening] = (),
    promises: Sequence[KeptFollowUp] = (),
    told_at: str | None = None,
    customer_waits: bool = False,
    client: str = "norrfell",
) -> Unasked:
    brand = brands.norrfell() if client == "norrfell" else brands.osmere()
    workflows = Workflows(brand.parameters, brand.calendar, brand.profile.currency)
    past = Past(happenings, promises, brand.at(told_at) if told_at else None, customer_waits)
    return deciding.decide(workflows, purpose, orders, past, brand.at(at), NOTHING_MORE)


def order(*scans: tuple[str, str], **fields: Any) -> Order:
    return follow_ups.order(*scans, **{"ship_to_country": "ES", **fields})


def only(found: Unasked) -> Decision:
    (one,) = found.decided
    assert one.decision is not None
    return one.decision


def rules(found: Unasked) -> list[str]:
    return [one.decision.rule_id for one in found.decided if one.decision]


def why(found: Unasked) -> list[Why]:
    assert not found.decided
    return [silence.why for silence in found.silences]


class TestProactive:
    def test_a_parcel_silent_for_too_long_gets_a_trace_and_a_day(self) -> None:
        decision = only(decided(Purpose.PROACTIVE, order(STUCK)))

        assert decision.rule_id == "proactive.no-scan.trace"
        assert str(decision.step_back_on) == "2026-11-24"
        assert decision.passage_ids, "the pages behind the delay stand behind the message"

    @pytest.mark.parametrize(("at", "speaks"), [("2026-11-18 23:59", False), ("2026-11-19 00:00", True)])
    def test_it_speaks_from_the_day_the_threshold_is_reached(self, at: str, speaks: bool) -> None:
        assert bool(decided(Purpose.PROACTIVE, order(STUCK), at=at).decided) is speaks

    @pytest.mark.parametrize(("at", "rule"), [("2026-11-24 23:59", "trace"), ("2026-11-25 00:00", "lost")])
    def test_a_parcel_is_lost_from_its_day(self, at: str, rule: str) -> None:
        assert only(decided(Purpose.PROACTIVE, order(STUCK), at=at)).rule_id == f"proactive.no-scan.{rule}"

    def test_each_silent_parcel_of_a_split_order_is_told(self) -> None:
        second = {"id": "f2", "item_ids": ["i2"], "tracking": "T2",
                  "milestones": [{"code": "in_transit", "at": "2026-11-12T08:00:00Z"}]}  # fmt: skip
        split = order(STUCK).model_dump(mode="json")
        split["fulfilments"].append(second)
        split["items"].append({"id": "i2", "title": "Tor Mid Boots"})

        found = decided(Purpose.PROACTIVE, Order.model_validate(split))

        assert [one.decision.item_ids for one in found.decided if one.decision] == [("i1",), ("i2",)]

    def test_a_trace_that_runs_is_not_opened_again(self) -> None:
        opened = follow_ups.happening("trace_opened", "2026-11-19T10:00:00Z")

        found = decided(Purpose.PROACTIVE, order(STUCK), happenings=[opened])

        assert rules(found) == ["proactive.no-scan.traced"]
        assert found.decided[0].actions == ()

    def test_a_trace_before_the_newest_scan_was_about_an_older_silence(self) -> None:
        opened = follow_ups.happening("trace_opened", "2026-11-10T10:00:00Z")

        assert rules(decided(Purpose.PROACTIVE, order(STUCK), happenings=[opened])) == ["proactive.no-scan.trace"]

    def test_a_customer_who_was_promised_a_message_is_not_written_to_before(self) -> None:
        assert why(decided(Purpose.PROACTIVE, order(STUCK), promises=[follow_ups.promise()])) == [Why.IN_HAND]

    def test_an_order_that_should_have_left_is_told_and_one_that_may_wait_is_not(self) -> None:
        late = order(fulfilments=[], status="unfulfilled")
        fresh = order(fulfilments=[], status="unfulfilled", placed_at="2026-11-18T09:00:00Z")

        assert rules(decided(Purpose.PROACTIVE, late)) == ["proactive.late-dispatch"]
        assert why(decided(Purpose.PROACTIVE, fresh)) == [Why.NOTHING_DUE]

    @pytest.mark.parametrize(
        "fields",
        [
            {"cancelled_at": "2026-11-19T09:00:00Z"},
            {"fulfilments": [{"id": "f1", "tracking": "T1"}]},
            {"fulfilments": [], "status": "fulfilled"},
            {"fulfilments": [], "placed_at": None},
        ],
    )
    def test_facts_that_show_no_delay_call_for_no_message(self, fields: dict[str, Any]) -> None:
        assert not decided(Purpose.PROACTIVE, order(**fields)).decided

    def test_without_an_order_it_says_so(self) -> None:
        assert why(decided(Purpose.PROACTIVE)) == [Why.NO_ORDER]

    @given(minutes=st.integers(0, 60 * 24 * 20))
    def test_a_delay_never_ends_by_waiting(self, minutes: int) -> None:
        later = datetime.fromisoformat(FRIDAY).timestamp() + 60 * minutes

        found = decided(Purpose.PROACTIVE, order(STUCK), at=datetime.fromtimestamp(later).isoformat(" ", "minutes"))

        assert rules(found)


class TestFollowUp:
    def test_a_running_trace_still_without_a_scan_says_what_comes_next(self) -> None:
        opened = follow_ups.happening("trace_opened", "2026-11-20T16:00:00Z")

        decision = only(
            decided(
                Purpose.FOLLOW_UP, order(STUCK), at=NEXT_TUESDAY, happenings=[opened], promises=[follow_ups.promise()]
            )
        )

        assert decision.rule_id == "follow_up.traced"
        assert decision.then is not None
        assert str(decision.then.on) == "2026-11-25"

    @pytest.mark.parametrize(
        ("scan", "rule"),
        [(("in_transit", "2026-11-23T08:00:00Z"), "follow_up.moving"), (("delivered", "2026-11-23T08:00:00Z"), "follow_up.delivered")],
    )  # fmt: skip
    def test_what_happened_since_is_told(self, scan: tuple[str, str], rule: str) -> None:
        found = decided(Purpose.FOLLOW_UP, order(STUCK, scan), at=NEXT_TUESDAY, promises=[follow_ups.promise()])

        assert rules(found) == [rule]

    def test_a_delivered_parcel_needs_no_safe_place_check_yet(self) -> None:
        found = decided(
            Purpose.FOLLOW_UP, order(STUCK, ("delivered", "2026-11-23T08:00:00Z")), at=NEXT_TUESDAY, promises=[follow_ups.promise()]
        )  # fmt: skip

        assert found.decided[0].actions == ()

    def test_a_promise_that_is_not_due_waits(self) -> None:
        assert why(decided(Purpose.FOLLOW_UP, order(STUCK), promises=[follow_ups.promise()])) == [Why.NOTHING_DUE]

    def test_a_promise_whose_order_is_unknown_says_what_is_missing(self) -> None:
        found = decided(Purpose.FOLLOW_UP, at=NEXT_TUESDAY, promises=[follow_ups.promise()])

        assert why(found) == [Why.NO_ORDER]
        assert "NF-20288" in found.silences[0].for_agent

    def test_a_promise_no_fact_tells_of_is_left_to_a_person(self) -> None:
        promise = follow_ups.promise(workflow="refund", rule_id="refund.status")

        assert why(decided(Purpose.FOLLOW_UP, order(STUCK), at=NEXT_TUESDAY, promises=[promise])) == [Why.NO_NEWS]

    def test_a_refund_or_replacement_since_settles_it(self) -> None:
        refund = {"amount": EUR_36, "at": "2026-11-23T10:00:00Z", "status": "issued", "item_ids": ["i1"]}
        sent = {"at": "2026-11-23T10:00:00Z", "item_ids": ["i1"]}
        promises = [follow_ups.promise()]

        assert rules(
            decided(Purpose.FOLLOW_UP, order(STUCK, refunds=[refund]), at=NEXT_TUESDAY, promises=promises)
        ) == ["follow_up.refunded"]
        assert rules(
            decided(Purpose.FOLLOW_UP, order(STUCK, replacements=[sent]), at=NEXT_TUESDAY, promises=promises)
        ) == ["follow_up.replaced"]

    def test_a_refund_before_the_promise_is_no_news(self) -> None:
        refund = {"amount": EUR_36, "at": "2026-11-19T10:00:00Z", "status": "issued", "item_ids": ["i1"]}

        found = decided(
            Purpose.FOLLOW_UP, order(STUCK, refunds=[refund]), at=NEXT_TUESDAY, promises=[follow_ups.promise()]
        )

        assert rules(found) == ["follow_up.trace"]

    def test_without_a_kept_promise_the_facts_alone_tell(self) -> None:
        assert rules(decided(Purpose.FOLLOW_UP, order(STUCK), at="2026-11-25 10:00")) == ["follow_up.lost"]


class TestConfirm:
    def test_a_return_that_arrived_is_confirmed_with_the_refund_as_an_action(self) -> None:
        back = {"status": "received", "at": "2026-11-19T10:00:00Z", "item_ids": ["i1"]}

        found = decided(Purpose.CONFIRM, order(STUCK, returns=[back]))

        assert rules(found) == ["confirm.return-received"]
        assert [action.kind for action in found.decided[0].actions] == ["issue_refund"]

    def test_the_day_of_the_refund_is_named_where_the_client_says_how_long_it_takes(self) -> None:
        back = {"status": "received", "at": "2026-12-23T10:00:00Z", "item_ids": ["i1"]}

        unpriced = order(returns=[back], items=[{"id": "i1", "title": "Balm"}])

        found = decided(Purpose.CONFIRM, unpriced, at="2026-12-23 16:00", client="osmere")

        assert str(found.decided[0].slots["refund_by"]) == "2026-12-30", "three working days, Christmas left out"

    def test_the_newest_news_is_confirmed(self) -> None:
        back = {"status": "received", "at": "2026-11-18T10:00:00Z", "item_ids": ["i1"]}
        refund = {"amount": EUR_36, "at": "2026-11-19T10:00:00Z", "status": "issued", "item_ids": ["i1"]}

        decision = only(decided(Purpose.CONFIRM, order(returns=[back], refunds=[refund])))

        assert decision.rule_id == "confirm.refund-issued"
        assert decision.amount is not None
        assert str(decision.amount["refunded"]) == "36.00 EUR"

    @pytest.mark.parametrize("status", ["pending", "failed"])
    def test_a_refund_that_has_not_gone_out_is_not_confirmed(self, status: str) -> None:
        refund = {"amount": EUR_36, "at": "2026-11-19T10:00:00Z", "status": status}

        assert why(decided(Purpose.CONFIRM, order(refunds=[refund]))) == [Why.NO_NEWS]

    @pytest.mark.parametrize("status", ["requested", "label_sent", None])
    def test_a_return_on_its_way_is_not_confirmed(self, status: str | None) -> None:
        back = {"status": status, "at": "2026-11-19T10:00:00Z"}

        assert why(decided(Purpose.CONFIRM, order(returns=[back]))) == [Why.NO_NEWS]

    def test_what_the_customer_heard_of_is_not_confirmed_again(self) -> None:
        refund = {"amount": EUR_36, "at": "2026-11-19T10:00:00Z", "status": "issued"}

        assert why(decided(Purpose.CONFIRM, order(refunds=[refund]), told_at="2026-11-19 12:00")) == [Why.ALREADY_TOLD]

    def test_an_event_no_order_shows_is_confirmed(self) -> None:
        changed = follow_ups.happening("address_changed", "2026-11-20T12:00:00Z")

        assert rules(decided(Purpose.CONFIRM, order(), happenings=[changed])) == ["confirm.address-changed"]

    @pytest.mark.parametrize(
        ("kind", "rule"),
        [
            ("refund_issued", "confirm.refund-issued"),
            ("return_received", "confirm.return-received"),
            ("replacement_sent", "confirm.replacement-sent"),
            ("order_cancelled", "confirm.cancelled"),
        ],
    )
    def test_an_event_the_order_does_not_show_yet_is_enough(self, kind: str, rule: str) -> None:
        reported = follow_ups.happening(kind, "2026-11-20T12:00:00Z")

        assert rules(decided(Purpose.CONFIRM, order(fulfilments=[]), happenings=[reported])) == [rule]

    def test_an_event_of_the_future_has_not_happened(self) -> None:
        reported = follow_ups.happening("refund_issued", "2026-11-21T12:00:00Z")

        assert why(decided(Purpose.CONFIRM, order(), happenings=[reported])) == [Why.NO_NEWS]

    def test_another_orders_event_confirms_nothing_here(self) -> None:
        changed = follow_ups.happening("address_changed", "2026-11-20T12:00:00Z", order_number="NF-20299")

        assert why(decided(Purpose.CONFIRM, order(), happenings=[changed])) == [Why.NO_NEWS]


class TestClose:
    def test_a_delivered_order_is_closed(self) -> None:
        assert rules(decided(Purpose.CLOSE, order(("delivered", "2026-11-19T08:00:00Z")))) == ["close.delivered"]

    def test_a_refunded_one_too(self) -> None:
        refund = {"amount": EUR_36, "at": "2026-11-19T10:00:00Z", "status": "issued"}

        assert rules(decided(Purpose.CLOSE, order(("delivered", "2026-11-12T08:00:00Z"), refunds=[refund]))) == [
            "close.refunded"
        ]

    @pytest.mark.parametrize(
        ("fields", "open_"),
        [
            ({"returns": [{"status": "label_sent"}]}, "a return has not arrived"),
            ({"returns": [{"status": "received", "at": "2026-11-19T08:00:00Z"}]}, "nothing has been refunded"),
            ({"refunds": [{"status": "pending", "amount": EUR_36}]}, "a refund has not gone out"),
            ({"items": [{"id": "i1"}, {"id": "i2"}]}, "not everything ordered has left"),
        ],
    )
    def test_what_is_open_keeps_it_open_and_is_named(self, fields: dict[str, Any], open_: str) -> None:
        found = decided(Purpose.CLOSE, order(("delivered", "2026-11-12T08:00:00Z"), **fields))

        assert why(found) == [Why.STILL_OPEN]
        assert open_ in found.silences[0].for_agent

    def test_a_parcel_under_way_or_an_open_promise_keeps_it_open(self) -> None:
        arrived = order(("delivered", "2026-11-19T08:00:00Z"))

        assert why(decided(Purpose.CLOSE, order(STUCK))) == [Why.STILL_OPEN]
        assert why(decided(Purpose.CLOSE, arrived, promises=[follow_ups.promise()])) == [Why.STILL_OPEN]

    def test_a_customer_who_waits_for_an_answer_is_not_told_that_all_is_settled(self) -> None:
        arrived = order(("delivered", "2026-11-19T08:00:00Z"))

        assert why(decided(Purpose.CLOSE, arrived, customer_waits=True)) == [Why.CUSTOMER_WAITING]


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.REPLY])
def test_facts_that_contradict_each_other_are_for_a_person(purpose: Purpose) -> None:
    impossible = order(("delivered", "2026-11-01T08:00:00Z"))

    found = decided(purpose, impossible)

    assert why(found) == [Why.FACTS_INCONSISTENT]


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.REPLY])
def test_no_more_than_four_matters_are_told_at_once(purpose: Purpose) -> None:
    scans = STUCK if purpose in (Purpose.PROACTIVE, Purpose.FOLLOW_UP) else ("delivered", "2026-11-19T08:00:00Z")
    back = [{"status": "received", "at": "2026-11-20T08:00:00Z"}] if purpose is Purpose.CONFIRM else []
    many = [order(scans, number=f"NF-2000{n}", returns=back) for n in range(6)]

    assert len(decided(purpose, *many).decided) == deciding.MAX_MATTERS
