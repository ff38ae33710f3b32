"""From intents to decisions: which workflow looks, how decisions are numbered, which pages stand behind them."""

from assist.domain.conversation import Customer
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order
from assist.workflows.case import Background
from assist.workflows.decide import Asked, Decided, Workflows
from tests.brands import Brand, item, norrfell, osmere


def asked(workflow: str | None, words: str = "", *numbers: str) -> Asked:
    return Asked(intent=f"test/{workflow}", workflow=workflow, words=words, turn=words, numbers=numbers)


def decide(brand: Brand, questions: list[Asked], orders: list[Order], at: str) -> tuple[Decided, ...]:
    workflows = Workflows(brand.parameters, brand.calendar, brand.profile.currency)
    return workflows.decide(questions, orders, brand.at(at), brand.at(at))


def test_a_return_before_the_lock_that_wants_another_size_is_a_change() -> None:
    brand = norrfell()

    (one,) = decide(
        brand, [asked("return", "need L!! can i return it?")], [brand.order("2026-11-20 14:41")], "2026-11-20 16:47"
    )

    assert one.decision is not None
    assert (one.decision.rule_id, one.decision.outcome) == ("order_change.before-lock", Outcome.ELIGIBLE)


def test_a_return_before_the_lock_that_wants_nothing_else_is_a_cancellation() -> None:
    brand = norrfell()

    (one,) = decide(
        brand,
        [asked("return", "I regret it, can I send it back?")],
        [brand.order("2026-11-20 14:41")],
        "2026-11-20 16:47",
    )

    assert one.decision is not None
    assert one.decision.rule_id == "cancellation.before-lock"


def test_the_same_return_after_the_lock_is_no_change() -> None:
    brand = norrfell()

    (one,) = decide(
        brand, [asked("return", "need L!! can i return it?")], [brand.order("2026-11-20 14:41")], "2026-11-23 15:00"
    )

    assert one.decision is not None
    assert one.decision.rule_id == "return.before-arrival"


def test_two_wishes_under_one_rule_share_one_decision() -> None:
    brand = norrfell()
    questions = [asked("order_change", "change the size"), asked("exchange", "swap it for L")]

    decided = decide(brand, questions, [brand.order("2026-11-20 14:41")], "2026-11-20 16:47")

    assert [one.decision.id if one.decision else None for one in decided] == ["d1", None]


def test_decisions_and_actions_are_numbered_together() -> None:
    brand = norrfell()
    trail = brand.order(
        "2026-11-10 10:00", number="NF-1", ship_to_country="ES", fulfilments=(brand.moving("2026-11-17 12:00"),)
    )
    fresh = brand.order("2026-11-20 13:30", number="NF-2")
    questions = [asked("wismo", "where is it", "NF-1"), asked("discount"), asked("address_change", "new place", "NF-2")]

    decided = decide(brand, questions, [trail, fresh], "2026-11-20 16:47")

    assert [one.decision.id for one in decided if one.decision] == ["d1", "d2"]
    assert [action.id for one in decided for action in one.actions] == ["act-1", "act-2"]
    assert [one.decision.order_number for one in decided if one.decision] == ["NF-1", "NF-2"]


def test_a_workflow_without_rules_is_left_to_the_pages() -> None:
    brand = norrfell()

    (one,) = decide(brand, [asked("warranty", "the zip broke")], [brand.order("2026-11-10 10:00")], "2026-11-20 16:47")

    assert one.decision is None
    assert one.subject.order is not None


def test_without_the_order_its_number_is_asked_for() -> None:
    brand = norrfell()

    (one,) = decide(brand, [asked("return", "it does not fit")], [], "2026-11-20 16:47")

    assert (one.actions, one.subject.order) == ((), None)
    assert one.decision is not None
    assert (one.decision.outcome, one.decision.missing) == (Outcome.NEEDS_INFO, (Needed.ORDER_NUMBER,))


def test_the_passages_of_the_longest_rule_prefix_stand_behind_a_decision() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-11-03 10:00", items=(item(tags=["outlet"]),), fulfilments=(brand.delivered("2026-11-05 12:00"),)
    )

    (one,) = decide(brand, [asked("return", "send back")], [order], "2026-11-20 16:47")

    assert one.decision is not None
    assert one.decision.rule_id == "return.ended.outlet"
    assert one.decision.passage_ids == ("returns-policy#outlet",)


def test_a_rule_without_its_own_passages_uses_its_familys() -> None:
    brand = norrfell()
    order = brand.order("2026-09-01 10:00", fulfilments=(brand.delivered("2026-09-05 12:00"),))

    (one,) = decide(brand, [asked("return", "send back")], [order], "2026-11-20 16:47")

    assert one.decision is not None
    assert one.decision.passage_ids == ("returns-policy#return-window",)


def test_a_second_exchange_is_charged_in_the_clients_currency() -> None:
    brand = norrfell()
    order = brand.order(
        "2026-10-01 10:00", fulfilments=(brand.delivered("2026-10-05 12:00"),), returns=({"kind": "exchange"},)
    )

    (one,) = decide(brand, [asked("exchange", "swap it for L")], [order], "2026-10-10 12:00")

    assert one.decision is not None and one.decision.amount is not None
    assert str(one.decision.amount["charge"]) == "4.95 EUR"


def test_an_osmere_exchange_within_the_hour_is_a_change() -> None:
    brand = osmere()

    (one,) = decide(
        brand, [asked("exchange", "the other scent please")], [brand.order("2026-11-20 16:30")], "2026-11-20 16:47"
    )

    assert one.decision is not None
    assert one.decision.rule_id == "order_change.before-lock"


def test_the_same_rule_for_two_different_items_decides_both() -> None:
    brand = norrfell()
    items = (item("i1", "Skarn jacket"), item("i2", "Lom trousers"))
    order = brand.order(
        "2026-10-01 10:00", items=items, fulfilments=(brand.delivered("2026-10-05 12:00", ["i1", "i2"]),)
    )
    questions = [asked("return", "the Skarn goes back"), asked("return", "and the Lom too")]

    decided = decide(brand, questions, [order], "2026-10-10 12:00")

    about = {item_id for one in decided if one.decision for item_id in one.decision.item_ids}
    assert about == {"i1", "i2"}


def test_a_wish_that_names_no_item_is_about_those_decided() -> None:
    brand = norrfell()
    items = (item("i1", "Skarn jacket"), item("i2", "Lom trousers"))
    order = brand.order(
        "2026-10-01 10:00", items=items, fulfilments=(brand.delivered("2026-10-05 12:00", ["i1", "i2"]),)
    )
    questions = [asked("return", "the Skarn goes back"), asked("return", "how do I return it?")]

    decided = decide(brand, questions, [order], "2026-10-10 12:00")

    assert [one.decision is not None for one in decided] == [True, False]


def test_two_items_of_one_silent_parcel_are_traced_once() -> None:
    brand = norrfell()
    parcel = brand.moving("2026-11-17 12:00", ["i1", "i2"]).model_copy(update={"tracking": "60110977"})
    items = (item("i1", "Skarn jacket"), item("i2", "Lom trousers"))
    order = brand.order("2026-11-10 10:00", ship_to_country="ES", items=items, fulfilments=(parcel,))
    questions = [asked("wismo", "where is the Skarn"), asked("wismo", "and the Lom trousers")]

    decided = decide(brand, questions, [order], "2026-11-20 16:47")

    assert [action.kind for one in decided for action in one.actions] == ["open_trace"]


def test_a_scan_of_the_future_is_not_told_as_past() -> None:
    brand = norrfell()
    early, late = brand.moving("2026-11-17 12:00"), brand.moving("2026-11-23 12:00")
    parcel = early.model_copy(update={"milestones": (*early.milestones, *late.milestones)})
    order = brand.order("2026-11-10 10:00", ship_to_country="ES", fulfilments=(parcel,))

    (one,) = decide(brand, [asked("wismo", "where is it")], [order], "2026-11-20 16:47")

    assert one.decision is not None
    assert (one.decision.rule_id, one.decision.facts["last_scan"]) == ("wismo.no-scan.trace", "2026-11-17")


def test_a_delivery_of_the_future_opens_no_return() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=(brand.delivered("2026-11-23 12:00"),))

    (one,) = decide(brand, [asked("return", "send back")], [order], "2026-11-20 16:47")

    assert one.decision is not None
    assert (one.decision.outcome, one.decision.last_day) == (Outcome.NEEDS_INFO, None)


def test_only_scans_of_the_future_are_no_scans() -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=(brand.moving("2026-11-23 12:00"),))

    (one,) = decide(brand, [asked("wismo", "where is it")], [order], "2026-11-20 16:47")

    assert one.decision is not None
    assert one.decision.rule_id == "wismo.no-scans-known"


def test_a_delivery_not_received_is_looked_for_among_what_was_delivered() -> None:
    brand = norrfell()
    parcels = (brand.delivered("2026-11-19 12:00", ["i1"]), brand.moving("2026-11-19 12:00", ["i2"], name="f2"))
    items = (item("i1", "Skarn jacket", paid="189.00"), item("i2", "Lom trousers"))
    order = brand.order("2026-11-10 10:00", items=items, fulfilments=parcels)
    claim = Asked("shipping/delivered_not_received", "wismo", "it says delivered, I have NOTHING", "", ())

    (one,) = decide(brand, [claim], [order], "2026-11-20 16:47")

    assert one.decision is not None
    assert (one.decision.rule_id, one.decision.outcome) == ("wismo.not-received", Outcome.NEEDS_APPROVAL)
    assert one.decision.approval is not None and one.decision.approval.by == "level_2"
    assert one.decision.passage_ids == ("wismo-policy#delivered-not-received",)
    assert one.subject.item_ids == ("i1",)


def test_the_tier_of_a_customer_opens_the_members_window() -> None:
    brand = norrfell()
    order = brand.order("2026-10-01 10:00", fulfilments=(brand.delivered("2026-10-05 12:00"),))
    workflows = Workflows(brand.parameters, brand.calendar, brand.profile.currency)
    moment = brand.at("2026-11-20 16:47")

    (one,) = workflows.decide(
        [asked("return", "send back")], [order], moment, moment, Background(customer=Customer(tier="summit"))
    )

    assert one.decision is not None
    assert (one.decision.rule_id, one.decision.outcome) == ("return.window.member", Outcome.ELIGIBLE)
    assert "summit-membership#returns" in one.decision.passage_ids


def test_a_request_alone_may_name_its_item_anywhere_in_the_turn() -> None:
    brand = norrfell()
    items = (item("i1", "Brae beanie", paid="40.00"), item("i2", "Lom fleece", paid="160.00"))
    order = brand.order(
        "2026-10-01 10:00", items=items, fulfilments=(brand.delivered("2026-10-05 12:00", ["i1", "i2"]),)
    )
    request = Asked("return/request", "return", "I want it gone", "The beanie itches. I want it gone", ())

    (one,) = decide(brand, [request], [order], "2026-10-10 12:00")

    assert one.decision is not None
    assert one.decision.item_ids == ("i1",)
