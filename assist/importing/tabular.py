"""Rows of a table become pages: a row with an id is a page, questions are gathered into FAQ pages."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assist import html
from assist.errors import BadInput
from assist.importing import confined, markdown, prose
from assist.importing.cleaning import cleaned
from assist.importing.composing import page_from_text, plain_title
from assist.importing.confined import Limits
from assist.importing.material import Dropped, Fault, Intake, NewPage, Part, Reading, summed
from assist.importing.names import Names
from assist.importing.rows import Row, Table
from assist.retrieval.sections import slug

_BLOCK_TAG = re.compile(r"<(?:p|br|div|ul|ol|li|table|h[1-6]|section|article)(?=[\s/>])", re.I)


def pages(source: str, stem: str, table: Table, limits: Limits) -> Intake:
    """Return the pages of a table; `stem` names the FAQ pages."""
    faults = list(table.faults)
    readings = _html_readings(table.rows, limits, source, faults)
    rows = [row for row in table.rows if not isinstance(readings.get(row.line), str)]
    by_id: dict[str, NewPage] = {}
    for row in (row for row in rows if not row.is_faq):
        try:
            by_id[row.id] = _document(row, readings.get(row.line), source, by_id.get(row.id))
        except BadInput as error:
            faults.append(_fault(source, row, error))
    found = [*by_id.values(), *_faq_pages(source, stem, [row for row in rows if row.is_faq], readings)]
    notes = (f"{source}: columns not used: {', '.join(table.unused)}",) if table.unused else ()
    return Intake(pages=tuple(found), faults=tuple(sorted(faults, key=lambda fault: fault.line or 0)), notes=notes)


Readings = Mapping[int, Reading | str]
"""What the HTML of a row's text says, or why it cannot be read, by line."""


def _html_readings(rows: Sequence[Row], limits: Limits, source: str, faults: list[Fault]) -> Readings:
    """Read all HTML of a table in one child process: one each would take minutes."""
    marked = [row for row in rows if _is_html(row)]
    if not marked:
        return {}
    try:
        found = confined.parsed("fragments", json.dumps([_as_html(row.said) for row in marked]).encode(), limits)
    except BadInput as error:
        found = (error.message,) * len(marked)
    for row, reading in zip(marked, found, strict=True):
        if isinstance(reading, str):
            faults.append(_fault(source, row, BadInput(reading, code="not_readable")))
    return {row.line: reading for row, reading in zip(marked, found, strict=True)}


def _is_html(row: Row) -> bool:
    if row.html and row.said == row.html:
        return True
    return html.is_html(row.said) and not prose.has_structure(row.said)


def _as_html(text: str) -> str:
    return text if _BLOCK_TAG.search(text) else text.replace("\n", "<br>\n")


def _document(row: Row, reading: Reading | str | None, source: str, before: NewPage | None) -> NewPage:
    if before is not None:
        raise BadInput(f"id: is also on line {before.line}", path="id")
    read = reading if isinstance(reading, Reading) else None
    text = read.markdown if read else row.said
    page = page_from_text(row.id, row.title, text, source=source, line=row.line)
    dropped = (*page.dropped, *(read.dropped if read else ()))
    return page.model_copy(update={"address": row.id, "dropped": dropped})


def _faq_pages(source: str, stem: str, rows: Sequence[Row], readings: Readings) -> list[NewPage]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[plain_title(row.group)].append(row)
    return [_faq_page(source, stem, group, members, readings) for group, members in groups.items()]


def _faq_page(source: str, stem: str, group: str, rows: Sequence[Row], readings: Readings) -> NewPage:
    dropped: list[Dropped] = []
    anchors = Names(["intro"])
    parts: dict[tuple[str, tuple[str, ...]], Part] = {}
    for row in rows:
        question = markdown.plain_heading(cleaned(row.asked, dropped)) or "?"
        lines = _answer(row, readings, dropped)
        if (question, lines) in parts:
            dropped.append(Dropped(what="question given twice", characters=len(question), excerpt=question[:60]))
            continue
        anchor = anchors.distinct(markdown.question_anchor(question))
        parts[question, lines] = Part(level=markdown.TOP, heading=question, lines=lines, anchor=anchor)
    return NewPage(
        id="-".join(filter(None, (slug(stem), slug(group) if group else ""))),
        title=group or _as_title(stem),
        parts=tuple(parts.values()),
        source=source,
        line=rows[0].line,
        is_faq=True,
        dropped=summed(dropped),
    )


def _answer(row: Row, readings: Readings, dropped: list[Dropped]) -> tuple[str, ...]:
    reading = readings.get(row.line)
    if isinstance(reading, Reading):
        dropped += reading.dropped
        return markdown.flattened(reading.markdown)
    return markdown.flattened(cleaned(row.said, dropped))


def _as_title(stem: str) -> str:
    words = plain_title(re.sub(r"[-_.]+", " ", stem.rpartition("/")[2]))
    return words[:1].upper() + words[1:]


def _fault(source: str, row: Row, error: BadInput) -> Fault:
    return Fault(source=source, line=row.line, id=row.id or None, code=error.code, message=error.message)
