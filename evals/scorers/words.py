"""The words of an answer as scorers read them."""

import re
from collections.abc import Iterable

from assist.domain.reply import Abstention, Draft, Escalation, Reply


def said_to_customer(reply: Reply) -> str:
    """Return the words of a reply that a customer may read."""
    if isinstance(reply, Draft):
        return reply.text
    if isinstance(reply, Escalation):
        return reply.holding_text or ""
    return (reply.ask or "") if isinstance(reply, Abstention) else ""


def says(pattern: str, said: str) -> bool:
    """Say whether a pattern, any case, stands in what was said."""
    return re.search(pattern, said, re.I | re.M) is not None


def named(names: Iterable[object]) -> str:
    """Return names for a sentence."""
    return ", ".join(str(name) for name in names) or "none"
