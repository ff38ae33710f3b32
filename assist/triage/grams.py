"""The spelling of a text as hashed counts: words, neighbouring words and letter runs, which an encoder blurs.

Folded to plain lower-case letters, so that a missing accent or a slip of the thumb costs little in any language.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 14
"""Cross-validated accuracy falls by 0.004 at 8,192 and by 0.012 at 4,096, and does not rise beyond."""
READ_CHARACTERS = 1_200
"""About what the encoder reads, too (256 tokens)."""
RUNS = (3, 4)
"""Lengths of the letter runs: longer ones add size and nothing else."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = "#"


def counted(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the buckets of a text in order and `1 + log(count)` of each."""
    words = [_NUMBER if word.isdecimal() else word for word in _WORD.findall(folded(text[:READ_CHARACTERS]))]
    found = [bucket for word in words for bucket in _inside(word)]
    found += [_bucket(f"2{first} {second}") for first, second in pairwise(words)]
    buckets, counts = np.unique(np.array(found, dtype=np.int64), return_counts=True)
    return buckets, (1 + np.log(counts)).astype(np.float32)


def weighed(text: str, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the buckets of a text and their values, rare ones heavier, of length 1 together; none for no words."""
    buckets, counts = counted(text)
    values = counts * rarity[buckets]
    length = float(np.sqrt(values @ values))
    return buckets, values / length if length else values


def rarity_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return `(BUCKETS,)` smoothed inverse document frequencies."""
    seen = np.zeros(BUCKETS, dtype=np.float32)
    for text in texts:
        seen[counted(text)[0]] += 1
    return np.log((1 + len(texts)) / (1 + seen)).astype(np.float32) + 1


def folded(text: str) -> str:
    """Return the text in lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in apart if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 15)
def _inside(word: str) -> tuple[int, ...]:
    """Return the buckets of a word and its letter runs: customers share most of their words."""
    framed = f"<{word}>"
    runs = [framed[start : start + length] for length in RUNS for start in range(len(framed) - length + 1)]
    return tuple(_bucket(gram) for gram in (f"1{word}", *runs))


def _bucket(gram: str) -> int:
    return crc32(gram.encode("utf-8", "surrogatepass")) % BUCKETS
