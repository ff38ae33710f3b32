"""Pages of shops that write in their own words, against the numbers the rules compute with.

`tests/shops` holds twelve pages of three made-up shops. Their rules agree with them; a rule is then changed, number by
number.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assist.lint.findings import Finding, Level
from assist.lint.folder import Surroundings, read_subject
from assist.lint.numbers import against_numbers
from assist.lint.subject import Subject
from assist.triage.taxonomy import read_taxonomy
from assist.workflows import parameters
from tests.brands import KNOWLEDGE
from tests.lint_folders import WORKFLOWS, page, subject

SHOPS = Path(__file__).parent.parent / "shops"
NAMES = ("brackett", "mimosa", "tarn")
NOWHERE_STATED = {"tarn": {"order_lock.minutes"}, "mimosa": {"wismo.write_within_working_days"}}
LEAST_FOUND = 0.8
SCAFFOLDED = (KNOWLEDGE / "_shared" / "template" / "workflows.yaml").read_text(encoding="utf-8")


@cache
def shop(name: str) -> Subject:
    around = Surroundings(
        shared_folder=KNOWLEDGE / "_shared",
        intents=tuple(read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml").intents),
        utterances=(),
        today=lambda zone: date(2026, 11, 20),
    )
    read = read_subject(SHOPS / name, around)
    assert not read.faults
    return read


def with_rules(read: Subject, text: str) -> Subject:
    return replace(read, workflows_text=text, parameters=parameters.parse(text, file=read.workflows_file))


def errors(read: Subject) -> list[Finding]:
    return [finding for finding in against_numbers(read) if finding.level is Level.ERROR]


def deviations(name: str) -> Iterator[tuple[str, str]]:
    """Yield every number a page of the shop states, by its keys, and the rules with another one in its place."""
    rules = yaml.safe_load(shop(name).workflows_text)
    for path, value in leaves(rules):
        other = deviating(value)
        if other is None or ".".join(path) in NOWHERE_STATED.get(name, ()):
            continue
        changed = copy.deepcopy(rules)
        node = changed
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = other
        yield ".".join(path), yaml.safe_dump(changed, sort_keys=False)


def leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(node, dict):
        for key, below in node.items():
            yield from leaves(below, (*path, key))
    elif path[-1] != "pages":
        yield path, node


def deviating(value: Any) -> Any:
    match value:
        case bool():
            return None
        case int():
            return value + 3
        case [int(), int()]:
            return [each + 3 for each in value]
        case str() if ":" in value:
            return f"{int(value[:2]) + 3:02}{value[2:]}"
        case str() if "." in value and float(value):
            return f"{float(value) + 11:.2f}"
    return None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_named", [True, False])
def test_pages_that_agree_with_the_rules_are_never_called_wrong(name: str, is_named: bool) -> None:
    assert errors(named(shop(name), is_named=is_named)) == []


@pytest.mark.parametrize("is_named", [True, False])
def test_of_the_rules_that_deviate_from_pages_in_other_words_most_are_found(is_named: bool) -> None:
    tried = [(name, *deviation) for name in NAMES for deviation in deviations(name)]

    found = [told(named(with_rules(shop(name), text), is_named=is_named), path) for name, path, text in tried]

    assert len(tried) >= 40
    assert sum(found) >= LEAST_FOUND * len(tried)


def told(read: Subject, path: str) -> bool:
    return [f"the rule {path} " in finding.message for finding in errors(read)] == [True]


def named(read: Subject, *, is_named: bool) -> Subject:
    """Return the shop with or without the names of the pages in its rules."""
    rules = yaml.safe_load(read.workflows_text)
    for block in rules.values():
        if not is_named:
            block.pop("pages", None)
    return with_rules(read, yaml.safe_dump(rules, sort_keys=False))


def imported(folder: Path, block: str, *sentences: str) -> list[Finding]:
    """Return the errors of a scaffolded client, one page imported and named in the block."""
    files = {
        "brand/workflows.yaml": SCAFFOLDED.replace(f"{block}:\n  pages: []", f"{block}:\n  pages: [policy]"),
        "brand/policies/returns.md": page("## Hello {#window}\n\nGood to have you here.\n"),
        "brand/policies/policy.md": page("## Our policy\n\n" + "\n".join(sentences) + "\n", name="policy"),
    }
    return errors(subject(folder, files))


@pytest.mark.parametrize(
    ("block", "sentence", "rule"),
    [
        ("wismo", "If tracking stands still for 2 working days, we trace your parcel.", "trace_after_working_days"),
        ("wismo", "Without a scan for 15 working days your parcel counts as lost.", "lost_after_working_days"),
        ("return", "Returns are accepted for 60 days after delivery.", "window_days"),
        ("return", "You may return your order within four weeks of receiving it.", "window_days"),
        ("damaged", "Report any damage within 48 hours of delivery.", "report_days"),
        ("refund", "We process refunds within 8 working days of receiving your return.", "pay_within_working_days"),
        ("order_lock", "You can cancel your order within 2 hours.", "minutes"),
        ("damaged", "A team member may replace a broken item up to €20.00; a manager decides above.", "level_1_to"),
    ],
)
def test_an_imported_page_that_says_another_number_than_the_template_is_an_error(
    tmp_path: Path, block: str, sentence: str, rule: str
) -> None:
    [finding] = imported(tmp_path, block, sentence)

    assert f"the rule {block}.{rule}" in finding.message
    assert finding.place == "brand/policies/policy.md:12"


@pytest.mark.parametrize(
    ("block", "sentences"),
    [
        ("return", ["Returns are accepted for 2 weeks after delivery."]),
        ("return", ["Return it within 14 days of delivery.", "Sale items can come back within 7 days of delivery."]),
        ("return", ["A gift can be returned within 60 days of delivery."]),
        ("return", ["Your bank needs 10 days to show the money after your return."]),
        ("return", ["By law you can withdraw within 14 days; our help desk replies within 2 days."]),
        ("wismo", ["If tracking stands still for a week, we trace your parcel."]),
        ("wismo", ["Standard delivery takes 3 working days."]),
        ("order_lock", ["You can change your order for 1 hour."]),
        ("refund", ["We refund the price difference within 30 days of your order."]),
    ],
)
def test_a_page_that_agrees_or_speaks_of_something_else_is_no_error(
    tmp_path: Path, block: str, sentences: Sequence[str]
) -> None:
    assert imported(tmp_path, block, *sentences) == []


def test_without_pages_a_rule_is_said_to_stand_nowhere(tmp_path: Path) -> None:
    rules = WORKFLOWS.replace("return:\n", "return:\n  send_within_days: 9\n")

    messages = [finding.message for finding in against_numbers(subject(tmp_path, {"brand/workflows.yaml": rules}))]

    assert (
        "The rule return.send_within_days computes with 9 days, and no page says so: customers cannot look it up. "
        "Add a sentence to a page." in messages
    )


def test_a_dated_entry_is_called_by_its_id(tmp_path: Path) -> None:
    entry = "{id: spring, ordered_from: 2026-03-01, ordered_until: 2026-03-31, last_day: 2026-06-30}"
    rules = WORKFLOWS.replace("return:\n", f"return:\n  dated_windows:\n    - {entry}\n")

    found = against_numbers(subject(tmp_path, {"brand/workflows.yaml": rules}))

    assert ("brand/workflows.yaml:3", True) in {
        (finding.place, "return.dated_windows.spring.last_day" in finding.message) for finding in found
    }
