"""The exported model, served with onnxruntime and without torch."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assist.encoder.sources import digest
from assist.errors import Corrupt
from assist.ports import Vectors

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

MODEL_FILE = "model.int8.onnx"


class OnnxEncoder:
    """The port `Encoder` on an exported model; one text a call, as activation scales span a batch.

    The texts of one visit are shared among `threads` workers, each on one core: a visit of several texts takes the
    time of the longest few instead of their sum, and no vector depends on how they were shared.
    """

    def __init__(self, folder: Path, fingerprint: str, *, threads: int = 1) -> None:
        self.fingerprint = fingerprint
        recipe = _read_recipe(folder)
        self.dim: int = recipe["dim"]
        self._session = _session(folder / MODEL_FILE, recipe["model_sha256"])
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="encode") if threads > 1 else None
        self._tokenizer = _tokenizer(folder / "tokenizer.json", recipe["max_tokens"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return `(n, dim)` float32 unit rows; an empty text gets the vector of its special tokens."""
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        run = map if self._pool is None or len(texts) == 1 else self._pool.map
        return np.stack(list(run(self._row, texts)))

    def knows(self, word: str) -> bool:
        """Say whether the tokenizer holds this word in small letters as one piece."""
        return self._tokenizer.token_to_id(word) is not None

    def _row(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        row: Vectors = self._session.run(None, feeds)[0][0]
        return row


def _read_recipe(folder: Path) -> dict[str, Any]:
    try:
        recipe: dict[str, Any] = json.loads((folder / "recipe.json").read_text())
    except (OSError, ValueError) as error:
        raise Corrupt(f"encoder cache {folder.name} is broken: delete the folder") from error
    return recipe


def _session(file: Path, expected_sha256: str) -> "onnxruntime.InferenceSession":
    if digest(file) != expected_sha256:
        raise Corrupt(f"encoder cache {file.parent.name}/{file.name} was changed: delete the folder")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _tokenizer(file: Path, max_tokens: int) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=max_tokens)
    return tokenizer
