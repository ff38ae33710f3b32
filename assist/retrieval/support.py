"""How likely a passage answers a question at all: a calibrated estimate, whatever else was found. Knows scores only."""

import numpy as np

from assist.retrieval.ranker import Row

FLOOR = 0.65
"""Support below which a passage is not quoted, and a search abstains. Held out: 82 % of the questions a sample brand can
answer and 74 % of shop messages reach it, 19 % of messages about nothing a shop does, 1 % of general knowledge; of the
right first passages 9 % fall below. At 0.5 those are 96, 86, 42, 6 and 1 %: a wrong quotation costs more than a search."""
CONSTANT, SCORE, PAGE = -1.89, 7.73, 2.68
"""Logistic regression of "can be answered" on the best passage of 1,200 messages to the sample brands: their questions,
questions without an answer, the other brand's, out-of-scope and general ones (`python -m benchmarks.retrieval`)."""


def chances(scores: Row, page: Row) -> Row:
    """Return the estimated chance that each passage answers: `(n,)` float32 in [0, 1], 0 outside the scope.

    `scores` are the ranker's, `page` how near the page is by meaning.
    """
    logit = CONSTANT + SCORE * scores + PAGE * page
    with np.errstate(over="ignore"):  # -inf scores are passages out of scope: their chance is zero
        chance: Row = (1 / (1 + np.exp(-logit))).astype(np.float32)
    return chance
