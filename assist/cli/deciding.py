"""`assist decide`: requests in, decisions out; with --explain each decision for a person to check."""

import sys
from typing import Any

from assist import pipeline, wire
from assist.cli import explained, lines
from assist.cli.services import open_services
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import BadInput


def batch(client: str, source: str, target: str, *, explain: bool) -> None:
    """Decide every line: a suggest-reply request in; its decisions, actions and warnings out."""
    services = open_services()
    services.warm_up(client)
    version = services.version(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        request = wire.validate(SuggestRequest, parsed)
        if request.client_id not in (None, client):
            raise BadInput("client_id is not the client of --client", code="client_forbidden", path="client_id")
        suggestion = pipeline.suggest(version, request, services.context(with_writer=False))
        if explain:
            return {"explained": explained.text_of_all(suggestion, version)}
        return _decided(suggestion)

    sys.exit(lines.run(source, target, answer, as_text=_as_text if explain else None))


def _decided(suggestion: Suggestion) -> dict[str, Any]:
    row = suggestion.model_dump(mode="json", include={"decisions", "actions", "follow_up"})
    codes = [warning.model_dump(mode="json", exclude={"claim"}) for warning in suggestion.warnings]
    return {**row, "warnings": codes, "identity": suggestion.customer_context.identity}


def _as_text(row: dict[str, Any]) -> str:
    """Return an explanation as it is read; an error in its place names its line."""
    name = f"--- {row['id']}\n" if "id" in row else ""
    if "error" in row:
        return f"{name}line {row['line']}: {row['error']['message']}\n"
    return f"{name}{row['explained']}\n"
