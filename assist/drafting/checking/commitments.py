"""Promises, deeds told as done, courtesy and questions: what a sentence does beyond stating. English and Spanish."""

import re
from functools import lru_cache

from assist.domain.enums import ClaimKind
from assist.drafting.checking import lexis, sympathy
from assist.drafting.checking.statements import Statement

_DEEDS = (
    r"(?:refund|reimburs|send|sent|open|ask|pass|arrang|look|check|writ|wrote|call|contact|replac|cancel|chang|issu|process|"
    r"credit|ship|escalat|investigat|expedit|waiv|updat|forward|get back|resend|resent|reship|offer|mak|made|do|tak|add|remov|deduct|pay|paid|book|"
    r"confirm|reserv|hold|keep|guarant|ensur|make sure|prioriti|compensat|upgrad|honou?r|extend|appl|chas|follow|monitor|rais|register|initiat|deliver|repair|collect)"
)
PROMISE = re.compile(
    rf"\b(?:(?:I|we)(?:['’]ll| will| shall| are going to| am going to|['’]m going to|['’]re going to| promise| guarantee)\b|"
    rf"(?:I['’]m|I am|we['’]re|we are)(?: \w+ly| now| already| happy to)? {_DEEDS}\w*ing\b|"
    rf"(?:our team|a colleague|someone|somebody|our \w+ team)(?: \w+)?(?:['’]ll| will| is going to) \w+|"
    r"you(?:['’]ll| will| are going to)(?: \w+ly| also| soon)? (?:receive|get|hear|have it|be (?:refunded|credited|contacted|compensated|given|sent))|"
    r"(?:it|they|(?:the|your) \w+(?: \w+)?)(?:['’]ll| will)(?: \w+ly| also)? (?:be (?:refunded|sent|shipped|delivered|credited|replaced|with you|there|resolved|issued|arranged)|arrive|reach you|be back)|"
    r"let me (?:check|look|ask|arrange|open|send|see)|rest assured|you have my word|"
    r"(?:te|os|le|les|lo|la) (?:env[ií]\w+|escrib\w+|llam\w+|reembols\w+|devolv\w+|devuelv\w+|abon\w+)|(?:voy|vamos) a|"
    r"(?:abro|pido|paso|pregunto|abrimos|enviamos|tramito|recibir[áa]s|te llegar[áa])\b)",
    re.I,
)
DONE = re.compile(
    rf"\b(?:I|we)(?:['’]ve| have)(?: just| already| now)? {_DEEDS}\w*\b|\b(?:he|hemos) \w+(?:ado|ido)\b|"
    r"\b(?:has|have) been (?:refunded|sent|cancelled|canceled|replaced|changed|credited|shipped|issued|processed|arranged|approved|waived|upgraded|escalated|reshipped)\b|"
    rf"\b(?:I|we) (?:just |already )?(?:refunded|reimbursed|sent|opened|cancelled|canceled|replaced|credited|shipped|issued|processed|escalated|waived|upgraded|arranged)\b",
    re.I,
)
"""Deeds told as done: nobody but an event or the order can know."""
_ONCE_DONE = re.compile(
    r"\b(?:until|till|once|when|after|before|as soon as|by the time|if|unless|in case|hasta que|cuando|una vez que|en cuanto|después de que|si)(?: \w+)?\s+$",
    re.I,
)
"""Before a deed that is to come: "until we've confirmed the proof"."""
REQUEST = re.compile(
    r"\b(?:please|por favor)\b|\b(?:tell|let|send|write to) (?:me|us)\b|\b(?:dinos|dime|env[íi]anos|m[áa]ndanos|escr[íi]benos)\b",
    re.I,
)
"""The customer is asked for something: an "if" beside it makes no rule."""
OWN = re.compile(
    r"\b(?:I|I['’]ll|I['’]m|let me|my word|a colleague|our team)\b|\b(?:abro|pido|paso|pregunto|tramito|voy a)\b"
)
"""A person binds themselves: no page keeps that."""
_ASKING = re.compile(
    r"^(?:please|could you|can you|would you|will you|may i|shall i|kindly|just|simply|por favor|¿)", re.I
)
_FEELING = re.compile(
    r"\b(?:sorry|apolog\w+|thank\w*|understand|appreciate|hope|welcome|glad|happy|delighted|pleasure|frustrat\w+|annoy\w+|inconvenien\w+|patien\w+|siento|"
    r"gracias|lamento|entiendo|disculp\w+|perdona|espero|encantad\w+|hi|hello|dear|hola|hey|good (?:morning|afternoon|evening|news)|regards|best|cheers|sincerely|"
    r"saludos|abrazo|enjoy|lovely|great|congratulations|no worries|of course|happy to help|let (?:me|us) know|get in touch|any (?:other |further )?questions?)\b",
    re.I,
)
POLITE = frozenset(found[0] for line in (
    "sorry apologise apologize apologies apology thank thanks understand appreciate hope hear feel feeling glad happy welcome know contact writing wrote message",
    "patience frustrating frustration inconvenience inconvenient trouble disappointing disappointed delay question questions help need assist concern worry today",
    "experience caused truly sincerely much here feel free ask forward best regards warm kind cheers enjoy love lovely great good news congratulations anything else",
    "more reach touch wait waiting trust bear annoying upset please pleased pleasure morning afternoon evening word ready wonderful delighted course hello",
    "otra otro tienes escríbenos escribirnos escribir dinos contáctanos",
    "siento lamento gracias entiendo disculpa disculpas molestia molestias ayuda ayudar mensaje paciencia duda dudas cualquier saludo saludos abrazo encantada espero",
) for word in line.split() if (found := lexis.name_of(word)) is not None)  # fmt: skip
"""What polite words are made of."""


@lru_cache(maxsize=8192)
def promises(said: str) -> bool:
    """Say whether a text holds promising words."""
    return PROMISE.search(said) is not None


def kind_of(claim: Statement) -> ClaimKind:
    """Return what the sentence does, judged by its words alone."""
    said = claim.text.strip()
    if said.endswith("?"):
        return ClaimKind.QUESTION
    if is_courtesy(claim):
        return ClaimKind.COURTESY
    if promises(said) and not _ASKING.match(said):
        return ClaimKind.PROMISE
    return ClaimKind.POLICY


@lru_cache(maxsize=8192)
def tells_done(said: str) -> bool:
    """Say whether a sentence tells a deed of ours as done, and not only what holds once it is."""
    return any(not _ONCE_DONE.search(said, max(0, match.start() - 30), match.start()) for match in DONE.finditer(said))


def is_courtesy(claim: Statement) -> bool:
    """Say whether nothing is stated: polite words and next to no other, no number, no deed."""
    if claim.facts or tells_done(claim.text):
        return False
    if _FREE in claim.names and not _FEEL_FREE.search(claim.text):
        return False
    rest = claim.names - POLITE
    if not rest or sympathy.only_feels(claim.text) or _exclaims(claim):
        return True
    return bool(_FEELING.search(claim.text)) and not promises(claim.text) and len(rest) <= 0.4 * len(claim.names)


def _exclaims(claim: Statement) -> bool:
    """Say whether a sentence exclaims over what is not a shop's: "lovely guitar!"; to keep somebody humble keeps nothing."""
    names = claim.names - _NOBODYS
    return sympathy.only_exclaims(claim.text) and not any(map(lexis.is_of_the_trade, names))


_FREE = "fre"
_FEEL_FREE = re.compile(r"\bfeel free\b", re.I)
_NOBODYS = frozenset({"keep", "choos", "quick", "help"})
"""Names of the trade that an exclamation may hold: "lovely choice", "keeps us humble"."""
