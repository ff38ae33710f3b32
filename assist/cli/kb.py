"""`assist kb ...`: the life of a client's knowledge, from import to rollback. Each command imports what it runs."""

from pathlib import Path
from typing import Annotated

import typer

kb_app = typer.Typer(
    no_args_is_help=True, help="A client's knowledge: import, check, build, compare, publish, roll back."
)

Client = Annotated[str, typer.Option("--client", "-c", help="The client, such as norrfell.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
By = Annotated[str, typer.Option("--by", help="Who does this; default: the user of this shell.")]


@kb_app.command("import")
def import_(
    client: Client,
    source: Annotated[Path, typer.Option("--from", help="HTML, Markdown, text, CSV, JSONL, DOCX, PDF, or a folder.")],
    kind: Annotated[str, typer.Option(help="policies, faq or macros; default: faq for questions, else policies.")] = "",
    locale: Annotated[str, typer.Option(help="Language of the pages; default: the client's first.")] = "",
    audience: Annotated[str, typer.Option(help="customer or agent.")] = "customer",
    owner: Annotated[str, typer.Option(help="Who answers for the pages; default: the client's name.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Write over pages of the same id.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")] = False,
    as_json: AsJson = False,
) -> None:
    """Turn what a client has into Markdown pages a person can review; nothing goes live by importing."""
    from assist.cli import importing  # loads the parsers

    options = importing.Options(
        client=client, source=source, kind=kind, locale=locale, audience=audience, owner=owner, replace=replace
    )
    importing.run(options, dry_run=dry_run, as_json=as_json)


@kb_app.command()
def check(
    client: Client,
    soon_days: Annotated[int, typer.Option("--soon", min=0, help="Days ahead that count as expiring soon.")] = 30,
    output: Annotated[str, typer.Option("--output", "-o", help="Write the report to a file.")] = "-",
    as_json: AsJson = False,
) -> None:
    """Read a client's folder as a reviewer would, and report what is wrong, stale, contradictory or hard to read."""
    from assist.cli import checking  # loads the services

    checking.run(client, soon_days=soon_days, output=output, as_json=as_json)


@kb_app.command()
def find(
    client: Client,
    like: Annotated[Path, typer.Option("--like", help="A file with the text to look for.")],
    as_json: AsJson = False,
) -> None:
    """List every page, macro, number and case that speaks of a text, before a rule changes."""
    from assist.cli import finding  # loads the services

    finding.run(client, like, as_json=as_json)


@kb_app.command()
def build(client: Client, by: By = "", as_json: AsJson = False) -> None:
    """Make a candidate version of a client's folder; the live one stays."""
    from assist.cli import versioning  # loads the services

    versioning.build(client, by=by, as_json=as_json)


@kb_app.command()
def diff(
    client: Client,
    candidate: Annotated[str, typer.Option(help="candidate, live or a version id.")] = "candidate",
    against: Annotated[str, typer.Option(help="What to compare with: live, candidate or a version id.")] = "live",
    questions: Annotated[Path | None, typer.Option(help="JSON lines with questions to ask both.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show pages and passages added, removed and changed, and which questions would now be answered differently."""
    from assist.cli import versioning  # loads the services

    versioning.diff(client, candidate, against, questions=questions, as_json=as_json)


@kb_app.command()
def publish(
    client: Client,
    version: Annotated[str, typer.Option(help="candidate (the newest build) or a version id.")] = "candidate",
    override: Annotated[
        str | None, typer.Option(help="Why it may go live without an evaluation that passed; recorded, with --by.")
    ] = None,
    by: Annotated[
        str, typer.Option("--by", help="Who does this; default: the user of this shell, but not for an override.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Let a candidate go live whose evaluation says SHIP for this very program; exit code 1 when none does.

    With --override and --by a person answers for it instead.
    """
    from assist.cli import versioning  # loads the services

    versioning.publish(client, version, override=override, by=by, as_json=as_json)


@kb_app.command()
def rollback(
    client: Client,
    to: Annotated[str, typer.Option(help="Version id; default: the one that was live before.")] = "",
    reason: Annotated[str, typer.Option(help="Why; recorded.")] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Let an earlier version go live again."""
    from assist.cli import versioning  # loads the services

    versioning.rollback(client, to, reason=reason, by=by, as_json=as_json)


@kb_app.command()
def versions(client: Client, as_json: AsJson = False) -> None:
    """List a client's versions: candidate, live and retired, with what was recorded when they went live."""
    from assist.cli import versioning  # loads the services

    versioning.listing(client, as_json=as_json)


@kb_app.command()
def notice(
    client: Client,
    text: Annotated[str, typer.Option("--text", help="What customers are told; absent: list the notices.")] = "",
    until: Annotated[str, typer.Option(help="Last day, as in 2026-11-27; a notice always ends.")] = "",
    from_: Annotated[str, typer.Option("--from", help="First day; default: today.")] = "",
    intents: Annotated[str, typer.Option(help="Intents it concerns, as in order/status,shipping/time.")] = "",
    countries: Annotated[str, typer.Option(help="Countries it concerns, as in ES,PT.")] = "",
    words: Annotated[str, typer.Option(help="Only messages or orders that name one of these, as in skarn,lom.")] = "",
    locale: Annotated[str, typer.Option(help="Language of the text; default: the client's first.")] = "",
    end: Annotated[str, typer.Option(help="Id of a notice to end now.")] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Add a dated, self-ending notice that reaches every matching draft at once; list or end notices.

    A notice only tells customers something. A strike that also changes numbers, such as the working days until a
    trace, needs those numbers in workflows.yaml.
    """
    from assist.cli import noticing  # loads the services

    asked = noticing.Asked(
        client=client, text=text, until=until, from_=from_, intents=intents, countries=countries, words=words,
        locale=locale, end=end, by=by,
    )  # fmt: skip
    noticing.run(asked, as_json=as_json)
