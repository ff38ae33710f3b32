"""Which files an import reads: one, or all of a folder. Opens them only to take their bytes."""

import os
from collections.abc import Iterator
from pathlib import Path

from assist.domain.base import Frozen
from assist.errors import BadInput, NotFound

MAX_BYTES = 20 * 1024 * 1024
"""A policy of a thousand pages with pictures; larger files are exports of something else."""
FORMATS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf", ".md": "text",
    ".markdown": "text", ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv",
    ".tsv": "csv",
}  # fmt: skip


class Found(Frozen):
    """A file to read, and its name in messages: its path below the folder that was given."""

    path: Path
    name: str

    @property
    def format(self) -> str:
        """The format its name says, "" for one we do not read."""
        return FORMATS.get(self.path.suffix.lower(), "")

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.name[: -len(self.path.suffix)] if self.path.suffix else self.name


def files(source: Path) -> list[Found]:
    """Return the files in order of their names; hidden ones and links are passed over. Raises: NotFound."""
    if not source.exists():
        raise NotFound(f"--from: no file or folder {source}")
    if not source.is_dir():
        return [Found(path=source, name=source.name)]
    return [Found(path=path, name=path.relative_to(source).as_posix()) for path in _below(source)]


def content(found: Found) -> bytes:
    """Return a file's bytes. Raises: BadInput when it is no ordinary file, empty, too large or not ours to read."""
    try:
        if not found.path.is_file():
            raise BadInput("is no ordinary file", code="not_readable")
        size = found.path.stat().st_size
        if size > MAX_BYTES:
            raise BadInput(
                f"has {-(-size // 1024 // 1024)} MB, more than {MAX_BYTES // 1024 // 1024} MB", code="too_large"
            )
        read = found.path.read_bytes()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", code="not_readable") from error
    if not read.strip():
        raise BadInput("is empty", code="not_readable")
    return read


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name)):
        if path.name.startswith((".", "~$")) or path.is_symlink():
            continue
        if path.is_dir():
            yield from _below(path)
        else:
            yield path
