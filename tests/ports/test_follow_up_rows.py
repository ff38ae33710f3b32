"""Follow-ups, feedback and happenings in the database: once each, one client's own, closed by what came first."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from assist.domain.base import ClientId
from assist.domain.feedback import Feedback
from assist.domain.follow_up import ClosedBy, Closing, FollowUpState
from assist.domain.orders import Order
from assist.domain.suggestion import SuggestRequest
from assist.follow_ups import keeping
from assist.storage.store import Store
from tests import brands, follow_ups
from tests.fakes import FRIDAY

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
REQUEST = SuggestRequest.model_validate_json(follow_ups.EXAMPLE.with_name("request.json").read_bytes())
PROMISE = follow_ups.promise(suggestion_id=follow_ups.suggestion().suggestion_id)
SCANNED = Closing(at=FRIDAY, by=ClosedBy.ORDER, what="New scan on 2026-11-23")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store that holds the example's suggestion."""
    opened = Store.open(url)
    with opened.begin(NORRFELL) as rows:
        rows.save_suggestion(REQUEST, follow_ups.suggestion())
    yield opened
    opened.close()


def test_a_follow_up_is_read_back_as_it_was_saved(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.follow_ups.save(PROMISE)

    with store.begin(NORRFELL) as rows:
        assert rows.follow_ups.one("fu_1") == PROMISE


def test_a_follow_up_saved_twice_is_one(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        assert rows.follow_ups.save(PROMISE)
        assert not rows.follow_ups.save(PROMISE)

        assert len(rows.follow_ups.listed(due=None, state=None)) == 1


def test_what_closed_it_first_stays_on_record(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.follow_ups.save(PROMISE)
        assert rows.follow_ups.close("fu_1", SCANNED)
        assert not rows.follow_ups.close("fu_1", SCANNED.model_copy(update={"what": "later"}))

        closed = rows.follow_ups.one("fu_1")

    assert closed is not None
    assert (closed.state, closed.closed) == (FollowUpState.CLOSED, SCANNED)


def test_only_those_due_by_the_day_and_in_the_state_are_listed(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.follow_ups.save(PROMISE)
        rows.follow_ups.save(PROMISE.model_copy(update={"id": "fu_2", "due_on": date(2026, 11, 30)}))
        rows.follow_ups.close("fu_2", SCANNED)

        by_tuesday = rows.follow_ups.listed(due=date(2026, 11, 24), state=None)
        closed = rows.follow_ups.listed(due=None, state=FollowUpState.CLOSED)

    assert [one.id for one in by_tuesday] == ["fu_1"]
    assert [one.id for one in closed] == ["fu_2"]


def test_one_clients_follow_ups_are_absent_for_another(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.follow_ups.save(PROMISE)

    with store.begin(OSMERE) as rows:
        assert rows.follow_ups.one("fu_1") is None
        assert rows.follow_ups.listed(due=None, state=None) == ()
        assert rows.follow_ups.open_about("NF-20288", "cw-512") == ()
        assert not rows.follow_ups.close("fu_1", SCANNED)


def test_an_event_reported_twice_is_recorded_once(store: Store) -> None:
    event = follow_ups.happening("note_added", detail="Rang the carrier")

    with store.begin(NORRFELL) as rows:
        first = keeping.record_happening(rows, event, brands.norrfell().calendar, FRIDAY)
        second = keeping.record_happening(rows, event, brands.norrfell().calendar, FRIDAY)

        assert (first.is_new, second.is_new) == (True, False)
        assert rows.follow_ups.happenings(["nf-20288"], None) == (event,)


def test_feedback_is_kept_in_order_and_once(store: Store) -> None:
    shown, sent = (Feedback.model_validate({"event": event}) for event in ("shown", "sent"))
    identity = follow_ups.suggestion().suggestion_id

    with store.begin(NORRFELL) as rows:
        assert rows.follow_ups.add_feedback("fb_1", identity, shown, FRIDAY)
        assert rows.follow_ups.add_feedback("fb_2", identity, sent, FRIDAY + timedelta(minutes=1))
        assert not rows.follow_ups.add_feedback("fb_1", identity, shown, FRIDAY)

        assert rows.follow_ups.feedback_of(identity) == (shown, sent)


def test_a_crash_in_the_middle_loses_neither_half(store: Store) -> None:
    order = follow_ups.order(("in_transit", "2026-11-23T09:00:00Z"))
    with store.begin(NORRFELL) as rows:
        rows.follow_ups.save(PROMISE)

    with pytest.raises(RuntimeError), store.begin(NORRFELL) as rows:
        keeping.record_order(rows, order, brands.norrfell().calendar, FRIDAY + timedelta(days=4))
        raise RuntimeError("killed")

    with store.begin(NORRFELL) as rows:
        kept = rows.follow_ups.one("fu_1")
        assert kept is not None
        assert kept.state is FollowUpState.OPEN
        assert rows.orders(["NF-20288"], None) == []


def test_older_facts_of_an_order_do_not_replace_newer_ones(store: Store) -> None:
    newer = Order.model_validate({"number": "NF-1", "as_of": "2026-11-20T10:00:00Z", "status": "fulfilled"})
    older = Order.model_validate({"number": "NF-1", "as_of": "2026-11-20T09:00:00Z", "status": "unfulfilled"})
    undated = Order.model_validate({"number": "NF-1", "status": "cancelled"})

    with store.begin(NORRFELL) as rows:
        assert rows.save_order(newer, FRIDAY)
        assert not rows.save_order(older, FRIDAY)
        assert rows.orders(["NF-1"], None) == [newer]
        assert rows.save_order(undated, FRIDAY)
        assert rows.orders(["NF-1"], None) == [undated]


def test_the_facts_behind_a_suggestion_are_kept_with_it(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        assert rows.facts_behind(follow_ups.suggestion().suggestion_id) == list(REQUEST.orders)
        assert rows.facts_behind("sg_unknown") == []
