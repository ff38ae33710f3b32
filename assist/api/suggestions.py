"""`POST /v1/suggest-reply` and `GET /v1/suggestions/{id}`: build the context, call the path, store afterwards."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from assist import keeping, pipeline, wire
from assist.api.deps import Body, Wired, client_of, storable, with_plain_orders
from assist.bootstrap import Services
from assist.briefing import Version
from assist.domain.base import ClientId
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import BadInput, NotFound, Unavailable
from assist.keeping import Recalled

router = APIRouter(prefix="/v1")

STORE_FAILED = "store_read_only"


@router.post("/suggest-reply")
async def suggest_reply(parsed: Body, wired: Wired) -> Response:
    """Return a suggestion for the newest customer turn; with `stream: true` as server-sent events."""
    request = wire.validate(SuggestRequest, await run_in_threadpool(with_plain_orders, parsed, wired))
    if request.now is not None:
        raise BadInput("now needs the scope evals, which this server does not grant", path="now")
    client_id = client_of(request.client_id, wired)
    suggestion = await run_in_threadpool(_suggest, wired, client_id, request)
    if request.stream:
        return StreamingResponse(_events(suggestion), media_type="text/event-stream")
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
    served = wired.served(client_id)
    version = served.version
    recalled, degraded = _recalled(wired, version, request)
    context = wired.context(
        recalled.orders,
        happenings=recalled.happenings,
        promises=recalled.promises,
        contacts=recalled.contacts,
        notices=wired.notices(version.profile.id),
        with_adviser=True,
    )
    suggestion = pipeline.suggest(version, recalled.request or request, context).with_degraded(served.degraded)
    try:
        keeping.keep_suggestion(wired, version, request, suggestion, recalled)
    except Unavailable:
        degraded = (STORE_FAILED,)
    return suggestion.with_degraded(degraded)


def _recalled(wired: Services, version: Version, request: SuggestRequest) -> tuple[Recalled, tuple[str, ...]]:
    """Look up what is stored of the customer; a failing store costs the facts, not the answer."""
    try:
        return keeping.recall(wired, version, request, datetime.now(UTC)), ()
    except Unavailable:
        return Recalled(), (STORE_FAILED,)


def _events(suggestion: Suggestion) -> Iterator[str]:
    """Yield the stages as events; the last one holds the whole suggestion."""
    whole = suggestion.model_dump(mode="json")
    yield _event("triage", whole["triage"])
    yield _event("decisions", whole["decisions"])
    yield _event("reply", whole["reply"])
    yield _event("done", whole)


def _event(name: str, content: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
