"""Handled suggestions in the database: with what they were asked with, what became of them, and nothing of what was removed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from assist.domain.base import ClientId
from assist.domain.conversation import Message
from assist.domain.correction import Correction, StoredTriage
from assist.domain.feedback import Feedback, FeedbackEvent
from assist.domain.handled import Handled
from assist.domain.suggestion import SuggestRequest
from assist.storage.store import Store
from tests.fakes import FRIDAY
from tests.handled import ASKED, SUGGESTED

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
LONG_AGO = datetime.fromisoformat("1970-01-02T00:00:00+00:00")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


def save(
    store: Store, name: str, event: str = "accepted", *, request: SuggestRequest = ASKED, minutes: int = 0
) -> None:
    """Save the example under a name with one reported step."""
    made = SUGGESTED.model_copy(
        update={
            "suggestion_id": name,
            "created_at": FRIDAY + timedelta(minutes=minutes),
            "conversation_id": request.conversation_id or name,
        }
    )
    told = Feedback(event=FeedbackEvent(event), at=made.created_at)
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(request, made)
        rows.follow_ups.add_feedback(f"fb-{name}", name, told, made.created_at)


def read(store: Store, client: ClientId = NORRFELL, since: datetime = LONG_AGO, most: int = 100) -> list[Handled]:
    with store.begin(client, only_reads=True) as rows:
        return rows.handled.newest_first(since, most)


def elsewhere(conversation: str) -> SuggestRequest:
    return ASKED.model_copy(update={"conversation_id": conversation})


def test_a_request_is_read_back_as_it_was_asked(store: Store) -> None:
    save(store, "sg_1")

    (found,) = read(store)

    assert found.request.model_copy(update={"now": ASKED.now}) == ASKED
    assert (found.subject_id, found.steps[0].feedback.event, found.withdrawn_at) == ("sg_1", "accepted", None)


def test_what_was_only_shown_is_not_among_them(store: Store) -> None:
    save(store, "sg_1", "shown")

    assert read(store) == []


def test_newest_come_first_since_a_moment_and_up_to_a_number(store: Store) -> None:
    for number in range(3):
        save(store, f"sg_{number}", request=elsewhere(f"cv-{number}"), minutes=number)

    assert [one.subject_id for one in read(store)] == ["sg_2", "sg_1", "sg_0"]
    assert [one.subject_id for one in read(store, since=FRIDAY + timedelta(minutes=1))] == ["sg_2", "sg_1"]
    assert [one.subject_id for one in read(store, most=1)] == ["sg_2"]


def test_what_withdrew_a_suggestion_is_told_with_its_moment(store: Store) -> None:
    save(store, "sg_1")
    save(store, "sg_2", minutes=5)

    found = {one.subject_id: one.withdrawn_at for one in read(store)}

    assert found == {"sg_1": FRIDAY + timedelta(minutes=5), "sg_2": None}


def test_a_later_message_of_the_conversation_is_no_part_of_the_request(store: Store) -> None:
    save(store, "sg_1")
    later = Message(id="m9", sent_at=FRIDAY + timedelta(hours=1), text="any news?")
    save(store, "sg_2", request=ASKED.model_copy(update={"messages": (*ASKED.messages, later)}), minutes=60)

    first = next(one for one in read(store) if one.subject_id == "sg_1")

    assert [message.id for message in first.request.messages] == ["m1", "m2", "m3"]


def test_what_an_agent_wrote_next_is_told_beside_a_rejection(store: Store) -> None:
    save(store, "sg_1", "rejected")
    answer = Message(id="m8", role="agent", sent_at=FRIDAY + timedelta(minutes=9), text="You have 14 days.")
    again = Message(id="m9", sent_at=FRIDAY + timedelta(hours=1), text="thanks")
    save(store, "sg_2", request=ASKED.model_copy(update={"messages": (*ASKED.messages, answer, again)}), minutes=60)

    found = {one.subject_id: one.answered_with for one in read(store)}

    assert found == {"sg_1": "You have 14 days.", "sg_2": None}


def test_a_corrected_triage_comes_with_its_words(store: Store) -> None:
    kept = StoredTriage(
        triage_id="tr_1",
        conversation_id="cv-1",
        answers=("m1",),
        knowledge_version="kv_1",
        created_at=FRIDAY,
        triage=SUGGESTED.triage,
    )
    correction = Correction.model_validate({"intents": ["order/status"]})
    with store.begin(NORRFELL) as rows:
        rows.save_triage(elsewhere("cv-1"), kept)
        rows.save_correction(kept, correction, FRIDAY)

    (found,) = read(store)

    assert (found.subject_id, found.suggestion, found.correction) == ("tr_1", None, correction)
    assert [message.text for message in found.request.messages] == [ASKED.messages[0].text]


def test_another_clients_rows_are_absent(store: Store) -> None:
    save(store, "sg_1")

    assert read(store, OSMERE) == []


@pytest.mark.parametrize(
    "removed",
    [
        "delete from messages",
        "delete from feedback; delete from suggestions",
        "delete from feedback; delete from suggestions; delete from messages; delete from conversations",
        "update suggestions set request = null",
        """update suggestions set request = '{"message_ids": ["m1"], "colour": "red"}'""",
    ],
)
def test_what_was_removed_or_never_kept_is_not_missed(store: Store, url: str, removed: str) -> None:
    save(store, "sg_1")
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in removed.split(";"):
            connection.execute(text(statement))
    engine.dispose()

    assert read(store) == []
