"""What can be measured of a sample, and what a measurement may come to. A failure is its own kind and no number."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Literal, Protocol

from pydantic import Field

from assist.domain.base import Frozen
from evals.judging.samples import Sample


class Metric(StrEnum):
    FAITHFULNESS = "faithfulness"
    """Share of the draft's statements that follow from the passages and facts."""
    CONTEXT_PRECISION = "context_precision"
    """Whether the useful passages stand first."""
    CONTEXT_RECALL = "context_recall"
    """Share of the reference's statements that the passages and facts hold."""
    ANSWER_RELEVANCY = "answer_relevancy"
    """Cosine between the question and one that a model makes of the draft."""
    ID_CONTEXT_PRECISION = "id_context_precision"
    ID_CONTEXT_RECALL = "id_context_recall"
    """Of the passages that answer, how many were found: a lower bound, as any one of them may be enough."""
    STRING_SIMILARITY = "string_similarity"
    SEMANTIC_SIMILARITY = "semantic_similarity"
    """Draft and reference, letter by letter and by our own encoder."""
    QUOTES = "quotes"
    """Share of the cited words that stand in the passages."""


ASK_A_MODEL = frozenset({Metric.FAITHFULNESS, Metric.CONTEXT_PRECISION, Metric.CONTEXT_RECALL, Metric.ANSWER_RELEVANCY})
"""The others are computed, and come to the same every time."""
_BY_IDS = frozenset({Metric.ID_CONTEXT_PRECISION, Metric.ID_CONTEXT_RECALL})
_WITH_REFERENCE = frozenset(
    {Metric.CONTEXT_PRECISION, Metric.CONTEXT_RECALL, Metric.STRING_SIMILARITY, Metric.SEMANTIC_SIMILARITY}
)


class Scored(Frozen):
    kind: Literal["scored"] = "scored"
    metric: Metric
    value: float


class Failed(Frozen):
    """No number came of it, and why: an answer that nobody can read, a NaN."""

    kind: Literal["failed"] = "failed"
    metric: Metric
    why: str


class NotApplicable(Frozen):
    """The sample lacks what the metric is about."""

    kind: Literal["not_applicable"] = "not_applicable"
    metric: Metric
    why: str


Measurement = Annotated[Scored | Failed | NotApplicable, Field(discriminator="kind")]

Ask = Callable[[str], str]
"""Puts a question to the judge and returns its words. Raises what ends the run: a judge that is down, no recording."""


class Scorer(Protocol):
    """Measures a sample; the only one there is stands behind the ragas door."""

    @property
    def library(self) -> str:
        """Name what measures, with its version."""

    def measure(self, metric: Metric, sample: Sample, ask: Ask) -> Scored | Failed:
        """Return what a metric comes to. Raises: as `ask`."""


def lacking(metric: Metric, sample: Sample) -> str | None:
    """Return what a sample lacks for a metric; None when it can be measured."""
    if metric in _WITH_REFERENCE and sample.reference is None:
        return "the case has no reference"
    if metric in _BY_IDS and not sample.gold:
        return "the case names no passage that answers"
    if metric is Metric.QUOTES and not sample.quotes:
        return "the draft cites nothing"
    if metric in ASK_A_MODEL | _BY_IDS and not (sample.passages or sample.facts):
        return "the draft stands on nothing that could be shown"
    return None
