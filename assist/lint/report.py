"""Findings as a report a client can be handed: counts on top, then check by check in plain words."""

from collections import Counter
from datetime import datetime
from itertools import groupby
from typing import Any

from assist.domain.base import Frozen
from assist.lint.catalogue import BY_CODE
from assist.lint.findings import Finding, Level

_SUMS_UP = {Level.ERROR: "to mend", Level.WARNING: "to look at", Level.NOTE: "good to know"}


class Report(Frozen):
    """What `assist kb check` found in one client's folder."""

    client: str
    brand: str
    checked_at: datetime
    passages: int
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each level; every level is named."""
        counted = Counter(finding.level for finding in self.findings)
        return {level.value: counted[level] for level in Level}

    @property
    def is_clean(self) -> bool:
        """Whether nothing needs mending or a decision; notes are neither."""
        return all(finding.level is Level.NOTE for finding in self.findings)


def as_json(report: Report) -> dict[str, Any]:
    """Return the report for machines."""
    return {
        "client": report.client,
        "checked_at": report.checked_at.isoformat(timespec="seconds"),
        "counts": report.counts,
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
    }


def as_markdown(report: Report) -> str:
    """Return the report for people, as Markdown that reads as plain text too."""
    lines = [f"# {report.brand}: knowledge check", "", summary(report), ""]
    for code, group in groupby(report.findings, key=lambda finding: finding.check):
        found = list(group)
        lines += [f"## {BY_CODE[code].title} ({len(found)})", "", BY_CODE[code].means, ""]
        lines += [_item(finding) for finding in found] + [""]
    return "\n".join(lines).rstrip() + "\n"


def summary(report: Report) -> str:
    """Say in one line how much was read and what was found."""
    counted = ", ".join(f"{report.counts[level]} {words}" for level, words in _SUMS_UP.items())
    verdict = "" if not report.is_clean else " Nothing needs a decision."
    day = report.checked_at.strftime("%Y-%m-%d %H:%M %Z").strip()
    return f"{report.passages} passages read on {day}: {counted}.{verdict}"


def _item(finding: Finding) -> str:
    names_other = finding.other is None or finding.other in finding.message
    where = f"`{finding.place}`" + ("" if names_other else f" and `{finding.other}`")
    return f"- [{_SUMS_UP[finding.level]}] {where} {finding.message}"
