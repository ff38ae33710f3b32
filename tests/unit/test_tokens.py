"""Tokens are counted and trimmed offline; the newest words stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist import tokens

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)
PLAIN = st.text("abcdefg ,.?\n0123", max_size=300)


def test_counting_needs_no_network_and_gives_the_known_number():
    assert tokens.count("hello world") == 2


def test_nothing_counts_zero():
    assert tokens.count("") == 0


def test_the_spelling_of_a_special_token_is_plain_text():
    assert tokens.count("<|endoftext|>") > 1


def test_a_short_text_is_kept_whole():
    assert tokens.keep_end("where is my order", 128) == "where is my order"


def test_of_a_long_text_the_end_is_kept():
    text = "old words " * 200 + "the zip is broken"

    kept = tokens.keep_end(text, 5)

    assert kept.endswith("the zip is broken")
    assert tokens.count(kept) <= 5


@PROPERTY
@given(PLAIN, st.integers(1, 60))
def test_what_is_kept_is_the_end_of_the_text_and_within_the_limit(text, max_tokens):
    kept = tokens.keep_end(text, max_tokens)

    assert text.endswith(kept)
    assert tokens.count(kept) <= max_tokens


@PROPERTY
@given(st.text("ñé😀字", min_size=30, max_size=80), st.integers(1, 20))
def test_a_character_of_several_tokens_is_never_torn(text, max_tokens):
    assert text.endswith(tokens.keep_end(text, max_tokens))


@pytest.mark.parametrize("text", ["🧵" * 20, "𠜎" * 20])
def test_the_limit_holds_for_text_with_more_tokens_than_characters(text):
    kept = tokens.keep_end(text, 20)

    assert tokens.count(kept) <= 20


def test_a_limit_of_nothing_keeps_nothing():
    assert tokens.keep_end("hello world", 0) == ""


def test_half_a_surrogate_pair_stops_nothing():
    assert tokens.count("a\ud800b") > 0
