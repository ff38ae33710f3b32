"""Conversations through the path with the shipped heads: what a short answer inherits, and what it does not."""

import pytest

from assist import pipeline
from assist.bootstrap import Services
from assist.domain.conversation import Conversation, Message
from assist.domain.enums import Role


def tagged(services: Services, *turns: tuple[Role, str]):
    messages = tuple(Message(id=f"m{at}", role=role, text=text) for at, (role, text) in enumerate(turns, start=1))
    context = services.context(with_writer=False)
    return pipeline.triage(services.version("norrfell"), Conversation(messages=messages), context)


@pytest.mark.parametrize(
    ("matter", "reply", "turn", "intent"),
    [
        ("my order 20288 is late", "I can cancel it for you. Shall I do that?", "yes please do that", "cancel/request"),
        (
            "where is order 20288?",
            "It is with the carrier and comes tomorrow.",
            "ok and for the other order?",
            "order/status",
        ),
        ("I want my money back", "Shall I start the refund?", "ok", "refund/request"),
        ("Quiero cancelar el pedido 20311", "¿Lo anulo entonces?", "sí, por favor", "cancel/request"),
        ("where is my parcel", "What is your order number?", "NF-20288", "order/status"),
    ],
)
def test_an_answer_inherits_the_intent_of_what_it_answers(matter, reply, turn, intent, services: Services):
    triage = tagged(services, (Role.CUSTOMER, matter), (Role.AGENT, reply), (Role.CUSTOMER, turn))

    (found,) = triage.intents
    assert (found.name, found.message_id, found.span) == (intent, "m3", (0, len(turn)))
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("turn", "intent"),
    [
        ("do you sell gift cards?", "gift/card"),
        ("no thanks", "other/thanks"),
        ("I forgot my password", "account/access"),
    ],
)
def test_a_new_topic_or_the_end_inherits_nothing(turn, intent, services: Services):
    reply = "It arrives tomorrow. Can I help you with anything else?"

    triage = tagged(services, (Role.CUSTOMER, "where is order 20288?"), (Role.AGENT, reply), (Role.CUSTOMER, turn))

    assert triage.intents[0].name == intent


@pytest.mark.parametrize("text", ["who won the match last night?", "write me a poem about cats", "receta de lentejas"])
def test_what_is_no_business_of_a_shop_is_said_so(text, services: Services):
    triage = tagged(services, (Role.CUSTOMER, text))

    assert (triage.in_scope, triage.intents) == (False, ())


def test_every_request_of_a_run_on_message_is_found_where_it_stands(services: Services):
    text = "where's 20288? send 20402 to my new place C/ Mayor 3. And WELCOME10 didn't work"

    triage = tagged(services, (Role.CUSTOMER, text))

    found = {intent.name: text[slice(*intent.span)] for intent in triage.intents}
    assert found == {
        "order/status": "where's 20288?",
        "address/change": "send 20402 to my new place C/ Mayor 3.",
        "discount/code": "WELCOME10 didn't work",
    }


def test_a_long_story_has_the_one_intent_it_asks_for(services: Services):
    text = (
        "Hello, I hope you are all well. I ordered the tent two weeks ago for our trip to the Pyrenees, my husband has booked "
        "the hut, the kids have packed, even the dog has a new lead. I check the tracking every morning and it always says the "
        "same thing, label created. Could somebody please find out what is going on?"
    )

    assert [intent.name for intent in tagged(services, (Role.CUSTOMER, text)).intents] == ["order/status"]
