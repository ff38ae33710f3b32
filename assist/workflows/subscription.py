"""Subscriptions: changed, skipped or cancelled until a cut-off before each renewal, and what becomes of one charged.

A cancellation stands from the day it was made. What the renewal needs is read from the renewal's own order.
"""

from dataclasses import dataclass

from assist.domain.conversation import Subscription
from assist.domain.decision import PathOption
from assist.domain.enums import Needed, Outcome
from assist.workflows import claim_facts, parcels, renewal, signs, wording
from assist.workflows.blocks.pricing import Subscription as Rules
from assist.workflows.case import Case, Facts, Finding, ProposedAction, Slots

CHARGE, CANCEL, CHANGE = "subscription/charge", "subscription/cancel", "subscription/change"
_ENDED = frozenset({"cancelled", "canceled", "expired", "ended"})


def decide(case: Case) -> Finding | None:
    """Return what the subscription's cut-off and its renewal allow; None where the client has no subscriptions."""
    rules = case.parameters.subscription
    if rules is None:
        return None
    found = _meant(case)
    charged = renewal.order_of(case, found)
    if found is None and charged is None:
        return _ask(case)
    if charged is not None and (case.intent == CHARGE or renewal.was_unwanted(found, charged)):
        return renewal.decide(case, rules, found, charged)
    if found is None or case.intent == CHARGE:
        return _ask(case)
    return _stopped(case, rules, found) if _wants_to_end(case) else _changed(case, rules, found)


def of_renewal(case: Case) -> Finding | None:
    """Return what becomes of a renewal that a customer wants stopped or paid back, whatever it was called.

    None for other orders, and for a renewal on its way unless its charge is what the message is about: then the rules
    of the workflow asked for hold, kinder ones for an opened product among them.
    """
    rules = case.parameters.subscription
    if rules is None or not case.has_bought("subscription"):
        return None
    found = _meant(case)
    charged = renewal.order_of(case, found)
    if charged is None or not renewal.is_tagged(charged):
        return None
    is_about_it = signs.CHARGED.in_(case.words) and not signs.OPENED.in_(case.words)
    if parcels.has_shipped(charged) and not is_about_it:
        return None
    if case.order is None and not signs.RENEWAL.in_(case.words):
        return None
    return renewal.decide(case, rules, found, charged)


def _wants_to_end(case: Case) -> bool:
    """Say whether the subscription shall end; "skip the next one" does not end it, whatever the intent says."""
    ends, skips = signs.ENDS_IT.in_(case.words), signs.SKIPS_ONE.in_(case.words)
    return ends if ends != skips else case.intent == CANCEL


def _meant(case: Case) -> Subscription | None:
    """Return the subscription the words name, or the only one; of several none named the question is which."""
    known = _known(case)
    words = wording.folded(case.words)
    named = [one for one in known if one.id.lower() in words or _is_named(one, case, words)]
    active = [one for one in known if one.status.lower() not in _ENDED and one.cancelled_at is None]
    for group in (named, active, known):
        if len(group) == 1:
            return group[0]
    return None


def _known(case: Case) -> tuple[Subscription, ...]:
    """Return the customer's subscriptions; none of someone who is said not to be this customer."""
    customer = case.background.customer
    return () if customer is None or customer.verified is False else customer.subscriptions


def _is_named(one: Subscription, case: Case, words: str) -> bool:
    titles = [product.title for product in case.background.products if product.sku == one.sku]
    titles += [item.title for order in case.background.orders for item in order.items if item.sku == one.sku]
    return any(title and wording.folded(title) in words for title in titles)


def _ask(case: Case) -> Finding:
    several = len(_known(case)) > 1
    rule = "subscription.which" if several else "subscription.unknown"
    if case.intent == CHARGE:
        rule = "subscription.which-charge"
    missing = Needed.ORDER_NUMBER if case.intent == CHARGE else Needed.SUBSCRIPTION
    return Finding(rule, "subscription", Outcome.NEEDS_INFO, {"subscriptions": len(_known(case))},
                   missing=(missing,), next_step="Ask once which subscription or which charge it is")  # fmt: skip


@dataclass(frozen=True)
class _Moment:
    """Where the question stands against the next renewal's cut-off."""

    facts: Facts
    slots: Slots
    in_time: bool


def _moment(case: Case, rules: Rules, one: Subscription) -> _Moment:
    facts: Facts = {"subscription": one.id, "interval_weeks": one.interval_weeks}
    slots: Slots = {}
    in_time = True
    if one.next_renewal_on is not None:
        last = renewal.cutoff_before(rules, one.next_renewal_on, case)
        in_time = case.asked_at <= last
        facts |= {"next_renewal": one.next_renewal_on.isoformat(), "cutoff": case.calendar.local(last).isoformat()}
        slots |= {"renews_on": one.next_renewal_on, "cutoff": last.replace(second=0)}
    return _Moment(facts, slots, in_time)


def _stopped(case: Case, rules: Rules, one: Subscription) -> Finding:
    """Return the cancellation, always possible; after the cut-off the renewal itself is stopped if it has not left."""
    at = _moment(case, rules, one)
    if one.cancelled_at is not None or one.status.lower() in _ENDED:
        slots = dict(at.slots)
        if one.cancelled_at is not None:
            slots["cancelled_on"] = case.calendar.day(one.cancelled_at)
        return Finding("subscription.cancelled-already", "subscription", Outcome.INFORMATIONAL, at.facts, slots=slots,
                       next_step="Confirm that the cancellation stands")  # fmt: skip
    rule = "subscription.cancel" if at.in_time else "subscription.cancel.after-cutoff"
    actions = [ProposedAction("cancel_subscription", {"subscription_id": one.id})]
    if not at.in_time:
        actions.append(ProposedAction("stop_renewal", {"subscription_id": one.id, **_sum(one)}))
    return Finding(rule, "subscription", Outcome.ELIGIBLE, at.facts, path="cancel_subscription", actions=tuple(actions),
                   amount={} if at.in_time else {"refund": one.price}, slots=at.slots,
                   lines=() if at.in_time else claim_facts.refund_lines(one.price),
                   next_step="Cancel the subscription" if at.in_time else
                   "Cancel the subscription, and the renewal too if it has not been dispatched")  # fmt: skip


def _changed(case: Case, rules: Rules, one: Subscription) -> Finding:
    at = _moment(case, rules, one)
    if one.cancelled_at is not None or one.status.lower() in _ENDED:
        return _stopped(case, rules, one)
    if at.in_time:
        return Finding("subscription.change", "subscription", Outcome.ELIGIBLE, at.facts, path="change_subscription",
                       slots=at.slots, next_step="Make the change before the cut-off",
                       actions=(ProposedAction("change_subscription", {"subscription_id": one.id}),))  # fmt: skip
    return Finding("subscription.change.after-cutoff", "subscription", Outcome.NOT_ELIGIBLE, at.facts,
                   path="change_next_renewal", slots=at.slots,
                   alternatives=(PathOption(path="stop_renewal", amount=one.price),),
                   actions=(ProposedAction("change_subscription", {"subscription_id": one.id}, "customer_confirmation"),),
                   next_step="Say that the change counts from the renewal after; an undispatched renewal can be refunded")  # fmt: skip


def _sum(one: Subscription) -> dict[str, str]:
    return claim_facts.sum_of(one.price)
