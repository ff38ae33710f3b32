"""Hurried copies: the same every time, in the language of the text, numbers untouched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.triage.hurrying import hurried

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)
LONG = "Could you please tell me whether the jacket from order NF-20288 has been shipped already? I wrote on 12/11."
SPANISH = "¿Me podéis decir por favor cuándo llega la chaqueta? La quería también para el cumpleaños de mañana."


def test_a_copy_is_the_same_every_time() -> None:
    assert hurried(LONG, "en") == hurried(LONG, "en")


def test_another_copy_has_other_slips() -> None:
    assert len({hurried(LONG, "en", copy) for copy in range(8)}) > 4


@pytest.mark.parametrize("copy", range(8))
def test_numbers_and_codes_stay_as_they_are(copy: int) -> None:
    words = hurried(LONG, "en", copy).split()

    assert "NF-20288" in words
    assert "12/11." in words


def test_spanish_loses_its_accents_in_most_copies() -> None:
    copies = [hurried(SPANISH, "es", copy) for copy in range(12)]

    assert sum("ñ" not in copy for copy in copies) > 6


@PROPERTY
@given(st.text(min_size=1, max_size=80), st.sampled_from(["en", "es", "pt"]))
def test_a_text_never_becomes_empty(text: str, locale: str) -> None:
    assert hurried(text, locale)
