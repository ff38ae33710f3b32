"""What comes back for a return: N5, N8, N17 and the free labels; O6, O7 and the optional label; whole orders and shipping."""

from typing import Any

import pytest

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Item
from assist.workflows import return_window
from assist.workflows.case import Finding
from tests.brands import Brand, norrfell, osmere


def priced(item_id: str, title: str, paid: str, currency: str, *tags: str) -> Item:
    return Item.model_validate(
        {"id": item_id, "title": title, "tags": tags, "paid": {"amount": paid, "currency": currency}}
    )


def found(
    brand: Brand,
    bought: tuple[Item, ...],
    about: list[str] | None,
    *,
    asked: str = "2026-10-10 12:00",
    workflow: str = "return",
    tier: str | None = None,
    refunds: tuple[Any, ...] = (),
    **totals: str,
) -> Finding:
    currency = brand.profile.currency
    order = brand.order(
        "2026-10-01 10:00",
        items=bought,
        ship_to_country=brand.profile.countries[0],
        fulfilments=(brand.delivered("2026-10-05 12:00", [one.id for one in bought]),),
        totals={name: {"amount": amount, "currency": currency} for name, amount in totals.items()} or None,
        refunds=refunds,
    )
    finding = return_window.decide(brand.case(workflow, order, asked=asked, items=about, tier=tier))
    assert finding is not None
    return finding


def sums(finding: Finding) -> dict[str, str]:
    return {name: f"{money.amount:.2f}" for name, money in finding.amount.items()}


HAT = (priced("hat", "Nuuk beanie", "40.00", "EUR"), priced("coat", "Lom coat", "160.00", "EUR"))
DISCOUNTED = {"items": "200.00", "discount": "20.00", "shipping": "0.00", "paid": "180.00"}


def test_a_discounted_hat_of_40_brings_31_05_or_credit_of_39_60_or_a_free_exchange() -> None:
    finding = found(norrfell(), HAT, ["hat"], **DISCOUNTED)

    assert sums(finding) == {"refund": "31.05", "store_credit": "39.60"}
    assert [(one.path, str(one.amount)) for one in finding.alternatives] == [
        ("exchange", "0.00 EUR"),
        ("refund", "31.05 EUR"),
        ("store_credit", "39.60 EUR"),
    ]


def test_the_lines_of_every_amount_add_up_to_it() -> None:
    finding = found(norrfell(), HAT, ["hat"], **DISCOUNTED)

    for name, total in finding.amount.items():
        assert sum(line.amount.amount for line in finding.lines if line.of == name) == total.amount


def test_without_a_discount_the_hat_brings_its_price_less_the_label() -> None:
    finding = found(norrfell(), HAT, ["hat"], items="200.00", discount="0.00", shipping="0.00", paid="200.00")

    assert sums(finding) == {"refund": "35.05", "store_credit": "44.00"}


def test_a_member_pays_no_label() -> None:
    finding = found(norrfell(), HAT, ["hat"], tier="summit", **DISCOUNTED)

    assert sums(finding)["refund"] == "36.00"


def test_a_member_pays_the_label_of_an_outlet_item_and_gets_no_credit() -> None:
    outlet = (priced("hat", "Nuuk beanie", "40.00", "EUR", "outlet"),)

    finding = found(norrfell(), outlet, ["hat"], tier="summit")

    assert sums(finding) == {"refund": "35.05"}


def test_a_whole_order_withdrawn_in_14_days_brings_the_standard_shipping_back() -> None:
    cap = (priced("cap", "Tor cap", "45.00", "EUR"),)

    finding = found(norrfell(), cap, ["cap"], asked="2026-10-19 23:59", shipping="5.95", paid="50.95")

    assert sums(finding)["refund"] == "46.00"


def test_after_14_days_norrfell_keeps_the_shipping() -> None:
    cap = (priced("cap", "Tor cap", "45.00", "EUR"),)

    finding = found(norrfell(), cap, ["cap"], asked="2026-10-20 00:00", shipping="5.95", paid="50.95")

    assert sums(finding)["refund"] == "40.05"


def test_the_extra_for_express_does_not_come_back() -> None:
    cap = (priced("cap", "Tor cap", "45.00", "EUR"),)

    finding = found(norrfell(), cap, ["cap"], shipping="12.90", paid="57.90")

    assert sums(finding)["refund"] == "46.00"


def test_a_part_of_an_order_brings_no_shipping_back() -> None:
    two = (priced("cap", "Tor cap", "25.00", "EUR"), priced("sock", "Lom socks", "12.00", "EUR"))

    finding = found(norrfell(), two, ["cap"], shipping="5.95", paid="42.95")

    assert sums(finding)["refund"] == "20.05"


def test_what_was_refunded_for_the_item_already_is_not_refunded_twice() -> None:
    drop = {"amount": {"amount": "10.00", "currency": "EUR"}, "item_ids": ["hat"], "at": "2026-10-07T10:00:00Z"}

    finding = found(norrfell(), HAT, ["hat"], refunds=(drop,), items="200.00", shipping="0.00", paid="200.00")

    assert sums(finding)["refund"] == "25.05"


def test_an_item_cheaper_than_its_label_brings_nothing_and_costs_nothing() -> None:
    finding = found(norrfell(), (priced("sock", "Lom socks", "3.00", "EUR"),), ["sock"], asked="2026-10-25 12:00")

    assert sums(finding)["refund"] == "0.00"


def test_an_order_that_does_not_tell_what_was_paid_is_eligible_without_sums() -> None:
    unknown = (Item(id="hat", title="Nuuk beanie"),)

    finding = found(norrfell(), unknown, ["hat"])

    assert (finding.outcome, finding.amount) == (Outcome.ELIGIBLE, {})


def test_without_a_named_item_of_several_no_sum_is_guessed() -> None:
    finding = found(norrfell(), HAT, [], **DISCOUNTED)

    assert (finding.outcome, finding.missing, finding.amount) == (Outcome.ELIGIBLE, (Needed.ITEM,), {})


SET = (
    priced("set", "Evening Set", "68.00", "GBP", "set"),
    priced("balm", "Lip Balm", "9.00", "GBP"),
    priced("pouch", "Travel Pouch", "0.00", "GBP", "free_gift"),
)


def test_a_set_of_68_brings_68_or_56_when_the_gift_stays() -> None:
    finding = found(osmere(), SET, ["set"], shipping="0.00", paid="77.00")

    assert sums(finding)["refund"] == "68.00"
    assert sums(finding)["refund_gift_kept"] == "56.00"
    assert finding.missing == (Needed.GIFT_STAYS,)


def test_a_rest_of_60_keeps_the_gift() -> None:
    items = (priced("a", "Calm Serum", "60.00", "GBP"), priced("b", "Lip Balm", "9.00", "GBP"), SET[2])

    finding = found(osmere(), items, ["b"], shipping="0.00", paid="69.00")

    assert "refund_gift_kept" not in sums(finding)


def test_a_rest_of_59_99_does_not() -> None:
    items = (priced("a", "Calm Serum", "59.99", "GBP"), priced("b", "Lip Balm", "9.00", "GBP"), SET[2])

    finding = found(osmere(), items, ["b"], shipping="0.00", paid="68.99")

    assert sums(finding)["refund_gift_kept"] == "0.00"


def test_osmeres_label_is_the_customers_choice() -> None:
    finding = found(osmere(), SET, ["balm"], shipping="0.00", paid="77.00")

    assert (sums(finding)["refund"], sums(finding)["refund_with_label"]) == ("9.00", "5.50")


@pytest.mark.parametrize(("paid", "outcome"), [("75.00", Outcome.ELIGIBLE), ("75.01", Outcome.NEEDS_APPROVAL)])
def test_a_refund_above_75_is_for_level_2(paid: str, outcome: Outcome) -> None:
    finding = found(osmere(), (priced("a", "Night Serum", paid, "GBP"),), ["a"], workflow="refund")

    assert finding.outcome is outcome
    assert (finding.approval is not None) == (outcome is Outcome.NEEDS_APPROVAL)
