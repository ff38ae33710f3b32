"""`POST /v1/events`: what happened outside our replies is recorded once, closes follow-ups and withdraws stale drafts."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assist import order_facts, wire
from assist.api.deps import Body, Wired, client_of
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
    try:
        return order_facts.with_plain_orders(event, wired.version(client_id).profile)
    except BadInput as error:
        raise BadInput(f"{at}{error.message}", code=error.code, path=f"{at}{error.path}") from error


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
                    "withdrawn_suggestions": list(recorded.withdrawn),
                }
            )
    return results
