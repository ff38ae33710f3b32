"""A macro may hold the placeholders there are, closed; a page may hold none."""

from pathlib import Path

import pytest

from assist.lint import placeholders
from tests.lint_folders import page, subject


def found(folder: Path, text: str, kind: str = "macros", **front: str) -> list[tuple[str, int]]:
    file = page(f"## Text {{#text}}\n\n{text}\n", name="hello", **front)
    read = subject(folder, {f"brand/{kind}/hello.md": file})
    return [(finding.check, finding.line) for finding in placeholders.placeholders(read)]


def test_known_placeholders_are_fine(tmp_path: Path) -> None:
    known = " ".join(f"{{{name}}}" for name in placeholders.KNOWN)

    assert found(tmp_path, f"Hi {known}!") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "{customer}",
        "{Customer_name}",
        "{ customer_name }",
        "{}",
        "{{ticket.requester.first_name}}",
        "{{customer_name}}",
        "[your name]",
        "[ORDER NUMBER]",
        "<<name>>",
        "%ORDER_NUMBER%",
    ],
)
def test_a_placeholder_that_does_not_exist_is_reported_on_its_line(tmp_path: Path, wrong: str) -> None:
    assert found(tmp_path, f"Hello.\nYour {wrong} is here.") == [("unknown-placeholder", 13)]


@pytest.mark.parametrize("wrong", ["Hi {customer_name", "Hi customer_name}"])
def test_a_brace_that_stands_alone_is_reported(tmp_path: Path, wrong: str) -> None:
    assert found(tmp_path, f"{wrong}, hello.") == [("unknown-placeholder", 12)]


def test_words_in_square_brackets_that_are_a_link_are_no_placeholder(tmp_path: Path) -> None:
    assert found(tmp_path, "See [your order](#text) and [1].") == []


def test_a_page_for_customers_holds_no_placeholder(tmp_path: Path) -> None:
    assert found(tmp_path, "Hi {customer_name}.", kind="faq") == [("unknown-placeholder", 12)]


def test_a_page_for_agents_may_speak_of_placeholders(tmp_path: Path) -> None:
    assert found(tmp_path, "Fill {name} in.", kind="faq", audience="agent") == []
