"""`PUT /v1/orders/{number}`: order facts stored for requests that do not carry them."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assist import wire
from assist.api.deps import Body, Wired, client_of, storable
from assist.bootstrap import Services
from assist.domain.orders import Order
from assist.errors import BadInput

router = APIRouter(prefix="/v1")


@router.put("/orders/{number}")
async def put_order(number: str, parsed: Body, wired: Wired) -> JSONResponse:
    """Store an order: `{client_id, ...order}`; the number in the path and in the body must agree."""
    if not isinstance(parsed, dict):
        raise BadInput("a JSON object is expected")
    client_id = client_of(parsed.get("client_id"), wired)
    facts = {key: value for key, value in parsed.items() if key != "client_id"}
    order = wire.validate(Order, {"number": storable(number, "number"), **facts})
    if order.number != number:
        raise BadInput("number is not the one in the path", path="number")
    await run_in_threadpool(_save, wired, client_id, order)
    return JSONResponse({"number": order.number, "client_id": client_id})


def _save(wired: Services, client_id: str, order: Order) -> None:
    version = wired.version(client_id)
    with wired.store.begin(version.profile.id) as rows:
        rows.save_order(order, datetime.now(UTC))
