"""ragas' metrics over our samples: each called by itself, with its own failures named. Imports ragas; see `opening`."""

import asyncio
import math
from collections.abc import Callable, Coroutine, Sequence
from importlib import metadata
from typing import Any

from ragas.dataset_schema import SingleTurnSample
from ragas.embeddings.base import BaseRagasEmbedding
from ragas.metrics._context_precision import IDBasedContextPrecision  # the public name warns of a move not made yet
from ragas.metrics._context_recall import IDBasedContextRecall
from ragas.metrics.collections import (
    AnswerRelevancy,
    ContextPrecision,
    ContextRecall,
    Faithfulness,
    NonLLMStringSimilarity,
    QuotedSpansAlignment,
    SemanticSimilarity,
)

from assist.errors import AssistError, place_of
from assist.ports import Encoder
from evals.judging.metrics import Ask, Failed, Metric, Scored
from evals.judging.samples import Sample
from evals.ragas_door.answering import Judge, Unjudged

DIGITS = 4
MADE_AND_JUDGED = 2
"""Answers of a faithfulness: the statements made of the draft, and the verdict on each."""
QUESTIONS_BACK = 1
"""Questions made of a draft. ragas asks three times to average over chance; at temperature 0 they would be the same."""


class OwnEmbedding(BaseRagasEmbedding):  # type: ignore[misc]
    """ragas' idea of an embedding over our own encoder: no hub, no network."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self._encoder = encoder

    def embed_text(self, text: str, **_: Any) -> list[float]:
        """Return the text's unit row."""
        return [float(value) for value in self._encoder.encode([text])[0]]

    async def aembed_text(self, text: str, **_: Any) -> list[float]:
        """Return the same."""
        return self.embed_text(text)


class Ragas:
    """The port `Scorer`."""

    def __init__(self, encoder: Encoder) -> None:
        self._embedding = OwnEmbedding(encoder)

    @property
    def library(self) -> str:
        """The installed version, such as `ragas 0.4.3`."""
        return f"ragas {metadata.version('ragas')}"

    def measure(self, metric: Metric, sample: Sample, ask: Ask) -> Scored | Failed:
        """Return what a metric comes to; a surprise inside ragas is a failure of this metric on this sample."""
        judge = Judge(ask)
        try:
            value = asyncio.run(_ASKED[metric](sample, judge, self._embedding))
            _refuse_left_out(judge)
        except AssistError:
            raise
        except Unjudged as unjudged:
            return Failed(metric=metric, why=str(unjudged))
        except Exception as error:  # whatever breaks in there says nothing of the draft; its text may quote the draft
            return Failed(metric=metric, why=f"{type(error).__name__} in {place_of(error)}")
        if not math.isfinite(value):
            return Failed(metric=metric, why="no number came of it (NaN)")
        return Scored(metric=metric, value=round(value, DIGITS))


async def _faithfulness(sample: Sample, judge: Judge, _: OwnEmbedding) -> float:
    contexts = [*_texts(sample), *sample.facts]
    found = await Faithfulness(llm=judge).ascore(
        user_input=sample.question, response=sample.draft, retrieved_contexts=contexts
    )
    return float(found.value)


async def _context_precision(sample: Sample, judge: Judge, _: OwnEmbedding) -> float:
    found = await ContextPrecision(llm=judge).ascore(
        user_input=sample.question, reference=sample.reference, retrieved_contexts=_texts(sample)
    )
    return float(found.value)


async def _context_recall(sample: Sample, judge: Judge, _: OwnEmbedding) -> float:
    contexts = [*_texts(sample), *sample.facts]
    found = await ContextRecall(llm=judge).ascore(
        user_input=sample.question, retrieved_contexts=contexts, reference=sample.reference
    )
    return float(found.value)


async def _answer_relevancy(sample: Sample, judge: Judge, embedding: OwnEmbedding) -> float:
    metric = AnswerRelevancy(llm=judge, embeddings=embedding, strictness=QUESTIONS_BACK)
    return float((await metric.ascore(user_input=sample.question, response=sample.draft)).value)


async def _id_precision(sample: Sample, _: Judge, __: OwnEmbedding) -> float:
    return float(await IDBasedContextPrecision().single_turn_ascore(_by_ids(sample)))


async def _id_recall(sample: Sample, _: Judge, __: OwnEmbedding) -> float:
    return float(await IDBasedContextRecall().single_turn_ascore(_by_ids(sample)))


async def _string_similarity(sample: Sample, _: Judge, __: OwnEmbedding) -> float:
    found = await NonLLMStringSimilarity().ascore(reference=sample.reference, response=sample.draft)
    return float(found.value)


async def _semantic_similarity(sample: Sample, _: Judge, embedding: OwnEmbedding) -> float:
    metric = SemanticSimilarity(embeddings=embedding)
    return float((await metric.ascore(reference=sample.reference, response=sample.draft)).value)


async def _quotes(sample: Sample, _: Judge, __: OwnEmbedding) -> float:
    """Ask for the cited words, a line each: ragas looks for what stands in quotation marks, drafts use none."""
    cited = "\n".join(f'"{" ".join(quote.split())}"' for quote in sample.quotes)
    found = await QuotedSpansAlignment(min_span_words=1).ascore(response=cited, retrieved_contexts=_texts(sample))
    return float(found.value)


_ASKED: dict[Metric, Callable[[Sample, Judge, OwnEmbedding], Coroutine[Any, Any, float]]] = {
    Metric.FAITHFULNESS: _faithfulness,
    Metric.CONTEXT_PRECISION: _context_precision,
    Metric.CONTEXT_RECALL: _context_recall,
    Metric.ANSWER_RELEVANCY: _answer_relevancy,
    Metric.ID_CONTEXT_PRECISION: _id_precision,
    Metric.ID_CONTEXT_RECALL: _id_recall,
    Metric.STRING_SIMILARITY: _string_similarity,
    Metric.SEMANTIC_SIMILARITY: _semantic_similarity,
    Metric.QUOTES: _quotes,
}


def _texts(sample: Sample) -> list[str]:
    return [one.text for one in sample.passages]


def _by_ids(sample: Sample) -> Any:
    return SingleTurnSample(
        retrieved_context_ids=[one.id for one in sample.passages], reference_context_ids=list(sample.gold)
    )


def _refuse_left_out(judge: Judge) -> None:
    """Refuse a judge that passed over statements: ragas would take the share of those it liked to judge."""
    counts = [len(statements) for answer in judge.answers if (statements := _statements(answer)) is not None]
    if len(counts) < MADE_AND_JUDGED:
        return
    made, judged = counts[:MADE_AND_JUDGED]
    if judged < made:
        raise Unjudged(f"of {made} statements it judged {judged}")


def _statements(answer: Any) -> Sequence[Any] | None:
    found = getattr(answer, "statements", None)
    return found if isinstance(found, list) else None
