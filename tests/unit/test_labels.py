"""Whether the customer wants a return label sent: by our offer and their yes, or in their own words."""

import pytest

from assist.workflows import labels

RETURN = "Yes, you can return the fleece until 31 January. You get a refund. Shall I send you the return label?"
EXCHANGE = "Yes, you can exchange the fleece. Shall I send you the return label?"


@pytest.mark.parametrize(
    ("turn", "said_last", "wanted"),
    [
        ("yes please", RETURN, True),
        ("Sure, go ahead", RETURN, True),
        ("sí, por favor", "Puedes devolverlo. ¿Te envío la etiqueta de devolución?", True),
        ("ok send me the label then", "", True),
        ("I still need the return label", "", True),
        ("mándame la etiqueta", "", True),
        ("yes please", "Shall I cancel it for you?", False),
        ("no, I keep it", RETURN, False),
        ("yes but how much is it?", RETURN, False),
        ("is the label free?", "", False),
        ("how do I print the label?", "", False),
        ("where is my order", RETURN, False),
    ],
)
def test_a_label_is_wanted(turn: str, said_last: str, wanted: bool) -> None:
    assert labels.is_wanted(turn, said_last) is wanted


@pytest.mark.parametrize(("said_last", "workflow"), [(RETURN, "return"), (EXCHANGE, "exchange")])
def test_a_label_goes_on_with_what_it_was_offered_for(said_last: str, workflow: str) -> None:
    assert labels.workflow("yes please", said_last) == workflow


def test_a_question_about_the_label_is_no_workflow() -> None:
    assert labels.workflow("is the label free?", RETURN) is None
