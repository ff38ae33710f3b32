"""A text's outline: headings and what stands below them, written so that the page reader takes it as it is.

The reader refuses braces inside a heading, a code block left open and an anchor given twice; all three are mended
here. No word is lost on the way.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assist.importing.material import Part
from assist.importing.names import Names
from assist.retrieval.sections import slug

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*?)\s*(?:\{#(?P<anchor>[a-z0-9]+(?:-[a-z0-9]+)*)\}\s*)?$")
_CODE_FENCE = re.compile(r"^ {0,3}(?P<marks>`{3,}|~{3,})(?P<rest>.*)$")
_UNDERLINE = re.compile(r"^ {0,3}=+$")
TOP = 2
"""Level of a page's first headings; level 1 is the title in the front matter."""
DEEPEST = 6
MAX_ANCHOR = 60
"""Characters of an anchor made from a question: long enough to tell questions apart, short enough to read."""
_TAKEN = "intro"
"""The anchor of what stands above the first heading."""


def outlined(text: str) -> list[Part]:
    """Return the parts of a Markdown text in order; `#` inside code blocks is no heading."""
    parts = [Part()]
    lines: list[str] = []
    fence = ""
    for line in _without_underlines(text.split("\n")):
        before, fence = fence, _fence_after(line, fence)
        heading = None if before or fence or line[:1] != "#" else _HEADING.match(" ".join(line.split()))
        title = plain_heading(re.sub(r"(?:^|\s)#+$", "", heading["title"])) if heading else ""
        if heading is None or not title:
            lines.append(line if before or fence else "" if heading else line.rstrip())
            continue
        parts[-1] = parts[-1].model_copy(update={"lines": tuple(lines)})
        lines = []
        parts.append(Part(level=len(heading["marks"]), heading=title, anchor=heading["anchor"] or ""))
    lines += [fence] if fence else []
    parts[-1] = parts[-1].model_copy(update={"lines": tuple(lines)})
    return parts


def plain_heading(text: str) -> str:
    """Return a heading on one line without braces, which mean attributes to the page reader."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def arranged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts with levels from 2 on, no heading over nothing, and an anchor each of its own."""
    kept = _with_text_below(parts)
    levels = [part.level for part in kept if part.level]
    shift = TOP - min(levels, default=TOP)
    moved = [
        part.model_copy(update={"level": min(part.level + shift, DEEPEST)}) if part.level else part for part in kept
    ]
    return tuple(_with_own_anchors(moved))


def flattened(text: str) -> tuple[str, ...]:
    """Return a text's lines with its headings as bold lines: an answer is one passage, whatever it holds."""
    lines: list[str] = []
    for part in outlined(text):
        lines += [*(_as_bold(part.heading) if part.level else ()), *part.lines]
    return tuple(lines)


def body(parts: Iterable[Part]) -> str:
    """Return the parts as Markdown."""
    blocks: list[str] = []
    for part in parts:
        if part.level:
            attributes = f" {{#{part.anchor}}}" if part.anchor and part.anchor != slug(part.heading) else ""
            blocks.append("#" * part.level + f" {part.heading}{attributes}")
        text = "\n".join(part.lines).strip("\n")
        blocks += [text] if text.strip() else []
    return "\n\n".join(blocks) + "\n"


def question_anchor(question: str) -> str:
    """Return a question's anchor, cut at a word."""
    whole = slug(question)
    return whole if len(whole) <= MAX_ANCHOR else whole[: MAX_ANCHOR + 1].rsplit("-", 1)[0][:MAX_ANCHOR]


def _with_text_below(parts: Sequence[Part]) -> list[Part]:
    """Keep the words of a heading with nothing below it as a line of the text above."""
    kept: list[Part] = []
    bare: dict[int, list[str]] = defaultdict(list)
    for position, part in enumerate(parts):
        following = parts[position + 1].level if position + 1 < len(parts) else 0
        if not part.level or part.has_text or (part.heading and following > part.level):
            kept.append(part)
        else:
            kept = kept or [Part()]
            bare[len(kept) - 1] += _as_bold(part.heading)
    for position, lines in bare.items():
        above = kept[position]
        kept[position] = above.model_copy(update={"lines": (*above.lines, *lines)})
    if not any(part.has_text for part in kept):
        return [Part(lines=tuple(line for part in kept for line in _as_bold(part.heading) or part.lines))]
    return [part for part in kept if part.level or part.has_text]


def _as_bold(heading: str) -> tuple[str, ...]:
    return ("", f"**{heading}**", "") if heading else ()


def _with_own_anchors(parts: Iterable[Part]) -> Iterable[Part]:
    anchors = Names([_TAKEN])
    for part in parts:
        if not part.level:
            yield part
            continue
        yield part.model_copy(update={"anchor": anchors.distinct(part.anchor or slug(part.heading))})


def _without_underlines(lines: list[str]) -> list[str]:
    """Return a title underlined with `===` as a heading of level 1, the way our pages write it."""
    out: list[str] = []
    for line in lines:
        if _UNDERLINE.match(line) and len(line.strip()) > 2 and _can_be_title(out):
            out[-1] = f"# {out[-1].strip()}"
        else:
            out.append(line)
    return out


def _can_be_title(out: Sequence[str]) -> bool:
    alone = len(out) == 1 or (len(out) > 1 and not out[-2].strip())
    return alone and bool(out[-1].strip()) and out[-1].strip()[0] not in "#`~|>-*"


def _fence_after(line: str, fence: str) -> str:
    """Return the marks of the code block open below this line, "" for none: the page reader's own rule."""
    found = _CODE_FENCE.match(line)
    if found is None:
        return fence
    marks, rest = found["marks"], found["rest"]
    if not fence:
        return "" if marks[0] == "`" and "`" in rest else marks
    return "" if marks.startswith(fence) and not rest.strip() else fence
