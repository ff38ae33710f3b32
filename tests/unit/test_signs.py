"""What customers say of an item, in English and Spanish, denials left out."""

import pytest

from assist.workflows import signs
from assist.workflows.signs import Sign


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (signs.OPENED, "I have opened it already"),
        (signs.OPENED, "used it twice and no"),
        (signs.OPENED, "I don’t like the smell at all"),
        (signs.OPENED, "la he abierto y no me gusta el olor"),
        (signs.WORN, "Worn on a trail, the heel slips"),
        (signs.WORN, "me las he puesto en el monte y rozan"),
        (signs.REACTION, "my cheeks are swollen"),
        (signs.REACTION, "I came out in a rash"),
        (signs.REACTION, "me pica la cara y está hinchada"),
        (signs.FAULTY, "the zip has broken"),
        (signs.FAULTY, "pump does not work"),
        (signs.FAULTY, "it stopped working after a week"),
        (signs.FAULTY, "se ha roto la cremallera"),
        (signs.FAULTY, "la lámpara no funciona"),
        (signs.WRONG_ITEM, "you sent me the wrong colour"),
        (signs.WRONG_ITEM, "this is not what I ordered"),
        (signs.WRONG_ITEM, "me habéis enviado un artículo equivocado"),
        (signs.OR_IT_GOES_BACK, "the difference or it goes back"),
        (signs.OR_IT_GOES_BACK, "otherwise I will return it"),
        (signs.OR_IT_GOES_BACK, "o me abonáis la diferencia o lo devuelvo"),
        (signs.MONEY_BACK, "I want my money back"),
        (signs.A_GIFT, "got it as a present, don't tell my aunt"),
        (signs.A_GIFT, "me lo ha regalado mi tía"),
        (signs.SKIPS_ONE, "please skip the next one"),
        (signs.ENDS_IT, "cancel my subscription"),
        (signs.ENDS_IT, "please stop sending me refills every month"),
        (signs.SKIPS_ONE, "make it every 12 weeks"),
        (signs.CANNOT_SEND, "I can't take a photo, my camera is gone"),
    ],
)
def test_these_words_carry_the_sign(sign: Sign, words: str) -> None:
    assert sign.in_(words)


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (signs.OPENED, "I haven't even opened it"),
        (signs.OPENED, "not opened, still sealed"),
        (signs.OPENED, "no lo he abierto"),
        (signs.OPENED, "nothing is opened"),
        (signs.OPENED, "none of it was opened"),
        (signs.OPENED, "nada está abierto"),
        (signs.SKIPS_ONE, "please stop sending me refills every month"),
        (signs.OPENED, "unopened box"),
        (signs.WORN, "never worn, tags still on"),
        (signs.WORN, "sin estrenar, no las he usado"),
        (signs.WORN, "the Ridge trail socks are too big"),
        (signs.WORN, "hiking boots too small"),
        (signs.REACTION, "no reaction, I just don't like it"),
        (signs.FAULTY, "it is not broken, just too small"),
        (signs.FAULTY, "this size is not working for me"),
        (signs.FAULTY, "no me va bien de talla"),
        (signs.FAULTY, "need time to break in"),
        (signs.WRONG_ITEM, "I ordered the wrong size"),
        (signs.OR_IT_GOES_BACK, "can I send it back?"),
        (signs.A_GIFT, "I want to buy a gift card"),
        (signs.ENDS_IT, "cancel my next delivery only, skip it"),
    ],
)
def test_these_words_do_not(sign: Sign, words: str) -> None:
    assert not sign.in_(words)


def test_a_denial_does_not_reach_over_a_comma() -> None:
    assert signs.OPENED.in_("I'm not happy, opened it yesterday")


def test_what_is_denied_once_may_be_said_later() -> None:
    assert signs.FAULTY.in_("the first was not broken. This one is broken.")


@pytest.mark.parametrize(
    "said",
    [
        "slip a pair of gloves into NF-22521 for me",
        "can you add the green mug to my order",
        "I forgot to order the lid",
        "¿podéis añadir unos guantes al pedido?",
    ],
)
def test_another_thing_for_the_order_is_heard(said: str) -> None:
    assert signs.ADDS.in_(said)


@pytest.mark.parametrize(
    "said",
    ["could you put the jacket in L instead", "please add my flat number to the address", "add me to the list"],
)
def test_a_change_of_what_is_there_adds_nothing(said: str) -> None:
    assert not signs.ADDS.in_(said)


@pytest.mark.parametrize(
    "said", ["I walked up and down the hall in them, only indoors", "on the carpet they rub", "solo por casa"]
)
def test_trying_on_at_home_is_heard(said: str) -> None:
    assert signs.INDOORS.in_(said)
