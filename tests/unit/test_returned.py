"""What has come back or been paid back already is not offered a second time."""

import pytest

from assist.domain.enums import Outcome
from assist.workflows import return_window
from assist.workflows.case import Finding
from tests.brands import item, norrfell

BOTH = (item("i1", "Skarn jacket", paid="40.00"), item("i2", "Lom trousers", paid="60.00"))


def found(*about: str, workflow: str = "return", **fields: object) -> Finding | None:
    brand = norrfell()
    parcel = brand.delivered("2026-10-05 12:00", ["i1", "i2"])
    order = brand.order("2026-10-01 10:00", items=BOTH, fulfilments=(parcel,), **fields)
    return return_window.decide(brand.case(workflow, order, asked="2026-10-30 12:00", items=about))


def refund(amount: str | None, *item_ids: str, **fields: object) -> dict[str, object]:
    money = {"amount": amount, "currency": "EUR"} if amount else None
    return {"amount": money, "item_ids": item_ids, "at": norrfell().at("2026-10-20 00:30"), **fields}


def is_already(finding: Finding | None) -> bool:
    return finding is not None and finding.rule_id == "return.already"


@pytest.mark.parametrize("workflow", ["return", "exchange"])
def test_a_refunded_item_is_said_to_be_refunded_and_when(workflow: str) -> None:
    finding = found("i1", workflow=workflow, refunds=(refund("40.00", "i1"),))

    assert finding is not None
    assert (finding.rule_id, finding.outcome, finding.actions) == ("return.already", Outcome.INFORMATIONAL, ())
    assert finding.facts == {"refunded_on": "2026-10-20"}
    assert str(finding.slots["refunded_on"]) == "2026-10-20"


def test_a_returned_item_is_said_to_have_come_back() -> None:
    entry = {"kind": "refund", "item_ids": ("i1",), "status": "received", "at": norrfell().at("2026-10-18 10:00")}

    finding = found("i1", returns=(entry,))

    assert finding is not None
    assert (finding.rule_id, finding.facts) == ("return.already", {"returned_on": "2026-10-18"})


def test_a_refund_less_the_return_label_is_a_refund() -> None:
    assert is_already(found("i1", refunds=(refund("35.05", "i1"),)))


@pytest.mark.parametrize(
    "given",
    [
        refund("8.00", "i1"),
        refund("15.00"),
        refund("40.00", "i2"),
        refund("40.00", "i1", status="failed"),
        refund(None),
    ],
    ids=["a price difference", "goodwill", "another item", "a refund that failed", "a refund of nothing known"],
)
def test_what_is_no_refund_of_the_item_leaves_its_return_open(given: dict[str, object]) -> None:
    finding = found("i1", refunds=(given,))

    assert finding is not None
    assert finding.rule_id == "return.window.standard"


def test_a_refund_of_the_whole_order_covers_every_item() -> None:
    assert is_already(found("i2", refunds=(refund("100.00"),)))


def test_without_items_named_the_whole_order_must_have_come_back() -> None:
    assert not is_already(found(refunds=(refund("40.00", "i1"),)))
    assert is_already(found(refunds=(refund("40.00", "i1"), refund("60.00", "i2"))))


@pytest.mark.parametrize(
    "entry", [{"kind": "exchange", "item_ids": ("i1",)}, {"item_ids": ("i1",), "status": "requested"}]
)
def test_an_exchange_or_a_return_only_asked_for_is_no_return(entry: dict[str, object]) -> None:
    assert not is_already(found("i1", returns=(entry,)))


def test_a_refund_of_the_future_has_not_been_made() -> None:
    assert not is_already(found("i1", refunds=(refund("40.00", "i1", at=norrfell().at("2026-11-20 10:00")),)))
