"""Which window applies and its last day: N1-N4 and N6 for Norrfell, O1, O3 and O5 for Osmere, clock rules C1, C2, C5."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.enums import Needed, Outcome
from assist.workflows import return_window
from assist.workflows.case import Finding
from tests.brands import Brand, item, norrfell, osmere

DAYS = st.dates(date(2026, 3, 1), date(2027, 3, 31))


def found(
    brand: Brand,
    *,
    placed: str | None,
    delivered: str,
    asked: str,
    workflow: str = "return",
    words: str = "",
    tier: str | None = None,
    **fields: object,
) -> Finding | None:
    order = brand.order(placed, fulfilments=(brand.delivered(delivered),), **fields)
    return return_window.decide(brand.case(workflow, order, asked=asked, words=words, tier=tier))


def decided(brand: Brand, **asked: Any) -> Finding:
    finding = found(brand, **asked)
    assert finding is not None
    return finding


def test_the_norrfell_window_is_30_days_until_the_last_second_of_the_last() -> None:
    finding = decided(norrfell(), placed="2026-09-28 10:00", delivered="2026-10-01 09:00", asked="2026-10-31 23:59:59")

    assert finding.outcome is Outcome.ELIGIBLE
    assert finding.rule_id == "return.window.standard"
    assert finding.last_day == date(2026, 10, 31)


def test_on_the_31st_day_the_norrfell_window_has_ended() -> None:
    finding = decided(norrfell(), placed="2026-09-28 10:00", delivered="2026-10-01 09:00", asked="2026-11-01 00:00")

    assert finding.outcome is Outcome.NOT_ELIGIBLE
    assert finding.rule_id == "return.ended.standard"
    assert finding.slots["last_day"] == date(2026, 10, 31)


def test_a_parcel_delivered_just_before_midnight_counts_from_that_day() -> None:
    finding = decided(norrfell(), placed="2026-09-28 10:00", delivered="2026-10-01 23:59:59", asked="2026-10-02 12:00")

    assert finding.last_day == date(2026, 10, 31)


def test_a_norrfell_order_of_1_november_in_madrid_has_until_31_january() -> None:
    brand = norrfell()
    order = brand.order(None, placed_at="2026-10-31T23:20:00Z", fulfilments=(brand.delivered("2026-11-04 12:00"),))

    finding = return_window.decide(brand.case("return", order, asked="2027-01-15 10:00"))

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE
    assert finding.rule_id == "return.window.holiday-2026"
    assert finding.last_day == date(2027, 1, 31)


def test_a_norrfell_order_of_31_october_in_madrid_had_until_4_december() -> None:
    brand = norrfell()
    order = brand.order(None, placed_at="2026-10-31T22:59:59Z", fulfilments=(brand.delivered("2026-11-04 12:00"),))

    finding = return_window.decide(brand.case("return", order, asked="2027-01-15 10:00"))

    assert finding is not None
    assert finding.outcome is Outcome.NOT_ELIGIBLE
    assert finding.slots["last_day"] == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("placed", "last_day"),
    [("2026-12-24 23:59:59", date(2027, 1, 31)), ("2026-12-25 00:00:00", date(2027, 1, 28))],
)
def test_the_last_norrfell_christmas_order_is_that_of_24_december(placed: str, last_day: date) -> None:
    finding = decided(norrfell(), placed=placed, delivered="2026-12-29 12:00", asked="2027-01-02 12:00")

    assert finding.last_day == last_day


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [("2027-01-31 23:59:59", Outcome.ELIGIBLE), ("2027-02-01 00:00", Outcome.NOT_ELIGIBLE)],
)
def test_the_norrfell_christmas_window_ends_with_31_january(asked: str, outcome: Outcome) -> None:
    finding = decided(norrfell(), placed="2026-11-10 10:00", delivered="2026-11-12 12:00", asked=asked)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [("2027-02-04 23:59:59", Outcome.ELIGIBLE), ("2027-02-05 00:00", Outcome.NOT_ELIGIBLE)],
)
def test_thirty_days_from_a_late_delivery_beat_31_january(asked: str, outcome: Outcome) -> None:
    finding = decided(norrfell(), placed="2026-12-24 10:00", delivered="2027-01-05 12:00", asked=asked)

    assert finding.outcome is outcome


def test_asked_on_the_last_evening_and_answered_on_saturday_is_in_time_by_the_last_parcel() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-10-12 12:00", ["i1"]), brand.delivered("2026-10-21 12:00", ["i2"], name="f2"))
    order = brand.order("2026-10-08 10:00", items=(item("i1"), item("i2", "Lom trousers")), fulfilments=parcels)
    case = brand.case("return", order, asked="2026-11-20 23:58", answered="2026-11-21 09:00", items=["i1"])

    finding = return_window.decide(case)

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE
    assert finding.last_day == date(2026, 11, 20)


def test_asked_in_the_first_second_of_the_next_day_is_late() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-10-12 12:00", ["i1"]), brand.delivered("2026-10-21 12:00", ["i2"], name="f2"))
    order = brand.order("2026-10-08 10:00", items=(item("i1"), item("i2", "Lom trousers")), fulfilments=parcels)
    case = brand.case("return", order, asked="2026-11-21 00:00", answered="2026-11-21 09:00", items=["i1"])

    finding = return_window.decide(case)

    assert finding is not None
    assert finding.outcome is Outcome.NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("asked", "outcome", "rule"),
    [
        ("2026-11-19 23:59:59", Outcome.ELIGIBLE, "return.window.outlet"),
        ("2026-11-20 00:00", Outcome.NOT_ELIGIBLE, "return.ended.outlet"),
    ],
)
def test_an_outlet_item_has_14_days_and_no_christmas_window(asked: str, outcome: Outcome, rule: str) -> None:
    finding = decided(
        norrfell(),
        placed="2026-11-03 10:00",
        delivered="2026-11-05 12:00",
        asked=asked,
        items=(item(tags=["outlet"]),),
    )

    assert (finding.outcome, finding.rule_id) == (outcome, rule)
    assert finding.slots["last_day"] == date(2026, 11, 19)


def test_the_same_jacket_not_from_the_outlet_may_come_back_until_31_january() -> None:
    finding = decided(norrfell(), placed="2026-11-03 10:00", delivered="2026-11-05 12:00", asked="2026-11-20 16:47")

    assert finding.outcome is Outcome.ELIGIBLE
    assert finding.last_day == date(2027, 1, 31)


def test_the_named_ordinary_item_of_a_mixed_order_keeps_its_own_window() -> None:
    brand = norrfell()
    items = (item("i1", tags=["outlet"]), item("i2", "Lom trousers"))
    order = brand.order(
        "2026-10-01 10:00", items=items, fulfilments=(brand.delivered("2026-10-05 12:00", ["i1", "i2"]),)
    )

    finding = return_window.decide(brand.case("return", order, asked="2026-10-30 10:00", items=["i2"]))

    assert finding is not None
    assert finding.rule_id == "return.window.standard"


def test_an_unnamed_item_of_a_mixed_order_is_asked_for() -> None:
    brand = norrfell()
    items = (item("i1", tags=["outlet"]), item("i2", "Lom trousers"))
    order = brand.order(
        "2026-10-01 10:00", items=items, fulfilments=(brand.delivered("2026-10-05 12:00", ["i1", "i2"]),)
    )

    finding = return_window.decide(brand.case("return", order, asked="2026-10-30 10:00", items=[]))

    assert finding is not None
    assert (finding.rule_id, finding.missing) == ("return.which-item", (Needed.ITEM,))


def test_an_outlet_item_is_not_exchanged_but_may_be_returned() -> None:
    finding = decided(
        norrfell(),
        placed="2026-11-03 10:00",
        delivered="2026-11-05 12:00",
        asked="2026-11-10 12:00",
        workflow="exchange",
        items=(item(tags=["outlet"]),),
    )

    assert (finding.outcome, finding.rule_id, finding.path) == (Outcome.NOT_ELIGIBLE, "exchange.refund-only", "refund")


def test_an_outlet_exchange_after_14_days_is_not_offered_a_return_in_the_past() -> None:
    finding = decided(
        norrfell(),
        placed="2026-11-03 10:00",
        delivered="2026-11-05 12:00",
        asked="2026-11-25 12:00",
        workflow="exchange",
        items=(item(tags=["outlet"]),),
    )

    assert (finding.outcome, finding.rule_id, finding.path) == (Outcome.NOT_ELIGIBLE, "exchange.ended.outlet", None)


@pytest.mark.parametrize(("used", "fee"), [(0, "0.00"), (1, "4.95"), (2, "4.95")])
def test_the_first_exchange_of_a_norrfell_order_is_free_and_further_ones_cost_4_95(used: int, fee: str) -> None:
    finding = decided(
        norrfell(),
        placed="2026-10-01 10:00",
        delivered="2026-10-05 12:00",
        asked="2026-10-10 12:00",
        workflow="exchange",
        returns=tuple({"kind": "exchange", "item_ids": ("i1",)} for _ in range(used)),
    )

    assert (finding.outcome, finding.path, f"{finding.amount['charge'].amount:.2f}") == (
        Outcome.ELIGIBLE,
        "exchange",
        fee,
    )


def test_an_earlier_return_of_another_item_does_not_use_up_the_free_exchange() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-10-01 10:00",
        items=(item("i1"), item("i2", "Lom trousers")),
        fulfilments=(brand.delivered("2026-10-05 12:00", ["i1", "i2"]),),
        returns=({"kind": "refund", "item_ids": ("i2",)},),
    )

    finding = return_window.decide(brand.case("exchange", order, asked="2026-10-10 12:00", items=["i1"]))

    assert finding is not None
    assert finding.amount["charge"].amount == 0


def test_a_refund_is_not_refused_because_an_exchange_would_be_free() -> None:
    finding = decided(norrfell(), placed="2026-10-01 10:00", delivered="2026-10-05 12:00", asked="2026-10-10 12:00")

    assert (finding.outcome, finding.path) == (Outcome.ELIGIBLE, "refund")


def test_a_return_label_waits_for_the_customers_yes() -> None:
    finding = decided(norrfell(), placed="2026-10-01 10:00", delivered="2026-10-05 12:00", asked="2026-10-10 12:00")

    assert finding.actions
    assert (finding.actions[0].kind, finding.actions[0].requires) == ("send_return_label", "customer_confirmation")


def test_an_ended_window_proposes_no_label() -> None:
    finding = decided(norrfell(), placed="2026-10-01 10:00", delivered="2026-10-05 12:00", asked="2026-12-10 12:00")

    assert finding.actions == ()


def test_footwear_comes_back_unworn_and_in_its_box() -> None:
    finding = decided(
        norrfell(),
        placed="2026-10-01 10:00",
        delivered="2026-10-05 12:00",
        asked="2026-10-10 12:00",
        items=(item(tags=["footwear"]),),
    )

    assert finding.conditions == ("unworn outdoors with tags", "in its own box")


def test_an_embroidered_item_does_not_come_back_for_a_change_of_mind() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-10-01 10:00",
        items=(item(tags=["personalised"]),),
        fulfilments=(brand.delivered("2026-10-05 12:00"),),
    )

    finding = return_window.decide(brand.case("return", order, asked="2026-10-10 12:00"))

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("return.excluded", Outcome.NOT_ELIGIBLE)


def test_nobody_is_asked_which_item_once_no_item_may_come_back() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-09-01 10:00",
        items=(item("i1"), item("i2", "Embroidered cap", tags=["personalised"])),
        fulfilments=(brand.delivered("2026-09-02 12:00", ["i1", "i2"]),),
    )

    finding = return_window.decide(brand.case("return", order, asked="2026-10-20 12:00"))

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("return.ended.standard", Outcome.NOT_ELIGIBLE)


def test_what_has_not_arrived_may_come_back_once_it_has() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=(brand.moving("2026-11-12 12:00"),))

    finding = return_window.decide(brand.case("return", order, asked="2026-11-20 16:47"))

    assert finding is not None
    assert (finding.rule_id, finding.outcome, finding.last_day) == ("return.before-arrival", Outcome.ELIGIBLE, None)


def test_the_item_that_arrived_may_come_back_while_another_is_on_its_way() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-11-12 12:00", ["i1"]), brand.moving("2026-11-19 12:00", ["i2"], name="f2"))
    order = brand.order("2026-11-08 10:00", items=(item("i1"), item("i2", "Lom trousers")), fulfilments=parcels)

    finding = return_window.decide(brand.case("return", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE


def test_a_window_cannot_have_ended_while_a_parcel_of_the_order_is_still_on_its_way() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-10-01 12:00", ["i1"]), brand.moving("2026-11-19 12:00", ["i2"], name="f2"))
    order = brand.order("2026-09-28 10:00", items=(item("i1"), item("i2", "Lom trousers")), fulfilments=parcels)

    finding = return_window.decide(brand.case("return", order, asked="2026-11-20 16:47", items=["i1"]))

    assert finding is not None
    assert (finding.outcome, finding.last_day) == (Outcome.ELIGIBLE, None)


def test_an_item_that_is_in_no_parcel_yet_has_no_return_window() -> None:
    brand = norrfell()
    items = (item("i1"), item("i2", "Lom trousers"))
    order = brand.order("2026-11-08 10:00", items=items, fulfilments=(brand.delivered("2026-11-12 12:00", ["i1"]),))

    finding = return_window.decide(brand.case("return", order, asked="2026-11-20 16:47", items=["i2"]))

    assert finding is not None
    assert (finding.rule_id, finding.last_day) == ("return.before-arrival", None)


def test_an_order_of_unknown_date_is_not_refused_while_the_christmas_window_may_cover_it() -> None:
    brand = norrfell()
    order = brand.order(None, fulfilments=(brand.delivered("2026-11-12 12:00"),))

    finding = return_window.decide(brand.case("return", order, asked="2027-01-15 10:00"))

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_INFO
    assert [one.path for one in finding.inconsistencies] == ["orders/NF-20288/placed_at"]


@given(DAYS, st.integers(0, 120))
def test_a_norrfell_return_is_open_exactly_until_its_last_day(delivered: date, days: int) -> None:
    asked = delivered + timedelta(days=days)

    finding = decided(
        norrfell(),
        placed=f"{delivered - timedelta(days=3)} 10:00",
        delivered=f"{delivered} 12:00",
        asked=f"{asked} 23:59:59",
    )

    last_day = finding.slots["last_day"]
    assert isinstance(last_day, date)
    assert (finding.outcome is Outcome.ELIGIBLE) == (asked <= last_day)
    assert last_day >= delivered + timedelta(days=30)


@given(DAYS, st.booleans())
def test_no_norrfell_window_falls_below_the_legal_14_days(delivered: date, outlet: bool) -> None:
    finding = decided(
        norrfell(),
        placed=f"{delivered - timedelta(days=3)} 10:00",
        delivered=f"{delivered} 12:00",
        asked=f"{delivered + timedelta(days=14)} 23:59:59",
        items=(item(tags=["outlet"] if outlet else []),),
    )

    assert finding.outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [("2026-10-15 23:59:59", Outcome.ELIGIBLE), ("2026-10-16 00:00", Outcome.NOT_ELIGIBLE)],
)
def test_the_osmere_window_is_14_days(asked: str, outcome: Outcome) -> None:
    finding = decided(osmere(), placed="2026-09-28 10:00", delivered="2026-10-01 12:00", asked=asked)

    assert (finding.outcome, finding.slots["last_day"]) == (outcome, date(2026, 10, 15))


@pytest.mark.parametrize("words", ["I opened it and don't like the smell", "I tried it twice, can I send it back?"])
def test_an_opened_osmere_product_is_not_answered_as_a_sealed_one(words: str) -> None:
    finding = found(
        osmere(), placed="2026-09-28 10:00", delivered="2026-10-01 12:00", asked="2026-10-05 12:00", words=words
    )

    assert finding is not None
    assert (finding.rule_id, finding.outcome) == ("return.opened", Outcome.NOT_ELIGIBLE)


@pytest.mark.parametrize("words", ["I have not opened it", "never opened, can I return it?", "I haven't opened it"])
def test_an_osmere_product_said_to_be_closed_may_come_back(words: str) -> None:
    finding = decided(
        osmere(), placed="2026-09-28 10:00", delivered="2026-10-01 12:00", asked="2026-10-05 12:00", words=words
    )

    assert finding.outcome is Outcome.ELIGIBLE


def test_osmere_takes_back_what_is_sealed() -> None:
    finding = decided(osmere(), placed="2026-09-28 10:00", delivered="2026-10-01 12:00", asked="2026-10-05 12:00")

    assert finding.conditions == ("sealed",)


def test_osmere_gives_14_more_days_to_send_from_the_day_the_customer_told_us() -> None:
    finding = decided(osmere(), placed="2026-09-28 10:00", delivered="2026-10-01 12:00", asked="2026-10-05 12:00")

    assert finding.facts["send_by"] == "2026-10-19"


@pytest.mark.parametrize(
    ("placed", "outcome"),
    [
        ("2026-10-31 23:59:59", Outcome.NOT_ELIGIBLE),
        ("2026-11-01 00:00:00", Outcome.ELIGIBLE),
        ("2026-12-18 23:59:59", Outcome.ELIGIBLE),
        ("2026-12-19 00:00:00", Outcome.NOT_ELIGIBLE),
    ],
)
def test_osmere_christmas_orders_are_those_of_1_november_to_18_december(placed: str, outcome: Outcome | None) -> None:
    finding = found(osmere(), placed=placed, delivered="2026-12-21 12:00", asked="2027-01-09 12:00")

    assert (finding and finding.outcome) == outcome


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [("2027-01-10 23:59:59", Outcome.ELIGIBLE), ("2027-01-11 00:00", Outcome.NOT_ELIGIBLE)],
)
def test_osmere_must_be_told_by_10_january(asked: str, outcome: Outcome) -> None:
    finding = decided(osmere(), placed="2026-11-05 10:00", delivered="2026-11-07 12:00", asked=asked)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [("2027-01-12 23:59:59", Outcome.ELIGIBLE), ("2027-01-13 00:00", Outcome.NOT_ELIGIBLE)],
)
def test_osmeres_14_days_from_a_late_delivery_beat_10_january(asked: str, outcome: Outcome | None) -> None:
    finding = found(osmere(), placed="2026-12-18 10:00", delivered="2026-12-29 12:00", asked=asked)

    assert (finding and finding.outcome) == outcome


def test_osmere_does_not_exchange() -> None:
    finding = decided(
        osmere(), placed="2026-11-05 10:00", delivered="2026-11-07 12:00", asked="2026-11-20 16:47", workflow="exchange"
    )

    assert (finding.outcome, finding.rule_id, finding.path) == (Outcome.NOT_ELIGIBLE, "exchange.not-offered", "refund")


def test_osmere_does_not_promise_a_refund_instead_of_an_exchange_after_the_window() -> None:
    finding = decided(
        osmere(), placed="2026-09-28 10:00", delivered="2026-10-01 12:00", asked="2026-11-20 16:47", workflow="exchange"
    )

    assert (finding.outcome, finding.rule_id, finding.path) == (
        Outcome.NOT_ELIGIBLE,
        "exchange.ended.standard",
        None,
    )


@pytest.mark.parametrize(
    ("tier", "tags", "rule", "last_day"),
    [
        ("summit", [], "return.window.member", date(2026, 11, 30)),
        ("Summit", [], "return.window.member", date(2026, 11, 30)),
        ("vip", [], "return.window.standard", date(2026, 10, 31)),
        (None, [], "return.window.standard", date(2026, 10, 31)),
        ("summit", ["outlet"], "return.window.outlet", date(2026, 10, 15)),
    ],
)
def test_summit_members_have_60_days_except_for_outlet_items(
    tier: str | None, tags: list[str], rule: str, last_day: date
) -> None:
    finding = decided(
        norrfell(),
        placed="2026-09-28 10:00",
        delivered="2026-10-01 12:00",
        asked="2026-10-10 12:00",
        tier=tier,
        items=(item(tags=tags),),
    )

    assert (finding.rule_id, finding.last_day) == (rule, last_day)


def test_for_a_members_christmas_order_the_later_date_counts() -> None:
    finding = decided(
        norrfell(), placed="2026-12-20 10:00", delivered="2026-12-23 12:00", asked="2026-12-28 12:00", tier="summit"
    )

    assert (finding.rule_id, finding.last_day) == ("return.window.member", date(2027, 2, 21))


@pytest.mark.parametrize(
    ("tags", "asked", "outcome"),
    [
        (["footwear", "full_price"], "2026-10-25 23:59:59", Outcome.ELIGIBLE),
        (["footwear", "full_price"], "2026-10-26 00:00", None),
        (["footwear", "full_price"], "2026-11-24 23:59:59", None),
        (["footwear", "full_price"], "2026-11-25 00:00", Outcome.NOT_ELIGIBLE),
        (["footwear"], "2026-10-26 00:00", Outcome.NOT_ELIGIBLE),
    ],
)
def test_full_price_boots_are_not_refused_while_the_comfort_promise_may_hold(
    tags: list[str], asked: str, outcome: Outcome | None
) -> None:
    finding = found(
        norrfell(),
        placed="2026-09-20 10:00",
        delivered="2026-09-25 12:00",
        asked=asked,
        items=(item(tags=tags),),
    )

    assert (finding and finding.outcome) == outcome


@pytest.mark.parametrize(
    ("asked", "outcome"), [("2027-01-31 23:59:59", Outcome.NEEDS_INFO), ("2027-02-01 00:00", Outcome.NOT_ELIGIBLE)]
)
def test_an_order_of_unknown_date_is_refused_when_no_dated_window_can_cover_it(
    asked: str, outcome: Outcome | None
) -> None:
    finding = found(norrfell(), placed=None, delivered="2026-11-12 12:00", asked=asked)

    assert (finding and finding.outcome) == outcome


def test_a_client_may_let_dated_windows_apply_to_outlet_items_too() -> None:
    brand = norrfell()
    rules = brand.parameters.return_
    assert rules.outlet is not None
    outlet = rules.outlet.model_copy(update={"dated_windows_apply": True})
    numbers = brand.parameters.model_copy(update={"return_": rules.model_copy(update={"outlet": outlet})})

    finding = decided(
        replace(brand, parameters=numbers),
        placed="2026-11-03 10:00",
        delivered="2026-11-05 12:00",
        asked="2026-11-25 12:00",
        items=(item(tags=["outlet"]),),
    )

    assert (finding.rule_id, finding.last_day) == ("return.window.holiday-2026", date(2027, 1, 31))


def test_a_parcel_that_does_not_say_what_it_holds_may_hold_the_item() -> None:
    brand = norrfell()
    order = brand.order("2026-10-01 10:00", fulfilments=(brand.delivered("2026-10-05 12:00", []),))

    finding = return_window.decide(brand.case("return", order, asked="2026-10-10 12:00"))

    assert finding is not None
    assert finding.outcome is Outcome.ELIGIBLE
