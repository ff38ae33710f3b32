"""`POST /v1/events`: what happened outside our replies is recorded once, and closes the follow-ups it resolves."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assist import wire
from assist.api.deps import Body, Wired, client_of, with_plain_orders
from assist.bootstrap import Services
from assist.domain.base import Frozen, Identifier
from assist.domain.happening import Happening
from assist.errors import BadInput
from assist.follow_ups import keeping

router = APIRouter(prefix="/v1")


class EventsRequest(Frozen):
    """Several events; all of them are recorded, or none."""

    client_id: Identifier | None = None
    events: Annotated[tuple[Happening, ...], Field(min_length=1, max_length=500)]


@router.post("/events")
async def post_events(parsed: Body, wired: Wired) -> JSONResponse:
    """Record one event, `{client_id, type, at, ...}`, or several in `events`; reported twice, an event counts once."""
    if not isinstance(parsed, dict):
        raise BadInput("a JSON object is expected")
    client_id = client_of(parsed.get("client_id"), wired)
    if "events" in parsed:
        given = await run_in_threadpool(_with_plain_orders, parsed, wired)
        results = await run_in_threadpool(_record, wired, client_id, wire.validate(EventsRequest, given).events)
        return JSONResponse({"client_id": client_id, "events": results})
    bare = {key: value for key, value in parsed.items() if key != "client_id"}
    plain = await run_in_threadpool(_with_plain_order, bare, client_id, wired)
    results = await run_in_threadpool(_record, wired, client_id, (wire.validate(Happening, plain),))
    return JSONResponse({"client_id": client_id, **results[0]})


def _with_plain_orders(parsed: dict[str, Any], wired: Services) -> dict[str, Any]:
    client_id = client_of(parsed.get("client_id"), wired)
    events = parsed["events"] if isinstance(parsed["events"], list) else []
    plain = [_with_plain_order(event, client_id, wired, f"events[{at}].") for at, event in enumerate(events)]
    return {**parsed, "events": plain} if plain else parsed


def _with_plain_order(event: Any, client_id: str, wired: Services, at: str = "") -> Any:
    """Return an event with the order it carries in our form."""
    order = event.get("order") if isinstance(event, dict) else None
    if not isinstance(order, dict) or "source" not in order:
        return event
    try:
        plain = with_plain_orders({"client_id": client_id, "orders": [order]}, wired)
    except BadInput as error:
        said, path = (words.replace("orders[0]", f"{at}order", 1) for words in (error.message, error.path or ""))
        raise BadInput(said, code=error.code, path=path) from error
    return {**event, "order": plain["orders"][0]}


def _record(wired: Services, client_id: str, happenings: tuple[Happening, ...]) -> list[dict[str, Any]]:
    version = wired.version(client_id)
    now = datetime.now(UTC)
    results = []
    with wired.store.begin(version.profile.id) as rows:
        for happening in happenings:
            recorded = keeping.record_happening(rows, happening, version.calendar, now)
            results.append(
                {
                    "event_id": keeping.happening_id(happening),
                    "recorded": recorded.is_new,
                    "closed_follow_ups": [closed.model_dump(mode="json") for closed in recorded.closed],
                }
            )
    return results
