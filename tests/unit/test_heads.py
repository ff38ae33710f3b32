"""Linear heads over a vector: probabilities that are probabilities, a file that is checked."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from assist.errors import Corrupt
from assist.triage import grams
from assist.triage.confusion import Judgement, confusion
from assist.triage.heads import (
    Heads,
    HeadsMeta,
    Thresholds,
    read_heads,
    scope_scores,
    softmax,
)

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)
LOGITS = hnp.arrays(np.float32, (3, 5), elements=st.floats(-1000, 1000, width=32))


def _spelt(words: dict[str, int]) -> np.ndarray:
    """Weigh all the grams of a word for the intent at its place."""
    weights = np.zeros((grams.BUCKETS, 3), np.float32)
    for word, label in words.items():
        weights[grams.counted(word)[0], label] = 100
    return weights


def small_heads(temperature: float = 1.0) -> Heads:
    """Two intents and what is out of scope look at the first three of four dimensions; some words count, too."""
    eye = np.eye(3, 4, dtype=np.float32)
    arrays = {
        "intent_weights": 4 * eye,
        "intent_bias": np.zeros(3, np.float32),
        "gram_weights": _spelt({"parcel": 0, "devolver": 1}),
        "gram_step": np.full(3, 0.1, np.float32),
        "gram_rarity": np.ones(grams.BUCKETS, np.float32),
        "centres": eye[:2],
    }
    meta = HeadsMeta(
        intents=("order/status", "return/request"),
        encoder_fingerprint="fake-encoder-1",
        encoder_dim=4,
        utterances_sha256="0" * 64,
        thresholds=Thresholds(scope={"en": 0.2, "es": -0.4}, sure=0.5, second=0.3),
        temperature={"en": temperature, "es": temperature},
        near_mean=0.5,
        near_std=0.25,
        report={"accuracy": 0.9},
        confusion=confusion([Judgement("order/status", "order/status", 0.9)]),
    )
    return Heads(arrays, meta)


FIRST = np.array([[1, 0, 0, 0]], np.float32)
THIRD = np.array([[0, 0, 1, 0]], np.float32)
NOWHERE = np.array([[0, 0, 0, 1]], np.float32)


@PROPERTY
@given(LOGITS)
def test_probabilities_lie_between_0_and_1_and_sum_to_1_however_large_the_logits(logits):
    probabilities = softmax(logits)

    assert np.all((probabilities >= 0) & (probabilities <= 1))
    assert np.allclose(probabilities.sum(axis=-1), 1, atol=1e-5)


@PROPERTY
@given(LOGITS, st.floats(-50, 50, width=32))
def test_the_same_added_to_all_logits_changes_nothing(logits, shift):
    assert np.allclose(softmax(logits), softmax(logits + np.float32(shift)), atol=1e-3)


def test_the_intent_a_vector_points_at_is_the_likeliest():
    heads = small_heads()

    chances = heads.chances(FIRST, ["hm"], "en")

    assert chances.shape == (1, 3)
    assert np.allclose(chances.sum(axis=1), 1)
    assert heads.names[int(chances[0].argmax())] == "order/status"


@pytest.mark.parametrize("text", ["devolver", "DEVOLVÉR", "lo quiero devolver ya"])
def test_a_known_word_counts_where_the_vector_says_nothing(text):
    chances = small_heads().chances(NOWHERE, [text], "es")

    assert small_heads().names[int(chances[0].argmax())] == "return/request"


def test_what_looks_like_nothing_known_is_most_likely_out_of_scope():
    chances = small_heads().chances(THIRD, ["hm"], "en")

    assert int(chances[0].argmax()) == 2


def test_a_neighbour_changes_no_chances():
    heads = small_heads()
    both = np.concatenate([FIRST, THIRD])

    together = heads.chances(both, ["parcel", "devolver"], "en")

    assert np.array_equal(together[1:], heads.chances(THIRD, ["devolver"], "en"))


def test_a_higher_temperature_is_less_sure():
    cool, warm = small_heads(1.0), small_heads(4.0)

    assert warm.chances(FIRST, ["hm"], "en")[0, 0] < cool.chances(FIRST, ["hm"], "en")[0, 0]


def test_a_language_not_trained_on_is_the_least_sure():
    meta = small_heads().meta.model_copy(update={"temperature": {"en": 0.5, "es": 0.8}})

    assert (meta.temperature_for("en"), meta.temperature_for("pt")) == (0.5, 0.8)


def test_no_texts_give_no_rows():
    heads = small_heads()
    nothing = np.zeros((0, 4), np.float32)

    chances = heads.chances(nothing, [], "en")

    assert chances.shape == (0, 3)
    assert heads.scope_scores(nothing, chances).shape == (0,)


def test_a_text_near_a_known_intent_is_more_in_scope_than_one_near_none():
    heads = small_heads()
    vectors = np.concatenate([FIRST, NOWHERE])

    near, far = heads.scope_scores(vectors, heads.chances(vectors, ["hm", "hm"], "en"))

    assert near > far


def test_each_language_has_its_own_scope_threshold():
    thresholds = small_heads().meta.thresholds

    assert (thresholds.scope_for("en"), thresholds.scope_for("es")) == (0.2, -0.4)


def test_a_language_not_trained_on_has_the_most_lenient_threshold():
    assert small_heads().meta.thresholds.scope_for("pt") == -0.4


def test_a_certain_probability_gives_a_finite_scope_score():
    certain = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], np.float32)

    scores = scope_scores(certain, np.array([0.5, 0.5], np.float32))

    assert np.isfinite(scores).all()


def test_a_scope_score_is_half_of_both_logits_plus_the_nearness():
    chances = np.array([[0.5, 0.25, 0.25]], np.float32)

    scores = scope_scores(chances, np.array([1.0], np.float32))

    assert scores == pytest.approx([1.0 + 0.5 * np.log(3)], abs=1e-5)


def test_heads_are_read_as_they_were_written(tmp_path: Path):
    heads = small_heads()
    file = tmp_path / "heads.npz"

    heads.write(file)
    stored = read_heads(file)

    assert stored.meta == heads.meta
    assert stored.arrays.keys() == heads.arrays.keys()
    assert all(np.array_equal(stored.arrays[name], heads.arrays[name]) for name in heads.arrays)


def _missing(file: Path) -> None:
    file.unlink()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:200])


def _text(file: Path) -> None:
    file.write_text("not heads")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _of_someone_else(file: Path) -> None:
    np.savez(file, weights=np.zeros(2))


def _pickled(file: Path) -> None:
    np.savez(file, meta=np.array([{"intents": ()}], dtype=object))


@pytest.mark.parametrize("damage", [_missing, _cut, _text, _empty, _of_someone_else, _pickled])
def test_heads_that_are_damaged_are_refused_by_name(damage, tmp_path: Path):
    file = tmp_path / "heads.npz"
    small_heads().write(file)

    damage(file)

    with pytest.raises(Corrupt, match=r"heads\.npz"):
        read_heads(file)


@pytest.mark.parametrize("name", ["intent_weights", "gram_weights", "centres", "gram_rarity"])
def test_heads_without_one_of_their_matrices_are_refused(name, tmp_path: Path):
    heads = small_heads()
    del heads.arrays[name]
    heads.write(tmp_path / "heads.npz")

    with pytest.raises(Corrupt):
        read_heads(tmp_path / "heads.npz")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("intent_weights", np.zeros((2, 3), np.float32)),
        ("intent_bias", np.zeros(2, np.float32)),
        ("gram_weights", np.zeros((7, 3), np.float32)),
        ("centres", np.full((2, 4), np.nan, np.float32)),
        ("unknown", np.zeros(2, np.float32)),
    ],
)
def test_heads_whose_matrices_do_not_fit_their_meta_are_refused(name, wrong, tmp_path: Path):
    heads = small_heads()
    heads.arrays[name] = wrong
    heads.write(tmp_path / "heads.npz")

    with pytest.raises(Corrupt, match=r"heads\.npz"):
        read_heads(tmp_path / "heads.npz")
