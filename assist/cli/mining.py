"""`assist eval mine`: cases proposed from stored suggestions and what people made of them. Judges nothing itself."""

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from assist.bootstrap import Services
from assist.cli import lines
from assist.cli.services import open_services
from assist.errors import BadInput
from evals import cases as case_files
from evals import mining, preparing, tasks
from evals.cases import as_line
from evals.mining import Mined, MinedCase
from evals.rewriting import add
from evals.tasks import Side

MINED = "mined.jsonl"


@dataclass(frozen=True)
class Asked:
    """Whose traffic is looked through, from which day on, and where the cases go."""

    client: str
    since: datetime | None
    limit: int
    output: str
    is_written: bool


def run(asked: Asked, *, as_json: bool) -> None:
    """Print the proposed cases, or write them beside the client's own."""
    if asked.is_written and asked.output != "-":
        raise BadInput("--write and --output: one of them at a time", path="output")
    services = open_services()
    found = mined(services, asked)
    file = _add(services, asked.client, found) if asked.is_written and found.cases else None
    if asked.output != "-":
        lines.write(asked.output, [json.loads(as_line(one.case)) for one in found.cases])
    if as_json:
        print(json.dumps(_document(asked, found, file), ensure_ascii=False, indent=1))
    else:
        _show(asked, found, file)


def mined(services: Services, asked: Asked) -> Mined:
    """Return what the stored traffic of a client teaches; no transaction is open while cases are asked again."""
    version, releases = services.version(asked.client), services.releases(asked.client)
    known = preparing.read_cases(releases, None)
    day = asked.since.date() if asked.since else datetime(1970, 1, 2, tzinfo=UTC).date()
    with services.store.begin(releases.client_id, only_reads=True) as rows:
        handled = rows.handled.newest_first(version.calendar.at(day, time()), mining.MOST_READ)
    side = Side(version, services.encoder)
    return mining.mine(
        releases.client_id, handled, known, lambda case: tasks.observe(side, case).outcome, limit=asked.limit
    )


def _add(services: Services, client: str, found: Mined) -> Path:
    """Put the cases beside the client's own; a sample brand's beside the samples, where these are the knowledge's own."""
    knowledge = services.knowledge.folder
    sample = case_files.SAMPLES / client
    own = knowledge / client / case_files.OWN / MINED
    file = case_files.written_to(sample / MINED, client, knowledge) if sample.is_dir() else own
    add(file, [as_line(one.case) for one in found.cases])
    return file


def _show(asked: Asked, found: Mined, file: Path | None) -> None:
    for one in found.cases:
        print(f"{one.case.id}  {one.standing}  “{one.case.request.messages[-1].text}”")
        print(f"     expects {_expected(one)}")
        if one.case.look:
            print(f"     needs a look: {one.case.look}")
    open_ones = sum(one.case.look is not None for one in found.cases)
    print(f"{len(found.cases)} cases, {open_ones} of them need a look", file=sys.stderr)
    for why, count in found.left_out.most_common():
        print(f"     left out: {count} {why}", file=sys.stderr)
    approve = f"read them, then `assist eval cases approve -c {asked.client} --id ID --by NAME --reason R`"
    if file is not None:
        print(f"they are in {file}: {approve}", file=sys.stderr)
    elif found.cases and asked.output == "-":
        print(f"nothing is written: add --write to keep them, {approve}", file=sys.stderr)


def _expected(one: MinedCase) -> str:
    expect = one.case.expect.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(expect, ensure_ascii=False)


def _document(asked: Asked, found: Mined, file: Path | None) -> dict[str, object]:
    return {
        "client_id": asked.client,
        "cases": [
            {"from": one.subject_id, "standing": one.standing, "case": json.loads(as_line(one.case))}
            for one in found.cases
        ],
        "left_out": dict(found.left_out),
        "file": None if file is None else str(file),
    }
