"""`assist eval ...`: cases, comparison and gate. Each command imports what it runs.

Exit codes below `assist eval`: 0 SHIP or done, 1 BLOCK, 2 INCONCLUSIVE, 3 ERROR, misuse and bad input.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from assist.cli.person import this_user

ERROR = 3


USAGE_ERROR = cast(type[Exception], typer.BadParameter.__base__)
"""What the parser raises for misuse; typer gives its family no name of its own."""


class VerdictGroup(TyperGroup):
    """Commands whose exit codes 1 and 2 are verdicts: whatever cannot be judged ends with 3."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read the group's own arguments."""
        try:
            return super().make_context(*args, **kwargs)
        except USAGE_ERROR as error:
            _show(error)
            raise typer.Exit(ERROR) from None

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        from assist.errors import AssistError

        try:
            return super().invoke(ctx)
        except USAGE_ERROR as error:
            _show(error)
        except AssistError as error:
            print(f"assist: {error.message}", file=sys.stderr)
        raise typer.Exit(ERROR)


def _show(error: Any) -> None:
    error.show()


eval_app = typer.Typer(
    cls=VerdictGroup,
    no_args_is_help=True,
    help="Cases, comparison, and the gate: may a candidate go live? Exit codes: 0 SHIP, 1 BLOCK, 2 INCONCLUSIVE, 3 ERROR.",
)
cases_app = typer.Typer(
    cls=VerdictGroup, no_args_is_help=True, help="A client's cases: list, cells, propose, update, approve."
)
eval_app.add_typer(cases_app, name="cases")

Client = Annotated[str, typer.Option("--client", "-c", help="The client, such as norrfell.")]
Candidate = Annotated[str, typer.Option(help="candidate (the newest build), live or a version id.")]
Against = Annotated[str, typer.Option(help="live, a version id, or none: judge as a first version.")]
Cases = Annotated[Path | None, typer.Option(help="A file or folder of cases instead of the client's.")]
Output = Annotated[
    str, typer.Option("--output", "-o", help="Write the report to a file; .html, .md, .xml and .json say how.")
]
Form = Annotated[str, typer.Option("--format", help="terminal, markdown, html, junit or json.")]
By = Annotated[str, typer.Option("--by", help="Who does this; default: the user of this shell.")]
Details = Annotated[bool, typer.Option("--details", help="Unfold measures, slices and every changed answer.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; recorded.")]


@eval_app.command()
def run(
    client: Client,
    version: Annotated[str, typer.Option(help="live, candidate or a version id.")] = "live",
    cases: Cases = None,
    only: Annotated[str, typer.Option("--slice", help="Only cases of this slice.")] = "",
    case_id: Annotated[str, typer.Option("--id", help="Only this case.")] = "",
    with_writer: Annotated[bool, typer.Option("--writer", help="Let the configured model write drafts.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Run one version on its cases: what is not as expected, then the measures."""
    from assist.cli import evaluating  # loads the services

    evaluating.run(evaluating.Chosen(client, version, cases, only, case_id), with_writer=with_writer, as_json=as_json)


@eval_app.command()
def compare(
    client: Client,
    candidate: Candidate = "candidate",
    against: Against = "live",
    cases: Cases = None,
    output: Output = "-",
    form: Form = "",
) -> None:
    """Show what a candidate answers differently, case by case and by cause; judges nothing and always ends with 0."""
    from assist.cli import evaluating  # loads the services
    from assist.judging import Asked  # loads the services

    evaluating.compare(Asked(client, candidate, against, cases, this_user(), everything=True), output, form)


@eval_app.command()
def gate(
    client: Client,
    candidate: Candidate = "candidate",
    against: Against = "live",
    cases: Cases = None,
    output: Output = "-",
    form: Form = "",
    by: By = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Ask every case, also of a mere change of wording.")
    ] = False,
    notice: Annotated[str, typer.Option(help="Judge a recorded notice over the live version instead, by its id.")] = "",
    details: Details = False,
) -> None:
    """Say whether a candidate may go live, and record the report that `kb publish` asks for."""
    from assist.cli import evaluating  # loads the services
    from assist.judging import Asked  # loads the services

    asked = Asked(client, candidate, against, cases, by or this_user(), everything=everything, notice=notice)
    evaluating.gate(asked, output, form, details=details)


@eval_app.command()
def report(
    source: Annotated[
        str, typer.Argument(metavar="REPORT", help="A JSON report of `assist eval gate -o`, or a recorded one's id.")
    ],
    client: Annotated[str, typer.Option("--client", "-c", help="Whose recorded report; not needed for a file.")] = "",
    output: Output = "-",
    form: Form = "",
    details: Details = False,
) -> None:
    """Show a report again, on screen or in another format."""
    from assist.cli import evaluating  # loads the reports

    evaluating.report(source, client, output, form, details=details)


@eval_app.command("history")
def history_of(
    client: Client,
    last: Annotated[int, typer.Option(min=1, help="So many evaluations, the newest.")] = 50,
    output: Annotated[str, typer.Option("--output", "-o", help="Write it to a file too: .html or .json.")] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Show scores, verdicts and overrides of a client's recorded evaluations."""
    from assist.cli import evaluation_history  # loads the services

    evaluation_history.show(client, output, last=last, as_json=as_json)


@eval_app.command()
def mine(
    client: Client,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day; default: all.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many cases at most, the best evidence first.")] = 50,
    write: Annotated[
        bool, typer.Option("--write", help="Keep them beside the client's cases, to be approved.")
    ] = False,
    output: Annotated[str, typer.Option("--output", "-o", help="Write them to a file of cases instead.")] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Propose cases from stored suggestions and what was sent instead: people exchanged for invented ones, to be read."""
    from assist.cli import mining  # loads the services

    mining.run(mining.Asked(client, since, limit, output, is_written=write), as_json=as_json)


@eval_app.command()
def selftest(
    client: Annotated[
        list[str] | None, typer.Option("--client", "-c", help="A client; may be given several times.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All clients.")] = False,
    edits: Annotated[int, typer.Option(help="So many harmful and so many harmless edits.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed draws the same edits.")] = 20261128,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Keep an outcome a line; a stopped run goes on from there.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Test the gate itself: seeded harmful and harmless edits of the knowledge; exit 1 when it misses what it has to reach."""
    from assist.cli import selftest as testing  # loads the services

    testing.run(testing.Asked(tuple(client or ()), edits, seed, is_all=every), output, as_json=as_json)


@eval_app.command()
def judge(
    client: Annotated[list[str], typer.Option("--client", "-c", help="A client; may be given several times.")],
    cases: Cases = None,
    limit: Annotated[int, typer.Option(min=1, help="So many drafts of each client.")] = 10,
    metrics: Annotated[str, typer.Option(help="Comma separated; all when absent.")] = "",
    record: Annotated[Path | None, typer.Option(help="Ask, and keep in this file what it does not hold yet.")] = None,
    replay: Annotated[Path | None, typer.Option(help="Ask nobody: answers come from this file.")] = None,
    recorded_drafts: Annotated[
        bool, typer.Option("--recorded-drafts", help="Judge the drafts of that file instead of those made now.")
    ] = False,
    repeat: Annotated[int, typer.Option(min=1, max=20, help="Runs, to see how far the judge's answers spread.")] = 1,
    with_spoiled: Annotated[
        bool, typer.Option("--spoiled", help="Judge each draft once more, made wrong: what is the judge worth?")
    ] = False,
    with_writer: Annotated[bool, typer.Option("--writer", help="Let the configured model write the drafts.")] = False,
    model: Annotated[str, typer.Option("--judge", help="A litellm model name; default: ASSIST_JUDGE.")] = "",
    api_base: Annotated[str, typer.Option(help="Where it answers; default: ASSIST_JUDGE_API_BASE.")] = "",
    deadline_s: Annotated[float, typer.Option(min=1, help="Seconds for one answer of the judge.")] = 300.0,
    output: Output = "-",
    form: Annotated[str, typer.Option("--format", help="terminal or json.")] = "",
) -> None:
    """Let a model judge drafts with ragas' metrics, beside our own check: no verdict, and the gate does not ask it."""
    from assist.cli import judging  # loads the services

    judging.run(
        judging.Asked(
            clients=tuple(dict.fromkeys(client)), cases=cases, limit=limit, metrics=metrics, record=record,
            replay=replay, recorded_drafts=recorded_drafts, repeats=repeat, with_writer=with_writer,
            with_spoiled=with_spoiled, model=model,
            api_base=api_base, deadline_s=deadline_s,
        ),
        output, form,
    )  # fmt: skip


@cases_app.command("list")
def cases_list(
    client: Client,
    open_only: Annotated[bool, typer.Option("--open", help="Only those that wait for an approval.")] = False,
) -> None:
    """List a client's cases: what they are about, where they come from, who approved them."""
    from assist.cli import evaluated_cases  # loads the services

    evaluated_cases.listing(client, open_only=open_only)


@cases_app.command("cells")
def cases_cells(
    client: Client,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Show what a client's cases cover: workflow x outcome x rule x channel, and where no case stands."""
    from assist.cli import case_cells  # loads the knowledge

    case_cells.show(client, as_json=as_json)


@cases_app.command()
def propose(
    client: Client,
    candidate: Candidate = "candidate",
    against: Against = "live",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show them.")] = False,
) -> None:
    """Propose cases for what changed and no case looks after: to read, and to approve one by one."""
    from assist.cli import evaluated_cases  # loads the services

    evaluated_cases.propose(client, candidate, against, dry_run=dry_run)


@cases_app.command()
def update(
    client: Client,
    candidate: Candidate = "candidate",
    against: Against = "live",
    accept: Annotated[str, typer.Option(help="Accept the new expectations of this group, as in g1.")] = "",
    waive: Annotated[
        str, typer.Option(help="Leave the cases of this group as they are, and accept their loss once.")
    ] = "",
    read: Annotated[
        str, typer.Option(help="Stand behind the change of an agent-only passage or macro, by its id.")
    ] = "",
    report_id: Annotated[
        str, typer.Option("--report", help="Of this recorded report, by its id, instead of evaluating again.")
    ] = "",
    by: By = "",
    reason: Reason = "",
) -> None:
    """Show, group by group, the new values of cases that expect the old ones; or accept a group as intended."""
    from assist.cli import evaluated_cases  # loads the services

    wish = evaluated_cases.wish(accept, waive, read, by=by or this_user(), reason=reason)
    evaluated_cases.update(client, evaluated_cases.Source(candidate, against, report_id), wish)


@cases_app.command()
def approve(
    client: Client,
    case_id: Annotated[
        list[str] | None, typer.Option("--id", help="A case to approve; may be given several times.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All that wait for an approval.")] = False,
    by: By = "",
    reason: Reason = "",
) -> None:
    """Stand behind mined or proposed cases: from now on they count."""
    from assist.cli import evaluated_cases  # loads the services

    evaluated_cases.approve(client, case_id or [], every=every, by=by, reason=reason)
