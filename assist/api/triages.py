"""`POST /v1/triage`: tags and route alone; `POST /v1/triage/{id}/feedback`: what a person corrects in them."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assist import corrections, keeping, pipeline, wire
from assist.answering import STORE_FAILED
from assist.api.deps import Body, Wired, client_of, storable
from assist.bootstrap import Services, new_id
from assist.domain.base import ClientId
from assist.domain.conversation import Conversation
from assist.domain.correction import Correction
from assist.errors import BadInput, NotFound, Unavailable
from assist.keeping import Recalled, Tagged
from assist.triage_input import read_triage_input

router = APIRouter(prefix="/v1")


@router.post("/triage")
async def triage(parsed: Body, wired: Wired) -> JSONResponse:
    """Return intents, sentiment, flags, language, entities and route of the newest customer turn, under an id."""
    conversation = read_triage_input(parsed).conversation
    client_id = client_of(conversation.client_id, wired)
    return JSONResponse(await run_in_threadpool(_triage, wired, client_id, conversation))


@router.post("/triage/{triage_id}/feedback")
async def feedback(triage_id: str, parsed: Body, wired: Wired) -> JSONResponse:
    """Store what a person corrects in a triage, or in the triage of a suggestion."""
    storable(triage_id, "triage_id")
    if not isinstance(parsed, dict):
        raise BadInput("a JSON object is expected", code="field_invalid")
    client_id = client_of(parsed.get("client_id"), wired)
    correction = wire.validate(Correction, {key: value for key, value in parsed.items() if key != "client_id"})
    return JSONResponse(await run_in_threadpool(_corrected, wired, ClientId(client_id), triage_id, correction))


def _triage(wired: Services, client_id: str, conversation: Conversation) -> dict[str, Any]:
    served = wired.served(client_id)
    version = served.version
    recalled, degraded = Recalled(), list(served.degraded)
    now = datetime.now(UTC)
    try:
        recalled = keeping.recall(wired, version, conversation, now)
    except Unavailable:
        degraded.append(STORE_FAILED)
    found = pipeline.placed(version, conversation, wired.context(contacts=recalled.contacts, with_adviser=True))
    degraded += found.degraded
    conversation_id = conversation.conversation_id or new_id("cv")
    tagged = Tagged(new_id("tr"), conversation_id, version, found.triage, now)
    try:
        keeping.keep_triage(wired, conversation, tagged)
    except Unavailable:
        degraded.append(STORE_FAILED)
    return {
        "id": tagged.triage_id,
        "client_id": client_id,
        "conversation_id": conversation_id,
        "knowledge_version": version.id,
        **found.triage.as_reported().model_dump(mode="json"),
        "prior_contacts": found.prior_contacts,
        "open_elsewhere": [one.model_dump(mode="json") for one in found.elsewhere],
        "degraded": list(dict.fromkeys(degraded)),
    }


def _corrected(wired: Services, client_id: ClientId, triage_id: str, given: Correction) -> dict[str, Any]:
    version = wired.version(client_id)
    correction = corrections.checked(given, version.profile, version.taxonomy)
    now = datetime.now(UTC)
    with wired.store.begin(client_id) as rows:
        subject = rows.triage(triage_id)
        if subject is None:
            raise NotFound("no triage or suggestion of that id")
        first_at = rows.save_correction(subject, correction, now)
    return {
        "id": triage_id,
        "client_id": client_id,
        "recorded_at": first_at.isoformat().replace("+00:00", "Z"),
        "correction": correction.model_dump(mode="json", exclude_none=True),
    }
