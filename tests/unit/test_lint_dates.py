"""What has expired, ends soon or lies ahead; a season that ends as planned is no trouble."""

from datetime import date
from pathlib import Path

from assist.lint import dates
from assist.lint.findings import Level
from assist.lint.subject import Subject
from tests.lint_folders import RETURNS, on, page, subject

OTHER = "## Weight {#weight}\n\nA parcel may weigh 20 kg.\n"


def dated(folder: Path, **front: str) -> Subject:
    """A folder with one page about shipping that has these dates."""
    text = page(OTHER, name="shipping", **{"intents": "[shipping/policy]", **front})
    return subject(folder, {"brand/policies/shipping.md": text})


def found(read: Subject) -> list[tuple[str, Level, int]]:
    return [(finding.check, finding.level, finding.line) for finding in dates.dates(read)]


def test_pages_without_dates_are_silent(tmp_path: Path) -> None:
    assert found(dated(tmp_path)) == []


def test_an_expired_page_is_reported_once_where_its_end_stands(tmp_path: Path) -> None:
    body = OTHER + "\n## Size {#size}\n\nAt most one metre.\n"
    text = page(body, name="shipping", intents="[shipping/policy]", effective_until="2026-11-19")

    read = subject(tmp_path, {"brand/policies/shipping.md": text})

    assert found(read) == [("expired", Level.WARNING, 8)]


def test_the_last_day_still_counts(tmp_path: Path) -> None:
    read = dated(tmp_path, effective_until="2026-11-20", intents="[return/policy]")

    assert found(read) == [("expires-soon", Level.NOTE, 8)]


def test_an_expired_section_is_reported_at_its_heading(tmp_path: Path) -> None:
    body = RETURNS + "\n## Summer {#summer effective_until=2026-08-31 dates_by=message}\n\n45 days in summer.\n"

    read = subject(tmp_path, {"brand/policies/returns.md": page(body)})

    assert found(read) == [("expired", Level.WARNING, 14)]


def test_orders_of_an_expired_season_are_still_asked_about(tmp_path: Path) -> None:
    read = dated(tmp_path, effective_until="2026-10-31", dates_by="order")

    assert found(read) == [("expired", Level.NOTE, 8)]
    assert found(on(read, date(2027, 12, 1))) == [("expired", Level.WARNING, 8)]


def test_a_page_that_leaves_its_topic_unanswered_is_a_warning(tmp_path: Path) -> None:
    read = dated(tmp_path, effective_until="2026-12-10")

    assert found(read) == [("expires-soon", Level.WARNING, 8)]


def test_a_page_whose_topic_others_answer_ends_with_a_note(tmp_path: Path) -> None:
    read = dated(tmp_path, effective_until="2026-12-10", intents="[return/policy]")

    assert found(read) == [("expires-soon", Level.NOTE, 8)]


def test_soon_begins_thirty_days_before_the_end(tmp_path: Path) -> None:
    read = dated(tmp_path, effective_until="2026-12-21")

    assert found(read) == []
    assert found(on(read, date(2026, 11, 21))) == [("expires-soon", Level.WARNING, 8)]


def test_a_page_that_starts_later_is_a_note(tmp_path: Path) -> None:
    assert found(dated(tmp_path, effective_from="2026-12-14")) == [("starts-later", Level.NOTE, 8)]


def test_an_expired_macro_is_a_warning(tmp_path: Path) -> None:
    body = "## Prices {#prices}\n\nShipping is free.\n"
    macro = page(body, name="prices", intents="[shipping/policy]", effective_until="2025-12-31")

    [finding] = dates.dates(subject(tmp_path, {"brand/macros/prices.md": macro}))

    assert finding.level is Level.WARNING
    assert "agents can still send this macro" in finding.message
