"""`assist eval cases cells`: what a client's cases cover, and where none stands. Opens no services."""

from collections.abc import Iterable, Iterator, Sequence

from assist.cli.services import settings
from assist.domain.base import ClientId
from assist.domain.client import Profile
from assist.errors import NotFound
from assist.shared_knowledge import Knowledge
from assist.triage.taxonomy import read_taxonomy
from assist.versions import PROFILE, parse_profile
from evals import cases as case_files
from evals import cells
from evals.cells import Covered


def show(client: str, *, as_json: bool) -> None:
    """Print the cells of a client's cases and the shape of its messages. Raises: NotFound; as `of_client`."""
    known = settings().knowledge_dir
    profile = _profile(client)
    taxonomy = read_taxonomy(Knowledge(known).taxonomy_file)
    found = cells.covered(case_files.of_client(client, known), taxonomy.workflow)
    print(found.model_dump_json(indent=2) if as_json else "\n".join(_lines(found, profile)))


def _profile(client: str) -> Profile:
    file = settings().knowledge_dir / client / PROFILE
    try:
        return parse_profile(file.read_text(encoding="utf-8-sig"), f"{client}/{PROFILE}", ClientId(client))
    except FileNotFoundError as error:
        raise NotFound(f"--client: no client of that name: {client}", code="client_unknown") from error


def _lines(found: Covered, profile: Profile) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for cell, ids in found.cells:
        grouped.setdefault((cell.workflow, cell.outcome), []).append(f"{cell.rule} {cell.channel} {len(ids)}")
    for (workflow, outcome), parts in grouped.items():
        yield f"{workflow:<17} {outcome:<15} {', '.join(parts)}"
    empty = cells.uncovered(found, profile.workflows, (one.value for one in profile.channels))
    yield ""
    yield f"{len(found.cells)} cells (workflow x outcome x rule x channel) by {found.cases} cases that count"
    yield f"no case: {_named(f'{workflow} by {channel}' for workflow, channel in empty)}"
    yield f"granted with no twin in which it is not: {_named(found.granted_alone)}"
    yield from _shape(found)


def _shape(found: Covered) -> Iterator[str]:
    shape, of = found.shape, found.cases
    yield f"no order number: {_share(shape.no_order_number, of)}; no question mark: {_share(shape.no_question, of)}"
    yield f"several intents: {shape.several_intents}; {shape.shortest} to {shape.longest} words"
    yield f"unanswerable: {_counted(found.unanswerable)}"
    yield f"hostile or untrue: {_counted(found.hostile)}"


def _share(count: int, of: int) -> str:
    return f"{count} of {of} ({count / of:.0%})" if of else "0 of 0"


def _counted(ids: Sequence[str]) -> str:
    return f"{len(ids)}: {_named(ids)}"


def _named(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
