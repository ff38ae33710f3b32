"""How far a client's numbers stand from the shared template: every difference is work at each change of the rules."""

from collections import Counter

from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.workflows import template

TIER = "parameters-against-tier"
MOST_LISTED = 12
"""Names a person still reads."""


def tiers(subject: Subject) -> list[Finding]:
    """Report how many parameters differ from the shared template, against what the client's tier includes."""
    if subject.parameters is None or subject.profile is None or subject.template_text is None:
        return []
    limits, tier = subject.tiers or {}, subject.profile.tier
    if limits and tier not in limits:
        message = f"Tier {tier} is not one of {', '.join(limits)}: nothing says how many parameters may differ."
        return [_finding(f"{subject.client_id}/client.yaml", Level.WARNING, message)]
    different = template.differing(subject.workflows_text, subject.template_text)
    return [_counted(subject, different, tier, limits.get(tier))] if different else []


def _counted(subject: Subject, different: list[str], tier: str, limit: int | None) -> Finding:
    count = len(different)
    allowed = "any number" if limit is None else f"at most {limit}"
    message = f"{count} parameters differ from the shared template; tier {tier} includes {allowed}"
    above = limit is not None and count > limit
    message += ": agree on another tier or bring some back. " if above else ". "
    message += _listed(different) if above or count <= MOST_LISTED else _counted_by_block(different)
    return _finding(subject.workflows_file, Level.WARNING if above else Level.NOTE, message)


def _listed(different: list[str]) -> str:
    return f"They are: {', '.join(different)}."


def _counted_by_block(different: list[str]) -> str:
    """Return how many each block holds: nothing has to be brought back, so the list would only be long."""
    counts = Counter(path.split(".")[0] for path in different)
    return f"By block: {', '.join(f'{block} {count}' for block, count in counts.items())}."


def _finding(file: str, level: Level, message: str) -> Finding:
    return Finding(check=TIER, level=level, file=file, line=1, message=message)
