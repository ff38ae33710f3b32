"""What was learnt from a client's examples, as matrices in one file: numpy serves it beside or instead of the shared heads.

A column for each intent of the client and, where the shared intents count too, one for each of those: one decision is made
between all of them. What falls to the shared ones together is then shared out by the shared heads, which know them better.
Knows no text.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from assist.domain.base import Frozen
from assist.errors import Corrupt
from assist.ports import Vectors
from assist.triage.judged import Judged

FILE = "intents.npz"
NEAREST = 3
"""Examples of the likeliest intent whose mean cosine says how near a message is."""
CERTAIN_NOISE = 0.9
"""Chance from which thanks, bounces and spam are tagged where the shared intents do not count."""
_META = "meta.json"
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)


class Calibration(Frozen):
    """From scores to probabilities."""

    several: bool
    """Messages carry several intents at once: each is judged by itself."""
    slope: Annotated[float, Field(gt=0)]
    bend: Annotated[float, Field(gt=0)] = 1.0
    """Multiplies the log-odds of the likeliest of one."""
    offset: float = 0.0


class LearnedMeta(Frozen):
    """What was learnt, how, and the thresholds chosen on left-out examples."""

    names: Annotated[tuple[str, ...], Field(min_length=1)]
    encoder_fingerprint: str
    encoder_dim: int
    sharpness: float
    calibration: Calibration
    near_mean: float
    near_std: Annotated[float, Field(gt=0)]
    scope: float
    second: float
    sure: float
    shared: tuple[str, ...] = ()
    """Shared intents that have a column of their own: those that count beside the client's."""
    noise: tuple[str, ...] = ()
    """Shared noise intents that still count where the shared ones do not: none that an own intent covers."""


class Learned:
    """Arrays: landmarks `(m, dim)`, weights `(m, k + s)`, members `(m, k)` 1 where a landmark means an intent."""

    def __init__(self, arrays: Mapping[str, NDArray[np.float32]], meta: LearnedMeta) -> None:
        self.arrays = dict(arrays)
        self.meta = meta
        self._members = [np.flatnonzero(column) for column in self.arrays["members"].T]

    def judged(self, vectors: Vectors, shared: Judged) -> Judged:
        """Return the chances of the client's own intents and of those shared ones that count beside them."""
        cosines = vectors @ self.arrays["landmarks"].T
        scores = np.exp(self.meta.sharpness * (cosines - 1)) @ self.arrays["weights"]
        own = self._scope_scores(scores, cosines) >= self.meta.scope
        chances = self.chances(scores)
        if self.meta.shared:
            return self._beside(chances, own, shared)
        return self._instead(chances, own, shared)

    def chances(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return `(n, k + s)` probabilities; of one intent a message, rows sum to 1."""
        return chances(scores, self.meta.calibration)

    def scope_scores(self, vectors: Vectors) -> NDArray[np.float32]:
        """Return `(n,)`: below `meta.scope` a text is none of the client's own intents."""
        cosines = vectors @ self.arrays["landmarks"].T
        scores = np.exp(self.meta.sharpness * (cosines - 1)) @ self.arrays["weights"]
        return self._scope_scores(scores, cosines)

    def _scope_scores(self, scores: NDArray[np.float32], cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        own = scores[:, : len(self.meta.names)]
        near = np.array(
            [nearness(row[self._members[top]]) for row, top in zip(cosines, own.argmax(axis=1), strict=True)],
            dtype=np.float32,
        )
        top = self.chances(scores)[:, : len(self.meta.names)].max(axis=1) if len(own) else near
        return scope_score(top, near, self.meta.near_mean, self.meta.near_std)

    def _instead(self, chances: NDArray[np.float32], own: NDArray[np.bool_], shared: Judged) -> Judged:
        """Judge by the own intents alone; what none of them wants and surely is noise is called so."""
        columns = [shared.names.index(name) for name in self.meta.noise if name in shared.names]
        noise = shared.probabilities[:, columns]
        is_unlikely = ~own | (chances.max(axis=1) < 1 - noise.max(axis=1, initial=0.0))
        is_noise = is_unlikely & shared.in_scope & (noise.max(axis=1, initial=0.0) >= CERTAIN_NOISE)
        probabilities = np.hstack([np.where(is_noise[:, None], 0, chances), np.where(is_noise[:, None], noise, 0)])
        names = (*self.meta.names, *(shared.names[at] for at in columns))
        return self._judged(names, probabilities, own | is_noise)

    def _beside(self, chances: NDArray[np.float32], own: NDArray[np.bool_], shared: Judged) -> Judged:
        """Share what is not the client's out among the shared intents; one known to both sides gets both chances."""
        k = len(self.meta.names)
        position = {name: at for at, name in enumerate(self.meta.names)}
        others = [at for at, name in enumerate(shared.names) if name not in position]
        together = chances[:, k:].max(axis=1) if self.meta.calibration.several else chances[:, k:].sum(axis=1)
        theirs = together[:, None] * shared.probabilities
        mine = chances[:, :k].copy()
        for at, name in enumerate(shared.names):
            if name in position:
                mine[:, position[name]] += theirs[:, at]
        names = (*self.meta.names, *(shared.names[at] for at in others))
        probabilities = np.clip(np.hstack([mine, theirs[:, others]]), 0, 1)
        return self._judged(names, probabilities, own | shared.in_scope)

    def _judged(
        self, names: tuple[str, ...], probabilities: NDArray[np.float32], in_scope: NDArray[np.bool_]
    ) -> Judged:
        return Judged(
            names=names,
            probabilities=probabilities.astype(np.float32),
            in_scope=in_scope,
            second=self.meta.second,
            sure=self.meta.sure,
            several=self.meta.calibration.several,
            whole_first=True,
        )

    def to_bytes(self) -> bytes:
        """Return the file: the same content, the same bytes; nothing is pickled."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(_META, _WRITTEN_AT), self.meta.model_dump_json())
            for name in sorted(self.arrays):
                one = io.BytesIO()
                np.save(one, self.arrays[name], allow_pickle=False)
                archive.writestr(zipfile.ZipInfo(f"{name}.npy", _WRITTEN_AT), one.getvalue())
        return packed.getvalue()


def parse(content: bytes) -> Learned:
    """Read what `to_bytes` wrote. Raises: Corrupt when it is anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            meta = LearnedMeta.model_validate_json(archive.read(_META))
            arrays = {
                name.removesuffix(".npy"): np.load(io.BytesIO(archive.read(name)), allow_pickle=False)
                for name in archive.namelist()
                if name != _META
            }
    except Exception as error:  # zipfile, numpy and pydantic raise many kinds for a damaged file
        raise Corrupt(f"{FILE} is not readable: build the version again") from error
    if not _fit(arrays, meta):
        raise Corrupt(f"{FILE} does not hold the matrices its meta names: build the version again")
    return Learned(arrays, meta)


def _fit(arrays: Mapping[str, NDArray[np.float32]], meta: LearnedMeta) -> bool:
    if set(arrays) != {"landmarks", "weights", "members"}:
        return False
    landmarks, intents = len(arrays["landmarks"]), len(meta.names)
    shapes = (
        arrays["landmarks"].shape == (landmarks, meta.encoder_dim),
        arrays["weights"].shape == (landmarks, intents + len(meta.shared)),
        arrays["members"].shape == (landmarks, intents),
    )
    return all(shapes) and all(bool(np.isfinite(array).all()) for array in arrays.values())


def chances(scores: NDArray[np.float32], calibration: Calibration) -> NDArray[np.float32]:
    """Return probabilities of scores: one intent a message (softmax, its top bent), or each by itself (logistic)."""
    if calibration.several:
        bent = calibration.slope * scores + calibration.offset
        return 1 / (1 + np.exp(-np.clip(bent, -30, 30)))  # type: ignore[no-any-return]
    powers = np.exp(calibration.slope * (scores - scores.max(axis=1, keepdims=True)))
    plain = powers / powers.sum(axis=1, keepdims=True)
    return _bent(plain, calibration.bend, calibration.offset) if plain.shape[1] > 1 else plain


LEAD = 1e-3
"""Share of what is left to certainty by which the likeliest stays ahead however far it is bent down."""


def _bent(plain: NDArray[np.float32], bend: float, offset: float) -> NDArray[np.float32]:
    """Move the likeliest to where left-out messages say it belongs; the others share the rest, none overtakes it."""
    ordered = np.sort(plain, axis=1)
    top, runner_up = (np.clip(ordered[:, at], 1e-6, 1 - 1e-6) for at in (-1, -2))
    moved = 1 / (1 + np.exp(-np.clip(bend * np.log(top / (1 - top)) + offset, -30, 30)))
    level = runner_up / (1 - top + runner_up)  # here the second would be as likely, and the first of equals wins
    moved = np.maximum(moved, level + LEAD * (1 - level))
    rest = plain * ((1 - moved) / (1 - top))[:, None]
    rest[np.arange(len(plain)), plain.argmax(axis=1)] = moved
    return rest  # type: ignore[no-any-return]


def nearness(cosines: NDArray[np.float32]) -> float:
    """Return the mean cosine to the three nearest examples of one intent, -1 when there are none."""
    return float(np.sort(cosines)[-NEAREST:].mean()) if len(cosines) else -1.0


def scope_score(
    top: NDArray[np.float32], near: NDArray[np.float32], near_mean: float, near_std: float
) -> NDArray[np.float32]:
    """Return `0.5 * logit(chance of the likeliest) + z(nearness)`, `(n,)`."""
    clipped = np.clip(top, 1e-6, 1 - 1e-6)
    return 0.5 * np.log(clipped / (1 - clipped)) + (near - near_mean) / near_std  # type: ignore[no-any-return]
