"""Things for sale are put aside, and nothing else of a message is."""

import pytest

from assist.domain.conversation import Message
from assist.reading import MAX_TEXTS, read
from assist.triage.wares import Wares


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        ("Any news of my fleece?", "Any news of my item?"),
        ("the blue boots are too small", "the blue item are too small"),
        ("¿dónde está mi chaqueta?", "¿dónde está mi artículo?"),
    ],
)
def test_what_things_are_commonly_called_is_put_aside(said: str, aside: str) -> None:
    assert Wares().aside(said) == aside


@pytest.mark.parametrize("said", ["where is my order?", "oil is on my hands", ""])
def test_a_message_that_names_nothing_for_sale_has_no_second_text(said: str) -> None:
    assert Wares().aside(said) is None


def test_a_title_of_the_catalogue_is_put_aside_whole_and_by_its_ends() -> None:
    wares = Wares(["Vidda Base Layer"])

    assert (
        wares.aside("Vidda base layer is too snug, is the layer stretchy?") == "item is too snug, is the item stretchy?"
    )


def test_words_inside_other_words_stay() -> None:
    assert Wares(["Cap Tor"]).aside("the captor is torn") is None


def test_the_turn_and_its_clauses_are_encoded_a_second_time_while_there_is_room() -> None:
    message = Message(text="My fleece is too small. Can I swap the jacket too? And where is order 77123?")

    reading = read((message,)).with_aside(Wares().aside)

    assert len(reading.texts) <= MAX_TEXTS
    assert reading.texts[reading.aside[reading.message_row]].startswith("My item is too small")
    assert all("item" in reading.texts[other] for other in reading.aside.values())


def test_a_reading_that_names_nothing_stays_as_it_is() -> None:
    reading = read((Message(text="where is my order?"),))

    assert reading.with_aside(Wares().aside) is reading
