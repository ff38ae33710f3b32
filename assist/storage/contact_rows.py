"""That customers wrote: when, where, about which intents and orders. Of who wrote only digests are kept."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assist.domain.contact import Contact
from assist.domain.conversation import Customer
from assist.storage import tables
from assist.storage.rows import Rows, in_utc

FEWEST_PHONE_DIGITS = 7
"""Fewer are an extension; the last nine of a number leave out the country's code."""
MOST_CONTACTS = 200
"""Of one customer; more within a few weeks are a machine."""


class ContactRows(Rows):
    """One client's contacts within one transaction."""

    def save_contact(self, contact: Contact, customer: Customer | None, at: datetime) -> None:
        """Keep a customer turn; the same turn again replaces what was kept of it."""
        self._remember_client(at)
        turn = {"conversation_id": contact.conversation_id, "message_id": contact.message_id}
        values = {
            **turn,
            "channel": contact.channel.value,
            "at": contact.at,
            "intents": list(contact.intents),
            "order_numbers": list(contact.order_numbers),
            "text_digest": contact.text_digest,
            "closed": contact.closed,
        }
        self._upsert(tables.contacts, values, keys=("conversation_id", "message_id"))
        for key in self._keys(customer, contact.order_numbers):
            row = {"client_id": self._client_id, "customer_key": key, **turn}
            self._connection.execute(self._inserting(tables.contact_keys).values(**row).on_conflict_do_nothing())

    def contacts(self, customer: Customer | None, order_numbers: Iterable[str], since: datetime) -> list[Contact]:
        """Return the customer's turns not before `since`, oldest first.

        A customer is known by id, e-mail or phone; only one of whom nothing is known is known by order number.
        """
        wanted = self._keys(customer, ()) or self._keys(None, order_numbers)
        if not wanted:
            return []
        rows, keys = tables.contacts, tables.contact_keys
        same = (
            (keys.c.client_id == rows.c.client_id)
            & (keys.c.conversation_id == rows.c.conversation_id)
            & (keys.c.message_id == rows.c.message_id)
        )
        found = self._connection.execute(
            select(rows)
            .join(keys, same)
            .where(rows.c.client_id == self._client_id, keys.c.customer_key.in_(wanted), rows.c.at >= since)
            .order_by(rows.c.at.desc(), rows.c.conversation_id, rows.c.message_id)
            .limit(MOST_CONTACTS * len(wanted))
        )
        unique = {(row.conversation_id, row.message_id): _contact(row._mapping) for row in found}
        return list(unique.values())[:MOST_CONTACTS][::-1]

    def _keys(self, customer: Customer | None, order_numbers: Iterable[str]) -> list[str]:
        """Return digests by which the same customer is recognised, differing from client to client."""
        said = [("order", number.strip().upper()) for number in order_numbers]
        if customer is not None:
            digits = re.sub(r"\D", "", customer.phone or "")
            said.append(("id", (customer.id or "").strip()))
            said.append(("email", (customer.email or "").strip().lower()))
            said.append(("phone", digits[-9:] if len(digits) >= FEWEST_PHONE_DIGITS else ""))
        return [self._digest(kind, value) for kind, value in said if value]

    def _digest(self, kind: str, value: str) -> str:
        return hashlib.sha256(f"{self._client_id}\n{kind}\n{value}".encode()).hexdigest()[:40]


def _contact(row: Mapping[Any, Any]) -> Contact:
    kept = {name: row[name] for name in Contact.model_fields}
    return Contact.model_validate({**kept, "at": in_utc(row["at"])})
