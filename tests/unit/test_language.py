"""Which language a message is in, among those the client serves; short messages stay undecided."""

import pytest

from assist.triage import language


@pytest.mark.parametrize(
    "text", ["", "ok", "thanks 👍", "NF-20288", "12345 67890 !!!", "😀" * 50, "hola, gracias"[:11]]
)
def test_too_few_letters_leave_the_language_open(text):
    found = language.identify(text, ("en", "es"))

    assert (found.tag, found.confidence) == ("und", 0.0)


def test_a_client_of_one_language_is_written_to_in_it_when_the_message_is_short():
    found = language.identify("where is my order?", ("en",))

    assert (found.tag, found.confidence) == ("en", 1.0)
