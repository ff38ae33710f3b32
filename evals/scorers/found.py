"""Where the passages found and cited depart from those expected; and how well the search ranked what answers."""

import math
from collections.abc import Iterator, Sequence

from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion
from evals.cases import Case
from evals.expectations import Expectation
from evals.scores import Number

AT = 5
"""Passages an agent looks at."""


def of_passages(expect: Expectation, found: Suggestion) -> Iterator[str]:
    """Yield expected passages that were not found or not cited, and cited ones that must not be."""
    wanted = expect.passages
    traced = {one.passage_id for one in found.retrieval.found}
    for group in wanted.found:
        if not traced & set(group):
            yield f"did not find {' or '.join(group)}"
    cited = cited_by(found)
    for group in wanted.cited:
        if not cited & set(group):
            yield f"does not cite {' or '.join(group)}"
    yield from (f"cites {name}" for name in wanted.not_cited if name in cited)


def cited_by(found: Suggestion) -> set[str]:
    """Return the passages a draft cites."""
    reply = found.reply
    return {citation.passage_id for citation in reply.citations} if isinstance(reply, Draft) else set()


def ranking(case: Case, ranked: Sequence[str]) -> list[Number]:
    """Return recall, reciprocal rank and nDCG at five of the passages that answer a case."""
    gold = set(case.gold_passages)
    if not gold:
        return []
    hits = [passage_id in gold for passage_id in ranked[:AT]]
    first = next((at for at, hit in enumerate(hits, start=1) if hit), 0)
    gain = sum(1 / math.log2(at + 1) for at, hit in enumerate(hits, start=1) if hit)
    best = sum(1 / math.log2(at + 1) for at in range(1, min(len(gold), AT) + 1))
    return [
        Number(name=f"recall@{AT}", value=sum(hits) / min(len(gold), AT)),
        Number(name="mrr", value=1 / first if first else 0.0),
        Number(name=f"ndcg@{AT}", value=gain / best),
    ]
