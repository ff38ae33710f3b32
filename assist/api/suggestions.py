"""`POST /v1/suggest-reply`, at once or as it comes about, and `GET /v1/suggestions/{id}`."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assist import answering
from assist.answering import Opened
from assist.api import errors, live_events
from assist.api.deps import Body, Wired, client_of, read_as, storable
from assist.bootstrap import Services
from assist.domain.base import ClientId
from assist.domain.stage import Decided, Replied, Stage, Triaged
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import BadInput, NotFound

router = APIRouter(prefix="/v1")


@router.post("/suggest-reply")
async def suggest_reply(parsed: Body, wired: Wired) -> Response:
    """Return a suggestion for the newest customer turn; with `stream: true` as server-sent events."""
    request, client_id = await read_as(SuggestRequest, parsed, wired)
    if request.now is not None:
        raise BadInput("now needs the scope evals, which this server does not grant", path="now")
    if request.stream:
        ready = await run_in_threadpool(answering.opened, wired, client_id, request)
        told = live_events.told(partial(_tell, wired, ready))
        return StreamingResponse(told, media_type="text/event-stream", headers=live_events.HEADERS)
    suggestion = await run_in_threadpool(_suggest, wired, client_id, request)
    return JSONResponse(suggestion.model_dump(mode="json"))


@router.get("/suggestions/{suggestion_id}")
def get_suggestion(suggestion_id: str, wired: Wired, client_id: str | None = None) -> JSONResponse:
    """Return a stored suggestion of the client named in the query, with the order facts it stands on."""
    storable(suggestion_id, "suggestion_id")
    client = ClientId(client_of(client_id, wired))
    wired.version(client)
    with wired.store.begin(client) as rows:
        found = rows.suggestion(suggestion_id)
        orders = rows.facts_behind(suggestion_id)
    if found is None:
        raise NotFound("no suggestion of that id")
    facts = [order.model_dump(mode="json", exclude_none=True) for order in orders]
    return JSONResponse({**found.model_dump(mode="json"), "orders": facts})


def _suggest(wired: Services, client_id: str, request: SuggestRequest) -> Suggestion:
    return answering.suggestion(wired, answering.opened(wired, client_id, request))


def _tell(wired: Services, ready: Opened, tell: Callable[[str], None]) -> None:
    """Tell the stages of a suggestion as they come; a failure on the way is told in the shape of every error."""
    try:
        for stage in answering.stages(wired, ready):
            tell(_event(stage.kind, _content(stage)))
    except Exception as error:  # the status line is sent: only an event can still say it
        tell(_event("error", errors.told(error)))


def _content(stage: Stage) -> Any:
    if isinstance(stage, Triaged):
        return stage.triage.model_dump(mode="json")
    if isinstance(stage, Decided):
        return [decision.model_dump(mode="json") for decision in stage.decisions]
    if isinstance(stage, Replied):
        reply = stage.reply.model_dump(mode="json")
        return {"written_by": "composer", **reply, **({"replaces": True} if stage.replaces else {})}
    return stage.suggestion.model_dump(mode="json")


def _event(name: str, content: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
