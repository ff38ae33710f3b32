"""A number that differs from the live one, and whether anything says for which orders."""

from pathlib import Path

from assist.lint import undated
from assist.lint.findings import Finding, Level
from tests.lint_folders import RETURNS, page, passages_of, subject

LIVE = "You can return an item within 14 days of delivery."


def found(folder: Path, body: str = RETURNS, live: str = LIVE, **front: str) -> list[Finding]:
    """Check the returns page against a live version with another text."""
    files = {"brand/policies/returns.md": page(body, **front)}
    before = passages_of(subject(folder), returns_window=live)
    return undated.undated(subject(folder, files, live=before))


def test_nothing_is_compared_when_nothing_is_live(tmp_path: Path) -> None:
    assert undated.undated(subject(tmp_path)) == []


def test_a_changed_number_asks_for_which_orders(tmp_path: Path) -> None:
    [finding] = found(tmp_path)

    assert (finding.check, finding.level, finding.line) == ("undated-change", Level.WARNING, 12)
    assert "14 day" in finding.message
    assert "30 day" in finding.message
    assert "for orders from today, or for all?" in finding.message


def test_other_words_around_the_same_number_are_no_change(tmp_path: Path) -> None:
    assert found(tmp_path, live="Within 30 days of delivery an item can come back.") == []


def test_a_sentence_more_is_no_changed_number(tmp_path: Path) -> None:
    body = RETURNS + "A label costs 4.95 EUR.\n"

    assert found(tmp_path, body, live="You can return an item within 30 days of delivery.") == []


def test_a_page_with_a_new_first_day_says_when(tmp_path: Path) -> None:
    assert found(tmp_path, effective_from="2026-12-01") == []


def test_a_section_with_a_new_first_day_says_when(tmp_path: Path) -> None:
    body = RETURNS.replace("{#window}", "{#window effective_from=2026-12-01}")

    assert found(tmp_path, body) == []


def test_a_first_day_that_was_there_before_does_not_date_the_change(tmp_path: Path) -> None:
    dated = {"brand/policies/returns.md": page(RETURNS, effective_from="2025-01-01")}
    before = passages_of(subject(tmp_path, dated), returns_window=LIVE)

    read = subject(tmp_path, dated, live=before)

    assert [finding.check for finding in undated.undated(read)] == ["undated-change"]


def test_a_text_that_names_the_first_orders_says_when(tmp_path: Path) -> None:
    body = RETURNS + "This holds for orders placed from 1 December 2026.\n"

    assert found(tmp_path, body) == []


def test_a_date_about_something_else_does_not(tmp_path: Path) -> None:
    body = RETURNS + "The shop was founded on 1 December 2016.\n"

    assert [finding.check for finding in found(tmp_path, body)] == ["undated-change"]


def test_a_new_passage_has_no_number_to_compare(tmp_path: Path) -> None:
    body = RETURNS.replace("{#window}", "{#returning}")

    assert found(tmp_path, body) == []


def test_a_macro_is_no_rule(tmp_path: Path) -> None:
    macro = {"brand/macros/label.md": page("## Label {#label}\n\nThe label costs 4.95 EUR.\n", name="label")}
    before = passages_of(subject(tmp_path, macro), label_label="The label costs 3.95 EUR.")

    assert undated.undated(subject(tmp_path, macro, live=before)) == []
