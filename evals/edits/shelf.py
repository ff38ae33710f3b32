"""A client's pages as the text files they are, section by section, so that an edit can be made where a person would."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assist import text
from assist.domain.base import ClientId
from assist.domain.enums import Audience, PageKind
from assist.retrieval import front_matter, sections
from assist.retrieval.front_matter import FrontMatter
from assist.retrieval.sections import Section
from evals.edits.edit import FileText

WORKFLOWS = "workflows.yaml"


@dataclass(frozen=True)
class Spot:
    """A section with text: a passage as its author sees it."""

    client_id: ClientId
    kind: PageKind
    file: str
    matter: FrontMatter
    section: Section
    start: int
    """Row of the file on which its text begins; its heading stands above."""
    end: int
    """Row behind its text."""
    body: str

    @property
    def page_id(self) -> str:
        return self.matter.id

    @property
    def passage_id(self) -> str:
        return f"{self.matter.id}#{self.section.anchor}"

    @property
    def locale(self) -> str:
        return self.matter.locale

    @property
    def intents(self) -> tuple[str, ...]:
        return self.matter.intents if self.section.narrowing.intents is None else self.section.narrowing.intents

    @property
    def is_macro(self) -> bool:
        return self.kind is PageKind.MACROS

    @property
    def for_customers(self) -> bool:
        return self.matter.audience is Audience.CUSTOMER

    @property
    def is_dated(self) -> bool:
        narrowing = self.section.narrowing
        return any((narrowing.effective_from, narrowing.effective_until, self.matter.effective_from,
                    self.matter.effective_until))  # fmt: skip

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of its sentences in `body`; rows of tables, headings and comments are none."""
        return tuple(
            (start, end) for start, end in text.sentences(self.body) if not re.match(r"[|#<`]", self.body[start:end])
        )

    def with_sentence(self, span: tuple[int, int], written: str) -> str:
        """Return the text with another sentence in the place of one."""
        return self.body[: span[0]] + written + self.body[span[1] :]


@dataclass(frozen=True)
class Shelf:
    """All pages of a client, and the numbers its rules compute with."""

    client_id: ClientId
    brand: str
    currency: str
    files: Mapping[str, str]
    spots: tuple[Spot, ...]

    @property
    def workflows(self) -> str:
        return self.files[WORKFLOWS]

    def of_page(self, file: str) -> tuple[Spot, ...]:
        """Return the sections of one page in order."""
        return tuple(spot for spot in self.spots if spot.file == file)

    def with_body(self, spot: Spot, body: str) -> FileText:
        """Return the page with another text in this section."""
        return self.with_rows(spot.file, spot.start, spot.end, body.split("\n"))

    def with_rows(self, file: str, start: int, end: int, rows: list[str]) -> FileText:
        """Return a file with other rows in the place of `[start, end)`."""
        old = self.files[file].split("\n")
        return FileText(file=file, text="\n".join([*old[:start], *rows, *old[end:]]))


def read(folder: Path, brand: str, currency: str) -> Shelf:
    """Read a client's folder. Raises: BadKnowledge naming file and line."""
    client_id = ClientId(folder.name)
    files = {WORKFLOWS: _text(folder / WORKFLOWS)}
    spots: list[Spot] = []
    for kind in PageKind:
        for path in sorted((folder / kind).glob("[!.]*.md")):
            name = f"{kind}/{path.name}"
            files[name] = _text(path)
            spots += _spots(client_id, kind, name, files[name])
    return Shelf(client_id, brand, currency, files, tuple(spots))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig")


def _spots(client_id: ClientId, kind: PageKind, file: str, written: str) -> list[Spot]:
    rows = written.removesuffix("\n").split("\n")
    declared = front_matter.read(f"{client_id}/{file}", rows)
    found = []
    for section in sections.cut(f"{client_id}/{file}", rows, declared.body_at):
        first = section.line if section.headings else section.line - 1
        filled = [first + n for n, row in enumerate(section.lines) if row.strip()]
        if filled:
            start, end = filled[0], filled[-1] + 1
            body = "\n".join(rows[start:end])
            found.append(Spot(client_id, kind, file, declared.matter, section, start, end, body))
    return found
