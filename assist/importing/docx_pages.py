"""A DOCX file becomes Markdown: headings by style, lists, tables, links. Runs in the child process.

The only door to python-docx. Tracked deletions and hidden runs are left out, and said.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from assist.errors import BadInput
from assist.importing import tables
from assist.importing.cleaning import without_invisible
from assist.importing.material import Dropped, Reading, excerpt, summed

MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of all parts together; text with pictures packs ten to one, a bomb a thousand to one."""
MAX_PARTS = 3000
_SMALLEST = 4
"""Half points of a letter that can still be read."""
_HEADING = re.compile(r"^heading (\d)$", re.I)


@dataclass
class _Opened:
    """A document being read."""

    styles: Mapping[str, Any]
    """By id; asking python-docx for a paragraph's style searches all of them each time."""
    dropped: list[Dropped] = field(default_factory=list)

    def style(self, paragraph: Paragraph) -> Any:
        """Return the paragraph's own style, None for the default."""
        return self.styles.get(paragraph._p.style or "")


def read(content: bytes) -> Reading:
    """Read a whole document. Raises: BadInput when it is no DOCX or unpacks to far more than it is."""
    _refuse_bomb(content)
    document = docx.Document(io.BytesIO(content))
    opened = _Opened(styles={style.style_id: style for style in document.styles})
    blocks = [_block(item, opened) for item in document.iter_inner_content()]
    _note_pictures(document, opened)
    title = next((text for text, kind in blocks if kind == "title"), "") or (document.core_properties.title or "")
    return Reading(title=" ".join(title.split()), markdown=_joined(blocks), dropped=summed(opened.dropped))


def _refuse_bomb(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadInput("is no DOCX file (old .doc files must be saved as .docx)", code="not_readable") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadInput("unpacks to far more than a document holds (a zip bomb?)", code="too_costly")


def _block(item: Paragraph | Table, opened: _Opened) -> tuple[str, str]:
    """Return a paragraph's or table's Markdown and what it is: title, heading, item, text or table."""
    if isinstance(item, Table):
        return _table(item, opened), "table"
    text = " ".join(without_invisible(_text(item, opened), opened.dropped).split(" ")).strip()
    if not text:
        return "", "text"
    level = _level(item, opened)
    if level == 0:
        return " ".join(text.split()), "title"
    if level:
        return "#" * min(level, 6) + " " + " ".join(text.split()), "heading"
    mark = _list_mark(item, opened)
    return (mark + text.replace("\n", " "), "item") if mark else (text, "text")


def _joined(blocks: list[tuple[str, str]]) -> str:
    out: list[str] = []
    before = ""
    for text, kind in blocks:
        if not text or kind == "title":
            continue
        out.append(("\n" if kind == before == "item" else "\n\n") + text)
        before = kind
    return "".join(out).strip()


def _level(paragraph: Paragraph, opened: _Opened) -> int | None:
    """Return a heading's level, 0 for the title, None for text; a style may inherit from a heading."""
    style = opened.style(paragraph)
    while style is not None:
        name = str(style.name or "")
        if name.lower() == "title":
            return 0
        found = _HEADING.match(name)
        if found:
            return int(found[1])
        style = style.base_style
    outline = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
    return level + 1 if level < 9 else None


def _list_mark(paragraph: Paragraph, opened: _Opened) -> str:
    declared = opened.style(paragraph)
    style = str(declared.name if declared is not None else "").lower()
    numbering = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is None and not style.startswith(("list bullet", "list number")):
        return ""
    depth_at = numbering.find(qn("w:ilvl")) if numbering is not None else None
    depth = int(depth_at.get(qn("w:val"), "0")) if depth_at is not None else 0
    return "  " * min(depth, 8) + ("1. " if style.startswith("list number") else "- ")


def _text(paragraph: Paragraph, opened: _Opened) -> str:
    return "".join(_pieces(paragraph._p, paragraph, opened))


def _pieces(element: Any, paragraph: Paragraph, opened: _Opened) -> Iterator[str]:
    for child in element:
        if child.tag in (qn("w:del"), qn("w:moveFrom")):
            _note(opened, "tracked deletion", _words(child))
        elif child.tag == qn("w:hyperlink"):
            yield _link(child, "".join(_pieces(child, paragraph, opened)), paragraph)
        elif child.tag == qn("w:r"):
            yield _run(child, paragraph, opened)
        elif child.tag in (qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent"), qn("w:moveTo")):
            yield from _pieces(child, paragraph, opened)


def _run(run: Any, paragraph: Paragraph, opened: _Opened) -> str:
    if run.find(f".//{qn('w:txbxContent')}") is not None:
        _note(opened, "text box", _words(run))
        return ""
    text = _words(run)
    why = _why_hidden(run, paragraph, opened)
    if why:
        _note(opened, f"hidden text ({why})", text)
        return ""
    return text


def _words(element: Any) -> str:
    """Return what a run or deletion says, breaks and tabs as spaces or lines."""
    spoken = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
    texts = (qn("w:t"), qn("w:delText"))
    return "".join((each.text or "") if each.tag in texts else spoken.get(each.tag, "") for each in element.iter())


def _why_hidden(run: Any, paragraph: Paragraph, opened: _Opened) -> str | None:
    named = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    styles = (opened.styles.get(named.get(qn("w:val"), "")) if named is not None else None, opened.style(paragraph))
    sources = [run.find(qn("w:rPr")), *(style.element.find(qn("w:rPr")) for style in styles if style is not None)]
    vanish = _first(sources, "w:vanish")
    if vanish is not None and vanish.get(qn("w:val"), "true") not in ("0", "false", "off"):
        return "vanish"
    colour, shade = _first(sources, "w:color"), _first(sources, "w:shd")
    if colour is not None and colour.get(qn("w:val"), "").upper() == "FFFFFF" and shade is None and not _in_cell(run):
        return "white"
    size = _first(sources, "w:sz")
    if size is not None and size.get(qn("w:val"), "99").isdigit() and int(size.get(qn("w:val"), "99")) < _SMALLEST:
        return "too small to read"
    return None


def _first(sources: list[Any], name: str) -> Any:
    """Return the property from the nearest place that states it."""
    found = (source.find(qn(name)) for source in sources if source is not None)
    return next((each for each in found if each is not None), None)


def _in_cell(run: Any) -> bool:
    """White letters in a table most often stand on a coloured cell."""
    return any(parent.tag == qn("w:tc") for parent in run.iterancestors())


def _link(element: Any, text: str, paragraph: Paragraph) -> str:
    relation = paragraph.part.rels.get(element.get(qn("r:id"), ""))
    target = relation.target_ref if relation is not None and relation.is_external else ""
    usable = target.startswith(("http://", "https://", "mailto:")) and " " not in target and text.strip()
    return f"[{text}]({target})" if usable else text


def _table(table: Table, opened: _Opened) -> str:
    rows: list[list[str]] = []
    for row in table.rows:
        cells: list[str] = []
        before: Any = None
        for cell in row.cells:
            if cell._tc is not before:  # a merged cell comes once for every column it spans
                words = " ".join(_text(each, opened) for each in cell.paragraphs)
                cells.append(without_invisible(words, opened.dropped))
            before = cell._tc
        rows.append(cells)
    return tables.markdown(rows)


def _note(opened: _Opened, what: str, words: str) -> None:
    if words.strip():
        opened.dropped.append(Dropped(what=what, characters=len(words), excerpt=excerpt(words)))


def _note_pictures(document: Any, opened: _Opened) -> None:
    for picture in document.element.body.iter(qn("wp:docPr")):
        words = picture.get("descr", "")
        opened.dropped.append(Dropped(what="image", characters=len(words), excerpt=excerpt(words)))
