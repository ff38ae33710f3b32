"""What held-out predictions say: temperatures, thresholds and the figures of the report. Knows no encoder, fits no weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.triage.confusion import OUTSIDE, Confusion, Judgement, confusion
from assist.triage.heads import Thresholds, scope_scores, softmax
from assist.triage.utterances import Utterance

IN_SCOPE_KEPT = 0.93
"""Share of in-scope messages of each language the scope threshold must keep in cross-validation."""
SURE_PRECISION = 0.80
SECOND = 0.5
"""Calibrated probability from which a clause's own intent stands beside the first: more likely right than wrong."""
TEMPERATURES = np.linspace(0.2, 2.0, 73)

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Predicted:
    """Every utterance as seen by heads that were trained without it."""

    names: tuple[str, ...]
    logits: Matrix
    """`(n, k + 1)`, the last column out of scope."""
    nearest: Matrix
    """`(n,)` cosine to the nearest centre."""
    labels: NDArray[np.int64]
    """The first intent of each; `k` for none."""
    several: NDArray[np.bool_]
    """More than one intent: no single right answer to count."""
    locales: NDArray[np.str_]


@dataclass(frozen=True)
class Settled:
    """All that is chosen by held-out predictions."""

    temperature: dict[str, float]
    thresholds: Thresholds
    near_mean: float
    near_std: float
    report: dict[str, float]
    confusion: Confusion


def predicted_labels(utterances: Sequence[Utterance], names: Sequence[str]) -> NDArray[np.int64]:
    """Return the first intent of each utterance as its place among `names`, their number for out of scope."""
    position = {name: at for at, name in enumerate(names)}
    return np.array([position[u.intents[0]] if u.intents else len(names) for u in utterances])


def settle(predicted: Predicted) -> Settled:
    """Choose temperatures and thresholds by language, and count what they would have done."""
    tags = [str(tag) for tag in np.unique(predicted.locales)]
    outside = predicted.labels == len(predicted.names)
    temperature = {tag: _temperature(predicted, predicted.locales == tag) for tag in tags}
    warmth = np.array([temperature[str(tag)] for tag in predicted.locales], dtype=np.float32)
    chances = softmax(predicted.logits / warmth[:, None])
    inside_near = predicted.nearest[~outside]
    near_mean, near_std = float(inside_near.mean()), float(max(inside_near.std(), 1e-6))
    scores = scope_scores(chances, (predicted.nearest - near_mean) / near_std)
    scope = {tag: _scope(scores[(predicted.locales == tag) & ~outside]) for tag in tags}
    kept = scores >= np.array([scope[str(tag)] for tag in predicted.locales])
    judgements = _judgements(predicted, chances, kept)
    thresholds = Thresholds(scope=scope, sure=_sure(judgements), second=SECOND)
    counted = confusion(judgements)
    report = _report(predicted, chances, kept, thresholds)
    return Settled(temperature, thresholds, near_mean, near_std, report, counted)


def _scope(scores: Matrix) -> float:
    """Return the threshold that keeps nearly all in-scope messages of one language; everything where there are none."""
    return float(np.quantile(scores, 1 - IN_SCOPE_KEPT)) if len(scores) else float("-1e9")


def _temperature(predicted: Predicted, mask: NDArray[np.bool_]) -> float:
    """Return the temperature of least negative log-likelihood on held-out logits. Source: Guo et al. 2017."""
    mask = mask & ~predicted.several
    logits, labels = predicted.logits[mask], predicted.labels[mask]
    rows = np.arange(len(labels))
    losses = [
        -np.log(softmax(logits / value)[rows, labels] + 1e-9).mean() if len(rows) else 0 for value in TEMPERATURES
    ]
    return float(TEMPERATURES[int(np.argmin(losses))])


def _judgements(predicted: Predicted, chances: Matrix, kept: NDArray[np.bool_]) -> list[Judgement]:
    """Return right and found of every message with one intent or none, as triage would tag it."""
    names = (*predicted.names, OUTSIDE)
    tops = chances[:, :-1].argmax(axis=1)
    return [
        Judgement(
            right=names[int(predicted.labels[at])],
            found=names[int(tops[at])] if kept[at] else OUTSIDE,
            confidence=float(chances[at, tops[at]]) if kept[at] else float(chances[at, -1]),
        )
        for at in np.flatnonzero(~predicted.several)
    ]


def _sure(judgements: Sequence[Judgement]) -> float:
    """Return the lowest confidence from which a tag was right in `SURE_PRECISION` of the messages tagged."""
    tagged = sorted((one for one in judgements if one.found != OUTSIDE), key=lambda one: -one.confidence)
    right = np.array([one.right == one.found for one in tagged])
    running = np.cumsum(right) / np.arange(1, len(right) + 1)
    good = np.nonzero(running >= SURE_PRECISION)[0]
    return tagged[int(good[-1])].confidence if len(good) else 0.99


def _report(predicted: Predicted, chances: Matrix, kept: NDArray[np.bool_], thresholds: Thresholds) -> dict[str, float]:
    outside = predicted.labels == len(predicted.names)
    single = ~outside & ~predicted.several
    top = chances[:, :-1].max(axis=1)
    right = chances[:, :-1].argmax(axis=1) == predicted.labels
    counted = confusion(
        [
            Judgement("right", "right" if hit else "wrong", float(p))
            for hit, p in zip(right[single], top[single], strict=True)
        ]
    )
    report = {
        "intent_accuracy": float(right[single].mean()),
        "calibration_error": counted.calibration_error,
        "in_scope_kept": float(kept[~outside].mean()),
        "out_of_scope_recall": float((~kept[outside]).mean()) if outside.any() else 0.0,
        "sure_share": float((top[single] >= thresholds.sure).mean()),
    }
    for tag in thresholds.scope:
        here = predicted.locales == tag
        report[f"intent_accuracy_{tag}"] = float(right[single & here].mean()) if (single & here).any() else 0.0
        if (outside & here).any():
            report[f"out_of_scope_recall_{tag}"] = float((~kept[outside & here]).mean())
    return report
