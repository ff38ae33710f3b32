"""Public data and the sample brands as clients, set up through the public commands in a folder of their own."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.agency import ROOT, Agency

BRANDS = ("norrfell", "osmere")
DATA = Path(os.environ.get("BENCH_DATA", ROOT / "../shared/data"))
"""Where the public sets lie; benches that need them say so when they are absent."""


def agency_in(folder: Path) -> Agency:
    """Return an agency with the sample brands."""
    agency = Agency(folder)
    agency.open_up()
    for brand in BRANDS:
        shutil.copytree(ROOT / "knowledge" / brand, agency.knowledge / brand)
    return agency


def add(agency: Agency, client_id: str, documents: Iterable[Mapping[str, str]]) -> None:
    """Add a client whose pages are these documents (`id`, `title`, `text`), and publish them."""
    lines = agency.folder / f"{client_id}.jsonl"
    lines.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    agency.assist("client", "add", client_id)
    agency.assist("kb", "import", "--client", client_id, "--from", str(lines))
    agency.assist("kb", "build", "--client", client_id)
    agency.assist("kb", "publish", "--client", client_id, "--override", "bench", "--by", "bench")


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Read a JSON lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def missing(names: Sequence[str]) -> list[str]:
    """Return which of the public sets are not there."""
    return [name for name in names if not (DATA / name).is_dir()]
