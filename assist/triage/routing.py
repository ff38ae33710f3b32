"""Who answers, how soon, and why: level, queue, priority, each with a reason a person can read.

First form: fixed rules in order of weight over the taxonomy's defaults. Knows no vectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.domain.client import Profile
from assist.domain.enums import Channel, Flag, Level, Priority, SentimentLabel
from assist.domain.triage import Intent, Language, Route, Sentiment
from assist.triage.flags import ALWAYS_HUMAN
from assist.triage.language import UNKNOWN
from assist.triage.taxonomy import NO_REPLY_INTENTS, Taxonomy
from assist.working_time import WorkingTime

_RANK = {Level.LEVEL_1: 0, Level.SPECIALIST: 1, Level.LEVEL_2: 2}
_AT_ONCE = frozenset({Flag.SELF_HARM, Flag.VIOLENCE, Flag.HEALTH_SAFETY})
_PRESSING = {
    Flag.CHARGEBACK: "mentions the bank or a chargeback",
    Flag.LEGAL: "mentions legal steps",
    Flag.THREATENING: "threatens consequences",
    Flag.REPEAT_CONTACT: "has written about this before",
    Flag.URGENT: "says it is urgent",
    Flag.PAYMENT_CARD: "sent a payment card number",
    Flag.VIP: "is a VIP",
    Flag.WANTS_HUMAN: "asks for a person",
}
_LEVEL_2_FLAGS = ALWAYS_HUMAN | {Flag.CHARGEBACK, Flag.THREATENING, Flag.VIP, Flag.FRAUD_RISK}


@dataclass(frozen=True)
class RoutingFacts:
    """All that routing looks at."""

    channel: Channel
    intents: Sequence[Intent]
    in_scope: bool
    sure: bool
    sentiment: Sentiment
    flags: Sequence[Flag]
    language: Language
    asked_at: datetime


def route(facts: RoutingFacts, profile: Profile, taxonomy: Taxonomy, calendar: WorkingTime) -> Route:
    """Return where this conversation goes and by when it should be answered."""
    priority = _priority(facts)
    level, queue, rule_id, reasons = _destination(facts, profile, taxonomy)
    reasons += _reasons(facts)
    targets = profile.targets_minutes.get(facts.channel, {})
    minutes = targets.get(priority)
    if minutes is not None:
        reasons.append(f"{facts.channel} target for this client at {priority} priority: {minutes} minutes")
    return Route(
        level=level,
        queue=profile.queue(queue),
        priority=priority,
        respond_by=calendar.add_service_minutes(facts.asked_at, minutes) if minutes is not None else None,
        rule_id=rule_id,
        reasons=tuple(reasons),
    )


def _destination(facts: RoutingFacts, profile: Profile, taxonomy: Taxonomy) -> tuple[Level, str, str, list[str]]:
    if facts.channel not in profile.channels:
        return Level.LEVEL_1, "account_lead", "route.not-contracted", [f"{facts.channel} is not contracted"]
    if not is_served(facts.language, profile):
        why = f"written in {facts.language.tag}, which this client does not serve"
        return Level.LEVEL_1, "language", "route.language", [why]
    grave = [flag for flag in facts.flags if flag in _LEVEL_2_FLAGS]
    if grave:
        return Level.LEVEL_2, "escalations", f"route.{grave[0]}", []
    if facts.sentiment.label is SentimentLabel.VERY_NEGATIVE and Flag.REPEAT_CONTACT in facts.flags:
        return Level.LEVEL_2, "escalations", "route.upset-repeat", []
    if not facts.in_scope or not facts.intents:
        return Level.LEVEL_1, "general", "route.no-intent", ["No shared intent fits: a person should look"]
    return _by_intent(facts, taxonomy)


def _by_intent(facts: RoutingFacts, taxonomy: Taxonomy) -> tuple[Level, str, str, list[str]]:
    known = [intent for intent in facts.intents if intent.name in taxonomy.intents]
    if not known:
        return Level.LEVEL_1, "general", "route.default", []
    leading = max(known, key=lambda intent: _RANK[taxonomy.intents[intent.name].level])
    definition = taxonomy.intents[leading.name]
    if definition.level is Level.LEVEL_1:
        leading, definition = known[0], taxonomy.intents[known[0].name]
    why = f"{leading.name} is {definition.level.replace('_', ' ')} work"
    return definition.level, definition.queue, f"route.intent.{leading.name.replace('/', '-')}", [why]


def is_served(language: Language, profile: Profile) -> bool:
    """Say whether the client answers in this language; too short to tell counts as served."""
    return language.tag == UNKNOWN or language.tag in profile.locales


def _priority(facts: RoutingFacts) -> Priority:
    if _AT_ONCE.intersection(facts.flags):
        return Priority.URGENT
    if facts.sentiment.label is SentimentLabel.VERY_NEGATIVE or any(flag in _PRESSING for flag in facts.flags):
        return Priority.HIGH
    names = {intent.name for intent in facts.intents}
    if names and (names <= NO_REPLY_INTENTS or names == {"feedback/praise"}):
        return Priority.LOW
    return Priority.NORMAL


def _reasons(facts: RoutingFacts) -> list[str]:
    reasons = [f"Customer {why}" for flag, why in _PRESSING.items() if flag in facts.flags]
    reasons += [f"Flag {flag}: always a person" for flag in facts.flags if flag in ALWAYS_HUMAN]
    if facts.sentiment.label is SentimentLabel.VERY_NEGATIVE:
        reasons.append("Customer is very upset")
    if facts.in_scope and not facts.sure:
        reasons.append("Not sure of the intent: check the tags")
    return reasons
