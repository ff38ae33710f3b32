"""Exact inner-product search; the only door to faiss. Knows nothing of passages but their row numbers."""

from pathlib import Path

import faiss
import numpy as np

from assist.errors import Corrupt
from assist.ports import Vectors

NEIGHBOURS = 2_048
"""Rows scored for a query; the sample brands have 700. A million rows sorted for each query would take seconds."""


class FaissIndex:
    """Flat index over `(n, dim)` float32 unit rows: exact, byte-identical when written twice."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "FaissIndex":
        index = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def parse(cls, content: bytes) -> "FaissIndex":
        """Read an index whose digest the caller has checked: flipped bits may load without complaint."""
        try:
            return cls(faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8)))
        except RuntimeError as error:
            raise Corrupt("the vectors are not a readable index") from error

    def write(self, file: Path) -> None:
        """Write the index. Raises: OSError when the disk is full."""
        try:
            faiss.write_index(self._index, str(file))
        except RuntimeError as error:  # how faiss reports every failed write
            raise OSError(f"{file.name} cannot be written") from error

    def rows(self) -> Vectors:
        """Return all rows: `(n, dim)` float32."""
        if len(self) == 0:
            return np.zeros((0, self._index.d), dtype=np.float32)
        rows: Vectors = self._index.reconstruct_n(0, len(self))
        return rows

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def scores(self, queries: Vectors) -> Vectors:
        """Return the cosine of every query with its nearest 2,048 rows, -1 for all others: `(queries, n)` float32.

        Raises: Corrupt when the queries have another width than the index.
        """
        if queries.shape[1] != self._index.d:
            raise Corrupt(f"query has {queries.shape[1]} dimensions, the index {self._index.d}")
        table = np.full((len(queries), len(self)), -1.0, dtype=np.float32)
        if len(self) == 0 or len(queries) == 0:
            return table
        near, rows = self._index.search(np.ascontiguousarray(queries), min(len(self), NEIGHBOURS))
        np.put_along_axis(table, rows, near, axis=1)
        return table
