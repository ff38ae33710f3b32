"""What an agent should see beside a reply before sending it. Decides nothing."""

from collections.abc import Sequence
from datetime import timedelta

from assist import briefing
from assist.briefing import Known, Version
from assist.domain.decision import FollowUp
from assist.domain.enums import Severity
from assist.domain.reply import Draft, Reply, Warning
from assist.drafting import notices, replying


def of_reply(version: Version, known: Known, reply: Reply, follow_up: FollowUp | None) -> list[Warning]:
    """Return what the agent should see before sending: promises to keep, what is unanswered, unsure or old."""
    found = notices.warnings(briefing.announced(version, known), reply)
    if isinstance(reply, Draft):
        for promise in reply.check.promises:
            if promise.kept_by and promise.kept_by.startswith("act-"):
                text = f"The draft promises something: approve {promise.kept_by} or change the sentence."
                found.append(
                    Warning(code="action_required", severity=Severity.CONFIRM, message=text, claim=promise.claim)
                )
        unanswered = [
            intent.name
            for intent, one, hits in zip(known.triage.intents, known.decided, known.evidence.answers, strict=False)
            if one.decision is None and not hits
        ]
        if unanswered:
            text = f"Nothing in force answers: {', '.join(unanswered)}."
            found.append(Warning(code="intent_unanswered", severity=Severity.CONFIRM, message=text))
        if not known.triage.sure:
            found.append(
                Warning(
                    code="intent_unsure",
                    severity=Severity.CONFIRM,
                    message="Not sure of the intent: check it before sending.",
                )
            )
    if follow_up is not None and follow_up.reply_window_open is False:
        ready = f": {follow_up.template} is ready" if follow_up.template else ""
        text = f"On {follow_up.due_on} WhatsApp allows only a template{ready}."
        found.append(Warning(code="follow_up_outside_reply_window", severity=Severity.INFO, message=text))
    found += _promises_claimed(known)
    found += _inconsistencies(known)
    hours = version.profile.facts_stale_after_hours
    stale = [o.number for o in known.orders.orders if o.as_of and known.now - o.as_of > timedelta(hours=hours)]
    if stale:
        text = f"Order facts are older than {hours} hours: {', '.join(stale)}."
        found.append(Warning(code="orders_stale", severity=Severity.CONFIRM, message=text))
    return found


def of_removed(reasons: Sequence[str]) -> tuple[Warning, ...]:
    """Say what of a model's draft was refused, and why."""
    return tuple(
        Warning(
            code="model_sentence_removed",
            severity=Severity.INFO,
            message=f"A sentence of the model was removed: {why}.",
        )
        for why in reasons
    )


def _promises_claimed(known: Known) -> list[Warning]:
    """Ask for a look at the records where the customer says that one of us promised something; the draft goes by the rules."""
    if not replying.claims_promise(known.reading.turn_text):
        return []
    text = "The customer says that somebody promised this: look it up before sending; the draft goes by the rules."
    return [Warning(code="promise_claimed", severity=Severity.CONFIRM, message=text)]


def _inconsistencies(known: Known) -> list[Warning]:
    """Name what cannot be true of the orders decided about, for the agent to look up."""
    wrong = [each for one in known.decided if one.decision for each in one.decision.inconsistencies]
    return [
        Warning(code="facts_inconsistent", severity=Severity.CONFIRM, message=f"{path}: {says}.")
        for path, says in dict.fromkeys((each.path, each.says) for each in wrong)
    ]
