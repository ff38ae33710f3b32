"""What a page declares about itself, between its two `---` lines. Knows nothing of the text below."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.domain.enums import Audience, DatesBy
from assist.errors import BadKnowledge

_FENCE = re.compile(r"^---\s*$")
_FIRST_LINE = 2
"""Front matter begins below the `---` of line 1."""


def _as_an_id(text: str) -> str:
    if not text.isprintable() or text != text.strip() or "#" in text:
        raise ValueError("an id is printable text without # and without spaces at its ends")
    return text


class FrontMatter(Frozen):
    """The keys of a page."""

    id: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_as_an_id)]
    """Kebab-case by custom; pages that were imported keep the name their source knows them by."""
    title: str
    owner: str
    locale: str = Field(pattern="^[a-z]{2}$")
    audience: Audience
    effective_from: date | None = None
    effective_until: date | None = None
    dates_by: DatesBy | None = None
    intents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Declared(Frozen):
    """Front matter that was read, and where."""

    matter: FrontMatter
    text: str
    body_at: int
    """Index of the first line below the front matter."""

    def line(self, key: str) -> int:
        """Return the line of the page on which a key stands."""
        return strict_yaml.line_of(self.text, key, first_line=_FIRST_LINE)


def read(file: str, lines: list[str]) -> Declared:
    """Read a page's front matter; `file` is its name in messages. Raises: BadKnowledge naming file and line."""
    body_at = _end(file, lines)
    text = "\n".join(lines[1 : body_at - 1])
    parsed: Any = strict_yaml.load(text, file=file, first_line=_FIRST_LINE)
    if not isinstance(parsed, dict):
        raise BadKnowledge(file, _FIRST_LINE, "the front matter must be key: value lines")
    try:
        matter = FrontMatter.model_validate(parsed)
    except ValidationError as error:
        raise _explained(file, text, error) from None
    declared = Declared(matter=matter, text=text, body_at=body_at)
    start, end = matter.effective_from, matter.effective_until
    if start and end and end < start:
        where = declared.line("effective_until")
        raise BadKnowledge(file, where, f"effective_until {end} is before effective_from {start}")
    return declared


def _end(file: str, lines: list[str]) -> int:
    """Return the index of the first body line."""
    if not lines or not _FENCE.match(lines[0]):
        raise BadKnowledge(file, 1, "the page must start with front matter between --- lines")
    for position, line in enumerate(lines[1:], start=1):
        if _FENCE.match(line):
            return position + 1
    raise BadKnowledge(file, 1, "the front matter is never closed with ---")


def _explained(file: str, text: str, error: ValidationError) -> BadKnowledge:
    found = error.errors(include_url=False)
    first = next((each for each in found if each["type"] == "extra_forbidden"), found[0])  # a typo also misses the key
    key = str(first["loc"][0])
    line = strict_yaml.line_of(text, key, first_line=_FIRST_LINE)
    if first["type"] == "extra_forbidden":
        known = ", ".join(FrontMatter.model_fields)
        return BadKnowledge(file, line, f"{key} is not a front-matter key; known: {known}")
    if first["type"] == "missing":
        return BadKnowledge(file, 1, f"the front matter needs {key}")
    return BadKnowledge(file, line, f"{key}: {first['msg']}")
