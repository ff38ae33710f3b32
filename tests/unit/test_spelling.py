"""Misspelt words put right for what the heads see: slips, sounds and shorthand are; names, numbers and known words are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.triage.spelling import READ, Lexicon, Speller, words_of

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)
ENGLISH = (
    "where is my order",
    "track the package please",
    "received the wrong jacket",
    "return and refund it",
    "was charged twice",
)
SPANISH = (
    "donde esta mi pedido",
    "quiero devolver las botas",
    "no ha llegado la chaqueta",
    "cuando llega el reembolso",
)
TEXTS = [("en", text) for text in ENGLISH for _ in range(200)] + [("es", text) for text in SPANISH for _ in range(200)]
KNOWN_ELSEWHERE = {"tent", "hasnt", "they", "were"}


def speller(ours: str = "") -> Speller:
    reads_whole = KNOWN_ELSEWHERE.__contains__
    return Speller(Lexicon(words_of(TEXTS, reads_whole)), reads_whole, set(ours.split()).__contains__)


def meant(text: str, **spared: list[str]) -> str:
    return speller().meant([text], **spared)[0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my ordr", "my order"),
        ("my odrer", "my order"),
        ("the packge", "the package"),
        ("track the pckge", "track the package"),
        ("recieved the jaket", "received the jacket"),
        ("chrgd twice", "charged twice"),
        ("the refudn.", "the refund."),
        ("quiero debolver las votas", "quiero devolver las botas"),
        ("donde esta mi pdido", "donde esta mi pedido"),
        ("no a llegdo la chaketa", "no a llegado la chaqueta"),
    ],
)
def test_a_misspelt_word_is_read_as_the_word_it_is_a_slip_of(typed: str, read: str) -> None:
    assert meant(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("where r u", "where are you"),
        ("refund pls", "refund please"),
        ("quiero q llega xfa", "quiero que llega por favor"),
        ("Pls, where is it", "please, where is it"),
    ],
)
def test_shorthand_is_written_out_in_the_language_of_the_text(typed: str, read: str) -> None:
    assert meant(typed) == read


def test_were_before_is_means_where() -> None:
    assert meant("were is my order") == "where is my order"


def test_were_in_its_own_sense_stays() -> None:
    assert meant("they were twice charged") == "they were twice charged"


@pytest.mark.parametrize(
    "text",
    [
        "where is NF-20288",
        "ordr-20288",
        "write to ordr@example.com",
        "see www.ordr.example/packge",
        "my order, says Ordre",
        "my tent",
        "it's hasnt",
        "track size U",
        "",
        "\n \t",
        "🙂👍",
    ],
)
def test_numbers_codes_addresses_names_and_words_known_elsewhere_stay(text: str) -> None:
    assert meant(text) == text


def test_a_word_of_the_clients_pages_stays() -> None:
    assert speller("jaket").meant(["my jaket"]) == ["my jaket"]


def test_a_word_of_what_is_sold_stays() -> None:
    assert meant("my odrer", spared=["Odrer Lamp"]) == "my odrer"


@pytest.mark.parametrize("word", ["boto", "llego", "quiere", "esto"])
def test_a_spanish_word_that_may_be_another_form_stays(word: str) -> None:
    assert meant(f"quiero devolver las {word}") == f"quiero devolver las {word}"


def test_a_frequent_words_own_slip_is_no_word_of_the_lexicon() -> None:
    words = words_of([*TEXTS, *[("en", "my pakage")] * 3], lambda _: False)

    assert "package" in words["en"]
    assert "pakage" not in words["en"]


def test_without_training_texts_no_word_is_guessed() -> None:
    assert Speller(Lexicon({}), lambda _: False).meant(["where is my packge"]) == ["where is my packge"]


def test_what_lies_beyond_what_is_read_stays() -> None:
    text = "a " * (READ // 2) + "my ordr"

    assert meant(text) == text


@PROPERTY
@given(st.text(max_size=60))
def test_any_text_is_read_and_reading_it_again_changes_nothing_in_its_white_space(text: str) -> None:
    found = meant(text)

    assert bool(found.strip()) == bool(text.strip())


@PROPERTY
@given(st.sampled_from([*ENGLISH, *SPANISH]))
def test_a_well_spelt_text_is_as_it_was(text: str) -> None:
    assert meant(text) == text
