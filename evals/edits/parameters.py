"""`workflows.yaml` beside an edit of a page: its numbers, the passages its rules name, pages that move. Text in, text out."""

import re
from collections.abc import Mapping

from assist import strict_yaml
from assist.lint import blocks, roles
from evals.edits.numbers import Changed
from evals.edits.shelf import WORKFLOWS, Shelf


def with_value(shelf: Shelf, page_id: str, changed: Changed) -> str | None:
    """Return the rules with the page's number changed as on the page; None where no rule of that page holds it."""
    parsed = strict_yaml.load(shelf.workflows, file=WORKFLOWS)
    for parameter in roles.parameters(parsed, shelf.currency):
        named = page_id in blocks.pages(parsed, parameter.block)
        if named and _is_the_same(parameter.written, changed):
            row = blocks.line_of(parameter.path, shelf.workflows) - 1
            written = _replaced(shelf.workflows, row, parameter.path[-1], changed)
            if written is not None:
                return written
    return None


def _is_the_same(written: str, changed: Changed) -> bool:
    kinds = {
        "duration": r" (?:working )?(?:day|week|month|year|minute)",
        "money": r" [A-Z]{3}$",
        "percent": " %$",
        "time": "$",
    }
    unit = kinds.get(changed.variant)
    old = changed.old.replace(",", ".")
    return unit is not None and re.match(rf"{re.escape(old)}{unit}", written) is not None


def _replaced(text: str, row: int, key: str, changed: Changed) -> str | None:
    rows = text.split("\n")
    old, new = (value.replace(",", ".") for value in (changed.old, changed.new))
    pattern = re.compile(rf"(?<![\w.-])({re.escape(key)}: ['\"]?){re.escape(old)}(?![\d.])")
    written = pattern.sub(rf"\g<1>{new}", rows[row], count=1)
    if written == rows[row]:
        return None
    rows[row] = written
    return "\n".join(rows)


def pages_of_row(text: str, row: int) -> frozenset[str]:
    """Return the pages named by the block that holds this line, counted from 1."""
    rows = text.split("\n")
    start = next((at for at in range(row - 1, -1, -1) if re.match(r"\w", rows[at])), 0)
    end = next((at for at in range(row, len(rows)) if re.match(r"\w", rows[at])), len(rows))
    named = re.search(r"^\s+pages: \[(.*)\]\s*$", "\n".join(rows[start:end]), re.M)
    return frozenset(_listed(named[1])) if named else frozenset()


def without_passage(text: str, passage_id: str) -> str:
    """Return the rules without the passage; a rule that named nothing else is no longer mapped."""
    rows = []
    for row in text.split("\n"):
        mapped = re.match(r"^(  [\w.-]+): \[(.*)\]\s*$", row)
        if mapped is None or passage_id not in _listed(mapped[2]):
            rows.append(row)
            continue
        kept = [name for name in _listed(mapped[2]) if name != passage_id]
        rows += [f"{mapped[1]}: [{', '.join(kept)}]"] if kept else []
    return "\n".join(rows)


def with_moved(text: str, moved: Mapping[str, str], page_id: str, new_page: str) -> str:
    """Return the rules with passages named as they are called now, and the new page named beside the old one."""
    return "\n".join(_row_moved(row, moved, page_id, new_page) for row in text.split("\n"))


def _row_moved(row: str, moved: Mapping[str, str], page_id: str, new_page: str) -> str:
    named = re.match(r"^(\s+pages: \[)(.*)(\]\s*)$", row)
    if named and page_id in _listed(named[2]):
        return f"{named[1]}{', '.join([*_listed(named[2]), new_page])}{named[3]}"
    mapped = None if named else re.match(r"^(  [\w.-]+: \[)(.*)(\]\s*)$", row)
    if mapped is None:
        return row
    return f"{mapped[1]}{', '.join(moved.get(name, name) for name in _listed(mapped[2]))}{mapped[3]}"


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]
