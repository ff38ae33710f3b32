"""Products that arrive with too little shelf life left: replaced, once the date is seen."""

import calendar
import re
from datetime import date

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.enums import Needed, Outcome
from assist.workflows import claim_facts, evidence, signs
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction
from assist.workflows.evidence import Shown
from assist.workflows.spans import months_after

_MONTH_YEAR = re.compile(r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2]) ?[/.-] ?(?P<year>20\d\d|\d\d)(?![\d/.-])")
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])\b")
"""A month as stamped on a product; months in words and whole dates are read as in every text."""


def decide(case: OrderCase) -> Finding | None:
    """Return what a short shelf life gives; None when the message is about none, or the client has no such rule."""
    rules = case.parameters.shelf_life
    delivered = claim_facts.delivered_on(case)
    if rules is None or delivered is None or not signs.SHELF_LIFE.in_(case.words):
        return None
    needed = months_after(delivered, rules.minimum_months_on_arrival)
    facts: Facts = {"delivered": delivered.isoformat(), "shelf_life_needed_until": needed.isoformat()}
    stated = best_before(case.words)
    slots = {**claim_facts.slots(case), "months": rules.minimum_months_on_arrival}
    if stated is not None:
        facts["best_before"] = stated.isoformat()
        if stated >= needed:
            return Finding("damaged.shelf-life.enough", "damaged", Outcome.NOT_ELIGIBLE, facts, slots=slots,
                           next_step="Say kindly that the shelf life on arrival is within our rule")  # fmt: skip
    seen = evidence.shown(case, (Needed.PHOTO_OF_DATE,))
    if not case.subject.item_ids:
        seen = Shown((Needed.ITEM, *seen.missing))
        slots = {**slots, "choices": claim_facts.choices(case)}
    if seen.missing:
        rule = "damaged.photos-awaited" if seen.asked else "damaged.shelf-life.photo"
        return Finding(rule, "damaged", Outcome.NEEDS_INFO, facts, missing=seen.missing, slots=slots,
                       next_step="Ask once for a photo of the date")  # fmt: skip
    return Finding("damaged.shelf-life.replacement", "damaged", Outcome.ELIGIBLE, facts, path="replacement", slots=slots,
                   next_step="Check the date on the photo and send the replacement",
                   actions=(ProposedAction("send_replacement", claim_facts.about(case)),))  # fmt: skip


def best_before(words: str) -> date | None:
    """Return the day a customer reads from the product, of a month its last; None when none is readable."""
    for atom in atoms.extract(words):
        if atom.kind is AtomKind.DATE and not atom.value.startswith("0000"):
            return date.fromisoformat(atom.value)
        if atom.kind is AtomKind.MONTH and not atom.value.startswith("0000"):
            return _last_of(*map(int, atom.value.split("-")))
    found = _ISO.search(words) or _MONTH_YEAR.search(words)
    return _last_of(int(found["year"]) % 100 + 2000, int(found["month"])) if found else None


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
