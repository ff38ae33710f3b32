"""What agents must keep to themselves and a customer could read all the same."""

from pathlib import Path

import pytest

from assist.lint import leaks
from tests.lint_folders import page, subject

GOODWILL = (
    "## Goodwill {#goodwill}\n\nGoodwill for a late parcel is 15.00 EUR, once in 6 months.\n"
    "Never offer or mention goodwill before it is approved.\n"
)


def found(folder: Path, agent: str, customer: str, kind: str = "faq") -> list[tuple[str, int, str | None]]:
    files = {
        "brand/policies/internal.md": page(agent, name="internal", audience="agent"),
        f"brand/{kind}/help.md": page(f"## Help {{#help}}\n\n{customer}\n", name="help"),
    }
    return [(finding.check, finding.line, finding.other) for finding in leaks.leaks(subject(folder, files))]


@pytest.mark.parametrize("kind", ["faq", "macros"])
def test_eight_words_in_a_row_are_a_leak_that_names_both_places(tmp_path: Path, kind: str) -> None:
    agent = "## Fraud {#fraud}\n\nFirst orders with express and a changed address go to a specialist.\n"

    customer = "Thank you.\nWe know: orders with express and a changed address go to review."

    assert found(tmp_path, agent, customer, kind) == [
        ("agent-text-repeated", 13, "brand/policies/internal.md:12")
    ]  # fmt: skip


def test_seven_words_in_a_row_are_how_people_speak(tmp_path: Path) -> None:
    agent = "## Late {#late}\n\nSend the refund within five working days after arrival, level 2 checks.\n"

    assert found(tmp_path, agent, "You have the refund within five working days after the arrival.") == []


def test_what_the_agent_page_puts_in_quotes_is_meant_to_be_said(tmp_path: Path) -> None:
    agent = '## Say {#say}\n\nWrite: "The pump of your bottle does not work, a new one is coming."\n'

    assert found(tmp_path, agent, "The pump of your bottle does not work, a new one is coming.") == []


def test_words_of_many_customer_pages_are_the_customers_own(tmp_path: Path) -> None:
    said = "Write to us from the e-mail address you used when you placed the order."
    files = {
        f"brand/faq/help-{number}.md": page(f"## Help {{#help}}\n\n{said}\n", name=f"help-{number}")
        for number in range(3)
    }
    files["brand/policies/internal.md"] = page(f"## Ask {{#ask}}\n\n{said}\n", name="internal", audience="agent")

    assert leaks.leaks(subject(tmp_path, files)) == []


def test_a_sum_that_agents_must_not_mention_is_found_in_other_words(tmp_path: Path) -> None:
    customer = "For a late parcel you get 15 EUR of goodwill."

    assert found(tmp_path, GOODWILL, customer) == [
        ("agent-limit-repeated", 12, "brand/policies/internal.md:12")
    ]  # fmt: skip


def test_the_same_sum_on_another_topic_is_no_leak(tmp_path: Path) -> None:
    assert found(tmp_path, GOODWILL, "A gift card costs at least 15.00 EUR.") == []


def test_up_to_what_a_level_decides_is_kept_back(tmp_path: Path) -> None:
    agent = "## Damage {#damage}\n\nLevel 1 replaces a damaged item up to 60.00 EUR.\n"

    assert found(tmp_path, agent, "We replace a damaged item up to 60 EUR at once.") == [
        ("agent-limit-repeated", 12, "brand/policies/internal.md:12")
    ]  # fmt: skip


def test_a_sum_the_agent_page_only_repeats_is_no_leak(tmp_path: Path) -> None:
    agent = "## Damage {#damage}\n\nA damaged item up to 40.00 EUR does not come back.\n"

    assert found(tmp_path, agent, "You keep a damaged item up to 40.00 EUR.") == []


def test_a_code_that_must_not_be_mentioned_is_a_leak_wherever_it_stands(tmp_path: Path) -> None:
    agent = (
        "## Batch {#batch}\n\nReplace a product of batch B2417.\n\n## Not {#not}\n\nNever mention the batch problem.\n"
    )

    assert found(tmp_path, agent, "Bottles marked B2417 are replaced.") == [
        ("agent-limit-repeated", 12, "brand/policies/internal.md:12")
    ]  # fmt: skip


def test_a_client_without_agent_pages_has_no_leaks(tmp_path: Path) -> None:
    assert leaks.leaks(subject(tmp_path)) == []
