"""Misspelt messages through the path with the shipped heads: understood as they were meant, quoted as they were written."""

import pytest

from assist import pipeline
from assist.bootstrap import Services
from assist.domain.conversation import Conversation, Customer, Message


def tagged(services: Services, text: str, **more):
    conversation = Conversation(messages=(Message(id="m1", text=text),), **more)
    return pipeline.triage(services.version("norrfell"), conversation, services.context(with_writer=False))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("were is my ordr NF-20288", "order/status"),
        ("wher is my pakage", "order/status"),
        ("i wnt a refnd pls", "refund/request"),
        ("cn u cancle my oder", "cancel/request"),
        ("qndo llega mi pdido", "order/status"),
        ("kiero dvolver las votas", "return/request"),
    ],
)
def test_a_misspelt_message_has_the_intent_it_means(text: str, intent: str, services: Services) -> None:
    triage = tagged(services, text)

    assert [found.name for found in triage.intents] == [intent]


def test_spans_and_numbers_are_those_of_the_text_as_received(services: Services) -> None:
    text = "were is my ordr NF-20288"

    triage = tagged(services, text)

    assert triage.intents[0].span == (0, len(text))
    assert [text[one.start : one.end] for one in triage.entities] == ["NF-20288"]


def test_a_clients_own_words_and_the_customers_name_are_not_put_right(services: Services) -> None:
    version = services.version("norrfell")
    conversation = Conversation(
        messages=(Message(text="the skarn jaket for ordar"),), customer=Customer(name="Ordar Lund")
    )

    reading = version.read(conversation)

    assert reading.texts[: reading.message_row + 1] == ("the skarn jacket for ordar",)


def test_a_danger_in_misspelt_words_is_still_seen(services: Services) -> None:
    triage = tagged(services, "the lamp almost cought fire last nite")

    assert "health_safety" in triage.flags
