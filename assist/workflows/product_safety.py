"""A product that hurt someone, or might: a person within the hour, never a cause, never a photo of a body.

Unsafe comes before every window, exclusion and limit (clock rule C6). A question before use is answered from the page.
"""

from assist.domain.decision import Approval, PathOption
from assist.domain.enums import Outcome
from assist.workflows import claim_facts, signs
from assist.workflows.case import Case, Facts, Finding, OrderCase, ProposedAction

SAFETY = "product/safety"


def decide(case: Case) -> Finding | None:
    """Return the hand-over for a reaction, or that a question before use is for the page and a doctor.

    None where nothing is told of a body or a danger: a tag alone alarms nobody, and a fault has rules of its own.
    """
    if _is_hurt(case):
        return _hand_over(case)
    if case.intent != SAFETY:
        return None
    if signs.ASKS_AHEAD.in_(case.words) or ("?" in case.words and signs.UNDECIDED_HEALTH.in_(case.words)):
        # What a page says of a product in pregnancy is that product's; of a condition a shop has nothing to say.
        has_a_page = signs.EXPECTING.in_(case.words) or not signs.UNDECIDED_HEALTH.in_(case.words)
        rule = "product_safety.question" if has_a_page else "product_safety.question.condition"
        return Finding(rule, "product_safety", Outcome.INFORMATIONAL, path="page",
                       next_step="Quote the page; who may use it is for a midwife or doctor to say")  # fmt: skip
    if any(sign.in_(case.words) for sign in (signs.FAULTY, signs.WRONG_ITEM, signs.OPENED, signs.WORN)):
        return None
    return _hand_over(case) if signs.BODY_OR_DANGER.in_(case.words) else None


def _is_hurt(case: Case) -> bool:
    """Say whether someone was hurt, whatever else was asked: heard everywhere only where goods touch the skin."""
    if case.intent != SAFETY and not case.parameters.product_safety.skin_goods:
        return False
    if not case.parameters.product_safety.skin_goods and signs.WORN.in_(case.words):
        return signs.HURT.in_(case.words)  # boots that rub are a matter of fit
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
