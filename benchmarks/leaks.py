"""What of an answer is not the asked client's own, held against the bundles on disk. Asks nothing itself."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from assist.briefing import Version
from assist.domain.reply import Abstention, Draft
from assist.domain.suggestion import Suggestion
from assist.pipeline import SearchResult
from assist.retrieval.bundle import PASSAGES
from assist.settings import Settings

Texts = Mapping[str, str]
"""A bundle's passages by id."""
Own = Mapping[str, Mapping[str, Texts]]
"""What is each client's own: client, version, passages."""


def bundles_on_disk(settings: Settings, client: str) -> dict[str, Texts]:
    """Return the passages of every bundle of a client, read from its files and past all code that serves them."""
    folder = settings.data_dir / "bundles" / client
    return {file.parent.name: _texts(file) for file in sorted(folder.glob(f"kv_*/{PASSAGES}"))}


def _texts(file: Path) -> Texts:
    passages = (json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1])
    return {passage["id"]: passage["text"] for passage in passages}


def of_search(own: Mapping[str, Texts], version: Version, result: SearchResult) -> Iterator[str]:
    """Yield every passage found that this client's version does not hold with the same bytes."""
    texts = own.get(version.id, {})
    for hit in result.hits:
        if texts.get(hit.passage.id) != hit.passage.text:
            yield f"{version.profile.id} found {hit.passage.id}"


def of_suggestion(own: Own, client: str, suggestion: Suggestion) -> Iterator[str]:
    """Yield every passage found, named or quoted that is not this client's, and any trace of another client's."""
    texts = own[client].get(suggestion.knowledge_version, {})
    reply = suggestion.reply
    named = [
        *(one.passage_id for one in suggestion.retrieval.found),
        *(passage_id for decision in suggestion.decisions for passage_id in decision.passage_ids),
        *(reply.nearest if isinstance(reply, Abstention) else ()),
    ]
    yield from (f"{client} names {passage_id}" for passage_id in named if passage_id not in texts)
    for citation in reply.citations if isinstance(reply, Draft) else ():
        if texts.get(citation.passage_id, "")[citation.start : citation.end] != citation.quote:
            yield f"{client} cites {citation.passage_id}"
    if suggestion.client_id != client:
        yield f"{client} was answered as {suggestion.client_id}"
    yield from _foreign_ids(own, client, suggestion.model_dump_json())


def _foreign_ids(own: Own, client: str, said: str) -> Iterator[str]:
    """Yield ids of other clients' passages that stand anywhere in a suggestion and are not also this client's own."""
    ours = {passage_id for texts in own[client].values() for passage_id in texts}
    for other in own.keys() - {client}:
        for passage_id in {passage_id for texts in own[other].values() for passage_id in texts} - ours:
            if f'"{passage_id}"' in said:
                yield f"{client} holds {passage_id} of {other}"
