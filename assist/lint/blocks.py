"""The blocks of `workflows.yaml`: which pages state their numbers, and on which line a number stands."""

import re
from collections.abc import Mapping, Sequence

from assist import strict_yaml
from assist.errors import BadKnowledge
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.workflows import template

UNKNOWN_PAGE = "unknown-page"
_BEHIND = {"order_change": "order_lock", "cancellation": "order_lock"}
"""Rules that compute with a block of another name."""


def parsed(subject: Subject) -> Mapping[str, object] | None:
    """Return the file as read; None when the schema check has already refused it."""
    if subject.parameters is None:
        return None
    try:
        read = strict_yaml.load(subject.workflows_text, file=subject.workflows_file)
    except BadKnowledge:
        return None
    return read if isinstance(read, Mapping) else None


def pages(read: Mapping[str, object], block: str) -> tuple[str, ...]:
    """Return the pages a block names."""
    given = read.get(block)
    named = given.get("pages") if isinstance(given, Mapping) else None
    return tuple(str(page) for page in named) if isinstance(named, list) else ()


def has_texts(read: Mapping[str, object], block: str) -> bool:
    """Say whether a block names a page, or passages stand behind one of its rules."""
    mapped = read.get("passages")
    rules = mapped if isinstance(mapped, Mapping) else {}
    starts = {str(rule).split(".")[0] for rule, passages in rules.items() if passages}
    return bool(pages(read, block)) or block in {_BEHIND.get(start, start) for start in starts}


def unknown_pages(subject: Subject) -> list[Finding]:
    """Return the pages named beside numbers that do not exist; one that cannot be read is a fault of its own."""
    if parsed(subject) is None:
        return []
    named = template.pages_of(subject.workflows_text, file=subject.workflows_file)
    known = {str(source.page.id) for source in subject.sources}
    known |= {fault.file.rsplit("/", 1)[-1].removesuffix(".md") for fault in subject.faults}
    return [
        Finding(
            check=UNKNOWN_PAGE,
            level=Level.WARNING,
            file=subject.workflows_file,
            line=_line_naming(page, block, subject.workflows_text),
            message=f"{block} names the page {page}, and there is no such page. Write the name of the page that "
            "states these numbers, so that a change in one is looked for in the other.",
        )
        for block, pages_of_block in named.items()
        for page in pages_of_block
        if page not in known
    ]


def _line_naming(page: str, block: str, text: str) -> int:
    start = line_of((block,), text)
    name = re.compile(rf"(?<![\w-]){re.escape(page)}(?![\w-])")
    return next((n for n, row in enumerate(text.splitlines(), 1) if n >= start and name.search(row)), start)


def line_of(path: Sequence[str], text: str) -> int:
    """Return the line of the innermost key, below the keys around it; the first stands at the margin.

    A dated entry of a list is found by its `id`.
    """
    lines, at = text.splitlines(), 0
    for depth, key in enumerate(path):
        name = re.escape(key)
        pattern = re.compile(rf"^{name}:" if depth == 0 else rf"(?<![\w.-]){name}:|\bid: ['\"]?{name}\b")
        at = next((row for row in range(at, len(lines)) if pattern.search(lines[row])), at)
    return at + 1
