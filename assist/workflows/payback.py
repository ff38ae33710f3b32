"""What goes back to the customer for the items meant: refund, store credit, each with its lines, and what an exchange costs.

Knows prices, discounts, shipping, labels, the free gift and the credit's bonus; not whether a return is still possible.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import MoneyLine, PathOption
from assist.domain.orders import Item
from assist.workflows import colleagues, money, wording
from assist.workflows.case import OrderCase
from assist.workflows.money import ZERO, Sum
from assist.workflows.subject import FREE_GIFT

OUTLET = "outlet"
_NOT_DONE = frozenset({"cancelled", "canceled", "declined", "rejected", "failed"})


@dataclass(frozen=True)
class Payback:
    """The sums of each path; `refund_gift_kept` is what the refund comes to when the free gift does not come back."""

    refund: Sum
    refund_gift_kept: Sum | None = None
    refund_with_label: Sum | None = None
    """Where customers may post at their own cost: what it comes to when they take our label."""
    store_credit: Sum | None = None

    @property
    def sums(self) -> tuple[Sum, ...]:
        every = (self.refund, self.refund_gift_kept, self.refund_with_label, self.store_credit)
        return tuple(one for one in every if one is not None)

    @property
    def amount(self) -> dict[str, Money]:
        return money.amounts(self.sums)

    @property
    def lines(self) -> tuple[MoneyLine, ...]:
        return money.lines(self.sums)

    @property
    def paths(self) -> tuple[PathOption, ...]:
        return tuple(PathOption(path=one.name, amount=one.total) for one in self.sums)


def of_return(case: OrderCase, *, within_withdrawal: bool) -> Payback | None:
    """Return what a change of mind brings; None when the order does not tell what was paid.

    `within_withdrawal`: asked in the days in which the law gives the standard shipping of a whole order back.
    """
    goods = _goods(case)
    if goods is None:
        return None
    shipping = _shipping(case, within_withdrawal=within_withdrawal)
    refund = goods.plus("standard shipping", shipping)
    gift = _gift_deduction(case)
    label = label_fee(case)
    is_optional = case.parameters.refund.label_is_optional
    if label > 0 and not is_optional:
        refund = refund.plus("return label", -label)
    refund = _not_below_zero(refund)
    return Payback(
        refund=refund,
        refund_gift_kept=_not_below_zero(replace(refund, name="refund_gift_kept").plus("free gift kept", -gift))
        if gift
        else None,
        refund_with_label=_not_below_zero(replace(refund, name="refund_with_label").plus("return label", -label))
        if label > 0 and is_optional
        else None,
        store_credit=_store_credit(case, goods, shipping),
    )


def of_faulty(case: OrderCase) -> Payback | None:
    """Return what goes back for items that are faulty, wrong, lost or never came: no label, shipping with a whole order."""
    goods = _goods(case)
    if goods is None:
        return None
    shipping = _shipping_paid(case) if is_whole_order(case) else ZERO
    return Payback(refund=goods.plus("shipping", shipping))


def of_cancellation(case: OrderCase) -> Sum | None:
    """Return everything paid for the order, shipping included, less what was refunded already."""
    totals = case.order.totals
    if totals is not None and totals.paid is not None:
        refund = Sum("refund", case.currency).plus("paid for the order", totals.paid.amount)
        return refund.plus("already refunded", -_refunded_on_order(case))
    paid = case.paid
    if paid is None:
        return None
    refund = Sum("refund", case.currency)
    refund = refund.plus("paid for the items", sum((one.amount for one in paid.values()), ZERO))
    return refund.plus("shipping", _shipping_paid(case)).plus("already refunded", -_refunded_on_order(case))


def is_whole_order(case: OrderCase) -> bool:
    """Say whether every item paid for is meant; a free gift is not paid for."""
    return {item.id for item in case.items} >= {item.id for item in case.order.items if FREE_GIFT not in item.tags}


def label_fee(case: OrderCase) -> Decimal:
    """Return what our return label costs this customer for these items."""
    rules = case.parameters
    fee = rules.refund.label_fee if rules.refund.label_fee is not None else rules.return_.label_fee
    pays_anyway = rules.return_.outlet is not None and rules.return_.outlet.buyer_pays_label and OUTLET in case.tags
    if colleagues.free_label(case):
        return ZERO
    return ZERO if case.is_member and rules.membership.free_label and not pays_anyway else fee


def _goods(case: OrderCase) -> Sum | None:
    """Return what was paid for the items meant, line by line, less what came back for them already."""
    paid = case.paid
    if paid is None:
        return None
    goods = Sum("refund", case.currency)
    for item in case.items:
        goods = goods.plus(_title(item), paid[item.id].price)
        goods = goods.plus("share of the order discount", -paid[item.id].discount)
    return goods.plus("already refunded", -_refunded_on_items(case))


def _title(item: Item) -> str:
    return wording.title(item) or f"item {item.id}"


def _refunded_on_items(case: OrderCase) -> Decimal:
    """Return what was refunded for exactly these items: a price difference, a part."""
    meant = {item.id for item in case.items}
    return sum(
        (
            refund.amount.amount
            for refund in case.order.refunds
            if refund.amount
            and (set(refund.item_ids) <= meant if refund.item_ids else is_whole_order(case))
            and (refund.status or "").lower() not in _NOT_DONE
        ),
        ZERO,
    )


def _refunded_on_order(case: OrderCase) -> Decimal:
    done = (one for one in case.order.refunds if one.amount and (one.status or "").lower() not in _NOT_DONE)
    return sum((refund.amount.amount for refund in done if refund.amount), ZERO)


def _shipping_paid(case: OrderCase) -> Decimal:
    totals = case.order.totals
    return totals.shipping.amount if totals and totals.shipping else ZERO


def _shipping(case: OrderCase, *, within_withdrawal: bool) -> Decimal:
    """Return the standard shipping that comes back with a whole order, never the extra for express."""
    law = case.floors.of(case.country)
    gives_back = within_withdrawal and law is not None and law.withdrawal_refunds_standard_shipping
    if not is_whole_order(case) or not (gives_back or case.parameters.refund.shipping_on_whole_return):
        return ZERO
    paid, rules = _shipping_paid(case), case.parameters.shipping
    if rules.fee is None:
        return paid
    prices = case.paid or {}
    goods = sum((one.amount for one in prices.values()), ZERO)
    standard = ZERO if rules.free_from is not None and goods >= rules.free_from else rules.fee
    return min(paid, standard)


def _gift_deduction(case: OrderCase) -> Decimal:
    """Return what a kept gift costs: nothing without a gift, or while the rest of the order still earns it."""
    rules = case.parameters.free_gift
    gifts = {item.id for item in case.order.items if FREE_GIFT in item.tags}
    meant = {item.id for item in case.items}
    if rules is None or not gifts or (case.subject.item_ids and gifts <= set(case.subject.item_ids)):
        return ZERO
    paid = case.paid or {}
    rest = sum((one.amount for item_id, one in paid.items() if item_id not in meant | gifts), ZERO)
    return rules.deduct if rest < rules.from_ else ZERO


def _store_credit(case: OrderCase, goods: Sum, shipping: Decimal) -> Sum | None:
    """Return the store credit that may be chosen instead of a possible refund; not for outlet items."""
    rules = case.parameters.refund
    is_outlet = case.parameters.return_.outlet is not None and OUTLET in case.tags
    if rules.store_credit_label_fee is None or is_outlet:
        return None
    bonus = money.percent_of(goods.total.amount, rules.store_credit_bonus_percent)
    credit = replace(goods, name="store_credit").plus(f"{rules.store_credit_bonus_percent} % more", bonus)
    return _not_below_zero(
        credit.plus("standard shipping", shipping).plus("return label", -rules.store_credit_label_fee)
    )


def _not_below_zero(one: Sum) -> Sum:
    """Return the sum, topped up to nothing: nobody pays for having sent something back."""
    return one.plus("not below zero", -one.total.amount) if one.total.amount < 0 else one
