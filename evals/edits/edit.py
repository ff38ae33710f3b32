"""One edit of a client's folder: what it does, whether it harms customers, and the files it leaves behind."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from assist.domain.base import ClientId, Frozen


class Kind(StrEnum):
    """What was done; every kind is harmful or harmless as a whole."""

    DELETE = "delete"
    NUMBER = "number"
    CONDITION = "condition"
    NEGATION = "negation"
    CONTRADICT = "contradict"
    EXPIRE = "expire"
    POISON = "poison"
    FOREIGN = "foreign"
    REPHRASE = "rephrase"
    REORDER = "reorder"
    TYPO = "typo"
    NEW_PAGE = "new_page"
    SPLIT = "split"

    @property
    def is_harmful(self) -> bool:
        """Whether a customer may be told something wrong, or no longer be told what is right."""
        return self in HARMFUL


HARMFUL = (Kind.DELETE, Kind.NUMBER, Kind.CONDITION, Kind.NEGATION, Kind.CONTRADICT, Kind.EXPIRE, Kind.POISON,
           Kind.FOREIGN)  # fmt: skip
HARMLESS = (Kind.REPHRASE, Kind.REORDER, Kind.TYPO, Kind.NEW_PAGE, Kind.SPLIT)


class FileText(Frozen):
    """A file of the client's folder, `policies/refunds.md`, as an edit leaves it; no text: it is gone."""

    file: str
    text: str | None


class Edit(Frozen):
    """One edit; applied to a copy of the folder, so that what reads pages reads it like any other page."""

    id: str = ""
    """Given when it is drawn."""
    client_id: ClientId
    kind: Kind
    variant: str
    """How it was done: `money`, `hidden in a comment`."""
    passage_id: str
    """The passage it was drawn for."""
    file: str
    before: str
    after: str
    files: tuple[FileText, ...]
    """What the candidate holds in other words than the folder."""
    live_files: tuple[FileText, ...] = ()
    """What the live version holds in other words than the folder: a mistake that the candidate mends."""

    @property
    def is_harmful(self) -> bool:
        return self.kind.is_harmful


def write(folder: Path, files: Iterable[FileText]) -> None:
    """Write the files of an edit into a copy of the client's folder."""
    for each in files:
        place = folder / each.file
        if each.text is None:
            place.unlink()
        else:
            place.write_text(each.text, encoding="utf-8")
