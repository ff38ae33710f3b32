"""`assist triage` and `assist search`: batches of messages tagged, or of queries answered with passages."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Annotated, Any

from pydantic import Field

from assist import keeping, pipeline, wire
from assist.bootstrap import Services
from assist.briefing import Version
from assist.cli import ahead, lines
from assist.cli.services import open_services
from assist.domain.base import Frozen
from assist.domain.conversation import MAX_TEXT, Conversation, Message
from assist.domain.triage import Triage
from assist.errors import BadInput
from assist.ports import Vectors
from assist.reading import Reading
from assist.triage_input import TriageInput, read_triage_input, without_message_ids


class QueryLine(Frozen):
    """The short form of a search line."""

    query: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]


@dataclass(frozen=True)
class _Opened:
    """A line that was read: what is to be tagged, cut into the texts to encode."""

    given: TriageInput
    reading: Reading


def triage_batch(client: str, source: str, target: str, *, store: bool = False) -> None:
    """Tag every line; what is stored is tagged line by line, as each may be a repeat contact of the one before."""
    services = open_services()
    services.warm_up(client)
    services.wait_for_adviser()
    sys.exit(_store_lines(services, client, source, target) if store else tag_lines(services, client, source, target))


def _store_lines(services: Services, client: str, source: str, target: str) -> int:
    version = services.version(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        given = _given(parsed, client)
        return _shown(given, keeping.triage(services, version, given.conversation))

    return lines.run(source, target, answer)


def tag_lines(services: Services, client: str, source: str, target: str) -> int:
    """Tag every line of `source`; return the exit code. One window is encoded while the one before it is tagged."""
    version = services.version(client)

    def begin(parsed: dict[str, Any]) -> _Opened:
        given = _given(parsed, client)
        return _Opened(given, version.read(given.conversation))

    def together(opened: Sequence[_Opened]) -> list[Vectors]:
        vectors = services.encoder.encode([text for one in opened for text in one.reading.texts])
        ends = accumulate(len(one.reading.texts) for one in opened)
        return [vectors[end - len(one.reading.texts) : end] for one, end in zip(opened, ends, strict=True)]

    def finish(opened: _Opened, vectors: Vectors | None) -> dict[str, Any]:
        context = services.context(with_writer=False, with_adviser=True)
        if vectors is None:  # something of its window broke the encoder: perhaps not this line
            vectors = services.encoder.encode(opened.reading.texts)
        placed = pipeline.placed_read(version, opened.given.conversation, opened.reading, vectors, context)
        return _shown(opened.given, placed.triage.as_reported())

    return ahead.run(source, target, ahead.Staged(begin, together, finish))


def _given(parsed: dict[str, Any], client: str) -> TriageInput:
    given = read_triage_input(parsed)
    refuse_other_client(given.conversation, client)
    return given


def _shown(given: TriageInput, triage: Triage) -> dict[str, Any]:
    found = without_message_ids(triage) if given.text_only else triage
    return found.model_dump(mode="json")


def triage_one(client: str, text: str) -> None:
    """Tag one message and print it."""
    services = open_services()
    given = read_triage_input(wire.loads(json.dumps({"text": text})))
    found = without_message_ids(_triage(services, services.version(client), given))
    print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))


def _triage(services: Services, version: Version, given: TriageInput) -> Triage:
    return pipeline.triage(version, given.conversation, services.context(with_writer=False, with_adviser=True))


def search_batch(client: str, source: str, target: str, *, count: int, best_of_page: bool, which: str) -> None:
    """Search for every line in one version: `live`, `candidate` or an id."""
    services = open_services()
    version = services.version(client, which)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        conversation = _query(parsed)
        refuse_other_client(conversation, client)
        context = services.context(with_writer=False)
        found = pipeline.search(version, conversation, context, count=count, best_of_page=best_of_page)
        hits = [
            {"passage_id": hit.passage.id, "page_id": hit.passage.page_id, "score": hit.score} for hit in found.hits
        ]
        return {"abstained": found.abstained, "hits": hits}

    sys.exit(lines.run(source, target, answer))


def _query(parsed: dict[str, Any]) -> Conversation:
    if "query" in parsed:
        query = wire.validate(QueryLine, parsed).query
        return Conversation(messages=(Message(text=query),))
    conversation = wire.validate(Conversation, parsed)
    if not conversation.messages:
        raise BadInput("query or messages is required", code="field_missing", path="query")
    return conversation


def refuse_other_client(conversation: Conversation, client: str) -> None:
    if conversation.client_id not in (None, client):
        raise BadInput("client_id is not the client of --client", code="client_forbidden", path="client_id")
