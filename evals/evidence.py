"""What a suggestion teaches once a person had a word on it: what must come of the same request, and what a person must look at.

The best evidence is a draft that went out as it stood; an edited fact says that something is wrong, not what is right.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assist import atoms, feedback
from assist.atoms import Atom, AtomKind
from assist.domain.correction import Correction
from assist.domain.decision import Decision
from assist.domain.enums import Purpose
from assist.domain.feedback import Edit, EditKind, FeedbackEvent, Outcome
from assist.domain.handled import Handled
from assist.domain.reply import Abstention, Draft, Escalation, NoReplyNeeded
from assist.domain.suggestion import Suggestion
from evals.disguise import Disguise
from evals.expectations import (
    Expectation,
    ExpectedApproval,
    ExpectedDecision,
    ExpectedIntent,
    ExpectedPassages,
    ExpectedThen,
)

LIGHT = 0.6
"""Similarity from which other words are a touch-up: below it little of the draft is left, whatever the facts."""
MOST_PATTERNS = 8
_STATED = frozenset(
    {AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION, AtomKind.DATE, AtomKind.TIME, AtomKind.COUNT, AtomKind.LINK}
)
"""Facts that decide whether an answer is right; bare numbers and ids may be anything."""


class Standing(StrEnum):
    """How much a piece of evidence is worth, the most first."""

    SENT = "sent as drafted"
    TOUCHED_UP = "sent in other words"
    RETAGGED = "tags corrected"
    DISPUTED = "disputed"


class LeftOut(StrEnum):
    """Why something teaches nothing."""

    TRIED_OUT = "tried out on the Try page"
    OURS = "a message we began, not an answer"
    WITHDRAWN = "withdrawn before anybody decided"
    UNDECIDED = "only shown"
    WORDLESS = "rejected, and what was written instead is not stored"
    NO_FACTS = "edited without a fact or a statement to hold on to"


@dataclass(frozen=True)
class Evidence:
    """What must come of a request, why, and what a person has to decide first (empty: nothing)."""

    standing: Standing
    expect: Expectation
    why: str
    look: str = ""


def of(handled: Handled, disguise: Disguise) -> Evidence | LeftOut:
    """Return what was learnt, in disguise, or why nothing was."""
    step = feedback.decisive(handled.steps) if handled.steps else None
    is_decided = step is not None and step.feedback.event is not FeedbackEvent.SHOWN
    if any(one.tried_out for one in handled.steps):
        return LeftOut.TRIED_OUT
    if handled.request.purpose is not Purpose.REPLY:
        return LeftOut.OURS
    if handled.suggestion is None or step is None or not is_decided:
        return _of_tags(handled.correction, handled.at.date().isoformat()) if handled.correction else LeftOut.UNDECIDED
    if handled.withdrawn_at is not None and (step.feedback.at or handled.at) > handled.withdrawn_at:
        return LeftOut.WITHDRAWN
    found = _of_step(handled, handled.suggestion, step, disguise)
    if isinstance(found, Evidence) and handled.correction is not None and not found.look:
        tags = _tags(handled.correction)
        return Evidence(found.standing, found.expect.model_copy(update=tags), f"{found.why} Its tags were corrected.")
    return found


def _of_step(handled: Handled, suggestion: Suggestion, step: Outcome, disguise: Disguise) -> Evidence | LeftOut:
    at = handled.at.date().isoformat()
    written = step.feedback.sent_text or ""
    if step.feedback.event is FeedbackEvent.REJECTED:
        return _rejected(suggestion, step, written or handled.answered_with or "", disguise, at)
    if not isinstance(suggestion.reply, Draft):
        if written and written.strip() != (getattr(suggestion.reply, "holding_text", None) or "").strip():
            why = f"On {at} we had no draft, and a person answered."
            return _disputed("", written, disguise, why, "a person answered where we had no draft")
        return Evidence(Standing.SENT, _same(suggestion, disguise), f"On {at} a person agreed that no draft was due.")
    if step.edit is None or step.edit.similarity == 1:
        if step.feedback.event is FeedbackEvent.EDITED:
            return LeftOut.WORDLESS
        return Evidence(Standing.SENT, _same(suggestion, disguise), f"The draft of {at} went out as it stood.")
    is_light = set(step.edit.kinds) <= {EditKind.TONE} and step.edit.similarity >= LIGHT and not step.edit.unsupported
    if is_light:
        why = f"The draft of {at} went out in other words: {_likeness(step.edit)}, no fact changed."
        return Evidence(Standing.TOUCHED_UP, _same(suggestion, disguise), why)
    what = ", ".join(kind.value.replace("_", " ") for kind in step.edit.kinds)
    why = f"The draft of {at} was edited before it went out ({what}; {_likeness(step.edit)})."
    return _disputed(suggestion.reply.text, written, disguise, why, "a person changed what the draft states")


def _rejected(suggestion: Suggestion, step: Outcome, written: str, disguise: Disguise, at: str) -> Evidence | LeftOut:
    if not written:
        return LeftOut.WORDLESS
    reason = disguise.text(step.feedback.reason or "").strip()
    why = f"The draft of {at} was rejected" + (f": {reason}." if reason else ".")
    draft = suggestion.reply.text if isinstance(suggestion.reply, Draft) else ""
    return _disputed(draft, written, disguise, why, "a person rejected the draft and wrote their own answer")


def _likeness(edit: Edit) -> str:
    return f"similarity {edit.similarity:.2f}"


def _disputed(draft: str, sent: str, disguise: Disguise, why: str, what: str) -> Evidence | LeftOut:
    """Return what the person's text says that the draft does not, and the other way round."""
    before, after = disguise.text(draft), disguise.text(sent)
    put_in, taken_out = _facts(after, before), _facts(before, after)
    sentences = feedback.compared(before, after)
    must = [*put_in, *_statements(sentences.new, put_in)][:MOST_PATTERNS]
    never = [*taken_out, *_statements(sentences.gone, taken_out)][:MOST_PATTERNS]
    if not must and not never:
        return LeftOut.NO_FACTS
    expect = Expectation(
        **({"must_say": tuple((_pattern(one),) for one in must)} if must else {}),
        **({"must_not_say": tuple((_pattern(one),) for one in never)} if never else {}),
    )
    said = "; ".join([*(f"put in “{one}”" for one in must), *(f"took out “{one}”" for one in never)])
    return Evidence(Standing.DISPUTED, expect, why, f"{what}: {said}. For everybody, or for this customer alone?")


def _facts(text: str, other: str) -> list[str]:
    """Return the words of the facts one text states and the other does not, each once."""
    known = {(one.kind, one.value) for one in atoms.extract(other)}
    new = {(one.kind, one.value): one for one in _stated(text) if (one.kind, one.value) not in known}
    return [text[one.start : one.end].strip() for one in new.values()]


def _stated(text: str) -> Iterable[Atom]:
    return (one for one in atoms.extract(text) if one.kind in _STATED)


def _statements(sentences: Sequence[str], facts: Sequence[str]) -> list[str]:
    """Return whole statements where no fact says it shorter."""
    return [one for one in sentences if feedback.states(one) and not any(fact in one for fact in facts)]


def _pattern(words: str) -> str:
    """Return a pattern for words as they stand, however they are spaced; numbers are whole."""
    joined = r"\s+".join(map(re.escape, words.split()))
    before = r"(?<![\d.,])" if words[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if words[-1:].isdigit() else ""
    return f"{before}{joined}{after}"


def _of_tags(correction: Correction, at: str) -> Evidence:
    return Evidence(
        Standing.RETAGGED, Expectation(**_tags(correction)), f"On {at} a person corrected the tags of this."
    )


def _tags(correction: Correction) -> dict[str, object]:
    found: dict[str, object] = {}
    if correction.intents is not None:
        found["intents"] = tuple(ExpectedIntent(name=name) for name in correction.intents)
    if correction.sentiment is not None:
        found["sentiment"] = (correction.sentiment,)
    named = {name: getattr(correction, name) for name in ("level", "queue", "language")}
    return {**found, **{name: value for name, value in named.items() if value is not None}}


def _same(suggestion: Suggestion, disguise: Disguise) -> Expectation:
    """Return that the same is decided, cited and answered; what was not decided is free."""
    reply = suggestion.reply
    fields: dict[str, object] = {"reply_kind": (reply.kind,)}
    if isinstance(reply, Abstention | Escalation | NoReplyNeeded):
        fields["reply_reason"] = str(reply.reason)
    if suggestion.decisions:
        fields["decisions"] = tuple(_decision(one, disguise) for one in suggestion.decisions)
    cited = tuple(dict.fromkeys(one.passage_id for one in reply.citations)) if isinstance(reply, Draft) else ()
    if cited:
        fields["passages"] = ExpectedPassages(cited=tuple((one,) for one in cited))
    return Expectation.model_validate(fields)


def _decision(found: Decision, disguise: Disguise) -> ExpectedDecision:
    """Return a decision as a case expects it: what a customer would notice, no wording."""
    given: dict[str, object] = {
        "intent": (found.intent,),
        "workflow": (found.workflow,),
        "outcome": (found.outcome,),
        "rule_prefix": found.rule_id,
        "approval": ExpectedApproval(by=found.approval.by) if found.approval else None,
        "missing": tuple(need.value for need in found.missing),
    }
    if found.order_number:
        given["order_number"] = disguise.number(found.order_number)
    if found.item_ids:
        given["item_ids"] = tuple(map(disguise.number, found.item_ids))
    if found.path:
        given["path"] = (found.path,)
    if found.then:
        given["then"] = ExpectedThen(on=found.then.on, path=found.then.path)
    if found.amount:
        given["amount"] = {name: money.amount for name, money in found.amount.items()}
    days = {name: getattr(found, name) for name in ("last_day", "step_back_on", "locks_at")}
    return ExpectedDecision.model_validate({**given, **{name: day for name, day in days.items() if day is not None}})
