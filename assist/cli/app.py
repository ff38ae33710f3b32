"""The commands. Each imports what it runs, so that `assist --help` stays under half a second."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from assist.cli.clients import client_app
from assist.cli.evaluation_app import eval_app
from assist.cli.feedback import feedback_app
from assist.cli.handing import handoff_app
from assist.cli.kb import kb_app
from assist.cli.orders import orders_app

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Agent assist: tagged, routed, cited and checked reply suggestions from a client's own policies.",
)
intents_app = typer.Typer(no_args_is_help=True, help="The shared intents, and a client's own.")
encoder_app = typer.Typer(no_args_is_help=True, help="The text encoder.")
app.add_typer(kb_app, name="kb")
app.add_typer(client_app, name="client")
app.add_typer(eval_app, name="eval")
app.add_typer(orders_app, name="orders")
app.add_typer(feedback_app, name="feedback")
app.add_typer(handoff_app, name="handoff")
app.add_typer(intents_app, name="intents")
app.add_typer(encoder_app, name="encoder")

Client = Annotated[str, typer.Option("--client", "-c", help="The client, such as norrfell.")]
Input = Annotated[str, typer.Option("--input", "-i", help="JSON lines to read; - is standard input.")]
Output = Annotated[str, typer.Option("--output", "-o", help="JSON lines to write; - is standard output.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@app.command()
def suggest(
    client: Client,
    text: Annotated[str | None, typer.Option("--text", "-t", help="One customer message; absent: a batch.")] = None,
    channel: Annotated[str, typer.Option(help="email, chat, whatsapp, phone or social.")] = "email",
    order: Annotated[list[Path] | None, typer.Option("--order", help="JSON file with an order, or several.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The customer's name.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="The customer's e-mail.")] = None,
    now: Annotated[datetime | None, typer.Option(help="Pretend it is this moment, UTC.")] = None,
    as_json: AsJson = False,
    store: Annotated[bool, typer.Option("--store", help="Keep the suggestion in the database.")] = False,
    input_: Input = "-",
    output: Output = "-",
) -> None:
    """Suggest a reply to one message (--text), or to every request of a batch."""
    from assist.cli import suggesting  # loads the services

    if text is None:
        suggesting.batch(client, input_, output, store=store)
        return
    message = suggesting.OneMessage(
        client=client, text=text, channel=channel, orders=tuple(order or ()), name=name, email=email, now=now
    )
    suggesting.one(message, as_json=as_json, store=store)


@app.command()
def decide(
    client: Client,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print rule, facts, sums, days and the page's sentence to read.")
    ] = False,
    input_: Input = "-",
    output: Output = "-",
) -> None:
    """Decide what the policy says for every request of a batch: a suggest-reply request a line, decisions a line."""
    from assist.cli import deciding  # loads the services

    deciding.batch(client, input_, output, explain=explain)


@app.command()
def triage(
    client: Client,
    text: Annotated[str | None, typer.Option("--text", "-t", help="One customer message; absent: a batch.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why: examples, chances, words, rules.")] = False,
    store: Annotated[
        bool, typer.Option("--store", help="Keep triages, and see repeat contacts by those kept.")
    ] = False,
    as_json: AsJson = False,
    input_: Input = "-",
    output: Output = "-",
) -> None:
    """Tag and route every message of a batch: {id, text} or {id, messages: [...]} a line; or one message (--text)."""
    from assist.cli import explaining, tagging  # loads the services

    if explain:
        explaining.run(client, input_, output, text=text, as_json=as_json)
    elif text is not None:
        tagging.triage_one(client, text)
    else:
        tagging.triage_batch(client, input_, output, store=store)


@app.command()
def search(
    client: Client,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="Passages a query.")] = 5,
    pages: Annotated[bool, typer.Option("--pages", help="Only the best passage of each page.")] = False,
    version: Annotated[str, typer.Option(help="live, candidate or a version id.")] = "live",
    input_: Input = "-",
    output: Output = "-",
) -> None:
    """Find passages for every query of a batch: {id, query} or {id, messages: [...]} a line."""
    from assist.cli import tagging  # loads the services

    tagging.search_batch(client, input_, output, count=k, best_of_page=pages, which=version)


@app.command("follow-ups")
def follow_ups(
    client: Client,
    due: Annotated[str, typer.Option("--due", help="Due on or before this day, as in 2026-11-27.")] = "",
    missed: Annotated[bool, typer.Option("--missed", help="Only those still open after their day.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    close: Annotated[str, typer.Option("--close", help="Close the follow-up of this id.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why it is closed; default: done.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who closes it; default: the user of this shell.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the promises to write by a day: open, due and missed; or close one."""
    from assist.cli import promises  # loads the services

    promises.run(
        promises.Asked(client=client, due=due, missed=missed, every=every, close=close, reason=reason, by=by),
        as_json=as_json,
    )


@app.command()
def verify(
    client: Annotated[
        str | None, typer.Option("--client", "-c", help="Check by this client's clock and words too.")
    ] = None,
    input_: Input = "-",
    output: Output = "-",
) -> None:
    """Check the draft of every line against its sources, claim by claim: {id, draft, passages, orders, decisions}."""
    from assist.cli import verifying  # loads the checker

    verifying.batch(client, input_, output)


@app.command()
def reword(client: Client, input_: Input = "-", output: Output = "-") -> None:
    """Reword the draft of every line: {id, draft, how, passages, ...}; how: shorter, warmer, more_formal or translate."""
    from assist.cli import asking  # loads the services

    asking.reword(client, input_, output)


@app.command()
def ask(client: Client, input_: Input = "-", output: Output = "-") -> None:
    """Answer an agent's own questions from the pages, agent-only ones included: {id, question} a line."""
    from assist.cli import asking  # loads the services

    asking.ask(client, input_, output)


@app.command()
def demo(as_json: AsJson = False) -> None:
    """Friday 16:47: a dozen messages to two brands, each with tags, route, sources, draft and milliseconds."""
    from assist.cli import demonstration  # loads the services

    demonstration.run(as_json=as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Loopback address; default ASSIST_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; default ASSIST_PORT; 0: any free one.")
    ] = None,
) -> None:
    """Serve the HTTP API on loopback (until keys exist, on no other address)."""
    from assist.cli import serving  # loads fastapi and the services

    serving.run(host, port)


@intents_app.command("train")
def intents_train() -> None:
    """Train intent and sentiment heads from knowledge/_shared/utterances.jsonl and ship them beside it."""
    from assist.cli import training_command  # loads scikit-learn

    training_command.run()


@intents_app.command("corrections")
def intents_corrections(client: Client, output: Output = "-") -> None:
    """Write what people corrected in triages as {text, intent} lines to review and learn from."""
    from assist.cli import correcting  # loads the database

    correcting.run(client, output)


@intents_app.command("report")
def intents_report(
    client: Annotated[str | None, typer.Option("--client", "-c", help="The client; absent: the shared heads.")] = None,
    top: Annotated[int, typer.Option(help="Confusions and weakest intents shown.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Show the worst confusions, the weakest intents, the reliability diagram and the risk by coverage."""
    from assist.cli import intents_report as reporting  # loads the services

    reporting.run(client, top=top, as_json=as_json)


@intents_app.command("learn")
def intents_learn(
    client: Client,
    input_: Input = "-",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report: write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Learn a client's own intents from examples: {text, intent} a line, intent null for out of scope.

    The examples join knowledge/CLIENT/intents.jsonl; they count from the version that `kb build` makes of them.
    """
    from assist.cli import learning  # loads the services

    learning.run(client, input_, dry_run=dry_run, as_json=as_json)


@encoder_app.command("export")
def encoder_export() -> None:
    """Export the encoder to ONNX now rather than at first use, and say where."""
    from assist.cli import training_command  # loads the encoder

    training_command.export()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; our errors become one line on standard error and exit code 2, a refusal to publish 1."""
    sys.exit(_exit_code(arguments))


def _exit_code(arguments: Sequence[str] | None) -> int | str | None:
    from assist.errors import AssistError, Refused

    code: int | str | None = None
    try:
        app(args=arguments)
    except AssistError as error:
        print(f"assist: {error.message}", file=sys.stderr)
        return 1 if isinstance(error, Refused) else 2
    except SystemExit as ended:
        # Typer and rich both turn a broken pipe into exit code 1.
        if isinstance(ended.__context__, BrokenPipeError):
            return _reader_left()
        code = ended.code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    return code


def _reader_left() -> int:
    """Nobody reads any more, as in `assist demo | head`: no error, and nothing for Python to flush at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0
