"""Sentences people do not finish, and wording that hides who does what."""

from pathlib import Path

import pytest

from assist.lint import dense
from tests.lint_folders import RETURNS, page, subject

THIRTY = " ".join(["word"] * 29) + " end."
"""A sentence of thirty words."""


def found(folder: Path, text: str, kind: str = "faq", **front: str) -> list[tuple[str, int]]:
    file = page(f"## Help {{#help}}\n\n{text}\n", name="help", **front)
    read = subject(folder, {f"brand/{kind}/help.md": file})
    return [(finding.check, finding.line) for finding in dense.dense(read)]


def test_thirty_words_are_not_too_many(tmp_path: Path) -> None:
    assert found(tmp_path, THIRTY) == []


def test_thirty_one_words_are_reported_on_their_line(tmp_path: Path) -> None:
    assert found(tmp_path, f"Short.\nOne {THIRTY}") == [("long-sentence", 13)]


def test_a_sentence_wrapped_by_an_editor_is_one_sentence(tmp_path: Path) -> None:
    wrapped = " ".join(["word"] * 20) + "\n" + " ".join(["word"] * 20) + "."

    assert found(tmp_path, wrapped) == [("long-sentence", 12)]


def test_a_list_is_not_one_sentence(tmp_path: Path) -> None:
    items = "\n".join(f"- {' '.join(['word'] * 10)}" for _ in range(5))

    assert found(tmp_path, items) == []


def test_a_row_of_a_table_is_not_a_sentence(tmp_path: Path) -> None:
    assert found(tmp_path, f"| {' | '.join(['word'] * 40)} |") == []


@pytest.mark.parametrize("where", ["agent", "macro"])
def test_only_pages_for_customers_are_read(tmp_path: Path, where: str) -> None:
    if where == "agent":
        assert found(tmp_path, f"One {THIRTY}", audience="agent") == []
    else:
        assert found(tmp_path, f"One {THIRTY}", kind="macros") == []


@pytest.mark.parametrize(
    "legal",
    [
        "The parcel shall be deemed delivered.",
        "It is hereby agreed that postage is free.",
        "A return may be refused by the warehouse.",
        "Claims will be rejected after a month.",
        "The brand reserves the right to inspect items.",
        "Refunds are paid at our sole discretion.",
    ],
)
def test_english_contract_wording_is_reported(tmp_path: Path, legal: str) -> None:
    assert found(tmp_path, legal) == [("legal-wording", 12)]


@pytest.mark.parametrize(
    "plain",
    [
        "We refuse a return without its tags.",
        "Your parcel was delivered on Monday.",
        "Shall we send you a new label?",
        "You can be refunded by card.",
        "The label is included.",
    ],
)
def test_english_plain_wording_is_not(tmp_path: Path, plain: str) -> None:
    assert found(tmp_path, plain) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Se considerará entregado el paquete.", [("legal-wording", 12)]),
        ("La devolución podrá ser denegada.", [("legal-wording", 12)]),
        ("La tienda se reserva el derecho a revisar.", [("legal-wording", 12)]),
        ("Te devolvemos el dinero en 5 días.", []),
        ("Se puede devolver en 30 días.", []),
    ],
)
def test_spanish_is_read_as_spanish(tmp_path: Path, sentence: str, expected: list[tuple[str, int]]) -> None:
    assert found(tmp_path, sentence, locale="es") == expected


def test_the_returns_page_of_the_other_tests_is_readable(tmp_path: Path) -> None:
    assert dense.dense(subject(tmp_path, {"brand/policies/returns.md": page(RETURNS)})) == []
