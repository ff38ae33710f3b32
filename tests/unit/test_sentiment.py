"""The mood of a message: heads that fit, marks of words, and what the conversation adds."""

from pathlib import Path

import numpy as np
import pytest

from assist.domain.enums import Flag, SentimentLabel
from assist.errors import BadKnowledge, Corrupt
from assist.triage import sentiment_training
from assist.triage.mood import NAMES, mood_marks
from assist.triage.sentiment import ALARMS, LABELS, MoodHeads, MoodMeta, judge, read_mood_heads, settled
from assist.triage.sentiment_training import AlarmExample, Examples, MoodExample
from tests.conftest import KNOWLEDGE
from tests.fakes import FakeEncoder

DIM = 4
VECTOR = np.array([1, 0, 0, 0], np.float32)


def heads(bias=(0, 0, 1, 0, 0), alarm_bias=(0, 0, 0, 0, 5)) -> MoodHeads:
    arrays = {
        "mood_weights": np.zeros((len(LABELS), DIM + len(NAMES)), np.float32),
        "mood_bias": np.array(bias, np.float32),
        "alarm_weights": np.zeros((len(ALARMS) + 1, DIM), np.float32),
        "alarm_bias": np.array(alarm_bias, np.float32),
    }
    meta = MoodMeta(encoder_fingerprint="fake", encoder_dim=DIM, examples_sha256="0", report={})
    return MoodHeads(arrays, meta)


def mark(text: str, name: str) -> float:
    return float(mood_marks(text)[NAMES.index(name)])


@pytest.mark.parametrize(
    ("chances", "label"),
    [
        ((0.1, 0.4, 0.5, 0, 0), SentimentLabel.NEUTRAL),
        ((0.1, 0.5, 0.4, 0, 0), SentimentLabel.NEGATIVE),
        ((0.5, 0.1, 0.4, 0, 0), SentimentLabel.VERY_NEGATIVE),
        ((0, 0, 0.3, 0.6, 0.1), SentimentLabel.POSITIVE),
        ((0, 0, 0.3, 0.1, 0.6), SentimentLabel.VERY_POSITIVE),
    ],
)
def test_a_side_needs_more_than_half_and_the_outer_label_most_of_its_side(chances, label):
    assert settled(np.array(chances, np.float32))[0] is label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("😡😡😡", SentimentLabel.VERY_NEGATIVE),
        ("🙁", SentimentLabel.NEGATIVE),
        ("❤❤", SentimentLabel.VERY_POSITIVE),
        ("👍", SentimentLabel.POSITIVE),
        ("...", SentimentLabel.NEUTRAL),
        ("", SentimentLabel.NEUTRAL),
    ],
)
def test_a_message_without_a_word_is_judged_by_its_emoji(text, label):
    assert judge(heads(), VECTOR, text).label is label


@pytest.mark.parametrize("found", [[Flag.REPEAT_CONTACT], [Flag.LEGAL], [Flag.THREATENING]])
def test_a_second_contact_or_a_threat_leans_to_the_negative_side(found):
    calm = judge(heads(), VECTOR, "where is it")

    assert judge(heads(), VECTOR, "where is it", found=found).score < calm.score


def test_a_customer_who_was_cross_a_turn_ago_is_read_with_that_in_mind():
    calm = judge(heads(), VECTOR, "where is it", earlier=["please help"])

    assert judge(heads(), VECTOR, "where is it", earlier=["you are awful"]).score < calm.score


@pytest.mark.parametrize(
    "text", ["Thanks for nothing", "Oh great, another week", "Gracias por nada", "are you kidding"]
)
def test_irony_leans_to_the_negative_side(text):
    assert mark(text, "irony") > 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it is not good", "glad_denied"),
        ("no es bueno", "glad_denied"),
        ("not bad", "cross_denied"),
        ("I love it", "delighted"),
        ("this is awful", "furious"),
        ("estoy harto", "cross"),
        ("the zip broke", "problem"),
        ("SEND MY PARCEL NOW", "shouting"),
        ("why???", "repeated_marks"),
        ("ok 😡", "cross_signs"),
        ("nooooo", "stretched"),
    ],
)
def test_a_mark_is_found_in_its_words_and_not_in_a_plain_question(text, name):
    assert mark(text, name) > mark("where is my order", name)


def test_negation_turns_a_word_round():
    assert mark("not helpful at all", "valence") < 0 < mark("helpful", "valence")


def test_an_intensifier_weighs_a_word_more():
    assert mark("very good", "valence") > mark("good", "valence")


@pytest.mark.parametrize(
    "text", ["it is broken", "it never came", "the code has an error", "está roto", "falta una pieza"]
)
def test_words_of_a_problem_carry_no_mood(text):
    assert mark(text, "valence") == 0


def test_danger_is_heard_only_on_strong_evidence():
    assert heads().alarms(VECTOR[None]) == []
    assert heads(alarm_bias=(9, 0, 0, 0, 0)).alarms(VECTOR[None]) == [Flag.SELF_HARM]


def test_heads_read_back_as_written(tmp_path: Path):
    heads().write(tmp_path / "moods.npz")

    stored = read_mood_heads(tmp_path / "moods.npz")

    assert stored.meta == heads().meta
    assert all(np.array_equal(stored.arrays[name], array) for name, array in heads().arrays.items())


def test_heads_whose_matrices_do_not_fit_are_refused_by_name(tmp_path: Path):
    broken = heads()
    broken.arrays["alarm_bias"] = np.zeros(2, np.float32)
    broken.write(tmp_path / "moods.npz")

    with pytest.raises(Corrupt, match=r"moods\.npz"):
        read_mood_heads(tmp_path / "moods.npz")


@pytest.mark.parametrize("written", [b"", b"not a zip"])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, written):
    (tmp_path / "moods.npz").write_bytes(written)

    with pytest.raises(Corrupt, match=r"moods\.npz"):
        read_mood_heads(tmp_path / "moods.npz")


@pytest.mark.parametrize(
    "line",
    ['{"text": "x"}', "not json", '{"text": "", "sentiment": "neutral", "locale": "en"}', '{"text": "x", "sentiment": "fine", "locale": "en"}', "[]"],
)  # fmt: skip
def test_a_broken_example_is_refused_with_its_line(tmp_path: Path, line):
    file = tmp_path / "moods.jsonl"
    file.write_text('{"text": "fine", "sentiment": "neutral", "locale": "en"}\n' + line, encoding="utf-8")

    with pytest.raises(BadKnowledge, match=r"moods\.jsonl.*2"):
        sentiment_training.read_examples(file, MoodExample)


def test_training_learns_what_the_examples_say():
    moods = tuple(
        MoodExample(text=f"{word} {number}", sentiment=label, locale="en")
        for word, label in (("awful", "negative"), ("lovely", "positive"), ("blue", "neutral"), ("rotten", "very_negative"), ("divine", "very_positive"))
        for number in range(6)
    )  # fmt: skip
    alarms = tuple(
        AlarmExample(text=f"{word} {number}", flag=flag, locale="en")
        for word, flag in (("river", Flag.SELF_HARM), ("knife", Flag.VIOLENCE), ("judge", Flag.LEGAL), ("rash", Flag.HEALTH_SAFETY), ("sock", None))
        for number in range(6)
    )  # fmt: skip

    trained = sentiment_training.train(Examples(utterances=(), moods=moods, alarms=alarms), FakeEncoder())

    vectors = FakeEncoder().encode(["awful 9", "lovely 9"])
    first, second = (trained.probabilities(v, t) for v, t in zip(vectors, ("awful 9", "lovely 9"), strict=True))
    assert first[:2].sum() > second[:2].sum()


def test_the_shipped_heads_fit_the_shipped_examples():
    stored = read_mood_heads(KNOWLEDGE / "_shared" / "moods.npz")

    assert stored.arrays["mood_weights"].shape == (len(LABELS), stored.meta.encoder_dim + len(NAMES))


def test_hostile_text_is_read_without_harm():
    assert np.isfinite(mood_marks("!?" * 5_000 + "ñ" * 5_000 + "no " * 5_000)).all()


@pytest.mark.parametrize("text", ["no complaints, all fine", "can't fault you", "no tengo ninguna queja"])
def test_a_complaint_denied_is_praise(text):
    assert mark(text, "delighted") > 0
    assert mark(text, "valence") > 0
