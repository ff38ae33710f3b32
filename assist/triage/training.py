"""Train the heads from utterances; the only user of scikit-learn. Thresholds come from cross-validation only."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assist.errors import BadInput
from assist.ports import Encoder, Vectors
from assist.triage.heads import (
    SENTIMENT_LABELS,
    Heads,
    HeadsMeta,
    Thresholds,
    mood_marks,
    scope_scores,
    softmax,
)
from assist.triage.utterances import Utterance

FOLDS = 5
STRENGTH = 5.0
"""Inverse regularisation of the intent head: cross-validated accuracy is 0.553 at 3, 0.551 at 5, 0.541 at 20; out-of-scope recall rises with it."""
SENTIMENT_STRENGTH = 1.0
IN_SCOPE_KEPT = 0.93
"""Share of in-scope messages of each language the scope threshold must keep in cross-validation."""
SURE_PRECISION = 0.80
SECOND = 0.5
"""Calibrated probability from which a clause's own intent stands beside the first: more likely right than wrong."""

Matrix = NDArray[np.float32]


def train(utterances: Sequence[Utterance], encoder: Encoder, *, seed: int = 7) -> Heads:
    """Train intent and sentiment heads.

    Raises: BadInput when an intent has fewer than two examples per fold, which cannot be cross-validated.
    """
    vectors = encoder.encode([utterance.text for utterance in utterances])
    names = tuple(sorted({intent for utterance in utterances for intent in utterance.intents}))
    examples = _Examples(utterances, vectors, names)
    _refuse_thin_intents(examples, names)
    cross = _cross_validate(examples, len(names), seed)
    weights, bias = _fit(examples.rows, examples.labels, examples.weights, STRENGTH)
    sentiment_rows = _sentiment_features(utterances, vectors)
    sentiment_labels = np.array([SENTIMENT_LABELS.index(utterance.sentiment) for utterance in utterances])
    sentiment = _fit(sentiment_rows, sentiment_labels, None, SENTIMENT_STRENGTH)
    report = {**cross.report, "sentiment_macro_f1": _sentiment_quality(sentiment_rows, sentiment_labels, seed)}
    return Heads(
        {
            "intent_weights": weights,
            "intent_bias": bias,
            "centres": _centres(examples.rows, examples.labels, len(names)),
            "sentiment_weights": sentiment[0],
            "sentiment_bias": sentiment[1],
        },
        HeadsMeta(
            intents=names,
            encoder_fingerprint=encoder.fingerprint,
            encoder_dim=encoder.dim,
            utterances_sha256=digest(utterances),
            thresholds=cross.thresholds,
            temperature=cross.temperature,
            near_mean=cross.near_mean,
            near_std=cross.near_std,
            report={name: round(figure, 4) for name, figure in report.items()},
        ),
    )


def digest(utterances: Sequence[Utterance]) -> str:
    """Return the SHA-256 of the examples, to tell whether heads still fit them."""
    joined = "\n".join(utterance.model_dump_json() for utterance in utterances)
    return hashlib.sha256(joined.encode()).hexdigest()


class _Examples:
    """Rows for the intent head: a message with several intents counts once, shared among them."""

    def __init__(self, utterances: Sequence[Utterance], vectors: Vectors, names: tuple[str, ...]) -> None:
        position = {name: at for at, name in enumerate(names)}
        pairs = [(at, position[i]) for at, u in enumerate(utterances) for i in u.intents]
        shares = [1 / len(utterances[at].intents) for at, _ in pairs]
        self.source = np.array([at for at, _ in pairs])
        self.labels = np.array([label for _, label in pairs])
        self.weights = np.array(shares, dtype=np.float32)
        self.rows: Matrix = vectors[self.source]
        self.outside: Matrix = vectors[[at for at, u in enumerate(utterances) if not u.intents]]
        self.locales = np.array([utterances[at].locale for at, _ in pairs])
        self.outside_locales = np.array([u.locale for u in utterances if not u.intents])
        self.single = np.array([len(utterances[at].intents) == 1 for at, _ in pairs])


class _Crossed(NamedTuple):
    """What held-out predictions say: temperature, thresholds, and the figures of the report."""

    temperature: float
    thresholds: Thresholds
    near_mean: float
    near_std: float
    report: dict[str, float]


def _cross_validate(examples: _Examples, classes: int, seed: int) -> _Crossed:
    from sklearn.model_selection import StratifiedKFold

    logits = np.zeros((len(examples.rows), classes), dtype=np.float32)
    cosines = np.zeros_like(logits)
    outside_logits = np.zeros((len(examples.outside), classes), dtype=np.float32)
    outside_cosines = np.zeros_like(outside_logits)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for others, test_at in folds.split(examples.rows, examples.labels):
        # A message with two intents is two rows: keep both on the same side.
        train_at = others[~np.isin(examples.source[others], examples.source[test_at])]
        rows, labels = examples.rows[train_at], examples.labels[train_at]
        weights, bias = _fit(rows, labels, examples.weights[train_at], STRENGTH)
        centres = _centres(rows, labels, classes)
        logits[test_at] = examples.rows[test_at] @ weights.T + bias
        cosines[test_at] = examples.rows[test_at] @ centres.T
        outside_logits += (examples.outside @ weights.T + bias) / FOLDS
        outside_cosines += examples.outside @ centres.T / FOLDS
    single = examples.single  # a message with several intents has no single right answer to count
    labels = examples.labels[single]
    temperature = _temperature(logits[single], labels)
    inside_p, outside_p = softmax(logits[single] / temperature), softmax(outside_logits / temperature)
    near = cosines.max(axis=1)
    near_mean, near_std = float(near.mean()), float(near.std())
    inside = scope_scores(inside_p, cosines[single], near_mean, near_std)
    outside = scope_scores(outside_p, outside_cosines, near_mean, near_std)
    right, top = inside_p.argmax(axis=1) == labels, inside_p.max(axis=1)
    locales, outside_locales = examples.locales[single], examples.outside_locales
    scope = {str(tag): float(np.quantile(inside[locales == tag], 1 - IN_SCOPE_KEPT)) for tag in np.unique(locales)}
    inside_limit = np.array([scope[str(tag)] for tag in locales])
    outside_limit = np.array([scope[str(tag)] for tag in outside_locales])
    thresholds = Thresholds(scope=scope, sure=_lowest_threshold(top, right, SURE_PRECISION), second=SECOND)
    report = {
        "intent_accuracy": float(right.mean()),
        "calibration_error": _calibration_error(top, right),
        "in_scope_kept": float((inside >= inside_limit).mean()),
        "out_of_scope_recall": float((outside < outside_limit).mean()) if len(outside) else 0.0,
        "sure_share": float((top >= thresholds.sure).mean()),
    }
    return _Crossed(temperature, thresholds, near_mean, near_std, report)


def _temperature(logits: Matrix, labels: NDArray[np.int64]) -> float:
    """Return the temperature of least negative log-likelihood on held-out logits. Source: Guo et al. 2017."""
    grid = np.linspace(0.2, 2.0, 37)
    rows = np.arange(len(labels))
    losses = [-np.log(softmax(logits / value)[rows, labels] + 1e-9).mean() for value in grid]
    return float(grid[int(np.argmin(losses))])


def _calibration_error(top: Matrix, right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over 15 equal-width bins."""
    bins = np.minimum((top * 15).astype(int), 14)
    gaps = [abs(top[bins == n].mean() - right[bins == n].mean()) * (bins == n).mean() for n in np.unique(bins)]
    return float(sum(gaps))


def _fit(rows: Matrix, labels: NDArray[np.int64], weights: Matrix | None, strength: float) -> tuple[Matrix, Matrix]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(rows, labels, sample_weight=weights)
    return model.coef_.astype(np.float32), model.intercept_.astype(np.float32)


def _centres(rows: Matrix, labels: NDArray[np.int64], classes: int) -> Matrix:
    centres = np.stack([rows[labels == label].mean(axis=0) for label in range(classes)])
    unit: Matrix = (centres / np.linalg.norm(centres, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _sentiment_features(utterances: Sequence[Utterance], vectors: Vectors) -> Matrix:
    marks = np.stack([mood_marks(utterance.text) for utterance in utterances])
    return np.hstack([vectors, marks])


def _sentiment_quality(rows: Matrix, labels: NDArray[np.int64], seed: int) -> float:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    model = LogisticRegression(C=SENTIMENT_STRENGTH, max_iter=2000)
    return float(f1_score(labels, cross_val_predict(model, rows, labels, cv=folds), average="macro"))


def _lowest_threshold(top: Matrix, right: NDArray[np.bool_], precision: float) -> float:
    """Return the lowest probability from which predictions are right at least `precision` of the time."""
    order = np.argsort(-top)
    running = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.nonzero(running >= precision)[0]
    return float(top[order][good[-1]]) if len(good) else 0.99


def _refuse_thin_intents(examples: _Examples, names: tuple[str, ...]) -> None:
    counts = np.bincount(examples.labels, minlength=len(names))
    for name, count in zip(names, counts, strict=True):
        if count < FOLDS * 2:
            raise BadInput(f"intent {name} has {count} utterances; training needs {FOLDS * 2}")
