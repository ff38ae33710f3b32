"""`PUT /v1/orders/{number}`: order facts stored for requests that do not carry them, in our form or Shopify's."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assist import order_facts
from assist.api.deps import Body, Wired, client_of, storable
from assist.bootstrap import Services
from assist.errors import BadInput
from assist.follow_ups import keeping

router = APIRouter(prefix="/v1")


@router.put("/orders/{number}")
async def put_order(
    number: str, parsed: Body, wired: Wired, shape: Annotated[str | None, Query(alias="format")] = None
) -> JSONResponse:
    """Store an order, `{client_id, ...order}`, or with `format=shopify` the shop's own; close what it resolves.

    The number in the path and in the order must agree. Facts older than the stored ones change nothing.
    """
    if not isinstance(parsed, dict):
        raise BadInput("a JSON object is expected")
    client_id = client_of(parsed.get("client_id"), wired)
    facts = {key: value for key, value in parsed.items() if key != "client_id"}
    return JSONResponse(await run_in_threadpool(_put, wired, client_id, storable(number, "number"), facts, shape))


def _put(wired: Services, client_id: str, number: str, facts: dict[str, Any], shape: str | None) -> dict[str, Any]:
    version = wired.version(client_id)
    order = order_facts.stored_order(number, facts, version.profile, shape)
    with wired.store.begin(version.profile.id) as rows:
        recorded = keeping.record_order(rows, order, version.calendar, datetime.now(UTC))
    return {
        "number": order.number,
        "client_id": client_id,
        "stored": recorded.is_new,
        "closed_follow_ups": [closed.model_dump(mode="json") for closed in recorded.closed],
    }
