"""`assist client ...`: the clients an agency serves. Each command imports what it runs."""

from typing import Annotated

import typer

client_app = typer.Typer(no_args_is_help=True, help="The clients: add, list, the sheet a brand signs.")


@client_app.command()
def add(
    name: Annotated[str, typer.Argument(help="The client's id: small letters, digits and hyphens.")],
    brand: Annotated[str, typer.Option(help="The brand as customers know it; default: from the id.")] = "",
    currency: Annotated[str, typer.Option(help="As in EUR.")] = "EUR",
    time_zone: Annotated[str, typer.Option(help="As in Europe/Madrid.")] = "UTC",
    locales: Annotated[str, typer.Option(help="Languages, the main one first, as in en,es.")] = "en",
    countries: Annotated[str, typer.Option(help="Countries served, as in ES,PT.")] = "",
    tier: Annotated[str, typer.Option(help="foundation, growth or scale: how many parameters may differ.")] = "growth",
) -> None:
    """Scaffold a client's folder that passes `assist kb check`, and say what is still missing."""
    from assist.cli import adding  # loads yaml and the taxonomy

    adding.run(
        name, adding.Given(brand=brand, currency=currency, time_zone=time_zone, locales=locales, countries=countries,
                           tier=tier)
    )  # fmt: skip


@client_app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False) -> None:
    """List the clients with their brand, pages and live version."""
    from assist.cli import adding  # loads yaml

    adding.listing(as_json=as_json)


@client_app.command()
def sheet(
    name: Annotated[str, typer.Argument(help="The client.")],
    output: Annotated[str, typer.Option("--output", "-o", help="File to write; - is standard output.")] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Print every number, date and approver in force, for the brand to sign."""
    from assist.cli import sheets  # loads the services

    sheets.run(name, output, as_json=as_json)
