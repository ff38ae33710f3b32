"""Rules less kind than the law of a country the client serves."""

from pathlib import Path

import pytest

from assist.lint import legal
from assist.lint.findings import Finding
from assist.workflows import floors
from tests.brands import KNOWLEDGE
from tests.lint_folders import CLIENT, WORKFLOWS, subject

LAW = (KNOWLEDGE / "_shared" / floors.FILE).read_text(encoding="utf-8")


def found(folder: Path, workflows: str, client: str = CLIENT) -> list[Finding]:
    files = {"_shared/legal_floors.yaml": LAW, "brand/workflows.yaml": workflows, "brand/client.yaml": client}
    return legal.below_the_law(subject(folder, files))


def edited(old: str, new: str) -> str:
    assert old in WORKFLOWS
    return WORKFLOWS.replace(old, new)


def test_fourteen_days_are_what_the_law_asks_for(tmp_path: Path) -> None:
    assert found(tmp_path, edited("window_days: 30", "window_days: 14")) == []


def test_thirteen_days_are_less_than_the_law_gives(tmp_path: Path) -> None:
    [finding] = found(tmp_path, edited("window_days: 30", "window_days: 13"))

    assert finding.line == 2
    assert "return.window_days gives 13 days" in finding.message
    assert "(ES)" in finding.message


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("  outlet: {window_days: 7}\n", "return.outlet.window_days"),
        ("  send_within_days: 7\n", "return.send_within_days"),
        ("  excluded_unless_faulty: [outlet]\n", "return.excluded_unless_faulty"),
    ],
)
def test_each_part_of_a_withdrawal_has_its_floor(tmp_path: Path, more: str, named: str) -> None:
    [finding] = found(tmp_path, edited("  window_days: 30\n", "  window_days: 30\n" + more))

    assert named in finding.message


def test_a_refund_later_than_fourteen_days_is_less_than_the_law_gives(tmp_path: Path) -> None:
    assert found(tmp_path, WORKFLOWS + "refund:\n  pay_within_working_days: 10\n") == []

    [finding] = found(tmp_path, WORKFLOWS + "refund:\n  pay_within_working_days: 11\n")

    assert "11 working days" in finding.message


def test_two_years_for_a_fault_are_enough_in_germany_and_not_in_spain(tmp_path: Path) -> None:
    rules = WORKFLOWS + "warranty:\n  legal_years: {default: 2}\n"

    [finding] = found(tmp_path, rules, CLIENT.replace("countries: [ES]", "countries: [ES, DE]"))

    assert "(ES)" in finding.message


def test_a_country_without_known_floors_is_not_judged(tmp_path: Path) -> None:
    client = CLIENT.replace("countries: [ES]", "countries: [US]")

    assert found(tmp_path, edited("window_days: 30", "window_days: 5"), client) == []


@pytest.mark.parametrize("brand", ["norrfell", "osmere"])
def test_the_sample_brands_are_as_kind_as_the_law(brand: str, tmp_path: Path) -> None:
    folder = KNOWLEDGE / brand
    files = {f"brand/{name}": (folder / name).read_text(encoding="utf-8") for name in ("workflows.yaml", "client.yaml")}
    files["brand/client.yaml"] = files["brand/client.yaml"].replace(f"id: {brand}", "id: brand")

    assert legal.below_the_law(subject(tmp_path, {"_shared/legal_floors.yaml": LAW, **files})) == []


def test_a_broken_file_of_floors_is_a_fault_by_name(tmp_path: Path) -> None:
    read = subject(tmp_path, {"_shared/legal_floors.yaml": LAW.replace("[eu-withdrawal, es-warranty]", "[nowhere]")})

    assert any("nowhere" in fault.message and "legal_floors.yaml" in fault.message for fault in read.faults)
