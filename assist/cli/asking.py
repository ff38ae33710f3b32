"""`assist ask` and `assist reword`: an agent's own question, and drafts in another wording, as batches of JSON lines."""

import sys
from typing import Any

from assist import agent_tools, wire
from assist.cli import lines
from assist.cli.services import open_services
from assist.domain.tools import AskRequest, RewordRequest


def ask(client: str, source: str, target: str) -> None:
    """Answer every line's question from the client's pages, agent-only ones included."""
    services = open_services()
    services.warm_up(client)
    version = services.version(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        request = wire.validate(AskRequest, parsed)
        return agent_tools.ask(version, request, services.context(with_writer=False)).model_dump(mode="json")

    sys.exit(lines.run(source, target, answer))


def reword(client: str, source: str, target: str) -> None:
    """Reword every line's draft."""
    services = open_services()
    version = services.version(client)
    services.wait_for_writer()

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        request = wire.validate(RewordRequest, parsed)
        deadline_s = services.settings.llm_deadline_s
        return agent_tools.reword(version, request, services.model, deadline_s=deadline_s).model_dump(mode="json")

    sys.exit(lines.run(source, target, answer))
