"""Where the tags and the route of a suggestion depart from those expected, a sentence each."""

from collections.abc import Iterator, Sequence

from assist.domain.suggestion import Suggestion
from assist.domain.triage import Intent, Triage
from evals.expectations import Expectation, ExpectedIntent
from evals.scorers.words import named


def of_intents(expect: Expectation, found: Sequence[Intent]) -> Iterator[str]:
    """Yield expected intents that are missing, and tagged ones that nobody expected."""
    if expect.intents is None:
        return
    left = [intent.name for intent in found]
    for number, wanted in enumerate(expect.intents):
        right = right_names(expect, wanted, number)
        name = next((name for name in left if name in right), None)
        if name is None:
            yield f"no {wanted.name} among {named(intent.name for intent in found)}"
        else:
            left.remove(name)
    extra = [name for name in left if name not in expect.may_also]
    if extra:
        yield f"also tagged {named(extra)}"


def right_names(expect: Expectation, wanted: ExpectedIntent, number: int) -> set[str]:
    """Return the names that are right in this place; the decision of the same place may be reached by several."""
    decisions = expect.decisions or ()
    by_decision = decisions[number].intent if number < len(decisions) else ()
    return {wanted.name, *wanted.or_, *by_decision}


def of_tags(expect: Expectation, triage: Triage) -> Iterator[str]:
    """Yield departures of sentiment, language and entities."""
    if expect.sentiment and triage.sentiment.label not in expect.sentiment:
        yield f"sentiment {triage.sentiment.label}, expected {' or '.join(expect.sentiment)}"
    if expect.language and triage.language.tag != expect.language:
        yield f"language {triage.language.tag}, expected {expect.language}"
    found = {(one.type, one.value) for one in triage.entities}
    lacking = [f"{one.type} {one.value}" for one in expect.entities if (one.type, one.value) not in found]
    if lacking:
        yield f"entities lack {named(lacking)}"


def of_route(expect: Expectation, found: Suggestion) -> Iterator[str]:
    """Yield departures of flags, level, queue, priority and warnings."""
    lacking = [flag for flag in expect.flags if flag not in found.triage.flags]
    if lacking:
        yield f"flags lack {named(lacking)}"
    route = found.triage.route
    if expect.level is not None and route.level is not expect.level:
        yield f"{route.level}, expected {expect.level}"
    if expect.queue is not None and route.queue != expect.queue:
        yield f"queue {route.queue}, expected {expect.queue}"
    if expect.priority is not None and route.priority is not expect.priority:
        yield f"priority {route.priority}, expected {expect.priority}"
    codes = [warning.code for warning in found.warnings]
    absent = [code for code in expect.warnings if code not in codes]
    if absent:
        yield f"warnings lack {named(absent)}"
