"""A difference between two versions in words, for the person who decides whether it may go live."""

import textwrap
from collections.abc import Iterable, Iterator

from assist.publishing.asking import AnswerChange, Answered
from assist.publishing.diff import FieldChange, Parts, PassageChange, VersionDiff

_WIDTH = 100


def words(found: VersionDiff) -> str:
    """Return the whole difference, most general first."""
    if not found.any:
        return f"{found.before} and {found.after} do not differ"
    lines = [f"{found.client_id}: {found.before} -> {found.after}"]
    lines += _parts("pages", found.pages)
    lines += _parts("passages", found.passages)
    for passage in found.changed_passages:
        lines += _passage(passage)
    for setting in found.settings:
        lines += ["", setting.file, *_fields(setting.changes)]
    lines += ["", *_answers(found)]
    return "\n".join(lines)


def _parts(noun: str, parts: Parts) -> Iterator[str]:
    for what in ("added", "removed", "changed"):
        names = getattr(parts, what)
        if names:
            yield f"{len(names)} {noun} {what}:"
            yield _wrapped(", ".join(names), "    ")


def _passage(change: PassageChange) -> Iterator[str]:
    yield f"\n{change.passage_id}"
    yield from _fields(change.fields)
    yield from (f"    {fact.kind}: {fact.before or '-'} -> {fact.after or '-'}" for fact in change.facts)
    if change.text_before != change.text_after:
        yield _wrapped(change.text_before, "    - ")
        yield _wrapped(change.text_after, "    + ")


def _fields(changes: Iterable[FieldChange]) -> Iterator[str]:
    for change in changes:
        yield f"    {change.name}: {_value(change.before)} -> {_value(change.after)}"


def _answers(found: VersionDiff) -> Iterator[str]:
    left = f" ({found.questions_left_out} more were not asked)" if found.questions_left_out else ""
    yield f"{len(found.answers)} of {found.questions_asked} questions would be answered differently{left}"
    for change in found.answers:
        yield from _answer(change)


def _answer(change: AnswerChange) -> Iterator[str]:
    yield f"\n{_wrapped(change.query, '? ')}"
    if change.id != change.query:
        yield f"    ({change.id}; differs in {', '.join(change.differs).replace('_', ' ')})"
    yield from _said(change.before, "    - ")
    yield from _said(change.after, "    + ")


def _said(answered: Answered, mark: str) -> Iterator[str]:
    sources = ", ".join(answered.cites) or "no source"
    yield _wrapped(f"{answered.kind}: {answered.text} [{sources}]", mark)
    if answered.top_passage and answered.top_passage not in answered.cites:
        yield f"      (found first: {answered.top_passage})"


def _value(value: str | None) -> str:
    return "-" if value in (None, "") else textwrap.shorten(str(value), _WIDTH)


def _wrapped(text: str, mark: str) -> str:
    """Fold lines at a width that fits a terminal; the first is marked, the others stand below it."""
    return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
