"""A client's `intents.jsonl` on disk: replaced whole or not at all."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assist.errors import BadInput
from assist.triage.examples import FILE, Example, written


def write(folder: Path, found: Sequence[Example]) -> Path:
    """Write the examples beside, flush, rename; return the file. Raises: BadInput when the folder cannot be written."""
    target = folder / FILE
    try:
        descriptor, scratch = tempfile.mkstemp(dir=folder, prefix=f".{FILE}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(written(found))
                stream.flush()
                os.fsync(stream.fileno())
            Path(scratch).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(scratch).replace(target)
            _flush(folder)
        finally:
            Path(scratch).unlink(missing_ok=True)
    except OSError as error:
        raise BadInput(f"{folder.name}/{FILE} cannot be written: {error.strerror}") from error
    return target


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
