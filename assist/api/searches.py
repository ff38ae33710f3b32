"""`POST /v1/search`: the passages that speak to a query or to the newest turn of a conversation."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field, model_validator
from starlette.concurrency import run_in_threadpool

from assist import pipeline, wire
from assist.api.deps import Body, Wired, client_of
from assist.bootstrap import Services, new_id
from assist.domain.base import Identifier
from assist.domain.conversation import MAX_TEXT, Conversation, Message
from assist.domain.knowledge import ScoredPassage
from assist.errors import BadInput

router = APIRouter(prefix="/v1")


class SearchRequest(Conversation):
    """`query`, or `messages` with the newest last; the rest narrows what is in force."""

    query: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)] | None = None
    k: Annotated[int, Field(ge=1, le=100)] = 5
    pages: bool = False
    """Only the best passage of each page."""
    version: Identifier = "live"
    """`live`, `candidate` or a version id."""

    @model_validator(mode="after")
    def _one_of_both(self) -> "SearchRequest":
        if self.query is not None and self.messages:
            raise ValueError("query and messages exclude each other")
        return self


@router.post("/search")
async def search(parsed: Body, wired: Wired) -> JSONResponse:
    """Return up to k passages, best first, also when `abstained` says that they lie below the floor."""
    request = wire.validate(SearchRequest, parsed)
    if request.query is None and not request.messages:
        raise BadInput("query or messages is required", code="field_missing", path="query")
    client_id = client_of(request.client_id, wired)
    return JSONResponse(await run_in_threadpool(_search, wired, client_id, request))


def _search(wired: Services, client_id: str, request: SearchRequest) -> dict[str, Any]:
    version = wired.version(client_id, request.version)
    asked = request if request.query is None else request.model_copy(update={"messages": _as_message(request.query)})
    context = wired.context(with_writer=False)
    found = pipeline.search(version, asked, context, count=request.k, best_of_page=request.pages)
    return {
        "id": new_id("sr"),
        "client_id": client_id,
        "knowledge_version": version.id,
        "abstained": found.abstained,
        "hits": [_hit(hit) for hit in found.hits],
    }


def _as_message(query: str) -> tuple[Message, ...]:
    return (Message(text=query),)


def _hit(hit: ScoredPassage) -> dict[str, Any]:
    shown = {"text", "headings", "audience", "effective_from", "effective_until"}
    return {
        "passage_id": hit.passage.id,
        "page_id": hit.passage.page_id,
        "score": hit.score,
        **hit.passage.model_dump(mode="json", include=shown),
    }
