"""`assist eval run | compare | gate | report`: the harness from the shell. Judges nothing itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

from assist import judging
from assist.bootstrap import Services
from assist.cli.evaluation_app import ERROR
from assist.cli.services import open_services
from assist.errors import BadInput
from assist.judging import Asked
from evals import preparing, tasks
from evals.cases import Case
from evals.evaluation import Evaluation
from evals.gate import Progress as Told
from evals.outcomes import Outcome
from evals.reports import choosing, terminal
from evals.reports.choosing import Format
from evals.scorers.totals import totals
from evals.tasks import Side
from evals.vectors import CaseEncoder, texts_of


@dataclass(frozen=True)
class Chosen:
    """Which version and cases `assist eval run` is about."""

    client: str
    version: str
    cases: Path | None
    only: str
    case_id: str


def run(chosen: Chosen, *, with_writer: bool, as_json: bool) -> None:
    """Print what is not as expected and the measures. Exits with 3 when something could not be scored."""
    services = open_services()
    version, releases = services.version(chosen.client, chosen.version), services.releases(chosen.client)
    found = [case for case in preparing.read_cases(releases, chosen.cases) if _is_chosen(case, chosen)]
    if not found:
        raise BadInput(f"no such case of {chosen.client}: `assist eval cases list -c {chosen.client}` names them")
    encoder = CaseEncoder(services.encoder, releases.ground.remembering(f"_evals-{chosen.client}", services.encoder))
    with progress() as told:
        encoder.ahead(texts_of(found, version), lambda more: told(preparing.ENCODING, more))
        side = Side(version, encoder, services.writer if with_writer else None)
        outcomes = [one.outcome for one in tasks.run(side, found, lambda: told("asking", 1))]
    measured = totals(outcomes)
    if as_json:
        print(measured.model_dump_json(indent=1))
    else:
        _show_outcomes(outcomes)
        for one in measured.measures:
            print(f"{one.name}: {one.value:.3f} over {one.cases}")
    if any(one.unscored for one in outcomes):
        raise typer.Exit(ERROR)


def compare(asked: Asked, output: str, form: str) -> None:
    """Show what differs, answer by answer."""
    chosen = choosing.format_of(form, output)
    _show(evaluated(open_services(), asked), output, chosen, details=True)


def gate(asked: Asked, output: str, form: str, *, details: bool) -> None:
    """Print the verdict, record the report, and exit with the verdict's code."""
    chosen = choosing.format_of(form, output)
    services = open_services()
    found = evaluated(services, asked)
    if not asked.notice:  # a notice is no version: there is nothing to publish on its report
        judging.recorded(services, found)
    _show(found, output, chosen, details=details)
    raise typer.Exit(found.verdict.exit_code)


def report(source: str, client: str, output: str, form: str, *, details: bool) -> None:
    """Show a report again: of a file, or with a client the recorded one of that id."""
    found = judging.stored(open_services(), client, source) if client else choosing.read(Path(source))
    _show(found, output, choosing.format_of(form, output), details=details)


def evaluated(services: Services, asked: Asked) -> Evaluation:
    """Evaluate as asked, with progress on a terminal. Raises: as `assist.judging.evaluated`."""
    with progress() as told:
        return judging.evaluated(services, asked, datetime.now(UTC), told)


@contextmanager
def progress() -> Iterator[Told]:
    """Show progress on a terminal, on standard error: the report alone goes to standard output."""
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        known: dict[str, TaskID] = {}

        def told(stage: str, more: int) -> None:
            if stage not in known:
                known[stage] = bar.add_task(stage, total=None)
            bar.advance(known[stage], more)

        yield told


def _is_chosen(case: Case, chosen: Chosen) -> bool:
    return chosen.case_id in ("", case.id) and (not chosen.only or chosen.only in case.slices)


def _show_outcomes(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        if one.passed:
            continue
        print(f"{one.case_id}: {', '.join(one.failing) or 'could not be scored'}")
        told = [f"{each.part}: {why}" for each in one.assertions for why in each.why]
        for why in [*told, *(each.why for each in one.unscored)]:
            print(f"     {why}")


def _show(found: Evaluation, output: str, form: Format, *, details: bool) -> None:
    if output == "-":
        if form is Format.TERMINAL:
            Console().print(terminal.shown(found, details=details))
        else:
            sys.stdout.write(choosing.written(found, form))
        return
    form = Format.JSON if form is Format.TERMINAL else form
    try:
        Path(output).write_text(choosing.written(found, form), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--output {output}: {error.strerror}", path="output") from error
    Console(stderr=True).print(terminal.shown(found, details=details))
    print(f"assist: the report is in {output}", file=sys.stderr)
