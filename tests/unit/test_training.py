"""Heads learnt from utterances: what was learnt is told apart, thresholds come from held-out messages, thin intents are refused."""

import numpy as np
import pytest

from assist.domain.enums import SentimentLabel
from assist.errors import BadInput
from assist.triage import held_out
from assist.triage.held_out import Predicted
from assist.triage.training import digest, train
from assist.triage.utterances import Utterance
from tests.fakes import FakeEncoder

MATTERS = {
    "order/status": ("where is my parcel", "parcel not here", "track the parcel"),
    "refund/request": ("refund my money", "give the money back", "i want a refund"),
    "": ("what is the weather", "tell me a joke", "play some music"),
}
MOODS = tuple(SentimentLabel)


def utterances(times: int = 5) -> list[Utterance]:
    """Return examples whose words tell their intent; moods go round."""
    found = []
    for intent, texts in MATTERS.items():
        for number in range(times):
            for text in texts:
                mood = MOODS[len(found) % len(MOODS)]
                said = f"{text} {['please', 'now', 'today', 'again', 'really'][number % 5]}"
                found.append(Utterance(text=said, intents=(intent,) if intent else (), sentiment=mood, locale="en"))
    return found


@pytest.fixture(scope="module")
def heads():
    return train(utterances(), FakeEncoder())


@pytest.mark.parametrize(("text", "column"), [("parcel please", 0), ("money refund", 1), ("weather and music", 2)])
def test_what_was_learnt_is_told_apart_and_the_last_column_is_out_of_scope(text, column, heads):
    chances = heads.chances(FakeEncoder().encode([text]), [text], "en")

    assert int(chances[0].argmax()) == column


def test_the_report_and_the_confusion_cover_every_message(heads):
    report = heads.meta.report

    assert heads.meta.confusion.total == len(utterances())
    assert report["intent_accuracy"] > 0.9
    assert report["intent_accuracy_en"] == report["intent_accuracy"]
    assert 0 <= report["out_of_scope_recall"] <= 1


def test_the_same_examples_give_the_same_heads(heads):
    again = train(utterances(), FakeEncoder())

    assert again.meta == heads.meta
    assert all(np.array_equal(again.arrays[name], heads.arrays[name]) for name in heads.arrays)


def test_spelling_is_kept_in_whole_steps_of_a_byte(heads):
    weights = heads.arrays["gram_weights"]

    assert np.array_equal(weights, np.round(weights))
    assert np.abs(weights).max() <= 127


def test_a_thin_intent_is_refused_by_name():
    thin = Utterance(text="cancel it", intents=("cancel/request",), sentiment=SentimentLabel.NEUTRAL, locale="en")

    with pytest.raises(BadInput, match=r"cancel/request has 1 utterances"):
        train([*utterances(), thin], FakeEncoder())


def test_the_digest_changes_with_any_example():
    examples = utterances()

    assert digest(examples) != digest(examples[1:])


def predicted(logits: list[list[float]], labels: list[int]) -> Predicted:
    return Predicted(
        names=("a", "b"),
        logits=np.array(logits, np.float32),
        nearest=np.zeros(len(labels), np.float32),
        labels=np.array(labels),
        several=np.zeros(len(labels), bool),
        locales=np.array(["en"] * len(labels)),
    )


def test_heads_that_are_surer_than_they_are_right_are_cooled_down():
    often_wrong = [[4.0, 0.0, 0.0]] * 10
    always_right = held_out.settle(predicted(often_wrong, [0] * 10))
    half_right = held_out.settle(predicted(often_wrong, [0] * 5 + [1] * 5))

    assert half_right.temperature["en"] > always_right.temperature["en"]


def test_the_scope_threshold_keeps_nearly_all_that_is_in_scope():
    inside = [[1.0 + at / 100, 0.0, 0.0] for at in range(100)]
    outside = [[0.0, 0.0, 3.0]] * 20

    settled = held_out.settle(predicted(inside + outside, [0] * 100 + [2] * 20))

    assert settled.report["in_scope_kept"] == pytest.approx(held_out.IN_SCOPE_KEPT, abs=0.011)
    assert settled.report["out_of_scope_recall"] == 1


def test_the_words_of_the_examples_are_kept_by_language(heads):
    assert heads.meta.words["en"]["parcel"] == 15
    assert heads.lexicon.known >= {"refund", "weather"}
