"""Where a refund is: paid, on time, late, waiting for a return; O12's three working days, N5's five."""

from datetime import date

import pytest

from assist.domain.conversation import Customer, HistoryEntry
from assist.domain.enums import Needed, Outcome
from assist.workflows import goodwill, refund_status
from assist.workflows.case import Background, Finding
from tests.brands import Brand, item, norrfell, osmere


def found(brand: Brand, asked: str, intent: str = "refund/status", **fields: object) -> Finding | None:
    order = brand.order(
        "2026-10-28 10:00", items=(item(paid="40.00"),), fulfilments=(brand.delivered("2026-10-30 12:00"),), **fields
    )
    return refund_status.decide(brand.case("refund", order, asked=asked, intent=intent))


def decided(brand: Brand, asked: str, **fields: object) -> Finding:
    finding = found(brand, asked, **fields)  # type: ignore[arg-type]
    assert finding is not None
    return finding


def received(on: str) -> tuple[dict[str, object], ...]:
    return ({"item_ids": ["i1"], "status": "received", "at": osmere().at(on)},)


def test_a_return_that_has_come_is_paid_within_three_working_days() -> None:
    finding = decided(osmere(), "2026-11-20 10:00", returns=received("2026-11-18 10:00"))

    assert (finding.rule_id, finding.step_back_on) == ("refund.return-received", date(2026, 11, 23))


def test_on_its_last_day_it_is_not_late() -> None:
    assert decided(osmere(), "2026-11-23 23:00", returns=received("2026-11-18 10:00")).rule_id == (
        "refund.return-received"
    )


def test_the_day_after_it_is_overdue_and_sent() -> None:
    finding = decided(osmere(), "2026-11-24 00:00", returns=received("2026-11-18 10:00"))

    assert finding.rule_id == "refund.overdue"
    assert [action.kind for action in finding.actions] == ["issue_refund"]


def test_a_bank_has_its_days_to_show_a_refund() -> None:
    paid = ({"amount": {"amount": "40.00", "currency": "EUR"}, "at": norrfell().at("2026-11-16 10:00")},)

    on_time = decided(norrfell(), "2026-11-23 10:00", refunds=paid)
    late = decided(norrfell(), "2026-11-24 10:00", refunds=paid)

    assert (on_time.rule_id, on_time.facts["bank_shows_by"]) == ("refund.paid", "2026-11-23")
    assert (late.rule_id, [action.kind for action in late.actions]) == ("refund.paid.late", ["check_refund"])


def test_a_return_under_way_is_waited_for() -> None:
    finding = decided(norrfell(), "2026-11-20 10:00", returns=({"status": "in_transit"},))

    assert finding.rule_id == "refund.return-on-its-way"


def test_a_cancelled_order_is_refunded_within_the_days_of_the_client() -> None:
    finding = decided(norrfell(), "2026-11-20 10:00", cancelled_at=norrfell().at("2026-11-18 10:00"))

    assert (finding.rule_id, finding.step_back_on) == ("refund.cancelled-order", date(2026, 11, 25))


def test_a_refund_nobody_knows_of_is_asked_for_its_return() -> None:
    finding = decided(norrfell(), "2026-11-20 10:00")

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.RETURN_TRACKING,))


@pytest.mark.parametrize("intent", ["refund/request", "refund/amount"])
def test_who_only_asks_for_a_refund_is_not_asked_for_a_return(intent: str) -> None:
    assert found(norrfell(), "2026-11-20 10:00", intent=intent) is None


def test_a_refused_refund_is_none() -> None:
    paid = (
        {"amount": {"amount": "40.00", "currency": "EUR"}, "at": norrfell().at("2026-11-16 10:00"), "status": "failed"},
    )

    assert decided(norrfell(), "2026-11-20 10:00", refunds=paid).rule_id == "refund.no-return-yet"


def compensation(words: str, *, history: tuple[HistoryEntry, ...] = ()) -> Finding | None:
    brand = norrfell()
    order = brand.order("2026-11-02 10:00", ship_to_country="ES", fulfilments=(brand.moving("2026-11-16 10:00"),))
    background = Background(customer=Customer(history=history), orders=(order,))
    return goodwill.decide(brand.case("refund", order, asked="2026-11-20 10:00", words=words, background=background))


@pytest.mark.parametrize(
    "words", ["I want compensation for the delay", "some credit for being late?", "una compensación por las molestias"]
)
def test_something_for_the_trouble_is_for_level_2(words: str) -> None:
    finding = compensation(words)

    assert finding is not None and finding.approval is not None
    assert (finding.outcome, finding.approval.by) == (Outcome.NEEDS_APPROVAL, "level_2")
    assert finding.amount == {}


def test_lateness_counts_from_the_last_day_of_the_estimate() -> None:
    finding = compensation("compensation please")

    assert finding is not None
    assert finding.facts["late_working_days"] == 11  # picked 2 Nov, 1-3 working days: 5 Nov; then until 20 Nov


def test_goodwill_of_four_months_ago_is_named_and_of_seven_is_not() -> None:
    def given(on: str) -> tuple[HistoryEntry, ...]:
        return (HistoryEntry(kind="goodwill", at=norrfell().at(on)),)

    recent = compensation("compensation please", history=given("2026-07-20 10:00"))
    old = compensation("compensation please", history=given("2026-04-20 10:00"))

    assert recent is not None and recent.facts["goodwill_since"] == "2026-07-20"
    assert old is not None and old.facts["goodwill_since"] is None


def test_a_plain_refund_asks_for_no_goodwill() -> None:
    assert compensation("I want my money back for the jacket") is None
