"""Every order of tau_bench_retail through the public commands, decided under a client written from its policy text.

Five requests an order (cancel, change items, change address, return, exchange), and the same for the states an order is
in after its one change, return or exchange. Agreement: what the policy grants is granted, nothing else is.

    python -m benchmarks.tau_retail [orders]
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.agency import Agency
from benchmarks.corpora import DATA, missing

SET, CLIENT = "tau_bench_retail", "parcelhall"
ASKS = {
    "cancellation": "Please cancel my order {number}, I no longer need it.",
    "order_change": "Please change an item in my order {number} to another colour before you send it.",
    "address_change": "Please send my order {number} to a new address: 12 Oak Street, Denver, CO 80279.",
    "return": "I would like to return an item from my order {number}.",
    "exchange": "I would like to exchange an item from my order {number} for another size.",
}
GRANTED = {
    "pending": {"cancellation", "order_change", "address_change"},
    "delivered": {"return", "exchange"},
}
"""What the set's policy allows by the state of the order; every other state allows nothing."""
AFTERWARDS = {"pending": "pending (items modified)", "delivered": "return requested"}
"""The state after a change or a return; each is possible once."""

CLIENT_YAML = """
id: parcelhall
brand: Parcel Hall
tier: foundation
time_zone: America/New_York
currency: USD
locales: [en]
countries: [US]
order_number: {pattern: 'W\\d{7}', prefix: 'W', digits: 7}
tone:
  style: plain
  greetings:
    en: {email: 'Hello {customer_name},', chat: 'Hello {customer_name}.', none: 'Hello,', chat_none: 'Hello.'}
  signature: {en: "Regards,\\n{agent_name}\\nParcel Hall"}
channels: [email, chat]
workflows: [wismo, order_change, address_change, cancellation, return, exchange, refund]
hours: {monday: ['09:00', '17:00'], tuesday: ['09:00', '17:00'], wednesday: ['09:00', '17:00']}
queues: {general: parcelhall-general}
"""
WORKFLOWS_YAML = """
order_lock:
  pages: [orders]
  kind: status
  open_statuses: [pending]
return:
  pages: [orders]
  open_statuses: [delivered]
  window_days: 30
exchange:
  pages: [orders]
wismo:
  trace_after_working_days: {default: 5}
  lost_after_working_days: {default: 10}
  write_within_working_days: 2
passages:
  cancellation: [orders#before]
  order_change: [orders#before]
  address_change: [orders#before]
  return: [orders#after]
  exchange: [orders#after]
"""
PAGE = """---
id: orders
title: Orders that can be changed and orders that can come back
owner: bench
locale: en
audience: customer
---
# Orders that can be changed and orders that can come back

## Before we process an order {#before}

While an order is pending you can cancel it, change its items once, or send it to another address. Once we process it,
nothing about it can be changed.

## After an order has arrived {#after}

Once an order is delivered you can return items or exchange them, once. An order in any other state cannot come back.
"""


@dataclass(frozen=True)
class Case:
    """One request about one order, and what its policy grants for it."""

    ask: str
    number: str
    status: str
    email: str

    @property
    def line(self) -> dict[str, Any]:
        text = ASKS[self.ask].format(number=self.number)
        return {"id": f"{self.number} {self.ask}", "messages": [{"text": text}], "customer": {"email": self.email}}

    def disagrees(self, suggestion: Mapping[str, Any]) -> str | None:
        """Return what is wrong: something granted that the policy refuses, or refused that it grants."""
        if "error" in suggestion:
            return f"failed: {suggestion['error']['code']}"
        allowed = GRANTED.get(self.status, set())
        mine = [one for one in suggestion["decisions"] if one["order_number"] == self.number]
        granted = {one["workflow"] for one in mine if one["outcome"] == "eligible"}
        if not granted <= allowed:
            return f"granted {', '.join(sorted(granted - allowed))}"
        if self.ask in allowed and self.ask not in granted:
            return f"did not grant {self.ask}: {', '.join(one['rule_id'] for one in mine) or 'no decision'}"
        return None if mine else "no decision"


def main() -> None:
    """Set the client up, store the orders, ask, and print the agreement with the worst rows."""
    if missing([SET]):
        print(f"{SET} is not in {DATA}: nothing measured")
        return
    most = int(sys.argv[1]) if len(sys.argv) > 1 else None
    orders = list(_orders(most))
    with tempfile.TemporaryDirectory() as folder:
        agency = opened_up(Path(folder))
        wrong, total = _run(agency, orders, "as the set states them")
        later = [{**order, "status": AFTERWARDS[order["status"]]} for order in orders if order["status"] in AFTERWARDS]
        wrong_later, total_later = _run(agency, later, "after their one change or return")
    agreed = total + total_later - wrong - wrong_later
    print(f"agreement {agreed / (total + total_later):.4f} ({agreed} of {total + total_later} requests)")


def _orders(most: int | None) -> Iterator[dict[str, Any]]:
    """Yield the set's orders in our form, with the e-mail of the customer they belong to."""
    users = json.loads((DATA / SET / "users.json").read_text(encoding="utf-8"))
    given = json.loads((DATA / SET / "orders.json").read_text(encoding="utf-8"))
    for order in list(given.values())[:most]:
        names = [f"{item['item_id']}-{at}" for at, item in enumerate(order["items"])]
        yield {
            "number": order["order_id"].lstrip("#"),
            "status": order["status"],
            "email": users[order["user_id"]]["email"],
            "ship_to_country": "US",
            "items": [
                {
                    "id": name,
                    "title": item["name"],
                    "paid": {"amount": f"{item['price']:.2f}", "currency": "USD"},
                }
                for name, item in zip(names, order["items"], strict=True)
            ],
            "fulfilments": [
                {"id": f"f-{at}", "tracking": parcel["tracking_id"][0], "item_ids": names}
                for at, parcel in enumerate(order["fulfillments"], start=1)
            ],
            "refunds": [
                {"amount": {"amount": f"{paid['amount']:.2f}", "currency": "USD"}, "status": "issued"}
                for paid in order["payment_history"]
                if paid["transaction_type"] == "refund"
            ],
        }


def opened_up(folder: Path) -> Agency:
    agency = Agency(folder)
    agency.open_up()
    home = agency.knowledge / CLIENT
    (home / "policies").mkdir(parents=True)
    (home / "client.yaml").write_text(CLIENT_YAML.lstrip(), encoding="utf-8")
    (home / "workflows.yaml").write_text(WORKFLOWS_YAML.lstrip(), encoding="utf-8")
    (home / "policies" / "orders.md").write_text(PAGE, encoding="utf-8")
    return agency


def _run(agency: Agency, orders: list[dict[str, Any]], what: str) -> tuple[int, int]:
    """Store the orders, ask everything about each, and print the agreement by state and request."""
    asked, answered = agency.folder / "asked.jsonl", agency.folder / "answered.jsonl"
    _write(asked, orders)
    stored = agency.assist("orders", "import", "--client", CLIENT, "-i", str(asked)).out.splitlines()
    cases = [Case(ask, order["number"], order["status"], order["email"]) for order in orders for ask in ASKS]
    _write(asked, [case.line for case in cases])
    ran = agency.assist("suggest", "--client", CLIENT, "--store", "-i", str(asked), "-o", str(answered))
    found = [json.loads(line) for line in answered.read_text(encoding="utf-8").splitlines()]
    faults = [(case, fault) for case, one in zip(cases, found, strict=True) if (fault := case.disagrees(one))]
    print(f"{len(stored)} orders {what}: {len(cases) - len(faults)} of {len(cases)} agree ({ran.wall_s:.0f} s)")
    for (status, fault), count in Counter((case.status, fault) for case, fault in faults).most_common(10):
        print(f"  {count:4}  {status}: {fault}")
    return len(faults), len(cases)


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
