"""Drafts made wrong on purpose, to learn what a judge is worth: it should refuse them, as our own check does.

Amounts and days are moved, or where there are none a "not" is taken away: one rule for all drafts, no chance in it.
"""

import re

from assist import verifying
from assist.briefing import Version
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.verification import VerifyRequest

_AMOUNT = re.compile(r"(?<![\w.,-])(\d{1,4})([.,]\d\d)(?![\w.,]*\d)")
_DAY = re.compile(
    r"(?<![\w.,:£€$-])(\d{1,2})(?= (?:(?:working )?(?:day|week|month|year|d[ií]a|mes|a[ñn]o)|(?:de )?[A-Za-z]{3,10}\b))"
)
_NEGATION = re.compile(r"(?<=\bcan)not\b|\b(?:not|no) ", re.I)
MORE = 10
"""Added to an amount: no rounding explains it."""
LATER = 3
"""Added to days; taken away where the month would end."""
LATE_IN_MONTH = 25


def spoiled(text: str) -> str | None:
    """Return the text with its amounts and days moved; None where nothing in it can be turned."""
    moved = _AMOUNT.sub(lambda found: f"{int(found[1]) + MORE}{found[2]}", text)
    moved = _DAY.sub(lambda found: str(_moved(int(found[1]))), moved)
    if moved == text:
        moved = _NEGATION.sub("", text, count=1)
    return moved if moved != text else None


def checked(suggestion: Suggestion, request: SuggestRequest, version: Version) -> Suggestion | None:
    """Return the suggestion with its draft spoiled and checked anew; None where there is nothing to spoil."""
    reply = suggestion.reply
    text = spoiled(reply.text) if isinstance(reply, Draft) else None
    if text is None or not isinstance(reply, Draft):
        return None
    asked = VerifyRequest(
        draft=text,
        passage_ids=tuple(dict.fromkeys(one.passage_id for one in reply.citations)),
        orders=request.orders,
        products=request.products,
        decisions=suggestion.decisions,
        actions=suggestion.actions,
        follow_up=suggestion.follow_up,
        events=request.events,
        customer=request.customer,
        agent=request.agent,
        now=request.now,
    )
    check = verifying.verify_for(version, asked).check
    return suggestion.model_copy(update={"reply": reply.model_copy(update={"text": text, "check": check})})


def _moved(days: int) -> int:
    return days + LATER if days <= LATE_IN_MONTH else days - LATER
