"""A file or folder becomes pages, faults and notes. Writes nothing and knows no client."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from assist.errors import BadInput
from assist.importing import composing, confined, decoding, links, rows, sources, tabular
from assist.importing.confined import Limits
from assist.importing.material import Fault, Intake, NewPage, Reading
from assist.importing.names import Names
from assist.importing.sources import Bounds, Found
from assist.retrieval.sections import slug

AT_ONCE = 2
"""Parsers running side by side: each may take half a gigabyte."""
_TABLES: dict[str, Callable[[str, str], rows.Table]] = {
    "jsonl": rows.read_jsonl,
    "json": rows.read_json,
    "csv": rows.read_csv,
}


def read(source: Path, limits: Limits | None = None, bounds: Bounds | None = None) -> Intake:
    """Read everything the source holds; a broken file is a fault and costs no other, and so is all beyond the bounds.

    Raises: NotFound when there is no such file or folder.
    """
    selected = sources.within(sources.files(source), bounds or Bounds())
    with ThreadPoolExecutor(AT_ONCE) as pool:  # the threads only wait for child processes
        taken = list(pool.map(lambda each: _file(each, limits or Limits()), selected.files))
    pages = _with_own_ids([page for each in taken for page in each.pages])
    return Intake(
        pages=tuple(links.settled(pages)),
        faults=(*(fault for each in taken for fault in each.faults), *selected.faults),
        notes=tuple(note for each in taken for note in each.notes),
    )


def _file(found: Found, limits: Limits) -> Intake:
    try:
        if not found.format:
            return Intake(notes=(f"{found.name}: passed over: {found.path.suffix or 'such'} files are not read",))
        return _read(found, sources.content(found), limits)
    except BadInput as error:
        return Intake(faults=(Fault(source=found.name, code=error.code, message=error.message),))


def _read(found: Found, content: bytes, limits: Limits) -> Intake:
    if found.format in _TABLES:
        table = _TABLES[found.format](found.name, decoding.decoded(content))
        return tabular.pages(found.name, found.stem, table, limits)
    if found.format == "text":
        text = decoding.decoded(content)
        page = composing.page_from_text(slug(found.stem)[: composing.MAX_ID], "", text, source=found.name)
        return Intake(pages=(_at(page, found.name, title=_title_of(page, found)),))
    reading = confined.parsed(cast(confined.Format, found.format), content, limits)[0]
    if not isinstance(reading, Reading):
        raise BadInput(reading, code="not_readable")
    page = composing.page_from_reading(slug(found.stem)[: composing.MAX_ID], reading, source=found.name)
    return Intake(pages=(_at(page, found.name, title=_title_of(page, found)),))


def _at(page: NewPage, address: str, *, title: str) -> NewPage:
    return page.model_copy(update={"address": address, "title": title})


def _title_of(page: NewPage, found: Found) -> str:
    """Return the page's title; one that is only its id is better read off the file's name."""
    if page.title != page.id:
        return page.title
    words = composing.plain_title(Path(found.stem).name.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:] or page.title


def _with_own_ids(pages: list[NewPage]) -> list[NewPage]:
    """Number the ids we made that meet another; an id that was given stays, and its second page is refused later."""
    ids = Names(page.id for page in pages if _was_given(page))
    return [page if _was_given(page) else page.model_copy(update={"id": ids.distinct(page.id)}) for page in pages]


def _was_given(page: NewPage) -> bool:
    return page.address == page.id
