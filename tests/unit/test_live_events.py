"""Events from a thread: in order, and the work outlives its listener."""

import asyncio
import threading
from collections.abc import AsyncIterator

from assist.api import live_events
from assist.api.live_events import Tell

PATIENCE_S = 10.0


async def everything(told: AsyncIterator[str]) -> list[str]:
    return [event async for event in told]


def test_events_come_in_the_order_they_were_told_and_end_with_the_work() -> None:
    def work(tell: Tell) -> None:
        for name in ("a", "b", "c"):
            tell(name)

    assert asyncio.run(everything(live_events.told(work))) == ["a", "b", "c"]


def test_the_work_goes_on_when_nobody_listens_any_more() -> None:
    left, done = threading.Event(), threading.Event()

    def work(tell: Tell) -> None:
        tell("first")
        left.wait(PATIENCE_S)
        tell("second")
        done.set()

    async def leave_after_the_first() -> None:
        told = live_events.told(work)
        await anext(told)
        await told.aclose()  # type: ignore[attr-defined]
        left.set()

    asyncio.run(leave_after_the_first())

    assert done.wait(PATIENCE_S)
