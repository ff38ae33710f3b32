"""`assist verify`: drafts checked claim by claim, a batch of JSON lines."""

import sys
from collections.abc import Callable
from typing import Any

from assist import verifying, wire
from assist.cli import lines
from assist.domain.verification import VerifyRequest
from assist.errors import BadInput
from assist.verifying import Verified


def batch(client: str | None, source: str, target: str) -> None:
    """Check the draft of every line; with a client, by its clock, its passages and its forbidden words too."""
    check = verifying.verify if client is None else _for_client(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        return shown(check(wire.validate(VerifyRequest, parsed)))

    sys.exit(lines.run(source, target, answer))


def shown(verified: Verified) -> dict[str, Any]:
    """Return the check as JSON, its warnings beside it."""
    return {
        **verified.check.model_dump(mode="json"),
        "warnings": [warning.model_dump(mode="json") for warning in verified.warnings],
    }


def _for_client(client: str) -> Callable[[VerifyRequest], Verified]:
    from assist.cli.services import open_services  # loads the services, which a check against given passages needs not

    services = open_services()
    version = services.version(client)

    def check(request: VerifyRequest) -> Verified:
        if request.client_id not in (None, client):
            raise BadInput("client_id is not the client of --client", code="client_forbidden", path="client_id")
        return verifying.verify_for(version, request)

    return check
