"""Suggestions that no longer answer the customer: withdrawn by what they wrote since, whichever is stored first."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from assist.domain.base import ClientId
from assist.domain.happening import Happening
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.turns import Withdrawal
from assist.follow_ups import keeping
from assist.storage.store import Store
from tests import brands, follow_ups
from tests.fakes import FRIDAY

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
SOON = FRIDAY + timedelta(minutes=2)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


def request(*messages: str, at: datetime | None = FRIDAY) -> SuggestRequest:
    said = [{"id": name, "text": "Where is it?", "sent_at": at} for name in messages]
    return SuggestRequest.model_validate({"conversation_id": "cw-1", "messages": said})


def made(name: str, *answers: str, at: datetime = FRIDAY) -> Suggestion:
    return follow_ups.suggestion(
        suggestion_id=name, conversation_id="cw-1", answers=answers, created_at=at, superseded_by=None
    )


def wrote(message: str | None, at: datetime = SOON, **fields: object) -> Happening:
    told = {"type": "customer_message", "at": at, "conversation_id": "cw-1", "message_id": message, **fields}
    return Happening.model_validate(told)


def record(store: Store, happening: Happening, client: ClientId = NORRFELL) -> tuple[str, ...]:
    with store.begin(client) as rows:
        return keeping.record_happening(rows, happening, brands.norrfell().calendar, FRIDAY).withdrawn


def save(store: Store, asked: SuggestRequest, suggestion: Suggestion) -> Withdrawal | None:
    with store.begin(NORRFELL) as rows:
        return rows.save_suggestion(asked, suggestion)


def superseded_by(store: Store, name: str) -> str | None:
    with store.begin(NORRFELL) as rows:
        found = rows.suggestion(name)
    assert found is not None
    return found.superseded_by


def test_what_the_customer_writes_next_withdraws_what_was_suggested_before(store: Store) -> None:
    save(store, request("m1"), made("sg_1", "m1"))

    assert record(store, wrote("m2")) == ("sg_1",)
    assert superseded_by(store, "sg_1") == "m2"


def test_a_message_without_an_id_withdraws_by_its_report(store: Store) -> None:
    save(store, request("m1"), made("sg_1", "m1"))

    record(store, wrote(None, id="ev-9"))

    assert superseded_by(store, "sg_1") == "ev-9"


def test_the_very_message_that_is_answered_withdraws_nothing(store: Store) -> None:
    save(store, request("m1"), made("sg_1", "m1"))

    assert record(store, wrote("m1")) == ()


def test_an_older_message_reported_late_withdraws_nothing(store: Store) -> None:
    save(store, request("m1"), made("sg_1", "m1"))

    assert record(store, wrote("m0", FRIDAY - timedelta(hours=1))) == ()


def test_a_message_never_seen_withdraws_also_where_messages_carry_no_moment(store: Store) -> None:
    save(store, request("m1", at=None), made("sg_1", "m1", at=SOON))

    assert record(store, wrote("m2", FRIDAY)) == ("sg_1",)


def test_another_conversation_and_another_client_are_untouched(store: Store) -> None:
    save(store, request("m1"), made("sg_1", "m1"))

    assert record(store, wrote("m2", conversation_id="cw-2")) == ()
    assert record(store, wrote("m2"), OSMERE) == ()
    assert superseded_by(store, "sg_1") is None


def test_a_report_repeated_is_no_second_message(store: Store) -> None:
    record(store, wrote("m2"))
    save(store, request("m2", at=SOON), made("sg_2", "m2", at=SOON))

    assert record(store, wrote("m2")) == ()
    assert superseded_by(store, "sg_2") is None


def test_a_suggestion_is_stored_as_withdrawn_when_the_customer_wrote_while_it_was_made(store: Store) -> None:
    record(store, wrote("m2"))

    found = save(store, request("m1"), made("sg_1", "m1"))

    assert found == Withdrawal(by="m2", at=SOON)
    assert superseded_by(store, "sg_1") == "m2"


def test_a_slow_suggestion_does_not_replace_the_newer_one_that_overtook_it(store: Store) -> None:
    save(store, request("m1", "m2"), made("sg_new", "m2", at=SOON))

    found = save(store, request("m1"), made("sg_slow", "m1"))

    assert found == Withdrawal(by="sg_new", at=SOON)
    assert (superseded_by(store, "sg_new"), superseded_by(store, "sg_slow")) == (None, "sg_new")


def test_a_withdrawal_says_since_when(store: Store) -> None:
    save(store, request("m1"), made("sg_1", "m1"))
    record(store, wrote("m2"))

    with store.begin(NORRFELL) as rows:
        assert rows.withdrawal("sg_1") == Withdrawal(by="m2", at=SOON)
        assert rows.withdrawal("sg_none") is None
