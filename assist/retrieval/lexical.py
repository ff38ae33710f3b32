"""BM25 over passages and over whole pages; the only door to bm25s. Knows terms and row numbers, no passages."""

import hashlib
import io
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.errors import Corrupt

Scores = NDArray[np.float32]
TERMS = "terms.npy"
_PARTS = {"data": "scores.npy", "indices": "documents.npy", "indptr": "columns.npy"}
"""What bm25s makes: the scores by term and document, whose they are, and where each term's begin."""
_METHOD = "lucene"
_K1, _B = 1.2, 0.75
"""The usual constants. Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), 3.1."""


class LexicalIndex:
    """BM25 scores of every document for every term, laid out by term.

    Terms are kept as 64-bit digests in ascending order: pairs of words make millions of them in a large client, and as
    strings they would take more memory than all vectors.
    """

    def __init__(self, scores: Mapping[str, NDArray[Any]], digests: NDArray[np.uint64], documents: int) -> None:
        self._scores = scores
        self._digests = digests
        self._documents = documents

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> "LexicalIndex":
        """Index documents given as their terms; a document may be empty."""
        known = {
            term: digest for document in documents for term, digest in zip(document, _digests(document), strict=True)
        }
        digests = np.unique(np.fromiter(known.values(), dtype=np.uint64, count=len(known)))
        if not len(digests):
            return cls({}, digests, len(documents))
        ids = {
            term: int(at)
            for term, at in zip(known, np.searchsorted(digests, np.fromiter(known.values(), np.uint64)), strict=True)
        }
        rows = [[ids[term] for term in document] for document in documents]
        import bm25s  # only building needs it, and its scipy takes 0.2 s to load

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells each step at DEBUG
        index = bm25s.BM25(method=_METHOD, k1=_K1, b=_B)
        index.index((rows, {at: at for at in range(len(digests))}), create_empty_token=False, show_progress=False)
        return cls({part: index.scores[part] for part in _PARTS}, digests, len(documents))

    def write(self, folder: Path) -> None:
        """Write the index into `folder`, which is made."""
        folder.mkdir(parents=True)
        np.save(folder / TERMS, self._digests, allow_pickle=False)
        for part, name in _PARTS.items():
            if part in self._scores:
                np.save(folder / name, self._scores[part], allow_pickle=False)

    @classmethod
    def parse(cls, files: Mapping[str, bytes], documents: int) -> "LexicalIndex":
        """Read an index of `documents` documents from its files by name, whose digests the caller has checked.

        Raises: Corrupt when it is not readable or of another size.
        """
        try:
            digests = _array(files[TERMS])
            parts = {part: _array(files[name]) for part, name in _PARTS.items()} if len(digests) else {}
        except (EOFError, ValueError, KeyError) as error:
            raise Corrupt("a lexical index is not readable") from error
        if parts and not (len(parts["indptr"]) == len(digests) + 1 and parts["indices"].max() < documents):
            raise Corrupt(f"a lexical index is not one of {documents} documents")
        return cls(parts, digests, documents)

    def __len__(self) -> int:
        return self._documents

    def scores(self, terms: Sequence[str]) -> Scores:
        """Return the BM25 score of every document: `(n,)` float32, zero where no term occurs; repeated terms count."""
        columns, times = self._columns(terms)
        if not len(columns):
            return np.zeros(self._documents, dtype=np.float32)
        starts, ends = self._scores["indptr"][columns], self._scores["indptr"][columns + 1]
        lengths = ends - starts
        offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        places = np.arange(int(lengths.sum())) + offsets
        weights = self._scores["data"][places] * np.repeat(times, lengths)
        total = np.bincount(self._scores["indices"][places], weights=weights, minlength=self._documents)
        return total.astype(np.float32)

    def rarity(self, terms: Sequence[str]) -> Scores:
        """Return the inverse document frequency of each term: `(terms,)` float32; unknown terms are the rarest."""
        found = np.full(len(terms), self._documents and np.log(1 + 2 * (self._documents + 0.5)), dtype=np.float32)
        if not len(self._digests) or not len(terms):
            return found
        digests = _digests(terms)
        at = np.minimum(np.searchsorted(self._digests, digests), len(self._digests) - 1)
        known = self._digests[at] == digests
        held = self._scores["indptr"][at + 1] - self._scores["indptr"][at]
        rare = np.log(1 + (self._documents - held + 0.5) / (held + 0.5))
        return np.where(known, rare, found).astype(np.float32)

    def holds(self, terms: Sequence[str]) -> bool:
        """Say whether any of the terms occurs."""
        return bool(len(self._columns(terms)[0]))

    def _columns(self, terms: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the columns of the terms that occur, and how often each is asked for."""
        counted = Counter(terms)
        if not counted or not len(self._digests):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        digests = _digests(list(counted))
        at = np.minimum(np.searchsorted(self._digests, digests), len(self._digests) - 1)
        known = self._digests[at] == digests
        times = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        return at[known].astype(np.int64), times[known]


def _array(content: bytes) -> NDArray[Any]:
    array: NDArray[Any] = np.load(io.BytesIO(content), allow_pickle=False)
    return array


def _digests(terms: Sequence[str]) -> NDArray[np.uint64]:
    """Return a 64-bit digest a term, the same on every machine."""
    joined = b"".join(hashlib.blake2b(term.encode(), digest_size=8).digest() for term in terms)
    return np.frombuffer(joined, dtype="<u8").astype(np.uint64)
