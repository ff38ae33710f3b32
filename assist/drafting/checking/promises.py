"""Who keeps a promise: an action, the follow-up, a decision, or a rule that binds the brand towards everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assist.atoms import AtomKind
from assist.domain.decision import Action, Decision, FollowUp
from assist.domain.enums import Outcome
from assist.drafting.checking import commitments, lexis
from assist.drafting.checking.evidence import Evidence, Known, SourceKind
from assist.drafting.checking.statements import Statement

CONTACT = frozenset({"writ", "check", "call", "tell", "hear"})
KEPT_BY_RULE = 0.55
"""Share of a promise's names that the rule must hold."""
KEPT_BY_PAGE = 0.34
"""The same for "we", which binds the brand: a page says it in other words."""
_TOO_WIDE = frozenset({"purchas", "item", "ship", "open", "custom", "return"})
"""Words of action kinds that stand in many promises."""
_ALSO = {
    "open_trace": "check investigate carrier", "safe_place_check": "ask carrier check left delivery record", "order_change": "switch swap change size colour",
    "address_change": "redirect address", "replacement": "replacement new", "send_replacement": "replacement new", "resend": "again new",
    "send_return_label": "label", "refund": "refund money amount", "cancel_order": "stop cancellation", "exchange": "exchange swap", "store_credit": "credit",
    "book_collection": "collect collection pickup pick-up fetch courier driver haulier recogida recoger", "open_warranty_claim": "warranty claim manufacturer maker",
    "issue_refund": "refund money", "send_exchange": "exchange swap", "apply_discount": "discount code off", "send_part": "part piece", "pause_subscription": "pause skip",
    "cancel_subscription": "stop cancellation", "change_address": "redirect address", "file_claim": "claim carrier", "open_claim": "claim carrier",
}  # fmt: skip
_TYPED = frozenset({AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION})
"""Facts that tie a promise to a rule as well as its names do."""
_GIVEN = frozenset({Outcome.ELIGIBLE, Outcome.INFORMATIONAL})


@dataclass(frozen=True)
class Keeping:
    """What keeps a promise, its kind (`action`, `contact_by`, `rule`) and the day it names."""

    kept_by: str | None
    kind: str
    on: date | None = None


@dataclass(frozen=True)
class Keepers:
    """What there is to keep promises with."""

    actions: Sequence[Action] = ()
    follow_up: FollowUp | None = None
    decisions: Sequence[Decision] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether only rules are there: a text is checked against pages alone."""
        return not (self.actions or self.follow_up or self.decisions)


def keeping(claim: Statement, evidence: Evidence, keepers: Keepers) -> Keeping:
    """Return who keeps the promise of a claim; `kept_by` None when nobody does."""
    on = _day(claim)
    contacts = bool(claim.names & CONTACT)
    if contacts and (kept := _contact_kept(on, keepers)):
        return Keeping(kept, "contact_by", on)
    for action in keepers.actions:
        if action.state != "refused" and claim.names & _doing(action.kind):
            return Keeping(action.id, "action", on)
    for decision in keepers.decisions:
        if decision.outcome in _GIVEN and decision.next_step and _deed(claim, decision.next_step):
            return Keeping(decision.id, "action", on)
    return Keeping(_rule(claim, evidence, keepers), "contact_by" if contacts else "rule", on)


def _contact_kept(on: date | None, keepers: Keepers) -> str | None:
    if keepers.follow_up is not None and on in (None, keepers.follow_up.due_on):
        return "follow_up"
    due = (one.id for one in keepers.decisions if one.step_back_on is not None and on == one.step_back_on)
    return next(due, None)


@lru_cache(maxsize=64)
def _doing(kind: str) -> frozenset[str]:
    """Return the comparable names that tell of an action of this kind: its own words, and others for the same deed."""
    return (_names(kind) - _TOO_WIDE) | _names(_ALSO.get(kind, ""))


def _deed(claim: Statement, deed: str) -> bool:
    """Say whether the claim promises this deed: its verb, and what the verb is done to when that is named."""
    wanted = _names(deed)
    return bool(wanted) and len(wanted & claim.names) >= min(2, len(wanted))


def _rule(claim: Statement, evidence: Evidence, keepers: Keepers) -> str | None:
    """Return the passage or decision that makes it a rule; "I" binds a person, whom no page knows."""
    if commitments.OWN.search(claim.text) and not keepers.is_empty:
        return None
    promised = _promised(claim)
    facts = frozenset(fact.amount for fact in claim.facts if fact.atom.kind in _TYPED)
    for known in _candidates(claim, evidence):
        least = KEPT_BY_RULE if commitments.OWN.search(claim.text) else KEPT_BY_PAGE
        held = evidence.names_of({known.source.id})
        telling = promised & held | promised - lexis.LIGHT - commitments.POLITE
        shared = len(facts & frozenset(fact.amount for fact in known.statement.facts))
        told = len(promised & held) + shared
        if known.source.kind is SourceKind.FACT or told < least * (len(telling) + shared):
            continue
        binds_all = not known.statement.conditions or claim.conditions
        if binds_all or not commitments.OWN.search(claim.text):
            return known.source.id
    return None


def _candidates(claim: Statement, evidence: Evidence) -> Iterator[Known]:
    """Yield the statements nearest to the claim, and those that state its numbers."""
    yield from (known for _, known in evidence.nearest(claim))
    for fact in claim.facts if not claim.names - lexis.LIGHT else ():
        yield from (one.known for one in evidence.facts.get(fact.atom.kind, ()) if one.fact.amount == fact.amount)


def _promised(claim: Statement) -> frozenset[str]:
    """Return the names of what is promised: from the promising words on."""
    match = commitments.PROMISE.search(claim.text)
    return _names(claim.text[match.start() :]) if match else claim.names


def _names(said: str) -> frozenset[str]:
    return frozenset(name for name, _ in lexis.signed(said.replace("_", " ").lower()))


def _day(claim: Statement) -> date | None:
    """Return the first full day the claim names."""
    for fact in claim.facts:
        if fact.atom.kind is AtomKind.DATE and not fact.atom.value.startswith("0000"):
            return date.fromisoformat(fact.atom.value)
    return None
