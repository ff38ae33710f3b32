"""A client's handoffs and what their receivers said about them, within one transaction."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assist.domain.handoff import Handoff
from assist.domain.handoff_outcome import HandoffLife, HandoffOutcome, KeptOutcome
from assist.storage import tables
from assist.storage.rows import Rows, in_utc


class HandoffRows(Rows):
    """Handoffs of one client."""

    def save(self, handoff: Handoff, suggestion_id: str | None = None) -> None:
        """Store a handoff; `suggestion_id` names the escalation it was prepared for."""
        self._remember_client(handoff.created_at)
        self._insert(
            tables.handoffs,
            {
                "handoff_id": handoff.handoff_id,
                "conversation_id": handoff.conversation_id,
                "suggestion_id": suggestion_id,
                "created_at": handoff.created_at,
                "handoff": handoff.model_dump(mode="json", by_alias=True),
            },
        )

    def one(self, handoff_id: str) -> Handoff | None:
        """Return a stored handoff of this client, or None."""
        rows = tables.handoffs
        found = self._connection.execute(
            select(rows.c.handoff).where(rows.c.client_id == self._client_id, rows.c.handoff_id == handoff_id)
        ).scalar()
        return None if found is None else Handoff.model_validate(found)

    def add_outcome(self, handoff_id: str, outcome: HandoffOutcome, now: datetime) -> bool:
        """Record what the receiver said; False when the same outcome, by the same person at that moment, is recorded."""
        row = {
            "handoff_id": handoff_id,
            "outcome_id": _outcome_id(outcome),
            "outcome": outcome.outcome.value,
            "missing": [one.value for one in outcome.missing],
            "by": outcome.by,
            "at": outcome.at or now,
            "note": outcome.note,
        }
        table = tables.handoff_outcomes
        inserting = self._inserting(table).values(client_id=self._client_id, **row)
        return self._wrote(inserting.on_conflict_do_nothing(), table.c.client_id)

    def outcomes(self, handoff_id: str) -> tuple[KeptOutcome, ...]:
        """Return what the receivers of a handoff said, oldest first."""
        rows = tables.handoff_outcomes
        found = self._connection.execute(
            select(rows)
            .where(rows.c.client_id == self._client_id, rows.c.handoff_id == handoff_id)
            .order_by(rows.c.at, rows.c.outcome_id)
        )
        return tuple(_kept(row) for row in found.mappings())

    def lives(self, since: datetime) -> Iterator[HandoffLife]:
        """Yield the handoffs made since a moment, oldest first, each with what its receivers said."""
        rows = tables.handoffs
        said = self._said_since(since)
        found = self._connection.execute(
            select(rows)
            .where(rows.c.client_id == self._client_id, rows.c.created_at >= since)
            .order_by(rows.c.created_at, rows.c.handoff_id)
        )
        for row in found:
            yield HandoffLife(
                handoff_id=row.handoff_id,
                conversation_id=row.conversation_id,
                created_at=in_utc(row.created_at),
                prepared=row.suggestion_id is not None,
                reason=row.handoff["reason"]["code"],
                intents=tuple(one["name"] for one in row.handoff["intent_summary"]["intents"]),
                defects=tuple(row.handoff["defects"]),
                outcomes=said.get(row.handoff_id, ()),
            )

    def _said_since(self, since: datetime) -> dict[str, tuple[KeptOutcome, ...]]:
        made, rows = tables.handoffs, tables.handoff_outcomes
        same = (made.c.client_id == rows.c.client_id) & (made.c.handoff_id == rows.c.handoff_id)
        found = self._connection.execute(
            select(rows)
            .join(made, same)
            .where(rows.c.client_id == self._client_id, made.c.created_at >= since)
            .order_by(rows.c.at, rows.c.outcome_id)
        )
        said: dict[str, tuple[KeptOutcome, ...]] = {}
        for row in found.mappings():
            said[row["handoff_id"]] = (*said.get(row["handoff_id"], ()), _kept(row))
        return said


def _outcome_id(outcome: HandoffOutcome) -> str:
    """Return an id made of what tells one report from another: what, by whom, when."""
    moment = outcome.at.isoformat() if outcome.at else ""
    return hashlib.sha256("\n".join((outcome.outcome.value, outcome.by or "", moment)).encode()).hexdigest()[:32]


def _kept(row: Mapping[Any, Any]) -> KeptOutcome:
    kept = {name: row[name] for name in KeptOutcome.model_fields}
    return KeptOutcome.model_validate({**kept, "at": in_utc(row["at"])})
