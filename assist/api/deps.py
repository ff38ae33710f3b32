"""What every route needs: the services, and a request body read within its limit, parsed strictly, and answered."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assist import order_facts, wire
from assist.bootstrap import Services
from assist.errors import BadInput, TooLarge

Model = TypeVar("Model", bound=BaseModel)


def services(request: Request) -> Services:
    """Return the services this app was made with."""
    found: Services = request.app.state.services
    return found


Wired = Annotated[Services, Depends(services)]


async def parsed_body(request: Request, wired: Wired) -> Any:
    """Return the JSON body.

    Raises: TooLarge beyond `ASSIST_MAX_BODY_BYTES`, whatever the Content-Length claims; BadInput when it is not
    strict JSON.
    """
    limit = wired.settings.max_body_bytes
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > limit:
            raise TooLarge(f"the body is larger than {limit} bytes")
    return wire.loads(bytes(received))


Body = Annotated[Any, Depends(parsed_body)]


def client_of(client_id: Any, wired: Services) -> str:
    """Return the client a request is for. Raises: BadInput when several exist and none is named, or it is no text."""
    known = wired.client_ids()
    if client_id is None and len(known) == 1:
        return known[0]
    if client_id is None:
        raise BadInput("client_id is required", code="client_required", path="client_id")
    if not isinstance(client_id, str):
        raise BadInput("client_id: input should be a valid string", path="client_id")
    return client_id


def with_plain_orders(parsed: Any, wired: Services) -> Any:
    """Return a request with a shop's own orders in our form. Raises: BadInput naming the path inside `raw`."""
    if not order_facts.has_foreign_orders(parsed):
        return parsed
    client = client_of(parsed.get("client_id"), wired)
    return order_facts.with_plain_orders(parsed, wired.version(client).profile)


async def read_as(model: type[Model], parsed: Any, wired: Services) -> tuple[Model, str]:
    """Return a body as this model, a shop's own orders in our form, and the client it is for.

    Raises: BadInput naming the path.
    """
    request = wire.validate(model, await run_in_threadpool(with_plain_orders, parsed, wired))
    return request, client_of(getattr(request, "client_id", None), wired)


async def answered(
    model: type[Model], parsed: Any, wired: Services, answer: Callable[[Services, str, Model], dict[str, Any]]
) -> JSONResponse:
    """Read a body as this model and answer it in a thread. Raises: BadInput naming the path, and what `answer` raises."""
    request, client_id = await read_as(model, parsed, wired)
    return JSONResponse(await run_in_threadpool(answer, wired, client_id, request))


def storable(part: str, name: str) -> str:
    """Return a part of the path. Raises: BadInput for a NUL character or bytes that were not UTF-8.

    The server has put U+FFFD in the place of such bytes: two different ids would become one.
    """
    if "\x00" in part or "\ufffd" in part:
        raise BadInput(f"{name} holds characters that are not text", path=name)
    return part
