"""Learn a client's intents from a handful of examples: the method chosen by leaving examples out, the same every time.

Candidates differ in how far an example reaches, how much it is believed, and whether the intents' names are examples too.
Hurried copies judge and never teach: as examples they cost more on clean text than they bring. Source: benchmarks/few_shot.py measures what they bring on public sets.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from assist.domain.base import Frozen
from assist.domain.client import IntentSettings
from assist.ports import Encoder
from assist.triage import left_out as judging
from assist.triage.examples import Example
from assist.triage.learned import Learned, LearnedMeta
from assist.triage.learning_rows import Background, LearningRows, masses, rows_of
from assist.triage.left_out import LeftOut
from assist.triage.ridge import Fitted, Matrix, Rows, Shape
from assist.triage.taxonomy import NO_REPLY_INTENTS

AUTO_INSTEAD = 12
"""Own intents from which the shared ones no longer count by themselves: a client with so many has a set of its own."""
MANY_ROWS = 4_000
"""Rows beyond which only the first two shapes are tried: more examples make the choice matter less and cost more."""
SHAPES = (Shape(2.0, 0.05), Shape(2.0, 0.15), Shape(1.0, 0.03))


COVERED = 0.5
"""Share of the shared examples of thanks, bounces or spam from which own intents that claim them cover them."""


class Method(Frozen):
    """What was chosen."""

    sharpness: float
    ridge: float
    names: bool
    """The intents' names are examples too."""


@dataclass(frozen=True)
class Learning:
    """What was learnt and how it does on what it has not seen."""

    learned: Learned
    found: LeftOut
    method: Method
    tried: tuple[tuple[Method, float], ...]


@dataclass(frozen=True)
class _Fit:
    method: Method
    fitted: Fitted
    landmarks: Rows
    scores: Matrix
    value: float


def stands_beside(names: Sequence[str], shared: Collection[str], settings: IntentSettings) -> bool:
    """Say whether the shared intents count beside these."""
    if settings.shared != "auto":
        return settings.shared
    return len(names) < AUTO_INSTEAD or any(name in shared for name in names)


def learn(
    examples: Sequence[Example],
    background: Background,
    encoder: Encoder,
    settings: IntentSettings,
    *,
    beside_shared: bool,
    locales: Collection[str] = ("en",),
    shared_encoder: Encoder | None = None,
) -> Learning:
    """Learn from examples that `examples.read` or `merging.merge` accepted; `locales` are the client's languages."""
    known = background.sample(locales) if beside_shared else background.outside(locales)
    rows = rows_of(examples, known, encoder, shared_encoder or encoder)
    targets, shared = _targets(rows)
    tried = _tried(rows, targets)
    best = max(tried, key=lambda fit: fit.value)  # the first of equals: the simpler one
    found = judging.left_out(rows, best.fitted, best.scores, best.landmarks)
    meta = LearnedMeta(
        names=rows.names,
        encoder_fingerprint=encoder.fingerprint,
        encoder_dim=encoder.dim,
        sharpness=best.method.sharpness,
        calibration=found.calibration,
        near_mean=found.near_mean,
        near_std=found.near_std,
        scope=judging.scope_threshold(found, settings.keep or judging.share_kept(rows)),
        second=judging.second_threshold(found),
        sure=judging.sure_threshold(found),
        shared=shared,
    )
    arrays = {
        "landmarks": rows.vectors[best.landmarks],
        "weights": best.fitted.weights,
        "members": rows.members[best.landmarks].astype(np.float32),
    }
    if not beside_shared:
        noise = _uncovered(Learned(arrays, meta), background, shared_encoder or encoder)
        meta = meta.model_copy(update={"noise": noise})
    return Learning(Learned(arrays, meta), found, best.method, tuple((fit.method, fit.value) for fit in tried))


def _uncovered(learned: Learned, background: Background, encoder: Encoder) -> tuple[str, ...]:
    """Return the shared noise intents whose messages no own intent claims."""
    uncovered = []
    for name in sorted(NO_REPLY_INTENTS):
        texts = background.of(name)
        claimed = learned.scope_scores(encoder.encode(texts)) >= learned.meta.scope
        if not len(claimed) or claimed.mean() < COVERED:
            uncovered.append(name)
    return tuple(uncovered)


def _targets(rows: LearningRows) -> tuple[Matrix, tuple[str, ...]]:
    """Return a column for each own intent and each shared one that is none of them, and the names of the latter."""
    names = tuple(sorted({name for name in rows.shared if name and name not in rows.names}))
    shared = np.zeros((len(rows.vectors), len(names)), dtype=np.float32)
    for row, name in zip(rows.background, rows.shared, strict=True):
        if name in names:
            shared[row, names.index(name)] = 1
    return np.hstack([rows.members.astype(np.float32), shared]), names


def _tried(rows: LearningRows, targets: Matrix) -> list[_Fit]:
    """Try the shapes with plain examples, then the best shape with names."""
    if len(rows.examples) > MANY_ROWS:
        return [_fit(rows, targets, SHAPES[0], names=False)]
    shapes = SHAPES if len(rows.vectors) <= MANY_ROWS else SHAPES[:1]
    tried = [_fit(rows, targets, shape, names=False) for shape in shapes]
    shape = _shape(max(tried, key=lambda fit: fit.value).method)
    return [*tried, _fit(rows, targets, shape, names=True)]


def _shape(method: Method) -> Shape:
    return Shape(method.sharpness, method.ridge)


def _fit(rows: LearningRows, targets: Matrix, shape: Shape, *, names: bool) -> _Fit:
    method = Method(sharpness=shape.sharpness, ridge=shape.ridge, names=names)
    landmarks = rows.landmarks(named=names)
    mass = masses(rows, named=names)
    fitted = Fitted(rows.vectors, targets, mass, rows.vectors[landmarks], shape)
    scores = fitted.left_out(rows.groups())
    return _Fit(method, fitted, landmarks, scores, _value(rows, scores))


def _value(rows: LearningRows, scores: Matrix) -> float:
    """Return the left-out accuracy, clean examples and hurried copies counting the same."""
    top = scores.argmax(axis=1)
    hits = rows.members[np.arange(len(top)), np.minimum(top, len(rows.names) - 1)] & (top < len(rows.names))
    parts = [hits[at].mean() for at in (rows.examples, rows.copies) if len(at)]
    return float(np.mean(parts))
