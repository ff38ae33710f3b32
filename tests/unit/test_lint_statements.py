"""Statements set against each other: contradictions, repeats, and pages against the numbers rules compute with."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assist.lint import blocks
from assist.lint.findings import Finding, Level
from assist.lint.folder import Surroundings, read_subject
from assist.lint.statements import against_numbers, contradictions, duplicates
from assist.lint.subject import Placed, Subject
from assist.triage.taxonomy import read_taxonomy
from assist.workflows import parameters
from tests.brands import KNOWLEDGE
from tests.lint_folders import WORKFLOWS, page, subject

TODAY = date(2026, 11, 20)
STALE = {
    "norrfell": "norrfell/macros/free-shipping.md",
    "osmere": "osmere/macros/delivery-prices.md",
}


CHANGED = [
("norrfell", "refunds#refund-time", "within 5 working days", "within 7 working days"),
("norrfell", "warranty#seams-and-zips", "for 5 years", "for 2 years"),
("norrfell", "seguimiento#gastos", "cuesta 12,90 EUR", "cuesta 14,90 EUR"),
("norrfell", "refund-sent#refund-sent", "up to 5 working days", "up to 5 days"),
("norrfell", "returns-faq#outlet-rules", "within 14 days", "within 30 days"),
("norrfell", "shipping#canary-islands", "We do not ship", "We ship"),
(
    "norrfell",
    "credit-or-refund#credit-or-refund",
    "we deduct 4.95 EUR for the return label",
    "the return label is free",
),
("osmere", "subscriptions-rewards-faq#save", "15% off", "10% off"),
("osmere", "order-changes#address", "within 60 minutes", "within 30 minutes"),
("osmere", "delivery-faq#delivery-cost", "£5.95", "€5.95"),
("osmere", "rewards#codes", "do not combine", "combine"),
("norrfell", "payments#methods", "We do not offer cash on delivery, bank transfer or instalments", "You can pay in instalments"),
("norrfell", "ordering#how", "We cannot take orders by phone, chat or e-mail", "We gladly accept orders by phone"),
("norrfell", "order-changes#country", "We cannot change an order to an address in another country", "An order can be sent to another country"),
("norrfell", "stock#no-reservation", "We cannot set items aside", "We can set items aside for you"),
("osmere", "delivery-faq#mist-address", "cannot travel to Northern Ireland", "is shipped to Northern Ireland"),
("osmere", "account-contact-faq#phone", "We do not have a phone line", "You can call our phone line"),
("osmere", "orders-faq#cancel-cost", "No, cancelling within 60 minutes of placing your order costs nothing", "Cancelling your order costs £2.00"),
("osmere", "refunds-payments-faq#price-dropped", "We do not refund the difference", "We pay you the difference"),
("osmere", "products-faq#animal-testing", "No, we do not test our products on animals", "Some of our products are tested on animals"),
]  # fmt: skip
"""Edits of a sample brand that make one statement contradict another."""


@cache
def brand(name: str) -> Subject:
    """Return a sample brand as its folder stands."""
    intents = read_taxonomy(KNOWLEDGE / "_shared" / "taxonomy.yaml").intents
    around = Surroundings(
        shared_folder=KNOWLEDGE / "_shared", intents=tuple(intents), utterances=(), today=lambda zone: TODAY
    )
    return read_subject(KNOWLEDGE / name, around)


@cache
def suspected(name: str) -> frozenset[str]:
    """Return the places suspected in the sample brand with all of `CHANGED` in it."""
    read = brand(name)
    for changed, passage_id, old, new in CHANGED:
        read = edited(read, passage_id, old, new) if changed == name else read
    return frozenset(place for finding in contradictions(read) for place in (finding.place, str(finding.other)))


def edited(read: Subject, passage_id: str, old: str, new: str) -> Subject:
    """Return the brand with one sentence of one passage changed."""
    placed = passage(read, passage_id)
    assert old in placed.passage.text
    text = placed.passage.text.replace(old, new, 1)
    other = replace(placed, passage=placed.passage.model_copy(update={"text": text}))
    return replace(read, passages=tuple(other if each is placed else each for each in read.passages))


def passage(read: Subject, passage_id: str) -> Placed:
    [placed] = [placed for placed in read.passages if placed.passage.id == passage_id]
    return placed


def with_rule(name: str, old: str, new: str) -> Subject:
    """Return the brand with one number of workflows.yaml changed."""
    read = brand(name)
    assert old in read.workflows_text
    text = read.workflows_text.replace(old, new, 1)
    return replace(read, workflows_text=text, parameters=parameters.parse(text, file=read.workflows_file))


def pages(folder: Path, one: str, other: str, **front: str) -> Subject:
    """Return a client of two pages, a section each; the second may have other front matter."""
    first, second = f"## Return window {{#window}}\n\n{one}\n", f"## Sending back {{#back}}\n\n{other}\n"
    files = {
        "brand/policies/returns.md": page(first),
        "brand/faq/back.md": page(second, name="back", **front),
    }
    return subject(folder, files)


def clashes(folder: Path, one: str, other: str, **front: str) -> list[Finding]:
    return contradictions(pages(folder, one, other, **front))


@pytest.mark.parametrize(("name", "passage_id", "old", "new"), CHANGED)
def test_a_changed_statement_of_a_sample_brand_is_found_at_its_place(
    name: str, passage_id: str, old: str, new: str
) -> None:
    placed = passage(brand(name), passage_id)

    line = placed.line_at(placed.passage.text.index(old))

    assert f"{placed.file}:{line}" in suspected(name)


@pytest.mark.parametrize("name", ["norrfell", "osmere"])
def test_the_stale_macro_is_found_and_nothing_else_is_suspected(name: str) -> None:
    found = contradictions(brand(name))

    assert STALE[name] in {finding.file for finding in found}
    assert len(found) == 1


def test_two_windows_for_one_thing_contradict_and_both_are_quoted(tmp_path: Path) -> None:
    [finding] = clashes(
        tmp_path,
        "You can return an item within 30 days of delivery.",
        "You can send an item back within 14 days of delivery.",
    )

    assert (finding.check, finding.level) == ("contradiction", Level.WARNING)
    assert {finding.place, finding.other} == {"brand/policies/returns.md:12", "brand/faq/back.md:12"}
    assert "within 30 days" in finding.message
    assert "within 14 days" in finding.message


def test_another_language_contradicts_too(tmp_path: Path) -> None:
    found = clashes(
        tmp_path,
        "You can return an item within 30 days of delivery.",
        "Tienes 14 días desde la entrega para devolver un artículo.",
        locale="es",
    )

    assert len(found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You can return an item within 30 days of delivery.", "You can return an outlet item within 14 days of delivery."),
        ("You can return an item within 30 days of delivery.", "Summit members can return an item within 60 days of delivery."),
        ("You can return an item within 30 days of delivery.", "We send your refund within 5 working days after the return."),
        ("You can return an item within 30 days of delivery.", "You can return an item within one month, or 30 days, of delivery."),
        ("The label is free with store credit.", "The label costs 4.95 EUR with a refund."),
        ("Standard shipping is free from 80.00 EUR.", "Standard shipping costs 5.95 EUR."),
        ("Boots can come back within 60 days, worn or not.", "Boots can come back worn within 60 days."),
        ("A parcel in Spain is lost after 7 working days.", "A parcel to Ireland is lost after 10 working days."),
    ],
)  # fmt: skip
def test_what_can_both_hold_is_no_contradiction(tmp_path: Path, one: str, other: str) -> None:
    assert clashes(tmp_path, one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The return label is free.", "The return label costs 4.95 EUR."),
        ("We ship to the Canary Islands.", "We do not ship to the Canary Islands."),
        ("You need to send us a photo.", "You do not need to send us a photo."),
        ("We pick orders placed until 13:00.", "We pick orders placed until 14:00."),
        ("The discount code takes 10 % off your order.", "The discount code takes 15 % off your order."),
    ],
)
def test_yes_against_no_and_number_against_number_are_found(tmp_path: Path, one: str, other: str) -> None:
    assert len(clashes(tmp_path, one, other)) == 1


def test_a_dated_section_overrides_an_undated_one(tmp_path: Path) -> None:
    found = clashes(
        tmp_path,
        "You can return an item within 30 days of delivery.",
        "You can return an item within 60 days of delivery.",
        effective_from="2026-11-01",
        effective_until="2026-12-24",
    )

    assert found == []


def test_pages_for_other_countries_do_not_meet(tmp_path: Path) -> None:
    spain = page("## Window {#window countries=ES}\n\nYou can return an item within 30 days of delivery.\n")
    france = page("## Window {#window countries=FR}\n\nYou can return an item within 14 days of delivery.\n", name="fr")

    read = subject(tmp_path, {"brand/policies/returns.md": spain, "brand/policies/fr.md": france})

    assert contradictions(read) == []


LONG = "Please pack the item in a sturdy box, put the label on top and hand the parcel in at a drop-off point near you."


def test_a_text_on_two_pages_is_a_duplicate(tmp_path: Path) -> None:
    [finding] = duplicates(pages(tmp_path, LONG, LONG.replace("sturdy", "strong")))

    assert (finding.check, finding.level) == ("duplicate", Level.NOTE)
    assert (finding.place, finding.other) == ("brand/faq/back.md:10", "brand/policies/returns.md:10")


def test_a_translation_or_another_text_is_no_duplicate(tmp_path: Path) -> None:
    other = (
        "Please pack the item well, and keep the receipt of the drop-off point until your refund has arrived at home."
    )

    assert duplicates(pages(tmp_path, LONG, other)) == []
    assert duplicates(pages(tmp_path, LONG, LONG, locale="es")) == []


def test_repeats_among_a_thousand_passages_are_found(tmp_path: Path) -> None:
    read = subject(tmp_path)
    [placed] = read.passages
    texts = [f"Text {n} of shelf {n * 7} lists item {n * 13} beside box {n * 17} near door {n}." for n in range(999)]
    many = [
        replace(placed, file=f"f{n}", passage=placed.passage.model_copy(update={"text": text, "page_id": f"p{n}"}))
        for n, text in enumerate([*texts, texts[500]])
    ]

    found = duplicates(replace(read, passages=tuple(many)))

    assert [(finding.file, finding.other) for finding in found] == [("f999", f"f500:{placed.line}")]


@pytest.mark.parametrize(
    ("name", "old", "new", "passage_id"),
    [
        ("norrfell", "window_days: 30", "window_days: 14", "returns-policy#return-window"),
        ("norrfell", "free_from: '80.00'", "free_from: '75.00'", "shipping#cost"),
        ("norrfell", "locks_at: '15:00'", "locks_at: '16:00'", "order-changes#lock"),
        ("norrfell", "{ES: 3, default: 5}", "{ES: 4, default: 5}", "wismo-policy#no-scan"),
        ("osmere", "{GB: 5, IE: 10, default: 5}", "{GB: 5, IE: 12, default: 5}", "wismo-policy#no-scan-ireland"),
        ("osmere", "discount_percent: 15", "discount_percent: 10", "subscriptions#how-it-works"),
    ],
)
def test_a_rule_that_computes_with_another_number_than_its_page_is_an_error(
    name: str, old: str, new: str, passage_id: str
) -> None:
    read = with_rule(name, old, new)
    row = next(number for number, text in enumerate(read.workflows_text.splitlines(), 1) if new in text)

    errors = [finding for finding in against_numbers(read) if finding.level is Level.ERROR]

    assert [(finding.passage_id, finding.other) for finding in errors] == [(passage_id, f"{name}/workflows.yaml:{row}")]


@pytest.mark.parametrize("name", ["norrfell", "osmere"])
def test_the_sample_brands_rules_compute_with_what_their_pages_say(name: str) -> None:
    assert {finding.level for finding in against_numbers(brand(name))} <= {Level.NOTE}


def test_a_number_no_page_states_is_a_note_at_its_line(tmp_path: Path) -> None:
    rules = WORKFLOWS.replace("return:\n", "return:\n  pages: [returns]\n  send_within_days: 9\n")

    found = against_numbers(subject(tmp_path, {"brand/workflows.yaml": rules}))

    assert ("brand/workflows.yaml:3", Level.NOTE) in {(finding.place, finding.level) for finding in found}
    assert any("send_within_days computes with 9 days" in finding.message for finding in found)


def test_a_page_named_beside_the_numbers_must_exist(tmp_path: Path) -> None:
    rules = WORKFLOWS.replace("return:\n", "return:\n  pages: [retruns, returns]\n")

    [finding] = blocks.unknown_pages(subject(tmp_path, {"brand/workflows.yaml": rules}))

    assert (finding.place, finding.level) == ("brand/workflows.yaml:2", Level.WARNING)
    assert "return names the page retruns" in finding.message


def test_a_page_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    rules = WORKFLOWS.replace("return:\n", "return:\n  pages: [shipping]\n")
    files = {"brand/workflows.yaml": rules, "brand/policies/shipping.md": "no front matter"}

    assert blocks.unknown_pages(subject(tmp_path, files)) == []


def test_rules_nobody_can_read_are_left_to_the_schema_check(tmp_path: Path) -> None:
    assert against_numbers(subject(tmp_path, {"brand/workflows.yaml": "return: [\n"})) == []
