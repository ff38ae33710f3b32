"""Words with positions become lines, lines become headings and paragraphs. Knows no PDF."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from assist.domain.base import Frozen

EDGE = 0.09
"""Share of a page's height at its top and bottom in which running headers and footers stand."""
REPEATS = 0.5
"""Share of the pages on which a line must stand to be a running one."""
LARGER = 1.12
"""Times the body's size from which a line is a heading; fonts of one text differ by less."""
MAX_HEADING = 120
_PAGE_NUMBER = re.compile(r"^(?:page|página|seite|p\.)?\s*\d{1,4}\s*(?:(?:/|of|de|von)\s*\d{1,4})?$", re.I)
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·∙\uf0b7]|[-–*]|\(cid:\d+\))\s+")
"""`(cid:127)`: a shape without a name; before a text it is a bullet."""
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
_HYPHENATED = re.compile(r"[a-zà-ÿ]-$")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*$")


class Line(Frozen):
    """A line of print, or a whole table."""

    text: str
    top: float
    bottom: float
    page: int
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    is_bold: bool = False
    is_at_edge: bool = False
    is_table: bool = False


def lines_of(words: Iterable[dict[str, Any]], page: int, height: float) -> list[Line]:
    """Return words as lines, by the height they stand at."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if rows and abs(rows[-1][-1]["bottom"] - word["bottom"]) <= 0.4 * (word["bottom"] - word["top"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word["x0"]), page, height) for row in rows]


def running_lines(lines: Sequence[Line]) -> set[Line]:
    """Return page numbers, and lines at the edge that most pages repeat."""
    pages = len({line.page for line in lines})
    found_on: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if line.is_at_edge and not line.is_table:
            found_on[_pattern(line.text)].add(line.page)
    enough = max(2, REPEATS * pages)
    return {
        line
        for line in lines
        if line.is_at_edge
        and not line.is_table
        and (len(found_on[_pattern(line.text)]) >= enough or _PAGE_NUMBER.match(line.text.strip()))
    }


def paragraphs(lines: Sequence[Line]) -> tuple[str, list[str]]:
    """Return the title, "" for none, and the Markdown blocks below it."""
    body = _body_size(lines)
    sizes = sorted({round(line.size, 1) for line in lines if _is_heading(line, body)}, reverse=True)
    title, rest = _title(lines, sizes, body)
    levels = {size: min(position + 2, 5) for position, size in enumerate(_grouped(sizes, title))}
    blocks: list[str] = []
    before: Line | None = None
    for line in rest:
        _place(blocks, line, before, body, levels)
        before = line
    return title, blocks


def _place(blocks: list[str], line: Line, before: Line | None, body: float, levels: dict[float, int]) -> None:
    if line.is_table:
        blocks.append(line.text)
    elif _is_heading(line, body):
        marks = "#" * levels.get(round(line.size, 1), 5) + " "
        if before is not None and _continues_heading(before, line, body) and blocks:
            blocks[-1] += " " + line.text
        else:
            blocks.append(marks + line.text)
    elif _BULLET.match(line.text) or _NUMBERED.match(line.text):
        _append_item(blocks, _BULLET.sub("- ", line.text).strip())
    elif before is not None and blocks and _continues(before, line, body):
        blocks[-1] = _joined(blocks[-1], line.text)
    else:
        blocks.append(line.text)


def _append_item(blocks: list[str], item: str) -> None:
    if blocks and re.search(r"(?:^|\n)(?:- |\d{1,2}[.)] )[^\n]*$", blocks[-1]):
        blocks[-1] += "\n" + item
    else:
        blocks.append(item)


def _continues(before: Line, line: Line, body: float) -> bool:
    if before.is_table or _is_heading(before, body):
        return False
    if before.page != line.page:
        return not _SENTENCE_END.search(before.text) and line.text[:1].islower()
    return line.top - before.bottom < 0.75 * max(line.size, body)


def _continues_heading(before: Line, line: Line, body: float) -> bool:
    near = before.page == line.page and line.top - before.bottom < 0.8 * line.size
    return (
        near
        and _is_heading(before, body)
        and round(before.size, 1) == round(line.size, 1)
        and not before.text.endswith("?")
    )


def _joined(block: str, text: str) -> str:
    """Join two lines of print; a hyphen between small letters was put there by the line's end."""
    if _HYPHENATED.search(block) and text[:1].islower():
        return block[:-1] + text
    return f"{block} {text}"


def _title(lines: Sequence[Line], sizes: Sequence[float], body: float) -> tuple[str, Sequence[Line]]:
    """Take the largest heading as the title when it is what the document opens with and stands once."""
    if not sizes or sizes[0] <= body:
        return "", lines
    first = next((position for position, line in enumerate(lines) if not line.is_table), 0)
    end = first
    while end < len(lines) and not lines[end].is_table and round(lines[end].size, 1) == sizes[0]:
        end += 1
    elsewhere = any(round(line.size, 1) == sizes[0] for line in lines[end:])
    if end == first or elsewhere:
        return "", lines
    return " ".join(line.text for line in lines[first:end]), [*lines[:first], *lines[end:]]


def _grouped(sizes: Sequence[float], title: str) -> Sequence[float]:
    return sizes[1:] if title else sizes


def _is_heading(line: Line, body: float) -> bool:
    if line.is_table or len(line.text) > MAX_HEADING or not re.search(r"\w", line.text):
        return False
    if line.size >= LARGER * body:
        return True
    is_short = len(line.text) < 80 and not re.search(r"[.;,:]$", line.text)
    return line.is_bold and is_short and line.size >= 0.95 * body and not _BULLET.match(line.text)


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size most letters have."""
    weights: Counter[float] = Counter()
    for line in lines:
        if not line.is_table:
            weights[round(line.size, 1)] += len(line.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def _line(row: Sequence[dict[str, Any]], page: int, height: float) -> Line:
    letters = sum(len(word["text"]) for word in row)
    bold = sum(len(word["text"]) for word in row if re.search("bold|black|heavy|semibold", word["fontname"], re.I))
    top, bottom = min(word["top"] for word in row), max(word["bottom"] for word in row)
    return Line(
        text=" ".join(word["text"] for word in row),
        top=top,
        bottom=bottom,
        page=page,
        left=row[0]["x0"],
        right=row[-1]["x1"],
        size=max(word["size"] for word in row),
        is_bold=bold > 0.9 * letters,
        is_at_edge=bottom < EDGE * height or top > (1 - EDGE) * height,
    )


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip().lower())
