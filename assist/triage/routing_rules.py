"""Which rule holds for a message, why another does not, and which rules can never be reached."""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist.domain.client import Profile
from assist.domain.enums import Flag, Level
from assist.domain.routing import Bought, RoutingRule, When
from assist.triage.flags import ALWAYS_HUMAN
from assist.triage.situation import Situation

_SINGULAR = {
    "intents": "intent",
    "flags": "flag",
    "channels": "channel",
    "languages": "language",
    "order_status": "order status",
    "order_value_above": "order value above",
    "tiers": "tier",
    "not_contracted": "not contracted",
    "outcomes": "outcome",
    "approval_by": "approval",
}
RESERVED = "route."
"""Ids of shared rules begin so: which list a rule stands in can be read off its id."""


@dataclass(frozen=True)
class Tried:
    """A rule that was looked at; `unmet` says in words why it does not hold, None when it does."""

    rule: RoutingRule
    unmet: str | None


def first_match(rules: Iterable[RoutingRule], seen: Situation) -> tuple[RoutingRule | None, list[Tried]]:
    """Return the first rule that holds and every rule looked at on the way, in order."""
    tried = []
    for rule in rules:
        why = unmet(rule.when, seen)
        tried.append(Tried(rule, why))
        if why is None:
            return rule, tried
    return None, tried


def unmet(when: When, seen: Situation) -> str | None:
    """Return in words the first condition that does not hold, None when all do."""
    for name, wanted in when.given.items():
        if not _HOLDS[name](wanted, seen):
            return denied(name, wanted)
    return None


def denied(name: str, wanted: Any) -> str:
    """Return in words that a condition does not hold."""
    if isinstance(wanted, bool):
        return f"{name} is {shown(not wanted)}"
    if name == "not_contracted":
        return f"the {shown(wanted)} is contracted"
    if name == "order_value_above":
        return f"order value is not above {shown(wanted)}, or not known"
    return f"{_SINGULAR.get(name, name)} is not {shown(wanted)}"


def stated(when: When) -> str:
    """Return the conditions of a rule in words."""
    return ", ".join(f"{_SINGULAR.get(name, name)} is {shown(wanted)}" for name, wanted in when.given.items())


def outside(rule: RoutingRule, seen: Situation) -> str | None:
    """Say why a client's own rule may not catch this message, None when it may.

    What lies outside the contract or the client's languages keeps its way unless the rule names it, and an
    always-human flag is never sent below level 2.
    """
    when = rule.when
    if Bought.CHANNEL in seen.missing_scope and when.channels is None and when.not_contracted is None:
        return "the channel is not contracted and the rule does not name it"
    if not seen.served and when.languages is None and when.served_language is None:
        return "the language is not served and the rule does not name it"
    if seen.always_human and rule.then.level is not Level.LEVEL_2 and not _names(when, seen.always_human):
        return f"{seen.always_human[0]} always goes to a person at level 2"
    return None


def _names(when: When, flags: Collection[Flag]) -> bool:
    return bool(set(when.flags or ()) & set(flags))


def faults(profile: Profile, intents: Collection[str]) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield what is wrong with a client's rules: position, the keys below it, and why in words."""
    seen: set[str] = set()
    for position, rule in enumerate(profile.routing):
        if rule.id in seen or rule.id.startswith(RESERVED):
            why = "is given twice" if rule.id in seen else f"begins with {RESERVED}, which the shared rules do"
            yield position, ("id",), f"this id {why}"
        seen.add(rule.id)
        for pattern in rule.when.intents or ():
            if not any(fits(pattern, name) for name in intents):
                near = difflib.get_close_matches(pattern, intents, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                yield position, ("when", "intents"), f"{pattern} is no intent{hint}"
        if rule.then.queue is not None and rule.then.queue not in {*profile.queues, *profile.queues.values()}:
            yield position, ("then", "queue"), f"{rule.then.queue} is none of queues: {', '.join(profile.queues)}"
        if (why_not := misdirected(rule)) is not None:
            yield position, ("then", "level"), why_not


def misdirected(rule: RoutingRule) -> str | None:
    """Say what is wrong with a rule that would send an always-human flag below level 2, None when nothing is."""
    level = rule.then.level
    named = [flag for flag in rule.when.flags or () if flag in ALWAYS_HUMAN]
    if named and level not in (None, Level.LEVEL_2):
        return f"{named[0]} always goes to a person at level 2, not to {level}"
    return None


def shadowed(rules: Sequence[RoutingRule]) -> list[tuple[RoutingRule, RoutingRule]]:
    """Return each rule that can never be reached, with the earlier rule that catches all it could."""
    found = []
    for at, rule in enumerate(rules):
        earlier = next((one for one in rules[:at] if _covers(one.when, rule.when)), None)
        if earlier is not None:
            found.append((rule, earlier))
    return found


def _covers(wide: When, narrow: When) -> bool:
    """Say whether every message for which `narrow` holds is one for which `wide` holds."""
    stated = narrow.given
    return all(name in stated and _implied(name, wanted, stated[name]) for name, wanted in wide.given.items())


def _implied(name: str, wide: Any, narrow: Any) -> bool:
    if name == "order_value_above":
        return bool(narrow >= wide)
    if name == "intents":
        return all(any(fits(pattern, one) for pattern in wide) for one in narrow)
    if isinstance(wide, tuple):
        return {str(one).lower() for one in narrow} <= {str(one).lower() for one in wide}
    return bool(wide == narrow)


def fits(pattern: str, intent: str) -> bool:
    """Say whether an intent, or a narrower pattern, falls under a name or `object/*`."""
    return intent == pattern or (pattern.endswith("/*") and intent.startswith(pattern[:-1]))


def shown(wanted: Any) -> str:
    """Return a condition's value as a person reads it."""
    if isinstance(wanted, tuple):
        return " or ".join(str(one) for one in wanted)
    return str(wanted).lower() if isinstance(wanted, bool) else str(wanted)


def _any_of(found: Collection[Any]) -> Callable[[Iterable[Any]], bool]:
    have = {str(one).lower() for one in found}
    return lambda wanted: any(str(one).lower() in have for one in wanted)


_HOLDS: Mapping[str, Callable[[Any, Situation], bool]] = {
    "intents": lambda wanted, s: any(fits(pattern, one.name) for pattern in wanted for one in s.facts.intents),
    "sentiment": lambda wanted, s: s.facts.sentiment.label in wanted,
    "flags": lambda wanted, s: _any_of(s.facts.flags)(wanted),
    "channels": lambda wanted, s: s.facts.channel in wanted,
    "languages": lambda wanted, s: s.facts.language.tag in wanted,
    "served_language": lambda wanted, s: s.served is wanted,
    "order_status": lambda wanted, s: _any_of(s.order_states)(wanted),
    "order_value_above": lambda wanted, s: s.order_value is not None and s.order_value > wanted,
    "tiers": lambda wanted, s: s.facts.tier is not None and _any_of([s.facts.tier])(wanted),
    "repeat_contact": lambda wanted, s: (Flag.REPEAT_CONTACT in s.facts.flags) is wanted,
    "outside_hours": lambda wanted, s: s.open is not wanted,
    "not_contracted": lambda wanted, s: bool(s.missing_scope.intersection(wanted)),
    "attachments": lambda wanted, s: s.facts.attachments is wanted,
    "verified": lambda wanted, s: (s.facts.verified is True) is wanted,
    "outcomes": lambda wanted, s: _any_of([one.outcome for one in s.facts.decisions])(wanted),
    "approval_by": lambda wanted, s: _any_of(s.approvers)(wanted),
    "in_scope": lambda wanted, s: s.facts.in_scope is wanted,
    "sure": lambda wanted, s: s.facts.sure is wanted,
}
"""How each condition of `When` is judged; a test holds the two together."""
