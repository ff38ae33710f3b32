"""`assist eval cases list | propose | update | approve`: what a person does with a client's cases."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assist import judging
from assist.bootstrap import Services
from assist.cli import evaluating
from assist.cli.person import this_user
from assist.cli.services import open_services, settings
from assist.domain.base import ClientId
from assist.errors import BadInput, NotFound
from assist.judging import Asked
from evals import accepting, recording, updating
from evals import cases as case_files
from evals.accepting import Wish
from evals.cases import Approval, Case
from evals.evaluation import Evaluation
from evals.recording import Decided, Record
from evals.rewriting import add
from evals.updating import GroupUpdate

PROPOSED = "proposed.jsonl"


@dataclass(frozen=True)
class Source:
    """Which evaluation is meant: a new one of two versions, or a recorded one."""

    candidate: str
    against: str
    report_id: str


def wish(accept: str, waive: str, read: str, *, by: str, reason: str) -> Wish:
    """Return what somebody accepts now; nothing of all is for showing."""
    return Wish(by=by, reason=reason, at=datetime.now(UTC), accept=accept, waive=waive, read=read)


def listing(client: str, *, open_only: bool) -> None:
    """Print a line a case."""
    found = _cases(client)
    shown = [case for case in found if not (open_only and case.counts)]
    for case in shown:
        state = "counts" if case.counts else "waits for an approval"
        by = f" by {case.approved.by}" if case.approved else ""
        print(f"{case.id}  {case.source}  {state}{by}  {'critical  ' if case.critical else ''}{', '.join(case.slices)}")
        if case.look and not case.counts:
            print(f"     needs a look: {case.look}")
    print(f"{len(shown)} of {len(found)} cases; {sum(case.counts for case in found)} count", file=sys.stderr)


def propose(client: str, candidate: str, against: str, *, dry_run: bool) -> None:
    """Write proposed cases beside the client's own, each once."""
    services = open_services()
    found = evaluating.evaluated(services, Asked(client, candidate, against, None, this_user()))
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


def update(client: str, source: Source, wished: Wish) -> None:
    """Show what each group would expect, or accept one group in one recorded step."""
    services = open_services()
    if not (wished.accept or wished.waive or wished.read):
        found = _evaluation(services, client, source, wished)
        _show(updating.proposed(found, {case.id: case for case in _cases(client)}), client)
        return
    accepting.check(wished)
    found = _evaluation(services, client, source, wished)
    report_id = source.report_id or judging.recorded(services, found).report_id
    made = accepting.accept(services.releases(client), report_id, found, wished)
    about = f"{len(made.cases)} cases" if made.cases else ", ".join(made.items)
    print(f"{about} {made.kind} by {made.by}: {made.cause or f'for {made.version_id}'}")


def _evaluation(services: Services, client: str, source: Source, wished: Wish) -> Evaluation:
    if source.report_id:
        return judging.stored(services, client, source.report_id)
    return evaluating.evaluated(services, Asked(client, source.candidate, source.against, None, wished.by))


def approve(client: str, wanted: Sequence[str], *, every: bool, by: str, reason: str) -> None:
    """Stand behind cases; recorded."""
    found = {case.id: case for case in _cases(client)}
    unknown = [name for name in wanted if name not in found]
    if unknown:
        raise NotFound(f"no case of that name: {', '.join(unknown)}")
    waiting = [case for case in found.values() if not case.counts]
    chosen = [case for case in waiting if case.id in wanted or (every and case.look is None)]
    if not chosen:
        raise BadInput("no case to approve: name some with --id, or all that wait and need no look with --all")
    now, name = datetime.now(UTC), by or this_user()
    folder = settings().knowledge_dir / client
    approved = [case.model_copy(update={"approved": Approval(by=name, at=now)}) for case in chosen]
    accepting.write(ClientId(client), settings().knowledge_dir, approved)
    ids = tuple(case.id for case in chosen)
    recording.record(
        folder, Record(kind=Decided.APPROVED, cases=ids, by=name, reason=reason or "read and right", at=now)
    )
    print(f"{len(ids)} cases count now, approved by {name}")
    left = [case.id for case in waiting if every and case.id not in ids]
    if left:
        print(f"a look first, then by their ids: {', '.join(left)}")


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


def _cases(client: str) -> list[Case]:
    known = settings().knowledge_dir
    if not (known / client / "client.yaml").is_file():
        raise NotFound(f"--client: no client of that name: {client}", code="client_unknown")
    return case_files.of_client(client, known)


def _folder(services: Services, client: str) -> Path:
    return services.knowledge.folder / client


def _patterns(groups: Sequence[Sequence[str]]) -> str:
    return " and ".join(" or ".join(group) for group in groups) or "anything"
