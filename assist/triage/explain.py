"""Why a message was tagged and routed as it was: examples, chances, thresholds, words, rules, arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assist.domain.base import Frozen
from assist.domain.conversation import Conversation
from assist.domain.enums import Flag
from assist.domain.triage import Triage
from assist.ports import Vectors
from assist.reading import Reading
from assist.triage import flags
from assist.triage.contacts import repeat_reason
from assist.triage.neighbours import Neighbours
from assist.triage.placing import Placed
from assist.triage.routing import Rules
from assist.triage.routing_rules import stated
from assist.triage.sentiment import ALARMS
from assist.triage.triager import Tagged, Triager, Weighed
from assist.working_time import WorkingTime

RUNNERS_UP = 5
NEAREST = 5
RULES_BEFORE = 3
"""Rules that did not hold, told before the one that did; the client's own are told all."""


class Considered(Frozen):
    """An intent and its chance for the turn as a whole; `tagged` when it stands in the triage."""

    name: str
    chance: float
    tagged: bool


class Against(Frozen):
    """A figure and the threshold it met or missed."""

    value: float
    least: float
    met: bool


class Example(Frozen):
    """A training example that is like the message."""

    text: str
    intents: tuple[str, ...]
    cosine: float


class Stands(Frozen):
    """A flag and what it stands on."""

    flag: Flag
    on: str


class TriedRule(Frozen):
    """A routing rule that was looked at: whether it holds, and why or why not."""

    rule_id: str
    holds: bool
    because: str


class Explanation(Frozen):
    """Everything behind one triage."""

    triage: Triage
    considered: tuple[Considered, ...]
    scope: Against
    sure: Against
    nearest: tuple[Example, ...]
    flags: tuple[Stands, ...]
    moods: Mapping[str, float]
    rules: tuple[TriedRule, ...]
    respond_by: str


@dataclass(frozen=True)
class Seen:
    """One message on its way through triage, stage by stage."""

    conversation: Conversation
    reading: Reading
    vectors: Vectors
    tagged: Tagged
    placed: Placed


def explain(triager: Triager, neighbours: Neighbours, seen: Seen) -> Explanation:
    """Return why a triage is as it is."""
    triage, row = seen.placed.triage, seen.vectors[seen.reading.message_row]
    weighed = triager.weighed(seen.reading, seen.vectors, triage.language)
    near = neighbours.nearest(row, NEAREST) if seen.reading.turn_text else []
    best = triage.intents[0].confidence if triage.intents else max(weighed.intents.values())
    return Explanation(
        triage=triage,
        considered=_considered(weighed, triage),
        scope=_against(weighed.scope, weighed.least_scope),
        sure=_against(best, weighed.least_sure),
        nearest=tuple(
            Example(text=one.utterance.text, intents=one.utterance.intents, cosine=_short(one.cosine)) for one in near
        ),
        flags=tuple(_stands(flag, seen, triager.rules) for flag in triage.flags),
        moods={name: _short(chance) for name, chance in weighed.moods.items()},
        rules=_rules(seen.placed, triager.rules),
        respond_by=arithmetic(seen.tagged, triage, triager.rules),
    )


def _against(value: float, least: float) -> Against:
    return Against(value=_short(value), least=_short(least), met=value >= least)


def _short(value: float) -> float:
    return round(value, 3)


def _considered(weighed: Weighed, triage: Triage) -> tuple[Considered, ...]:
    tagged = {intent.name for intent in triage.intents}
    ranked = sorted(weighed.intents.items(), key=lambda one: -one[1])[:RUNNERS_UP]
    return tuple(Considered(name=name, chance=_short(chance), tagged=name in tagged) for name, chance in ranked)


def _stands(flag: Flag, seen: Seen, rules: Rules) -> Stands:
    words = {raised.flag: raised.words for raised in flags.evidence(seen.reading.turn_text)}
    placed, customer = seen.placed, seen.conversation.customer
    if flag in words:
        return Stands(flag=flag, on=f"the words “{words[flag]}”")
    if flag is Flag.VIP and customer is not None:
        return Stands(flag=flag, on=f"the customer's tier {customer.tier}")
    if flag is Flag.REPEAT_CONTACT and placed.repeat is not None:
        return Stands(flag=flag, on=repeat_reason(placed.repeat, seen.tagged.facts.asked_at, rules.calendar))
    if flag in ALARMS:
        return Stands(flag=flag, on="what the message as a whole sounds like: no pattern knows its words")
    names = ", ".join(intent.name for intent in placed.triage.intents)
    return Stands(flag=flag, on=f"the intent {names}" if names else "the message as a whole")


def _rules(placed: Placed, rules: Rules) -> tuple[TriedRule, ...]:
    own = {rule.id for rule in rules.profile.routing}
    found = []
    failed = [one for one in placed.tried if one.unmet is not None]
    for one in placed.tried:
        told = one.unmet is None or one.rule.id in own or one in failed[-RULES_BEFORE:]
        if told:
            because = one.unmet or stated(one.rule.when)
            found.append(TriedRule(rule_id=one.rule.id, holds=one.unmet is None, because=because))
    if not any(one.holds for one in found):
        found.append(
            TriedRule(
                rule_id=placed.triage.route.rule_id or "",
                holds=True,
                because="no rule holds, so it goes where its intent belongs",
            )
        )
    return tuple(found)


def arithmetic(tagged: Tagged, triage: Triage, rules: Rules) -> str:
    """Return how `respond_by` was counted, in the client's own time."""
    route, channel = triage.route, tagged.facts.channel
    minutes = rules.profile.targets_minutes.get(channel, {}).get(route.priority)
    if minutes is None:
        return f"no target for {channel} at {route.priority} priority"
    stretches = rules.calendar.service_stretches(tagged.facts.asked_at, minutes)
    parts = [
        f"{one.minutes} min {_clock(one.start, rules.calendar)} to {_clock(one.end, rules.calendar)}"
        for one in stretches
    ]
    asked = _clock(tagged.facts.asked_at, rules.calendar)
    hours = "service minutes" if rules.calendar.hours else "minutes"
    return f"sent {asked} ({rules.calendar.time_zone}) + {minutes} {hours}: {', then '.join(parts)}"


def _clock(moment: datetime, calendar: WorkingTime) -> str:
    return f"{calendar.local(moment):%a %d %b %H:%M}"
