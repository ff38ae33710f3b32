"""`assist eval selftest`: the gate on seeded edits of the knowledge, and how often it is right. Judges nothing itself."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from assist import versions
from assist.bootstrap import Services
from assist.cli.lines import FINDINGS
from assist.cli.services import open_services
from assist.domain.base import ClientId
from assist.errors import BadInput, NotFound
from evals import cases
from evals.edits import drawing, shelf
from evals.edits.edit import Edit
from evals.edits.shelf import Shelf
from evals.known import revision
from evals.selftest import rates, running
from evals.selftest.judging import Gatekeeper
from evals.selftest.outcome import Outcome, Simpler
from evals.selftest.rates import KindRates, Rates

MOST_LISTED = 10


@dataclass(frozen=True)
class Asked:
    """Which clients, how many edits of each sort, by which seed."""

    clients: tuple[str, ...]
    edits: int
    seed: int
    is_all: bool = False


def run(asked: Asked, output: Path | None, *, as_json: bool) -> None:
    """Draw, judge, report. Exits with 1 when the rates miss what a gate has to reach."""
    if asked.is_all == bool(asked.clients) or asked.edits < 1:
        raise BadInput("--client or --all, one of both, and --edits of at least 1", path="client")
    services = open_services()
    named = [_shelf(services, name) for name in services.client_ids()]
    chosen = [each for each in named if asked.is_all or each.client_id in asked.clients]
    unknown = set(asked.clients) - {each.client_id for each in chosen}
    if unknown:
        raise NotFound(
            f"client: no client of that name: {', '.join(sorted(unknown))}", code="client_unknown", path="client"
        )
    drawn = drawing.draw(chosen, named, seed=asked.seed, each=asked.edits)
    found = rates.rates(_judged(services, drawn, output), asked.seed)
    if as_json:
        print(found.model_dump_json(indent=1))
    else:
        _show(found)
    if not found.holds:
        raise typer.Exit(FINDINGS)


def _shelf(services: Services, client_id: ClientId) -> Shelf:
    """Return a client's pages as text, from its folder as it stands."""
    place = services.knowledge.folder / client_id
    file = f"{client_id}/{versions.PROFILE}"
    profile = versions.parse_profile((place / versions.PROFILE).read_text(encoding="utf-8-sig"), file, client_id)
    return shelf.read(place, profile.brand, profile.currency)


def _judged(services: Services, drawn: Sequence[Edit], output: Path | None) -> list[Outcome]:
    """Judge every edit; each outcome is written at once, so that a run that was stopped goes on where it was."""
    known = _known(output)
    now = datetime.now(UTC)
    with running.workplace() as work:
        ground = services.releases(services.client_ids()[0]).ground
        asked = [case for name in services.client_ids() for case in cases.of_client(name, services.knowledge.folder)]
        program = f"{revision()} {cases.digest(asked)}"
        bench = running.bench(services.knowledge.folder, ground, Path(work), now, program)
        outcomes = []
        for each in running.run(drawn, bench, Gatekeeper(bench, now).judge, known):
            outcomes.append(each)
            _keep(output, each, is_new=each.digest not in known)
            print(f"\r{len(outcomes)} of {len(drawn)} edits judged", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return outcomes


def _known(output: Path | None) -> Mapping[str, Outcome]:
    if output is None or not output.exists():
        return {}
    try:
        rows = [Outcome.model_validate(json.loads(row)) for row in output.read_text(encoding="utf-8").splitlines()]
    except (ValueError, ValidationError, OSError) as error:
        raise BadInput(f"--output {output}: is no file of a self-test; name another", path="output") from error
    return {row.digest: row for row in rows}


def _keep(output: Path | None, outcome: Outcome, *, is_new: bool) -> None:
    if output is not None and is_new:
        with output.open("a", encoding="utf-8") as file:
            file.write(outcome.model_dump_json() + "\n")


def _show(found: Rates) -> None:
    console = Console()
    verdict = "The gate holds." if found.holds else "The gate does not hold."
    console.print(
        f"{verdict} {found.harmful.edits} harmful edits: {found.catch:.1%} caught (at least {rates.LEAST_CAUGHT:.0%}); "
        f"{found.harmless.edits} harmless: {found.false_block:.1%} held up (at most {rates.MOST_FALSE:.0%}). Seed {found.seed}."
    )
    table = Table("edits", "", "SHIP", "BLOCK", "INCONCLUSIVE", "ERROR", "not built", *(str(rule) for rule in Simpler))
    for row in (found.harmful, found.harmless, *found.kinds):
        table.add_row(*_cells(row))
    console.print(table)
    _list(console, "Harmful, and would go live", found.missed)
    _list(console, "Harmless, and held up", found.held_up)


def _cells(row: KindRates) -> list[str]:
    said = (row.edits, row.shipped, row.blocked, row.inconclusive, row.failed, row.refused)
    return [row.name, *(str(count) for count in said), *(str(row.simpler[str(rule)]) for rule in Simpler)]


def _list(console: Console, title: str, outcomes: Sequence[Outcome]) -> None:
    if outcomes:
        console.print(f"\n{title}:")
    for each in outcomes[:MOST_LISTED]:
        why = f" ({'; '.join(each.reasons)})" if each.reasons else ""
        console.print(f"  {each.kind}, {each.client_id}, {each.passage_id}, {each.variant}{why}", markup=False)
    if len(outcomes) > MOST_LISTED:
        console.print(f"  and {len(outcomes) - MOST_LISTED} more: -o FILE keeps all of them")
