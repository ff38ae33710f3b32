"""A faithful reply in an agent's own words stands, and its twin with one thing turned round does not."""

from datetime import UTC, datetime

import pytest

from assist.domain.decision import Decision
from assist.domain.enums import ClaimKind, Outcome
from assist.domain.reply import Check
from assist.drafting.checking import nearly, renderings, statements, verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.verification import Brand


def check(draft: str, *pages: str, more: tuple[Source, ...] = ()) -> Check:
    sources = [Source(f"page-{at}#1", SourceKind.POLICY, page) for at, page in enumerate(pages)]
    return verification.verify(draft, Evidence([*sources, *more]), Keepers(), Brand())[0]


@pytest.mark.parametrize(
    ("page", "reply"),
    [
        ("Blinds that do not fit the frame are cut again free of charge.", "Blinds are cut again at no charge when they don't fit the frame."),
        ("You can swap a kite until it is unpacked.", "You can swap a kite as long as it hasn't been unpacked."),
        ("A voucher cannot be paid out unless the amount differs from the receipt.", "We can't pay out a voucher unless its amount isn't the same as on the receipt."),
        ("Please bring the receipt to the counter.", "Don't forget to bring the receipt to the counter."),
        ("After two attempts the parcel goes to the depot.", "After two failed attempts the parcel goes to the depot."),
        ("The blue glaze contains no lead.", "The blue glaze doesn't contain lead."),
        ("If you are unsure about the size, send us the width of the wall.", "If you're not sure about the size, send us the width of the wall."),
        ("We do not swap kites on sale. You can return a kite on sale for a refund.", "Kites on sale can't be swapped, but you can return them for a refund."),
        ("La garantía no cubre golpes ni arañazos.", "Los golpes y los arañazos no entran en la garantía."),
    ],
)  # fmt: skip
def test_a_denial_said_another_way_stands(page: str, reply: str) -> None:
    assert check(reply, page).grounded


@pytest.mark.parametrize(
    ("page", "reply"),
    [
        ("The mat can be washed at 60 degrees unless the label forbids it.", "The mat can be washed at 60 degrees if the label forbids it."),
        ("You can change the colour until we dye the cloth on Monday.", "You cannot change the colour until we dye the cloth on Monday."),
        ("A visit up to 60 minutes is free for members. A visit above 60 minutes costs 9 EUR.", "A visit at least 60 minutes is free for members."),
        ("You can buy a card for 25.00 EUR, 50.00 EUR or 100.00 EUR in the shop.", "You can buy a card for 25.00 EUR, 100.00 EUR or 100.00 EUR in the shop."),
        ("Cards bought in December 2026 can be used until January 2028 in the shop.", "Cards bought in December 2031 can be used until January 2028 in the shop."),
        ("Items must be unworn and in the box.", "Items must be worn and in the box."),
    ],
)  # fmt: skip
def test_a_copied_sentence_with_one_word_turned_does_not_stand(page: str, reply: str) -> None:
    assert check(page, page).grounded
    assert not check(reply, page).grounded


def test_what_is_no_copy_is_not_compared_word_by_word() -> None:
    page = "You can change the colour until we dye the cloth on Monday."
    evidence = Evidence([Source("p#1", SourceKind.POLICY, page)])
    said = statements.read("Once the cloth has been dyed on Monday the colour stays as it is.")

    assert nearly.fault(said, evidence.nearest(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "I'm so sorry your lamp didn't last!",
        "Hi Zoe, oh no, I'm sorry about the broken handle.",
        "That sounds stressful, sorry!",
        "I totally understand how annoying this is.",
        "What a shame about the glass!",
        "Of course, no problem at all.",
        "Siento mucho que la lámpara haya llegado así.",
    ],
)
def test_feeling_with_the_customer_states_nothing(said: str) -> None:
    found = check(said, "Lamps are sold without bulbs.")

    assert found.grounded
    assert found.claims[0].kind is ClaimKind.COURTESY


@pytest.mark.parametrize(
    "said",
    [
        "I'm sorry your return window has closed.",
        "I'm so sorry your lamp broke, so you can keep the shade and order another.",
        "I understand that you can have another lamp for nothing.",
        "I'm sorry your lamp belongs to the recalled batch.",
        "I'm sorry it took us 9 days.",
    ],
)
def test_a_statement_wrapped_in_a_feeling_is_one(said: str) -> None:
    assert not check(said, "Bulbs of up to 40 W fit.").grounded


def test_a_deed_that_is_yet_to_come_is_not_told_as_done() -> None:
    page = "You can correct the text until we confirm the proof."

    assert check("You can still correct the text until we've confirmed the proof.", page).grounded
    assert not check("We've confirmed the proof of your text.", page).grounded


def test_free_stands_where_a_page_calls_the_same_thing_free() -> None:
    pages = (
        "If the wrong tea arrives, tell us within 10 days and we post a new tin free of charge.",
        "Our silversmith engraves spoons with a name within 10 days.",
    )

    assert check("As long as you let us know within ten days, we'll post another tin for free.", *pages).grounded
    assert not check("Our silversmith engraves spoons with a name for free within 10 days.", *pages).grounded


@pytest.mark.parametrize(
    ("page", "reply"),
    [
        ("Tables are guaranteed against leaks for five years.", "Tables carry a five-year guarantee against leaks."),
        ("Gilded cups are washed only by hand.", "Always wash gilded cups by hand."),
    ],
)
def test_a_strong_word_stands_where_the_page_binds_as_hard(page: str, reply: str) -> None:
    assert check(reply, page).grounded


@pytest.mark.parametrize(
    ("page", "reply"),
    [
        ("The link works for up to five downloads.", "You can use the link up to five times."),
        ("You can choose 4, 8 or 12 weeks in your account.", "You can choose 4, 8, or 12 weeks in your account."),
        ("Sofas are delivered on a booked day.", "Your sofa is delivered on a day that is booked with you."),
        ("The order is kept for 14 days at the till.", "We hold the order at the till for a fortnight."),
        ("The refund is sent within 5 working days.", "The refund is sent in 5 working days at the latest."),
    ],
)
def test_a_number_said_another_way_stands(page: str, reply: str) -> None:
    assert check(reply, page).grounded


@pytest.mark.parametrize(
    ("page", "reply"),
    [
        ("The link works for up to five downloads.", "You can use the link up to seven times."),
        ("The order is kept for 14 days at the till.", "We hold the order at the till for three weeks."),
    ],
)
def test_another_number_said_another_way_does_not_stand(page: str, reply: str) -> None:
    assert not check(reply, page).grounded


def test_money_that_comes_back_is_a_refund_and_whoever_gets_it_does_nothing() -> None:
    page = "Return it in the case it came in and we refund the price in full."

    assert check("Pop it back in the case it came in and you'll get the full price back.", page).grounded


def test_a_spanish_reply_may_rest_on_an_english_page() -> None:
    page = "You can return an item until 19 November 2026. Items must be unworn outdoors, with tags."

    assert check(
        "Puedes devolver el artículo hasta el 19 de noviembre, si no lo has usado al aire libre.", page
    ).grounded


def test_the_moment_an_order_locks_is_a_source() -> None:
    decision = Decision(
        id="d1", intent="cancel/request", workflow="cancellation", outcome=Outcome.ELIGIBLE, rule_id="cancellation.before-lock",
        locks_at=datetime(2026, 11, 20, 16, 47, tzinfo=UTC),
    )  # fmt: skip
    told = tuple(renderings.of_decisions([decision]))

    assert check("Your order can be cancelled until Friday 20 November at 16:47.", more=told).grounded
    assert not check("Your order can be cancelled until Friday 20 November at 18:47.", more=told).grounded
