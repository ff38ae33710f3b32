"""How many parameters leave the shared template, against what the tier includes."""

from pathlib import Path

from assist.lint import tiers
from assist.lint.findings import Finding, Level
from tests.lint_folders import CLIENT, WORKFLOWS, subject

TEMPLATE = WORKFLOWS.replace("passages:\n  return.window: [returns#window]\n", "passages: {}\n")


def found(folder: Path, limit: str, template: str = TEMPLATE, client: str = CLIENT) -> list[Finding]:
    shared = {
        "_shared/template/workflows.yaml": template,
        "_shared/tiers.yaml": f"growth: {limit}\n",
        "brand/client.yaml": client,
    }
    return tiers.tiers(subject(folder, shared))


def test_a_client_on_the_template_has_nothing_to_say(tmp_path: Path) -> None:
    assert found(tmp_path, "0") == []


def test_without_a_shared_template_nothing_is_counted(tmp_path: Path) -> None:
    assert tiers.tiers(subject(tmp_path)) == []


def test_a_difference_the_tier_includes_is_a_note_that_names_it(tmp_path: Path) -> None:
    [finding] = found(tmp_path, "1", TEMPLATE.replace("window_days: 30", "window_days: 14"))

    assert finding.level is Level.NOTE
    assert "return.window_days" in finding.message
    assert "at most 1" in finding.message


def test_more_than_the_tier_includes_is_a_warning(tmp_path: Path) -> None:
    template = TEMPLATE.replace("window_days: 30", "window_days: 14").replace("minutes: 60", "minutes: 30")

    [finding] = found(tmp_path, "1", template)

    assert finding.level is Level.WARNING
    assert finding.message.startswith("2 parameters differ")


def test_a_tier_without_a_limit_takes_any_number(tmp_path: Path) -> None:
    [finding] = found(tmp_path, "null", TEMPLATE.replace("window_days: 30", "window_days: 14"))

    assert finding.level is Level.NOTE
    assert "any number" in finding.message


def test_a_tier_nobody_offers_is_a_warning(tmp_path: Path) -> None:
    [finding] = found(tmp_path, "1", client=CLIENT.replace("tier: growth", "tier: golden"))

    assert (finding.file, finding.level) == ("brand/client.yaml", Level.WARNING)


def test_many_differences_the_tier_includes_are_counted_by_block(tmp_path: Path) -> None:
    rules = "".join(f"  days_{number}: {number}\n" for number in range(13))

    [finding] = found(tmp_path, "20", TEMPLATE.replace("return:\n", f"return:\n{rules}"))

    assert finding.message.endswith("By block: return 13.")
