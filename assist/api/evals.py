"""`/v1/evals`: what evaluations said of a client's versions, and what people accepted of them."""

import json
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assist.api.deps import Wired, client_of, storable
from assist.domain.evaluation import EvalReport
from assist.errors import Corrupt, NotFound

router = APIRouter(prefix="/v1/evals")


@router.get("")
def list_evaluations(wired: Wired, client_id: str | None = None, version: str | None = None) -> JSONResponse:
    """List a client's evaluations, newest first, or those of `live`, `candidate` or a version by id."""
    client = client_of(client_id, wired)
    found = wired.releases(client).evaluations(None if version is None else storable(version, "version"))
    return JSONResponse({"client_id": client, "evaluations": [one.model_dump(mode="json") for one in found]})


@router.get("/{report_id}")
def one_evaluation(report_id: str, wired: Wired, client_id: str | None = None) -> JSONResponse:
    """Return an evaluation with its document and its approvals."""
    releases = wired.releases(client_of(client_id, wired))
    report = releases.ledger.evaluation(releases.client_id, storable(report_id, "report_id"))
    if report is None:
        raise NotFound("no evaluation of that id", path="report_id")
    approvals = releases.ledger.approvals(releases.client_id, report.report_id)
    whole = {
        **report.model_dump(mode="json"),
        "document": _document(report),
        "approvals": [one.model_dump(mode="json") for one in approvals],
    }
    return JSONResponse(whole)


def _document(report: EvalReport) -> Any:
    try:
        return json.loads(report.document)
    except ValueError as error:
        raise Corrupt(f"the document of the evaluation {report.report_id} is not JSON") from error
