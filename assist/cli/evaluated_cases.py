"""`assist eval cases list | propose | update | approve`: what a person does with a client's cases."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assist.bootstrap import Services
from assist.cli import evaluating
from assist.cli.person import this_user
from assist.cli.services import open_services, settings
from assist.errors import BadInput, NotFound
from evals import cases as case_files
from evals import recording, updating
from evals.cases import Approval, Case
from evals.evaluation import Evaluation
from evals.recording import Decided, Record
from evals.rewriting import add, rewritten
from evals.updating import GroupUpdate

PROPOSED = "proposed.jsonl"


@dataclass(frozen=True)
class Change:
    """What `cases update` was asked to do."""

    client: str
    candidate: str
    against: str
    accept: str
    waive: str
    read: str
    by: str
    reason: str


def listing(client: str, *, open_only: bool) -> None:
    """Print a line a case."""
    found = _cases(client)
    shown = [case for case in found if not (open_only and case.counts)]
    for case in shown:
        state = "counts" if case.counts else "waits for an approval"
        by = f" by {case.approved.by}" if case.approved else ""
        print(f"{case.id}  {case.source}  {state}{by}  {'critical  ' if case.critical else ''}{', '.join(case.slices)}")
    print(f"{len(shown)} of {len(found)} cases; {sum(case.counts for case in found)} count", file=sys.stderr)


def propose(client: str, candidate: str, against: str, *, dry_run: bool) -> None:
    """Write proposed cases beside the client's own, each once."""
    services = open_services()
    found = evaluating.evaluated(services, evaluating.Asked(client, candidate, against, None, ""))
    known = {case.id for case in _cases(client)}
    lines = [line for line in found.proposals if Case.model_validate_json(line).id not in known]
    for line in lines:
        case = Case.model_validate_json(line)
        print(f"{case.id}: “{case.request.messages[-1].text}” must say {_patterns(case.expect.must_say)}, "
              f"never {_patterns(case.expect.must_not_say)}")  # fmt: skip
    if lines and not dry_run:
        file = _folder(services, client) / case_files.OWN / PROPOSED
        add(file, lines)
        print(f"{len(lines)} proposed cases are in {file}: read them, then `assist eval cases approve -c {client}`")
    if not lines:
        print("nothing to propose: every change has cases, or its cases are proposed already")


def update(change: Change) -> None:
    """Show what each group would expect, or accept one group in one recorded step."""
    services = open_services()
    asked = evaluating.Asked(change.client, change.candidate, change.against, None, change.by)
    found = evaluating.evaluated(services, asked)
    cases = {case.id: case for case in _cases(change.client)}
    groups = updating.proposed(found, cases)
    if sum(map(bool, (change.accept, change.waive, change.read))) > 1:
        raise BadInput("--accept, --waive and --read: one of them at a time", path="accept")
    if not (change.accept or change.waive or change.read):
        _show(groups, change.client)
        return
    if not change.reason.strip():
        raise BadInput("--reason is required: it is recorded with who accepted it", path="reason")
    if change.read:
        _sign(services, change, found)
    else:
        _decide(services, change, found, _named(groups, change.accept or change.waive))


def approve(client: str, wanted: Sequence[str], *, every: bool, by: str, reason: str) -> None:
    """Stand behind cases; recorded."""
    found = {case.id: case for case in _cases(client)}
    unknown = [name for name in wanted if name not in found]
    if unknown:
        raise NotFound(f"no case of that name: {', '.join(unknown)}")
    chosen = [case for case in found.values() if not case.counts and (every or case.id in wanted)]
    if not chosen:
        raise BadInput("no case to approve: name some with --id, or all that wait with --all")
    now, name = datetime.now(UTC), by or this_user()
    folder = settings().knowledge_dir / client
    _write(client, [case.model_copy(update={"approved": Approval(by=name, at=now)}) for case in chosen])
    ids = tuple(case.id for case in chosen)
    recording.record(
        folder, Record(kind=Decided.APPROVED, cases=ids, by=name, reason=reason or "read and right", at=now)
    )
    print(f"{len(ids)} cases count now, approved by {name}")


def _decide(services: Services, change: Change, found: Evaluation, group: GroupUpdate) -> None:
    now, by = datetime.now(UTC), change.by or this_user()
    kind = Decided.UPDATED if change.accept else Decided.WAIVED
    ids = (
        tuple(one.case_id for one in group.cases)
        if change.accept
        else (*(one.case_id for one in group.cases), *group.left)
    )
    if not ids:
        raise BadInput(f"{group.group}: no rule updates its cases; change them by hand or waive them")
    if change.accept:
        _write(change.client, [updating.approved(one, by, now) for one in group.cases])
    made = Record(
        kind=kind,
        cases=ids,
        by=by,
        reason=change.reason,
        at=now,
        version_id=str(found.key.version_id),
        cause=group.cause,
    )
    recording.record(_folder(services, change.client), made)
    print(f"{len(ids)} cases {kind} by {by}: {group.cause}")


def _sign(services: Services, change: Change, found: Evaluation) -> None:
    """Record that somebody read the change of a text no draft quotes: no case can look after it."""
    unquoted = [item.id for item in found.items if item.is_meant and not item.is_quoted]
    if change.read not in unquoted:
        there = ", ".join(unquoted) or "none"
        raise BadInput(f"--read {change.read}: cases look after what drafts quote; changed and never quoted: {there}")
    now, by = datetime.now(UTC), change.by or this_user()
    version_id = str(found.key.version_id)
    made = Record(kind=Decided.READ, items=(change.read,), by=by, reason=change.reason, at=now, version_id=version_id)
    recording.record(_folder(services, change.client), made)
    print(f"{change.read} read by {by}, for {version_id}")


def _show(groups: Sequence[GroupUpdate], client: str) -> None:
    if not groups:
        print("no case that was right expects an old value: nothing to update")
        return
    for group in groups:
        print(f"{group.group}  {group.cause}: {len(group.cases)} cases follow")
        for one in group.cases:
            for field in one.fields:
                print(f"     {one.case_id}  {field.field}: {field.before} -> {field.after}")
        if group.left:
            print(f"     no rule updates: {', '.join(group.left)}")
    follows = next((group for group in groups if group.cases), None)
    if follows is not None:
        print(f'accept one: assist eval cases update -c {client} --accept {follows.group} --by NAME --reason "..."')
    else:
        print(f'change them by hand, or let this version lose them: --waive {groups[0].group} --by NAME --reason "..."')


def _named(groups: Sequence[GroupUpdate], name: str) -> GroupUpdate:
    found = next((group for group in groups if group.group == name), None)
    if found is None:
        raise NotFound(f"no group {name}; there are: {', '.join(group.group for group in groups) or 'none'}")
    return found


def _write(client: str, changed: Iterable[Case]) -> None:
    by_id: Mapping[str, Case] = {case.id: case for case in changed}
    known = settings().knowledge_dir
    for file in case_files.files_of(client, known):
        rewritten(file, by_id, case_files.written_to(file, client, known))


def _cases(client: str) -> list[Case]:
    known = settings().knowledge_dir
    if not (known / client / "client.yaml").is_file():
        raise NotFound(f"--client: no client of that name: {client}", code="client_unknown")
    return case_files.of_client(client, known)


def _folder(services: Services, client: str) -> Path:
    return services.knowledge.folder / client


def _patterns(groups: Sequence[Sequence[str]]) -> str:
    return " and ".join(" or ".join(group) for group in groups) or "anything"
