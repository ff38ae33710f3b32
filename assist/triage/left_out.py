"""How good a fit is on messages it has not seen: every example judged without itself and its copy. Chooses the thresholds.

No test set is looked at; the in-scope share to keep is the client's, the rest follows from its examples.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.triage.learned import Calibration, chances, nearness, scope_score
from assist.triage.learning_rows import LearningRows
from assist.triage.ridge import Fitted, Matrix, Rows

SURE_PRECISION = 0.8
LEAST_SPREAD = 0.02
"""Of cosines: a handful of examples may happen to lie equally near."""
MOST_UNSEEN = 100
"""Examples an intent that are left out together, at most."""
ENOUGH_NULLS = 20
"""Messages marked out of scope from which they have a say in the scope threshold."""
LEAST_GIVEN_UP = 0.015
"""Share of in-scope messages given up at least: on clinc150's validation part 0.938 kept and right with 0.83 of strangers rejected."""
MANY = 0.05
"""Share of examples with several intents from which each intent is judged by itself."""
_NEWTON_STEPS = 12
_HELD = 2.0
"""Weight of the belief that probabilities need no bending, in examples."""
_UNBENT = np.array([1.0, 0.0])
_SLOPES = np.linspace(1.0, 40.0, 79)
_SEVERAL_SLOPES = np.linspace(2.0, 30.0, 29)
_SEVERAL_OFFSETS = np.linspace(-12.0, 0.0, 25)


@dataclass(frozen=True)
class LeftOut:
    """Scores of all rows from fits without them, and what follows."""

    rows: LearningRows
    scores: Matrix
    """`(n, k + s)`: own intents, then shared ones."""
    near: Matrix
    """Nearness of every row to its likeliest own intent, itself and its copy left out."""
    calibration: Calibration
    near_mean: float
    near_std: float
    fitted: Fitted
    landmarks: Rows

    @property
    def own(self) -> Matrix:
        """`(n, k)` chances of the client's own intents."""
        found = chances(self.scores, self.calibration)
        return found[:, : len(self.rows.names)]

    @property
    def scope(self) -> Matrix:
        """`(n,)` scope scores."""
        return scope_score(self.own.max(axis=1), self.near, self.near_mean, self.near_std)

    def right(self, at: Rows) -> NDArray[np.bool_]:
        """Say of these rows whether the likeliest intent is one they mean."""
        top, k = self.scores[at].argmax(axis=1), len(self.rows.names)
        hits: NDArray[np.bool_] = self.rows.members[at, np.minimum(top, k - 1)] & (top < k)
        return hits

    @property
    def judged(self) -> Rows:
        """Examples and copies: what a customer may write about the client's own intents."""
        return np.concatenate([self.rows.examples, self.rows.copies])


def left_out(rows: LearningRows, fitted: Fitted, scores: Matrix, landmarks: Rows) -> LeftOut:
    """Calibrate left-out scores and measure their nearness."""
    near = nearness_of(rows, scores, landmarks)
    calibration = calibrated(rows, scores)
    own = near[rows.examples]
    mean, spread = float(own.mean()), max(float(own.std()), LEAST_SPREAD)
    return LeftOut(rows, scores, near, calibration, mean, spread, fitted, landmarks)


def unknown_scope(found: LeftOut) -> Matrix:
    """Return scope scores of a sample of each intent's examples when the whole intent was never seen."""
    rows = found.rows
    scores: list[Matrix] = []
    for intent in range(len(rows.names)):
        whole = rows.single[rows.members[rows.single, intent]][:MOST_UNSEEN]
        if len(whole):
            unseen = found.fitted.without(whole)
            unseen[:, intent] = 0  # its column would only repeat what its names and copies say
            scores.append(_unseen_scope(found, whole, unseen, intent))
    return np.concatenate(scores) if scores else np.zeros(0, dtype=np.float32)


def _unseen_scope(found: LeftOut, whole: Rows, scores: Matrix, intent: int) -> Matrix:
    rows = found.rows
    own = scores[:, : len(rows.names)]
    near = np.zeros(len(whole), dtype=np.float32)
    for at, (row, top) in enumerate(zip(whole, own.argmax(axis=1), strict=True)):
        members = found.landmarks[rows.members[found.landmarks, top] & ~rows.members[found.landmarks, intent]]
        near[at] = nearness(rows.vectors[members] @ rows.vectors[row])
    top_chance = chances(scores, found.calibration)[:, : len(rows.names)].max(axis=1)
    return scope_score(top_chance, near, found.near_mean, found.near_std)


def is_several(rows: LearningRows) -> bool:
    """Say whether the examples ask for several intents at once often enough to learn it."""
    return bool((rows.members[rows.examples].sum(axis=1) > 1).mean() >= MANY)


def calibrated(rows: LearningRows, scores: Matrix) -> Calibration:
    """Return the calibration of least log-loss on left-out examples. Source: Guo et al. 2017 (temperature scaling).

    One imagined mistake is added to the examples: a handful that are all right says little of the next one.
    """
    if is_several(rows):
        return _calibrated_several(rows, scores)
    at, label, weight = _one_answer(rows)
    own, doubt = np.arange(len(at)), 1 / (len(at) + 2)
    best, slope = np.inf, 1.0
    for value in _SLOPES:
        chance = chances(scores[at], Calibration(several=False, slope=value))[own, label]
        surprise = (1 - doubt) * np.log(chance + 1e-9) + doubt * np.log(1 - chance + 1e-9)
        loss = -float((weight * surprise).sum())
        best, slope = min((best, slope), (loss, float(value)))
    plain = chances(scores[at], Calibration(several=False, slope=slope))
    bend, offset = bending(plain.max(axis=1), plain.argmax(axis=1) == label, weight)
    return Calibration(several=False, slope=slope, bend=bend, offset=offset)


def _one_answer(rows: LearningRows) -> tuple[Rows, Rows, Matrix]:
    """Return the rows with one right answer, their column and weight: shared utterances weigh as much as all examples."""
    at = rows.single
    names = shared_columns(rows)
    shared = [
        (row, names[name]) for row, name in zip(rows.background.tolist(), rows.shared, strict=True) if name in names
    ]
    share = len(at) / max(len(shared), 1)
    return (
        np.array([*at.tolist(), *(row for row, _ in shared)]),
        np.array([*rows.members[at].argmax(axis=1).tolist(), *(column for _, column in shared)]),
        np.array([1.0] * len(at) + [share] * len(shared), dtype=np.float32),
    )


def shared_columns(rows: LearningRows) -> dict[str, int]:
    """Return the column of each shared intent that is none of the client's own."""
    names = sorted({name for name in rows.shared if name and name not in rows.names})
    return {name: len(rows.names) + at for at, name in enumerate(names)}


def bending(top: Matrix, right: NDArray[np.bool_], weight: Matrix) -> tuple[float, float]:
    """Return slope and offset of a logistic fit of being right on the log-odds of the likeliest, held near (1, 0).

    Source: Platt 1999; Newton steps with a ridge, since a handful of examples may all be right, and halved while they
    overshoot, since most are right with odds so high that a full step runs away.
    """
    clipped = np.clip(top.astype(np.float64), 1e-6, 1 - 1e-6)
    features = np.stack([np.log(clipped / (1 - clipped)), np.ones(len(top))], axis=1)

    def loss(found: NDArray[np.float64]) -> float:
        odds = np.where(right, 1, -1) * (features @ found)
        return float((weight * np.logaddexp(0, -odds)).sum() + _HELD / 2 * ((found - _UNBENT) ** 2).sum())

    found = _UNBENT
    for _ in range(_NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        pull = features.T @ (weight * (chance - right)) + _HELD * (found - _UNBENT)
        curve = (features * (weight * chance * (1 - chance))[:, None]).T @ features + _HELD * np.eye(2)
        step = np.linalg.solve(curve, pull)
        sizes = (0.5**halved for halved in range(_NEWTON_STEPS))
        found = next((next_ for size in sizes if loss(next_ := found - size * step) <= loss(found)), found)
    return max(float(found[0]), 0.2), float(found[1])


def _calibrated_several(rows: LearningRows, scores: Matrix) -> Calibration:
    at = rows.examples
    found, meant = scores[at][:, : len(rows.names)], rows.members[at]
    best = (np.inf, 1.0, 0.0)
    for slope in _SEVERAL_SLOPES:
        for offset in _SEVERAL_OFFSETS:
            calibration = Calibration(several=True, slope=slope, offset=offset)
            chance = np.clip(chances(found, calibration), 1e-6, 1 - 1e-6)
            loss = -np.where(meant, np.log(chance), np.log(1 - chance)).mean()
            best = min(best, (float(loss), float(slope), float(offset)))
    return Calibration(several=True, slope=best[1], offset=best[2])


def nearness_of(rows: LearningRows, scores: Matrix, landmarks: Rows) -> Matrix:
    """Return for every row how near the examples of its likeliest intent lie, its own group left out."""
    group = np.arange(len(rows.vectors))
    group[rows.copies] = rows.copied
    top = scores[:, : len(rows.names)].argmax(axis=1)
    near = np.full(len(rows.vectors), -1.0, dtype=np.float32)
    for intent in np.unique(top):
        asking = np.flatnonzero(top == intent)
        members = landmarks[rows.members[landmarks, intent]]
        cosines = rows.vectors[asking] @ rows.vectors[members].T
        for row, found in zip(asking, cosines, strict=True):
            near[row] = nearness(found[group[members] != group[row]])
    return near


def share_kept(rows: LearningRows) -> float:
    """Return the least share of a client's own messages the scope threshold keeps when the client does not say.

    With few examples an intent the weakest of its messages look like strangers' and giving up one in twenty keeps most
    strangers out; with many, strangers are far already. A client that marks no stranger has hardly any to keep out.
    Chosen on the development parts of clinc150, dstc11 and banking77.
    """
    examples = float(np.median(rows.members[rows.examples].sum(axis=0)))
    given_up = float(np.clip(0.5 / max(examples, 1.0), LEAST_GIVEN_UP, 0.05))
    return 1 - (given_up if len(rows.nulls) >= ENOUGH_NULLS else LEAST_GIVEN_UP)


def scope_threshold(found: LeftOut, keep: float) -> float:
    """Return the scope threshold that keeps this share of left-out examples.

    Lower where that costs nothing: enough messages marked out of scope, and all of them still below.
    """
    scores = found.scope
    kept = float(np.quantile(scores[found.rows.examples], 1 - keep))
    if len(found.rows.nulls) < ENOUGH_NULLS:
        return kept
    return min(kept, float(scores[found.rows.nulls].max()) + 1e-3)


def second_threshold(found: LeftOut) -> float:
    """Return the chance from which an intent stands beside the first: of best F1 on left-out examples, else one half."""
    if not found.calibration.several:
        return 0.5
    own, meant = found.own[found.rows.examples], found.rows.members[found.rows.examples]
    grid = np.linspace(0.15, 0.7, 23)
    return float(grid[int(np.argmax([micro_f1(own, meant, float(least)) for least in grid]))])


def micro_f1(own: Matrix, meant: NDArray[np.bool_], least: float) -> float:
    """Return the micro-averaged F1 of naming every intent with at least this chance, and always the likeliest."""
    named = own >= least
    named[np.arange(len(own)), own.argmax(axis=1)] = True
    return float(2 * (named & meant).sum() / max(named.sum() + meant.sum(), 1))


def sure_threshold(found: LeftOut) -> float:
    """Return the lowest chance from which the first intent is right in four of five left-out examples."""
    at = found.rows.examples
    top, right = found.own[at].max(axis=1), found.right(at)
    order = np.argsort(-top, kind="stable")
    running = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(running >= SURE_PRECISION)
    return float(top[order][good[-1]]) if len(good) else 0.99


def calibration_error(top: Matrix, right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over 15 equal-width bins."""
    bins = np.minimum((top * 15).astype(int), 14)
    gaps = [abs(top[bins == n].mean() - right[bins == n].mean()) * (bins == n).mean() for n in np.unique(bins)]
    return float(sum(gaps))
