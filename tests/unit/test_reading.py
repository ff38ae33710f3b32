"""What of a conversation is to be answered, and which texts go to the encoder."""

from datetime import UTC, datetime

import pytest

from assist import tokens
from assist.domain.conversation import Message
from assist.domain.enums import Role, Visibility
from assist.reading import MAX_QUERY_TOKENS, MAX_TEXTS, read

TWO_REQUESTS = (
    "Where is my order NF-20288? I have waited for two weeks now. Please change the address of NF-20402 as well."
)


def conversation(*turns: tuple[Role, str]) -> list[Message]:
    return [Message(id=f"m{at}", role=role, text=text) for at, (role, text) in enumerate(turns, start=1)]


def test_the_turn_is_every_customer_message_since_the_last_reply():
    messages = conversation(
        (Role.CUSTOMER, "Hello"),
        (Role.AGENT, "Which order?"),
        (Role.CUSTOMER, "NF-20288"),
        (Role.CUSTOMER, "sorry, NF-20289"),
    )

    reading = read(messages)

    assert reading.answers == ("m3", "m4")
    assert reading.turn_text == "NF-20288\nsorry, NF-20289"


def test_what_came_before_the_turn_is_kept_oldest_first():
    messages = conversation((Role.CUSTOMER, "Hello"), (Role.AGENT, "Which order?"), (Role.CUSTOMER, "NF-20288"))

    reading = read(messages)

    assert [message.id for message in reading.earlier] == ["m1", "m2"]


def test_an_internal_note_does_not_break_the_turn():
    note = Message(id="m2", role=Role.AGENT, visibility=Visibility.INTERNAL, text="looks fine")
    messages = [Message(id="m1", text="Where is it?"), note, Message(id="m3", text="Hello?")]

    assert read(messages).answers == ("m1", "m3")


def test_a_line_of_the_system_does_not_break_the_turn():
    messages = conversation(
        (Role.CUSTOMER, "Where is it?"), (Role.SYSTEM, "Assigned to Leire"), (Role.CUSTOMER, "Hello?")
    )

    assert read(messages).answers == ("m1", "m3")


def test_a_reply_of_the_bot_ends_the_turn_before_it():
    messages = conversation((Role.CUSTOMER, "Where is it?"), (Role.BOT, "Which order?"), (Role.CUSTOMER, "NF-20288"))

    assert read(messages).answers == ("m3",)


def test_a_conversation_already_answered_still_reads_the_newest_customer_turn():
    messages = conversation((Role.CUSTOMER, "Where is it?"), (Role.AGENT, "On its way"))

    assert read(messages).answers == ("m1",)


@pytest.mark.parametrize("messages", [[], conversation((Role.AGENT, "Your parcel left today"))])
def test_without_a_customer_message_there_is_no_turn_and_one_empty_query(messages):
    reading = read(messages)

    assert (reading.answers, reading.turn_text, reading.texts) == ((), "", ("",))


def test_a_message_without_words_is_part_of_the_turn():
    messages = conversation((Role.CUSTOMER, ""))

    reading = read(messages)

    assert (reading.answers, reading.turn_text) == (("m1",), "")


def test_a_first_short_message_is_encoded_once():
    reading = read(conversation((Role.CUSTOMER, "where is my order")))

    assert reading.texts == ("where is my order",)
    assert reading.message_row == 0


def test_the_query_holds_what_the_customer_said_before_and_the_message_row_only_the_turn():
    messages = conversation(
        (Role.CUSTOMER, "The Skarn jacket"), (Role.AGENT, "What about it?"), (Role.CUSTOMER, "too small")
    )

    reading = read(messages)

    assert reading.texts[0] == "The Skarn jacket\ntoo small"
    assert reading.texts[reading.message_row] == "too small"


def test_neither_our_replies_nor_internal_notes_are_searched_for():
    note = Message(id="m3", role=Role.CUSTOMER, visibility=Visibility.INTERNAL, text="secret note")
    messages = [
        *conversation((Role.CUSTOMER, "Skarn"), (Role.AGENT, "our reply")),
        note,
        *conversation((Role.AGENT, "again")),
    ]
    messages.append(Message(id="m5", text="too small"))

    query = read(messages).texts[0]

    assert query == "Skarn\ntoo small"


def test_a_long_conversation_keeps_its_newest_words_in_the_query():
    messages = conversation((Role.CUSTOMER, "first " * 300), (Role.AGENT, "?"), (Role.CUSTOMER, "my zip is broken"))

    query = read(messages).texts[0]

    assert query.endswith("my zip is broken")
    assert tokens.count(query) <= MAX_QUERY_TOKENS


def test_emoji_do_not_break_the_cap_on_the_query():
    query = read(conversation((Role.CUSTOMER, "🧵" * 100))).texts[0]

    assert tokens.count(query) <= MAX_QUERY_TOKENS


def test_a_message_of_two_requests_is_cut_into_clauses_that_point_into_it():
    received = f"<p>Hi</p><p>{TWO_REQUESTS}</p>"

    reading = read(conversation((Role.CUSTOMER, received)))

    assert len(reading.clauses) >= 2
    assert all(received[slice(*clause.span)] == clause.text for clause in reading.clauses)


def test_every_clause_stands_at_its_row_among_the_texts():
    messages = conversation((Role.CUSTOMER, "Hello"), (Role.AGENT, "Yes?"), (Role.CUSTOMER, TWO_REQUESTS))

    reading = read(messages)

    assert [reading.texts[clause.row] for clause in reading.clauses] == [clause.text for clause in reading.clauses]


def test_a_short_message_is_not_cut():
    assert read(conversation((Role.CUSTOMER, "Where is it? Please send it."))).clauses == ()


def test_a_long_message_of_one_clause_is_not_encoded_twice():
    reading = read(conversation((Role.CUSTOMER, "I would really like to know where on earth my lovely blue jacket is")))

    assert len(reading.texts) == 1


def test_no_request_encodes_more_than_eight_texts():
    many = " ".join(f"Please do the thing number {number} for me now." for number in range(30))
    messages = conversation(
        (Role.CUSTOMER, "Hello"), (Role.AGENT, "Yes?"), (Role.CUSTOMER, many), (Role.CUSTOMER, many)
    )

    assert len(read(messages).texts) == MAX_TEXTS


def test_the_newest_message_of_a_turn_gets_its_share_of_the_clauses():
    many = " ".join(f"Please do the thing number {number} for me now." for number in range(10))
    messages = conversation((Role.CUSTOMER, many), (Role.CUSTOMER, TWO_REQUESTS))

    assert any(clause.message_id == "m2" for clause in read(messages).clauses)


def test_an_answer_to_what_we_asked_goes_on_with_the_request_before_it() -> None:
    first, second = datetime(2026, 11, 19, 22, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    messages = [
        Message(id="a", text="I want to return something", sent_at=first),
        Message(id="b", role=Role.AGENT, text="Of course. Which item is it?", sent_at=first),
        Message(id="c", text="the fleece", sent_at=second),
    ]

    assert read(messages).asked_at(second) == first


def test_a_new_request_after_an_answer_counts_from_its_own_day() -> None:
    first, second = datetime(2026, 11, 19, 22, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    messages = [
        Message(id="a", text="When are you open?", sent_at=first),
        Message(id="b", role=Role.AGENT, text="We are here from 9 to 18.", sent_at=first),
        Message(id="c", text="I want to return the fleece", sent_at=second),
    ]

    assert read(messages).asked_at(second) == second


def test_a_machines_words_do_not_end_a_request() -> None:
    first, second = datetime(2026, 11, 19, 22, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    messages = [
        Message(id="a", text="I want to return the fleece", sent_at=first),
        Message(id="b", role=Role.BOT, text="Thank you, we answer soon.", sent_at=first),
        Message(id="c", text="hello, anyone?", sent_at=second),
    ]

    assert read(messages).asked_at(second) == first


@pytest.mark.parametrize(
    "answer",
    ["NF-20288", "here you go: NF-20288, thanks", "order number 20288", "Aquí va el número de pedido: NF-20288"],
)
def test_a_turn_of_nothing_but_a_number_goes_on_with_the_request_before_it(answer: str):
    messages = conversation((Role.CUSTOMER, "My lamp is broken"), (Role.AGENT, "Which order?"), (Role.CUSTOMER, answer))

    reading = read(messages)

    assert reading.goes_on
    assert reading.request_text.startswith("My lamp is broken")
    assert reading.message_row == 0


def test_a_photo_without_a_word_goes_on_with_the_request_before_it():
    photo = Message(id="m3", attachments=({"kind": "image"},))
    messages = [*conversation((Role.CUSTOMER, "My lamp is broken"), (Role.AGENT, "A photo, please?")), photo]

    reading = read(messages)

    assert reading.goes_on
    assert reading.request_text.startswith("My lamp is broken")


@pytest.mark.parametrize("answer", ["opened", "it's still sealed", "I have not opened it", "sin abrir"])
def test_a_turn_of_nothing_but_a_state_goes_on_with_the_request_before_it(answer: str):
    messages = conversation(
        (Role.CUSTOMER, "The serum is not for me, refund please"),
        (Role.AGENT, "Is it sealed?"),
        (Role.CUSTOMER, answer),
    )

    assert read(messages).goes_on


@pytest.mark.parametrize("said", ["NF-20288 and where is my jacket", "cancel NF-20288", "thanks", "ok", ""])
def test_a_turn_with_words_or_with_nothing_stands_for_itself(said: str):
    messages = conversation((Role.CUSTOMER, "My lamp is broken"), (Role.AGENT, "Which order?"), (Role.CUSTOMER, said))

    assert not read(messages).goes_on


def test_a_first_message_never_goes_on():
    assert not read([Message(id="m1", text="NF-20288")]).goes_on


def test_a_request_answered_in_steps_was_asked_when_it_was_first_made():
    at = [datetime(2026, 11, day, 10, tzinfo=UTC) for day in (16, 17, 18, 19, 20)]
    texts = ["My lamp is broken", "Which order?", "NF-20288", "A photo, please?", ""]
    roles = [Role.CUSTOMER, Role.AGENT, Role.CUSTOMER, Role.AGENT, Role.CUSTOMER]
    photos = [(), (), (), (), ({"kind": "image"},)]
    messages = [
        Message(id=f"m{n}", role=role, sent_at=sent, text=text, attachments=shown)
        for n, (role, sent, text, shown) in enumerate(zip(roles, at, texts, photos, strict=True))
    ]

    assert read(messages).asked_at(at[4]) == at[0]


def test_another_wish_than_before_counts_from_its_own_day() -> None:
    first, second = datetime(2026, 11, 19, 22, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    messages = [
        Message(id="a", text="Did my fleece arrive at the neighbour's?", sent_at=first),
        Message(id="b", role=Role.AGENT, text="It did. Which order number is it?", sent_at=first),
        Message(id="c", text="NF-19410, please refund the fleece", sent_at=second),
    ]

    assert read(messages).asked_at(second) == second
