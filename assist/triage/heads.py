"""Linear heads over an encoder's vector, as matrices in one .npz: numpy serves what scikit-learn trained.

Beside the vector they weigh the spelling (`grams`), which a small encoder blurs. Out of scope is a class of its own, judged
together with the standardised cosine to the nearest intent's centre.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from assist.domain.base import Frozen
from assist.errors import Corrupt
from assist.ports import Vectors
from assist.triage import grams
from assist.triage.confusion import Confusion
from assist.triage.spelling import Lexicon


class Thresholds(Frozen):
    """Chosen by cross-validation when the heads were trained."""

    scope: Annotated[Mapping[str, float], Field(min_length=1)]
    """By locale: scope scores below this are out of scope; a locale not trained on uses the lowest."""
    sure: float
    """Top probability from which the tag was right in at least four of five held-out messages."""
    second: float
    """Probability a clause's own intent needs to stand beside the first."""

    def scope_for(self, locale: str) -> float:
        """Return the scope threshold for messages in this language."""
        return self.scope.get(locale, min(self.scope.values()))


class Heads:
    """Everything trained, for one encoder.

    Arrays: `intent_weights` `(k + 1, dim)`, `intent_bias` `(k + 1,)`, `gram_weights` `(BUCKETS, k + 1)` in whole numbers of
    `gram_step` `(k + 1,)`, `gram_rarity` `(BUCKETS,)`, `centres` `(k, dim)`. The row beyond the intents stands for
    everything out of scope.
    """

    def __init__(self, arrays: dict[str, NDArray[np.float32]], meta: "HeadsMeta") -> None:
        self.arrays = arrays
        self.meta = meta

    @property
    def names(self) -> tuple[str, ...]:
        return self.meta.intents

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words the heads were trained on: what a misspelt one may have been meant as."""
        return Lexicon(self.meta.words)

    def intent_logits(self, vectors: Vectors, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return `(n, k + 1)` logits of texts and their vectors; the last column is out of scope."""
        logits = vectors @ self.arrays["intent_weights"].T + self.arrays["intent_bias"]
        for row, text in enumerate(texts):
            buckets, values = grams.weighed(text, self.arrays["gram_rarity"])
            logits[row] += (values @ self.arrays["gram_weights"][buckets]) * self.arrays["gram_step"]
        return logits

    def chances(self, vectors: Vectors, texts: Sequence[str], locale: str) -> NDArray[np.float32]:
        """Return `(n, k + 1)` probabilities of texts in this language, rows sum to 1; the last column is out of scope."""
        return softmax(self.intent_logits(vectors, texts) / self.meta.temperature_for(locale))

    def scope_scores(self, vectors: Vectors, chances: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return `(n,)` scores; below `thresholds.scope` a text is out of scope."""
        nearest = (vectors @ self.arrays["centres"].T).max(axis=1, initial=-1.0)
        return scope_scores(chances, (nearest - self.meta.near_mean) / self.meta.near_std)

    def write(self, file: Path) -> None:
        """Write the heads; `meta` travels as JSON inside, nothing is pickled."""
        meta = np.frombuffer(self.meta.model_dump_json().encode(), dtype=np.uint8)
        small = {
            name: array.astype(np.int8 if name == "gram_weights" else np.float32) for name, array in self.arrays.items()
        }
        np.savez_compressed(file, meta=meta, **small)  # type: ignore[arg-type]


class HeadsMeta(Frozen):
    """What the heads were trained on and chosen by."""

    intents: tuple[str, ...]
    encoder_fingerprint: str
    encoder_dim: int
    utterances_sha256: str
    thresholds: Thresholds
    temperature: Annotated[Mapping[str, Annotated[float, Field(gt=0)]], Field(min_length=1)]
    """By locale: divides the intent logits, chosen in cross-validation so that probabilities mean what they say."""
    near_mean: float
    near_std: Annotated[float, Field(gt=0)]
    report: dict[str, float]
    confusion: Confusion
    """Held-out counts behind the figures of the report."""
    words: Mapping[str, Mapping[str, int]] = Field(default_factory=dict)
    """By locale, the well-spelt words of the utterances and how many of them each stands in."""

    def temperature_for(self, locale: str) -> float:
        """Return the temperature for this language; one not trained on gets the warmest, the least sure."""
        return self.temperature.get(locale, max(self.temperature.values()))


def read_heads(file: Path) -> Heads:
    """Read heads. Raises: Corrupt when the file is missing, truncated, not ours, or its matrices do not fit its meta."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "meta"}
            meta = HeadsMeta.model_validate_json(stored["meta"].tobytes())
    except Exception as error:  # numpy and zipfile raise many kinds for a damaged file
        raise Corrupt(f"{file.name} is not readable: run assist intents train") from error
    if not _fit(arrays, meta):
        raise Corrupt(f"{file.name} does not hold the matrices its meta names: run assist intents train")
    return Heads(arrays, meta)


def _fit(arrays: Mapping[str, NDArray[np.float32]], meta: HeadsMeta) -> bool:
    intents = len(meta.intents)
    expected = {
        "intent_weights": (intents + 1, meta.encoder_dim),
        "intent_bias": (intents + 1,),
        "gram_weights": (grams.BUCKETS, intents + 1),
        "gram_step": (intents + 1,),
        "gram_rarity": (grams.BUCKETS,),
        "centres": (intents, meta.encoder_dim),
    }
    shapes = {name: array.shape for name, array in arrays.items()}
    return intents > 0 and shapes == expected and all(np.isfinite(array).all() for array in arrays.values())


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities along the last axis."""
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)  # type: ignore[no-any-return]


def scope_scores(chances: NDArray[np.float32], nearness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `0.5 * (logit(max p) - logit(p out)) + nearness`, `(n,)`, from `(n, k + 1)` chances, the last one out of scope."""
    return 0.5 * (_logit(chances[:, :-1].max(axis=1, initial=0.0)) - _logit(chances[:, -1])) + nearness


def _logit(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    bounded = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.log(bounded / (1 - bounded))  # type: ignore[no-any-return]
