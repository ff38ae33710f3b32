"""Short turns that answer: told apart from those that stand for themselves, by form alone."""

import pytest

from assist import answered
from assist.domain.conversation import Message
from assist.domain.enums import Role, Visibility

PROPOSAL = "I can cancel it for you. Shall I do that?"


def earlier(*turns: tuple[Role, str]) -> list[Message]:
    return [Message(id=f"m{at}", role=role, text=text) for at, (role, text) in enumerate(turns)]


def after(reply: str, turn: str) -> answered.Answered | None:
    return answered.find(earlier((Role.CUSTOMER, "my order is late"), (Role.AGENT, reply)), turn)


@pytest.mark.parametrize(
    "turn",
    [
        "yes",
        "Yes please do that",
        "yep",
        "ok",
        "ok thanks",
        "no",
        "go ahead, yes",
        "that one",
        "the blue one",
        "both",
        "sí, por favor",
        "vale",
        "la azul",
        "NF-20288",
        "M",
        "42",
        "ana@example.com",
        "the second one please",
    ],
)
def test_an_answer_says_nothing_of_its_own(turn):
    found = after(PROPOSAL, turn)

    assert found is not None
    assert found.is_bare
    assert found.question == "please cancel it for me."
    assert found.matter == "my order is late"


@pytest.mark.parametrize(
    ("proposal", "wish"),
    [
        ("Shall I start the refund?", "please start the refund."),
        ("Would you like me to change your address?", "please change my address."),
        ("Would you like an exchange?", "I would like an exchange."),
        ("If you want, we can cancel the order.", "please cancel the order."),
        ("What is the new address?", "What is the new address."),
    ],
)
def test_a_proposal_is_put_as_a_customer_who_accepts_it_would(proposal, wish):
    found = after(proposal, "yes")

    assert found is not None
    assert found.question == wish


@pytest.mark.parametrize("turn", ["ok", "great", "perfect", "thanks", "vale"])
def test_thanks_after_a_statement_answer_nothing(turn):
    assert after("It arrives tomorrow.", turn) is None


@pytest.mark.parametrize("turn", ["no", "no thanks", "nope", "no, gracias"])
def test_a_no_to_anything_else_ends_the_conversation(turn):
    found = after("It arrives tomorrow. Can I help you with anything else?", turn)

    assert found is not None
    assert found.declines_more


@pytest.mark.parametrize("turn", ["ok and for the other order?", "what about the other one", "y el otro?"])
def test_a_turn_may_point_back_at_the_earlier_matter(turn):
    found = after("It arrives tomorrow.", turn)

    assert found is not None
    assert found.refers_back


@pytest.mark.parametrize(
    "turn",
    [
        "do you sell gift cards and how long are they valid, my sister asked me about them",
        "Where can I find the opening hours of the shop in Bilbao?",
        "",
        "😊",
    ],
)
def test_a_turn_that_stands_for_itself_answers_nothing(turn):
    assert after(PROPOSAL, turn) is None


def test_an_address_after_a_question_may_be_an_answer_and_is_not_bare():
    found = after("What is the new address?", "Calle Olmo 7, Bilbao")

    assert found is not None
    assert not found.is_bare


def test_nothing_said_before_is_nothing_to_answer():
    assert answered.find([], "yes") is None


def test_an_internal_note_is_no_question():
    note = Message(id="n", role=Role.AGENT, visibility=Visibility.INTERNAL, text="Shall we refund?")

    assert answered.find([note], "yes") is None


def test_the_matter_is_the_newest_message_that_said_something():
    past = earlier(
        (Role.CUSTOMER, "my zip broke"), (Role.AGENT, "Since when?"), (Role.CUSTOMER, "ok"), (Role.AGENT, PROPOSAL)
    )

    found = answered.find(past, "yes")

    assert found is not None
    assert found.matter == "my zip broke"


@pytest.mark.parametrize(
    "turn",
    [
        "any news??",
        "Any update please",
        "hello?",
        "so what now?",
        "still nothing, this is ridiculous",
        "I'm still waiting",
        "and when?",
        "¿alguna novedad?",
        "sigo esperando",
        "hola??",
    ],
)
def test_a_chase_goes_on_with_the_matter(turn):
    found = after("I have opened a trace.", turn)

    assert found is not None
    assert (found.is_bare, found.refers_back, found.matter) == (True, True, "my order is late")


@pytest.mark.parametrize(
    "turn", ["when will I get the money?", "any news on size L of the jacket?", "what is your return policy"]
)
def test_a_question_of_its_own_is_no_chase(turn):
    found = after("I have opened a trace.", turn)

    assert found is None or not found.is_bare


def test_neither_a_chase_nor_photos_shown_are_the_matter():
    said = earlier(
        (Role.CUSTOMER, "you sent me the wrong socks"),
        (Role.AGENT, "Could you send me a photo?"),
        (Role.CUSTOMER, "here are the photos"),
        (Role.AGENT, "Your photo has not reached us."),
        (Role.CUSTOMER, "hello?"),
        (Role.AGENT, "Your photo has not reached us."),
    )

    found = answered.find(said, "so what now?")

    assert found is not None and found.matter == "you sent me the wrong socks"
