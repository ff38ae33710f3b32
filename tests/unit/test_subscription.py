"""Subscriptions: O13's cut-off two days before a renewal, and what becomes of one that was charged."""

from datetime import date

import pytest

from assist.domain.conversation import Customer, HistoryEntry, Subscription
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Fulfilment, Order
from assist.workflows import subscription
from assist.workflows.case import Background, Finding
from assist.workflows.decide import Asked, Workflows
from tests.brands import item, norrfell, osmere


def running(
    *, renews: str | None = "2026-11-26", cancelled: str | None = None, sku: str = "NSR", name: str = "sub-1"
) -> Subscription:
    return Subscription.model_validate(
        {
            "id": name,
            "sku": sku,
            "interval_weeks": 8,
            "price": {"amount": "38.25", "currency": "GBP"},
            "next_renewal_on": renews,
            "status": "cancelled" if cancelled else "active",
            "cancelled_at": osmere().at(cancelled) if cancelled else None,
        }
    )


def renewed(placed: str = "2026-11-19 05:00", *, paid: str = "38.25", parcels: tuple[Fulfilment, ...] = ()) -> Order:
    brand = osmere()
    refill = item("i1", "Night Serum refill", tags=["subscription"], paid=paid, sku="NSR", currency="GBP")
    return brand.order(
        placed, items=(refill,), fulfilments=parcels, as_of=brand.at("2026-11-20 09:00"), ship_to_country="GB"
    )


def asked(
    intent: str,
    *,
    at: str = "2026-11-20 16:47",
    words: str = "",
    known: tuple[Subscription, ...] = (running(),),
    orders: tuple[Order, ...] = (),
    history: tuple[HistoryEntry, ...] = (),
) -> Finding:
    background = Background(customer=Customer(subscriptions=known, history=history), orders=orders)
    finding = subscription.decide(
        osmere().question("subscription", asked=at, words=words, intent=f"subscription/{intent}", background=background)
    )
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("at", "rule", "outcome"),
    [
        ("2026-11-24 23:59:59", "subscription.change", Outcome.ELIGIBLE),
        ("2026-11-25 00:00:00", "subscription.change.after-cutoff", Outcome.NOT_ELIGIBLE),
    ],
)
def test_a_renewal_can_be_changed_until_2359_two_days_before(at: str, rule: str, outcome: Outcome) -> None:
    finding = asked("change", at=at)

    assert (finding.rule_id, finding.outcome) == (rule, outcome)


@pytest.mark.parametrize(
    ("at", "actions"),
    [
        ("2026-11-24 23:59:59", ["cancel_subscription"]),
        ("2026-11-25 00:00:00", ["cancel_subscription", "stop_renewal"]),
    ],
)
def test_a_subscription_can_be_cancelled_on_any_day(at: str, actions: list[str]) -> None:
    finding = asked("cancel", at=at)

    assert finding.outcome is Outcome.ELIGIBLE
    assert [action.kind for action in finding.actions] == actions


def test_a_skip_is_no_cancellation_whatever_the_intent_says() -> None:
    finding = asked("cancel", words="please skip the next one")

    assert finding.rule_id == "subscription.change"


def test_a_cancellation_made_before_stands() -> None:
    finding = asked("cancel", known=(running(renews=None, cancelled="2026-11-18 08:12"),))

    assert (finding.rule_id, finding.outcome) == ("subscription.cancelled-already", Outcome.INFORMATIONAL)


def test_of_several_subscriptions_the_one_meant_is_asked() -> None:
    finding = asked("cancel", known=(running(), running(sku="SPF", name="sub-2")))

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.SUBSCRIPTION,))


def test_of_several_subscriptions_the_one_named_is_meant() -> None:
    finding = asked("cancel", words="cancel sub-2", known=(running(), running(sku="SPF", name="sub-2")))

    assert finding.facts["subscription"] == "sub-2"


def test_a_stranger_learns_nothing_of_a_subscription() -> None:
    background = Background(customer=Customer(subscriptions=(running(),), verified=False))

    finding = subscription.decide(
        osmere().question("subscription", asked="2026-11-20 16:47", intent="subscription/cancel", background=background)
    )

    assert finding is not None
    assert (finding.rule_id, finding.actions) == ("subscription.unknown", ())


def test_without_any_subscription_known_it_is_asked_for() -> None:
    assert asked("cancel", known=()).rule_id == "subscription.unknown"


def test_a_renewal_not_yet_sent_is_cancelled_and_paid_back_also_after_the_cutoff() -> None:
    finding = asked("charge", known=(running(renews=None, cancelled="2026-11-18 08:12"),), orders=(renewed(),))

    assert (finding.rule_id, finding.outcome) == ("subscription.renewal.not-sent", Outcome.ELIGIBLE)
    assert str(finding.amount["refund"]) == "38.25 GBP"
    assert finding.facts["facts_hours_old"] == 7
    assert finding.facts["cancelled_in_time"] is False


@pytest.mark.parametrize(
    ("paid", "outcome"), [("75.00", Outcome.ELIGIBLE), ("75.01", Outcome.NEEDS_APPROVAL)], ids=["at", "above"]
)
def test_a_renewal_above_the_refund_limit_waits_for_level_2(paid: str, outcome: Outcome) -> None:
    finding = asked("charge", orders=(renewed(paid=paid),))

    assert finding.outcome is outcome


def test_a_renewal_on_its_way_comes_back_sealed_before_any_courtesy() -> None:
    finding = asked("charge", orders=(renewed(parcels=(osmere().moving("2026-11-19 15:00"),)),))

    assert (finding.rule_id, finding.path) == ("subscription.renewal.sent", "return")
    assert [option.path for option in finding.alternatives] == ["courtesy_refund"]
    assert finding.spoken["courtesy_refund"] == ""


@pytest.mark.parametrize(
    ("given", "paid", "rule"),
    [
        (None, "40.00", "subscription.renewal.courtesy"),
        (None, "40.01", "subscription.renewal.closed"),
        ("2025-11-21 10:00", "38.25", "subscription.renewal.closed"),
        ("2025-11-20 10:00", "38.25", "subscription.renewal.courtesy"),
    ],
    ids=["at the limit", "above", "one less than twelve months ago", "twelve months ago"],
)
def test_an_opened_renewal_may_have_one_courtesy_in_twelve_months(given: str | None, paid: str, rule: str) -> None:
    brand = osmere()
    history = (HistoryEntry(kind="courtesy_refund", at=brand.at(given)),) if given else ()
    order = renewed("2026-11-10 05:00", paid=paid, parcels=(brand.delivered("2026-11-13 10:00"),))

    finding = asked("charge", words="I have opened it", orders=(order,), history=history)

    assert finding.rule_id == rule


@pytest.mark.parametrize(
    ("cancelled", "rule"),
    [
        ("2026-11-17 23:59:59", "subscription.renewal.our-mistake"),
        ("2026-11-18 00:00:00", "subscription.renewal.sent"),
    ],
)
def test_a_renewal_sent_after_a_cancellation_in_time_is_our_mistake(cancelled: str, rule: str) -> None:
    order = renewed(parcels=(osmere().moving("2026-11-19 15:00"),))

    finding = asked("charge", known=(running(renews=None, cancelled=cancelled),), orders=(order,))

    assert finding.rule_id == rule


def test_the_days_for_the_sealed_return_are_those_of_every_order() -> None:
    brand = osmere()
    order = renewed("2026-10-20 05:00", parcels=(brand.delivered("2026-10-23 10:00"),))

    finding = asked("charge", at="2026-11-06 23:59", orders=(order,))

    assert finding.last_day == date(2026, 11, 6)


def test_a_charge_without_a_known_renewal_is_asked_for() -> None:
    finding = asked("charge")

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.ORDER_NUMBER,))


def test_a_brand_without_subscriptions_answers_from_its_pages() -> None:
    question = norrfell().question("subscription", asked="2026-11-20 16:47", intent="subscription/cancel")

    assert subscription.decide(question) is None


def test_the_cutoff_is_on_the_clients_clock_after_the_clocks_went_forward() -> None:
    finding = asked("change", at="2027-03-28 23:59:59", known=(running(renews="2027-03-30"),))

    assert finding.rule_id == "subscription.change"
    assert finding.facts["cutoff"] == "2027-03-28T23:59:59+01:00"


@pytest.mark.parametrize("workflow", ["refund", "return", "cancellation", "double_charge"])
def test_an_unsent_renewal_is_stopped_whatever_it_was_called(workflow: str) -> None:
    brand = osmere()
    order = renewed()
    words = "You charged me for a refill I didn't want"
    question = Asked(intent=f"test/{workflow}", workflow=workflow, words=words, turn=words, numbers=())
    workflows = Workflows(brand.parameters, brand.calendar, "GBP")

    (one,) = workflows.decide([question], [order], brand.at("2026-11-20 16:47"), brand.at("2026-11-20 16:47"))

    assert one.decision is not None
    assert one.decision.rule_id == "subscription.renewal.not-sent"


def test_an_ordinary_order_is_no_renewal() -> None:
    brand = osmere()
    order = brand.order("2026-11-19 05:00")

    assert subscription.of_renewal(brand.case("refund", order, asked="2026-11-20 16:47")) is None


@pytest.mark.parametrize(
    ("words", "decides"),
    [
        ("you charged me for one I didn't want", True),
        ("I would like to return it", False),
        ("charged, and I opened it", False),
    ],
)
def test_a_renewal_on_its_way_is_one_only_where_its_charge_is_the_matter(words: str, decides: bool) -> None:
    order = renewed(parcels=(osmere().moving("2026-11-19 15:00"),))
    case = osmere().case("refund", order, asked="2026-11-20 16:47", words=words, intent="refund/request")

    assert (subscription.of_renewal(case) is not None) is decides
