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
        between = kernel(landmarks, landmarks, shape.sharpness).astype(np.float64)
        between[np.diag_indices(len(landmarks))] += JITTER
        self._features: Matrix = kernel(rows, landmarks, shape.sharpness)
        weighted: Matrix = self._features * np.sqrt(masses)[:, None]
        gram = (weighted.T @ weighted).astype(np.float64) + shape.ridge * between
        self._inverse: Matrix = np.linalg.inv(gram).astype(np.float32)
        self.weights: Matrix = self._inverse @ (weighted.T @ (targets * np.sqrt(masses)[:, None]))
        self.scores: Matrix = self._features @ self.weights

    @cached_property
    def _spread(self) -> Matrix:
        spread: Matrix = self._features @ self._inverse
        return spread

    def left_out(self, groups: Sequence[Rows]) -> Matrix:
        """Return the scores each row gets from a fit without its group; rows of no group keep their own."""
        found = self.scores.copy()
        for group in groups:
            found[group] = self.without(group)
        return found

    def without(self, group: Rows) -> Matrix:
        """Return the scores of these rows from a fit without them."""
        influence = (self._spread[group] @ self._features[group].T) * self._masses[group][None, :]
        residual = self._targets[group] - self.scores[group]
        left = np.linalg.solve(np.eye(len(group)) - influence.astype(np.float64), residual.astype(np.float64))
        found: Matrix = (self._targets[group] - left).astype(np.float32)
        return found
