"""Batches by windows: while one window of lines is finished, the slow middle of the next runs in a thread beside it.

Lines stay in order and keep their ids; what goes wrong with one line costs no other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Generic, TypeVar

from assist.cli import lines

WINDOW = 64
"""Lines begun before the first is finished: enough to keep the encoder busy, few enough to notice a slow reader."""

Begun = TypeVar("Begun")
Middle = TypeVar("Middle")


@dataclass(frozen=True)
class Staged(Generic[Begun, Middle]):
    """An answer in three stages. `together` sees a whole window, off the main thread; None stands for its failure."""

    begin: Callable[[dict[str, Any]], Begun]
    together: Callable[[Sequence[Begun]], Sequence[Middle]]
    finish: Callable[[Begun, Middle | None], dict[str, Any]]


@dataclass(frozen=True)
class _Line(Generic[Begun]):
    """A line that was begun, or the row that says why not."""

    number: int
    identity: dict[str, Any]
    begun: Begun | None
    refused: dict[str, Any] | None


def run(source: str, target: str, staged: Staged[Begun, Middle]) -> int:
    """Answer every line; return the exit code: 0 all done, 1 some lines were bad."""
    bad = 0
    with lines.opened(source, target) as (read, out), ThreadPoolExecutor(1, thread_name_prefix="ahead") as beside:
        waiting: tuple[list[_Line[Begun]], Future[Sequence[Middle]]] | None = None
        for window in _windows(read, staged):
            begun = [line.begun for line in window if line.begun is not None]
            running = beside.submit(staged.together, begun)
            if waiting is not None:
                bad += _finish(*waiting, staged, out, target)
            waiting = window, running
        if waiting is not None:
            bad += _finish(*waiting, staged, out, target)
    return lines.FINDINGS if bad else lines.DONE


def _windows(read: Iterable[bytes], staged: Staged[Begun, Middle]) -> Iterator[list[_Line[Begun]]]:
    numbered = ((number, line) for number, line in enumerate(read, start=1) if line.strip())
    while window := [_begun(number, line, staged) for number, line in islice(numbered, WINDOW)]:
        yield window


def _begun(number: int, line: bytes, staged: Staged[Begun, Middle]) -> _Line[Begun]:
    identity: dict[str, Any] = {}
    begun: Begun | None = None

    def begin() -> dict[str, Any]:
        nonlocal begun
        parsed = lines.parsed(line, identity)
        begun = staged.begin(parsed)
        return {}

    refused = lines.guarded(number, identity, begin)
    return _Line(number, identity, begun, refused or None)


def _finish(
    window: Sequence[_Line[Begun]],
    running: "Future[Sequence[Middle]]",
    staged: Staged[Begun, Middle],
    out: IO[str],
    target: str,
) -> int:
    """Write the rows of a window; return how many were bad."""
    middles = iter(running.result() if running.exception() is None else ())
    bad = 0
    for line in window:
        row = line.refused
        if line.begun is not None:
            row = _finished(line, line.begun, next(middles, None), staged)
        assert row is not None  # a line is begun or refused
        bad += lines.is_bad(row)
        lines.put(out, row, line.number, target)
    return bad


def _finished(line: _Line[Begun], begun: Begun, middle: Middle | None, staged: Staged[Begun, Middle]) -> dict[str, Any]:
    return lines.guarded(line.number, line.identity, lambda: {**line.identity, **staged.finish(begun, middle)})
