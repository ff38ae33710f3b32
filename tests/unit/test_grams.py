"""The spelling of a text as hashed counts: the same for the same words, near for a typo, never failing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.triage import grams

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)
FLAT = np.ones(grams.BUCKETS, np.float32)


def likeness(first: str, second: str) -> float:
    one, other = np.zeros(grams.BUCKETS), np.zeros(grams.BUCKETS)
    for text, into in ((first, one), (second, other)):
        buckets, values = grams.weighed(text, FLAT)
        into[buckets] = values
    return float(one @ other)


@PROPERTY
@given(st.text(max_size=200))
def test_any_text_has_buckets_in_range_in_order_each_once(text):
    buckets, counts = grams.counted(text)

    assert np.all(np.diff(buckets) > 0)
    assert np.all((buckets >= 0) & (buckets < grams.BUCKETS))
    assert np.all(counts >= 1)


@PROPERTY
@given(st.text(alphabet="abc 12é", min_size=1, max_size=60))
def test_weighed_values_have_length_one_or_there_are_none(text):
    buckets, values = grams.weighed(text, FLAT)

    assert len(buckets) == len(values)
    assert len(values) == 0 or abs(float(values @ values) - 1) < 1e-5


def test_accents_and_capitals_change_nothing():
    assert likeness("Devolución", "devolucion") > 0.999


def test_a_typo_stays_near_and_another_word_does_not():
    assert likeness("invoice", "invoive") > 0.3 > likeness("invoice", "parcel")


def test_every_number_counts_alike():
    assert likeness("order 20288", "order 71134") > 0.999


def test_a_rare_word_weighs_more():
    rarity = grams.rarity_of(["the parcel", "the invoice", "the refund"])
    common, rare = grams.counted("the")[0], grams.counted("refund")[0]

    assert rarity[common].max() < rarity[rare].min()


def test_what_lies_beyond_the_part_that_is_read_changes_nothing():
    opening = "word " * (grams.READ_CHARACTERS // 5)

    assert likeness(opening, opening + "refund refund refund") > 0.999
