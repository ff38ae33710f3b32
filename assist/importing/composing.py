"""One document's text becomes a page: its title found, its headings arranged, its own front matter read."""

import re
from collections.abc import Sequence

from assist import strict_yaml
from assist.errors import BadInput, BadKnowledge
from assist.importing import markdown, prose
from assist.importing.cleaning import cleaned, without_invisible
from assist.importing.material import Dropped, NewPage, Part, Reading, summed

MAX_ID = 120
MAX_TITLE = 300
"""Characters; what is longer is a paragraph that lost its place."""
_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_USED = ("title", "description")
_BARRED = re.compile("[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff\u2028\u2029]")
"""Characters no line of front matter can hold."""


def page_from_text(identity: str, title: str, text: str, *, source: str, line: int | None = None) -> NewPage:
    """Return the page of a plain or Markdown text. Raises: BadInput when the id is unfit or no text is left."""
    _refuse_unfit_id(identity)
    dropped: list[Dropped] = []
    text = cleaned(text, dropped)
    matter, text = _own_matter(text, dropped)
    title = title or matter.get("title", "")
    parts = markdown.outlined(prose.with_headings(text))
    title, parts = _titled(title, parts)
    description = matter.get("description", "")
    if description:
        parts = [Part(lines=(description, "")), *parts]
    return NewPage(
        id=identity,
        title=plain_title(title) or plain_title(identity),
        parts=_filled(parts),
        source=source,
        line=line,
        dropped=summed(dropped),
    )


def page_from_reading(identity: str, reading: Reading, *, source: str) -> NewPage:
    """Return the page of a parsed document. Raises: BadInput when no text is left."""
    _refuse_unfit_id(identity)
    title, parts = _titled(reading.title, markdown.outlined(reading.markdown))
    return NewPage(
        id=identity,
        title=plain_title(title) or plain_title(identity),
        parts=_filled(parts),
        source=source,
        canonical=reading.canonical,
        is_faq=reading.is_faq,
        dropped=reading.dropped,
    )


def plain_title(text: str) -> str:
    """Return a title on one line, as front matter can hold it."""
    flat = " ".join(_BARRED.sub(" ", without_invisible(text, [])).split())
    return flat if len(flat) <= MAX_TITLE else flat[: MAX_TITLE - 1] + "…"


def _refuse_unfit_id(identity: str) -> None:
    if not identity or len(identity) > MAX_ID:
        raise BadInput(f"id: 1 to {MAX_ID} characters are expected", path="id")
    if "#" in identity:
        raise BadInput("id: # separates a page from its passage and cannot stand in an id", path="id")
    if not identity.isprintable() or _BARRED.search(identity) or identity != identity.strip():
        raise BadInput("id: holds characters that cannot be seen", path="id")


def _filled(parts: Sequence[Part]) -> tuple[Part, ...]:
    arranged = markdown.arranged(parts)
    if not any(part.has_text for part in arranged):
        raise BadInput("no text is left to make a page of", code="field_missing")
    return arranged


def _own_matter(text: str, dropped: list[Dropped]) -> tuple[dict[str, str], str]:
    """Return the title and description a Markdown file declares, and the text below; other keys are left out."""
    found = _MATTER.match(text)
    if found is None:
        return {}, text
    try:
        declared = strict_yaml.load(found["yaml"], file="front matter")
    except BadKnowledge:
        return {}, text  # a rule across the page, most likely
    if not isinstance(declared, dict) or not all(isinstance(key, str) for key in declared):
        return {}, text
    others = [key for key in declared if key not in _USED]
    if others:
        dropped.append(Dropped(what=f"front matter ({', '.join(others)[:80]})", characters=len(found["yaml"])))
    # No lists: their aliases may stand for more text than there is memory.
    given = {key: declared[key] for key in _USED if declared.get(key) and not isinstance(declared[key], list | dict)}
    used = {key: " ".join(str(value).split()) for key, value in given.items()}
    return used, text[found.end() :]


def _titled(title: str, parts: list[Part]) -> tuple[str, list[Part]]:
    """Take a first heading that is the page's title out of the outline: the title stands in the front matter."""
    opening = [position for position, part in enumerate(parts) if part.level or part.has_text]
    if not opening or parts[opening[0]].level == 0:
        return title, parts
    first = parts[opening[0]]
    alone = sum(part.level == first.level for part in parts) == 1
    is_title = _same(first.heading, title) if title else first.level == 1 or alone
    if not is_title or (len(opening) == 1 and not first.has_text):
        return title, parts
    below = Part(lines=first.lines)
    return title or first.heading, [below, *parts[opening[0] + 1 :]]


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", " ", one).strip().casefold() == re.sub(r"\W+", " ", other).strip().casefold()
