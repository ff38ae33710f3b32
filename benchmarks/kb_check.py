"""`kb check` on statements made wrong on purpose, and what it says of folders nobody touched.

`python -m benchmarks.kb_check [--seed N --each N]`: recall by kind over both sample brands, false alarms a thousand
passages on the untouched brands and, with BENCH_DATA, on public company policies. A finding counts when it points into
a passage the injection changed or wrote, and was not there before.
"""

import argparse
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assist.domain.enums import Audience
from assist.importing import composing, writing
from assist.importing.material import NewPage
from assist.lint import folder, statements
from assist.lint.dates import dates
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.triage.taxonomy import read_taxonomy
from benchmarks import corpora
from benchmarks.agency import ROOT
from benchmarks.injections import KINDS, Injection
from evals.edits import shelf
from evals.edits.edit import write
from evals.edits.shelf import Shelf

SEED, HELD_OUT = 20261128, 20270101
"""The second seed was looked at once, when the checks were done."""
TODAY = date(2026, 11, 28)
CHECKS = (statements.contradictions, statements.against_numbers, statements.duplicates, dates)
BRANDS = (("norrfell", "Norrfell", "EUR"), ("osmere", "Osmere", "GBP"))
WANTED_RECALL, WANTED_FALSE = 0.85, 5.0


class Client(NamedTuple):
    """A brand to inject into."""

    place: Path
    shelf: Shelf
    known: frozenset[tuple[str, str]]
    """What is said of it untouched."""


def main() -> None:
    """Inject, check, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--each", type=int, default=40, help="injections of a kind and a brand")
    parser.add_argument("--misses", type=int, default=0, help="how many that were missed to print of a kind")
    arguments = parser.parse_args()
    clients = [_client(*brand) for brand in BRANDS]
    found, total = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="kb-check-") as work:
        for kind, client, injection in _drawn(clients, arguments.seed, arguments.each):
            total[kind] += 1
            hit = _hit(injection, client, Path(work))
            found[kind] += hit is not None
            if hit is None and total[kind] - found[kind] <= arguments.misses:
                print(f"  missed {kind}: {injection.about}\n    - {injection.before}\n    + {injection.after}")
    print(f"\n{sum(total.values())} injections, seed {arguments.seed}")
    for kind in KINDS:
        print(f"  {kind:40} {found[kind]:4} of {total[kind]:4}  {found[kind] / max(total[kind], 1):.3f}")
    print(f"  all {sum(found.values()) / max(sum(total.values()), 1):.3f} (aim {WANTED_RECALL})")
    _untouched(clients)
    _public()


def _client(name: str, brand: str, currency: str) -> Client:
    place = ROOT / "knowledge" / name
    read = shelf.read(place, brand, currency)
    return Client(place, read, frozenset(_what(finding) for finding in check(place)))


def check(place: Path) -> list[Finding]:
    """Return what the four checks say of a folder."""
    subject = subject_of(place)
    return [finding for run in CHECKS for finding in run(subject)]


def subject_of(place: Path) -> Subject:
    """Read a folder as `kb check` does, with nothing live and on a fixed day."""
    taxonomy = read_taxonomy(ROOT / "knowledge/_shared/taxonomy.yaml")
    around = folder.Surroundings(
        shared_folder=ROOT / "knowledge/_shared", intents=taxonomy.intents, utterances=(), today=lambda _: TODAY
    )
    return folder.read_subject(place, around)


def _what(finding: Finding) -> tuple[str, str]:
    return finding.check, finding.message


def _drawn(clients: Sequence[Client], seed: int, each: int) -> Iterator[tuple[str, Client, Injection]]:
    for kind, inject in KINDS.items():
        for client in clients:
            rng = random.Random(f"{seed} {kind} {client.shelf.client_id}")
            spots = list(client.shelf.spots) * 3
            rng.shuffle(spots)
            made = 0
            for spot in spots:
                injection = inject(client.shelf, spot, rng) if made < each else None
                if injection is not None:
                    made += 1
                    yield kind, client, injection


def _hit(injection: Injection, client: Client, work: Path) -> Finding | None:
    place = work / client.shelf.client_id
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(client.place, place)
    write(place, injection.files)
    new = [finding for finding in check(place) if _what(finding) not in client.known]
    return next((finding for finding in new if _points_at(finding, injection)), None)


def _points_at(finding: Finding, injection: Injection) -> bool:
    places = [finding.place, finding.other or ""]
    return any(place.rpartition(":")[0].endswith(file) and start <= int(place.rpartition(":")[2]) <= end
               for place in places if ":" in place for file, start, end in injection.places)  # fmt: skip


def _untouched(clients: Sequence[Client]) -> None:
    for client in clients:
        _report(client.shelf.client_id, check(client.place), len(client.shelf.spots))


def _public() -> None:
    """Check the pages of three companies, which contradict themselves nowhere that a careful reader finds."""
    if corpora.missing(["real_company_policies"]):
        print("public policies: not there (BENCH_DATA), left out")
        return
    documents = corpora.read_lines(corpora.DATA / "real_company_policies/docs.jsonl")
    with tempfile.TemporaryDirectory(prefix="kb-check-") as work:
        for company in sorted({row["company"] for row in documents}):
            place = Path(work) / company
            place.mkdir()
            pages = [_page(row) for row in documents if row["company"] == company]
            terms = writing.Terms(owner=company, locale="en", audience=Audience.CUSTOMER)
            writing.write(writing.planned(pages, place, terms))
            subject = subject_of(place)
            found = [each for run in CHECKS for each in run(subject)]
            _report(company, found, len(subject.passages))


def _page(row: dict[str, str]) -> NewPage:
    return composing.page_from_text(row["doc_id"], row["path"], row["text"], source="docs.jsonl")


def _report(name: str, findings: Sequence[Finding], passages: int) -> None:
    serious = [finding for finding in findings if finding.level is not Level.NOTE]
    print(
        f"\n{name}, untouched: {len(serious)} findings and {len(findings) - len(serious)} notes in {passages} passages"
    )
    for finding in serious:
        print(f"  {finding.check} {finding.place}: {finding.message}")


if __name__ == "__main__":
    main()
