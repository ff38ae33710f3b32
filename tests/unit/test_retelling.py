"""Whether a sentence was told before: its facts and nearly all its words, not the letters of it."""

import pytest

from assist.domain.enums import ClaimKind
from assist.drafting.material import Sentence
from assist.drafting.retelling import is_told, without_told

TOLD = "GLS last scanned your parcel on Monday 16 November. I'll write to you by Tuesday 24 November."


def said(text: str, kept_by: str | None = None) -> Sentence:
    return Sentence(text, ClaimKind.PROMISE if kept_by else ClaimKind.FACT, kept_by=kept_by)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("I'll write to you by Tuesday 24 November.", True),
        ("I will write to you by Tuesday 24 November.", True),
        ("I'll write to you by Thursday 26 November.", False),
        ("GLS last scanned your parcel on Wednesday 18 November.", False),
        ("A trace has been opened.", False),
    ],
)
def test_the_same_words_with_another_day_are_news(sentence: str, told: bool) -> None:
    earlier = TOLD.split(". ")

    assert is_told(sentence, [f"{one}." for one in earlier]) is told


def test_without_earlier_words_everything_stays() -> None:
    paragraphs = [(said("GLS last scanned your parcel on Monday 16 November."),)]

    assert without_told(paragraphs, "").paragraphs == paragraphs


def test_a_new_scan_comes_with_the_day_that_was_promised() -> None:
    news = said("GLS scanned your parcel again on Friday 20 November.")
    promise = said("I'll write to you by Tuesday 24 November.", kept_by="follow_up")
    old = said("GLS last scanned your parcel on Monday 16 November.")

    retold = without_told([(old, news, promise)], TOLD)

    assert retold.paragraphs == [(news, promise)]
    assert retold.reminded and not retold.nothing_new


def test_nothing_but_told_sentences_is_nothing_new() -> None:
    assert without_told([(said("GLS last scanned your parcel on Monday 16 November."),)], TOLD).nothing_new
