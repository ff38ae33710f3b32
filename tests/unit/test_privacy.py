"""Personal data is masked before text leaves the process and put back after; order numbers survive."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.privacy import redact
from tests.hanging import not_hanging

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)

FRAGMENTS = (
    "ana@mail.example", "b.ruiz+x@norrfell.example", "+34 612 345 678", "+44 (0)7700 900123", "4111 1111 1111 1111", "ES91 2100 0418 4502 0005 1332",
    "Ana Gómez", "Ana", "NF-20288", "OS-12345", "4,95 EUR", "2026-11-20", "hello", " ", "\n", ",", "<", ">", "_1",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=12).map(" ".join)


@PROPERTY
@given(TEXTS)
def test_what_was_masked_is_put_back_exactly(text):
    masked = redact(text, ["Ana Gómez"])

    assert masked.restore(masked.text) == text


@PROPERTY
@given(TEXTS)
def test_nothing_masked_is_still_to_be_read_in_the_text(text):
    masked = redact(text, ["Ana Gómez"])

    assert all(original not in masked.text for original in masked.originals.values())


@pytest.mark.parametrize(
    ("secret", "kind"),
    [
        ("ana.gomez+shop@mail.example", "EMAIL_ADDRESS"),
        ("ANA@MAIL.CO.UK", "EMAIL_ADDRESS"),
        ("+34 612 345 678", "PHONE_NUMBER"),
        ("+34612345678", "PHONE_NUMBER"),
        ("+44 (0)7700 900123", "PHONE_NUMBER"),
        ("4111 1111 1111 1111", "CREDIT_CARD"),
        ("4111-1111-1111-1111", "CREDIT_CARD"),
        ("378282246310005", "CREDIT_CARD"),
        ("ES91 2100 0418 4502 0005 1332", "IBAN_CODE"),
        ("GB29NWBK60161331926819", "IBAN_CODE"),
    ],
)
def test_personal_data_leaves_as_a_placeholder_of_its_kind(secret, kind):
    masked = redact(f"It is {secret}, thanks")

    assert masked.text == f"It is <{kind}_1>, thanks"


@pytest.mark.parametrize(
    "text",
    [
        "NF-20288 and OS-12345 and order 20288",
        "paid 1.234,50 EUR on 2026-11-20, that is 20.11.2026",
        "30 days, 3-5 working days, 10 %, 13:00",
        "size 42, colour blue, Skarn jacket",
        "12 new items on the way to Bilbao, 3 days on the road, JD014600003RF9, AB123456789GB",
    ],
)
def test_what_the_answer_needs_is_left_alone(text):
    assert redact(text).text == text


def test_the_same_value_gets_the_same_placeholder_and_another_its_own():
    masked = redact("ana@mail.example, b@mail.example, ana@mail.example")

    assert masked.text == "<EMAIL_ADDRESS_1>, <EMAIL_ADDRESS_2>, <EMAIL_ADDRESS_1>"


def test_a_name_given_is_masked_in_full_and_in_parts():
    masked = redact("I am Ana Gómez. Best, Ana", ["Ana Gómez"])

    assert masked.text == "I am <PERSON_1>. Best, <PERSON_2>"


def test_a_name_inside_another_word_is_no_name():
    assert redact("Anagram of a banana", ["Ana Gómez"]).text == "Anagram of a banana"


def test_a_name_with_marks_of_a_pattern_is_taken_literally():
    assert redact("I am A.B (Ltd)", ["A.B (Ltd)", "x(", "***"]).text.startswith("I am ")


def test_a_model_may_move_a_placeholder_and_the_value_follows():
    masked = redact("I am ana@mail.example")

    assert masked.restore("We write to <EMAIL_ADDRESS_1>.") == "We write to ana@mail.example."


def test_ten_values_of_one_kind_are_told_apart():
    text = " ".join(f"user{number}@mail.example" for number in range(12))

    masked = redact(text)

    assert masked.restore(masked.text) == text


@pytest.mark.parametrize("number", ["612 345 678", "612345678", "07700 900123", "0034 612 345 678", "(0117) 496 0123"])
def test_a_phone_number_without_a_plus_is_masked_too(number):
    masked = redact(f"call me on {number} please")

    assert number not in masked.text
    assert "PHONE_NUMBER" in masked.text


@pytest.mark.parametrize("written", ["soy ana gómez", "soy ANA GÓMEZ"])
def test_a_name_is_masked_however_it_is_cased(written):
    masked = redact(written, ["Ana Gómez"])

    assert "PERSON" in masked.text


def test_an_iban_in_small_letters_is_masked():
    assert "es91" not in redact("to es9121000418450200051332 please").text


def test_words_in_capitals_behind_an_iban_stay():
    masked = redact("ES91 2100 0418 4502 0005 1332 HELP ME")

    assert masked.text == "<IBAN_CODE_1> HELP ME"


def test_an_address_with_an_apostrophe_is_masked_whole():
    assert redact("mail o'brien@mail.example now").text == "mail <EMAIL_ADDRESS_1> now"


def test_a_placeholder_typed_by_the_customer_stays_what_it_was():
    text = "<EMAIL_ADDRESS_1> and ana@mail.example"

    masked = redact(text)

    assert masked.restore(masked.text) == text


@pytest.mark.parametrize("text", ["1 " * 30_000, "+1" * 30_000, "a." * 30_000, "AA11 " * 12_000, "a@" * 30_000])
def test_hostile_text_is_masked_to_its_end(text):
    with not_hanging():
        redact(text)


@pytest.mark.parametrize(
    "number",
    ["00340434161094015902", "JD014600006281230704", "RR123456785ES", "1Z999AA10123456784", "12345678 1234567890", "12345678901234"],
)  # fmt: skip
def test_tracking_numbers_are_left_alone(number):
    assert redact(f"the parcel {number} is lost").text == f"the parcel {number} is lost"


def test_a_phone_number_behind_an_order_number_is_masked_alone():
    assert redact("order 20288, 20288 612345678").text == "order 20288, 20288 <PHONE_NUMBER_1>"


@pytest.mark.parametrize(
    "address",
    [
        "Calle Olmo 7, 48001 Bilbao",
        "C/ Mayor 3",
        "Gran Via 12, 48001 Bilbao",
        "calle de la Rosa 12, 3º B",
        "14 rue des Lilas, 31000 Toulouse",
        "Flat 3b, 12 Harbour Lane, Bristol BS1 4DJ",
        "12 baker street",
        "Hauptstraße 5",
        "Prinsengracht 263",
        "BS1 4DJ",
    ],
)
def test_a_street_address_leaves_as_a_placeholder(address):
    masked = redact(f"Please send it to {address}, thanks")

    assert masked.text == "Please send it to <ADDRESS_1>, thanks"


def test_lines_of_an_address_we_know_are_masked_however_written():
    masked = redact("to HARBOUR HOUSE, 48001", addresses=["Harbour House", "48001"])

    assert masked.text == "to <ADDRESS_1>, <ADDRESS_2>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("My name is Dave Smith and it broke", "My name is <PERSON_1> and it broke"),
        ("I'm Dave Smith, it broke", "I'm <PERSON_1>, it broke"),
        ("Me llamo Ana Ruiz", "Me llamo <PERSON_1>"),
        ("It broke.\nKind regards,\nMarta Oliveira", "It broke.\nKind regards,\n<PERSON_1>"),
        ("Ask Mrs Palmer", "Ask Mrs <PERSON_1>"),
    ],
)
def test_names_people_give_themselves_are_masked(text, shown):
    assert redact(text).text == shown


def test_a_feeling_is_no_name():
    assert redact("I'm Sorry about this").text == "I'm Sorry about this"


def test_what_was_masked_is_hidden_in_later_words_by_the_same_placeholder() -> None:
    masked = redact("Ana García has moved.", ["Ana García"])

    assert f"We write to {masked.text}" == masked.hide("We write to ana garcía has moved.")
