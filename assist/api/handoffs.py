"""`POST /v1/handoff`: what the next person needs to open with resolution."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assist import handing_over, pipeline, wire
from assist.api.deps import Body, Wired, client_of, with_plain_orders
from assist.bootstrap import Services
from assist.domain.handoff import HandoffRequest

router = APIRouter(prefix="/v1")


@router.post("/handoff")
async def handoff(parsed: Body, wired: Wired) -> JSONResponse:
    """Return the five fields with their turns, what was promised, what must not be asked again, and the next steps."""
    request = wire.validate(HandoffRequest, await run_in_threadpool(with_plain_orders, parsed, wired))
    client_id = client_of(request.client_id, wired)
    return JSONResponse(await run_in_threadpool(_handoff, wired, client_id, request))


def _handoff(wired: Services, client_id: str, request: HandoffRequest) -> dict[str, Any]:
    version = wired.version(client_id)
    numbers = pipeline.order_numbers(version, request)
    with wired.store.begin(version.profile.id, only_reads=True) as rows:
        stored = rows.orders(numbers, request.customer.email if request.customer else None)
    made = handing_over.handoff(version, request, wired.context(stored, with_writer=False))
    return made.model_dump(mode="json", by_alias=True)
