"""Server-sent events from work in a thread: told as they come, and the work goes on when nobody listens any more."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""A proxy that collects events before it passes them on would undo what they are for."""
Tell = Callable[[str], None]
_under_way: set["asyncio.Task[None]"] = set()
"""Work whose listener may have left: the event loop itself holds tasks only weakly."""


async def told(work: Callable[[Tell], None]) -> AsyncIterator[str]:
    """Yield what the work tells, in order, until it ends.

    The work is no part of the response: a client that leaves loses the events, not what they were about.
    """
    events: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(event: str | None) -> None:
        with suppress(RuntimeError):  # the server is stopping: its loop is closed, and the work still ends
            loop.call_soon_threadsafe(events.put_nowait, event)

    def whole() -> None:
        try:
            work(tell)
        finally:
            tell(None)

    task = asyncio.create_task(run_in_threadpool(whole))
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)
    while (event := await events.get()) is not None:
        yield event
