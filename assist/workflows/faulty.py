"""A return that is no change of mind: something is wrong with the item, and faults come before windows (clock rule C6)."""

from dataclasses import replace
from datetime import timedelta

from assist.workflows import (
    claim_facts,
    comfort_promise,
    damaged,
    patch_test,
    return_window,
    shelf_life,
    signs,
    warranty,
)
from assist.workflows.case import Finding, OrderCase

_OF_FAULTS = frozenset({"damaged", "warranty"})
"""Where a fault is an intent of its own, what is said of it is not said of the return beside it."""


def decide(case: OrderCase) -> Finding | None:
    """Return what the fault named in a return, exchange or refund gives; None where none is named or not contracted."""
    words = case.clause if case.beside & _OF_FAULTS and case.clause else case.words
    if not any(sign.in_(words) for sign in (signs.FAULTY, signs.WRONG_ITEM, signs.SHELF_LIFE)):
        return None
    if case.has_bought("damaged"):
        about = replace(case, workflow="damaged")
        return shelf_life.decide(about) or damaged.decide(about)
    return warranty.decide(replace(case, workflow="warranty")) if case.has_bought("warranty") else None


def fresh(case: OrderCase) -> Finding | None:
    """Return a warranty claim as a damaged item while it counts as one, the kinder rule; None when it does not."""
    rules, delivered = case.parameters.damaged, claim_facts.delivered_on(case)
    if rules is None or delivered is None or not case.has_bought("damaged"):
        return None
    if case.asked_on > delivered + timedelta(days=rules.report_days):
        return None
    return damaged.decide(replace(case, workflow="damaged"))


def no_fault_but_a_return(case: OrderCase) -> Finding | None:
    """Return what a message taken for a fault gives when it names none and speaks of sending back; else None."""
    if not signs.SEND_BACK.in_(case.words) or not case.has_bought("return"):
        return None
    about = replace(case, workflow="return")
    return comfort_promise.decide(about) or patch_test.decide(about) or return_window.decide(about)
