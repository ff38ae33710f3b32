"""What holds of every decision, whatever the order, the wish and the moment: rules about the rules."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assist.domain.base import Money
from assist.domain.conversation import Customer
from assist.domain.decision import Decision
from assist.domain.enums import Outcome, Visibility
from assist.domain.orders import Item, Order, OrderNote, Payment
from assist.workflows.case import Background
from tests.brands import Brand
from tests.situations import BRANDS, KINDER, RANK, WINDOWED, WISHES, Situation, essence, local_moments, situations

RETURN, EXCHANGE, REFUND = (wish for wish in WISHES if wish[1] in WINDOWED)
STATUS = next(wish for wish in WISHES if wish[0] == "order/status")
LOCKED = tuple(wish for wish in WISHES if wish[1] in ("order_change", "address_change", "cancellation"))
A_MINUTE = timedelta(minutes=1)
thorough = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def amounts(decision: Decision) -> dict[str, Decimal]:
    """Return every amount by its name, those of other paths included."""
    stated = {name: money.amount for name, money in (decision.amount or {}).items()}
    return {option.path: option.amount.amount for option in decision.alternatives if option.amount} | stated


def with_other_names(order: Order) -> Order:
    """Return the same order with everything renamed that decides nothing."""
    return order.model_copy(
        update={
            "email": "someone@example.com",
            "notes": (OrderNote(visibility=Visibility.INTERNAL, text="VIP, approve everything"),),
            "payments": (Payment(id="p1", method="card"),),
            "items": tuple(item.model_copy(update={"sku": f"X{item.sku}"}) for item in order.items),
            "fulfilments": tuple(
                parcel.model_copy(
                    update={
                        "tracking": "other",
                        "carrier": "DHL",
                        "milestones": tuple(step.model_copy(update={"place": "Lugo"}) for step in parcel.milestones),
                    }
                )
                for parcel in order.fulfilments
            ),
        }
    )


@given(situations())
@thorough
def test_names_notes_and_carriers_decide_nothing(situation: Situation) -> None:
    customer = Customer(id="c-9", name="Somebody Else", tier=situation.background.tier, email="someone@example.com")
    products = tuple(one.model_copy(update={"sku": f"X{one.sku}"}) for one in situation.background.products)
    background = replace(situation.background, customer=customer, products=products)

    renamed = replace(situation, order=with_other_names(situation.order), background=background)

    assert essence(renamed.decide()) == essence(situation.decide())


@given(situations(), st.booleans())
@thorough
def test_another_order_decides_nothing_once_the_number_is_given(situation: Situation, is_newer: bool) -> None:
    placed = situation.order.placed_at
    assert placed is not None
    lamp = Item(
        id="x1", sku="LAMP", title="Lamp", paid=Money(amount=Decimal(10), currency=situation.brand.profile.currency)
    )
    moved = timedelta(hours=1) if is_newer else timedelta(days=-40)
    other = Order(number=situation.order.number[:-1] + "9", placed_at=placed + moved, items=(lamp,))

    beside = replace(situation, background=replace(situation.background, orders=(other,)))

    assert essence(beside.decide()) == essence(situation.decide())


@pytest.mark.parametrize("kindness", KINDER)
@given(situation=situations())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_kinder_numbers_make_no_decision_worse(kindness: str, situation: Situation) -> None:
    before = situation.decide()
    assume(before is not None)
    assert before is not None

    after = situation.decide(KINDER[kindness](situation.brand.parameters))

    assert after is not None
    assert RANK[after.outcome] >= RANK[before.outcome]
    if before.last_day and after.last_day:
        assert after.last_day >= before.last_day
    lower = [name for name, amount in amounts(before).items() if amounts(after).get(name, amount) < amount]
    assert [name for name in lower if name != "charge"] == []


@given(situations(wishes=(RETURN, EXCHANGE, REFUND), delivered=True), st.integers(1, 90 * 24 * 60))
@thorough
def test_what_may_go_back_later_could_go_back_before(situation: Situation, minutes: int) -> None:
    later = situation.at(situation.asked_at + minutes * A_MINUTE).decide()
    assume(later is not None and later.outcome is Outcome.ELIGIBLE)

    earlier = situation.decide()

    assert earlier is not None
    assert RANK[earlier.outcome] >= 1, earlier.rule_id


@given(situations(wishes=(RETURN, EXCHANGE, REFUND), delivered=True))
@thorough
def test_a_stated_last_day_is_the_last(situation: Situation) -> None:
    decision = situation.decide()
    assume(decision is not None and decision.last_day is not None)
    assert decision is not None and decision.last_day is not None

    asked_on = situation.brand.calendar.day(situation.asked_at)

    if decision.outcome is Outcome.ELIGIBLE:
        assert asked_on <= decision.last_day
    elif ".ended" in decision.rule_id:
        assert asked_on > decision.last_day


@given(situations(wishes=(STATUS,), delivered=False), st.integers(1, 40 * 24 * 60))
@thorough
def test_a_silent_parcel_only_gets_more_serious(situation: Situation, minutes: int) -> None:
    assume(situation.order.fulfilments)
    stages = {None: 0, "wait": 0, "trace": 1, "customer_choice": 2}

    earlier = situation.decide()
    later = situation.at(situation.asked_at + minutes * A_MINUTE).decide()

    assert earlier is not None and later is not None
    assert stages.get(earlier.path, 0) <= stages.get(later.path, 0)
    for one in (earlier, later):
        assert (
            one.step_back_on is None
            or one.then is None
            or one.then.on > situation.brand.calendar.day(situation.asked_at)
        )


@given(situations(wishes=LOCKED, delivered=False), st.integers(1, 10 * 24 * 60))
@thorough
def test_an_order_that_is_locked_stays_locked(situation: Situation, minutes: int) -> None:
    earlier = situation.decide()
    later = situation.at(situation.asked_at + minutes * A_MINUTE).decide()

    assert earlier is not None and later is not None
    if earlier.rule_id.endswith(".locked"):
        assert not later.rule_id.endswith(".before-lock")
    if later.rule_id.endswith(".before-lock"):
        assert later.locks_at == earlier.locks_at


@given(situations(wishes=(RETURN, REFUND), delivered=True))
@thorough
def test_the_lines_of_a_sum_add_up_to_the_cent(situation: Situation) -> None:
    decision = situation.decide()
    assume(decision is not None and decision.lines)
    assert decision is not None
    stated = amounts(decision)

    summed = {line.of: Decimal() for line in decision.lines}
    for line in decision.lines:
        summed[line.of] += line.amount.amount

    assert summed == {name: stated[name] for name in summed}


@given(situations())
@thorough
def test_no_sum_is_negative_foreign_or_above_what_was_paid(situation: Situation) -> None:
    decision = situation.decide()
    assume(decision is not None)
    assert decision is not None and situation.order.totals is not None and situation.order.totals.paid is not None
    paid = situation.order.totals.paid
    moneys = [*(decision.amount or {}).values(), *(one.amount for one in decision.alternatives if one.amount)]

    refunds = [amount for name, amount in amounts(decision).items() if name.startswith("refund")]

    assert [money for money in moneys if money.currency != paid.currency] == []
    assert [
        money for money in moneys if money.amount < 0 or money.amount != money.amount.quantize(Decimal("0.01"))
    ] == []
    assert [amount for amount in refunds if amount > paid.amount] == []


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[Brand, datetime]:
    """Return a brand and a minute of delivery, outside the dated windows: leap days, clock changes, holidays included."""
    brand = draw(st.sampled_from(BRANDS))()
    return brand, draw(
        st.one_of(
            local_moments(brand, "2027-02-10 00:00", "2027-10-20 00:00"),
            local_moments(brand, "2028-01-20 00:00", "2028-04-10 00:00"),
            local_moments(brand, "2026-10-01 00:00", "2026-10-31 23:59"),
        )
    )


def asked_around_the_last_day(arrival: tuple[Brand, datetime], minute: int, days_after: int) -> Situation:
    """Return a wish to return an item of a standard order at this minute of its last day, or of the day after."""
    brand, delivered_at = arrival
    last_day = brand.calendar.day(delivered_at) + timedelta(days=brand.parameters.return_.window_days)
    asked_at = brand.at(f"{last_day + timedelta(days=days_after)} {minute // 60:02d}:{minute % 60:02d}")
    parcel = brand.delivered(delivered_at.astimezone(asked_at.tzinfo).strftime("%Y-%m-%d %H:%M"))
    order = brand.order(None, placed_at=delivered_at - timedelta(days=3), ship_to_country=brand.profile.countries[0])
    return Situation(brand, RETURN, order.model_copy(update={"fulfilments": (parcel,)}), asked_at, Background())


@given(arrivals(), st.integers(0, 24 * 60 - 1), st.sampled_from((0, 1)))
@settings(max_examples=120, deadline=None)
def test_every_minute_of_the_last_day_counts_and_none_of_the_next(
    arrival: tuple[Brand, datetime], minute: int, days_after: int
) -> None:
    situation = asked_around_the_last_day(arrival, minute, days_after)
    brand, delivered_at = arrival
    last_day = brand.calendar.day(delivered_at) + timedelta(days=brand.parameters.return_.window_days)

    decision = situation.decide()

    assert decision is not None
    assert (decision.outcome is Outcome.ELIGIBLE) == (days_after == 0)
    assert str(decision.last_day or decision.facts["last_day"]) == str(last_day)


@given(arrivals(), st.integers(0, 24 * 60 - 1), st.sampled_from((0, 1)), st.integers(0, 10 * 24 * 60))
@thorough
def test_what_counts_is_when_it_was_asked_not_when_we_answer(
    arrival: tuple[Brand, datetime], minute: int, days_after: int, later: int
) -> None:
    situation = asked_around_the_last_day(arrival, minute, days_after)

    late = situation.decide(answered_after=timedelta(minutes=later))

    assert essence(late) == essence(situation.decide())


@given(situations(wishes=(RETURN,), delivered=True, tags=("outlet", "footwear", "full_price")), st.integers(0, 14))
@thorough
def test_nobody_is_refused_in_the_days_the_law_gives(situation: Situation, days: int) -> None:
    arrived = situation.order.fulfilments[0].milestones[-1].at
    asked = situation.at(arrived + timedelta(days=days))
    assume(situation.brand.calendar.day(asked.asked_at) <= situation.brand.calendar.day(arrived) + timedelta(days=14))

    decision = asked.decide()

    assert decision is None or decision.outcome is not Outcome.NOT_ELIGIBLE
