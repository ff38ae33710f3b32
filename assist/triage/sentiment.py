"""How upset a customer is, and danger in words no pattern knows: linear heads over the vector and the marks of mood.

A problem told calmly is neutral: a side needs more than half of the probability. What the conversation adds (a second
contact, an earlier turn that was cross) shifts the scales a little. Numpy serves what `sentiment_training` trained.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from assist.domain.base import Frozen
from assist.domain.enums import Flag, SentimentLabel
from assist.domain.triage import Sentiment
from assist.errors import Corrupt
from assist.ports import Vectors
from assist.triage import mood_words
from assist.triage.heads import softmax
from assist.triage.mood import NAMES, mood_marks

LABELS = tuple(SentimentLabel)
VALUES = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
"""Where each label lies in [-1, 1]; the score is their mean under the head's probabilities."""
ALARMS = (Flag.SELF_HARM, Flag.VIOLENCE, Flag.LEGAL, Flag.HEALTH_SAFETY)
"""What the danger head tells apart; its last class is none of them."""
LEAST_FOR_A_MOOD = 0.55
"""Probability a side needs before a message is tagged so. On the `dev` half of `evals/triage/moods.jsonl`."""
MARKS_WEIGH = np.float32(2.0)
"""How much longer a mark is than a coordinate of the vector: regularisation then spares it. At equal calm messages called
negative, 2 finds 20 in 100 more of the angry ones than 1."""
LEAST_FOR_VERY = 0.6
"""Share of its side that the outer label needs."""
LEAST_FOR_AN_ALARM = 0.7
"""Probability of danger from which a flag is raised: by it no more than 1 in 100 tricky harmless messages is."""
LEAST_BESIDE_AN_ORDER = 0.85
"""The same in a message that is surely about an order: "no movement, I leave on Sunday" speaks of a parcel."""
REPEAT_LEANS = 0.6
CROSS_BEFORE_LEANS = 0.6
IRONY_LEANS = 1.5
HOSTILE_LEANS = 2.0
"""Log-odds towards the negative side: someone who writes again, was cross a turn ago, says thanks and means the opposite,
or threatens. Set by hand, for what hardly any example shows."""
HOSTILE = frozenset({Flag.LEGAL, Flag.VIOLENCE, Flag.THREATENING, Flag.OFFENSIVE, Flag.CHARGEBACK})
VALENCE, IRONY = NAMES.index("valence"), NAMES.index("irony")


class MoodMeta(Frozen):
    """What the heads were trained on."""

    encoder_fingerprint: str
    encoder_dim: Annotated[int, Field(gt=0)]
    examples_sha256: str
    report: Mapping[str, float]


class MoodHeads:
    """Trained for one encoder. Arrays: `mood_weights` `(5, dim + marks)`, `alarm_weights` `(5, dim)`, a bias for each."""

    def __init__(self, arrays: Mapping[str, NDArray[np.float32]], meta: MoodMeta) -> None:
        self.arrays = arrays
        self.meta = meta

    def probabilities(self, vector: Vectors, text: str, *, leaning: float = 0.0) -> NDArray[np.float32]:
        """Return `(5,)` probabilities, very negative first; `leaning` is added to the log-odds of the negative side."""
        features = np.concatenate([vector, weighed_marks(text)])
        logits = self.arrays["mood_weights"] @ features + self.arrays["mood_bias"]
        logits[:2] += leaning
        return softmax(logits)

    def alarms(self, vectors: Vectors, *, least: float = LEAST_FOR_AN_ALARM) -> list[Flag]:
        """Return the dangers that any of `(n, dim)` vectors speaks of with at least this probability."""
        chances = softmax(vectors @ self.arrays["alarm_weights"].T + self.arrays["alarm_bias"])
        dangerous = chances[1 - chances[:, -1] >= least]
        found = {int(row[:-1].argmax()) for row in dangerous}
        return [ALARMS[at] for at in sorted(found)]

    def write(self, file: Path) -> None:
        """Write the heads; `meta` travels as JSON inside, nothing is pickled."""
        meta = np.frombuffer(self.meta.model_dump_json().encode(), dtype=np.uint8)
        np.savez_compressed(file, meta=meta, **self.arrays)  # type: ignore[arg-type]


def read_mood_heads(file: Path) -> MoodHeads:
    """Read heads. Raises: Corrupt when the file is missing, truncated, not ours, or its matrices do not fit."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "meta"}
            meta = MoodMeta.model_validate_json(stored["meta"].tobytes())
    except Exception as error:  # numpy and zipfile raise many kinds for a damaged file
        raise Corrupt(f"{file.name} is not readable: run assist intents train") from error
    expected = {
        "mood_weights": (len(LABELS), meta.encoder_dim + len(NAMES)),
        "mood_bias": (len(LABELS),),
        "alarm_weights": (len(ALARMS) + 1, meta.encoder_dim),
        "alarm_bias": (len(ALARMS) + 1,),
    }
    shapes = {name: array.shape for name, array in arrays.items()}
    if shapes != expected or not all(np.isfinite(array).all() for array in arrays.values()):
        raise Corrupt(f"{file.name} does not hold the matrices its meta names: run assist intents train")
    return MoodHeads(arrays, meta)


def weighed_marks(text: str) -> NDArray[np.float32]:
    """Return the marks of mood as the head reads them, `(marks,)`."""
    return MARKS_WEIGH * mood_marks(text)


def judge(
    heads: MoodHeads, vector: Vectors, text: str, *, earlier: Sequence[str] = (), found: Collection[Flag] = ()
) -> Sentiment:
    """Return the mood of a turn; `earlier` is what the customer wrote before it, newest last, `found` its flags."""
    if not any(letter.isalnum() for letter in text):
        return _of_signs(text)
    leaning = REPEAT_LEANS * (Flag.REPEAT_CONTACT in found) + HOSTILE_LEANS * bool(HOSTILE.intersection(found))
    leaning += IRONY_LEANS * float(mood_marks(text)[IRONY] > 0)
    leaning += CROSS_BEFORE_LEANS * bool(earlier and mood_marks(earlier[-1])[VALENCE] < 0)
    chances = heads.probabilities(vector, text, leaning=leaning)
    if text.count("!") > 1 and not _speaks_gladly(text):
        chances = _without_gladness(chances)
    label, confidence = settled(chances)
    score = round(float(chances @ VALUES), 2)
    return Sentiment(label=label, score=score, confidence=round(min(confidence, 1.0), 2))


def _speaks_gladly(text: str) -> bool:
    marks = mood_marks(text)
    return bool(marks[VALENCE] > 0 or marks[NAMES.index("glad_signs")] > 0 or marks[NAMES.index("thanks")] > 0)


def _without_gladness(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the chance of a glad mood to the other side: exclamation marks without a glad word are impatience, not joy."""
    moved = chances.copy()
    moved[1] += moved[3:].sum()
    moved[3:] = 0
    return moved


def _of_signs(text: str) -> Sentiment:
    """Judge a message without a word by its emoji: a row of the same says it louder."""
    glad = sum(text.count(sign) for sign in mood_words.GLAD_SIGNS)
    cross = sum(text.count(sign) for sign in mood_words.CROSS_SIGNS)
    if glad == cross:
        return Sentiment(label=SentimentLabel.NEUTRAL, score=0.0, confidence=0.5 if text.strip() else 0.0)
    outer = max(glad, cross) > 1
    at = (0 if outer else 1) if cross > glad else (4 if outer else 3)
    return Sentiment(label=LABELS[at], score=float(VALUES[at]), confidence=0.8)


def settled(chances: NDArray[np.float32]) -> tuple[SentimentLabel, float]:
    """Return the label and its confidence from `(5,)` probabilities."""
    negative, positive = float(chances[:2].sum()), float(chances[3:].sum())
    if negative >= LEAST_FOR_A_MOOD:
        very = float(chances[0]) >= LEAST_FOR_VERY * negative
        return (SentimentLabel.VERY_NEGATIVE if very else SentimentLabel.NEGATIVE), negative
    if positive >= LEAST_FOR_A_MOOD:
        very = float(chances[4]) >= LEAST_FOR_VERY * positive
        return (SentimentLabel.VERY_POSITIVE if very else SentimentLabel.POSITIVE), positive
    return SentimentLabel.NEUTRAL, max(float(chances[2]), 1 - negative - positive)
