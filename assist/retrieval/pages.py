"""Markdown pages with front matter become pages and passages. Knows nothing of vectors.

A passage is a heading's section. `## Return window {#return-window intents=return/policy}`: the anchor makes the
passage id, the attributes narrow what the front matter says for the whole page.
"""

import itertools
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from assist.domain.base import PageId, PassageId
from assist.domain.enums import DatesBy, PageKind
from assist.domain.knowledge import Page, Passage
from assist.errors import BadKnowledge, NotFound
from assist.retrieval import front_matter, sections, splitting
from assist.retrieval.front_matter import FrontMatter
from assist.retrieval.sections import Section

_TOPIC_DATES: tuple[tuple[str, DatesBy], ...] = (
    ("return", DatesBy.ORDER),
    ("exchange", DatesBy.ORDER),
    ("refund", DatesBy.ORDER),
    ("discount", DatesBy.ORDER),
    ("warranty", DatesBy.DELIVERY),
)
"""Clock rule C4: which date counts when a page does not say; everything else goes by the message."""


def read_pages(client_folder: Path, known_intents: Collection[str]) -> tuple[Page, ...]:
    """Read every page of a client, ordered by kind and name.

    Raises: BadKnowledge naming file and line; NotFound when the client has no folder.
    """
    if not client_folder.is_dir():
        raise NotFound(f"no knowledge folder for client {client_folder.name}", code="client_unknown")
    pages: list[Page] = []
    owners: dict[str, str] = {}
    for kind in PageKind:
        for file in sorted((client_folder / kind).glob("[!.]*.md")):
            page = read_page(file, kind, known_intents)
            if page.id in owners:
                raise BadKnowledge(_shown(file), 1, f"page id {page.id} is also in {owners[page.id]}")
            owners[page.id] = _shown(file)
            pages.append(page)
    return tuple(pages)


def read_page(file: Path, kind: PageKind, known_intents: Collection[str]) -> Page:
    """Read one page. Raises: BadKnowledge naming file and line."""
    shown = _shown(file)
    try:
        # Notepad begins a file with a byte order mark; splitlines() would also cut at a form feed and U+2028.
        lines = file.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise BadKnowledge(shown, 1, "is not UTF-8") from error
    except OSError as error:
        raise BadKnowledge(shown, 1, f"cannot be read: {error.strerror}") from error
    declared = front_matter.read(shown, lines)
    matter = declared.matter
    if not _names(file.stem, matter.id):
        raise BadKnowledge(shown, declared.line("id"), f"id {matter.id} is not the file's name {file.stem}")
    _refuse_unknown_intents(shown, declared.line("intents"), matter.intents, known_intents)
    found = sections.cut(shown, lines, declared.body_at)
    for section in found:
        _refuse_unknown_intents(shown, section.line, section.narrowing.intents or (), known_intents)
        _refuse_never_in_force(shown, matter, section)
    passages = _passages(shown, kind, matter, found)
    if not passages:
        raise BadKnowledge(shown, declared.body_at, "the page has no text")
    return Page(
        id=PageId(matter.id),
        kind=kind,
        title=matter.title,
        owner=matter.owner,
        locale=matter.locale,
        audience=matter.audience,
        passages=tuple(passages),
    )


def _names(stem: str, page_id: str) -> bool:
    """Say whether a file may hold this page: its name is the id in kebab case, perhaps numbered (two ids, one slug)."""
    slug = sections.slug(page_id)
    return stem == slug or re.fullmatch(rf"{re.escape(slug)}-\d+", stem) is not None


def _shown(file: Path) -> str:
    return "/".join(file.parts[-3:])


def _refuse_unknown_intents(file: str, line: int, intents: Collection[str], known: Collection[str]) -> None:
    for intent in intents:
        if intent not in known:
            raise BadKnowledge(file, line, f"{intent} is not an intent of the taxonomy")


def _refuse_never_in_force(file: str, matter: FrontMatter, section: Section) -> None:
    """Refuse dates that leave a section no day, its own or together with its page's."""
    narrowing = section.narrowing
    start = max((day for day in (matter.effective_from, narrowing.effective_from) if day), default=None)
    end = min((day for day in (matter.effective_until, narrowing.effective_until) if day), default=None)
    if start and end and end < start:
        why = f"never in force: effective_until {end} is before effective_from {start} (section and page together)"
        raise BadKnowledge(file, section.line, why)


def _passages(file: str, kind: PageKind, matter: FrontMatter, found: list[Section]) -> list[Passage]:
    passages: list[Passage] = []
    lines_by_anchor: dict[str, int] = {}
    for section in found:
        if not section.text:
            continue
        if section.anchor in lines_by_anchor:
            where = f"anchor #{section.anchor} is also on line {lines_by_anchor[section.anchor]}"
            raise BadKnowledge(file, section.line, where)
        lines_by_anchor[section.anchor] = section.line
        passages.extend(_passage(kind, matter, section, part) for part in _parts(kind, section))
    return _with_ids_of_their_own(passages)


def _parts(kind: PageKind, section: Section) -> list[str]:
    """Return a section's texts: one within the token budget, several beyond it; an answer and a macro stay whole."""
    return splitting.split(section.text) if kind is PageKind.POLICIES else [section.text]


def _with_ids_of_their_own(passages: list[Passage]) -> list[Passage]:
    """Number the further parts of a section: `page#anchor`, `page#anchor-2`, beside anchors that look like that."""
    taken = {passage.id for passage in passages}
    seen: set[PassageId] = set()
    found = []
    for passage in passages:
        name = passage.id
        if name in seen:
            name = next(free for free in _numbered(passage.id) if free not in taken)
            taken.add(name)
        seen.add(name)
        found.append(passage if name == passage.id else passage.model_copy(update={"id": name}))
    return found


def _numbered(passage_id: PassageId) -> Iterator[PassageId]:
    return (PassageId(f"{passage_id}-{number}") for number in itertools.count(2))


def _passage(kind: PageKind, matter: FrontMatter, section: Section, text: str) -> Passage:
    narrowing = section.narrowing
    intents = matter.intents if narrowing.intents is None else narrowing.intents
    countries = matter.countries if narrowing.countries is None else narrowing.countries
    return Passage(
        id=PassageId(f"{matter.id}#{section.anchor}"),
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
