"""Which files an import reads: one, or all of a folder. Opens them only to take their bytes."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assist.domain.base import Frozen
from assist.errors import BadInput, NotFound
from assist.importing.material import Fault

MB = 1024 * 1024
MAX_BYTES = 20 * MB
"""A policy of a thousand pages with pictures; larger files are exports of something else."""
FORMATS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf", ".md": "text",
    ".markdown": "text", ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv",
    ".tsv": "csv",
}  # fmt: skip
_KEPT_WHOLE = ("text", "jsonl", "json", "csv")
"""Formats that are all words."""


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


@dataclass(frozen=True)
class Bounds:
    """What one import reads at most. No more than two files are open at a time; only their words are kept."""

    files: int = 5_000
    """Ten times the articles of a large help centre; at some eight parsed a second, ten minutes."""
    total_mb: int = 500
    text_mb: int = 100
    """Of it, plain text and tables: all words, these take some five times their size in memory."""


class Selection(Frozen):
    """The files an import reads, and one fault that names all it does not."""

    files: tuple[Found, ...]
    faults: tuple[Fault, ...] = ()


def files(source: Path) -> list[Found]:
    """Return the files in order of their names; hidden ones and links are passed over. Raises: NotFound."""
    if not source.exists():
        raise NotFound(f"--from: no file or folder {source}")
    if not source.is_dir():
        return [Found(path=source, name=source.name)]
    return [Found(path=path, name=path.relative_to(source).as_posix()) for path in _below(source)]


def within(found: Sequence[Found], bounds: Bounds) -> Selection:
    """Return the files up to the first that passes a bound, in their order, so that the rest is easily named."""
    files, total, text = 0, 0, 0
    for position, each in enumerate(found):
        size = _counted_size(each)
        files += bool(each.format)
        total += size
        text += size if each.format in _KEPT_WHOLE else 0
        bound = _passed(bounds, files=files, total=total, text=text)
        if bound:
            return Selection(files=tuple(found[:position]), faults=(_left_out(found[position:], bound),))
    return Selection(files=tuple(found))


def _counted_size(found: Found) -> int:
    """Return a file's bytes as far as they would be read at all."""
    try:
        size = found.path.stat().st_size if found.format else 0
    except OSError:  # reading it says so, in its own place
        return 0
    return size if size <= MAX_BYTES else 0


def _passed(bounds: Bounds, *, files: int, total: int, text: int) -> str:
    if files > bounds.files:
        return f"{bounds.files:,} files"
    if total > bounds.total_mb * MB:
        return f"{bounds.total_mb} MB"
    return f"{bounds.text_mb} MB of plain text and tables" if text > bounds.text_mb * MB else ""


def _left_out(rest: Sequence[Found], bound: str) -> Fault:
    names = [each.name for each in rest if each.format]
    others = f" and the {len(names) - 1:,} after it, up to {names[-1]}, are" if len(names) > 1 else " is"
    message = (
        f"this file{others} left out: one import reads at most {bound}; import the rest from a folder of their own"
    )
    return Fault(source=names[0], code="too_much", message=message)


def content(found: Found) -> bytes:
    """Return a file's bytes. Raises: BadInput when it is no ordinary file, empty, too large or not ours to read."""
    try:
        if not found.path.is_file():
            raise BadInput("is no ordinary file", code="not_readable")
        size = found.path.stat().st_size
        if size > MAX_BYTES:
            raise BadInput(f"has {-(-size // MB)} MB, more than {MAX_BYTES // MB} MB", code="too_large")
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
