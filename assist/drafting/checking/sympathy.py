"""Sentences that only feel with the customer, whatever happened to them. Knows no sources. English and Spanish.

"I'm so sorry your plant did not survive" states nothing of ours; "I'm sorry, we cannot refund it" does.
"""

import re

_OPENING = r"^\W*(?:(?:oh (?:no|dear)|ah|ugh|oof|hey|well|and|y|vaya|ay|of course|yes|i see)\b\W*)*"
_HOW = r"(?:(?:so|very|really|truly|terribly|awfully|extremely|just|totally|completely|fully|absolutely|certainly|do|can|muy|de verdad) )*"
_JUDGED = (
    r"(?:annoying|frustrating|maddening|infuriating|upsetting|disappointing|distressing|stressful|worrying|scary|frightening|awful|horrible|terrible|dreadful|"
    r"miserable|sad|heartbreaking|gutting|rotten|rough|tough|hard|tiresome|tedious|exasperating|irritating|unpleasant|horrid|nasty|lovely|great|wonderful|fantastic|"
    r"brilliant|exciting|delightful|gorgeous|beautiful|nice|sweet|fun|no fun|a joy|a treat|understandable|natural|ideal|the worst|the best|a pain|a nuisance|a shame|a pity|a blow|"
    r"a let-?down|a headache|maddening|no joke|molest[oa]|frustrante|una (?:faena|pena|lástima|lata|rabia)|precios[oa]|genial|estupend[oa]|complicad[oa])"
)
"""What anybody may think of a thing: it says nothing of a shop."""
_FELT = re.compile(
    rf"{_OPENING}(?:"
    rf"(?:(?:i|we)(?:['’]m| am|['’]re| are) )?{_HOW}(?:sorry|disappointed|upset|sad) (?:to (?:hear|read|learn|see)|(?:about|for|that|it|your|you|this|the|things|we (?:kept|let|made|missed)|if|how|when)\b)|"
    rf"(?:(?:i|we) )?{_HOW}(?:apologi[sz]e|my apologies|our apologies|apologies) (?:for|about|that)\b|"
    rf"(?:i|we) {_HOW}(?:get|understand|appreciate|imagine|see|realise|realize|know) (?:that|how|why|what a|your|plans|things|it|this|you)\b|"
    rf"(?:that|this|it|what happened) (?:must be|must have been|sounds?|is|was|['’]s|can be|isn['’]t)\b.{{0,30}}\b(?:stress|frustrat|annoy|disappoint|upset|awful|horrible|terrible|worst|shame|pity|nuisance|poor timing|not (?:ok|okay|good|what))|"
    rf"what an? (?:shame|pity|nuisance|disappointment|pain|lovely|great|nice)\b|"
    rf"(?:have|enjoy|wish\w*)\b.{{0,20}}\b(?:lovely|great|nice|good|wonderful|happy)\b|take care\b|speak soon\b|(?:just |please )?(?:give (?:us|me) a shout|shout)\b|"
    rf"(?:if|should) (?:you|there)(?:['’]s| is| have| need|['’]ve got|['’]d like)? (?:any|anything|a) (?:other|more|further|else)\b|"
    rf"(?:(?:an?|any|such an?|the) (?!refund|return)[^.,;:!?]{{2,50}}|[a-z]+ing (?!to you\b)[^.,;:!?]{{0,50}}|nothing|un[ao]? [^.,;:!?]{{2,50}}) (?:is|are|must be|can be|feels?|sounds?|es|son) (?:\w+ly |so |just |really |never |not |muy |tan )*{_JUDGED}\b|"
    rf"(?:(?:(?:i|we)(?:['’]ve| have)(?: got)?|there(?:['’]s| is)|here(?:['’]s| is)) )?(?:some |both )?(?:good|great|bad|mixed|lovely|happy)(?: and (?:good|bad|less good))? news\b|"
    rf"(?:(?:bad|rotten|tough|hard) luck|mala suerte)\b|"
    rf"(?:many )?(?:congratulations|congrats|well done|enhorabuena|felicidades|muchas felicidades)\b|qué \w+\W*$|"
    rf"no (?:worries|problem|trouble)\b|(?:that|it)['’]s (?:no (?:problem|trouble|bother)|not a problem|quite all right|all right|fine)\b|"
    rf"(?:i|we) {_HOW}hope (?:you|your|this|that|the|it|everyone|everybody|nobody|they|all)\b|thank(?:s| you) (?:so much |very much |a lot )?for\b|"
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
_DECIDES = (
    r"refund\w*|return(?! trip)\w*|exchang\w*|credit\w*|compensat\w*|warrant\w*|guarante\w*|window|deadline|polic(?:y|ies)|eligib\w*|allowed|entitled|"
    r"cancel\w*|replac\w*|voucher\w*|discount\w*|free|label\w*|recall\w*|batch|known issue|safe|allerg\w*|fraud\w*|reembols\w*|devoluci\w*|devolv\w*|cambi\w*|garant\w*|plazo|"
    r"gratis|descuent\w*|cancela\w*"
)
"""Words of what a shop decides or grants."""
_OURS = re.compile(
    rf"\b(?:{_DECIDES}|"
    r"can|cannot|can['’]t|could|may|must|will|won['’]t|would|shall|should|['’]ll|we['’]ve|we have|i['’]ve|i have|puede\w*|podemos|debe\w*)\b",
    re.I,
)
"""The same, and words of what it does or did: a sentence with one of these states something."""
_DECIDED = re.compile(rf"\b(?:{_DECIDES})\b", re.I)


_EXCLAIMED = re.compile(
    rf"^[\W_]*(?:(?:such |what )?(?:an? )?{_JUDGED}(?: [\w'’-]+){{1,5}}|(?!(?:we|i|you|our|your|it|this|that|they|all|no)\b)(?:[\w'’-]+ ){{1,3}}(?:keeps?|makes?|have|has|gets?) (?:us|me|everyone|everybody)\b[^.;:?\d]{{0,30}})!+$",
    re.I,
)
"""An exclamation over a thing, or over what things do to us all."""


def only_exclaims(said: str) -> bool:
    """Say whether a sentence is an exclamation and nothing else: "Lovely choice!"; the caller looks for words of the trade."""
    return _EXCLAIMED.match(said.strip()) is not None and not _OURS.search(said)


def decides(said: str) -> bool:
    """Say whether a sentence holds a word of what a shop decides, grants or warns of."""
    return _DECIDED.search(said) is not None


def only_feels(said: str) -> bool:
    """Say whether a sentence does nothing but feel with the customer; it holds no number (the caller looks)."""
    match = _FELT.search(said)
    if match is None:
        return False
    rest = said[match.end() :]
    return not _TURNS.search(rest) and not _OURS.search(rest)
