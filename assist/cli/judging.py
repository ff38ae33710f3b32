"""`assist eval judge`: drafts before a model that judges, recorded or replayed. Gives no verdict and changes none."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typer
from rich.console import Console

from assist import bootstrap, package
from assist.bootstrap import Services
from assist.cli.evaluating import progress
from assist.cli.evaluation_app import ERROR
from assist.cli.person import this_user
from assist.cli.services import open_services
from assist.drafting.writer import Writer
from assist.errors import BadInput
from evals import preparing
from evals.cases import Case
from evals.judging import report, running, showing
from evals.judging.metrics import ASK_A_MODEL, Metric, Scorer
from evals.judging.report import JudgeReport, Provenance, Run
from evals.judging.running import Drafting, Judge
from evals.judging.samples import Gathered
from evals.judging.transcripts import JUDGE_TOKENS, TEMPERATURE, RecordedModel, Transcript
from evals.ragas_door import opening
from evals.reports.choosing import Format, format_of

LOADING_S = 60.0
"""For the model library; it takes 3 s where nothing else runs."""


@dataclass(frozen=True)
class Asked:
    """Whose drafts are judged, by whom, and from which record."""

    clients: tuple[str, ...]
    cases: Path | None
    limit: int
    metrics: str
    record: Path | None
    replay: Path | None
    recorded_drafts: bool
    repeats: int
    with_writer: bool
    with_spoiled: bool
    model: str
    api_base: str
    deadline_s: float


def run(asked: Asked, output: str, form: str) -> None:
    """Print or write the report. Exits with 3 when a metric came to nothing on every draft."""
    chosen = _format(form, output)
    metrics = _metrics(asked.metrics)
    transcript = _transcript(asked)
    services = open_services()
    scorer = opening.open_door(services.encoder)
    found = _judged(services, asked, metrics, transcript, scorer)
    _show(found, output, chosen)
    if found.unmeasured:
        print(f"assist: nothing could be measured: {', '.join(found.unmeasured)}", file=sys.stderr)
        raise typer.Exit(ERROR)


def _judged(
    services: Services, asked: Asked, metrics: Sequence[Metric], transcript: Transcript, scorer: Scorer
) -> JudgeReport:
    started = time.perf_counter()
    model = _judge(services, asked, transcript) if ASK_A_MODEL & set(metrics) else None
    judged_by = Judge(scorer, model, opening.instruction(), asked.deadline_s)
    with progress() as told:
        gathered, versions = _gathered(services, asked, transcript, told)
        cases = running.judge(gathered.samples, metrics, judged_by, repeats=asked.repeats, progress=told)
    return JudgeReport(
        provenance=Provenance(
            judge=model.name if model else None,
            writer=_writer_name(services, asked),
            library=scorer.library,
            package=package.version(),
            encoder=services.encoder.fingerprint,
            versions=versions,
        ),
        metrics=report.totals(cases, metrics),
        agreement=report.agreement(cases),
        spread=report.spread(cases, metrics),
        failures=report.failures(cases),
        no_draft=gathered.no_draft,
        crashed=gathered.crashed,
        cases=tuple(cases),
        run=Run(at=datetime.now(UTC), by=this_user(), seconds=round(time.perf_counter() - started, 1)),
    )


def _gathered(
    services: Services, asked: Asked, transcript: Transcript, told: running.Progress
) -> tuple[Gathered, dict[str, str]]:
    """Return the drafts to judge and the versions that made them. Raises: BadInput when there is none."""
    found = Gathered()
    versions: dict[str, str] = {}
    if asked.recorded_drafts:
        found.samples += [one for one in transcript.samples if one.client_id in asked.clients]
    else:
        for client in asked.clients:
            versions[client] = _gather(services, asked, transcript, client, found, told)
    if not found.samples:
        raise BadInput(f"there is no draft to judge of {', '.join(asked.clients)}: no case is answered with one")
    for one in found.samples:
        transcript.keep_sample(one)
    return found, versions


def _gather(
    services: Services, asked: Asked, transcript: Transcript, client: str, found: Gathered, told: running.Progress
) -> str:
    """Add a client's drafts and return the version that made them."""
    version = services.version(client)
    cases = preparing.read_cases(services.releases(client), asked.cases)
    writer_of = partial(_writer, services, transcript) if asked.with_writer else None
    made = running.gather(Drafting(version, services.encoder, writer_of, asked.with_spoiled), cases, asked.limit, told)
    found.samples += made.samples
    found.no_draft += made.no_draft
    found.crashed |= made.crashed
    return version.id


def _writer(services: Services, transcript: Transcript, case: Case) -> Writer:
    """Return the configured writer over the record."""
    assert services.model is not None, "_writer_name refused a run without"
    model = RecordedModel(
        services.model.name, transcript, "writer", model=services.model, parameters={"temperature": TEMPERATURE},
        of=f"{case.id} draft",
    )  # fmt: skip
    return running.steady_writer(model, services.settings.llm_deadline_s)


def _writer_name(services: Services, asked: Asked) -> str | None:
    if not asked.with_writer:
        return None
    if services.model is None:
        raise BadInput("--writer: ASSIST_LLM names no model that writes", path="writer")
    return services.model.name


def _judge(services: Services, asked: Asked, transcript: Transcript) -> RecordedModel:
    """Return the judge over the record; loaded only where it may be asked. Raises: BadInput when none is named."""
    settings = services.settings
    recorded = transcript.models("judge")
    name = asked.model or settings.judge or (recorded[0] if not transcript.asks and len(recorded) == 1 else "")
    if not name:
        raise BadInput("--judge: name the model that judges, or set ASSIST_JUDGE", path="judge")
    parameters = {"temperature": TEMPERATURE, "max_tokens": JUDGE_TOKENS}
    if not transcript.asks:
        return RecordedModel(name, transcript, "judge", parameters=parameters)
    model = bootstrap.judge(
        name, api_base=asked.api_base or settings.judge_api_base, api_key=settings.judge_api_key,
        max_tokens=JUDGE_TOKENS,
    )  # fmt: skip
    model.wait_until_loaded(LOADING_S)
    return RecordedModel(name, transcript, "judge", model=model, parameters=parameters)


def _transcript(asked: Asked) -> Transcript:
    if asked.record and asked.replay:
        raise BadInput("--record asks and --replay asks nobody: give one of them", path="replay")
    if asked.recorded_drafts and not (asked.record or asked.replay):
        raise BadInput("--recorded-drafts: give the file they stand in with --replay or --record", path="replay")
    if asked.recorded_drafts and asked.with_writer:
        raise BadInput("--recorded-drafts are written already: leave --writer out", path="writer")
    return Transcript(asked.record or asked.replay, asks=asked.replay is None)


def _metrics(given: str) -> tuple[Metric, ...]:
    """Return the metrics that were asked for. Raises: BadInput naming those there are."""
    names = [name.strip() for name in given.split(",") if name.strip()] or list(Metric)
    unknown = [name for name in names if name not in list(Metric)]
    if unknown:
        raise BadInput(f"--metrics: no metric {unknown[0]}; there are {', '.join(Metric)}", path="metrics")
    return tuple(metric for metric in Metric if metric in names)


def _format(form: str, output: str) -> Format:
    chosen = format_of(form, output)
    if chosen not in (Format.TERMINAL, Format.JSON):
        raise BadInput("--format: one of terminal, json", path="format")
    return chosen


def _show(found: JudgeReport, output: str, form: Format) -> None:
    whole = found.model_dump_json(indent=1) + "\n"
    if output == "-":
        if form is Format.JSON:
            sys.stdout.write(whole)
        else:
            Console().print(showing.shown(found))
        return
    try:
        Path(output).write_text(whole, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--output {output}: {error.strerror}", path="output") from error
    Console(stderr=True).print(showing.shown(found))
    print(f"assist: the report is in {output}", file=sys.stderr)
