"""`assist feedback summary`: what people did with the drafts, and what that adds up to."""

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assist.feedback import Summary, Tally

feedback_app = typer.Typer(no_args_is_help=True, help="What people did with the drafts.")


@feedback_app.callback()
def _group() -> None:
    """Keep `summary` a command of its own while it is the only one."""


@feedback_app.command()
def summary(
    client: Annotated[str, typer.Option("--client", "-c", help="The client, such as norrfell.")],
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day; default: all.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Print how many drafts were sent as they stood, what was changed in the others, and why some were rejected."""
    from assist.cli.services import open_services  # loads the services
    from assist.feedback import summary_of

    services = open_services()
    version = services.version(client)
    day = since.date() if since else datetime(1970, 1, 2, tzinfo=UTC).date()
    start = version.calendar.at(day, time())
    with services.store.begin(version.profile.id, only_reads=True) as rows:
        found = summary_of(rows.follow_ups.outcomes(start))
    print(
        json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2)
        if as_json
        else _shown(version.profile.id, found)
    )


def _shown(client: str, found: "Summary") -> str:
    lines = [f"{client}: {_line(found.whole)}"]
    lines += [f"  {name}: {_line(tally)}" for name, tally in found.by_intent.items()]
    for title, counts in (
        ("changed in drafts", found.edits),
        ("reasons given", found.reasons),
        ("sources called unhelpful", found.unhelpful_sources),
    ):
        if counts:
            lines.append(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    if found.sent_unsupported:
        lines.append(f"sent with a sentence nothing supports: {found.sent_unsupported}")
    return "\n".join(lines)


def _line(tally: "Tally") -> str:
    near = "" if tally.median_similarity is None else f", median similarity {tally.median_similarity:.2f}"
    return (
        f"{tally.suggestions} suggestions, {tally.sent_as_drafted} sent as drafted, {tally.edited} edited, "
        f"{tally.rejected} rejected, {tally.only_shown} only shown{near}"
    )
