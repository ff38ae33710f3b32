"""`/v1/tools/...`: another wording of a draft, a summary of a conversation, an answer to the agent's own question."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assist import agent_tools, handing_over
from assist.api.deps import Body, Wired, answered
from assist.bootstrap import Services
from assist.domain.handoff import HandoffRequest
from assist.domain.tools import AskRequest, RewordRequest

router = APIRouter(prefix="/v1/tools")


@router.post("/reword")
async def reword(parsed: Body, wired: Wired) -> JSONResponse:
    """Return a draft shorter, warmer, more formal or translated, with the check of what came out."""
    return await answered(RewordRequest, parsed, wired, _reword)


def _reword(wired: Services, client_id: str, request: RewordRequest) -> dict[str, Any]:
    version = wired.version(client_id)
    found = agent_tools.reword(version, request, wired.model, deadline_s=wired.settings.llm_deadline_s)
    return {"client_id": client_id, "knowledge_version": version.id, **found.model_dump(mode="json")}


@router.post("/ask")
async def ask(parsed: Body, wired: Wired) -> JSONResponse:
    """Return verbatim sentences that answer the agent's question; `internal` ones are for no customer."""
    return await answered(AskRequest, parsed, wired, _ask)


def _ask(wired: Services, client_id: str, request: AskRequest) -> dict[str, Any]:
    version = wired.version(client_id)
    found = agent_tools.ask(version, request, wired.context(with_writer=False))
    return {"client_id": client_id, "knowledge_version": version.id, **found.model_dump(mode="json")}


@router.post("/summary")
async def summary(parsed: Body, wired: Wired) -> JSONResponse:
    """Return a conversation in a few lines: the handoff's own summary, what was done and what was promised."""
    return await answered(HandoffRequest, parsed, wired, _summary)


def _summary(wired: Services, client_id: str, request: HandoffRequest) -> dict[str, Any]:
    version = wired.version(client_id)
    made = handing_over.handoff(version, request, wired.context(with_writer=False))
    shown = {"summary_locale", "intent_summary", "actions_taken", "promised", "open_questions"}
    return {"client_id": client_id, "knowledge_version": version.id, **made.model_dump(mode="json", include=shown)}
