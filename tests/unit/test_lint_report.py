"""The report of a check: closed list of codes, counts on top, and whether it is clean."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assist.lint import checks, report
from assist.lint.catalogue import BY_CODE, CATALOGUE
from assist.lint.findings import Finding, Level
from assist.lint.report import Report
from tests.lint_folders import page, subject

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def finding(level: Level, check: str = "expired", line: int = 3, other: str | None = None) -> Finding:
    return Finding(check=check, level=level, file="brand/faq/help.md", line=line, message="ended.", other=other)


def made(*findings: Finding) -> Report:
    return Report(client="brand", brand="Brand", checked_at=NOON, passages=7, findings=findings)


@pytest.mark.parametrize(("level", "clean"), [(Level.ERROR, False), (Level.WARNING, False), (Level.NOTE, True)])
def test_only_notes_leave_a_report_clean(level: Level, clean: bool) -> None:
    assert made(finding(level)).is_clean is clean
    assert made().is_clean


def test_counts_name_every_level() -> None:
    assert made(finding(Level.NOTE)).counts == {"error": 0, "warning": 0, "note": 1}


def test_the_text_groups_by_check_and_says_what_it_means() -> None:
    text = report.as_markdown(
        made(finding(Level.WARNING, line=3), finding(Level.NOTE, "broken-link", other="brand/faq/a.md:9"))
    )

    assert text.startswith("# Brand: knowledge check\n")
    assert "7 passages read on 2026-11-20 12:00 UTC: 0 to mend, 1 to look at, 1 good to know." in text
    assert f"## {BY_CODE['expired'].title} (1)\n\n{BY_CODE['expired'].means}\n" in text
    assert "- [good to know] `brand/faq/help.md:3` and `brand/faq/a.md:9` ended." in text


def test_the_json_holds_client_moment_counts_and_findings() -> None:
    found = report.as_json(made(finding(Level.ERROR)))

    assert set(found) == {"client", "checked_at", "counts", "findings"}
    assert found["checked_at"] == "2026-11-20T12:00:00+00:00"
    assert found["findings"][0]["level"] == "error"


def test_every_code_stands_once_in_the_catalogue() -> None:
    assert len(BY_CODE) == len(CATALOGUE)


def test_findings_come_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    body = "## Return window {#window}\n\nSee [this](nowhere). Claims will be rejected.\n"
    files = {"brand/policies/returns.md": page(body), "brand/faq/broken.md": "no front matter"}

    found = checks.run(subject(tmp_path, files), lambda questions: [["returns#window"] for _ in questions])

    codes = [each.check for each in found if each.level is not Level.NOTE]
    assert codes == ["unreadable", "broken-link", "legal-wording"]
