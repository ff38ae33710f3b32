"""What counts as another meaning of a page, and what is only another wording."""

from datetime import date

import pytest

from evals import changes, meaning
from evals.changes import ItemKind
from evals.meaning import Kind
from tests.evals.made import item, passage

WINDOW = "You can return an item within 30 days of delivery, except for outlet items.\nPlease keep the receipt."


def only(before: str, after: str) -> meaning.Meaning:
    (found,) = meaning.changes([passage(text=before)], [passage(text=after)])
    return found


@pytest.mark.parametrize(
    "after",
    [
        "You can return an item within 45 days of delivery, except for outlet items.\nPlease keep the receipt.",
        "You cannot return an item within 30 days of delivery, except for outlet items.\nPlease keep the receipt.",
        "You can return an item within 30 days of delivery, including outlet items.\nPlease keep the receipt.",
        "You can return an item within 30 days of delivery, except for outlet items.",
        "You can return an item within 30 days of delivery, except for outlet items.\nPlease keep the receipt.\n"
        "Opened boxes are refused.",
    ],
)
def test_a_number_a_denial_a_condition_a_loss_and_an_addition_mean_something_else(after: str) -> None:
    found = only(WINDOW, after)

    assert found.kind is Kind.CHANGED
    assert found.is_meant


@pytest.mark.parametrize(
    "after",
    [
        "Please keep the receipt.\nYou can return an item within 30 days of delivery, except for outlet items.",
        "You may return an item within 30 days of delivery, except for outlet items.\nPlease keep the receipt.",
        "You can return an item  within 30 days of delivery, except for outlet items!\nPlease keep the reciept.",
    ],
)
def test_another_order_another_word_and_a_typing_error_mean_the_same(after: str) -> None:
    found = only(WINDOW, after)

    assert found.kind is Kind.REWORDED
    assert not found.is_meant


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("If you choose store credit instead of a refund, we add 10 %.", "We add 10 %."),
        ("We refund you within 5 days.", "Once the parcel is back in our hall, we refund you within 5 days."),
        ("Puedes devolverlo si no está usado.", "Puedes devolverlo."),
    ],
)
def test_a_condition_that_goes_or_comes_with_all_its_words_means_something_else(before: str, after: str) -> None:
    assert only(before, after).is_meant


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It arrives wihtin 1 hour.", "It arrives within 1 hour."),
        ("A change at the same price is free of charge.", "A change at the same price is at no cost."),
        ("You may keep it unles it is faulty.", "You may keep it unless it is faulty."),
        ("Returns are free if you use our label.", "Returns are free. That is so if you use our label."),
    ],
)
def test_a_mended_slip_a_condition_that_moved_and_free_in_other_words_mean_the_same(before: str, after: str) -> None:
    assert not only(before, after).is_meant


@pytest.mark.parametrize(
    ("before", "after"), [("It costs £4.95.", "It costs €4.95."), ("You get 10 %.", "You get 10.")]
)
def test_a_sign_is_a_word(before: str, after: str) -> None:
    assert only(before, after).is_meant


def test_a_page_that_goes_is_told_with_its_statements() -> None:
    (found,) = meaning.changes([passage(text=WINDOW)], [])

    assert found.kind is Kind.REMOVED
    assert [one.before for one in found.statements] == WINDOW.split("\n")


def test_a_page_that_is_cut_in_two_means_the_same() -> None:
    first, second = WINDOW.split("\n")
    after = [passage(text=first), passage("returns-two#receipt", second)]

    found = meaning.changes([passage(text=WINDOW)], after)

    assert [one.is_meant for one in found] == [False, False]
    assert {one.kind for one in found} == {Kind.REWORDED, Kind.MOVED}


def test_a_page_that_ends_earlier_means_something_else_though_no_word_changed() -> None:
    before, after = passage(), passage(effective_until=date(2026, 1, 1))

    (found,) = meaning.changes([before], [after])

    assert [field.name for field in found.fields] == ["effective_until"]
    assert found.is_meant


def test_a_new_page_on_a_known_matter_names_the_page_it_speaks_of() -> None:
    before = passage(text=WINDOW)
    rival = passage("extra#rival", "You can return an item within 14 days of delivery, except for outlet items.")

    (found,) = meaning.changes([before], [before, rival])

    assert found.speaks_of == "returns#window"


def test_a_new_page_on_another_matter_speaks_of_none() -> None:
    before = passage(text=WINDOW)
    other = passage("garden#open", "Our roof garden in Lisbon opens for visitors on summer evenings.")

    (found,) = meaning.changes([before], [before, other])

    assert found.kind is Kind.ADDED
    assert found.speaks_of is None


def test_another_question_over_the_same_answer_means_something_else() -> None:
    before = passage(text="Yes.", headings=("FAQ", "Can I return opened boxes?"))
    after = passage(text="Yes.", headings=("FAQ", "Can I never return opened boxes?"))

    (found,) = meaning.changes([before], [after])

    assert found.is_meant


def test_a_rule_that_names_the_moved_passage_means_the_same_and_one_that_names_another_does_not() -> None:
    rule = item("workflows.yaml:passages.wismo.lost", kind=ItemKind.PARAMETER, before="a#x, b#y", after="a#x, c#y")
    moved = [item(name, change=Kind.MOVED, is_meant=False) for name in ("b#y", "c#y")]

    assert not changes._without_moves(rule, moved).is_meant
    assert changes._without_moves(rule, moved[:1]).is_meant


def test_a_word_for_its_opposite_means_something_else() -> None:
    assert only("You can return the sealed product.", "You can return the opened product.").is_meant
