"""Train the heads from utterances; the only user of scikit-learn. Thresholds come from cross-validation only."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assist.errors import BadInput
from assist.ports import Encoder, Vectors
from assist.triage import grams, held_out, spelling
from assist.triage.heads import Heads, HeadsMeta
from assist.triage.held_out import Predicted, Settled
from assist.triage.spelling import Lexicon, Speller
from assist.triage.utterances import Utterance

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOLDS = 5
STRENGTH = 10.0
"""Inverse regularisation of the intent head over vector and spelling: cross-validated 0.591 at 10 and at 5, 0.553 without spelling."""
MOST_STEPS = 120
CLOSE_ENOUGH = 2e-3
"""Where the solver may stop: smaller values take four times as long and change nothing held out."""
NEVER = -30.0
"""Bias of a class without examples, as when nothing is marked out of scope."""
LARGEST_WEIGHT = 127
"""Spelling weights are kept in steps of a 127th of the largest of their intent: one byte each."""

Matrix = NDArray[np.float32]


def train(utterances: Sequence[Utterance], encoder: Encoder, *, seed: int = 7) -> Heads:
    """Train the heads of intents.

    Raises: BadInput when an intent has fewer than two examples per fold, which cannot be cross-validated.
    """
    names = tuple(sorted({intent for utterance in utterances for intent in utterance.intents}))
    _refuse_thin_intents(utterances, names)
    examples = _Examples(utterances, encoder, names)
    settled = held_out.settle(_predicted(examples, seed))
    everything = np.arange(len(utterances))
    return Heads(_intent_arrays(examples, everything), _meta(settled, examples, encoder))


def digest(utterances: Sequence[Utterance]) -> str:
    """Return the SHA-256 of the examples, to tell whether heads still fit them."""
    joined = "\n".join(utterance.model_dump_json() for utterance in utterances)
    return hashlib.sha256(joined.encode()).hexdigest()


class _Examples:
    """What the intent head learns from: one row an utterance, read as a message is, and which intents each row counts for."""

    def __init__(self, utterances: Sequence[Utterance], encoder: Encoder, names: tuple[str, ...]) -> None:
        position = {name: at for at, name in enumerate(names)}
        # A message with several intents counts once, shared among them; one without any counts for the last column.
        pairs = [
            (at, target)
            for at, one in enumerate(utterances)
            for target in [position[intent] for intent in one.intents] or [len(names)]
        ]
        self.names = names
        self.sha256 = digest(utterances)
        self.words = spelling.words_of([(one.locale, one.text) for one in utterances], encoder.knows)
        texts = Speller(Lexicon(self.words), encoder.knows).meant([one.text for one in utterances])
        self.vectors = encoder.encode(texts)
        self.rarity = grams.rarity_of(texts)
        self.rows = _joined(self.vectors, texts, self.rarity)
        self.source = np.array([at for at, _ in pairs])
        self.targets = np.array([label for _, label in pairs])
        self.shares = np.array([1 / max(len(utterances[at].intents), 1) for at, _ in pairs], dtype=np.float32)
        self.labels = held_out.predicted_labels(utterances, names)
        self.several = np.array([len(utterance.intents) > 1 for utterance in utterances])
        self.locales = np.array([utterance.locale for utterance in utterances])


def _joined(vectors: Vectors, texts: Sequence[str], rarity: Matrix) -> "csr_matrix":
    """Return vectors and spelling side by side, `(n, dim + BUCKETS)` sparse."""
    from scipy.sparse import csr_matrix, hstack

    weighed = [grams.weighed(text, rarity) for text in texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in weighed)])
    buckets = np.concatenate([found for found, _ in weighed])
    values = np.concatenate([found for _, found in weighed])
    spelling = csr_matrix((values, buckets, ends), shape=(len(texts), grams.BUCKETS), dtype=np.float32)
    return hstack([csr_matrix(vectors), spelling]).tocsr()


def _predicted(examples: _Examples, seed: int) -> Predicted:
    """Return what heads trained on the other folds say of every utterance."""
    from sklearn.model_selection import StratifiedKFold

    logits = np.zeros((len(examples.labels), len(examples.names) + 1), dtype=np.float32)
    nearest = np.zeros(len(examples.labels), dtype=np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for others, left_out in folds.split(examples.vectors, examples.labels):
        weights, bias = _fit_intents(examples, others)
        logits[left_out] = examples.rows[left_out] @ weights.T + bias
        nearest[left_out] = (examples.vectors[left_out] @ _centres(examples, others).T).max(axis=1)
    return Predicted(
        names=examples.names,
        logits=logits,
        nearest=nearest,
        labels=examples.labels,
        several=examples.several,
        locales=examples.locales,
    )


def _fit_intents(examples: _Examples, chosen: NDArray[np.int64]) -> tuple[Matrix, Matrix]:
    """Return weights `(k + 1, dim + BUCKETS)` and bias learnt from the chosen utterances."""
    from sklearn.linear_model import LogisticRegression

    among = np.isin(examples.source, chosen)
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS, tol=CLOSE_ENOUGH)
    model.fit(examples.rows[examples.source[among]], examples.targets[among], sample_weight=examples.shares[among])
    weights = np.zeros((len(examples.names) + 1, examples.rows.shape[1]), dtype=np.float32)
    bias = np.full(len(examples.names) + 1, NEVER, dtype=np.float32)
    weights[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
    return weights, bias


def _intent_arrays(examples: _Examples, chosen: NDArray[np.int64]) -> dict[str, Matrix]:
    weights, bias = _fit_intents(examples, chosen)
    dim = examples.vectors.shape[1]
    spelling = weights[:, dim:].T
    step = np.maximum(np.abs(spelling).max(axis=0), 1e-9) / LARGEST_WEIGHT
    return {
        "intent_weights": weights[:, :dim],
        "intent_bias": bias,
        "gram_weights": np.ascontiguousarray(np.round(spelling / step)),
        "gram_step": step,
        "gram_rarity": examples.rarity,
        "centres": _centres(examples, chosen),
    }


def _centres(examples: _Examples, chosen: NDArray[np.int64]) -> Matrix:
    """Return `(k, dim)` means: the product with one is the mean cosine to the intent's utterances."""
    vectors, labels = examples.vectors[chosen], examples.labels[chosen]
    return np.stack([vectors[labels == label].mean(axis=0) for label in range(len(examples.names))])


def _meta(settled: Settled, examples: _Examples, encoder: Encoder) -> HeadsMeta:
    return HeadsMeta(
        intents=examples.names,
        encoder_fingerprint=encoder.fingerprint,
        encoder_dim=encoder.dim,
        utterances_sha256=examples.sha256,
        thresholds=settled.thresholds,
        temperature=settled.temperature,
        near_mean=settled.near_mean,
        near_std=settled.near_std,
        report={name: round(figure, 4) for name, figure in settled.report.items()},
        confusion=settled.confusion,
        words=examples.words,
    )


def _refuse_thin_intents(utterances: Sequence[Utterance], names: tuple[str, ...]) -> None:
    counts = Counter(intent for utterance in utterances for intent in utterance.intents)
    first = Counter(utterance.intents[0] for utterance in utterances if utterance.intents)
    for name in names:
        if counts[name] < FOLDS * 2 or first[name] < FOLDS:
            raise BadInput(f"intent {name} has {counts[name]} utterances; training needs {FOLDS * 2}")
