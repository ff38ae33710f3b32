"""Sentences that are the same but for what turns them round are contradictions; those that only look alike are not."""

from pathlib import Path

import pytest

from assist.lint.contradictions import contradictions
from assist.lint.findings import Finding
from tests.lint_folders import page, subject

FILLERS = "\n".join(
    f"## {word} {{#{word.lower()}}}\n\nThe {word} of our {other} is made in {place} by hand.\n"
    for word, other, place in (("Lid", "kettle", "Porto"), ("Sleeve", "coat", "Lugo"), ("Wheel", "cart", "Faro"),
                               ("Handle", "basket", "Vigo"), ("Collar", "shirt", "Braga"))
)  # fmt: skip


def clashes(folder: Path, one: str, other: str, **front: str) -> list[Finding]:
    return contradictions(
        subject(
            folder,
            {
                "brand/policies/returns.md": page(f"## Here {{#here}}\n\n{one}\n"),
                "brand/faq/back.md": page(f"## There {{#there}}\n\n{other}\n", name="back", **front),
                "brand/faq/more.md": page(FILLERS, name="more"),
            },
        )
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We answer a data request within 1 month.", "We answer a data request after 1 month."),
        ("A voucher pays for coats up to 45.00 EUR.", "A voucher pays for coats from 45.00 EUR."),
        ("The first drop needs 10 slow presses.", "The first drop needs 20 slow presses."),
        ("Send us the order and one photo of the seam.", "Send us the order and five photos of the seam."),
        ("You can leave a review through the link before delivery.", "You can leave a review through the link after delivery."),
        ("If you ordered as a guest, use the link of the order.", "Unless you ordered as a guest, use the link of the order."),
        ("If we can show the tracking, you choose a voucher.", "If we cannot show the tracking, you choose a voucher."),
        ("We share your phone number with the driver.", "We do not share your phone number with the driver."),
    ],
)  # fmt: skip
def test_one_word_that_turns_a_sentence_round_is_found(tmp_path: Path, one: str, other: str) -> None:
    assert len(clashes(tmp_path, one, other)) == 1


def test_spanish_bounds_are_read_too(tmp_path: Path) -> None:
    one = "Puedes cambiar la talla hasta que preparamos la caja."
    other = "Puedes cambiar la talla solo después de que preparamos la caja."

    assert len(clashes(tmp_path, one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The finish of our jackets is made without PFAS.", "No, the finish of our jackets is made without PFAS."),
        ("A replacement for a lost box costs you nothing.", "The replacement for a lost box is free of charge."),
        ("You decide whether the tin is sealed or opened.", "You decide whether or not the tin is sealed."),
        ("Section 7 does not apply to old vouchers.", "Section 2 does not apply to old vouchers."),
        ("*Last updated: 19 January 2021*", "*Last updated: 18 July 2022*"),
        ("We _will not_ disable forks of a parent.", "We will not disable forks of a parent."),
        ("| One year | `user` | This cookie keeps you in. |", "| Two weeks | `in` | This cookie keeps you in. |"),
    ],
)
def test_what_only_looks_turned_round_is_no_suspect(tmp_path: Path, one: str, other: str) -> None:
    assert clashes(tmp_path, one, other) == []


def test_names_in_a_list_grant_nothing(tmp_path: Path) -> None:
    assert clashes(tmp_path, "We do not provide phone support.", "* Phone support numbers") == []


def test_a_macro_about_one_order_is_no_rule(tmp_path: Path) -> None:
    one, other = "Your order {order_number} is picked already.", "Your order {order_number} is not picked."

    assert clashes(tmp_path, one, other) == []
