"""A return label the customer wants sent: a yes to our offer of one, or a wish in their own words. Told by form, in English and Spanish."""

import re
from collections.abc import Sequence

from assist.domain.decision import Action

ACTION = "send_return_label"
_LABEL = r"(?:return |prepaid |shipping |free )*label|etiqueta(?: de devoluci[oó]n)?"
_OFFERS = re.compile(
    rf"(?:shall i|should i|would you like|do you want|can i|te (?:env[ií]o|mando)|quieres|os (?:env[ií]o|mando))[^?]*\b(?:{_LABEL})\b[^?]*\?",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hola|ok|okay|well|great|perfect|vale|genial|perfecto|bueno)\b\W*)*(?:yes|yeah|yep|yup|sure|please|pls|plz|go ahead|do (?:it|that|so)|that(?:'s| is| would be) (?:fine|great|good|perfect)|"
    r"sounds good|of course|absolutely|ok|okay|great|perfect|s[ií]|claro|por favor|adelante|de acuerdo|hazlo|vale)\b",
    re.I,
)
_NO = re.compile(r"\b(?:no|not|don't|never|instead|rather|but|pero|mejor)\b", re.I)
_WISH = re.compile(
    rf"\b(?:send|e-?mail|give|get|need|want|resend|like|have|waiting for|where(?:'s| is)|m[aá]nd\w+|env[ií]\w+|necesito|quiero|d[oó]nde est[aá])\b[^.?!\n]{{0,40}}\b(?:{_LABEL})\b",
    re.I,
)
_ABOUT_IT = re.compile(
    r"\b(?:fees?|without|told|promised|how much|cost|costs|free|pay|price|charge|print|printer|expire\w*|valid|use|which|how (?:do|can|long)|cu[aá]nto|cuesta|gratis|imprim\w+|caduc\w+|pag\w+|c[oó]mo)\b",
    re.I,
)
_EXCHANGE = re.compile(r"\b(?:exchang\w+|swap\w*|cambi(?:ar|arl\w+|o|as)|cambio)\b", re.I)


def is_wanted(turn: str, said_last: str) -> bool:
    """Say whether the turn takes the offer of a label in our last message, or asks for one itself; a question about it does not."""
    if _OFFERS.search(said_last) and _YES.match(turn) and not _NO.search(turn) and "?" not in turn:
        return True
    return bool(_WISH.search(turn)) and not _ABOUT_IT.search(turn)


def workflow(turn: str, said_last: str) -> str | None:
    """Return what a label is wanted for by what we wrote last, `return` or `exchange`; None where none is wanted."""
    if not is_wanted(turn, said_last):
        return None
    offered = [one for one in re.split(r"\n\n", said_last) if _OFFERS.search(one)]
    return "exchange" if any(_EXCHANGE.search(one) and "refund" not in one.lower() for one in offered) else "return"


def is_among(actions: Sequence[Action]) -> bool:
    """Say whether a label is one of the actions proposed."""
    return any(action.kind == ACTION for action in actions)


def confirmed(actions: Sequence[Action]) -> tuple[Action, ...]:
    """Return the actions after the customer's yes to the label: what is left of it is that an agent sends it."""
    return tuple(
        action.model_copy(update={"requires": "agent"})
        if action.kind == ACTION and action.requires == "customer_confirmation"
        else action
        for action in actions
    )
