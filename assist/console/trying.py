"""`/console/try`: a message in, the whole suggestion out, on one page without scripts.

Each sentence of the draft leads to its source beside it. Nothing is sent anywhere.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from typing import Annotated, Any
from urllib.parse import parse_qs

import jinja2
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from assist import pipeline, wire
from assist.api.deps import Wired
from assist.bootstrap import Services
from assist.briefing import Version
from assist.console import scenes
from assist.domain.enums import Channel
from assist.domain.reply import Claim, Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import AssistError, BadInput, TooLarge
from assist.publishing.footing import Evaluated

router = APIRouter(prefix="/console")

PAGE = "try.html"
MAX_FORM_BYTES = 300_000


@dataclass(frozen=True)
class Form:
    """What a person typed, kept as typed so that nothing is lost."""

    client_id: str = ""
    channel: str = "email"
    text: str = ""
    name: str = ""
    orders: str = ""
    moment: str = ""


@dataclass(frozen=True)
class Said:
    """A stretch of the draft: a claim with its id, or what stands between claims."""

    text: str
    claim: Claim | None = None


@dataclass(frozen=True)
class Shown:
    """What the page shows below the form."""

    suggestion: Suggestion | None = None
    pieces: list[Said] = field(default_factory=list)
    caution: str | None = None
    """What is to be said of the version that answered: no evaluation of it counts for this server."""
    error: str | None = None


async def form_of(request: Request) -> Form:
    """Read the form. Raises: TooLarge beyond its limit; BadInput when it is not UTF-8."""
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > MAX_FORM_BYTES:
            raise TooLarge(f"the form is larger than {MAX_FORM_BYTES} bytes")
    try:
        parsed = parse_qs(bytes(received).decode("utf-8"), keep_blank_values=True)
    except UnicodeDecodeError as error:
        raise BadInput("the form is not UTF-8") from error
    known = {name: parsed.get(name, [""])[0].replace("\r\n", "\n") for name in Form.__dataclass_fields__}
    return Form(**known)


Typed = Annotated[Form, Depends(form_of)]


@router.get("/try")
def empty(wired: Wired, scene: int | None = None) -> HTMLResponse:
    """Show the form, empty or filled from a scene."""
    known = scenes.load()
    chosen = known[scene] if scene is not None and 0 <= scene < len(known) else None
    return _page(wired, _filled(chosen) if chosen else Form(), Shown())


@router.post("/try")
async def answered(typed: Typed, wired: Wired) -> HTMLResponse:
    """Show the suggestion for what was typed, or what is wrong with it; the form keeps every word."""
    return _page(wired, typed, await run_in_threadpool(_answer, wired, typed))


def _answer(wired: Services, typed: Form) -> Shown:
    try:
        request = _request(typed)
        version = wired.version(request.client_id or "")
        stored: list[Any] = []
        with wired.store.begin(version.profile.id, only_reads=True) as rows:
            stored = rows.orders(pipeline.order_numbers(version, request), None)
        context = wired.context(stored, notices=wired.notices(version.profile.id))
        suggestion = pipeline.suggest(version, request, context)
    except AssistError as error:
        return Shown(error=error.message)
    return Shown(suggestion=suggestion, pieces=_pieces(suggestion), caution=_caution(wired, version))


def _caution(wired: Services, version: Version) -> str | None:
    footing = wired.footings().get(version.profile.id)
    if footing is None or footing.version_id != version.id or footing.evaluation is Evaluated.PASSED:
        return None
    return f"evaluation {footing.evaluation}: {footing.says}"


def _request(typed: Form) -> SuggestRequest:
    """Turn the form into a request. Raises: BadInput naming the field."""
    orders = wire.loads(typed.orders) if typed.orders.strip() else []
    moment = _moment(typed.moment)
    message = {"id": "m1", "text": typed.text, **({"sent_at": moment} if moment else {})}
    return wire.validate(
        SuggestRequest,
        {
            "client_id": typed.client_id,
            "channel": typed.channel,
            "messages": [message],
            "orders": orders if isinstance(orders, list) else [orders],
            **({"now": moment} if moment else {}),
            **({"customer": {"name": typed.name}} if typed.name.strip() else {}),
        },
    )


def _moment(written: str) -> str | None:
    """Return the moment as RFC 3339; a time without a zone is UTC."""
    if not written.strip():
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError as error:
        raise BadInput("moment: write it as 2026-11-20T15:47", path="moment") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _filled(scene: scenes.Scene) -> Form:
    request = scene.request
    return Form(
        client_id=str(request["client_id"]),
        channel=str(request.get("channel", "email")),
        text=str(request["messages"][-1]["text"]),
        name=str((request.get("customer") or {}).get("name") or ""),
        orders=wire.pretty(request["orders"]) if request.get("orders") else "",
        moment=str(request.get("now", "")).removesuffix("Z"),
    )


def _pieces(suggestion: Suggestion) -> list[Said]:
    """Cut the draft into claims and what stands between them."""
    reply = suggestion.reply
    if not isinstance(reply, Draft):
        return []
    pieces: list[Said] = []
    at = 0
    for claim in sorted(reply.check.claims, key=lambda one: one.start):
        if claim.start > at:
            pieces.append(Said(reply.text[at : claim.start]))
        pieces.append(Said(reply.text[claim.start : claim.end], claim))
        at = claim.end
    return [*pieces, Said(reply.text[at:])] if at < len(reply.text) else pieces


def _page(wired: Services, typed: Form, shown: Shown) -> HTMLResponse:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    source = resources.files("assist.console").joinpath("templates", PAGE).read_text(encoding="utf-8")
    known = list(enumerate(scenes.load()))
    page = environment.from_string(source).render(
        clients=wired.client_ids(),
        channels=[channel.value for channel in Channel],
        scenes=known,
        form=typed,
        shown=shown,
    )
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"
    }
    return HTMLResponse(page, headers=headers, status_code=200 if shown.error is None else 422)
