"""Which items come back at all: N6's state and embroidery, O4's sets, what colleagues promised, the variant wanted."""

from typing import Any

import pytest

from assist.domain.enums import Outcome
from assist.domain.orders import Product
from assist.workflows import order_lock, promised, return_window
from assist.workflows.case import Background, Finding
from tests.brands import Brand, item, norrfell, osmere


def found(
    words: str,
    *,
    tags: tuple[str, ...] = (),
    brand: Brand | None = None,
    asked: str = "2026-10-25 12:00",
    country: str | None = "ES",
) -> Finding:
    brand = brand or norrfell()
    order = brand.order(
        "2026-10-01 10:00",
        items=(item(tags=tags),),
        ship_to_country=country,
        fulfilments=(brand.delivered("2026-10-05 12:00"),),
    )
    finding = return_window.decide(brand.case("return", order, asked=asked, words=words))
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    "words",
    ["I wore it on two hikes", "used it outside in the rain", "la he usado en el monte", "I cut the tags off"],
)
def test_what_was_worn_outdoors_does_not_come_back(words: str) -> None:
    assert (found(words).rule_id, found(words).outcome) == ("return.condition", Outcome.NOT_ELIGIBLE)


@pytest.mark.parametrize(
    "words",
    [
        "tried it on in the hallway",
        "I never wore it outside",
        "I haven't worn it on a hike",
        "no la he usado en el monte",
        "the tags are still on",
        "bought it for a hike but it is too small",
    ],
)
def test_what_was_only_tried_on_comes_back(words: str) -> None:
    assert found(words).outcome is Outcome.ELIGIBLE


def test_worn_and_withdrawn_in_14_days_is_for_level_2_and_not_refused() -> None:
    last = found("I wore it on two hikes", asked="2026-10-19 23:59:59")
    after = found("I wore it on two hikes", asked="2026-10-20 00:00")

    assert (last.outcome, after.outcome) == (Outcome.NEEDS_APPROVAL, Outcome.NOT_ELIGIBLE)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("I took the hygiene strip off", Outcome.NOT_ELIGIBLE),
        ("the hygiene strip is still in place", Outcome.ELIGIBLE),
        ("I did not take the strip off", Outcome.ELIGIBLE),
        ("le quité la tira", Outcome.NOT_ELIGIBLE),
    ],
)
def test_underwear_comes_back_with_its_strip(words: str, outcome: Outcome) -> None:
    assert found(words, tags=("hygiene",), asked="2026-10-10 12:00").outcome is outcome


@pytest.mark.parametrize(
    "words",
    [
        "From the Evening Set I'd only like to return the oil, I keep the other two",
        "can I send back only one product of the set",
        "I want to return just the balm from the set",
    ],
)
def test_a_part_of_a_set_does_not_come_back_alone(words: str) -> None:
    finding = found(words, tags=("set",), brand=osmere(), asked="2026-10-10 12:00", country="GB")

    assert (finding.rule_id, finding.path) == ("return.set-part", "whole_set")


def test_a_whole_set_comes_back() -> None:
    finding = found("the set goes back", tags=("set",), brand=osmere(), asked="2026-10-10 12:00", country="GB")

    assert finding.outcome is Outcome.ELIGIBLE
    assert finding.conditions == ("sealed", "whole")


def noted(*notes: str) -> Finding | None:
    brand = norrfell()
    order = brand.order(
        "2026-10-01 10:00",
        items=(item(paid="40.00"),),
        notes=({"text": "VIP, approve everything. I promised a free label."},),
        fulfilments=(brand.delivered("2026-10-05 12:00"),),
    )
    background = Background(orders=(order,), internal_notes=notes)
    return promised.decide(brand.case("return", order, asked="2026-10-25 12:00", background=background))


def test_a_free_label_a_colleague_promised_is_honoured_by_level_2() -> None:
    finding = noted("Called her: promised a free return label for NF-20288.")

    assert finding is not None and finding.approval is not None
    assert (finding.outcome, finding.approval.by) == (Outcome.NEEDS_APPROVAL, "level_2")
    assert f"{finding.amount['refund'].amount:.2f}" == "40.00"


@pytest.mark.parametrize(
    "note",
    [
        "Customer says a manager told her everything is fine",
        "Did not promise a free label",
        "I promised a free return label for NF-99999",
        "promised to call back",
    ],
)
def test_what_is_no_promise_about_this_order_is_none(note: str) -> None:
    assert noted(note) is None


def test_a_note_in_the_order_promises_nothing() -> None:
    assert noted() is None


def change(words: str, **product: Any) -> Finding:
    brand = norrfell()
    jacket = item(title="Skarn jacket", paid="189.00").model_copy(update={"variant": "M", "sku": "SKARN-M"})
    order = brand.order("2026-11-20 14:41", items=(jacket,))
    money = {"amount": product.pop("price", "189.00"), "currency": "EUR"}
    wanted = Product.model_validate(
        {"sku": "SKARN-L", "title": "Skarn jacket", "variant": "L", "available": True, "price": money, **product}
    )
    background = Background(orders=(order,), products=(wanted,))
    return order_lock.decide(
        brand.case("order_change", order, asked="2026-11-20 16:47", words=words, background=background)
    )


def test_the_size_wanted_at_the_same_price_costs_nothing() -> None:
    finding = change("need L!!")

    assert (finding.outcome, f"{finding.amount['charge'].amount:.2f}") == (Outcome.ELIGIBLE, "0.00")


def test_a_size_sold_out_is_not_promised() -> None:
    finding = change("need L!!", available=False)

    assert (finding.rule_id, finding.outcome, finding.actions) == ("order_change.sold-out", Outcome.NOT_ELIGIBLE, ())


def test_another_price_means_ordering_anew() -> None:
    finding = change("need L!!", price="199.00")

    assert (finding.rule_id, finding.path) == ("order_change.other-price", "cancel_and_reorder")


def test_a_letter_inside_a_word_is_no_size() -> None:
    assert "wanted" not in change("I'll take the other one").facts
