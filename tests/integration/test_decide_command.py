"""`assist decide`: decisions for machines, and with --explain the rule, the sum and the page for people."""

from typing import Any

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.cli import explained
from assist.domain.suggestion import SuggestRequest
from tests.integration.test_cli import Run, lines, run  # noqa: F401 - the fixture that runs the command


def euros(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


REQUEST: dict[str, Any] = {
    "messages": [{"text": "I want to return the beanie and get a refund", "sent_at": "2026-11-20T15:47:00Z"}],
    "now": "2026-11-20T15:47:00Z",
    "orders": [
        {
            "number": "NF-20311",
            "placed_at": "2026-11-02T10:00:00Z",
            "ship_to_country": "ES",
            "totals": {"items": euros("200.00"), "discount": euros("20.00"), "shipping": euros("0.00"), "paid": euros("180.00")},
            "items": [
                {"id": "li-1", "title": "Nuuk Beanie", "paid": euros("40.00")},
                {"id": "li-2", "title": "Lom Fleece", "paid": euros("160.00")},
            ],
            "fulfilments": [
                {
                    "id": "f-1",
                    "item_ids": ["li-1", "li-2"],
                    "milestones": [{"code": "delivered", "at": "2026-11-05T11:00:00Z"}],
                }
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def told(services: Services) -> str:
    request = wire.validate(SuggestRequest, REQUEST)
    version = services.version("norrfell")
    return explained.text_of_all(pipeline.suggest(version, request, services.context(with_writer=False)), version)


def test_a_line_in_is_its_decisions_out(run: Run) -> None:  # noqa: F811 - pytest's way of asking for it
    answered = run("decide", "--client", "norrfell", stdin=lines({"id": "a", **REQUEST}))

    [row] = answered.rows
    assert answered.code == 0
    assert (row["id"], row["decisions"][0]["amount"]["refund"]) == ("a", euros("31.05"))


def test_a_bad_line_keeps_its_place_among_explanations(run: Run) -> None:  # noqa: F811
    answered = run(
        "decide", "--client", "norrfell", "--explain", stdin=lines({"id": "a", **REQUEST}, {"id": "b", "orders": 1})
    )

    assert answered.code == 1
    assert answered.out.index("--- a") < answered.out.index("--- b") < answered.out.index("line 2: ")


def test_the_sum_is_shown_line_by_line(told: str) -> None:
    rows = [" ".join(row.split()) for row in told.splitlines()]

    assert "refund Nuuk Beanie +40.00" in rows
    assert "share of the order discount -4.00" in rows
    assert "return label -4.95" in rows
    assert "= refund 31.05 EUR" in rows


def test_rule_days_and_the_sentence_of_the_page_are_shown(told: str) -> None:
    assert "return.window.holiday-2026  eligible   (asked: refund)" in told
    assert "Sun 31 Jan 2027, until 23:59:59 Europe/Madrid" in told
    assert "returns-policy#holiday-2026: “Orders placed from 1 November to 24 December 2026" in told


def test_where_nothing_is_decided_the_pages_are_named(services: Services) -> None:
    request = wire.validate(SuggestRequest, {"messages": [{"text": "How do I wash a fleece?"}]})
    version = services.version("norrfell")

    said = explained.text_of_all(pipeline.suggest(version, request, services.context(with_writer=False)), version)

    assert said.startswith("nothing decided")
