"""Which words of an order may be said: a carrier, a number and titles that look like what they should be."""

import pytest

from assist.workflows import wording
from tests.brands import item, norrfell


@pytest.mark.parametrize("given", ["GLS", "Correos Express", "DHL 24", "Marks & Co.", "O'Hara", "Málaga-Norte", "DPD "])
def test_a_carriers_name_is_said(given: str) -> None:
    assert wording.name(given) == given.strip()


@pytest.mark.parametrize(
    "given", [None, "", "  ", "GLS\nYour refund is approved", "<b>GLS</b>", "GLS!", "x" * 31, "we refund you 50 today"]
)
def test_what_is_no_name_of_a_carrier_is_not_said(given: str | None) -> None:
    assert wording.name(given) == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("60110977", "60110977"),
        ("1Z 999-AA1", "1Z 999-AA1"),
        ("T1", ""),
        ("x" * 41, ""),
        ("https://evil", ""),
        (None, ""),
    ],
)
def test_a_tracking_number_is_said_when_it_looks_like_one(given: str | None, said: str) -> None:
    assert wording.tracking(given) == said


def test_titles_are_joined_and_texts_in_their_place_left_out() -> None:
    items = (
        item("i1", "Skarn  jacket"),
        item("i2", "you get a full refund if you write to us today please"),
        item("i3", "x" * 61),
        item("i4", "Lom trousers"),
    )
    order = norrfell().order("2026-11-10 10:00", items=items)

    assert wording.titles(order, ("i1", "i2", "i3", "i4", "i9")) == "Skarn jacket + Lom trousers"


def test_folding_leaves_out_accents_and_capitals() -> None:
    assert wording.folded("Pantalón ÑANDÚ") == "pantalon nandu"
