"""Cases through the real path, one version at a time: what was said, on what evidence, how it scored.

Every run is the same twice: the case has its own clock, ids are counted, drafts are composed unless a writer is given.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from assist import handing_over, pipeline
from assist.briefing import Version
from assist.domain.decision import Decision
from assist.domain.handoff import Handoff, HandoffRequest
from assist.domain.notice import Notice
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion
from assist.domain.triage import Triage
from assist.drafting.writer import Writer
from assist.errors import place_of
from assist.pipeline import Context
from assist.ports import Encoder
from assist.retrieval.bundle import Bundle
from evals import forced
from evals.cases import Case
from evals.outcomes import Cited, DecisionSaid, Observed, Outcome, Said
from evals.scorers import found, handed, sound
from evals.scorers.differences import assertions
from evals.scorers.labels import labels
from evals.scorers.words import said_to_customer
from evals.scores import Assertion, Number, Part, Score, Unscored

CRASHED = "run"
RANKED = 10
"""Passages asked for when ranking is judged by itself."""


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: a version, the encoder and perhaps the writer it answers with."""

    version: Version
    encoder: Encoder
    writer: Writer | None = None
    notices: tuple[Notice, ...] = ()

    def context(self, case: Case) -> Context:
        """Return the outside of a case: its own moment, counted ids, nothing stored."""
        assert case.request.now is not None, "read_cases demands a clock"
        return self.context_at(case.request.now)

    def context_at(self, now: datetime) -> Context:
        """Return the same at any moment."""
        numbers = count(1)
        return Context(
            now=now,
            new_id=lambda prefix: f"{prefix}_{next(numbers)}",
            encoder=self.encoder,
            timer=time.perf_counter,
            notices=self.notices,
            writer=self.writer,
        )


@dataclass(frozen=True)
class State:
    """One of the two: how it answers, and the bundle it answers from."""

    side: Side
    bundle: Bundle


def run(side: Side, cases: Iterable[Case], done: Callable[[], None] = lambda: None) -> list[Observed]:
    """Return what a side says on every case, in order; `done` is called after each."""
    observed = []
    for case in cases:
        observed.append(observe(side, case))
        done()
    return observed


def observe(side: Side, case: Case) -> Observed:
    """Return what a side says on one case; a crash is an outcome of its own and never stops the others."""
    started = time.perf_counter()
    try:
        suggestion = suggest(side, case)
        handoff = hand_over(side, case) if case.expect.handoff else None
        scores = _scores(side, case, suggestion, handoff)
        outcome = Outcome(
            case_id=case.id,
            said=said(suggestion),
            evidence=evidence(suggestion),
            scores=scores,
            violations=sound.violations(case, side.version, suggestion),
        )
    except Exception as error:  # whatever a case provokes is a finding about that case
        why = f"{type(error).__name__} in {place_of(error)}"
        outcome = Outcome(case_id=case.id, said=None, scores=(Unscored(name=CRASHED, why=why),))
        return Observed(case, outcome, None, None, _since(started))
    return Observed(case, outcome, suggestion, handoff, _since(started), float(suggestion.cost.amount))


def suggest(side: Side, case: Case) -> Suggestion:
    """Return the suggestion for a case's request."""
    return pipeline.suggest(side.version, case.request, side.context(case))


def triage(side: Side, case: Case) -> Triage:
    """Return the tags and the route alone."""
    return pipeline.triage(side.version, case.request, side.context(case))


def retrieve(side: Side, case: Case, passages: int = RANKED) -> tuple[str, ...]:
    """Return the ids of the passages the search ranks first."""
    result = pipeline.search(side.version, case.request, side.context(case), count=passages)
    return tuple(hit.passage.id for hit in result.hits)


def hand_over(side: Side, case: Case) -> Handoff:
    """Return the handoff of a case's conversation."""
    return handing_over.handoff(side.version, _handed(case), side.context(case))


def said(suggestion: Suggestion) -> Said:
    """Return what counts of a suggestion."""
    reply = suggestion.reply
    quotes = reply.citations if isinstance(reply, Draft) else ()
    return Said(
        reply_kind=reply.kind,
        reason=getattr(reply, "reason", None),
        text=said_to_customer(reply),
        citations=tuple(Cited(passage_id=one.passage_id, quote=one.quote) for one in quotes),
        decisions=tuple(_decision(one) for one in suggestion.decisions),
        intents=tuple(intent.name for intent in suggestion.triage.intents),
        level=suggestion.triage.route.level.value,
        queue=suggestion.triage.route.queue,
    )


def evidence(suggestion: Suggestion) -> tuple[str, ...]:
    """Return the passages an answer could rest on: found, behind its decisions, cited."""
    behind = (passage_id for one in suggestion.decisions for passage_id in one.passage_ids)
    traced = (one.passage_id for one in suggestion.retrieval.found)
    return tuple(sorted({*behind, *traced, *found.cited_by(suggestion)}))


def _scores(side: Side, case: Case, suggestion: Suggestion, handoff: Handoff | None) -> tuple[Score, ...]:
    ranked = [one.passage_id for one in suggestion.retrieval.found]
    scores: list[Score] = [*assertions(case.expect, suggestion, handoff)]
    scores += forced.said_again(case, side.version, suggestion, lambda: side.context(case))
    scores += [*found.ranking(case, ranked), *labels(case, suggestion)]
    if isinstance(suggestion.reply, Draft):
        scores.append(Number(name="claims supported", value=suggestion.reply.check.score))
    if handoff is not None and case.expect.handoff is not None:
        unfaithful = tuple(handed.unfaithful(_handed(case), handoff))
        scores.append(Assertion(name="handoff faithful", part=Part.HANDOFF, why=unfaithful))
        scores.append(handed.completeness(case.expect.handoff, handoff))
    return tuple(scores)


def _handed(case: Case) -> HandoffRequest:
    return HandoffRequest.model_validate(case.request.model_dump())


_UNCOMPARED = {"id", "action_ids", "passage_ids", "intent", "workflow", "outcome", "rule_id", "choice_reason", "lines"}
"""Of a decision: ids, what stands beside it by name, and wording."""


def _decision(decision: Decision) -> DecisionSaid:
    given = decision.model_dump(mode="json", exclude=_UNCOMPARED, exclude_defaults=True)
    facts = given.pop("facts", {})
    return DecisionSaid(
        intent=decision.intent,
        workflow=decision.workflow,
        outcome=decision.outcome.value,
        rule_id=decision.rule_id,
        stated=dict(sorted({**dict(_flat("", facts)), **dict(_flat("", given))}.items())),
    )


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield values by dotted path; money is its amount, and a list of records goes by their paths."""
    if isinstance(value, dict) and value.keys() == {"amount", "currency"}:
        yield path, str(value["amount"])
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
        for at, one in enumerate(value):
            yield from _flat(f"{path}.{one.get('path', at)}", one)
    else:
        yield path, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
