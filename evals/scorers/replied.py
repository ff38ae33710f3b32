"""Where a reply departs from the one expected, a sentence each."""

import re
from collections.abc import Iterator, Sequence

from assist.domain.enums import ClaimKind
from assist.domain.reply import Abstention, Draft, Escalation, Reply
from evals.expectations import Expectation
from evals.scorers.words import said_to_customer, says


def of_reply(expect: Expectation, reply: Reply) -> Iterator[str]:
    """Yield every departure from the expected reply."""
    yield from _kind(expect, reply)
    said = said_to_customer(reply)
    for alternatives in expect.must_say:
        if not any(says(pattern, said) for pattern in alternatives):
            yield f"does not say {' or '.join(repr(pattern) for pattern in alternatives)}"
    for alternatives in expect.must_not_say:
        yield from (f"says {pattern!r}" for pattern in alternatives if says(pattern, said))
    asked = _asked(reply)
    for alternatives in expect.must_ask:
        if not any(says(pattern, asked) for pattern in alternatives):
            yield f"does not ask {' or '.join(repr(pattern) for pattern in alternatives)}"
    yield from _order_of(expect.in_order, said)
    if isinstance(reply, Draft) and not reply.check.grounded:
        yield "holds a sentence nothing supports"


def _kind(expect: Expectation, reply: Reply) -> Iterator[str]:
    if expect.reply_kind and reply.kind not in expect.reply_kind:
        yield f"a {reply.kind}, expected {' or '.join(expect.reply_kind)}"
    elif expect.must_abstain and isinstance(reply, Draft):
        yield "a draft, expected none: nothing supports an answer"
    reason = getattr(reply, "reason", None)
    if expect.reply_reason and reason != expect.reply_reason:
        yield f"reason {reason}, expected {expect.reply_reason}"


def _asked(reply: Reply) -> str:
    if isinstance(reply, Draft):
        questions = (
            claim.text for claim in reply.check.claims if claim.kind is ClaimKind.QUESTION or "?" in claim.text
        )
        return "\n".join(questions)
    if isinstance(reply, Escalation):
        return reply.holding_text or ""
    return (reply.ask or "") if isinstance(reply, Abstention) else ""


def _order_of(patterns: Sequence[str], said: str) -> Iterator[str]:
    at = 0
    for pattern in patterns:
        match = re.compile(pattern, re.I).search(said, at)
        if match is None:
            yield f"does not say {pattern!r} in its turn"
            return
        at = match.end()
