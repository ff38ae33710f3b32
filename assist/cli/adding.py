"""`assist client add` and `assist client list`: a new client's folder, and what every client still lacks."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from assist import versions
from assist.cli.services import open_services, settings
from assist.domain.base import ClientId, VersionId
from assist.errors import BadKnowledge, NotFound
from assist.onboarding import checklist, scaffold, standing
from assist.onboarding.checklist import Item
from assist.onboarding.shared_template import SharedTemplate
from assist.shared_knowledge import SHARED, Knowledge
from assist.triage.taxonomy import Taxonomy, read_taxonomy

DONE, FINDINGS = 0, 1
NOT_LIVE = "-"
MOST_LINES = 6
"""Lines shown of one item on a new folder: all of them stand in the files, marked `confirm:`."""


@dataclass(frozen=True)
class Given:
    """What the options of `client add` say."""

    brand: str
    currency: str
    time_zone: str
    locales: str
    countries: str
    tier: str


def run(name: str, given: Given) -> None:
    """Write the folder of a new client and print what it still lacks. Raises: BadInput naming the option."""
    knowledge = _knowledge()
    shared = SharedTemplate(knowledge.folder / SHARED)
    client = scaffold.new_client(
        name, brand=given.brand, currency=given.currency, time_zone=given.time_zone, locales=given.locales,
        countries=given.countries, tier=given.tier,
    )  # fmt: skip
    folder = scaffold.add(knowledge.folder, client, shared)
    items = checklist.of(standing.read(folder, _taxonomy(knowledge).intents), shared)
    print(f"{folder}: written for {client.brand}\n")
    _show(items)
    print(_way(client.id))


def listing(*, as_json: bool) -> None:
    """Print every client; one whose folder does not read is named with why, and the exit code is 1."""
    services = open_services()
    shared = SharedTemplate(services.knowledge.folder / SHARED)
    live = services.store.ledger.live_versions()
    rows = [_row(services.knowledge, client_id, shared, services.taxonomy, live) for client_id in services.client_ids()]
    if as_json:
        print(json.dumps({"clients": rows}, ensure_ascii=False, indent=2))
    else:
        _print_rows(rows)
    if any("error" in row for row in rows):
        sys.exit(FINDINGS)


def _row(
    knowledge: Knowledge,
    client_id: ClientId,
    shared: SharedTemplate,
    taxonomy: Taxonomy,
    live: Mapping[ClientId, VersionId],
) -> dict[str, Any]:
    live_version = live.get(client_id)
    try:
        folder = knowledge.folder / client_id
        found = standing.read(folder, versions.known_intents(folder, taxonomy))
        items = checklist.of(found, shared)
    except BadKnowledge as error:
        return {"client_id": client_id, "live_version": live_version, "error": error.message}
    return {
        "client_id": client_id,
        "brand": found.profile.brand,
        "tier": found.profile.tier,
        "pages": len(found.pages),
        "passages": len(found.passages),
        "live_version": live_version,
        "open_items": len(items),
        "checklist": [item.model_dump() for item in items],
    }


def _print_rows(rows: list[dict[str, Any]]) -> None:
    table = Table("client", "brand", "tier", "pages", "passages", "live version", "open items", box=None)
    for row in rows:
        live_version = row["live_version"] or NOT_LIVE
        if "error" in row:
            table.add_row(row["client_id"], "", "", "", "", live_version, "does not read")
            continue
        counts = (str(row[name]) for name in ("pages", "passages"))
        table.add_row(row["client_id"], row["brand"], row["tier"], *counts, live_version, str(row["open_items"]))
    Console().print(table)
    for row in rows:
        areas = dict.fromkeys(item["area"] for item in row.get("checklist", ()))
        if areas:
            print(f"{row['client_id']} lacks: {', '.join(areas)}")
    for row in rows:
        if "error" in row:
            print(f"assist: {row['error']}", file=sys.stderr)


def _show(items: list[Item]) -> None:
    """Print the checklist: what, why, where, and the next command."""
    for number, item in enumerate(items, start=1):
        print(f"{number}. {item.area}: {item.missing}")
        print(f"   why:  {item.why}")
        for line in item.where[:MOST_LINES]:
            print(f"   - {line}")
        if len(item.where) > MOST_LINES:
            print(f"   - and {len(item.where) - MOST_LINES} more")
        print(f"   next: {item.next_step}\n")


def _way(name: str) -> str:
    """Return the commands that lead from here to the first suggestion."""
    return (
        "Then, until the first suggestion:\n"
        f"   assist kb import --client {name} --from HELP-CENTRE-EXPORT\n"
        f"   assist kb check --client {name}\n"
        f"   assist kb build --client {name}\n"
        f'   assist kb publish --client {name} --override "first pages, read by ..." --by NAME\n'
        f'   assist suggest --client {name} --text "How long do I have to return something?"\n'
        "`assist client list --json` shows what is still missing."
    )


def _knowledge() -> Knowledge:
    knowledge = Knowledge(settings().knowledge_dir)
    if not knowledge.folder.is_dir():
        raise NotFound(f"ASSIST_KNOWLEDGE_DIR: no folder {knowledge.folder}")
    return knowledge


def _taxonomy(knowledge: Knowledge) -> Taxonomy:
    return read_taxonomy(knowledge.taxonomy_file)
