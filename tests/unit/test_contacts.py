"""Repeat contact: the same customer, order and matter, here, elsewhere, and not for ever."""

from datetime import datetime, timedelta

import pytest

from assist.domain.contact import Contact, Repeat
from assist.domain.conversation import Conversation, Message
from assist.domain.enums import Channel, Level, Role
from assist.reading import read
from assist.triage import contacts
from assist.triage.contacts import Matter
from assist.triage.taxonomy import IntentDefinition, Taxonomy
from assist.working_time import WorkingTime
from tests.fakes import FRIDAY

CALENDAR = WorkingTime(time_zone="Europe/Madrid")
DAY = timedelta(days=1)
TAXONOMY = Taxonomy(
    version=1,
    intents={
        name: IntentDefinition(definition="d", near_miss="n", level=Level.LEVEL_1, queue="q", workflow=workflow)
        for name, workflow in (
            ("order/status", "wismo"),
            ("shipping/delivered_not_received", "wismo"),
            ("refund/status", None),
            ("other/thanks", None),
        )
    },
)
WISMO = Matter(("order/status",), ("NF-20288",))


def talk(*said: tuple[timedelta, Role], name: str | None = "cw-1") -> Conversation:
    messages = [
        Message(id=f"m{at}", role=role, sent_at=FRIDAY - ago, text="Where is it?")
        for at, (ago, role) in enumerate(said, 1)
    ]
    newest = Message(id="newest", sent_at=FRIDAY, text="Where is my parcel?")
    return Conversation(conversation_id=name, messages=(*messages, newest))


def wrote(ago: timedelta = DAY, **fields: object) -> Contact:
    given = {
        "conversation_id": "cw-9",
        "message_id": "m1",
        "channel": "chat",
        "at": FRIDAY - ago,
        "intents": ("order/status",),
        "order_numbers": ("NF-20288",),
    }
    return Contact.model_validate({**given, **fields})


def found(stored: list[Contact], matter: Matter = WISMO, conversation: Conversation | None = None) -> Repeat | None:
    asked = conversation or talk()
    reading = read(asked.messages)
    earlier = contacts.elsewhere(stored, asked, reading, FRIDAY, 7)
    return contacts.repeat(earlier, reading, asked, matter, TAXONOMY, FRIDAY)


def test_a_first_message_is_no_repeat() -> None:
    assert found([]) is None


def test_another_conversation_about_the_same_order_and_intent_is_a_repeat() -> None:
    assert found([wrote()]) == Repeat(earlier=1, since=FRIDAY - DAY, order_number="NF-20288")


def test_minutes_ago_in_another_channel_is_a_repeat_too() -> None:
    assert found([wrote(timedelta(minutes=5))]) is not None


@pytest.mark.parametrize(
    "other",
    [{"intents": ("refund/status",)}, {"order_numbers": ("NF-20301",)}, {"intents": ()}],
    ids=["another matter", "another order", "nothing known"],
)
def test_another_matter_is_no_repeat(other: dict[str, object]) -> None:
    assert found([wrote(**other)]) is None


def test_two_intents_of_one_procedure_are_one_matter() -> None:
    assert found([wrote(intents=("shipping/delivered_not_received",))]) is not None


@pytest.mark.parametrize("numbers", [(), ("nf-20288",)], ids=["none named", "small letters"])
def test_the_order_counts_only_when_both_name_one(numbers: tuple[str, ...]) -> None:
    assert found([wrote(order_numbers=numbers)]) is not None


def test_thanks_after_thanks_is_no_repeat() -> None:
    assert found([wrote(intents=("other/thanks",))], Matter(("other/thanks",), ())) is None


@pytest.mark.parametrize(("ago", "counts"), [(7 * DAY, True), (7 * DAY + timedelta(seconds=1), False)])
def test_only_the_last_days_count(ago: timedelta, counts: bool) -> None:
    assert (found([wrote(ago)]) is not None) is counts


def test_what_was_written_later_is_not_earlier() -> None:
    assert found([wrote(-DAY)]) is None


def test_a_turn_the_request_holds_itself_is_not_counted_twice() -> None:
    asked = talk((2 * DAY, Role.CUSTOMER), (2 * DAY, Role.BOT))

    again = found([wrote(2 * DAY, conversation_id="cw-1", message_id="m1")], conversation=asked)

    assert again is not None
    assert again.earlier == 1


def test_the_same_turn_asked_about_again_is_no_repeat() -> None:
    assert found([wrote(timedelta(0), conversation_id="cw-1", message_id="newest")]) is None


def test_without_an_id_the_same_words_within_minutes_are_the_same_turn() -> None:
    same = wrote(timedelta(minutes=2), text_digest=contacts.digest("where is  my parcel?"))

    assert found([same], conversation=talk(name=None)) is None


def test_without_an_id_the_same_words_a_day_later_are_a_repeat() -> None:
    same = wrote(text_digest=contacts.digest("Where is my parcel?"))

    assert found([same], conversation=talk(name=None)) is not None


def test_in_one_conversation_bubbles_are_one_message() -> None:
    minutes = timedelta(minutes=4)

    assert found([], conversation=talk((minutes, Role.CUSTOMER), (minutes, Role.BOT))) is None


def test_in_one_conversation_each_visit_counts_once() -> None:
    said = [(3 * DAY, Role.CUSTOMER), (3 * DAY - timedelta(minutes=3), Role.CUSTOMER), (DAY, Role.CUSTOMER)]

    again = found([], conversation=talk(*said, (DAY, Role.AGENT)))

    assert again == Repeat(earlier=2, since=FRIDAY - 3 * DAY, order_number="NF-20288")


def test_an_agents_message_is_no_contact_of_the_customer() -> None:
    assert found([], conversation=talk((2 * DAY, Role.AGENT))) is None


def test_conversations_that_wait_elsewhere_are_named_newest_first() -> None:
    stored = [
        wrote(3 * DAY, conversation_id="a"),
        wrote(2 * DAY, conversation_id="b", channel="email"),
        wrote(DAY, conversation_id="a", message_id="m2"),
        wrote(DAY, conversation_id="thanked", closed=True),
        wrote(DAY, conversation_id="cw-1"),
    ]
    asked = talk()
    earlier = contacts.elsewhere(stored, asked, read(asked.messages), FRIDAY, 7)

    waiting = contacts.open_elsewhere(earlier, asked)

    assert [(one.conversation_id, one.channel) for one in waiting] == [("a", Channel.CHAT), ("b", Channel.EMAIL)]
    assert waiting[0].since == FRIDAY - DAY


@pytest.mark.parametrize(
    ("earlier", "since", "words"),
    [
        (1, FRIDAY - 2 * DAY, "Second message about NF-20288 in 3 days"),
        (2, FRIDAY - timedelta(hours=2), "Third message about NF-20288 today"),
        (1, datetime.fromisoformat("2026-11-19T23:30:00+00:00"), "Second message about NF-20288 today"),
        (12, FRIDAY - 6 * DAY, "Message number 13 about NF-20288 in 7 days"),
    ],
)
def test_the_reason_counts_messages_and_days_on_the_clients_calendar(earlier: int, since: datetime, words: str) -> None:
    repeat = Repeat(earlier=earlier, since=since, order_number="NF-20288")

    assert contacts.repeat_reason(repeat, FRIDAY, CALENDAR) == words


def test_without_an_order_the_reason_speaks_of_this() -> None:
    assert (
        contacts.repeat_reason(Repeat(earlier=1, since=FRIDAY), FRIDAY, CALENDAR) == "Second message about this today"
    )
