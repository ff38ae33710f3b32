"""`assist handoff`: conversations become handoffs, a batch of JSON lines; `assist handoff summary`: what became of them."""

import json
import sys
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assist.handed_over import HandoffSummary, HandoffTally

handoff_app = typer.Typer(help="Conversations to handoffs, and what became of those.")
A_CLIENT = typer.Option("--client", "-c", help="The client, such as norrfell.")


@handoff_app.callback(invoke_without_command=True)
def handoff(
    context: typer.Context,
    client: Annotated[str | None, A_CLIENT] = None,
    input_: Annotated[str, typer.Option("--input", "-i", help="JSON lines to read; - is standard input.")] = "-",
    output: Annotated[str, typer.Option("--output", "-o", help="JSON lines to write; - is standard output.")] = "-",
) -> None:
    """Turn every conversation of a batch into a handoff: {id, messages, customer?, orders?, events?} a line."""
    if context.invoked_subcommand is not None:
        return
    if client is None:
        raise typer.BadParameter("is required", param_hint="--client")
    _batch(client, input_, output)


@handoff_app.command()
def summary(
    client: Annotated[str, A_CLIENT],
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day; default: all.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Print how many handoffs were accepted or returned, what was missing in them, and which matters come again."""
    from assist.cli.services import open_services  # loads the services
    from assist.handed_over import summary_of

    services = open_services()
    version = services.version(client)
    day = since.date() if since else datetime(1970, 1, 2, tzinfo=UTC).date()
    with services.store.begin(version.profile.id, only_reads=True) as rows:
        found = summary_of(rows.handoffs.lives(version.calendar.at(day, time())))
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        print(_shown(version.profile.id, found))


def _batch(client: str, source: str, target: str) -> None:
    """Write the handoff of every line."""
    from assist import handing_over, order_facts, wire  # loads the services
    from assist.cli import lines
    from assist.cli.services import open_services
    from assist.domain.handoff import HandoffRequest
    from assist.errors import BadInput

    services = open_services()
    services.warm_up(client)
    version = services.version(client)

    def answer(parsed: dict[str, Any]) -> dict[str, Any]:
        request = wire.validate(HandoffRequest, order_facts.with_plain_orders(parsed, version.profile))
        if request.client_id not in (None, client):
            raise BadInput("client_id is not the client of --client", code="client_forbidden", path="client_id")
        made = handing_over.handoff(version, request, services.context(with_writer=False))
        return made.model_dump(mode="json", by_alias=True)

    sys.exit(lines.run(source, target, answer))


def _shown(client: str, found: "HandoffSummary") -> str:
    lines = [f"{client}: {_line(found.whole)}, {found.ever_returned} returned at least once"]
    lines += [f"  {name}: {_line(tally)}" for name, tally in found.by_intent.items()]
    repeated = found.repeats
    for title, counts in (
        ("missing most", found.missing),
        ("defects", found.defects),
        ("reasons", found.reasons),
        (f"handed over again ({repeated.conversations} conversations)", repeated.intents),
        ("reasons of those", repeated.reasons),
    ):
        if counts:
            lines.append(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    if found.defects_per_handoff is not None:
        lines.append(f"defects per handoff: {found.defects_per_handoff:.2f}")
    if found.prepared:
        lines.append(f"prepared beside an escalation and answered by nobody: {found.prepared}")
    return "\n".join(lines)


def _line(tally: "HandoffTally") -> str:
    return (
        f"{tally.handoffs} handoffs, {tally.accepted} accepted, {tally.returned} returned, "
        f"{tally.unanswered} unanswered"
    )
