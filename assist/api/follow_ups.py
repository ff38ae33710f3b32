"""`GET /v1/follow-ups` and closing one by hand; `POST /v1/suggestions/{id}/feedback`, which makes them."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assist import keeping
from assist.api.deps import Body, Wired, client_of, read_as, storable
from assist.bootstrap import Services
from assist.domain.base import Frozen, Identifier
from assist.domain.feedback import Feedback
from assist.errors import NotFound
from assist.follow_ups import listing

router = APIRouter(prefix="/v1")


class CloseRequest(Frozen):
    """Who closes a follow-up by hand, and why."""

    client_id: Identifier | None = None
    by: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(min_length=1, max_length=300)]


@router.get("/follow-ups")
def list_follow_ups(
    wired: Wired, client_id: str | None = None, due: str | None = None, state: str | None = None
) -> JSONResponse:
    """List a client's follow-ups, first due first: `due` on or before a day, `state` open, missed, closed or all."""
    version = wired.version(client_of(client_id, wired))
    today = version.calendar.day(datetime.now(UTC))
    wanted = listing.wanted(due=due, state=state)
    with wired.store.begin(version.profile.id, only_reads=True) as rows:
        found = listing.listed(rows.follow_ups, wanted, today)
    return JSONResponse(found.model_dump(mode="json"))


@router.post("/follow-ups/{follow_up_id}/close")
async def close_follow_up(follow_up_id: str, parsed: Body, wired: Wired) -> JSONResponse:
    """Close a follow-up by hand; one that is closed already stays as it was closed."""
    request, client_id = await read_as(CloseRequest, parsed, wired)
    identity = storable(follow_up_id, "follow_up_id")
    return JSONResponse(await run_in_threadpool(_close, wired, client_id, identity, request))


def _close(wired: Services, client_id: str, identity: str, request: CloseRequest) -> dict[str, Any]:
    version = wired.version(client_id)
    now = datetime.now(UTC)
    with wired.store.begin(version.profile.id) as rows:
        found = listing.close_by_hand(rows.follow_ups, identity, by=request.by, reason=request.reason, now=now)
    if found is None:
        raise NotFound("no follow-up of that id")
    return found.model_dump(mode="json")


@router.post("/suggestions/{suggestion_id}/feedback")
async def post_feedback(suggestion_id: str, parsed: Body, wired: Wired) -> JSONResponse:
    """Record what became of a suggestion, what was changed in its draft and whether that stands.

    `sent` makes the follow-ups its text promises and closes those it keeps.
    """
    feedback, client_id = await read_as(Feedback, parsed, wired)
    identity = storable(suggestion_id, "suggestion_id")
    return JSONResponse(await run_in_threadpool(_record, wired, client_id, identity, feedback))


def _record(wired: Services, client_id: str, suggestion_id: str, feedback: Feedback) -> dict[str, Any]:
    kept = keeping.keep_feedback(wired, wired.version(client_id), suggestion_id, feedback, datetime.now(UTC))
    recorded, sending = kept.recorded, kept.sending
    return {
        "suggestion_id": suggestion_id,
        "client_id": client_id,
        "event": feedback.event.value,
        "recorded": recorded.is_new,
        "follow_ups": [made.model_dump(mode="json") for made in recorded.made],
        "closed_follow_ups": [closed.model_dump(mode="json") for closed in recorded.closed],
        "edit": sending.edit.model_dump(mode="json") if sending else None,
        "check": sending.check.model_dump(mode="json") if sending and sending.check else None,
        "warnings": [warning.model_dump(mode="json") for warning in kept.warnings],
    }
