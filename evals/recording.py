"""Who accepted what of the cases, when and why: a line a decision, beside the cases it is about."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assist import wire
from assist.domain.base import Frozen, Moment
from assist.errors import BadInput, BadKnowledge, Unavailable
from evals.cases import OWN, RECORDS


class Decided(StrEnum):
    UPDATED = "updated"
    """The expectations of these cases follow the candidate: the change was intended."""
    APPROVED = "approved"
    """These mined or proposed cases are right."""
    WAIVED = "waived"
    """These cases may be lost by this version, and stay as they are."""
    READ = "read"
    """Somebody read these changes of texts that no draft quotes, and stands behind them for this version."""


class Record(Frozen):
    """One decision of one person."""

    kind: Decided
    cases: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Passages, by id."""
    by: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    at: Moment
    version_id: str | None = None
    """The candidate it was decided about."""
    cause: str | None = None
    """What the group changed by, as the report names it."""


def records(folder: Path) -> list[Record]:
    """Return what was decided about the cases of the client in `folder`. Raises: BadKnowledge naming file and line."""
    file = folder / OWN / RECORDS
    if not file.is_file():
        return []
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        if line.strip():
            try:
                found.append(wire.read(Record, line))
            except BadInput as error:
                raise BadKnowledge(f"{folder.name}/{OWN}/{RECORDS}", number, error.message) from error
    return found


def record(folder: Path, made: Record) -> None:
    """Add a decision. Raises: Unavailable when it cannot be written."""
    file = folder / OWN / RECORDS
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(made.model_dump_json(exclude_none=True) + "\n")
    except OSError as error:
        raise Unavailable(f"{file}: cannot be written: {error.strerror}") from error


def read_items(folder: Path, version_id: str) -> frozenset[str]:
    """Return the passages whose change somebody read and stands behind, for exactly this candidate."""
    found: Sequence[Record] = records(folder)
    return frozenset(
        name for one in found if one.kind is Decided.READ and one.version_id == version_id for name in one.items
    )


def waived(folder: Path, version_id: str) -> frozenset[str]:
    """Return the cases whose loss was accepted for exactly this candidate."""
    found: Sequence[Record] = records(folder)
    return frozenset(
        name for one in found if one.kind is Decided.WAIVED and one.version_id == version_id for name in one.cases
    )
