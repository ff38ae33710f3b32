"""Batches: JSON lines in, JSON lines out, in order; a bad line becomes an error in its place."""

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from assist import wire
from assist.errors import AssistError, BadInput, NotFound, place_of

DONE, FINDINGS = 0, 1
PROGRESS_EVERY = 100


def run(
    source: str,
    target: str,
    answer: Callable[[Any], dict[str, Any]],
    *,
    keeps_id: bool = True,
    as_text: Callable[[dict[str, Any]], str] | None = None,
) -> int:
    """Answer every line; return the exit code: 0 all done, 1 some lines were bad.

    `id` of a line is kept in front of its answer, and from it unless the line's own shape has an id (`keeps_id` False).
    `as_text` writes rows for people instead of JSON.
    """
    bad = 0
    with opened(source, target) as (lines, out):
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            row = _answered(number, line, answer, keeps_id=keeps_id)
            bad += is_bad(row)
            put(out, row, number, target, as_text=as_text)
    return FINDINGS if bad else DONE


def write(target: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as JSON lines; a file is replaced only when all are there."""
    with _writer(target) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _answered(number: int, line: bytes, answer: Callable[[Any], dict[str, Any]], *, keeps_id: bool) -> dict[str, Any]:
    identity: dict[str, Any] = {}

    def whole() -> dict[str, Any]:
        given = parsed(line, identity, keeps_id=keeps_id)
        return {**identity, **answer(given)}

    return guarded(number, identity, whole)


def parsed(line: bytes, identity: dict[str, Any], *, keeps_id: bool = True) -> dict[str, Any]:
    """Read a line; its `id` goes into `identity`, and stays unless `keeps_id`. Raises: BadInput for no JSON object."""
    given = wire.loads(line.strip())
    if not isinstance(given, dict):
        raise BadInput("a JSON object is expected")
    if "id" in given:
        identity["id"] = given["id"]
    return {key: value for key, value in given.items() if key != "id" or not keeps_id}


def guarded(number: int, identity: dict[str, Any], work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what the work returns, or the row that says what was wrong with this line."""
    try:
        return work()
    except AssistError as error:
        details = {"path": error.path} if error.path else {}
        return _failed(number, identity, code=error.code, message=error.message, details=details)
    except Exception as error:  # one line that breaks us must not cost the others
        # The message of a surprise may quote the customer: name the kind and place only.
        print(f"line {number}: unexpected {type(error).__name__} at {place_of(error)}", file=sys.stderr)
        return _failed(number, identity, code="internal", message="something went wrong here", details={})


def is_bad(row: dict[str, Any]) -> bool:
    """Say whether a row stands for a line that could not be answered."""
    return "error" in row and "line" in row


def put(
    out: IO[str],
    row: dict[str, Any],
    number: int,
    target: str,
    *,
    as_text: Callable[[dict[str, Any]], str] | None = None,
) -> None:
    """Write a row and show how far the batch is."""
    out.write((json.dumps(row, ensure_ascii=False) if as_text is None else as_text(row)) + "\n")
    _show_progress(number, target)


@contextmanager
def opened(source: str, target: str) -> Iterator[tuple[IO[bytes], IO[str]]]:
    """Open a batch's two ends. Raises: NotFound, BadInput naming the option that is wrong."""
    _refuse_same(source, target)
    with reader(source) as read, _writer(target) as out:
        yield read, out


def _failed(number: int, identity: dict[str, Any], **error: Any) -> dict[str, Any]:
    return {"line": number, **identity, "error": error}


@contextmanager
def reader(source: str) -> Iterator[IO[bytes]]:
    """Open the lines to read; `-` is standard input. Raises: NotFound, BadInput naming the file."""
    if source == "-":
        yield sys.stdin.buffer
        return
    path = Path(source)  # a pipe or /dev/null as well as a file: `-i <(command)`
    if path.is_dir():
        raise BadInput(f"--input: {source} is a folder")
    try:
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise NotFound(f"--input: no file {source}") from error
    except OSError as error:
        raise BadInput(f"--input: cannot read {source}: {error.strerror}") from error
    with stream:
        yield stream


def _refuse_same(source: str, target: str) -> None:
    """Refuse to put the answers in the place of the questions."""
    if "-" in (source, target):
        return
    read, written = Path(source), Path(target)
    if read.is_file() and written.is_file() and read.samefile(written):
        raise BadInput(f"--output: {target} is the input too; give the answers a file of their own")


@contextmanager
def _writer(target: str) -> Iterator[IO[str]]:
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(target).resolve()
    # Nothing can be renamed onto a pipe or /dev/null.
    is_special = path.exists() and not path.is_file()
    beside = path if is_special else path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        stream = beside.open("w", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--output: cannot write {target}: {error.strerror}") from error
    with stream:
        if is_special:
            yield stream
            return
        with _renamed_when_whole(beside, path):
            yield stream
            stream.close()


@contextmanager
def _renamed_when_whole(beside: Path, path: Path) -> Iterator[None]:
    """Put the finished file in its place; whatever goes wrong before leaves the old one as it was."""
    try:
        yield
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _show_progress(number: int, target: str) -> None:
    if number % PROGRESS_EVERY == 0 and sys.stderr.isatty() and target != "-":
        print(f"\r{number} lines", end="", file=sys.stderr, flush=True)
