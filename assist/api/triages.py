"""`POST /v1/triage`: tags and route alone."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assist import pipeline
from assist.api.deps import Body, Wired, client_of
from assist.bootstrap import Services, new_id
from assist.domain.conversation import Conversation
from assist.triage_input import read_triage_input

router = APIRouter(prefix="/v1")


@router.post("/triage")
async def triage(parsed: Body, wired: Wired) -> JSONResponse:
    """Return intents, sentiment, flags, language, entities and route of the newest customer turn."""
    conversation = read_triage_input(parsed).conversation
    client_id = client_of(conversation.client_id, wired)
    return JSONResponse(await run_in_threadpool(_triage, wired, client_id, conversation))


def _triage(wired: Services, client_id: str, conversation: Conversation) -> dict[str, Any]:
    version = wired.version(client_id)
    found = pipeline.triage(version, conversation, wired.context())
    return {
        "id": new_id("tr"),
        "client_id": client_id,
        "knowledge_version": version.id,
        **found.model_dump(mode="json"),
    }
