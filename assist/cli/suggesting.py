"""`assist suggest`: one message for a person to read, or a batch for machines."""

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assist import keeping, order_facts, pipeline, wire
from assist.bootstrap import Services
from assist.cli import lines, render
from assist.cli.services import open_services
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import BadInput, NotFound
from assist.keeping import Recalled

A_YEAR = timedelta(days=366)
"""Further than any working day or deadline counted from a message."""


@dataclass(frozen=True)
class OneMessage:
    """What `--text` and its companions say."""

    client: str
    text: str
    channel: str
    orders: tuple[Path, ...]
    name: str | None
    email: str | None
    now: datetime | None


def one(message: OneMessage, *, as_json: bool, store: bool) -> None:
    """Print the suggestion for one message."""
    orders = [order for file in message.orders for order in _orders(file)]
    customer = {"name": message.name, "email": message.email} if message.name or message.email else None
    moment = _in_calendar(message.now).replace(tzinfo=UTC).isoformat() if message.now else None
    raw: dict[str, Any] = {
        "client_id": message.client,
        "channel": message.channel,
        "messages": [{"text": _given(message.text), "sent_at": moment}],
        "orders": orders,
        "customer": customer,
        "now": moment,
    }
    request = None if order_facts.has_foreign_orders(raw) else wire.validate(SuggestRequest, raw)
    services = open_services()
    services.warm_up(message.client)
    request = request or _request(services, message.client, raw)
    suggestion = _suggest(services, message.client, request, store=store)
    if as_json:
        print(json.dumps(suggestion.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        render.suggestion(suggestion, request)


def batch(client: str, source: str, target: str, *, store: bool) -> None:
    """Answer requests line by line."""
    services = open_services()
    services.warm_up(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        request = _request(services, client, parsed)
        if request.client_id not in (None, client):
            raise BadInput("client_id is not the client of --client", code="client_forbidden", path="client_id")
        return _suggest(services, client, request, store=store).model_dump(mode="json")

    sys.exit(lines.run(source, target, answer))


def _request(services: Services, client: str, raw: dict[str, Any]) -> SuggestRequest:
    """Return the request, a shop's own orders in our form. Raises: BadInput naming the path."""
    if order_facts.has_foreign_orders(raw):
        raw = order_facts.with_plain_orders(raw, services.version(client).profile)
    return wire.validate(SuggestRequest, raw)


def _suggest(services: Services, client: str, request: SuggestRequest, *, store: bool) -> Suggestion:
    served = services.served(client)
    version = served.version
    now = request.now or datetime.now(UTC)
    recalled = keeping.recall(services, version, request, now) if store else Recalled()
    services.wait_for_writer()
    context = services.context(
        recalled.orders,
        happenings=recalled.happenings,
        promises=recalled.promises,
        contacts=recalled.contacts,
        notices=services.notices(version.profile.id),
        with_adviser=True,
    )
    suggestion = pipeline.suggest(version, recalled.request or request, context).with_degraded(served.degraded)
    if store:
        return keeping.keep_suggestion(services, version, request, suggestion, recalled)
    return suggestion


def _in_calendar(now: datetime) -> datetime:
    """Refuse a moment whose neighbouring days or time zones lie outside the calendar."""
    if not datetime.min + A_YEAR <= now <= datetime.max - A_YEAR:
        raise BadInput("--now lies at the edge of the calendar", path="now")
    return now


def _given(text: str) -> str:
    """Refuse what cannot be stored; a shell may hand over half a surrogate for broken bytes."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise BadInput("--text holds characters that are not text", path="text")
    return text


def _orders(file: Path) -> list[Any]:
    """Read one order, a list of them, or a request's `orders`."""
    if not file.is_file():
        raise NotFound(f"--order: no file {file}")
    try:
        parsed = wire.loads(file.read_bytes())
    except BadInput as error:
        raise BadInput(f"--order {file.name}: {error.message}", code=error.code) from error
    if isinstance(parsed, dict) and isinstance(parsed.get("orders"), list):
        parsed = parsed["orders"]
    return parsed if isinstance(parsed, list) else [parsed]
