"""Damaged, wrong or missing items: shown once, then replaced or paid back; told later, a fault is a matter of warranty.

A customer is never told that a report came too late: what the window no longer covers, a person or the warranty does.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import Approval, PathOption
from assist.domain.enums import Level, Needed, Outcome
from assist.workflows import batches, claim_facts, evidence, limits, signs, warranty, wismo
from assist.workflows.blocks.claiming import Damaged
from assist.workflows.case import Case, Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.evidence import Shown

_CHANGES_OF_MIND = frozenset({"return", "refund", "exchange"})
"""Beside one of these a fault must be said in words: "not for me" is often taken for "not what I ordered"."""
SURE_OF_KIND = 0.8
"""From here on the intent knows better than single words what is wrong with a parcel."""
DAMAGED, WRONG, MISSING = "damaged", "wrong_item", "missing_item"


_SIGNS = {WRONG: signs.WRONG_ITEM, DAMAGED: signs.FAULTY, MISSING: signs.MISSING_ITEM}


@dataclass(frozen=True)
class _Report:
    """What is reported of which item, when it came, and what it is worth."""

    kind: str
    delivered: date | None
    facts: Facts
    slots: Slots
    paid: Money | None


def decide(case: OrderCase) -> Finding | None:
    """Return what is done about the item; None where the client has no such rule or nothing has left us yet."""
    rules = case.parameters.damaged
    if rules is None or not claim_facts.has_left(case) or not _is_told(case):
        return None
    kind = _kind(case)
    if kind == MISSING and claim_facts.travels_apart(case):
        return wismo.decide(replace(case, workflow="wismo"))
    already = _replaced_already(case)
    if already is not None:
        return already
    report = _report(case, kind, rules)
    if _is_late(case, report, rules):
        return _late(case, report)
    return _asked_for(case, report, rules) or _settled(case, report, rules)


def decide_unidentified(case: Case) -> Finding | None:
    """Return the one question for order number and photos together; None where the order is known or must be proven."""
    rules = case.parameters.damaged
    if rules is None or case.order is not None or case.background.orders or case.background.withheld:
        return None
    if case.subject.unknown_number is not None or not _is_told(case):
        return None
    kind = _kind(case)
    seen = evidence.shown(case, rules.evidence.get(kind, rules.evidence.get("default", ())))
    if not seen.missing or seen.asked:
        return None
    missing = (Needed.ORDER_NUMBER, *seen.missing)
    return Finding(f"damaged.order-and-photos.{seen.rule}", "damaged", Outcome.NEEDS_INFO, missing=missing,
                   next_step="Ask once for the order number and the photos")  # fmt: skip


def _is_told(case: Case) -> bool:
    """Say whether something is wrong: by the words, by what was shown, or by an intent that is sure."""
    shows = bool(evidence.pictures(case.background)) or signs.SHELF_LIFE.in_(case.words)
    alone = case.is_sure and not case.beside & _CHANGES_OF_MIND
    return alone or shows or any(sign.in_(case.words) for sign in _SIGNS.values())


def _kind(case: Case) -> str:
    """Return what the intent says, unless the words bear out another kind and not this one."""
    by_words = [kind for kind, sign in _SIGNS.items() if sign.in_(case.words)]
    said = case.intent.rpartition("/")[2]
    if said in _SIGNS and (said in by_words or not by_words or case.confidence >= SURE_OF_KIND):
        return said
    return by_words[0] if by_words else DAMAGED


def _report(case: OrderCase, kind: str, rules: Damaged) -> _Report:
    delivered = claim_facts.delivered_on(case)
    facts: Facts = {"reported": case.asked_on.isoformat(), "report_days": rules.report_days}
    if delivered is not None:
        facts["delivered"] = delivered.isoformat()
        facts["report_until"] = (delivered + timedelta(days=rules.report_days)).isoformat()
    paid = claim_facts.value(case)
    if paid is not None:
        facts["paid"] = str(paid)
    return _Report(kind, delivered, facts, claim_facts.slots(case), paid)


def _is_late(case: OrderCase, report: _Report, rules: Damaged) -> bool:
    """Say whether the window has passed, and with it the days in which the law lets a faulty item be rejected."""
    if report.delivered is None:
        return False
    floor = case.floors.of(case.country)
    days = max(rules.report_days, (floor.faulty_reject_days or 0) if floor and report.kind == DAMAGED else 0)
    return case.asked_on > report.delivered + timedelta(days=days)


def _late(case: OrderCase, report: _Report) -> Finding | None:
    if report.kind == DAMAGED and case.parameters.warranty is not None and case.has_bought("warranty"):
        return warranty.decide(replace(case, workflow="warranty"))
    wanted = (Needed.PHOTO_OF_ITEM,) if report.kind != MISSING else ()
    seen = evidence.shown(case, wanted)
    if seen.missing and not seen.will_not_come:
        return _ask(case, report, seen)
    because = f"Reported on {report.facts['reported']}, after the days for a report: your judgement, never 'too late'"
    return _for_approval(case, report, because)


def _asked_for(case: OrderCase, report: _Report, rules: Damaged) -> Finding | None:
    """Return the one question to ask first, or None when everything needed is there."""
    seen = evidence.shown(case, rules.evidence.get(report.kind, rules.evidence.get("default", ())))
    batch = batches.known(case, rules) if report.kind == DAMAGED else None
    if batch is not None:
        seen = evidence.shown(case, batch.evidence)
    elif seen.missing and report.kind == DAMAGED and batches.may_be_known(case, rules):
        seen = Shown((Needed.BATCH_CODE, *seen.missing), seen.asked, seen.will_not_come)
    if not case.subject.item_ids:
        return _ask(case, report, replace(seen, missing=(Needed.ITEM, *seen.missing)))
    if seen.missing and seen.will_not_come:
        return _for_approval(case, report, "The customer was asked for a photo and cannot send it, or sent it already")
    return _ask(case, report, seen) if seen.missing else None


def _ask(case: OrderCase, report: _Report, seen: Shown) -> Finding:
    asked = replace(seen, missing=tuple(one for one in seen.missing if one is not Needed.ITEM))
    rule = f"damaged.photos.{asked.rule}" if asked.missing else "damaged.which-item"
    if seen.asked:
        rule = "damaged.photos-awaited"
    slots = dict(report.slots)
    if Needed.ITEM in seen.missing:
        slots["choices"] = claim_facts.choices(case)
    return Finding(rule, "damaged", Outcome.NEEDS_INFO, report.facts, missing=seen.missing, slots=slots,
                   next_step="Ask once for what is missing, then settle it")  # fmt: skip


def _settled(case: OrderCase, report: _Report, rules: Damaged) -> Finding:
    if report.paid is None:
        return _for_approval(case, report, "What was paid for the item is not known")
    limit = rules.level_1_to
    if limit is not None and report.paid.amount > limit:
        by = "client" if rules.level_2_to is not None and report.paid.amount > rules.level_2_to else Level.LEVEL_2.value
        return _for_approval(case, report, f"{report.paid} is above {limit:.2f} {report.paid.currency}", by=by)
    if report.kind == DAMAGED and claim_facts.is_part_of_a_set(case):
        return _part_alone(case, report)
    wants_money = signs.MONEY_BACK.in_(case.words) and not signs.REPLACEMENT.in_(case.words)
    path = "refund" if wants_money or claim_facts.is_sold_out(case) else "replacement"
    waits = limits.refund_approval(case, report.paid) if path == "refund" else None
    if waits is not None:
        return _for_approval(case, report, waits.because or "A refund above the limit", path="refund")
    back = _way_back(report, rules)
    return Finding(
        f"damaged.{path}.{back}",
        "damaged",
        Outcome.ELIGIBLE,
        report.facts,
        path=path,
        next_step="Send the replacement" if path == "replacement" else "Refund the item in full",
        amount={"refund": report.paid} if path == "refund" else {},
        lines=claim_facts.refund_lines(report.paid) if path == "refund" else (),
        alternatives=_alternatives(report.paid, path),
        actions=_actions(case, path, report.paid, back),
        slots=report.slots,
    )


def _part_alone(case: OrderCase, report: _Report) -> Finding:
    """Return the replacement of the faulty part of a set: the rest stays, and no sum is named for a part."""
    return Finding("damaged.replacement.set-part", "damaged", Outcome.ELIGIBLE, report.facts, path="replacement",
                   next_step="Send the faulty part alone; the customer keeps the rest of the set",
                   actions=(ProposedAction("send_replacement", {**claim_facts.about(case), "of": "the faulty part"}),),
                   slots=report.slots)  # fmt: skip


def _alternatives(paid: Money, path: str) -> tuple[PathOption, ...]:
    free = Money(amount=Decimal("0.00"), currency=paid.currency)
    both = (PathOption(path="replacement", amount=free), PathOption(path="refund", amount=paid))
    return tuple(option for option in both if option.path != path)


def _way_back(report: _Report, rules: Damaged) -> str:
    """Return what becomes of the item that came: nothing came, it stays, or it is fetched free of charge."""
    if report.kind == MISSING:
        return "missing"
    if report.kind == DAMAGED and not rules.send_back_liquids:
        return "keep"
    small = (
        rules.no_return_up_to is not None and report.paid is not None and report.paid.amount <= rules.no_return_up_to
    )
    return "keep" if small else "send-back"


def _actions(case: OrderCase, path: str, paid: Money, back: str) -> tuple[ProposedAction, ...]:
    about = claim_facts.about(case)
    first = (
        ProposedAction("send_replacement", about)
        if path == "replacement"
        else ProposedAction("issue_refund", {**about, **claim_facts.sum_of(paid)})
    )
    label = ProposedAction("send_return_label", {**about, "fee": "0.00"})
    return (first, label) if back == "send-back" else (first,)


def _for_approval(
    case: OrderCase, report: _Report, because: str, *, by: str = Level.LEVEL_2.value, path: str = "replacement"
) -> Finding:
    return Finding(
        "damaged.approval",
        "damaged",
        Outcome.NEEDS_APPROVAL,
        report.facts,
        path=path,
        next_step="Have a replacement or a refund decided",
        step_back_on=case.calendar.next_working_day(case.today),
        approval=Approval(by=by, because=because),
        alternatives=(PathOption(path="refund", amount=report.paid),) if report.paid else (),
        follow_up_reason="A damaged, wrong or missing item waits for level 2",
        slots={**report.slots, "refund": ""},
    )


def _replaced_already(case: OrderCase) -> Finding | None:
    wanted = set(case.subject.item_ids)
    for sent in case.order.replacements:
        if wanted and wanted <= set(sent.item_ids) and (sent.at is None or sent.at <= case.now):
            slots = claim_facts.slots(case)
            if sent.at is not None:
                slots["replaced_on"] = case.calendar.day(sent.at)
            facts: Facts = {"replacement": (sent.status or "sent")}
            return Finding("damaged.replaced-already", "damaged", Outcome.INFORMATIONAL, facts, slots=slots,
                           next_step="Say that a replacement was sent; ask whether it is faulty too")  # fmt: skip
    return None
