"""`POST /v1/handoff`, `GET /v1/handoffs/{id}` and its outcome: what the next person needs, and whether they got it."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assist import answering, handing_over, keeping
from assist.answering import STORE_FAILED
from assist.api.deps import Body, Wired, answered, client_of, read_as, storable
from assist.bootstrap import Services
from assist.domain.base import ClientId
from assist.domain.handoff import HandoffRequest
from assist.domain.handoff_outcome import HandoffOutcome
from assist.errors import NotFound, Unavailable

router = APIRouter(prefix="/v1")


@router.post("/handoff")
async def handoff(parsed: Body, wired: Wired) -> JSONResponse:
    """Return the five fields with their turns, what was promised, what must not be asked again, and the next steps."""
    return await answered(HandoffRequest, parsed, wired, _handoff)


@router.get("/handoffs/{handoff_id}")
def get_handoff(handoff_id: str, wired: Wired, client_id: str | None = None) -> JSONResponse:
    """Return a stored handoff of the client named in the query, with what its receivers said."""
    storable(handoff_id, "handoff_id")
    client = ClientId(client_of(client_id, wired))
    wired.version(client)
    with wired.store.begin(client, only_reads=True) as rows:
        found = rows.handoffs.one(handoff_id)
        outcomes = rows.handoffs.outcomes(handoff_id)
    if found is None:
        raise NotFound("no handoff of that id")
    said = [one.model_dump(mode="json") for one in outcomes]
    return JSONResponse({**found.model_dump(mode="json", by_alias=True), "outcomes": said})


@router.post("/handoffs/{handoff_id}/outcome")
async def post_outcome(handoff_id: str, parsed: Body, wired: Wired) -> JSONResponse:
    """Record that the receiver accepted or returned a handoff, and what was missing in it; reported twice, it counts once."""
    storable(handoff_id, "handoff_id")
    outcome, client_id = await read_as(HandoffOutcome, parsed, wired)
    return JSONResponse(await run_in_threadpool(_record, wired, ClientId(client_id), handoff_id, outcome))


def _handoff(wired: Services, client_id: str, request: HandoffRequest) -> dict[str, Any]:
    served = wired.served(client_id)
    recalled, degraded = answering.recalled_or_not(wired, served.version, request)
    context = wired.context(recalled.orders, contacts=recalled.contacts, with_writer=False)
    made = handing_over.handoff(served.version, request, context)
    made = made.model_copy(update={"degraded": (*served.degraded, *degraded)})
    try:
        keeping.keep_handoff(wired, served.version, made)
    except Unavailable:
        made = made.model_copy(update={"degraded": tuple(dict.fromkeys((*made.degraded, STORE_FAILED)))})
    return made.model_dump(mode="json", by_alias=True)


def _record(wired: Services, client_id: ClientId, handoff_id: str, outcome: HandoffOutcome) -> dict[str, Any]:
    wired.version(client_id)
    with wired.store.begin(client_id) as rows:
        if rows.handoffs.one(handoff_id) is None:
            raise NotFound("no handoff of that id")
        is_new = rows.handoffs.add_outcome(handoff_id, outcome, datetime.now(UTC))
        outcomes = rows.handoffs.outcomes(handoff_id)
    return {
        "handoff_id": handoff_id,
        "client_id": client_id,
        "outcome": outcome.outcome.value,
        "recorded": is_new,
        "outcomes": [one.model_dump(mode="json") for one in outcomes],
    }
