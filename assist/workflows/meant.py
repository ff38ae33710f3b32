"""What a request turns out to be once the order is known: a rule asked about a thing of one's own order is that thing's return.

Told by words and facts where an intent is unsure or stops short of the order; in doubt the intent stands.
"""

import re

from assist.workflows import signs
from assist.workflows.subject import Subject
from assist.workflows.wording import folded

UNSURE = 0.5
"""Confidence below which explicit words count for more than the intent."""
_GENERAL = {"return/policy": "return"}
"""Rules asked about, and what decides them for an order at hand."""
_BEFORE_BUYING = "product/"
_WANTS_BACK = re.compile(
    r"\b(?:return (?:it|them|this|the|my)|(?:send|give|bring) (?:it |them |this )?back|refund|money back|my \d+(?:[.,]\d+)? back|devolver\w*|devuelvo|reembols\w+)\b"
)
_WANTS_OTHER = re.compile(
    r"\b(?:become|be changed|change|swap|switch|instead|make (?:it|that)|cambi\w+|en lugar)\b|\b(?:in|an?|to|una?|en) (?:xxs|xs|s|m|l|xl|xxl|\d\d)\b"
)
"""In small letters without accents."""
_MISTAKEN = frozenset({"price_adjustment", "discount", "warranty", "gift"})


def workflow(intent: str, own: str | None, words: str, confidence: float, subject: Subject) -> str | None:
    """Return the workflow that decides a request about this order; `own` is its intent's."""
    if subject.order is None:
        return own
    said = folded(words)
    numbered = folded(subject.order.number) in said or subject.order.number.split("-")[-1] in said
    if intent in _GENERAL and (numbered or subject.item_ids):
        return _GENERAL[intent]
    if intent.startswith(_BEFORE_BUYING) and numbered and _WANTS_OTHER.search(said):
        return "order_change"
    if own == "gift" and not subject.order.is_gift and (numbered or subject.item_ids) and not signs.A_GIFT.in_(words):
        return "return"
    if own in _MISTAKEN and confidence < UNSURE and _WANTS_BACK.search(said) and not signs.FAULTY.in_(words):
        return "return"
    return own
