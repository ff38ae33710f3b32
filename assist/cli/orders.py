"""`assist orders import`: order facts stored line by line, in our form or a shop's."""

import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

orders_app = typer.Typer(no_args_is_help=True, help="Order facts kept for requests that do not carry them.")


@orders_app.command("import")
def import_(
    client: Annotated[str, typer.Option("--client", "-c", help="The client, such as norrfell.")],
    shape: Annotated[str, typer.Option("--format", help="shopify: orders as the shop exports them.")] = "",
    input_: Annotated[str, typer.Option("--input", "-i", help="JSON lines to read; - is standard input.")] = "-",
    output: Annotated[str, typer.Option("--output", "-o", help="JSON lines to write; - is standard output.")] = "-",
) -> None:
    """Store an order a line; a bad line becomes an error in its place. Facts older than the stored ones change nothing."""
    run(client, shape or None, input_, output)


def run(client: str, shape: str | None, source: str, target: str) -> None:
    """Store every line and exit: 0 all stored, 1 some lines were bad."""
    from assist import order_facts  # loads pydantic models and the services
    from assist.cli import lines
    from assist.cli.services import open_services
    from assist.follow_ups import keeping

    order_facts.known_format(shape)
    services = open_services()
    version = services.version(client)

    def store(parsed: dict[str, Any]) -> dict[str, Any]:
        order = order_facts.imported(parsed, version.profile, shape)
        with services.store.begin(version.profile.id) as rows:
            recorded = keeping.record_order(rows, order, version.calendar, datetime.now(UTC))
        closed = [one.model_dump(mode="json") for one in recorded.closed]
        return {"number": order.number, "stored": recorded.is_new, "closed_follow_ups": closed}

    sys.exit(lines.run(source, target, store, keeps_id=False))
