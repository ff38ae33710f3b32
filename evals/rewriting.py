"""Case files as people keep them: changed lines in their place, new ones at the end, everything else untouched."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assist.errors import Unavailable
from evals.cases import Case, as_line


def rewritten(file: Path, changed: Mapping[str, Case], into: Path | None = None) -> int:
    """Put changed cases in the place of their lines, or of a whole copy in `into`; return how many.

    Raises: Unavailable when the file cannot be written.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    count = 0
    for at, line in enumerate(lines):
        case = changed.get(_id_of(line)) if line.strip() else None
        if case is not None:
            lines[at] = as_line(case)
            count += 1
    if count:
        _write(into or file, lines)
    return count


def add(file: Path, lines: Sequence[str]) -> None:
    """Add lines to a file, which need not be there yet. Raises: Unavailable when it cannot be written."""
    before = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    _write(file, [*before, *lines])


def _id_of(line: str) -> str:
    return str(json.loads(line).get("id"))


def _write(file: Path, lines: Sequence[str]) -> None:
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise Unavailable(f"{file}: cannot be written: {error.strerror}") from error
