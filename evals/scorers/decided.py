"""Where the decisions of a suggestion depart from those expected, a sentence each."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assist.domain.decision import Decision
from evals.expectations import Expectation, ExpectedDecision
from evals.scorers.words import named


def of_decisions(expect: Expectation, found: Sequence[Decision]) -> Iterator[str]:
    """Yield every departure from the expected decisions."""
    yield from (f"{one.rule_id} is {one.outcome}" for one in found if one.outcome in expect.no_outcomes)
    if not expect.decisions_judged or expect.decisions is None:
        return
    left = list(found)
    for wanted in expect.decisions:
        decision = next((one for one in left if _concerns(wanted, one)), None)
        if decision is None:
            label = "/".join(wanted.intent or wanted.workflow)
            yield f"no decision on {label}, only {named(f'{one.intent} ({one.workflow})' for one in found)}"
            continue
        left.remove(decision)
        yield from (f"{decision.rule_id}: {text}" for text in _decision(wanted, decision))
    for one in left:
        if one.intent not in expect.may_also:
            yield f"a decision more: {one.intent} {one.outcome} by {one.rule_id}"


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
        yield f"items {named(found.item_ids)}, expected {named(wanted.item_ids)}"
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
    shown = named(f"{name} {amount}" for name, amount in stated)
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
        yield f"missing {named(missing)}, expected {named(wanted.missing)}"
    if wanted.inconsistent and not found.inconsistencies:
        yield "does not say what is inconsistent"


def stated_amounts(decision: Decision) -> Iterator[tuple[str, Decimal]]:
    """Yield every named amount of a decision, those of its other paths included."""
    for name, money in (decision.amount or {}).items():
        yield name, money.amount
    for path in decision.alternatives:
        if path.amount is not None:
            yield path.path, path.amount.amount
