"""`assist kb build | diff | publish | rollback | versions`: a client's versions from the shell."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assist.bootstrap import Services
from assist.cli import difference_shown
from assist.cli.lines import DONE, FINDINGS
from assist.cli.person import this_user
from assist.cli.services import open_services
from assist.domain.base import ClientId
from assist.domain.evaluation import EvidenceKind
from assist.domain.publication import Publication, VersionState
from assist.domain.turns import StoredTurn
from assist.errors import BadInput
from assist.publishing import asking, comparing, reports
from assist.publishing.demanding import evaluate_command
from assist.publishing.reports import BuildReport, ListedVersion, Moved


def build(client: str, *, by: str, as_json: bool) -> None:
    """Make a candidate of the folder as it stands, and say what it cost."""
    report = open_services().releases(client).build(_now(), by=by or this_user())
    print(report.model_dump_json() if as_json else _build_words(report))


def diff(client: str, candidate: str, against: str, *, questions: Path | None, as_json: bool) -> None:
    """Show what differs and what would be answered differently; exit code 1 when anything does."""
    asked = None if questions is None else asking.read_questions(questions)
    services = open_services()
    found = comparing.difference(
        services.releases(client),
        candidate,
        against,
        services.context(with_writer=False),
        questions=asked,
        turns=_recent_turns(services, client) if asked is None else (),
    )
    print(found.model_dump_json() if as_json else difference_shown.words(found))
    sys.exit(FINDINGS if found.any else DONE)


def publish(client: str, version: str, *, override: str | None, by: str, as_json: bool) -> None:
    """Let a version go live; a running server follows within two seconds. Raises: BadInput for an override by nobody."""
    if override is not None and not by.strip():
        raise BadInput("--by is missing: an override is recorded with who answers for it", path="by")
    moved = open_services().releases(client).publish(version, override=override, by=by or this_user(), now=_now())
    print(moved.model_dump_json() if as_json else _moved_words(moved))


def rollback(client: str, to: str, *, reason: str, by: str, as_json: bool) -> None:
    """Let an earlier version go live again."""
    moved = open_services().releases(client).rollback(to, reason=reason, by=by or this_user(), now=_now())
    print(moved.model_dump_json() if as_json else _moved_words(moved))


def listing(client: str, *, as_json: bool) -> None:
    """List the versions, newest build first."""
    history = open_services().releases(client).history()
    listed = reports.listing(history)
    if as_json:
        rows = [row.model_dump(mode="json") for row in listed]
        print(json.dumps({"client_id": client, "live": history.live, "versions": rows}, ensure_ascii=False))
        return
    print(_listing_words(client, listed))


def _recent_turns(services: Services, client: str) -> Sequence[StoredTurn]:
    with services.store.begin(ClientId(client)) as rows:
        return rows.recent_customer_turns(comparing.RECENT_TURNS)


def _build_words(report: BuildReport) -> str:
    size = f"{report.passages} passages on {report.pages} pages"
    cost = f"{report.encoded} encoded anew, {report.reused} reused, {report.seconds:.1f} s"
    first = f"{report.version_id} ({report.state}): {size}; {cost}"
    if report.unchanged:
        first = f"{report.version_id} ({report.state}): the content is unchanged, {size}; {report.seconds:.1f} s"
    if report.state is not VersionState.CANDIDATE:
        return first
    return (
        f"{first}\n  what would change:  assist kb diff -c {report.client_id}\n"
        f"  may it go live:     {evaluate_command(report.client_id, report.version_id)}\n"
        f"  let it go live:     assist kb publish -c {report.client_id}"
    )


def _moved_words(moved: Moved) -> str:
    publication = moved.publication
    if not moved.changed:
        return f"{publication.version_id} is live already: nothing to do"
    instead = f" instead of {publication.previous_id}" if publication.previous_id else ""
    return f"{publication.version_id} is live at {publication.client_id}{instead} ({_why(publication.reason)})"


def _listing_words(client: str, listed: Sequence[ListedVersion]) -> str:
    if not listed:
        return f"{client} has no version yet: `assist kb build -c {client}` makes the first"
    lines = []
    for row in listed:
        passages = "? passages" if row.passages is None else f"{row.passages} passages"
        built_by = f" by {', '.join(row.built_by)}" if row.built_by else ""
        lines.append(f"{row.version_id}  {row.state:9}  built {row.built_at[:16]}Z{built_by}  {passages}")
        lines += [
            f"    {p.at:%Y-%m-%d %H:%M}Z  {p.action:8}  by {p.by}: {_overriding(p)}{_why(p.reason)}"
            for p in reversed(row.publications)
        ]
    return "\n".join(lines)


def _overriding(publication: Publication) -> str:
    """Say that a person let it go live in the place of an evaluation, and of which one."""
    evidence = publication.evidence
    if evidence is None or evidence.kind is not EvidenceKind.OVERRIDE:
        return ""
    return f"OVERRIDE of {evidence.report_id}: " if evidence.report_id else "OVERRIDE, never evaluated: "


def _why(reason: str) -> str:
    return reason or "no reason given"


def _now() -> datetime:
    return datetime.now(UTC)
