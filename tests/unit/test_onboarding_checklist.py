"""What a client still lacks: topics no page speaks of, rules without a passage, values nobody confirmed."""

from pathlib import Path

import pytest

from assist.onboarding import checklist, coverage, scaffold, standing
from assist.onboarding.checklist import Item
from assist.onboarding.shared_template import SharedTemplate
from assist.triage.taxonomy import read_taxonomy
from assist.workflows import confirmations
from tests.brands import KNOWLEDGE

SHARED = SharedTemplate(KNOWLEDGE / "_shared")
INTENTS = read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml").intents
RETURN_TOPIC = "return: How long a customer can return an item"
PAGE = """\
---
id: {name}
title: {title}
owner: Ana
locale: {locale}
audience: {audience}
---
{text}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    client = scaffold.new_client(
        "blue-fox", brand="", currency="EUR", time_zone="UTC", locales="en,es", countries="", tier="growth"
    )
    return scaffold.add(tmp_path, client, SHARED)


def write(folder: Path, text: str, *, name: str = "returns", kind: str = "policies", **matter: str) -> None:
    given = {"title": "Returns", "locale": "en", "audience": "customer", **matter}
    (folder / kind / f"{name}.md").write_text(PAGE.format(name=name, text=text, **given), encoding="utf-8")


def items(folder: Path) -> list[Item]:
    return checklist.of(standing.read(folder, INTENTS), SHARED)


def lines(folder: Path, area: str) -> list[str]:
    return [line for item in items(folder) if item.area == area for line in item.where]


def test_a_new_client_lacks_every_kind_of_thing(folder: Path) -> None:
    areas = {item.area for item in items(folder)}

    assert areas == {"pages", "parameters", "brand", "hours", "approvals", "macros", "cases"}


def test_every_item_says_why_and_what_to_do_next(folder: Path) -> None:
    assert all(item.why and item.next_step for item in items(folder))


def test_a_topic_is_open_until_a_page_speaks_of_it(folder: Path) -> None:
    before = lines(folder, "pages")
    write(folder, "## Return window\n\nYou can return an item within 30 days of delivery.")

    after = lines(folder, "pages")

    assert RETURN_TOPIC in before
    assert RETURN_TOPIC not in after


def test_a_topic_is_answered_in_spanish_too(folder: Path) -> None:
    profile = (folder / "client.yaml").read_text(encoding="utf-8")
    (folder / "client.yaml").write_text(profile.replace('["en", "es"]', '["es", "en"]'), encoding="utf-8")
    write(folder, "## Plazo\n\nPuedes devolver un artículo durante 30 días.", locale="es")

    assert RETURN_TOPIC not in lines(folder, "pages")


@pytest.mark.parametrize(
    ("kind", "matter"), [("policies", {"audience": "agent"}), ("policies", {"locale": "es"}), ("macros", {})]
)
def test_a_page_customers_cannot_be_quoted_answers_no_topic(folder: Path, kind: str, matter: dict[str, str]) -> None:
    write(folder, "## Return window\n\nYou can return an item within 30 days.", kind=kind, **matter)

    assert RETURN_TOPIC in lines(folder, "pages")


def test_a_workflow_not_contracted_asks_for_no_page(folder: Path) -> None:
    profile = (folder / "client.yaml").read_text(encoding="utf-8")
    (folder / "client.yaml").write_text(profile.replace(", return, exchange", ""), encoding="utf-8")

    assert not [line for line in lines(folder, "pages") if line.startswith(("return:", "exchange:"))]


def test_a_rule_is_proposed_the_passage_that_speaks_of_its_topic(folder: Path) -> None:
    write(folder, "## Return window {#window}\n\nYou can return an item within 30 days of delivery.")

    assert "return.window: [returns#window]" in lines(folder, "rules")


def test_a_rule_with_a_passage_behind_it_is_not_asked_for(folder: Path) -> None:
    write(folder, "## Return window {#window}\n\nYou can return an item within 30 days of delivery.")
    numbers = (folder / "workflows.yaml").read_text(encoding="utf-8")
    mapped = numbers.replace("passages: {}", "passages:\n  return: [returns#window]\n")
    (folder / "workflows.yaml").write_text(mapped, encoding="utf-8")

    assert not [line for line in lines(folder, "rules") if line.startswith("return.")]


def test_a_rule_the_numbers_rule_out_needs_no_passage(folder: Path) -> None:
    write(folder, "## Exchange\n\nYou can exchange an item for another size.")

    rules = [line.partition(":")[0] for line in lines(folder, "rules")]

    assert "exchange.window" in rules
    assert "exchange.not-offered" not in rules


def test_numbers_without_a_page_are_proposed_the_one_that_speaks_of_them(folder: Path) -> None:
    write(folder, "## Return window\n\nYou can return an item within 30 days of delivery.")

    assert "return: pages: [returns]" in lines(folder, "numbers")


def test_numbers_that_name_their_page_are_not_asked_for(folder: Path) -> None:
    write(folder, "## Return window\n\nYou can return an item within 30 days of delivery.")
    numbers = (folder / "workflows.yaml").read_text(encoding="utf-8")
    tied = numbers.replace("return:\n  pages: []", "return:\n  pages: [returns]")
    (folder / "workflows.yaml").write_text(tied, encoding="utf-8")

    assert not [line for line in lines(folder, "numbers") if line.startswith("return:")]


def test_a_policy_is_proposed_before_the_faq_that_repeats_it(folder: Path) -> None:
    sentence = "You can return an item within 30 days."
    write(folder, f"## Return window {{#q}}\n\n{sentence}", name="a-faq", kind="faq")
    write(folder, f"## Return window {{#window}}\n\n{sentence}", name="b-returns")

    proposed = next(line for line in lines(folder, "rules") if line.startswith("return.window:"))

    assert proposed.startswith("return.window: [b-returns#window")


def test_a_value_is_open_until_the_word_confirm_is_gone(folder: Path) -> None:
    numbers = (folder / "workflows.yaml").read_text(encoding="utf-8")
    before = lines(folder, "parameters")
    confirmed = numbers.replace("window_days: 14  # confirm: days", "window_days: 30  # days")
    (folder / "workflows.yaml").write_text(confirmed, encoding="utf-8")

    after = lines(folder, "parameters")
    gone = set(before) - set(after)

    assert [line.split()[1] for line in gone] == ["return.window_days:"]


def test_an_open_value_is_named_with_its_line_and_path() -> None:
    text = "return:\n  window_days: 14  # confirm: how long\nhours:  # confirm: when\n  monday: []\n"

    found = [(one.line, one.path, one.ask) for one in confirmations.of(text)]

    assert found == [(2, ("return", "window_days"), "how long"), (3, ("hours",), "when")]


def test_cases_are_counted_line_by_line(folder: Path) -> None:
    (folder / "cases").mkdir()
    (folder / "cases" / "first.jsonl").write_text('{"id": 1}\n\n{"id": 2}\n', encoding="utf-8")

    missing = [item.missing for item in items(folder) if item.area == "cases"]

    assert missing == ["2 of 20 real messages with the right answer"]


def test_enough_of_everything_leaves_an_area_out(folder: Path) -> None:
    (folder / "cases").mkdir()
    (folder / "cases" / "all.jsonl").write_text('{"id": 1}\n' * checklist.FEWEST_CASES, encoding="utf-8")
    write(folder, "Done.", name="done", kind="macros")

    assert not {"cases", "macros"} & {item.area for item in items(folder)}


@pytest.mark.parametrize("client", ["norrfell", "osmere"])
def test_the_pages_of_the_sample_brands_speak_of_every_topic(client: str) -> None:
    found = standing.read(KNOWLEDGE / client, INTENTS)

    covered = coverage.of(SHARED.topics, found.profile.workflows, found.quotable("en"))

    assert [one.topic.topic for one in covered if not one.passage_ids] == []
