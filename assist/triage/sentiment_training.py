"""Train the heads of mood and danger from labelled messages of our own: utterances, `moods.jsonl`, `alarms.jsonl`."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from assist.domain.base import Frozen
from assist.domain.enums import Flag, SentimentLabel
from assist.errors import BadKnowledge
from assist.ports import Encoder
from assist.triage import flags
from assist.triage.files import read_text
from assist.triage.sentiment import ALARMS, LABELS, MoodHeads, MoodMeta, read_mood_heads, weighed_marks
from assist.triage.utterances import Utterance

MOOD_STRENGTH = 1.0
ALARM_STRENGTH = 3.0
"""Inverse regularisation: of 3, 10 and 30 the one with most danger found where no `dev` message is falsely flagged."""
MOOD_WEIGHT = 4.0
ALARM_WEIGHT = 3.0
UTTERANCE_WEIGHT = 0.5
"""How much one example counts: those written for the purpose more than the many utterances around them."""
MOST_STEPS = 300

Matrix = NDArray[np.float32]


class MoodExample(Frozen):
    """A message and its mood."""

    text: Annotated[str, Field(min_length=1)]
    sentiment: SentimentLabel
    locale: Annotated[str, Field(pattern="^[a-z]{2}$")]


class AlarmExample(Frozen):
    """A message and the danger in it; null where it only looks like one."""

    text: Annotated[str, Field(min_length=1)]
    flag: Flag | None
    locale: Annotated[str, Field(pattern="^[a-z]{2}$")]


class Examples(Frozen):
    """All that the heads are trained on."""

    utterances: tuple[Utterance, ...]
    moods: tuple[MoodExample, ...]
    alarms: tuple[AlarmExample, ...]

    def texts(self) -> list[str]:
        """Return every text in the order of the rows."""
        return [
            *(one.text for one in self.utterances),
            *(one.text for one in self.moods),
            *(one.text for one in self.alarms),
        ]

    def digest(self) -> str:
        """Return the SHA-256 of the examples, to tell whether heads still fit them."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


Row = TypeVar("Row", bound=Frozen)


def read_examples(file: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read examples of one kind. Raises: BadKnowledge naming file and line of the first broken one."""
    if not file.exists():
        raise BadKnowledge(file.name, 1, "there are no examples to train from")
    lines = read_text(file).split("\n")
    return tuple(_example(file, number, line, kind) for number, line in enumerate(lines, start=1) if line.strip())


def _example(file: Path, number: int, line: str, kind: type[Row]) -> Row:
    try:
        parsed: Any = json.loads(line)
        return kind.model_validate(parsed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = f"{first['loc'][0]}: " if first["loc"] else ""
        raise BadKnowledge(file.name, number, f"{where}{first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise BadKnowledge(file.name, number, "is not JSON") from error


def read_all(folder: Path, utterances: Sequence[Utterance]) -> Examples:
    """Read the examples of a shared folder beside its utterances. Raises: BadKnowledge naming file and line."""
    return Examples(
        utterances=tuple(utterances),
        moods=read_examples(folder / "moods.jsonl", MoodExample),
        alarms=read_examples(folder / "alarms.jsonl", AlarmExample),
    )


def fitting(shipped: Path, kept_in: Path, encoder: Encoder, examples: Callable[[], Examples]) -> MoodHeads:
    """Return the shipped heads when they fit this encoder, else heads trained here once and kept. Raises: Corrupt."""
    if shipped.exists() and (heads := read_mood_heads(shipped)).meta.encoder_fingerprint == encoder.fingerprint:
        return heads
    material = examples()
    kept = kept_in / f"moods-{encoder.fingerprint}-{material.digest()[:12]}.npz"
    if kept.exists():
        return read_mood_heads(kept)
    heads = train(material, encoder)
    kept.parent.mkdir(parents=True, exist_ok=True)
    scratch = kept.with_suffix(".part.npz")
    heads.write(scratch)
    scratch.rename(kept)
    return heads


def train(examples: Examples, encoder: Encoder) -> MoodHeads:
    """Train both heads with the encoder in force."""
    return train_on(examples, encoder.encode(examples.texts()), encoder)


def train_on(examples: Examples, vectors: Matrix, encoder: Encoder) -> MoodHeads:
    """Train both heads on vectors made before, one row a text of `examples.texts()`."""
    for_mood = len(examples.utterances) + len(examples.moods)
    moods = fit(mood_rows(examples.texts()[:for_mood], vectors[:for_mood]), *_mood_targets(examples), MOOD_STRENGTH)
    alarms = fit(vectors, *_alarm_targets(examples), ALARM_STRENGTH)
    meta = MoodMeta(
        encoder_fingerprint=encoder.fingerprint,
        encoder_dim=encoder.dim,
        examples_sha256=examples.digest(),
        report={"mood_examples": for_mood, "alarm_examples": len(examples.alarms)},
    )
    arrays = {"mood_weights": moods[0], "mood_bias": moods[1], "alarm_weights": alarms[0], "alarm_bias": alarms[1]}
    return MoodHeads(arrays, meta)


def mood_rows(texts: Sequence[str], vectors: Matrix) -> Matrix:
    """Return `(n, dim + marks)`: what the mood head reads."""
    return np.hstack([vectors, np.stack([weighed_marks(text) for text in texts])])


def _mood_targets(examples: Examples) -> tuple[NDArray[np.int64], Matrix]:
    said = [*(one.sentiment for one in examples.utterances), *(one.sentiment for one in examples.moods)]
    weights = [1.0] * len(examples.utterances) + [MOOD_WEIGHT] * len(examples.moods)
    return np.array([LABELS.index(label) for label in said]), np.array(weights, dtype=np.float32)


def _alarm_targets(examples: Examples) -> tuple[NDArray[np.int64], Matrix]:
    """Label utterances by the patterns, which are what people checked; moods carry no danger."""
    none = len(ALARMS)
    by_pattern = [
        next((ALARMS.index(flag) for flag in flags.find(one.text) if flag in ALARMS), none)
        for one in examples.utterances
    ]
    written = [none if one.flag is None else ALARMS.index(one.flag) for one in examples.alarms]
    weights = [UTTERANCE_WEIGHT] * len(by_pattern) + [1.0] * len(examples.moods) + [ALARM_WEIGHT] * len(written)
    return np.array([*by_pattern, *[none] * len(examples.moods), *written]), np.array(weights, dtype=np.float32)


def fit(rows: Matrix, labels: NDArray[np.int64], weights: Matrix | None, strength: float) -> tuple[Matrix, Matrix]:
    """Return weights and bias of a logistic head, one row a class."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=MOST_STEPS)
    model.fit(rows, labels, sample_weight=weights)
    return model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
