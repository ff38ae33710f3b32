"""Where a suggestion departs from what a case expects: a list of sentences, empty when nothing does.

Reads the suggestion as a desk would, by its wire names; knows nothing of how it came about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assist.domain.decision import Decision
from assist.domain.reply import Abstention, Draft, Escalation, Reply
from assist.domain.suggestion import Suggestion
from assist.domain.triage import Intent
from evals.decision_cases import Expectation, ExpectedDecision, ExpectedIntent


class Part(StrEnum):
    """Which part of a suggestion differs."""

    INTENTS = "intents"
    DECISIONS = "decisions"
    REPLY = "reply"
    ROUTE = "route"


@dataclass(frozen=True)
class Difference:
    part: Part
    text: str

    def __str__(self) -> str:
        return f"{self.part}: {self.text}"


def differences(expect: Expectation, found: Suggestion) -> list[Difference]:
    """Return every departure of a suggestion from its expectation."""
    named = (
        (Part.INTENTS, _intents(expect, found.triage.intents)),
        (Part.DECISIONS, _decisions(expect, found.decisions)),
        (Part.REPLY, _reply(expect, found)),
        (Part.ROUTE, _route(expect, found)),
    )
    return [Difference(part, text) for part, texts in named for text in texts]


def said_to_customer(reply: Reply) -> str:
    """Return the words of a reply that a customer may read."""
    if isinstance(reply, Draft):
        return reply.text
    if isinstance(reply, Escalation):
        return reply.holding_text or ""
    return (reply.ask or "") if isinstance(reply, Abstention) else ""


def _intents(expect: Expectation, found: Sequence[Intent]) -> Iterator[str]:
    left = [intent.name for intent in found]
    for number, wanted in enumerate(expect.intents):
        right = _right_names(expect, wanted, number)
        name = next((name for name in left if name in right), None)
        if name is None:
            yield f"no {wanted.name} among {_named(intent.name for intent in found)}"
        else:
            left.remove(name)
    extra = [name for name in left if name not in expect.may_also]
    if extra:
        yield f"also tagged {_named(extra)}"


def _right_names(expect: Expectation, wanted: ExpectedIntent, number: int) -> set[str]:
    """Return the names that are right in this place; the decision of the same place may be reached by several."""
    by_decision = expect.decisions[number].intent if number < len(expect.decisions) else ()
    return {wanted.name, *wanted.or_, *by_decision}


def _decisions(expect: Expectation, found: Sequence[Decision]) -> Iterator[str]:
    if not expect.decisions_judged:
        return
    left = list(found)
    for wanted in expect.decisions:
        decision = next((one for one in left if _concerns(wanted, one)), None)
        if decision is None:
            label = "/".join(wanted.intent or wanted.workflow)
            yield f"no decision on {label}, only {_named(f'{one.intent} ({one.workflow})' for one in found)}"
            continue
        left.remove(decision)
        yield from (f"{decision.rule_id}: {text}" for text in _decision(wanted, decision))
    for one in left:
        if one.intent not in expect.may_also:
            yield f"a decision more: {one.intent} {one.outcome} by {one.rule_id}"
    yield from (f"{one.rule_id} is {one.outcome}" for one in found if one.outcome in expect.no_outcomes)


def _concerns(wanted: ExpectedDecision, found: Decision) -> bool:
    return (not wanted.intent or found.intent in wanted.intent) and (
        not wanted.workflow or found.workflow in wanted.workflow
    )


def _decision(wanted: ExpectedDecision, found: Decision) -> Iterator[str]:
    if found.outcome not in wanted.outcome:
        yield f"outcome {found.outcome}, expected {' or '.join(wanted.outcome)}"
    if wanted.rule_prefix and not found.rule_id.startswith(wanted.rule_prefix):
        yield f"rule {found.rule_id}, expected {wanted.rule_prefix}..."
    if wanted.path and found.path not in wanted.path:
        yield f"path {found.path}, expected {' or '.join(wanted.path)}"
    for name in ("order_number", "last_day", "step_back_on"):
        expected, stated = getattr(wanted, name), getattr(found, name) or found.facts.get(name)
        if expected is not None and str(stated) != str(expected):
            yield f"{name} {stated}, expected {expected}"
    if wanted.item_ids and set(found.item_ids) != set(wanted.item_ids):
        yield f"items {_named(found.item_ids)}, expected {_named(wanted.item_ids)}"
    yield from _moments(wanted, found)
    yield from _money(wanted, found)
    yield from _needs(wanted, found)


def _moments(wanted: ExpectedDecision, found: Decision) -> Iterator[str]:
    if wanted.locks_at is not None and found.locks_at != wanted.locks_at:
        yield f"locks_at {found.locks_at}, expected {wanted.locks_at}"
    if wanted.then is None:
        return
    if found.then is None or found.then.on != wanted.then.on:
        yield f"then on {found.then and found.then.on}, expected {wanted.then.on}"
    elif wanted.then.path is not None and found.then.path != wanted.then.path:
        yield f"then path {found.then.path}, expected {wanted.then.path}"


def _money(wanted: ExpectedDecision, found: Decision) -> Iterator[str]:
    stated = list(stated_amounts(found))
    shown = _named(f"{name} {amount}" for name, amount in stated)
    for name, amount in wanted.amount.items():
        if (name, amount) not in stated:
            yield f"no {name} of {amount}, stated are {shown}"
    yield from _unsummed(found)
    for amount in wanted.sums:
        if amount not in [each for _, each in stated]:
            yield f"no amount of {amount}, stated are {shown}"


def _unsummed(found: Decision) -> Iterator[str]:
    """Lines of a sum have to add up to it, whatever was expected."""
    amounts = dict(stated_amounts(found))
    for name in {line.of for line in found.lines}:
        total = sum((line.amount.amount for line in found.lines if line.of == name), Decimal())
        if amounts.get(name) != total:
            yield f"the lines of {name} add up to {total}, stated is {amounts.get(name)}"


def _needs(wanted: ExpectedDecision, found: Decision) -> Iterator[str]:
    by = found.approval.by if found.approval else None
    expected_by = wanted.approval.by if wanted.approval else None
    if "approval" in wanted.model_fields_set and by != expected_by:
        yield f"approval by {by}, expected {expected_by}"
    missing = [need.value for need in found.missing]
    if "missing" in wanted.model_fields_set and set(missing) != set(wanted.missing):
        yield f"missing {_named(missing)}, expected {_named(wanted.missing)}"
    if wanted.inconsistent and not found.inconsistencies:
        yield "does not say what is inconsistent"


def stated_amounts(decision: Decision) -> Iterator[tuple[str, Decimal]]:
    """Yield every named amount of a decision, those of its other paths included."""
    for name, money in (decision.amount or {}).items():
        yield name, money.amount
    for path in decision.alternatives:
        if path.amount is not None:
            yield path.path, path.amount.amount


def _reply(expect: Expectation, found: Suggestion) -> Iterator[str]:
    reply = found.reply
    if expect.reply_kind and reply.kind not in expect.reply_kind:
        yield f"a {reply.kind}, expected {' or '.join(expect.reply_kind)}"
    reason = getattr(reply, "reason", None)
    if expect.reply_reason and reason != expect.reply_reason:
        yield f"reason {reason}, expected {expect.reply_reason}"
    said = said_to_customer(reply)
    for alternatives in expect.must_say:
        if not any(_says(pattern, said) for pattern in alternatives):
            yield f"does not say {' or '.join(repr(pattern) for pattern in alternatives)}"
    for alternatives in expect.must_not_say:
        yield from (f"says {pattern!r}" for pattern in alternatives if _says(pattern, said))
    yield from _order_of(expect.in_order, said)
    if isinstance(reply, Draft) and not reply.check.grounded:
        yield "holds a sentence nothing supports"


def _order_of(patterns: Sequence[str], said: str) -> Iterator[str]:
    at = 0
    for pattern in patterns:
        match = re.compile(pattern, re.I).search(said, at)
        if match is None:
            yield f"does not say {pattern!r} in its turn"
            return
        at = match.end()


def _route(expect: Expectation, found: Suggestion) -> Iterator[str]:
    lacking = [flag for flag in expect.flags if flag not in found.triage.flags]
    if lacking:
        yield f"flags lack {_named(lacking)}"
    route = found.triage.route
    if expect.level is not None and route.level is not expect.level:
        yield f"{route.level}, expected {expect.level}"
    if expect.queue is not None and route.queue != expect.queue:
        yield f"queue {route.queue}, expected {expect.queue}"
    codes = [warning.code for warning in found.warnings]
    absent = [code for code in expect.warnings if code not in codes]
    if absent:
        yield f"warnings lack {_named(absent)}"


def _says(pattern: str, said: str) -> bool:
    return re.search(pattern, said, re.I | re.M) is not None


def _named(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names) or "none"
