"""Which rows of passages belong to one page: passages of a page stand next to each other. Knows rows, no vectors."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assist.domain.knowledge import Passage
from assist.retrieval.ranker import Row

MOST = 3
"""Passages of a page that count for how near the page is: more would favour long pages."""


class PageRows:
    """The pages behind the rows of passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        changes = [row for row, one in enumerate(passages) if row == 0 or one.page_id != passages[row - 1].page_id]
        self._starts = np.array(changes, dtype=np.intp)
        self._sizes = np.diff([*changes, len(passages)]) if changes else np.zeros(0, dtype=np.intp)
        self._page_of = np.repeat(np.arange(len(self._starts)), self._sizes)

    def spread(self, of_pages: Row) -> Row:
        """Return a value a passage from one a page."""
        return np.repeat(of_pages, self._sizes)

    def mean_of_best(self, cosines: Row) -> Row:
        """Return for every passage the mean of the three best cosines on its page, of fewer on a shorter one."""
        if not len(self._starts):
            return cosines
        left = cosines.astype(np.float32, copy=True)
        total = np.zeros(len(self._starts), dtype=np.float32)
        for taken in range(MOST):
            best = np.maximum.reduceat(left, self._starts)
            total += np.where(self._sizes > taken, best, 0.0)
            left[self._first_of(left, best)] = -2.0
        return self.spread((total / np.minimum(self._sizes, MOST)).astype(np.float32))

    def _first_of(self, values: Row, best: Row) -> NDArray[np.intp]:
        """Return the first row of each page that holds its best value."""
        rows = np.flatnonzero(values == self.spread(best))
        pages = self._page_of[rows]
        first: NDArray[np.intp] = rows[np.concatenate(([True], pages[1:] != pages[:-1]))]
        return first
