"""Who answers, how soon, and why: level, queue, priority, each with a reason a person can read.

A client's own rules come first, then the shared list (`default_routes`), then where the intent belongs. Some things no
rule can undo: always-human flags, and the level a decision needs for its approval. Knows no vectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.domain.client import Profile
from assist.domain.enums import Flag, Level, Outcome, Priority, SentimentLabel
from assist.domain.routing import RoutingRule, Then
from assist.domain.triage import Intent, Route
from assist.triage import default_routes, routing_rules
from assist.triage.contacts import repeat_reason
from assist.triage.flags import ALWAYS_HUMAN
from assist.triage.routing_rules import Tried
from assist.triage.situation import RoutingFacts, Situation, approver, is_served
from assist.triage.taxonomy import Taxonomy
from assist.working_time import WorkingTime

__all__ = ["Routed", "RoutingFacts", "Rules", "is_served", "route", "routed"]

_RANK = {Level.LEVEL_1: 0, Level.SPECIALIST: 1, Level.LEVEL_2: 2}
_HASTE = {Priority.LOW: 0, Priority.NORMAL: 1, Priority.HIGH: 2, Priority.URGENT: 3}


@dataclass(frozen=True)
class Routed:
    """A route, and every rule looked at before it was found, in order."""

    route: Route
    tried: tuple[Tried, ...]


@dataclass(frozen=True)
class Rules:
    """One client's way to route: its own rules, the intents it knows and its hours."""

    profile: Profile
    taxonomy: Taxonomy
    calendar: WorkingTime

    def routed(self, facts: RoutingFacts) -> Routed:
        """Return the route of these facts, and the rules tried for it."""
        return routed(facts, self.profile, self.taxonomy, self.calendar)


@dataclass(frozen=True)
class _Destination:
    level: Level
    queue: str
    rule_id: str
    reasons: tuple[str, ...]
    priority: Priority | None = None

    def under(self, rule: RoutingRule, reasons: tuple[str, ...]) -> "_Destination":
        """Return this destination as far as the rule leaves it."""
        then = rule.then
        return _Destination(
            then.level or self.level,
            then.queue or self.queue,
            rule.id,
            reasons or self.reasons,
            then.priority or self.priority,
        )


def route(facts: RoutingFacts, profile: Profile, taxonomy: Taxonomy, calendar: WorkingTime) -> Route:
    """Return where this conversation goes and by when it should be answered."""
    return routed(facts, profile, taxonomy, calendar).route


def routed(facts: RoutingFacts, profile: Profile, taxonomy: Taxonomy, calendar: WorkingTime) -> Routed:
    """Return the route and the rules that were tried for it."""
    grave = tuple(flag for flag in facts.flags if flag in ALWAYS_HUMAN)
    seen = Situation(facts, profile, taxonomy, calendar, grave)
    destination, tried = _destination(seen)
    level, risen = _risen(destination.level, seen)
    queue = "escalations" if risen and destination.queue != "account_lead" else destination.queue
    priority = _priority(destination.priority, seen)
    minutes = profile.targets_minutes.get(facts.channel, {}).get(priority)
    reasons = [*destination.reasons, *risen, *_cues(seen)]
    if minutes is not None:
        reasons.append(f"{facts.channel} target for this client at {priority} priority: {minutes} minutes")
    found = Route(
        level=level,
        queue=profile.queue(queue),
        priority=priority,
        respond_by=calendar.add_service_minutes(facts.asked_at, minutes) if minutes is not None else None,
        rule_id=destination.rule_id,
        reasons=tuple(dict.fromkeys(reasons)),
    )
    return Routed(found, tried)


def _destination(seen: Situation) -> tuple[_Destination, tuple[Tried, ...]]:
    own, tried = _first_own(seen)
    shared, more = routing_rules.first_match(default_routes.RULES, seen)
    destination = _by_intent(seen)
    if shared is not None:
        destination = destination.under(shared, _filled(shared.then, seen))
    if own is not None:
        return destination.under(own, (f"Rule {own.id}" + (f": {own.then.reason}" if own.then.reason else ""),)), tried
    return destination, (*tried, *more)


def _first_own(seen: Situation) -> tuple[RoutingRule | None, tuple[Tried, ...]]:
    tried = []
    for rule in seen.profile.routing:
        why = routing_rules.unmet(rule.when, seen) or routing_rules.outside(rule, seen)
        tried.append(Tried(rule, why))
        if why is None:
            return rule, tuple(tried)
    return None, tuple(tried)


def _by_intent(seen: Situation) -> _Destination:
    """Return where the intents belong: the first of the highest level leads, among what the client has bought."""
    if not seen.facts.intents:
        return _Destination(Level.LEVEL_1, "general", "route.no-intent", ("No intent was found: a person should look",))
    definitions = seen.taxonomy.intents
    known = [intent for intent in seen.facts.intents if intent.name in definitions]
    known = [intent for intent in known if seen.is_contracted(intent)] or known
    if not known:
        return _Destination(Level.LEVEL_1, "general", "route.default", ())
    leading = max(known, key=lambda intent: _RANK[definitions[intent.name].level])
    definition = definitions[leading.name]
    why = f"{leading.name} is {definition.level.replace('_', ' ')} work"
    return _Destination(definition.level, definition.queue, f"route.intent.{_dashed(leading)}", (why,))


def _dashed(intent: Intent) -> str:
    return intent.name.replace("/", "-")


def _risen(level: Level, seen: Situation) -> tuple[Level, tuple[str, ...]]:
    """Raise the level to what no rule can undo; the reasons are empty when it stays."""
    if seen.always_human and level is not Level.LEVEL_2:
        return Level.LEVEL_2, tuple(f"Flag {flag}: always a person" for flag in seen.always_human)
    if seen.must_rise and _RANK[level] < _RANK[Level.LEVEL_2]:
        return Level.LEVEL_2, (f"Needs approval {_approval(seen)}",)
    return level, ()


def _filled(then: Then, seen: Situation) -> tuple[str, ...]:
    if then.reason is None:
        return ()
    words: Mapping[str, str] = {
        "channel": seen.facts.channel,
        "language": seen.facts.language.tag,
        "workflow": " and ".join(name.replace("_", " ") for name in seen.not_contracted),
        "approval": _approval(seen),
    }
    return (then.reason.format(**words),)


def _approval(seen: Situation) -> str:
    """Say who must approve what, and why."""
    for one in seen.facts.decisions:
        if (by := approver(one)) is not None:
            because = f": {one.approval.because}" if one.approval and one.approval.because else ""
            return f"by {by.replace('_', ' ')} ({one.rule_id}){because}"
    return ""


def _priority(asked: Priority | None, seen: Situation) -> Priority:
    """Return the rule's priority, or the usual one; what always needs a person is never put behind."""
    usual = _usual_priority(seen)
    if asked is None:
        return usual
    return max(asked, usual, key=_HASTE.__getitem__) if seen.always_human else asked


def _usual_priority(seen: Situation) -> Priority:
    flags = seen.facts.flags
    if any(flag in default_routes.AT_ONCE for flag in flags):
        return Priority.URGENT
    pressing = any(flag in flags for flag, _ in default_routes.PRESSING)
    if pressing or seen.facts.sentiment.label is SentimentLabel.VERY_NEGATIVE:
        return Priority.HIGH
    names = {intent.name for intent in seen.facts.intents}
    return Priority.LOW if names and names <= default_routes.CAN_WAIT else Priority.NORMAL


def _cues(seen: Situation) -> Sequence[str]:
    """Return what else an agent should know before opening the message."""
    facts = seen.facts
    said = dict(default_routes.PRESSING)
    if facts.repeat is not None:
        said[Flag.REPEAT_CONTACT] = repeat_reason(facts.repeat, facts.asked_at, seen.calendar)
    found = [why for flag, why in said.items() if flag in facts.flags]
    if any(one.outcome is Outcome.NEEDS_APPROVAL for one in facts.decisions):
        found.append(f"Needs approval {_approval(seen)}")
    found += [f"Flag {flag}: always a person" for flag in seen.always_human]
    if facts.sentiment.label is SentimentLabel.VERY_NEGATIVE:
        found.append("Customer is very upset")
    if seen.not_contracted:
        found.append(f"{' and '.join(seen.not_contracted).replace('_', ' ')} is not contracted")
    if facts.in_scope and not facts.sure:
        found.append("Not sure of the intent: check the tags")
    return [*found, *facts.notes]
