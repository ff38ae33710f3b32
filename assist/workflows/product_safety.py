"""A product that hurt someone, or might: a person within the hour, never a cause, never a photo of a body.

Unsafe comes before every window, exclusion and limit (clock rule C6). A question before use is answered from the page.
"""

from assist.domain.decision import Approval, PathOption
from assist.domain.enums import Outcome
from assist.workflows import claim_facts, signs
from assist.workflows.case import Case, Facts, Finding, OrderCase, ProposedAction

SAFETY = "product/safety"
SURE_OF_SAFETY = 0.8
"""Below it the intent alone, without a word of harm, was wrong in most of the sample brands' cases."""


def decide(case: Case) -> Finding | None:
    """Return the hand-over for a reaction, or that a question before use is for the page and a doctor.

    None where nobody is hurt and something else is told: a fault, a smell, a wrong item have rules of their own.
    """
    if _is_hurt(case):
        return _hand_over(case)
    if case.intent != SAFETY:
        return None
    if signs.UNDECIDED_HEALTH.in_(case.words) or signs.ASKS_AHEAD.in_(case.words):
        return Finding("product_safety.question", "product_safety", Outcome.INFORMATIONAL, path="page",
                       next_step="Quote the page; who may use it is for a midwife or doctor to say")  # fmt: skip
    if any(sign.in_(case.words) for sign in (signs.FAULTY, signs.WRONG_ITEM, signs.OPENED)):
        return None
    # About safety by its sense alone: a person reads it first, unless even that is not sure.
    return _hand_over(case) if case.confidence >= SURE_OF_SAFETY else None


def _is_hurt(case: Case) -> bool:
    """Say whether someone was hurt, whatever else was asked: heard everywhere only where goods touch the skin."""
    if case.intent != SAFETY and not case.parameters.product_safety.skin_goods:
        return False
    return signs.REACTION.in_(case.words) or signs.HURT.in_(case.words)


def _hand_over(case: Case) -> Finding:
    rules = case.parameters.product_safety
    facts: Facts = {"reported": case.calendar.local(case.asked_at).isoformat(timespec="minutes")}
    if rules.respond_within_minutes is not None:
        due = case.calendar.add_service_minutes(case.asked_at, rules.respond_within_minutes)
        facts["answer_by"] = case.calendar.local(due).isoformat(timespec="minutes")
    paid = claim_facts.paid(case) if isinstance(case, OrderCase) else None
    return Finding(
        "product_safety.reaction",
        "product_safety",
        Outcome.NEEDS_APPROVAL,
        facts,
        path="stop_using",
        next_step="Write at once: stop using it, a doctor if it is severe; a refund of any amount is for level 2",
        approval=Approval(by=rules.level.value, because="Someone may have been hurt: every such message goes to them"),
        alternatives=(PathOption(path="refund", amount=paid),) if paid else (),
        actions=(ProposedAction("hand_over", {"level": rules.level.value}),),
        slots={"refund": ""},
    )
