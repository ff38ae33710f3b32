"""Markdown pages with front matter become pages and passages. Knows nothing of vectors.

A passage is a heading's section. `## Return window {#return-window intents=return/policy}`: the anchor makes the
passage id, the attributes narrow what the front matter says for the whole page.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from assist.domain.base import Frozen, PageId, PassageId
from assist.domain.enums import Audience, DatesBy, PageKind
from assist.domain.knowledge import Page, Passage
from assist.errors import BadKnowledge, NotFound

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*?)\s*(?:\{(?P<attributes>#[^}]*)\})?\s*$")
_FENCE = re.compile(r"^---\s*$")
_ANCHOR = re.compile(r"^#[a-z0-9]+(?:-[a-z0-9]+)*$")

_TOPIC_DATES: tuple[tuple[str, DatesBy], ...] = (
    ("return", DatesBy.ORDER),
    ("exchange", DatesBy.ORDER),
    ("refund", DatesBy.ORDER),
    ("discount", DatesBy.ORDER),
    ("warranty", DatesBy.DELIVERY),
)
"""Clock rule C4: which date counts when a page does not say; everything else goes by the message."""


class FrontMatter(Frozen):
    """What a page declares about itself."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    owner: str
    locale: str = Field(pattern="^[a-z]{2}$")
    audience: Audience
    effective_from: date | None = None
    effective_until: date | None = None
    dates_by: DatesBy | None = None
    intents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Narrowing(Frozen):
    """What a section may say for itself, in the braces of its heading."""

    effective_from: date | None = None
    effective_until: date | None = None
    dates_by: DatesBy | None = None
    intents: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None


def read_pages(client_folder: Path, known_intents: Collection[str]) -> tuple[Page, ...]:
    """Read every page of a client, ordered by kind and name.

    Raises: BadKnowledge naming file and line; NotFound when the client has no folder.
    """
    if not client_folder.is_dir():
        raise NotFound(f"no knowledge folder for client {client_folder.name}", code="client_unknown")
    pages: list[Page] = []
    owners: dict[str, str] = {}
    for kind in PageKind:
        for file in sorted((client_folder / kind).glob("*.md")):
            page = read_page(file, kind, known_intents)
            if page.id in owners:
                raise BadKnowledge(_shown(file), 1, f"page id {page.id} is also in {owners[page.id]}")
            owners[page.id] = _shown(file)
            pages.append(page)
    return tuple(pages)


def read_page(file: Path, kind: PageKind, known_intents: Collection[str]) -> Page:
    """Read one page. Raises: BadKnowledge naming file and line."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadKnowledge(_shown(file), 1, "is not UTF-8") from error
    lines = text.splitlines()
    body_at = _front_matter_end(file, lines)
    matter = _front_matter(file, lines[1 : body_at - 1])
    if matter.id != file.stem:
        raise BadKnowledge(_shown(file), 2, f"id {matter.id} is not the file's name {file.stem}")
    _refuse_unknown_intents(file, 1, matter.intents, known_intents)
    passages = _passages(file, kind, matter, lines, body_at, known_intents)
    if not passages:
        raise BadKnowledge(_shown(file), body_at, "the page has no text")
    return Page(
        id=PageId(matter.id),
        kind=kind,
        title=matter.title,
        owner=matter.owner,
        locale=matter.locale,
        audience=matter.audience,
        passages=tuple(passages),
    )


def _shown(file: Path) -> str:
    return "/".join(file.parts[-3:])


def _front_matter_end(file: Path, lines: list[str]) -> int:
    """Return the index of the first body line."""
    if not lines or not _FENCE.match(lines[0]):
        raise BadKnowledge(_shown(file), 1, "the page must start with front matter between --- lines")
    for position, line in enumerate(lines[1:], start=1):
        if _FENCE.match(line):
            return position + 1
    raise BadKnowledge(_shown(file), 1, "the front matter is never closed with ---")


def _front_matter(file: Path, lines: list[str]) -> FrontMatter:
    try:
        parsed: Any = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        raise BadKnowledge(_shown(file), line, "the front matter is not YAML") from error
    if not isinstance(parsed, dict):
        raise BadKnowledge(_shown(file), 2, "the front matter must be key: value lines")
    try:
        matter = FrontMatter.model_validate(parsed)
    except ValidationError as error:
        raise _front_matter_error(file, lines, error) from None
    _refuse_reversed_dates(file, 2, matter.effective_from, matter.effective_until)
    return matter


def _front_matter_error(file: Path, lines: list[str], error: ValidationError) -> BadKnowledge:
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0])
    line = next((n for n, text in enumerate(lines, start=2) if text.startswith(f"{key}:")), 1)
    if first["type"] == "extra_forbidden":
        known = ", ".join(FrontMatter.model_fields)
        return BadKnowledge(_shown(file), line, f"{key} is not a front-matter key; known: {known}")
    if first["type"] == "missing":
        return BadKnowledge(_shown(file), 1, f"the front matter needs {key}")
    return BadKnowledge(_shown(file), line, f"{key}: {first['msg']}")


def _refuse_reversed_dates(file: Path, line: int, start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise BadKnowledge(_shown(file), line, f"effective_until {end} is before effective_from {start}")


def _refuse_unknown_intents(file: Path, line: int, intents: Collection[str], known: Collection[str]) -> None:
    for intent in intents:
        if intent not in known:
            raise BadKnowledge(_shown(file), line, f"{intent} is not an intent of the taxonomy")


def _passages(
    file: Path,
    kind: PageKind,
    matter: FrontMatter,
    lines: list[str],
    body_at: int,
    known_intents: Collection[str],
) -> list[Passage]:
    found: list[Passage] = []
    anchors: dict[str, int] = {}
    for section in _sections(lines, body_at):
        text = "\n".join(section.lines).strip()
        if not text:
            continue
        narrowing = _narrowing(file, section)
        anchor = section.anchor(file)
        if anchor in anchors:
            where = f"anchor #{anchor} is also on line {anchors[anchor]}"
            raise BadKnowledge(_shown(file), section.line, where)
        anchors[anchor] = section.line
        _refuse_unknown_intents(file, section.line, narrowing.intents or (), known_intents)
        found.append(_passage(kind, matter, section, anchor, narrowing, text))
    return found


class _Section(Frozen):
    line: int
    headings: tuple[str, ...]
    attributes: tuple[str, ...]
    lines: tuple[str, ...]

    def anchor(self, file: Path) -> str:
        if not self.attributes:
            return slug(self.headings[-1]) if self.headings else "intro"
        if not _ANCHOR.match(self.attributes[0]):
            raise BadKnowledge(_shown(file), self.line, f"{self.attributes[0]} is not a #kebab-case anchor")
        return self.attributes[0].removeprefix("#")


def slug(heading: str) -> str:
    """Return a heading as a kebab-case ASCII anchor."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


def _sections(lines: list[str], body_at: int) -> list[_Section]:
    sections: list[_Section] = []
    path: list[tuple[int, str]] = []
    line, attributes, collected = body_at + 1, (), []  # type: int, tuple[str, ...], list[str]
    for number, text in enumerate(lines[body_at:], start=body_at + 1):
        heading = _HEADING.match(text)
        if heading is None:
            collected.append(text)
            continue
        titles = tuple(title for _, title in path)
        sections.append(_Section(line=line, headings=titles, attributes=attributes, lines=tuple(collected)))
        depth = len(heading["marks"])
        path = [(level, title) for level, title in path if level < depth]
        path.append((depth, heading["title"]))
        line, attributes, collected = number, tuple((heading["attributes"] or "").split()), []
    titles = tuple(title for _, title in path)
    sections.append(_Section(line=line, headings=titles, attributes=attributes, lines=tuple(collected)))
    return sections


def _narrowing(file: Path, section: _Section) -> Narrowing:
    given: dict[str, Any] = {}
    for attribute in section.attributes[1:]:
        key, _, value = attribute.partition("=")
        if key not in Narrowing.model_fields:
            known = ", ".join(Narrowing.model_fields)
            raise BadKnowledge(_shown(file), section.line, f"{key} is not a heading attribute; known: {known}")
        given[key] = value.split(",") if key in ("intents", "countries") else value
    try:
        narrowing = Narrowing.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadKnowledge(_shown(file), section.line, f"{first['loc'][0]}: {first['msg']}") from None
    _refuse_reversed_dates(file, section.line, narrowing.effective_from, narrowing.effective_until)
    return narrowing


def _passage(
    kind: PageKind, matter: FrontMatter, section: _Section, anchor: str, narrowing: Narrowing, text: str
) -> Passage:
    intents = matter.intents if narrowing.intents is None else narrowing.intents
    countries = matter.countries if narrowing.countries is None else narrowing.countries
    return Passage(
        id=PassageId(f"{matter.id}#{anchor}"),
        page_id=PageId(matter.id),
        kind=kind,
        headings=(matter.title, *section.headings),
        text=text,
        locale=matter.locale,
        audience=matter.audience,
        effective_from=narrowing.effective_from or matter.effective_from,
        effective_until=narrowing.effective_until or matter.effective_until,
        dates_by=narrowing.dates_by or matter.dates_by or _dates_by_topic(intents),
        intents=intents,
        countries=countries,
    )


def _dates_by_topic(intents: Collection[str]) -> DatesBy:
    objects = {intent.split("/")[0] for intent in intents}
    return next((dates_by for topic, dates_by in _TOPIC_DATES if topic in objects), DatesBy.MESSAGE)
