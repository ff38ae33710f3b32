"""What a person accepts of a report: a group as intended, its loss, a text no draft quotes. One door for every edge.

It is recorded twice: beside the cases, where the next evaluation reads it, and with the report, where it is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assist.domain.base import ClientId
from assist.domain.evaluation import Approval, ApprovalKind
from assist.errors import BadInput, NotFound, Refused
from assist.publishing.demanding import STALE, evaluate_command
from assist.publishing.releases import Releases
from evals import cases as case_files
from evals import recording, updating
from evals.cases import Case
from evals.evaluation import Evaluation
from evals.recording import Decided, Record
from evals.rewriting import rewritten
from evals.updating import GroupUpdate

CASES = "cases"


@dataclass(frozen=True)
class Wish:
    """What somebody accepts: one of a group's new values, a group's loss, or the change of one text."""

    by: str
    reason: str
    at: datetime
    accept: str = ""
    waive: str = ""
    read: str = ""


def accept(releases: Releases, report_id: str, found: Evaluation, wish: Wish) -> Record:
    """Do what is wished of a recorded report, and return it as it stands on record.

    Raises: BadInput for none or several wishes at once, without a reason, or where no rule follows; NotFound for a group
    there is not; Refused where the cases changed since the report, or by one of two people; Unavailable when the files
    beside the cases cannot be written.
    """
    check(wish)
    cases = case_files.of_client(releases.client_id, releases.folder.parent)
    _demand_same_cases(found, report_id, cases)
    by_id = {case.id: case for case in cases}
    made, changed = _signed(found, wish) if wish.read else _decided(found, by_id, wish)
    # In this order whatever fails can be asked for again: who may not is refused first, changed cases end the report.
    releases.approve(_approval(report_id, made))
    recording.record(releases.folder, made)
    write(releases.client_id, releases.folder.parent, changed)
    return made


def check(wish: Wish) -> None:
    """Let through what can be meant. Raises: BadInput for none or several wishes at once, or without a reason."""
    if sum(map(bool, (wish.accept, wish.waive, wish.read))) != 1:
        raise BadInput("accept, waive and read: one of them at a time", path="accept")
    if not wish.reason.strip():
        raise BadInput("reason is required: it is recorded with who accepted it", code="field_missing", path="reason")


def write(client_id: ClientId, knowledge: Path, changed: Iterable[Case]) -> None:
    """Put changed cases where a client's cases stand. Raises: Unavailable when they cannot be written."""
    by_id: Mapping[str, Case] = {case.id: case for case in changed}
    for file in case_files.files_of(client_id, knowledge) if by_id else ():
        rewritten(file, by_id, case_files.written_to(file, client_id, knowledge))


def _demand_same_cases(found: Evaluation, report_id: str, cases: Sequence[Case]) -> None:
    """Let somebody accept only what was evaluated. Raises: Refused when the cases are others by now."""
    if case_files.digest(cases) == found.provenance.case_digest:
        return
    version_id = found.key.version_id
    run_next = evaluate_command(found.client_id, version_id)
    raise Refused(
        f"the cases are not those of the evaluation {report_id}: nothing can be accepted of it. Next: {run_next}",
        code=STALE,
        details={"version_id": version_id, "report_id": report_id, "differs": [CASES], "next": run_next},
    )


def _decided(found: Evaluation, cases: Mapping[str, Case], wish: Wish) -> tuple[Record, list[Case]]:
    """Return what a group comes to, and the cases that follow it."""
    group = _named(updating.proposed(found, cases), wish.accept or wish.waive)
    follow = [one.case_id for one in group.cases]
    ids = follow if wish.accept else [*follow, *group.left]
    if not ids:
        raise BadInput(f"{group.group}: no rule updates its cases; change them by hand or waive them", path="accept")
    kind = Decided.UPDATED if wish.accept else Decided.WAIVED
    changed = [updating.approved(one, wish.by, wish.at) for one in group.cases] if wish.accept else []
    return _record(found, kind, wish, cases=tuple(ids), cause=group.cause), changed


def _signed(found: Evaluation, wish: Wish) -> tuple[Record, list[Case]]:
    """Return that somebody read the change of a text no draft quotes: no case can look after it."""
    unquoted = [item.id for item in found.items if item.is_meant and not item.is_quoted]
    if wish.read not in unquoted:
        there = ", ".join(unquoted) or "none"
        raise BadInput(f"read: cases look after what drafts quote; changed and never quoted: {there}", path="read")
    return _record(found, Decided.READ, wish, items=(wish.read,)), []


def _record(
    found: Evaluation,
    kind: Decided,
    wish: Wish,
    *,
    cases: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
    cause: str | None = None,
) -> Record:
    return Record(
        kind=kind,
        cases=cases,
        items=items,
        by=wish.by,
        reason=wish.reason,
        at=wish.at,
        version_id=str(found.key.version_id),
        cause=cause,
    )


def _approval(report_id: str, made: Record) -> Approval:
    return Approval(
        report_id=report_id,
        kind=ApprovalKind(made.kind.value),
        by=made.by,
        reason=made.reason,
        at=made.at,
        group=made.cause or ", ".join(made.items),
    )


def _named(groups: Sequence[GroupUpdate], name: str) -> GroupUpdate:
    found = next((group for group in groups if group.group == name), None)
    if found is None:
        there = ", ".join(group.group for group in groups) or "none"
        raise NotFound(f"no group {name}; there are: {there}", path="group")
    return found
