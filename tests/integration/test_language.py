"""Telling languages apart with the real model, which takes a second to load."""

import pytest

from assist.triage import language


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
