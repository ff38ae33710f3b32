"""An encoder that remembers: what was encoded for one client is kept in a file, by the digest of the text and not the text.

Learning reads the same examples at every try and again at the build; encoding them is most of the work.
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assist.ports import Encoder, Vectors

MAX_REMEMBERED = 80_000
"""Rows kept in one file: 120 MB; the newest stay."""
_log = logging.getLogger("assist.encoder")


class RememberedEncoder:
    """The port `Encoder` before another one; a file that is missing, damaged or of another encoder is begun anew."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self._encoder = encoder
        self._file = file
        self._rows: dict[bytes, Vectors] | None = None
        self.fingerprint, self.dim = encoder.fingerprint, encoder.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, encoding only texts not seen before."""
        known = self._known()
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            known.update(zip(new, self._encoder.encode(list(new.values())), strict=True))
            self._keep(known)
        found = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, key in enumerate(keys):
            found[row] = known[key]
        return found

    def knows(self, word: str) -> bool:
        return self._encoder.knows(word)

    def _known(self) -> dict[bytes, Vectors]:
        if self._rows is None:
            self._rows = self._read()
        return self._rows

    def _read(self) -> dict[bytes, Vectors]:
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                keys, rows = stored["keys"], stored["rows"]
                fits = str(stored["fingerprint"]) == self.fingerprint and rows.shape == (len(keys), self.dim)
                return dict(zip(map(bytes, keys), rows, strict=True)) if fits else {}
        except FileNotFoundError:
            return {}
        except Exception as error:  # numpy and zipfile raise many kinds for a damaged file; it only saves time
            _log.warning("%s is not readable (%s): encoding again", self._file.name, type(error).__name__)
            return {}

    def _keep(self, known: dict[bytes, Vectors]) -> None:
        """Write beside and rename; a disk that is full costs the memory and nothing else."""
        newest = list(known.items())[-MAX_REMEMBERED:]
        keys = np.frombuffer(b"".join(key for key, _ in newest), dtype=np.uint8).reshape(len(newest), -1)
        beside = self._file.with_name(f".{self._file.name}.{os.getpid()}-{secrets.token_hex(3)}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as stream:
                np.savez(stream, keys=keys, rows=np.stack([row for _, row in newest]), fingerprint=self.fingerprint)
            beside.replace(self._file)
        except OSError as error:
            _log.warning("%s cannot be written: %s", self._file.name, error.strerror)
            beside.unlink(missing_ok=True)
