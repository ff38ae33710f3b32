"""A new address: another country is refused, what a specialist looks at first is not promised, nor is it said why."""

from typing import Any

import pytest

from assist.domain.enums import Outcome
from assist.workflows import address_change
from assist.workflows.case import Finding
from assist.workflows.countries import destinations
from assist.workflows.decide import Asked, Workflows
from tests.brands import Brand, item, norrfell, osmere

RISKY: dict[str, Any] = {
    "shipping_method": "Express 24h",
    "first_order": True,
    "totals": {"paid": {"amount": "300.01", "currency": "EUR"}},
}


def found(words: str, *, brand: Brand | None = None, at: str = "2026-11-20 16:47", **fields: Any) -> Finding | None:
    brand = brand or norrfell()
    order = brand.order("2026-11-20 16:20", **{"ship_to_country": "ES", **fields})
    return address_change.decide(brand.case("address_change", order, asked=at, words=words))


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("please send it to 3 Rue Verte, 75011 Paris, France", {"FR"}),
        ("a Portugal, por favor", {"PT"}),
        ("¿lo podéis enviar a los Países Bajos?", {"NL"}),
        ("my sister in Northern Ireland", {"GB"}),
        ("ALEMANIA", {"DE"}),
        ("cambiar la dirección de España a Francia", {"FR"}),
        ("instead of Spain, Ireland", {"IE"}),
        ("I am from France", set()),
        ("Calle Francia 3, Bilbao", set()),
        ("Avenida de Portugal 12, Madrid", set()),
        ("12 Holland Road, Bristol", set()),
        ("Calle Olmo 7", set()),
        ("", set()),
    ],
)
def test_a_country_is_a_destination_when_it_is_named_as_one(words: str, countries: set[str]) -> None:
    assert destinations(words) == countries


def test_norrfell_does_not_change_an_order_to_another_country() -> None:
    finding = found("send it to 3 Rue Verte, Paris, France please")

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("address_change.other-country", Outcome.NOT_ELIGIBLE)
    assert finding.actions == ()


@pytest.mark.parametrize("words", ["to Calle Olmo 7, Madrid", "to Calle Olmo 7, Madrid, Spain"])
def test_an_address_in_the_orders_own_country_can_be_changed(words: str) -> None:
    finding = found(words)

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("address_change.before-lock", Outcome.ELIGIBLE)


def test_the_orders_country_is_that_of_its_shipping_address_when_no_other_is_given() -> None:
    finding = found("to Lyon, France", ship_to_country=None, shipping_address={"country": "FR"})

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("words", "country"), [("to Lyon, France", None), ("I live in Spain now, my parents in France", "ES")]
)
def test_a_destination_that_cannot_be_told_is_left_to_a_person(words: str, country: str | None) -> None:
    assert found(words, ship_to_country=country) is None


def test_a_client_without_the_country_rule_changes_addresses_as_its_lock_allows() -> None:
    finding = found("to Cork, Ireland", brand=osmere(), ship_to_country="GB")

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


def test_a_locked_order_is_said_to_be_locked_whatever_the_country() -> None:
    finding = found("send it to Paris, France", at="2026-11-23 15:00", **RISKY)

    assert finding is not None
    assert finding.rule_id == "address_change.locked"


@pytest.mark.parametrize("words", ["to Calle Olmo 7, Madrid", "to Paris, France"])
def test_a_large_first_express_order_goes_to_a_specialist_without_a_promise_or_a_reason(words: str) -> None:
    finding = found(words, **RISKY)

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("address_change.review", Outcome.NEEDS_APPROVAL)
    assert finding.actions == ()
    assert finding.approval is not None
    assert (finding.approval.by, finding.approval.because) == ("specialist", None)
    assert "express" not in str(finding).lower().replace(str(finding.slots), "")


@pytest.mark.parametrize(
    "harmless",
    [
        {"shipping_method": "standard"},
        {"shipping_method": None},
        {"first_order": False},
        {"first_order": None},
        {"totals": {"paid": {"amount": "300.00", "currency": "EUR"}}},
        {"totals": None},
    ],
)
def test_a_specialist_sees_only_what_fits_every_point(harmless: dict[str, Any]) -> None:
    finding = found("to Calle Olmo 7, Madrid", **{**RISKY, **harmless})

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


def test_without_totals_the_items_are_added_up() -> None:
    items = (item("i1", paid="200.00"), item("i2", "Lom trousers", paid="100.01"))

    finding = found("to Calle Olmo 7, Madrid", **{**RISKY, "totals": None, "items": items})

    assert finding is not None
    assert finding.rule_id == "address_change.review"


def test_the_approval_and_the_country_page_stand_in_the_decision() -> None:
    brand = norrfell()
    workflows = Workflows(brand.parameters, brand.calendar, brand.profile.currency)
    moment = brand.at("2026-11-20 16:47")
    to_france = Asked("address/change", "address_change", "to Paris, France", "to Paris, France", ())

    decisions = [
        workflows.decide([to_france], [brand.order("2026-11-20 16:20", ship_to_country="ES", **extra)], moment, moment)
        for extra in ({}, RISKY)
    ]

    abroad, review = (one.decision for (one,) in decisions)
    assert abroad is not None and review is not None
    assert abroad.passage_ids == ("order-changes#country",)
    assert review.approval is not None and review.approval.by == "specialist"
