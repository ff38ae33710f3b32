"""Links inside a client's pages and addresses on them, without a network."""

from pathlib import Path

import pytest

from assist.lint import links
from assist.lint.findings import Finding, Level
from tests.lint_folders import RETURNS, page, subject


def found(folder: Path, line: str) -> list[Finding]:
    """Check one line on a page beside the returns page."""
    return links.links(subject(folder, {"brand/faq/help.md": page(f"## Help {{#help}}\n\n{line}\n", name="help")}))


@pytest.mark.parametrize(
    "target",
    ["returns", "returns#window", "../policies/returns.md", "../policies/returns.md#window", "#help", "returns.md"],
)
def test_a_link_to_a_page_or_section_that_exists_is_fine(tmp_path: Path, target: str) -> None:
    assert found(tmp_path, f"See [our rules]({target}).") == []


@pytest.mark.parametrize("target", ["help%3Aabuse%2Findex.md", "help%3Aabuse%2Findex.md#window", "../faq/back%2Dhome"])
def test_a_link_to_an_imported_page_is_read_as_its_name_was_written(tmp_path: Path, target: str) -> None:
    files = {
        "brand/policies/help-abuse-index-md.md": page(RETURNS, name="help:abuse/index.md"),
        "brand/faq/back-home.md": page(f"## Back {{#back}}\n\nSee [our rules]({target}).\n", name="back-home"),
    }

    assert links.links(subject(tmp_path, files)) == []


@pytest.mark.parametrize("target", ["help%3Aabuse", "abuse%2Findex.md", "index.md"])
def test_a_part_of_an_imported_name_leads_nowhere(tmp_path: Path, target: str) -> None:
    files = {
        "brand/policies/help-abuse-index-md.md": page(RETURNS, name="help:abuse/index.md"),
        "brand/faq/back.md": page(f"## Back {{#back}}\n\nSee [our rules]({target}).\n", name="back"),
    }

    assert [each.check for each in links.links(subject(tmp_path, files))] == ["broken-link"]


@pytest.mark.parametrize("target", ["refunds", "returns#windows", "../policies/refunds.md#window", "#window"])
def test_a_link_that_leads_nowhere_is_an_error_on_its_line(tmp_path: Path, target: str) -> None:
    [finding] = found(tmp_path, f"First.\nSee [our rules]({target}).")

    assert (finding.check, finding.level, finding.line) == ("broken-link", Level.ERROR, 13)


def test_a_link_to_a_page_that_cannot_be_read_is_not_called_broken(tmp_path: Path) -> None:
    files = {
        "brand/policies/returns.md": page(RETURNS + "\nSee [shipping](shipping).\n"),
        "brand/policies/shipping.md": "no front matter",
    }

    assert links.links(subject(tmp_path, files)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Visit https://brand.example/returns.",
        "Visit www.brand.example today.",
        "Write to help@brand.example.",
        "Write to [us](mailto:help@brand.example?subject=Hi) or [call](tel:+34944000000).",
        "Follow @brand on the usual networks.",
        "The ratio is 3:1, at http status 200.",
    ],
)
def test_sound_addresses_are_fine(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Visit https://brand/returns.",
        "Visit htps://brand.example/returns.",
        "Visit https:/brand.example.",
        "Write to help@brand.",
        "Write to [us](mailto:help.brand.example).",
        "See [this](javascript:alert).",
        "See [this](https://brand..example).",
    ],
)
def test_an_address_nobody_can_open_is_a_warning(tmp_path: Path, line: str) -> None:
    assert [(each.check, each.level) for each in found(tmp_path, line)] == [("malformed-address", Level.WARNING)]


def test_a_link_without_encryption_is_a_note(tmp_path: Path) -> None:
    [finding] = found(tmp_path, "Visit http://brand.example/returns.")

    assert (finding.check, finding.level) == ("insecure-link", Level.NOTE)
