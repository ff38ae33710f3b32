"""What every edge does for one evaluation: open what is asked for, let the harness judge it, record what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from assist.bootstrap import Services
from assist.domain.evaluation import EvalReport
from assist.domain.notice import Notice
from assist.errors import NotFound
from evals import preparing
from evals.evaluation import Evaluation
from evals.preparing import Order
from evals.reports import choosing

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Asked:
    """What is compared with what, on which cases, by whom."""

    client: str
    candidate: str
    against: str
    cases: Path | None
    by: str
    everything: bool = False
    notice: str = ""


def evaluated(services: Services, asked: Asked, now: datetime, progress: Progress) -> Evaluation:
    """Evaluate as asked; records nothing. Raises: as `evals.preparing.evaluate`."""
    services.wait_for_writer()
    order = Order(
        candidate=asked.candidate,
        against=asked.against,
        by=asked.by,
        now=now,
        data_dir=services.settings.data_dir,
        key_of=services.program.key_of,
        writer=services.writer,
        cases=asked.cases,
        everything=asked.everything,
        notice=_notice(services, asked) if asked.notice else None,
    )
    releases = services.releases(asked.client)
    others = [services.releases(name) for name in services.client_ids() if name != asked.client]
    return preparing.evaluate(releases, others, order, progress)


def _notice(services: Services, asked: Asked) -> Notice:
    """Return a recorded notice of a client. Raises: NotFound."""
    client_id = services.releases(asked.client).client_id
    found = next((one for one in services.store.notices.all_of(client_id) if one.id == asked.notice), None)
    if found is None:
        raise NotFound(f"--notice: no notice of that id at {client_id}; `assist kb notice -c {client_id}` lists them")
    return found


def as_report(found: Evaluation) -> EvalReport:
    """Return an evaluation as it is recorded."""
    mark = sha256(f"{found.stable_json()}{found.run.at.isoformat()}".encode()).hexdigest()[:16]
    return EvalReport(
        report_id=f"er_{mark}",
        client_id=found.client_id,
        key=found.key,
        against=found.against,
        verdict=found.verdict,
        reasons=tuple(reason.says for reason in found.reasons),
        cases=found.provenance.approved,
        case_digest=found.provenance.case_digest,
        seed=found.provenance.seed,
        created_at=found.run.at,
        by=found.run.by,
        document=choosing.as_json(found),
    )


def recorded(services: Services, found: Evaluation) -> EvalReport:
    """Keep an evaluation where a publication looks for it, and return it as it is kept."""
    made = as_report(found)
    services.store.ledger.record_evaluation(made)
    return made


def stored(services: Services, client: str, report_id: str) -> Evaluation:
    """Return a recorded evaluation of a client. Raises: NotFound; BadInput when another program recorded it."""
    made = services.store.ledger.evaluation(services.releases(client).client_id, report_id)
    if made is None:
        raise NotFound(f"no report {report_id} at {client}", path="report")
    return choosing.parsed(made.document, report_id)
