"""Kernel ridge regression on unit vectors: fits a handful of examples in closed form and judges itself by leaving them out.

Targets are one column an intent, 1 where an example means it; an out-of-scope example has zeros everywhere. A score far
from all examples falls to 0 by itself, which is what makes it a good judge of scope. Knows no intent and no text.
Source: Rasmussen and Williams 2006, chapter 2 (the mean of a Gaussian process); Williams and Seeger 2001 (landmarks).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assist.ports import Vectors

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]
MAX_LANDMARKS = 4_000
"""Examples the kernel is spanned by: exact up to here; 15,000 examples then fit in a minute and serve in 1 ms."""
JITTER = 1e-4
"""Added to the diagonal of the landmarks' kernel: equal texts would make it singular."""
_STEP = 1_024
"""Rows summed in double precision at once: in single precision the sums would drown the jitter, and with it the fit."""


@dataclass(frozen=True)
class Shape:
    """How far an example reaches (`sharpness`) and how much it is believed (`ridge`: less is more)."""

    sharpness: float
    ridge: float


def kernel(rows: Vectors, landmarks: Vectors, sharpness: float) -> Matrix:
    """Return `(n, m)`: 1 at the same place, `exp(-sharpness)` at a right angle."""
    return np.exp(sharpness * (rows @ landmarks.T - 1))  # type: ignore[no-any-return]


class Fitted:
    """One fit. `weights (m, k)` serve: scores are `kernel(x, landmarks) @ weights`."""

    def __init__(self, rows: Vectors, targets: Matrix, masses: Matrix, landmarks: Vectors, shape: Shape) -> None:
        self._targets, self._masses = targets, masses
        from scipy.linalg import cho_solve  # only learning needs it, and serving loads this module

        between = kernel(landmarks, landmarks, shape.sharpness).astype(np.float64)
        between[np.diag_indices(len(landmarks))] += JITTER
        self._features: Matrix = kernel(rows, landmarks, shape.sharpness)
        gram, moment = shape.ridge * between, np.zeros((len(landmarks), targets.shape[1]))
        for at in range(0, len(rows), _STEP):
            part, mass = self._features[at : at + _STEP].astype(np.float64), masses[at : at + _STEP, None]
            gram += part.T @ (part * mass)
            moment += part.T @ (targets[at : at + _STEP] * mass)
        self._lower = np.linalg.cholesky(gram)
        self.weights: Matrix = cho_solve((self._lower, True), moment).astype(np.float32)
        self.scores: Matrix = self._features @ self.weights

    @cached_property
    def _whitened(self) -> Matrix:
        """`(n, m)`, one row an example: their products are the influence of one example on another."""
        from scipy.linalg import solve_triangular

        found = np.empty_like(self._features)
        for at in range(0, len(found), _STEP):
            part = self._features[at : at + _STEP].T.astype(np.float64)
            found[at : at + _STEP] = solve_triangular(self._lower, part, lower=True).T
        return found

    def left_out(self, groups: Sequence[Rows]) -> Matrix:
        """Return the scores each row gets from a fit without its group; rows of no group keep their own."""
        found = self.scores.copy()
        for group in groups:
            found[group] = self.without(group)
        return found

    def without(self, group: Rows) -> Matrix:
        """Return the scores of these rows from a fit without them."""
        influence = (self._whitened[group] @ self._whitened[group].T) * self._masses[group][None, :]
        residual = self._targets[group] - self.scores[group]
        left = np.linalg.solve(np.eye(len(group)) - influence.astype(np.float64), residual.astype(np.float64))
        found: Matrix = (self._targets[group] - left).astype(np.float32)
        return found
