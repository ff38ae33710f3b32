"""Everything of a client that states something, each with its place."""

import json
from pathlib import Path

import pytest

from assist.lint import mentions
from assist.lint.mentions import MentionKind
from tests.lint_folders import RETURNS, WORKFLOWS, page, subject


def test_every_sentence_of_pages_and_macros_is_listed_with_its_line(tmp_path: Path) -> None:
    files = {
        "brand/policies/returns.md": page(RETURNS + "The label is free.\n"),
        "brand/macros/hello.md": page("## Hello {#hello}\n\nHi {customer_name}.\n", name="hello"),
    }

    found = list(mentions.of_pages(subject(tmp_path, files)))

    assert [(each.kind, each.line, each.text) for each in found] == [
        (MentionKind.PASSAGE, 12, "You can return an item within 30 days of delivery."),
        (MentionKind.PASSAGE, 13, "The label is free."),
        (MentionKind.MACRO, 12, "Hi {customer_name}."),
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("return.window_days", "return window 30 days"),
        ("wismo.trace_after_working_days.default", "wismo trace after default 3 working days"),
        ("order_lock.minutes", "order lock minutes 60 minutes"),
        ("shipping.fee", "shipping fee 5.95 EUR"),
        ("refund.store_credit_bonus_percent", "refund store credit bonus 10 %"),
    ],
)
def test_a_parameter_is_said_in_words(tmp_path: Path, name: str, words: str) -> None:
    more = "shipping:\n  pages: [returns]\n  fee: '5.95'\nrefund:\n  store_credit_bonus_percent: 10\n"

    found = list(mentions.of_numbers(subject(tmp_path, {"brand/workflows.yaml": WORKFLOWS + more})))

    assert words in [each.text for each in found if each.name == name]


def test_pages_and_passages_of_a_block_are_no_parameters(tmp_path: Path) -> None:
    found = mentions.of_numbers(
        subject(tmp_path, {"brand/workflows.yaml": WORKFLOWS + "refund:\n  pages: [returns]\n"})
    )

    assert not [each.name for each in found if "pages" in each.name or "passages" in each.name]


def test_the_answer_bank_is_listed_rule_by_rule(tmp_path: Path) -> None:
    [found] = mentions.of_answers(subject(tmp_path), tmp_path)

    assert (found.file, found.line, found.name) == ("_shared/answers/en.yaml", 5, "return.window")
    assert found.text == "You can return it until {last_day}."


def test_cases_of_both_folders_are_listed_by_their_line(tmp_path: Path) -> None:
    case = {"id": "c-1", "messages": [{"role": "customer", "text": "30 days?"}], "expect": {"must_say": ["until"]}}
    for folder in (tmp_path / "brand" / "cases", tmp_path / "evals" / "brand"):
        folder.mkdir(parents=True)
        (folder / "returns.jsonl").write_text(f"not JSON\n{json.dumps(case)}\n", encoding="utf-8")

    found = list(mentions.of_cases("brand", tmp_path, tmp_path / "evals"))

    assert [(each.file, each.line, each.name, each.text) for each in found] == [
        ("evals/cases/brand/returns.jsonl", 2, "c-1", "30 days? until"),
        ("brand/cases/returns.jsonl", 2, "c-1", "30 days? until"),
    ]


def test_another_clients_cases_are_not_read(tmp_path: Path) -> None:
    other = tmp_path / "other" / "cases"
    other.mkdir(parents=True)
    (other / "returns.jsonl").write_text('{"id": "c-1", "text": "30 days?"}\n', encoding="utf-8")

    assert list(mentions.of_cases("brand", tmp_path, tmp_path / "evals")) == []
