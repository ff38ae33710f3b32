"""`/v1/evals`: ask for an evaluation and look how far it is; what evaluations said, and what people accepted of them."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assist import judging, wire
from assist.api.deps import Body, Wired, client_of, storable
from assist.api.evaluation_runs import RUNNING, EvaluationRuns, Told
from assist.bootstrap import Services, new_id
from assist.domain.base import Frozen, Identifier
from assist.domain.evaluation import EvalReport
from assist.domain.evaluation_run import EvaluationRun
from assist.errors import BadInput, Corrupt, NotFound, Refused
from assist.judging import Asked
from assist.publishing.releases import CANDIDATE, LIVE, Releases
from evals import accepting, preparing
from evals.accepting import Wish
from evals.preparing import NOTHING
from evals.recording import Record
from evals.reports import choosing
from evals.reports.choosing import Format

router = APIRouter(prefix="/v1/evals")

MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.JUNIT: "application/xml",
    Format.JSON: "application/json",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""A report quotes customers and models: it loads nothing, runs nothing and stays out of caches."""
NOT_SAID = "unknown"
"""Who asked, where nobody says so."""

Name = Annotated[str, Field(min_length=1, max_length=200)]


class EvaluationRequest(Frozen):
    """Which version is judged beside which; `none`: as a first version."""

    client_id: Identifier | None = None
    candidate: Identifier = CANDIDATE
    against: Identifier = LIVE
    by: Name | None = None


class ApprovalRequest(Frozen):
    """What somebody accepts of a report: exactly one of `accept`, `waive` and `read`."""

    client_id: Identifier | None = None
    by: Name
    reason: Annotated[str, Field(min_length=1, max_length=2_000)]
    accept: Identifier | None = None
    """A group, as in g1: its cases follow the candidate."""
    waive: Identifier | None = None
    """A group: its cases stay, and this version may lose them."""
    read: Identifier | None = None
    """A changed text that no draft quotes."""


def runs_of(wired: Services) -> EvaluationRuns:
    """Return what works on the evaluations that are asked for here."""

    def evaluate(run: EvaluationRun, told: Told) -> str:
        asked = Asked(run.client_id, run.candidate, run.against or NOTHING, None, run.by)
        expected = len(preparing.read_cases(wired.releases(run.client_id), None))
        progress = _Progress(told, expected, sides=2 if run.against else 1)
        return judging.recorded(wired, judging.evaluated(wired, asked, _now(), progress)).report_id

    return EvaluationRuns(lambda: wired.store.evaluation_runs, evaluate, _now)


def _runs(request: Request) -> EvaluationRuns:
    found: EvaluationRuns = request.app.state.evaluations
    return found


Running = Annotated[EvaluationRuns, Depends(_runs)]


class _Progress:
    """Answers counted over both sides; a live version that is remembered is not asked, and counts as answered."""

    def __init__(self, told: Told, cases: int, *, sides: int) -> None:
        self._told, self._cases, self._sides, self._done = told, cases, sides, 0

    def __call__(self, stage: str, more: int) -> None:
        if stage == CANDIDATE:
            self._done = max(self._done, (self._sides - 1) * self._cases)
        if stage in (LIVE, CANDIDATE):
            self._done += more
        self._told(stage, self._done, self._sides * self._cases)


@router.get("")
def list_evaluations(wired: Wired, client_id: str | None = None, version: str | None = None) -> JSONResponse:
    """List a client's evaluations, newest first, or those of `live`, `candidate` or a version by id; and what runs."""
    releases = wired.releases(client_of(client_id, wired))
    found = releases.evaluations(None if version is None else storable(version, "version"))
    running = wired.store.evaluation_runs.under_way(releases.client_id, _now())
    listed = [one.model_dump(mode="json") for one in found]
    return JSONResponse(
        {"client_id": releases.client_id, "evaluations": listed, "running": running and _shown(running)}
    )


@router.post("")
async def ask_for_evaluation(parsed: Body, wired: Wired, running: Running) -> JSONResponse:
    """Judge a candidate beside what is live, in the background: the answer names where to look."""
    request = wire.validate(EvaluationRequest, parsed)
    client = client_of(request.client_id, wired)
    run = await run_in_threadpool(lambda: running.ask(_run(wired.releases(client), request)))
    where = f"/v1/evals/{run.run_id}?client_id={run.client_id}"
    return JSONResponse(_shown(run), 202, headers={"Location": where})


@router.get("/{report_id}")
def one_evaluation(
    report_id: str,
    wired: Wired,
    client_id: str | None = None,
    form: Annotated[str | None, Query(alias="format")] = None,
) -> Response:
    """Return an evaluation that was asked for as far as it is, or a report with its document and its approvals.

    `format` html, markdown or junit: the report as `assist eval gate -o` writes it.
    """
    releases = wired.releases(client_of(client_id, wired))
    wanted = Format.JSON if form is None else _format(form)
    run = wired.store.evaluation_runs.one(releases.client_id, storable(report_id, "report_id"))
    if run is None:
        report = _report(releases, report_id)
        return JSONResponse(_whole(releases, report)) if wanted is Format.JSON else _rendered(report, wanted)
    run = run.as_of(_now())
    if wanted is not Format.JSON:
        return _rendered(_of_run(releases, run), wanted)
    whole = _whole(releases, _report(releases, run.report_id)) if run.report_id else None
    return JSONResponse({**_shown(run), "report": whole})


@router.post("/{report_id}/approvals")
async def approve(report_id: str, parsed: Body, wired: Wired, running: Running) -> JSONResponse:
    """Accept a group as intended, waive its loss, or stand behind a text no draft quotes; the next evaluation knows."""
    request = wire.validate(ApprovalRequest, parsed)
    client = client_of(request.client_id, wired)
    identity = storable(report_id, "report_id")
    return JSONResponse(await run_in_threadpool(_approved, wired, client, identity, request, running))


def _approved(
    wired: Services, client: str, report_id: str, request: ApprovalRequest, running: EvaluationRuns
) -> dict[str, Any]:
    releases = wired.releases(client)
    run = wired.store.evaluation_runs.one(releases.client_id, report_id)
    report = _of_run(releases, run.as_of(_now())) if run else _report(releases, report_id)
    wish = Wish(
        by=request.by,
        reason=request.reason,
        at=_now(),
        accept=request.accept or "",
        waive=request.waive or "",
        read=request.read or "",
    )
    with running.accepting:
        made = accepting.accept(releases, report.report_id, judging.stored(wired, client, report.report_id), wish)
    return {"client_id": client, "report_id": report.report_id, **_told(made), **_approvals(releases, report)}


def _told(made: Record) -> dict[str, Any]:
    shown = {"kind", "cases", "items", "by", "reason", "at", "version_id", "cause"}
    return {**made.model_dump(mode="json", include=shown), "next": "POST /v1/evals"}


def _run(releases: Releases, request: EvaluationRequest) -> EvaluationRun:
    now = _now()
    return EvaluationRun(
        run_id=new_id("ev"),
        client_id=releases.client_id,
        candidate=releases.resolve(request.candidate),
        against=None if request.against == NOTHING else releases.resolve(request.against),
        by=request.by or NOT_SAID,
        asked_at=now,
        seen_at=now,
    )


def _shown(run: EvaluationRun) -> dict[str, Any]:
    return {"id": run.run_id, **run.model_dump(mode="json", exclude={"run_id", "seen_at"})}


def _of_run(releases: Releases, run: EvaluationRun) -> EvalReport:
    """Return the report a run ended with. Raises: Refused while it is under way; NotFound when it failed."""
    if run.report_id is not None:
        return _report(releases, run.report_id)
    if run.is_under_way:
        says = f"the evaluation {run.run_id} is {run.state}: there is no report yet. Next: GET /v1/evals/{run.run_id}"
        raise Refused(says, code=RUNNING, details={"evaluation_id": run.run_id, "version_id": run.candidate})
    raise NotFound(f"the evaluation {run.run_id} failed and has no report: {run.why}", path="report_id")


def _report(releases: Releases, report_id: str) -> EvalReport:
    report = releases.ledger.evaluation(releases.client_id, report_id)
    if report is None:
        raise NotFound("no evaluation of that id", path="report_id")
    return report


def _whole(releases: Releases, report: EvalReport) -> dict[str, Any]:
    return {**report.model_dump(mode="json"), "document": _document(report), **_approvals(releases, report)}


def _approvals(releases: Releases, report: EvalReport) -> dict[str, Any]:
    found = releases.ledger.approvals(releases.client_id, report.report_id)
    return {"approvals": [one.model_dump(mode="json") for one in found]}


def _document(report: EvalReport) -> Any:
    try:
        return json.loads(report.document)
    except ValueError as error:
        raise Corrupt(f"the document of the evaluation {report.report_id} is not JSON") from error


def _rendered(report: EvalReport, form: Format) -> Response:
    found = choosing.parsed(report.document, report.report_id)
    return Response(choosing.written(found, form), media_type=MEDIA_TYPES[form], headers=HEADERS)


def _format(given: str) -> Format:
    if given not in set(MEDIA_TYPES):
        raise BadInput(f"format: one of {', '.join(MEDIA_TYPES)}", path="format")
    return Format(given)


def _now() -> datetime:
    return datetime.now(UTC)
