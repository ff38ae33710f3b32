"""Faults that appear in use: the brand's years on some parts, the law's on all, repair or replacement first."""

from dataclasses import dataclass
from datetime import date, timedelta

from assist.domain.decision import PathOption
from assist.domain.enums import Needed, Outcome
from assist.workflows import claim_facts, evidence, signs
from assist.workflows.blocks.claiming import Warranty
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction
from assist.workflows.evidence import Shown
from assist.workflows.spans import months_after

_PARTS = {"seams": signs.SEAM, "zips": signs.ZIP, "soles": signs.SOLE, "membrane": signs.MEMBRANE, "frame": signs.FRAME}
"""How customers name the parts for which a brand may give years of its own."""


LIKELY_BESIDE = 0.75
"""Confidence a fault needs beside another request where no word tells it: long stories hold many things that are none."""


@dataclass(frozen=True)
class _Cover:
    """Until when the fault is covered, and by whom."""

    by: str
    years: int
    start: date

    @property
    def last_day(self) -> date:
        return months_after(self.start, 12 * self.years)


def decide(case: OrderCase) -> Finding | None:
    """Return whether the fault is covered and what is needed; None where the client has no warranty rule."""
    rules = case.parameters.warranty
    if rules is None or not claim_facts.has_left(case) or not _is_told(case):
        return None
    start = claim_facts.delivered_on(case)
    if start is None:
        # No delivery is recorded though the customer holds the item: the order's day, from which less is covered.
        start = case.calendar.day(case.order.placed_at) if case.order.placed_at else None
    if start is None:
        return None
    cover = _cover(case, rules, start)
    facts = _facts(case, cover)
    if not case.subject.item_ids:
        return _ask(case, facts, Shown((Needed.ITEM, *evidence.shown(case, rules.evidence).missing)), cover)
    if case.asked_on > cover.last_day:
        return Finding("warranty.ended", "warranty", Outcome.NOT_ELIGIBLE, facts, last_day=cover.last_day,
                       slots={**claim_facts.slots(case), "years": cover.years},
                       next_step="Say kindly until when the fault was covered")  # fmt: skip
    seen = evidence.shown(case, rules.evidence)
    return _ask(case, facts, seen, cover) if seen.missing else _covered(case, facts, cover)


def _is_told(case: OrderCase) -> bool:
    """Say whether a fault is told: by the words, or by an intent that is sure."""
    if case.beside and case.confidence < LIKELY_BESIDE:
        return signs.FAULTY.in_(case.clause) or signs.ACCIDENT.in_(case.clause)
    return case.is_sure or signs.FAULTY.in_(case.words) or signs.ACCIDENT.in_(case.words)


def _cover(case: OrderCase, rules: Warranty, start: date) -> _Cover:
    """Return the longer of the brand's years on the part named and the law's (clock rule C6)."""
    country = case.country
    floor = case.floors.of(country)
    legal = max(
        rules.legal_years.get(country or "", rules.legal_years.get("default", 0)),
        (floor.faulty_years or 0) if floor else 0,
    )
    covers = [_Cover("legal", legal, start)]
    covers += [
        _Cover(part, years, start)
        for part, years in rules.brand_years.items()
        if part in _PARTS and _PARTS[part].in_(case.words)
    ]
    return max(covers, key=lambda cover: cover.years)


def _facts(case: OrderCase, cover: _Cover) -> Facts:
    return {
        "delivered": cover.start.isoformat(),
        "covered_by": cover.by,
        "years": cover.years,
        "covered_until": cover.last_day.isoformat(),
        "asked": case.asked_on.isoformat(),
    }


def _ask(case: OrderCase, facts: Facts, seen: Shown, cover: _Cover) -> Finding:
    rule = "warranty.photo"
    if seen.asked:
        rule = "warranty.photo-awaited"
    elif seen.missing == (Needed.ITEM,):
        rule = "warranty.which-item"
    elif signs.ACCIDENT.in_(case.words):
        rule = "warranty.photo.unsure"
    slots = claim_facts.slots(case)
    if Needed.ITEM in seen.missing:
        slots["choices"] = claim_facts.choices(case)
    return Finding(rule, "warranty", Outcome.NEEDS_INFO, facts, path="repair_or_replacement", missing=seen.missing,
                   last_day=cover.last_day, slots={**slots, "years": cover.years},
                   next_step="Ask once for a photo of the fault")  # fmt: skip


def _covered(case: OrderCase, facts: Facts, cover: _Cover) -> Finding:
    """Return the claim for a specialist, who tells from the photo whether it is repaired or replaced."""
    floor = case.floors.of(case.country)
    reject_days = (floor.faulty_reject_days or 0) if floor else 0
    paid = claim_facts.paid(case)
    may_reject = paid is not None and case.asked_on <= cover.start + timedelta(days=reject_days)
    return Finding(
        "warranty.covered",
        "warranty",
        Outcome.ELIGIBLE,
        facts,
        path="repair_or_replacement",
        next_step="A specialist looks at the photo and says whether the item is repaired or replaced",
        last_day=cover.last_day,
        step_back_on=case.calendar.next_working_day(case.today),
        alternatives=(PathOption(path="refund", amount=paid),) if may_reject else (),
        actions=(ProposedAction("open_warranty_claim", claim_facts.about(case)),),
        follow_up_reason="A specialist's answer on a warranty claim is due",
        slots={**claim_facts.slots(case), "years": cover.years},
    )
