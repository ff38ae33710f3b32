"""All checks over one client, in one list."""

from collections.abc import Callable

from assist.lint import (
    blocks,
    dates,
    dense,
    findability,
    leaks,
    legal,
    links,
    placeholders,
    routing,
    schema,
    statements,
    tiers,
    unanswered,
    unconfirmed,
    undated,
)
from assist.lint.catalogue import CATALOGUE
from assist.lint.findability import Search
from assist.lint.findings import Finding
from assist.lint.subject import Subject

CHECKS: tuple[Callable[[Subject], list[Finding]], ...] = (
    schema.unreadable,
    schema.uncitable,
    statements.contradictions,
    statements.against_numbers,
    legal.below_the_law,
    blocks.unknown_pages,
    unconfirmed.unconfirmed,
    statements.duplicates,
    dates.dates,
    undated.undated,
    links.links,
    placeholders.placeholders,
    leaks.leaks,
    dense.dense,
    unanswered.unanswered,
    routing.unreachable,
    tiers.tiers,
)
_ORDER = {check.code: position for position, check in enumerate(CATALOGUE)}


def run(subject: Subject, search: Search) -> list[Finding]:
    """Return every finding, ordered by check, file and line."""
    found = [finding for check in CHECKS for finding in check(subject)]
    found += findability.unfindable(subject, search)
    return sorted(found, key=lambda finding: (_ORDER[finding.check], finding.file, finding.line, finding.message))
