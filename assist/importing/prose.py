"""Headings in plain text, found by shape alone, and only where the shape leaves little doubt."""

import re
from collections.abc import Sequence

MAX_HEADING = 110
MAX_TITLE_WORDS = 12
"""Words of a heading that is no question; longer first lines are most often sentences broken by a mail program."""
_MARKED = re.compile(r"^\s*(?:[-*+•>|#]|\d{1,3}[.)]\s|[a-z][.)]\s|\[)")
_SENTENCE_END = re.compile(r"[.!:;…][\"'”’)]*$")
_INNER_SENTENCE = re.compile(r"[.!?;]\s+\S")
_CODE_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.M)
_HEADING = re.compile(r"^#{1,6}\s", re.M)


def has_structure(text: str) -> bool:
    """Say whether the text has Markdown headings or code blocks, so that nothing need be guessed."""
    return bool(_HEADING.search(text) or _CODE_FENCE.search(text))


def with_headings(text: str) -> str:
    """Return plain text with the lines that stand as headings over a block marked as such."""
    if has_structure(text):
        return text
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n"))]
    out: list[str] = []
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else []
        out.append(_marked(block, following))
    return "\n\n".join(out)


def _marked(block: Sequence[str], following: Sequence[str]) -> str:
    first, *rest = block
    if rest and _heads(first, rest):
        return f"## {first.strip()}\n\n" + "\n".join(rest)
    if not rest and _asks(first) and following and not _asks(following[0]):
        return f"## {first.strip()}"
    return "\n".join(block)


def _heads(first: str, rest: Sequence[str]) -> bool:
    if _asks(first):
        return not _asks(rest[0])
    if not _is_short_line(first) or _SENTENCE_END.search(first.strip()) or first.rstrip().endswith(("?", ",")):
        return False
    if len(first.split()) > MAX_TITLE_WORDS or not _begins_afresh(first) or not _begins_afresh(rest[0]):
        return False
    # An address or a list of names has short lines too, but no sentence; a broken sentence has lines of like length.
    below = " ".join(rest).strip()
    return bool(_SENTENCE_END.search(below)) and (len(rest[0].strip()) > 1.5 * len(first.strip()) or len(rest) == 1)


def _asks(line: str) -> bool:
    return line.rstrip().endswith("?") and _is_short_line(line) and _begins_afresh(line)


def _is_short_line(line: str) -> bool:
    stripped = line.strip()
    return 2 < len(stripped) < MAX_HEADING and not _MARKED.match(line) and not _INNER_SENTENCE.search(stripped)


def _begins_afresh(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped[0].islower() and (stripped[0].isalnum() or stripped[0] in "¿¡\"“'([*-•$€£")
