"""`assist handoff`: conversations become handoffs, a batch of JSON lines."""

import sys
from typing import Any

from assist import handing_over, order_facts, wire
from assist.cli import lines
from assist.cli.services import open_services
from assist.domain.handoff import HandoffRequest
from assist.errors import BadInput


def batch(client: str, source: str, target: str) -> None:
    """Write the handoff of every line."""
    services = open_services()
    services.warm_up(client)
    version = services.version(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        request = wire.validate(HandoffRequest, order_facts.with_plain_orders(parsed, version.profile))
        if request.client_id not in (None, client):
            raise BadInput("client_id is not the client of --client", code="client_forbidden", path="client_id")
        made = handing_over.handoff(version, request, services.context(with_writer=False))
        return made.model_dump(mode="json", by_alias=True)

    sys.exit(lines.run(source, target, answer))
