"""`assist eval history`: what the gate said of a client's versions, one after the other."""

import sys
from pathlib import Path

from rich.console import Console

from assist.bootstrap import Services
from assist.cli.services import open_services
from assist.domain.base import ClientId
from assist.domain.evaluation import EvalSummary
from assist.errors import BadInput
from evals import history
from evals.history import EvaluationHistory, Recorded
from evals.reports import choosing
from evals.reports import history as papers

WRITERS = {".html": papers.as_html, ".json": papers.as_json}


def show(client: str, output: str, *, last: int, as_json: bool) -> None:
    """Print the newest `last` evaluations, or write them. Raises: BadInput for a file of another kind."""
    written = WRITERS.get(Path(output).suffix)
    if output != "-" and written is None:
        raise BadInput(f"--output {output}: a history is written as {' or '.join(WRITERS)}", path="output")
    found = _found(open_services(), client, last)
    if as_json:
        sys.stdout.write(papers.as_json(found))
    else:
        Console().print(papers.shown(found))
    if written is None:
        return
    try:
        Path(output).write_text(written(found), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--output {output}: {error.strerror}", path="output") from error
    print(f"assist: the history is in {output}", file=sys.stderr)


def _found(services: Services, client: str, last: int) -> EvaluationHistory:
    """Return the newest `last` evaluations of a client, oldest first."""
    ledger, client_id = services.store.ledger, services.releases(client).client_id
    newest = ledger.evaluations(client_id)[:last]
    recorded = [_recorded(services, client_id, one) for one in reversed(newest)]
    return history.told(client_id, recorded, ledger.history(client_id).publications)


def _recorded(services: Services, client_id: ClientId, summary: EvalSummary) -> Recorded:
    made = services.store.ledger.evaluation(client_id, summary.report_id)
    try:
        return Recorded(summary, choosing.parsed(made.document, summary.report_id) if made else None)
    except BadInput:  # recorded by another version of the harness: its verdict still counts as history
        return Recorded(summary, None)
