"""`assist intents learn`: examples join a client's own, and a report says what would come of them."""

import json
import sys

from assist.bootstrap import Services
from assist.cli import learning_shown
from assist.cli.lines import DONE, FINDINGS, reader
from assist.cli.services import ensure_baseline, open_services
from assist.errors import BadInput
from assist.triage import examples_file, merging
from assist.triage.learning_report import LearningReport
from assist.triage.merging import Merged


def run(client: str, source: str, *, dry_run: bool, as_json: bool) -> None:
    """Merge the lines unless one is bad, learn, and print the report; exit code 1 when a line is bad."""
    services = open_services()
    taught = services.taught(client)
    known = (*taught.settings.own, *taught.settings.map)
    with reader(source) as lines:
        merged = merging.merge(taught.examples, lines, services.taxonomy.intents, known)
    if merged.bad:
        _print_bad(merged, as_json=as_json)
        sys.exit(FINDINGS)
    if not any(example.intents for example in merged.examples):
        raise BadInput("--input: there is nothing to learn: no example names an intent")
    report = _learnt(services, client, merged, dry_run=dry_run)
    if as_json:
        shown = {**_merging(merged), "written": not dry_run, **report.model_dump(mode="json")}
        print(json.dumps(shown, ensure_ascii=False))
    else:
        print(learning_shown.words(report, merged, dry_run=dry_run))
    sys.exit(DONE)


def _learnt(services: Services, client: str, merged: Merged, *, dry_run: bool) -> LearningReport:
    """Learn first and write then: examples that cannot be learnt from are never left in the folder."""
    report = services.learning_report(client, merged.examples)
    if not dry_run:
        ensure_baseline(client)
        examples_file.write(services.knowledge.folder / client, merged.examples)
    return report


def _merging(merged: Merged) -> dict[str, object]:
    return {
        "added": merged.added,
        "duplicates": merged.duplicates,
        "replaced": [change.model_dump() for change in merged.replaced],
    }


def _print_bad(merged: Merged, *, as_json: bool) -> None:
    if as_json:
        rows = [{"line": one.line, "error": {"code": one.code, "message": one.message}} for one in merged.bad]
        print(json.dumps({"written": False, "bad_lines": rows}, ensure_ascii=False))
        return
    for one in merged.bad:
        print(f"line {one.line}: {one.message}", file=sys.stderr)
    count = len(merged.bad)
    print(f"{count} bad line{'s' if count > 1 else ''}: nothing was learnt", file=sys.stderr)
