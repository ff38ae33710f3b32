"""A PDF becomes Markdown: lines by position, headings by size and weight, tables. Runs in the child process.

The only door to pdfplumber. A scan holds pictures of words and no words; it is refused, not guessed.
"""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfplumber.page import Page

from assist.errors import BadInput
from assist.importing import tables
from assist.importing.cleaning import without_invisible
from assist.importing.material import Dropped, Reading, excerpt, summed
from assist.importing.pdf_lines import Line, lines_of, paragraphs, running_lines

MAX_PAGES = 400
SMALLEST_PT = 2.0
"""Size of a letter that can still be read."""
WHITE = 0.95
"""Share of full light from which ink cannot be told from paper."""
_CODE = re.compile(r"\(cid:\d+\)")


def read(content: bytes) -> Reading:
    """Read a whole document. Raises: BadInput for a locked, broken, endless or scanned one."""
    if not content.lstrip()[:5].startswith(b"%PDF-"):
        raise BadInput("is no PDF file", code="not_readable")
    dropped: list[Dropped] = []
    with _opened(content) as document:
        if len(document.pages) > MAX_PAGES:
            raise BadInput(f"has {len(document.pages)} pages, more than {MAX_PAGES}", code="too_costly")
        lines = [line for page in document.pages for line in _page_lines(page, dropped)]
        title = str((document.metadata or {}).get("Title") or "")
    if not any(line.text.strip() for line in lines):
        raise BadInput("holds no text: a scan? recognise its text first", code="not_readable")
    running = running_lines(lines)
    for line in lines:
        if line in running:
            dropped.append(Dropped(what="running header or footer", characters=len(line.text), excerpt=line.text[:60]))
    kept = [line for line in lines if line not in running]
    own_title, blocks = paragraphs(kept)
    markdown = _without_codes(without_invisible("\n\n".join(blocks), dropped), dropped)
    return Reading(title=own_title or _sane(title), markdown=markdown, dropped=summed(dropped))


def _opened(content: bytes) -> Any:
    try:
        return pdfplumber.open(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception as error:  # pdfminer has a dozen kinds of errors for a broken file
        locked = "password" in type(error).__name__.lower() or "Password" in repr(error)
        why = "is locked with a password" if locked else "is broken or cut short"
        raise BadInput(why, code="not_readable") from error


def _page_lines(page: Page, dropped: list[Dropped]) -> Iterator[Line]:
    """Yield a page's lines and tables from top to bottom; letting go of each page keeps memory flat."""
    shaded = [box for box in page.rects if box.get("fill") and not _is_white(box.get("non_stroking_color"))]
    seen: list[Any] = []
    unseen: list[dict[str, Any]] = []

    def shows(thing: dict[str, Any]) -> bool:
        if thing.get("object_type") != "char":
            return True
        if _is_visible(thing, page, shaded):
            return True
        unseen.append(thing)
        return False

    visible = page.filter(shows)
    words = visible.extract_words(extra_attrs=["size", "fontname"], use_text_flow=False, keep_blank_chars=False)
    found = visible.find_tables()
    for table in found:
        rows = [[cell or "" for cell in row] for row in table.extract()]
        seen.append((table.bbox, rows))
    if unseen:
        text = "".join(char["text"] for char in unseen)
        dropped.append(
            Dropped(what="hidden text (white, tiny or off the page)", characters=len(text), excerpt=excerpt(text))
        )
    if page.images:
        dropped.append(Dropped(what="image", times=len(page.images)))
    outside = [word for word in words if not any(_inside(word, box) for box, _ in seen)]
    lines = lines_of(outside, page.page_number, float(page.height))
    lines += [
        Line(text=tables.markdown(rows), top=box[1], bottom=box[3], page=page.page_number, is_table=True)
        for box, rows in seen
        if tables.markdown(rows)
    ]
    yield from sorted(lines, key=lambda line: (line.top, line.left))
    page.close()


def _is_visible(char: dict[str, Any], page: Page, shaded: Sequence[dict[str, Any]]) -> bool:
    if char["size"] < SMALLEST_PT or not char["text"].strip():
        return bool(char["size"] >= SMALLEST_PT)
    if char["x1"] < 0 or char["x0"] > page.width or char["bottom"] < 0 or char["top"] > page.height:
        return False
    return not _is_white(char.get("non_stroking_color")) or any(_inside(char, _box(each)) for each in shaded)


def _is_white(colour: Any) -> bool:
    """Say whether a fill colour is white; grey, RGB and CMYK have one, three and four numbers."""
    parts = [colour] if isinstance(colour, int | float) else list(colour or ())
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        return all(part <= 1 - WHITE for part in parts)
    return all(part >= WHITE for part in parts)


def _box(rect: dict[str, Any]) -> tuple[float, float, float, float]:
    return rect["x0"], rect["top"], rect["x1"], rect["bottom"]


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _without_codes(text: str, dropped: list[Dropped]) -> str:
    """Drop the `(cid:12)` that stand where a font does not say which letters its shapes are."""
    codes = _CODE.findall(text)
    if codes:
        dropped.append(Dropped(what="letters the file's fonts do not name", characters=len(codes)))
    return _CODE.sub("", text)


def _sane(title: str) -> str:
    """Return the title a program wrote, unless it is the name of its file or template."""
    flat = " ".join(title.split())
    is_name = re.search(r"\.(?:docx?|pdf|indd|xlsx?|pages|odt)$", flat, re.I) or flat.lower() in (
        "untitled",
        "(anonymous)",
    )
    return "" if is_name else flat[:200]
