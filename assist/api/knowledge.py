"""`/v1/knowledge/versions` and `/v1/knowledge/rollback`: what `assist kb` does, over HTTP."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assist import wire
from assist.api.deps import Body, Wired, client_of, storable
from assist.bootstrap import Services
from assist.domain.base import ClientId, Frozen, Identifier
from assist.errors import AssistError, Unavailable, place_of
from assist.publishing import comparing, reports
from assist.publishing.releases import LIVE
from assist.publishing.reports import Moved

router = APIRouter(prefix="/v1/knowledge")

QUESTIONS_OVER_HTTP = 200
"""About six seconds of two cores beside the requests; the command asks more."""
BUSY = "busy"
_log = logging.getLogger("assist.api")

Reason = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class BuildRequest(Frozen):
    client_id: Identifier | None = None
    by: Name | None = None
    """Who builds; absent: not recorded, and where two people are wanted it cannot be published."""


class PublishRequest(Frozen):
    client_id: Identifier | None = None
    override: Reason | None = None
    """Why it may go live without an evaluation that passed."""
    by: Name


class RollbackRequest(Frozen):
    client_id: Identifier | None = None
    to: Identifier | None = None
    """Absent: the version that was live before."""
    reason: Reason
    by: Name


@router.get("/versions")
def list_versions(wired: Wired, client_id: str | None = None) -> JSONResponse:
    """List a client's versions, newest build first."""
    client = client_of(client_id, wired)
    history = wired.releases(client).history()
    rows = [row.model_dump(mode="json") for row in reports.listing(history)]
    return JSONResponse({"client_id": client, "live": history.live, "versions": rows})


@router.post("/versions")
async def build_version(parsed: Body, wired: Wired) -> JSONResponse:
    """Make a candidate of the client's folder as it stands."""
    request = wire.validate(BuildRequest, parsed)
    client = client_of(request.client_id, wired)
    report = await run_in_threadpool(lambda: wired.releases(client).build(_now(), by=request.by))
    return JSONResponse(report.model_dump(mode="json"))


@router.get("/versions/{version_id}/diff")
def diff_version(version_id: str, wired: Wired, client_id: str | None = None, against: str = LIVE) -> JSONResponse:
    """Return what differs from `against` and which questions would be answered differently; one call at a time."""
    client = ClientId(client_of(client_id, wired))
    releases = wired.releases(client)
    which, other = storable(version_id, "version_id"), storable(against, "against")
    with _alone(wired):
        with wired.store.begin(client, only_reads=True) as rows:
            turns = rows.recent_customer_turns(comparing.RECENT_TURNS)
        context = wired.context(with_writer=False)
        found = comparing.difference(releases, which, other, context, turns=turns, most=QUESTIONS_OVER_HTTP)
    return JSONResponse(found.model_dump(mode="json"))


@contextmanager
def _alone(wired: Services) -> Iterator[None]:
    """Let one comparison run in this process. Raises: Unavailable for a second, which would only slow the replies."""
    if not wired.comparing.acquire(blocking=False):
        raise Unavailable("another comparison is running here: ask again when it has ended", code=BUSY)
    try:
        yield
    finally:
        wired.comparing.release()


@router.post("/versions/{version_id}/publish")
async def publish_version(version_id: str, parsed: Body, wired: Wired) -> JSONResponse:
    """Let a version go live that passed its evaluation in this program, or that a person answers for."""
    request = wire.validate(PublishRequest, parsed)
    client = client_of(request.client_id, wired)
    which = storable(version_id, "version_id")

    def move() -> Moved:
        return wired.releases(client).publish(which, override=request.override, by=request.by, now=_now())

    return JSONResponse(await run_in_threadpool(_moved, wired, move))


@router.post("/rollback")
async def roll_back(parsed: Body, wired: Wired) -> JSONResponse:
    """Let an earlier version go live again."""
    request = wire.validate(RollbackRequest, parsed)
    client = client_of(request.client_id, wired)

    def move() -> Moved:
        return wired.releases(client).rollback(request.to or "", reason=request.reason, by=request.by, now=_now())

    return JSONResponse(await run_in_threadpool(_moved, wired, move))


def _moved(wired: Services, move: Any) -> dict[str, Any]:
    """Move the pointer and follow it at once: the next request is answered by what the answer names."""
    moved: Moved = move()
    try:
        wired.refresh()
    except Exception as error:  # it is live, and an error would say it is not; the follower comes to it in a second
        why = error.message if isinstance(error, AssistError) else f"{type(error).__name__} at {place_of(error)}"
        _log.error("%s is live and cannot be followed now: %s", moved.publication.version_id, why)
    return moved.model_dump(mode="json")


def _now() -> datetime:
    return datetime.now(UTC)
