"""A thread that follows the live pointers beside the requests: they never wait for it and never fail because of it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from assist.errors import AssistError, place_of

EVERY_S = 1.0
"""Half of the two seconds in which a new version must answer; the other half is for loading it."""
LEAVE_AFTER_S = 5.0
"""A version that is being loaded when the server stops is waited for this long, then left: it only reads."""
_log = logging.getLogger("assist.api")


@contextmanager
def following(
    refresh: Callable[[], None], *, every_s: float = EVERY_S, leave_after_s: float = LEAVE_AFTER_S
) -> Iterator[None]:
    """Call `refresh` every so often until the block ends; its end waits for a call under way, but not for ever."""
    stop = Event()
    thread = Thread(target=_follow, args=(refresh, stop, every_s), name="follow-live-versions", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(leave_after_s)


def _follow(refresh: Callable[[], None], stop: Event, every_s: float) -> None:
    """Say once that it fails and once that it works again: a line a second would hide both."""
    failing = ""
    while not stop.wait(every_s):
        try:
            refresh()
        except Exception as error:  # the requests go on with the versions they have
            why = error.message if isinstance(error, AssistError) else f"{type(error).__name__} at {place_of(error)}"
            if why != failing:
                _log.error("the live versions cannot be followed: %s", why)
            failing = why
        else:
            if failing:
                _log.info("the live versions are followed again")
            failing = ""
