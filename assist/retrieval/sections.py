"""A page's body cut at its headings, and what a heading's braces say of its section. Knows no front matter."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import ValidationError

from assist.domain.base import Frozen
from assist.domain.enums import DatesBy
from assist.errors import BadKnowledge

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*?)\s*(?:\{(?P<attributes>[^{}]*)\})?\s*$")
_CODE_FENCE = re.compile(r"^ {0,3}(?P<marks>`{3,}|~{3,})(?P<rest>.*)$")
_BLOCK = re.compile(r"^\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||>|#{1,6}\s|[-*_]{3,}\s*$)")
"""A line that begins a block of its own."""
_COMPLETE = re.compile(r"(?:[.!?:;…][\"'”’)\]*_]*\s*|\s\s|\\|\|\s*)$")
"""A line that ends a sentence, or that asks for its break to stay."""
_ANCHOR = re.compile(r"^#[a-z0-9]+(?:-[a-z0-9]+)*$")
_LISTS = ("intents", "countries")


class Narrowing(Frozen):
    """What a section may say for itself, in the braces of its heading."""

    effective_from: date | None = None
    effective_until: date | None = None
    dates_by: DatesBy | None = None
    intents: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None


class Section(Frozen):
    """A heading with its path, and the lines below it."""

    line: int
    """Line of the heading; for what stands above the first heading, its first line."""
    headings: tuple[str, ...] = ()
    anchor: str = "intro"
    narrowing: Narrowing = Narrowing()
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The section's own text, without its subsections."""
        return "\n".join(_unwrapped(self.lines)).strip()


def cut(file: str, lines: list[str], body_at: int) -> list[Section]:
    """Return the sections of `lines[body_at:]` in order. Raises: BadKnowledge naming file and line."""
    sections = [Section(line=body_at + 1)]
    collected: list[str] = []
    path: list[tuple[int, str]] = []
    fence, fence_line = "", 0
    for number, text in enumerate(lines[body_at:], start=body_at + 1):
        before, fence = fence, _fence_after(text, fence)
        fence_line = number if not before else fence_line
        heading = None if before or fence else _HEADING.match(text)
        if heading is None:
            collected.append(text)
            continue
        sections[-1] = sections[-1].model_copy(update={"lines": tuple(collected)})
        collected = []
        depth = len(heading["marks"])
        path = [*((level, title) for level, title in path if level < depth), (depth, heading["title"])]
        sections.append(_opened(file, number, tuple(title for _, title in path), heading["attributes"]))
    if fence:
        raise BadKnowledge(file, fence_line, f"the code block is never closed with {fence}")
    sections[-1] = sections[-1].model_copy(update={"lines": tuple(collected)})
    return sections


def _unwrapped(lines: Iterable[str]) -> list[str]:
    """Join lines that an editor wrapped in the middle of a sentence: Markdown reads a single line break as a space."""
    joined: list[str] = []
    fence = ""
    goes_on = False
    for line in lines:
        fence, before = _fence_after(line, fence), fence
        if goes_on and not fence and not before and line.strip() and not _BLOCK.match(line):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
        goes_on = not fence and not before and bool(line.strip()) and not _COMPLETE.search(line)
    return joined


def slug(heading: str) -> str:
    """Return a heading as a kebab-case ASCII anchor."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


def _fence_after(line: str, fence: str) -> str:
    """Return the marks of the code block that is open below this line, "" for none.

    Source: CommonMark 0.31, 4.5: closed by at least as many of the same marks and nothing else.
    """
    found = _CODE_FENCE.match(line)
    if found is None:
        return fence
    marks, rest = found["marks"], found["rest"]
    if not fence:
        return "" if marks[0] == "`" and "`" in rest else marks
    return "" if marks.startswith(fence) and not rest.strip() else fence


def _opened(file: str, line: int, headings: tuple[str, ...], attributes: str | None) -> Section:
    title = headings[-1]
    if "{" in title or "}" in title:
        raise BadKnowledge(file, line, "braces in a heading belong at its end, as in {#anchor countries=ES}")
    if attributes is None:
        return Section(line=line, headings=headings, anchor=slug(title))
    anchor, *given = attributes.split() or [""]
    if not anchor.startswith("#"):
        raise BadKnowledge(file, line, f"braces begin with an anchor, as in {{#{slug(title)}}}")
    if not _ANCHOR.match(anchor):
        raise BadKnowledge(file, line, f"{anchor} is not a #kebab-case anchor")
    return Section(
        line=line, headings=headings, anchor=anchor.removeprefix("#"), narrowing=_narrowing(file, line, given)
    )


def _narrowing(file: str, line: int, attributes: list[str]) -> Narrowing:
    given: dict[str, Any] = {}
    for attribute in attributes:
        key, _, value = attribute.partition("=")
        if key not in Narrowing.model_fields:
            known = ", ".join(Narrowing.model_fields)
            raise BadKnowledge(file, line, f"{key} is not a heading attribute; known: {known}")
        if key in given:
            raise BadKnowledge(file, line, f"{key} is given twice")
        given[key] = value.split(",") if key in _LISTS else value
    try:
        return Narrowing.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadKnowledge(file, line, f"{first['loc'][0]}: {first['msg']}") from None
