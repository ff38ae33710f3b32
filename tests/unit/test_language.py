"""Which language a message is in, among those the client serves; short messages stay undecided."""

import pytest

from assist.triage import language


@pytest.mark.parametrize(
    "text",
    ["", "ok", "no", "NF-20288", "12345 67890 !!!", "😀" * 50, "ana@correo.example", "https://gls.example/hola", "M"],
)
def test_what_is_no_word_of_one_language_leaves_it_open(text):
    found = language.identify(text, ("en", "es"))

    assert (found.tag, found.confidence) == ("und", 0.0)


def test_a_client_of_one_language_is_written_to_in_it_when_the_message_is_short():
    found = language.identify("where is my order?", ("en",))

    assert (found.tag, found.confidence) == ("en", 1.0)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("gracias", "es"),
        ("thanks 👍", "en"),
        ("¿cuándo?", "es"),
        ("merci", "fr"),
        ("obrigado", "pt"),
        ("où est ma commande ?", "fr"),
        ("wo ist meine Bestellung", "de"),
        ("где мой заказ", "ru"),
        ("注文した商品が届きません", "ja"),
    ],
)
def test_one_word_that_only_one_language_has_is_enough(text, tag):
    assert language.identify(text, ("en", "es")).tag == tag


@pytest.mark.parametrize(
    "text",
    [
        "Deliver to Calle Mayor 3, 28013 Madrid please",
        'what does "en tránsito" mean on my tracking',
        "My name is José García and I live in Bilbao",
        "is the sérum ok at night",
    ],
)
def test_names_addresses_and_quotes_do_not_turn_a_message_foreign(text):
    assert language.identify(text, ("en",)).tag == "en"


def test_a_served_language_no_model_knows_stops_nothing():
    assert language.identify("where is my order, it has not come", ("en", "xx")).tag == "en"
