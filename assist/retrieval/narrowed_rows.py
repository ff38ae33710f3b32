"""Which rows of passages hold only for some days or countries, and which of them hold now. Knows rows, no text."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assist.domain.enums import DatesBy
from assist.domain.knowledge import Passage
from assist.retrieval.search import Scope

Rows = NDArray[np.intp]
_DATES_BY = tuple(DatesBy)


class NarrowedRows:
    """The passages with dates or countries, laid out once: a large client has thousands."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        chosen = [(row, passage) for row, passage in enumerate(passages) if _is_narrowed(passage)]
        self.rows: Rows = np.array([row for row, _ in chosen], dtype=np.intp)
        self._from = np.array([_ordinal(passage.effective_from, date.min) for _, passage in chosen], dtype=np.int64)
        self._until = np.array([_ordinal(passage.effective_until, date.max) for _, passage in chosen], dtype=np.int64)
        self._dates_by = np.array([_DATES_BY.index(passage.dates_by) for _, passage in chosen], dtype=np.intp)
        self._by_country = np.array([bool(passage.countries) for _, passage in chosen], dtype=bool)
        self._serving = {
            country: np.array([country in passage.countries for _, passage in chosen], dtype=bool)
            for country in {country for _, passage in chosen for country in passage.countries}
        }

    def in_scope(self, scope: Scope) -> NDArray[np.bool_]:
        """Say for each of `rows` whether it holds on the day that counts for it, where the parcel goes if known."""
        days = np.array([scope.moments.day_for(dates_by).toordinal() for dates_by in _DATES_BY])[self._dates_by]
        holds: NDArray[np.bool_] = (self._from <= days) & (days <= self._until)
        if scope.country:
            holds &= ~self._by_country | self._serving.get(scope.country, np.zeros_like(self._by_country))
        return holds


def _is_narrowed(passage: Passage) -> bool:
    return bool(passage.countries or passage.effective_from or passage.effective_until)


def _ordinal(day: date | None, otherwise: date) -> int:
    return (day or otherwise).toordinal()
