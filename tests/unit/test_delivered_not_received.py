"""Delivered by the carrier's word alone: N13 and O9; we look, and what level 2 must see first."""

from datetime import date

import pytest

from assist.domain.conversation import Customer, HistoryEntry
from assist.domain.enums import Outcome
from assist.workflows import wismo
from assist.workflows.case import Background, Finding
from tests.brands import Brand, item, norrfell, osmere


def missing(
    brand: Brand,
    *,
    paid: str = "99.00",
    claim: str | None = None,
    claimed_order: str = "NF-1",
    asked: str = "2026-11-20 16:47",
) -> Finding:
    thing = item("i1", paid=paid, currency=brand.profile.currency)
    order = brand.order("2026-11-15 10:00", items=(thing,), fulfilments=(brand.delivered("2026-11-19 10:00"),))
    history = (HistoryEntry(kind="claim", at=brand.at(claim), order_number=claimed_order),) if claim else ()
    known = Background(customer=Customer(history=history), orders=(order,))
    finding = wismo.decide(
        brand.case("wismo", order, asked=asked, intent="shipping/delivered_not_received", background=known)
    )
    assert finding is not None
    return finding


def test_we_look_within_a_working_day_and_write() -> None:
    finding = missing(norrfell())

    assert (finding.outcome, finding.step_back_on) == (Outcome.INFORMATIONAL, date(2026, 11, 23))
    assert [action.kind for action in finding.actions] == ["safe_place_check"]


@pytest.mark.parametrize(
    ("paid", "outcome"), [("150.00", Outcome.INFORMATIONAL), ("150.01", Outcome.NEEDS_APPROVAL)], ids=["at", "above"]
)
def test_above_the_limit_level_2_looks_first(paid: str, outcome: Outcome) -> None:
    finding = missing(norrfell(), paid=paid)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [("2025-11-21 10:00", Outcome.NEEDS_APPROVAL), ("2025-11-20 10:00", Outcome.INFORMATIONAL)],
    ids=["within twelve months", "twelve months ago"],
)
def test_a_second_claim_in_twelve_months_is_for_level_2(claim: str, outcome: Outcome) -> None:
    finding = missing(norrfell(), claim=claim)

    assert finding.outcome is outcome


def test_the_record_of_this_very_claim_is_no_second_one() -> None:
    finding = missing(norrfell(), claim="2026-11-20 09:00", claimed_order="NF-20288")

    assert finding.outcome is Outcome.INFORMATIONAL


def test_osmere_has_no_such_limits() -> None:
    finding = missing(osmere(), paid="300.00", claim="2026-11-01 10:00")

    assert finding.outcome is Outcome.INFORMATIONAL
