"""Values that are still the shared template's."""

from pathlib import Path

import pytest

from assist.lint.findings import Finding, Level
from assist.lint.unconfirmed import unconfirmed
from tests.lint_folders import WORKFLOWS, subject

OPEN = WORKFLOWS.replace("  minutes: 60\n", "  minutes: 60  # confirm: how long an order can be changed\n")


def found(folder: Path, rules: str) -> list[Finding]:
    return unconfirmed(subject(folder, {"brand/workflows.yaml": rules}))


@pytest.mark.parametrize(
    "rules",
    [
        OPEN.replace("order_lock:\n", "order_lock:\n  pages: [returns]\n"),
        OPEN.replace("passages:\n", "passages:\n  cancellation.locked: [returns#window]\n"),
    ],
)
def test_a_value_with_a_text_behind_it_is_a_warning_at_its_line(tmp_path: Path, rules: str) -> None:
    line = next(n for n, row in enumerate(rules.splitlines(), 1) if "confirm:" in row)

    [finding] = found(tmp_path, rules)

    assert (finding.check, finding.level, finding.line) == ("unconfirmed-value", Level.WARNING, line)
    assert finding.message.startswith("order_lock.minutes is 60, and nobody has confirmed it.")


def test_without_a_text_it_is_a_note(tmp_path: Path) -> None:
    assert [finding.level for finding in found(tmp_path, OPEN)] == [Level.NOTE]


def test_a_confirmed_value_and_one_nothing_computes_with_are_silent(tmp_path: Path) -> None:
    rules = WORKFLOWS.replace(
        "  minutes: 60\n", "  minutes: 60  # how long\nshipping:\n  fee: null  # confirm: price\n"
    )

    assert found(tmp_path, rules) == []
