"""Tracking numbers: the check digit decides where a carrier has one, words where none has."""

import pytest

from assist.triage import tracking


def found(text: str) -> list[str]:
    return list(dict.fromkeys(entity.value for entity in tracking.find(text)))


@pytest.mark.parametrize("number", ["RR123456785ES", "TT123456785GB", "1Z999AA10123456784", "00340434161094027318"])
def test_a_number_whose_check_digit_fits_needs_no_word_before_it(number):
    assert found(f"{number} nothing for a week") == [number]


@pytest.mark.parametrize("number", ["RR123456789ES", "1Z999AA10123456785"])
def test_one_whose_check_digit_does_not_fit_counts_only_when_announced(number):
    assert found(f"{number} hmm") == []
    assert found(f"my tracking number is {number}") == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("GLS 60110233 has not moved", "60110233"),
        ("nº de seguimiento 60109001", "60109001"),
        ("Evri parcel H0012345678901234", "H0012345678901234"),
        ("TT 123 456 785 GB please", "TT123456785GB"),
        ("DHL JD014600003828392837", "JD014600003828392837"),
    ],
)
def test_a_number_is_found_behind_its_carrier_and_without_its_spaces(text, number):
    assert found(text) == [number]


@pytest.mark.parametrize(
    "text", ["the code is 60110233", "order 20288, my parcel", "parcel of 12345678 EUR", "IBAN ES91 2100 0418"]
)
def test_other_numbers_are_none(text):
    assert found(text) == []
