"""A promised contact and its surroundings, as small as tests need them."""

from datetime import datetime
from typing import Any

from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening
from assist.domain.orders import Order
from assist.domain.suggestion import Suggestion
from assist.follow_ups.making import Sent
from tests import brands
from tests.fakes import FRIDAY

EXAMPLE = brands.KNOWLEDGE.parent / "docs" / "contract" / "response.json"


def promise(**changes: Any) -> KeptFollowUp:
    """Return what was promised on Friday 20 November about the parcel last scanned on Monday."""
    fields = {
        "id": "fu_1",
        "client_id": "norrfell",
        "suggestion_id": "sg_1",
        "conversation_id": "cw-512",
        "order_number": "NF-20288",
        "item_ids": ("i1",),
        "tracking": "T1",
        "workflow": "wismo",
        "rule_id": "wismo.no-scan.trace",
        "due_on": "2026-11-24",
        "reason": "No scan since 2026-11-16",
        "channel": "email",
        "last_scan_at": "2026-11-16T08:12:00Z",
        "created_at": FRIDAY,
        **changes,
    }
    return KeptFollowUp.model_validate(fields)


def happening(kind: str, at: str = "2026-11-23T09:00:00Z", **fields: Any) -> Happening:
    """Return an event about the order of the promise, unless `order_number` says otherwise."""
    return Happening.model_validate({"type": kind, "at": at, "order_number": "NF-20288", **fields})


def order(*scans: tuple[str, str], **fields: Any) -> Order:
    """Return the order of the promise; `scans` are `(code, moment)` of its one parcel."""
    milestones = [{"code": code, "at": at, "place": "Madrid"} for code, at in scans]
    given = {
        "number": "NF-20288",
        "placed_at": "2026-11-09T19:20:00Z",
        "items": [{"id": "i1", "title": "Skarn jacket", "paid": {"amount": "189.00", "currency": "EUR"}}],
        "fulfilments": [{"id": "f1", "item_ids": ["i1"], "carrier": "GLS", "tracking": "T1", "milestones": milestones}],
        **fields,
    }
    return Order.model_validate(given)


def suggestion(**changes: Any) -> Suggestion:
    """Return the suggestion of the wire contract's example: it promises to write by Tuesday 24 November."""
    found = Suggestion.model_validate_json(EXAMPLE.read_bytes())
    return found.model_copy(update=changes)


def sent(text: str | None = None, at: datetime = FRIDAY, **changes: Any) -> Sent:
    """Return the example as it was sent, unchanged or with another text."""
    return Sent(suggestion=suggestion(**changes), text=text, at=at, channel="whatsapp")
