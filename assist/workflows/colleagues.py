"""What colleagues promised in internal notes of this conversation.

Only agents' own internal notes count. A note in the order's text, or a customer's word about a manager, is no promise.
"""

import re

from assist.workflows.case import Case

_PROMISED = re.compile(
    r"\b(?:promis\w+|agreed (?:to|with|on|that|a)|(?:told|assured) (?:her|him|them|the customer)|we (?:owe|give|gave|offered)|"
    r"prometi\w*|le he dicho|acord\w+|ofrec\w+)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:not|never|no|nothing|did ?n[o']t|nunca|nada)\s+(?:\w+\s+){0,2}$", re.I)
_FREE_LABEL = re.compile(
    r"\b(?:free|gratis|gratuit\w+|no charge for the)\b[^.\n]{0,25}\b(?:label|return|postage|etiqueta|devoluci[oó]n)\b|"
    r"\b(?:label|postage|etiqueta)\b[^.\n]{0,25}\b(?:free|on us|gratis|gratuit\w+)\b",
    re.I,
)
_MONEY_BACK = re.compile(r"\b(?:refund\w*|money back|credit|reembols\w+|saldo)\b", re.I)
_NUMBER = re.compile(r"\b[A-Z]{2,4}-?\d{4,}\b")


def promise(case: Case) -> str | None:
    """Return the newest internal note that promises something about this matter, None without one."""
    number = case.order.number.upper() if case.order else None
    for written in reversed(case.background.internal_notes):
        said = _PROMISED.search(written)
        named = {found.upper() for found in _NUMBER.findall(written)}
        if said is None or _DENIED.search(written[: said.start()]) or (named and number not in named):
            continue
        if _FREE_LABEL.search(written) or _MONEY_BACK.search(written):
            return written
    return None


def free_label(case: Case) -> bool:
    """Say whether a colleague promised that the return label costs nothing."""
    written = promise(case)
    return written is not None and _FREE_LABEL.search(written) is not None
