"""A section that is too long for one passage is cut between its blocks. Knows Markdown blocks, no pages.

A table, a list and what leads into it stay together; one that is too long by itself is cut between rows or items, and
the table's head is repeated, as numbers without it mean nothing.
"""

import re
from collections.abc import Iterator, Sequence

from assist import text, tokens

BUDGET = 220
"""Tokens of a passage: with its headings it still fits the encoder's 256 word pieces."""
_LIST_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s")
_TABLE_ROW = re.compile(r"^\s{0,3}\|")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")


def split(section: str, budget: int = BUDGET) -> list[str]:
    """Return the parts of a section in order, each within `budget` tokens where its blocks allow it.

    Joined by blank lines the parts hold every line of the section; only a table's head comes again.
    """
    if tokens.count(section) <= budget:
        return [section]
    pieces = [piece for block in _blocks(section) for piece in _fitting(block, budget)]
    return ["\n\n".join(group) for group in _groups(pieces, budget)]


def _blocks(section: str) -> list[str]:
    """Return paragraphs, lists with their lead-in, tables and code blocks."""
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in section.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        if line.strip() or fenced:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    joined: list[str] = []
    for block in blocks:
        if not block:
            continue
        leads_in = bool(joined) and joined[-1].rstrip().endswith(":")
        if joined and (leads_in or _continues_list(joined[-1], block[0])):
            joined[-1] += "\n\n" + "\n".join(block)
        else:
            joined.append("\n".join(block))
    return joined


def _continues_list(before: str, line: str) -> bool:
    last = before.rsplit("\n", 1)[-1]
    return bool(_LIST_ITEM.match(line) and (_LIST_ITEM.match(last) or last.startswith("  ")))


def _fitting(block: str, budget: int) -> Iterator[str]:
    """Yield a block whole, or cut where it hurts least when it alone is too long."""
    lines = block.split("\n")
    if tokens.count(block) <= budget or any(_FENCE.match(line) for line in lines):
        yield block
    elif sum(bool(_TABLE_ROW.match(line)) for line in lines) > len(lines) / 2:
        yield from _table_parts(lines, budget)
    elif any(_LIST_ITEM.match(line) for line in lines):
        yield from ("\n".join(part) for part in _groups_of(_items(lines), budget))
    else:
        yield from (" ".join(part) for part in _groups_of(_sentences(block), budget))


def _sentences(block: str) -> list[str]:
    return [block[start:end] for start, end in text.sentences(block)]


def _table_parts(lines: Sequence[str], budget: int) -> Iterator[str]:
    first = next(at for at, line in enumerate(lines) if _TABLE_ROW.match(line))
    head = list(lines[: first + 2])
    left = max(budget - tokens.count("\n".join(head)), budget // 4)
    for part in _groups_of(list(lines[first + 2 :]), left):
        yield "\n".join([*head, *part])


def _items(lines: Sequence[str]) -> list[str]:
    """Return list items with the lines that belong to them; what stands before the first is an item of its own."""
    items: list[str] = []
    for line in lines:
        if items and not _LIST_ITEM.match(line):
            items[-1] += "\n" + line
        else:
            items.append(line)
    return items


def _groups_of(pieces: Sequence[str], budget: int) -> list[list[str]]:
    """Return the pieces in groups that stay within the budget; a piece that is too long stands alone."""
    groups: list[list[str]] = []
    used = 0
    for piece in pieces:
        size = tokens.count(piece) + 1
        if not groups or used + size > budget:
            groups.append([])
            used = 0
        groups[-1].append(piece)
        used += size
    return groups


def _groups(pieces: Sequence[str], budget: int) -> list[list[str]]:
    groups = _groups_of(pieces, budget)
    if len(groups) > 1 and tokens.count("\n\n".join(groups[-1])) < budget // 6:
        groups[-2:] = [groups[-2] + groups[-1]]  # a last line alone would lose what it belongs to
    return groups
