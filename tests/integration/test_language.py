"""Telling languages apart with the real model, which takes a second to load."""

import json

import pytest

from assist.triage import language
from tests.conftest import KNOWLEDGE


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("where is my order?", "en"),
        ("¿dónde está mi pedido?", "es"),
        ("gracias por todo", "es"),
        ("it never arrived", "en"),
    ],
)
def test_a_short_message_is_told_among_the_served_languages(text, tag):
    assert language.identify(text, ("en", "es")).tag == tag


@pytest.mark.parametrize(
    "text",
    ["¿Dónde está mi pedido? Llevo dos semanas esperando", "¿dónde está mi pedido?", "quiero devolver los pantalones"],
)
def test_spanish_is_foreign_to_a_client_that_serves_english_alone(text):
    assert language.identify(text, ("en",)).tag == "es"


@pytest.mark.parametrize(
    "text", ["your signup doesn't accept the ñ in my surname", "STILL no parcel lol", "refund status OS-6127 pls"]
)
def test_short_english_does_not_become_foreign(text):
    assert language.identify(text, ("en",)).tag in ("en", language.UNKNOWN)


def test_hardly_any_english_example_becomes_foreign():
    known = {"en", language.UNKNOWN}
    rows = (KNOWLEDGE / "_shared" / "utterances.jsonl").read_text(encoding="utf-8").split("\n")
    english = [row["text"] for row in map(json.loads, filter(None, rows)) if row["locale"] == "en"]

    foreign = sum(language.identify(text, ("en",)).tag not in known for text in english)

    assert foreign / len(english) < 0.003
