"""A guard against input that a reader never gets done with: quadratic work on a hostile text is minutes, not seconds."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE_S = 30.0
"""Processor time of this process alone, far beyond what any of these texts takes: a busy machine fails no test."""


class Hangs(AssertionError):
    """The work was stopped unfinished."""


@contextmanager
def not_hanging(patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Stop what is still at work after so much processor time. Raises: Hangs."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise Hangs(f"still at work after {patience_s:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, patience_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
