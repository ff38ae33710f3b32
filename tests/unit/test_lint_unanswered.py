"""Rules the answer bank has no words for."""

from pathlib import Path

from assist.lint import unanswered
from assist.lint.findings import Level
from tests.lint_folders import ANSWERS, WORKFLOWS, subject


def found(folder: Path, rule: str, answers: str = ANSWERS) -> list[tuple[Level, int]]:
    workflows = WORKFLOWS.replace("return.window:", f"{rule}:")
    read = subject(folder, {"brand/workflows.yaml": workflows, "_shared/answers/en.yaml": answers})
    return [(finding.level, finding.line) for finding in unanswered.unanswered(read)]


def test_a_rule_with_an_answer_is_silent(tmp_path: Path) -> None:
    assert found(tmp_path, "return.window") == []


def test_a_rule_answered_by_a_wider_one_is_silent(tmp_path: Path) -> None:
    assert found(tmp_path, "return.window.holiday-2026") == []


def test_a_rule_whose_cases_have_answers_is_silent(tmp_path: Path) -> None:
    assert found(tmp_path, "return") == []


def test_a_rule_without_any_answer_is_a_note_on_its_line(tmp_path: Path) -> None:
    assert found(tmp_path, "wismo.moving") == [(Level.NOTE, 13)]


def test_a_language_without_an_answer_bank_is_not_held_against_each_rule(tmp_path: Path) -> None:
    assert found(tmp_path, "return.window", ANSWERS.replace("locale: en", "locale: es")) == []
