"""What frames a reply, greeting, closing and name, states nothing; what states something there is still a claim."""

import pytest

from assist.drafting.checking import verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.verification import Brand

SAYS = "You can return an unworn item within 30 days of delivery."
PAGE = Source("returns#window", SourceKind.POLICY, f"{SAYS} The return label costs 4.95 EUR.", about="Returns")


def is_grounded(draft: str) -> bool:
    check, _ = verification.verify(draft, Evidence([PAGE]), Keepers(), Brand())
    return check.grounded


@pytest.mark.parametrize(
    "greeting",
    [
        "Hiya Tom!",
        "Heya!",
        "Good evening Ms. O'Brien,",
        "Dear Prof. Dr. Lindqvist:",
        "Estimado Sr. Gómez:",
        "Muy buenas, Lucía:",
        "Buenas:",
        "Greetings, Tomas!",
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_any_usual_salutation_states_nothing(greeting: str, between: str) -> None:
    assert is_grounded(f"{greeting}{between}{SAYS}")


@pytest.mark.parametrize(
    "closing",
    [
        "Merrily,\nBram",
        "Happy knitting!\nZoë",
        "Cosily yours,\nIda Brandt",
        "With love from all of us,\nPia",
        "Yours ever,\n\nMartha Quill\nThread & Needle",
        "Quedo a su disposición,\nRaúl",
        "Reciba un afectuoso saludo,\nMª Carmen",
        "Hasta prontito,\nXavi",
        "Ingrid",
        "Will",
        "Ingrid van Loon",
    ],
)
def test_a_closing_of_ones_own_and_a_name_state_nothing(closing: str) -> None:
    assert is_grounded(f"{SAYS}\n\n{closing}")


def test_a_closing_behind_the_last_sentence_states_nothing() -> None:
    assert is_grounded(f"{SAYS} Cheers, Philippa")


@pytest.mark.parametrize(
    "ending",
    [
        "Refund approved,\nJo",
        "Refund approved, Jo",
        "Free returns forever,\nJo",
        "Thanks, refund approved",
        "Cheers, 20 EUR credited",
        "You keep the boots,\nJo",
        "Free Label",
        "Money Back",
        "Refund Approved",
        "Exchange arranged,\nJo\nNorrfell",
        "Kayaks too,\n30 days",
        "We sell kayaks in Norway,\nJo",
        "Hi refund granted!",
    ],
)
def test_an_ending_that_states_something_is_a_claim(ending: str) -> None:
    assert not is_grounded(f"{SAYS}\n\n{ending}")


def test_a_greeting_that_states_something_is_a_claim() -> None:
    assert not is_grounded(f"Hello, refund approved! {SAYS}")
