"""Thanks and nothing else: no reply is needed; one word more, and a person reads it."""

import pytest

from assist import closing_words


@pytest.mark.parametrize(
    "said",
    [
        "thanks",
        "sorted, cheers!",
        "lovely, thank you so much for looking",
        "Great, that's all I needed. Have a nice weekend!",
        "Thank you for your quick reply, you're a star x",
        "ok thx",
        "Muchas gracias por la ayuda, sois un encanto",
        "perfecto, gracias por contestar tan rápido",
    ],
)
def test_thanks_in_whatever_words_close_the_conversation(said: str) -> None:
    assert closing_words.are_all(said)


@pytest.mark.parametrize(
    "said",
    [
        "thanks for nothing",
        "gracias por nada",
        "thanks, and the other parcel?",
        "thank you but it is still broken",
        "ok, cancel it then",
        "great, send it to my sister",
        "thanks for the refund of 12.00",
        "thanks, it has not arrived",
        "what is that",
        "perfecto, pero falta el gorro",
        "",
        "👍",
    ],
)
def test_one_word_more_is_no_mere_thanks(said: str) -> None:
    assert not closing_words.are_all(said)
