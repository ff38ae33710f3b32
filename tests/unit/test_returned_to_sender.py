"""A parcel that turned back: sent again free of charge or paid back, as the customer likes."""

import pytest

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Fulfilment, Milestone
from assist.workflows import returned_to_sender
from assist.workflows.case import Finding
from tests.brands import item, norrfell


def scanned(*codes: str) -> Finding | None:
    brand = norrfell()
    milestones = tuple(
        Milestone(code=code, at=brand.at(f"2026-11-{day} 10:00")) for day, code in enumerate(codes, start=16)
    )
    parcel = Fulfilment(id="f1", item_ids=("i1",), milestones=milestones)
    order = brand.order("2026-11-13 10:00", items=(item(paid="79.00"),), fulfilments=(parcel,))
    return returned_to_sender.decide(brand.case("wismo", order, asked="2026-11-20 16:47"))


def test_the_customer_chooses_between_a_new_dispatch_and_the_money() -> None:
    finding = scanned("in_transit", "returned_to_sender")

    assert finding is not None
    assert (finding.outcome, finding.path) == (Outcome.ELIGIBLE, "customer_choice")
    assert [(option.path, str(option.amount)) for option in finding.alternatives] == [
        ("send_again", "0.00 EUR"),
        ("refund", "79.00 EUR"),
    ]
    assert finding.missing == (Needed.CHOICE, Needed.NEW_ADDRESS)


@pytest.mark.parametrize("codes", [("in_transit",), ("returned_to_sender", "in_transit"), ()])
def test_a_parcel_that_goes_on_is_none_of_this_rule(codes: tuple[str, ...]) -> None:
    assert scanned(*codes) is None
