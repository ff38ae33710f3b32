"""Contradictions that a candidate brings in: statements of its pages against each other and against its numbers.

Reads bundles the way `kb check` reads folders, and only tells what the live version does not hold already.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from assist import versions
from assist.lint.findings import Finding, Level
from assist.lint.statements import against_numbers, contradictions
from assist.lint.subject import Placed, Subject
from assist.retrieval.bundle import Bundle
from assist.workflows import parameters
from evals.outcomes import Violation

CONTRADICTION, AGAINST_NUMBERS = "contradiction", "against_numbers"


def new(before: Bundle | None, after: Bundle, today: date) -> list[Violation]:
    """Return the contradictions of the candidate that the live version does not hold."""
    known = Counter(_mark(one) for one in _found(before, today)) if before else Counter[str]()
    fresh = []
    for finding in _found(after, today):
        mark = _mark(finding)
        known[mark] -= 1
        if known[mark] < 0:
            fresh.append(_violation(finding))
    return fresh


def _found(bundle: Bundle, today: date) -> Iterable[Finding]:
    subject = _subject(bundle, today)
    told = [*contradictions(subject), *against_numbers(subject)]
    return [finding for finding in told if finding.level is not Level.NOTE]


def _subject(bundle: Bundle, today: date) -> Subject:
    client_id, sources = bundle.manifest.client_id, bundle.sources
    return Subject(
        client_id=client_id,
        sources=(),
        passages=tuple(Placed(passage, str(passage.id), line=1, text_line=1) for passage in bundle.passages),
        profile=versions.parse_profile(sources[versions.PROFILE], f"{client_id}/{versions.PROFILE}", client_id),
        parameters=parameters.parse(sources[versions.WORKFLOWS], file=f"{client_id}/{versions.WORKFLOWS}"),
        workflows_text=sources[versions.WORKFLOWS],
        answers={},
        faults=(),
        today=today,
        profile_text=sources[versions.PROFILE],
    )


def _mark(finding: Finding) -> str:
    """Return what a contradiction is known by: the two places, whatever the wording."""
    ends = sorted((finding.passage_id or "", finding.other or ""))
    return " ".join((finding.check, *ends))


def _violation(finding: Finding) -> Violation:
    code = CONTRADICTION if finding.check == "contradiction" else AGAINST_NUMBERS
    # A bundle knows no lines: the passage is the place.
    says = re.sub(r"(#[\w-]+):1\b", r"\1", finding.message)
    return Violation(code=code, where=finding.passage_id or finding.file, says=says)
