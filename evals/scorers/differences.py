"""Where an answer departs from what a case expects: one assertion a part that was expected anything of.

Reads the suggestion as a desk would, by its wire names; knows nothing of how it came about.
"""

from collections.abc import Iterator

from assist.domain.handoff import Handoff
from assist.domain.suggestion import Suggestion
from evals.expectations import Expectation, ExpectedPassages
from evals.scorers import decided, found, handed, replied, tagged
from evals.scores import Assertion, Part

_ROUTED = ("flags", "level", "queue", "priority", "warnings")
_TAGGED = ("sentiment", "language", "entities")


def assertions(expect: Expectation, suggestion: Suggestion, handoff: Handoff | None = None) -> list[Assertion]:
    """Return an assertion for every part of the answer that something is expected of."""
    wanted = dict(_departures(expect, suggestion, handoff))
    return [Assertion(name=part.value, part=part, why=tuple(texts)) for part, texts in wanted.items()]


def _departures(
    expect: Expectation, suggestion: Suggestion, handoff: Handoff | None
) -> Iterator[tuple[Part, Iterator[str]]]:
    if expect.intents is not None:
        yield Part.INTENTS, tagged.of_intents(expect, suggestion.triage.intents)
    if expect.decisions is not None or expect.no_outcomes:
        yield Part.DECISIONS, decided.of_decisions(expect, suggestion.decisions)
    yield Part.REPLY, replied.of_reply(expect, suggestion.reply)
    if any(getattr(expect, name) for name in _ROUTED):
        yield Part.ROUTE, tagged.of_route(expect, suggestion)
    if any(getattr(expect, name) for name in _TAGGED):
        yield Part.TAGS, tagged.of_tags(expect, suggestion.triage)
    if expect.passages != ExpectedPassages():
        yield Part.PASSAGES, found.of_passages(expect, suggestion)
    if expect.handoff is not None and handoff is not None:
        yield Part.HANDOFF, handed.of_handoff(expect.handoff, handoff)
