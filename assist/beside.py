"""Which intents without a decision the pages may still answer where others of the message are decided.

One wish is often tagged twice; what a page says of the second tag then stands oddly beside the decision of the first.
"""

from collections.abc import Sequence

from assist import text
from assist.domain.conversation import Message
from assist.domain.knowledge import ScoredPassage
from assist.domain.triage import Intent
from assist.workflows.decide import Decided
from assist.workflows.registry import WORKFLOWS

ABOUT_PRODUCTS = "product/"
LEAST_BESIDE = 0.6
"""Confidence an intent needs for its page to stand beside a decision: below it the tag is a guess, and a page recited for it is cut."""


def is_said_already(
    intent: Intent,
    own: Decided,
    hits: Sequence[ScoredPassage],
    others: Sequence[Decided],
    messages: Sequence[Message],
    workflow: str | None,
) -> bool:
    """Say whether a decision of the message stands for this intent too, so that its page would only repeat or distract.

    So it is where the decision is shared, where the nearest page stands behind a decision, and where words that ask for
    nothing were taken for a matter of products or of a workflow that found nothing in them.
    """
    if own.decision is not None:
        return False
    behind = {pid.partition("#")[0] for one in others if one.decision for pid in one.decision.passage_ids}
    if own.shares is not None or (hits and hits[0].passage.page_id in behind):
        return True
    is_decided = any(one.decision is not None for one in others)
    if is_decided and intent.confidence < LEAST_BESIDE:
        return True
    may_be_a_remark = intent.name.startswith(ABOUT_PRODUCTS) or workflow in WORKFLOWS
    return is_decided and may_be_a_remark and not text.asks(_words_of(intent, messages))


def _words_of(intent: Intent, messages: Sequence[Message]) -> str:
    start, end = intent.span
    return next((message.text[start:end] for message in messages if message.id == intent.message_id), "")
