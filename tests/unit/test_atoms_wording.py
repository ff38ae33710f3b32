"""The words around the numbers: what may or must be, what bounds a number, on which condition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist import atoms
from assist.atoms import NUMBER_LIKE, AtomKind

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)
FRAGMENTS = (
    "you may not", "must", "never", "free", "if the item is worn", "unless", "up to", "at least", "within", "or more", "30 days", "5 EUR",
    "until 31 January", "salvo", "si llega tarde", "hasta", ",", ".", "\n", "İ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text("abIİ019.,- ", max_size=6), max_size=12).map(" ".join)


def of_kind(kind: AtomKind, text: str) -> list[str]:
    return [atom.value for atom in atoms.wording(text) if atom.kind is kind]


@PROPERTY
@given(TEXTS)
def test_wording_stands_inside_the_text_in_order_and_is_read_the_same_twice(text):
    said = atoms.wording(text)

    assert all(0 <= atom.start < atom.end <= len(text) for atom in said)
    assert list(said) == sorted(said, key=lambda atom: (atom.start, atom.end))
    assert atoms.wording.__wrapped__(text) == said


@PROPERTY
@given(TEXTS)
def test_a_comparator_governs_only_a_number_that_is_there(text):
    spans = {(atom.start, atom.end) for atom in atoms.extract(text)}

    assert {atom.governs for atom in atoms.wording(text) if atom.governs} <= spans


@PROPERTY
@given(TEXTS)
def test_wording_is_no_fact_a_source_must_state(text):
    assert {atom.kind for atom in atoms.extract(text)} <= NUMBER_LIKE
    assert {atom.kind for atom in atoms.wording(text)}.isdisjoint(NUMBER_LIKE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You may return it.", "may"), ("You cannot return it.", "may_not"), ("You can't return it.", "may_not"), ("Puedes devolverlo.", "may"),
        ("No puedes devolverlo.", "may_not"), ("It can no longer be changed.", "may_not"), ("Returns are not allowed.", "may_not"), ("You must write first.", "must"),
        ("You are required to write.", "must"), ("Tienes que escribir.", "must"), ("You must not open it.", "must_not"),
        ("No receipt? You don't need to worry.", "need_not"), ("No hace falta foto.", "need_not"), ("Never post it.", "never"),
        ("Nunca lo envíes.", "never"), ("We always ask.", "always"), ("The label is free.", "free"), ("La etiqueta es gratis.", "free"),
        ("Sin coste para ti.", "free"), ("The label is not free.", "not_free"), ("Shipping is included.", "included"), ("Shipping is not included.", "excluded"),
        ("El envío no está incluido.", "excluded"), ("Outlet items are excluded.", "excluded"), ("Returns are accepted.", "accepted"),
        ("We do not accept returns.", "not_accepted"), ("This item is non-refundable.", "not_accepted"),
    ],
)  # fmt: skip
def test_modality_has_one_normal_form_in_both_languages(text, expected):
    assert of_kind(AtomKind.MODALITY, text) == [expected]


@pytest.mark.parametrize("text", ["Feel free to ask.", "It came on 2 May 2026.", "A risk-free offer."])
def test_what_only_looks_like_modality_is_none(text):
    assert of_kind(AtomKind.MODALITY, text) == []


@pytest.mark.parametrize(
    ("text", "form", "governed"),
    [
        ("up to 40 EUR", "<=", "40 EUR"), ("no more than 2 items", "<=", "2 items"), ("hasta 40 EUR", "<=", "40 EUR"), ("at least 30 days", ">=", "30 days"),
        ("al menos 30 días", ">=", "30 días"), ("30 days or more", ">=", "30 days"), ("5 or more days", ">=", "5 or more days"),
        ("more than 60 EUR", ">", "60 EUR"), ("más de 60 EUR", ">", "60 EUR"), ("after 7 days", ">", "7 days"), ("under 80 EUR", "<", "80 EUR"),
        ("before 1 May 2027", "<", "1 May 2027"), ("within the first 30 days", "within", "30 days"), ("en un plazo de 14 días", "within", "14 días"),
        ("until 31 January 2027", "until", "31 January 2027"), ("hasta el 31 de enero", "until", "31 de enero"), ("from 80 EUR", "from", "80 EUR"),
        ("a partir del 1 de mayo", "from", "1 de mayo"), ("about 25 days", "about", "25 days"),
    ],
)  # fmt: skip
def test_a_comparator_names_the_number_it_bounds(text, form, governed):
    found = [atom for atom in atoms.wording(text) if atom.kind is AtomKind.COMPARATOR]

    assert [(atom.value, text[slice(*atom.governs)]) for atom in found] == [(form, governed)]


def test_a_preposition_without_a_number_bounds_nothing():
    assert of_kind(AtomKind.COMPARATOR, "Look under My account, by the menu from before.") == ["<"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We refund you if the item is unused, and reply.", "if: the item is unused"),
        ("If it costs 4.95 EUR or less, keep it.", "if: it costs 4.95 eur or less"),
        ("You can return it, except for outlet items.", "unless: outlet items"),
        ("We pay unless you opened it.", "unless: you opened it"),
        ("Only when the seal is intact.", "only: the seal is intact"),
        ("Lo devolvemos si llega roto.", "if: llega roto"),
        ("Tienes 30 días, salvo los del outlet.", "unless: los del outlet"),
        ("Solo si está sin usar.", "only: está sin usar"),
    ],
)
def test_a_condition_spans_its_clause_and_says_which_way_it_points(text, expected):
    assert of_kind(AtomKind.CONDITION, text) == [expected]


@pytest.mark.parametrize("text", ["Check if it fits.", "Sí, claro que llega."])
def test_an_indirect_question_is_no_condition(text):
    assert of_kind(AtomKind.CONDITION, text) == []
