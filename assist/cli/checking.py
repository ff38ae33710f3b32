"""`assist kb check`: read a client's folder, report to a person or a machine, and say with the exit code what was found."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from assist import versions
from assist.bootstrap import Services
from assist.cli.lines import FINDINGS
from assist.cli.services import open_services
from assist.domain.knowledge import Passage
from assist.errors import BadInput, Corrupt, NotFound
from assist.lint import checks, folder, report, searching
from assist.lint.report import Report
from assist.lint.subject import Subject
from assist.shared_knowledge import SHARED
from assist.triage.utterances import read_utterances


def run(client: str, *, soon_days: int, output: str, as_json: bool) -> None:
    """Check one client and report. Exits with 1 when anything needs mending or a decision."""
    services, now = open_services(), datetime.now(UTC)
    subject = read(services, client, now, soon_days=soon_days)
    found = checks.run(
        subject, searching.search_over(subject, services.encoder, services.settings.data_dir / "bundles")
    )
    made = Report(
        client=client,
        brand=subject.profile.brand if subject.profile else client,
        checked_at=now,
        passages=len(subject.passages),
        findings=tuple(found),
    )
    shown = (
        json.dumps(report.as_json(made), ensure_ascii=False, indent=1) + "\n" if as_json else report.as_markdown(made)
    )
    _write(shown, made, output)
    if not made.is_clean:
        raise typer.Exit(FINDINGS)


def read(services: Services, client: str, now: datetime, *, soon_days: int = 30) -> Subject:
    """Read a client's folder as it stands today. Raises: NotFound for an unknown client."""
    place = client_folder(services, client)
    around = folder.Surroundings(
        shared_folder=services.knowledge.folder / SHARED,
        intents=services.taxonomy.intents,
        own_intents=lambda: versions.known_intents(place, services.taxonomy),
        utterances=tuple(read_utterances(services.knowledge.utterances_file, services.taxonomy.intents)),
        today=lambda zone: now.astimezone(ZoneInfo(zone)).date(),
        soon_days=soon_days,
        live=_live(services, client),
    )
    return folder.read_subject(place, around)


def client_folder(services: Services, client: str) -> Path:
    """Return a client's folder; unlike elsewhere it may lack its `client.yaml`: the report says so. Raises: NotFound."""
    found = {each.name: each for each in services.knowledge.folder.glob("[!._]*") if each.is_dir()}
    if client not in found:
        names = ", ".join(sorted(found)) or "none"
        raise NotFound(f"client: no client of that name; known: {names}", code="client_unknown", path="client")
    return found[client]


def _live(services: Services, client: str) -> Mapping[str, Passage] | None:
    """Return the live passages, None when nothing is live; looking at them publishes nothing."""
    if client not in services.client_ids():
        return None
    releases = services.releases(client)
    live = releases.history().live
    if live is None:
        return None
    try:
        return {passage.id: passage for passage in releases.bundle(live).passages}
    except Corrupt as damage:
        print(f"assist: changed numbers are not compared with the live version: {damage.message}", file=sys.stderr)
        return None


def _write(shown: str, made: Report, output: str) -> None:
    if output == "-":
        sys.stdout.write(shown)
        return
    try:
        Path(output).write_text(shown, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--output {output}: {error.strerror}", path="output") from error
    print(f"{report.summary(made)} The report is in {output}.", file=sys.stderr)
