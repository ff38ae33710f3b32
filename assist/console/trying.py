"""`/console/try`: a message in, the whole suggestion out, and what a person makes of it stored as feedback.

Suggestions are stored like any other, but no customer wrote: they are no contact. Nothing is sent anywhere.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from assist import answering, keeping, wire
from assist.api.deps import Wired, storable
from assist.bootstrap import Services, new_id
from assist.briefing import Version
from assist.console import examples, pages, scenes, showing
from assist.console.showing import Judged, Mistake, Shown
from assist.domain.enums import Role
from assist.domain.feedback import MADE_BY, TRY_PAGE, Feedback, FeedbackEvent
from assist.domain.handoff import Handoff
from assist.domain.reply import Draft, Escalation
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import AssistError, BadInput, Forbidden, NotFound, TooLarge
from assist.publishing.footing import Evaluated

router = APIRouter(prefix="/console")

MAX_FORM_BYTES = 300_000
FROM_HERE = {MADE_BY: TRY_PAGE}
"""Metadata of the suggestions made on this page, so that a report can tell them apart."""
_FIELDS = {"messages": "text", "customer": "name", "now": "moment", "orders": "orders"}
"""Where on the form a path of the request was typed."""


@dataclass(frozen=True)
class Form:
    """What a person typed, kept as typed so that nothing is lost."""

    client_id: str = ""
    channel: str = "email"
    text: str = ""
    name: str = ""
    example: str = ""
    orders: str = ""
    moment: str = ""
    event: str = ""
    sent_text: str = ""
    reason: str = ""


async def form_of(request: Request) -> Form:
    """Read the form.

    Raises: TooLarge beyond its limit; BadInput when it is not UTF-8; Forbidden when another site's page posts it.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden("this form is posted from its own page only", code="http_error")
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


@router.get("/try/assets/{name}")
def asset(name: str) -> Response:
    """Return the page's style or script."""
    return pages.asset(name)


@router.get("/try/{suggestion_id}")
def reopened(suggestion_id: str, wired: Wired, client_id: str = "") -> HTMLResponse:
    """Show a stored suggestion again: a link to send to a colleague."""
    try:
        shown = _stored(wired, wired.version(client_id), storable(suggestion_id, "suggestion_id"))
    except AssistError as error:
        return _page(wired, Form(), Shown(error=_mistake(error)), status_code=error.status)
    return _page(wired, Form(client_id=client_id, text=shown.message), shown)


@router.post("/try")
async def answered(typed: Typed, wired: Wired) -> HTMLResponse:
    """Show the suggestion for what was typed, or what is wrong with it; the form keeps every word."""
    filled, shown = await run_in_threadpool(_answer, wired, typed)
    return _page(wired, filled, shown)


@router.post("/try/{suggestion_id}/feedback")
async def judged(suggestion_id: str, typed: Typed, wired: Wired, client_id: str = "") -> HTMLResponse:
    """Record what a person makes of a suggestion; show what they changed in it and whether that stands."""
    try:
        shown = await run_in_threadpool(_judge, wired, client_id, storable(suggestion_id, "suggestion_id"), typed)
    except AssistError as error:
        return _page(wired, typed, Shown(error=_mistake(error)), status_code=error.status)
    return _page(wired, typed, shown)


def _answer(wired: Services, typed: Form) -> tuple[Form, Shown]:
    try:
        filled = _with_example(typed)
        request = _request(filled)
        ready = answering.opened(wired, request.client_id or "", request, is_contact=False)
        suggestion = answering.suggestion(wired, ready)
        handoff = _handoff(wired, ready.version, suggestion)
    except AssistError as error:
        return typed, Shown(error=_mistake(error))
    shown = showing.of(suggestion, filled.text, handoff)
    return filled, replace(shown, caution=_caution(wired, ready.version))


def _caution(wired: Services, version: Version) -> str | None:
    footing = wired.footings().get(version.profile.id)
    if footing is None or footing.version_id != version.id or footing.evaluation is Evaluated.PASSED:
        return None
    return f"evaluation {footing.evaluation}: {footing.says}"


def _judge(wired: Services, client_id: str, suggestion_id: str, typed: Form) -> Shown:
    """Record the feedback. A mistake in it is said beside the suggestion, which stays in sight."""
    version = wired.version(client_id)
    shown = _stored(wired, version, suggestion_id)
    try:
        feedback = _feedback(typed, shown.suggestion)
        kept = keeping.keep_feedback(wired, version, suggestion_id, feedback, datetime.now(UTC))
    except AssistError as error:
        return replace(shown, error=_mistake(error))
    return replace(shown, judged=Judged(feedback.event.value, kept))


def _feedback(typed: Form, suggestion: Suggestion | None) -> Feedback:
    """Return what was meant: accepting a text that was changed is an edit. Raises: BadInput naming the field."""
    reply = suggestion.reply if suggestion else None
    is_changed = isinstance(reply, Draft) and typed.sent_text.strip() not in ("", reply.text.strip())
    event = FeedbackEvent.EDITED.value if typed.event == FeedbackEvent.ACCEPTED and is_changed else typed.event
    if event == FeedbackEvent.EDITED and not typed.sent_text.strip():
        raise BadInput("sent_text: write what you would send", path="sent_text")
    fields: dict[str, Any] = {"event": event}
    if event == FeedbackEvent.EDITED:
        fields["sent_text"] = typed.sent_text
    if event == FeedbackEvent.REJECTED and typed.reason.strip():
        fields["reason"] = typed.reason.strip()
    return wire.validate(Feedback, fields)


def _stored(wired: Services, version: Version, suggestion_id: str) -> Shown:
    """Return a stored suggestion with the words it answers. Raises: NotFound."""
    with wired.store.begin(version.profile.id, only_reads=True) as rows:
        found = rows.suggestion(suggestion_id)
        if found is None:
            raise NotFound("no suggestion of that id")
        said = rows.conversations.one(found.conversation_id).messages
    answered = [one.text for one in said if one.role is Role.CUSTOMER and one.id in found.answers]
    return showing.of(found, "\n\n".join(answered), _handoff(wired, version, found))


def _handoff(wired: Services, version: Version, suggestion: Suggestion) -> Handoff | None:
    reply = suggestion.reply
    if not isinstance(reply, Escalation) or reply.handoff_id is None:
        return None
    with wired.store.begin(version.profile.id, only_reads=True) as rows:
        return rows.handoffs.one(reply.handoff_id)


def _with_example(typed: Form) -> Form:
    """Put the chosen example order, and the moment at which its facts hold, into the fields. Raises: BadInput."""
    if not typed.example:
        return typed
    example = examples.chosen(typed.example, typed.client_id)
    return replace(typed, example="", orders=example.orders, moment=typed.moment.strip() or example.moment)


def _request(typed: Form) -> SuggestRequest:
    """Turn the form into a request. Raises: BadInput naming the field."""
    orders = wire.loads(typed.orders) if typed.orders.strip() else []
    moment = _moment(typed.moment)
    message = {"id": "m1", "text": typed.text, **({"sent_at": moment} if moment else {})}
    return wire.validate(
        SuggestRequest,
        {
            "client_id": typed.client_id,
            "conversation_id": new_id("try"),
            "channel": typed.channel,
            "messages": [message],
            "orders": orders if isinstance(orders, list) else [orders],
            "alternatives": 3,
            "metadata": FROM_HERE,
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


def _mistake(error: AssistError) -> Mistake:
    first = (error.path or "").partition(".")[0].partition("[")[0]
    if error.code == "json_invalid":
        return Mistake(f"Order facts: {error.message}", "orders")
    return Mistake(error.message, _FIELDS.get(first, first))


def _filled(scene: scenes.Scene) -> Form:
    request = scene.request
    return Form(
        client_id=str(request["client_id"]),
        channel=str(request.get("channel", "email")),
        text=str(request["messages"][-1]["text"]),
        name=str((request.get("customer") or {}).get("name") or ""),
        orders=wire.pretty(request["orders"]) if request.get("orders") else "",
        moment=examples.moment_of(request),
    )


def _page(wired: Services, typed: Form, shown: Shown, *, status_code: int | None = None) -> HTMLResponse:
    return pages.page(
        "try.html",
        status_code=status_code or (200 if shown.error is None else 422),
        clients=wired.client_ids(),
        scenes=list(enumerate(scenes.load())),
        examples=examples.load(),
        form=typed,
        shown=shown,
    )
