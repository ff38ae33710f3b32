"""Sentences that only feel with the customer, whatever happened to them. Knows no sources. English and Spanish.

"I'm so sorry your plant did not survive" states nothing of ours; "I'm sorry, we cannot refund it" does.
"""

import re

_OPENING = r"^\W*(?:(?:oh (?:no|dear)|ah|ugh|oof|hey|well|and|y|vaya|ay|of course|yes|i see)\b\W*)*"
_HOW = r"(?:(?:so|very|really|truly|terribly|awfully|extremely|just|totally|completely|fully|absolutely|certainly|do|can|muy|de verdad) )*"
_FELT = re.compile(
    rf"{_OPENING}(?:"
    rf"(?:(?:i|we)(?:['’]m| am|['’]re| are) )?{_HOW}(?:sorry|disappointed|upset|sad) (?:to (?:hear|read|learn|see)|(?:about|for|that|it|your|you|this|the|things|we (?:kept|let|made|missed)|if|how|when)\b)|"
    rf"(?:(?:i|we) )?{_HOW}(?:apologi[sz]e|my apologies|our apologies|apologies) (?:for|about|that)\b|"
    rf"(?:i|we) {_HOW}(?:get|understand|appreciate|imagine|see|realise|realize|know) (?:that|how|why|what a|your|plans|things|it|this|you)\b|"
    rf"(?:that|this|it|what happened) (?:must be|must have been|sounds?|is|was|['’]s|can be|isn['’]t)\b.{{0,30}}\b(?:stress|frustrat|annoy|disappoint|upset|awful|horrible|terrible|worst|shame|pity|nuisance|poor timing|not (?:ok|okay|good|what))|"
    rf"what an? (?:shame|pity|nuisance|disappointment|pain|lovely|great|nice)\b|"
    rf"(?:have|enjoy|wish\w*)\b.{{0,20}}\b(?:lovely|great|nice|good|wonderful|happy)\b|take care\b|speak soon\b|(?:just |please )?(?:give (?:us|me) a shout|shout)\b|"
    rf"(?:if|should) (?:you|there)(?:['’]s| is| have| need|['’]ve got|['’]d like)? (?:any|anything|a) (?:other|more|further|else)\b|"
    rf"no (?:worries|problem|trouble)\b|(?:that|it)['’]s (?:no (?:problem|trouble|bother)|not a problem|quite all right|all right|fine)\b|"
    rf"(?:i|we) hope (?:you|your|this|that|the|it|everyone)\b|thank(?:s| you) (?:so much |very much |a lot )?for\b|"
    rf"{_HOW}(?:siento|lamento|lamentamos|sentimos) (?:mucho |muchísimo )?(?:que|lo|la|las|los|el|oír|leer|saber)\b|"
    rf"(?:entiendo|entendemos|comprendo|imagino|me imagino) (?:que|lo|perfectamente|tu|cómo)\b|"
    rf"qué (?:pena|lástima|rabia|faena)\b|(?:gracias|perdona|disculpa) por\b|no te preocupes\b|tranquil[oa]\b"
    rf")",
    re.I,
)
_TURNS = re.compile(
    r"[;:–—]|,\s*(?!but (?:i|we) (?:understand|know)\b)(?:but|and|so|we|i|you|it|your|the|as|because|since|there|unfortunately|however|pero|y|así|te|lo|no)\b|"
    r"\b(?:but|however|so|because|therefore|unfortunately|pero|porque|así que)\b|\band (?:we|i|you|it|your|the|there)\b",
    re.I,
)
"""What begins another statement behind the feeling."""
_OURS = re.compile(
    r"\b(?:refund\w*|return(?! trip)\w*|exchang\w*|credit\w*|compensat\w*|warrant\w*|guarante\w*|window|deadline|polic(?:y|ies)|eligib\w*|allowed|entitled|"
    r"cancel\w*|replac\w*|voucher\w*|discount\w*|free|label\w*|recall\w*|batch|known issue|safe|allerg\w*|fraud\w*|reembols\w*|devoluci\w*|devolv\w*|cambi\w*|garant\w*|plazo|"
    r"gratis|descuent\w*|cancela\w*|"
    r"can|cannot|can['’]t|could|may|must|will|won['’]t|would|shall|should|['’]ll|we['’]ve|we have|i['’]ve|i have|puede\w*|podemos|debe\w*)\b",
    re.I,
)
"""Words of what a shop decides, grants or did: a sentence with one of these states something."""


def only_feels(said: str) -> bool:
    """Say whether a sentence does nothing but feel with the customer; it holds no number (the caller looks)."""
    match = _FELT.search(said)
    if match is None:
        return False
    rest = said[match.end() :]
    return not _TURNS.search(rest) and not _OURS.search(rest)
