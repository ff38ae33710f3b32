"""Things a person must not overlook in a message: threats, danger, cards, a wish for a human.

First form: patterns in English and Spanish, chosen to miss little; each names the words it stands on in the route's
reasons. Always-human flags cannot be switched off.
"""

import re
from typing import NamedTuple

from assist.domain.enums import Flag

ALWAYS_HUMAN = frozenset({Flag.SELF_HARM, Flag.VIOLENCE, Flag.LEGAL, Flag.HEALTH_SAFETY, Flag.PAYMENT_CARD})

_COURT = (
    r"(?:to|in|through) court(?! shoes| trainers| sneakers)|(?:to|in|through) the courts|(?:county|civil|high|supreme) court|"
    r"court (?:case|action|claim|order|proceedings?|hearing|summons|papers)"
)
"""A court of law, not the one for tennis."""
_CONSUMO = (
    r"(?:oficinas?|defensa|agencia|junta|instituto|organismo|ministerio|direcci[oó]n|arbitraje)(?: \w+){0,4} consum(?:o|idor\w*)|"
    r"(?:reclam|denunci|acud|voy|vamos|ir|llam|quej|escrib|pon)\w*(?: \w+){0,3} (?:a|en|ante) consumo"
)
"""The consumer authority, not what a lamp uses."""
_BODY = r"(?:skin|face|cheeks?|eyes?|eyelids?|lips?|mouth|throat|scalp|neck|hands?|arms?|legs?)"

_PATTERNS: tuple[tuple[Flag, str], ...] = (
    (Flag.SELF_HARM, r"\b(?:(?:kill|hurt|harm)(?:ing)? myself|end(?:ing)? my life|suicid\w+|(?:don'?t|do not) want to (?:live|be alive)|want(?:ed)? to die|wanna die|"
     r"matarme|quitarme la vida|(?:quiero|quisiera|ganas de) morir(?:me)?|no quiero (?:seguir )?vivi(?:r|endo))\b"),
    (Flag.VIOLENCE, r"\b(?:i(?:'ll| will| am going to|'m going to| gonna) (?:kill|hurt|burn|stab|shoot|beat|find) (?:you|u|your|them|the)|"
     r"burn (?:your|the) \w+ down|os voy a (?:matar|quemar)|te voy a matar)\b"),
    (Flag.LEGAL, r"\b(?:my (?:lawyer|solicitor|attorney)|lawyers?|legal action|sue (?:you|u)|suing|small claims|trading standards|take (?:you|this) to court|"
     rf"{_COURT}|consumer (?:agency|rights act|ombudsman)|ombudsman|abogad[oa]s?|denuncia\w*|juzgados?|hojas? de reclamaciones|{_CONSUMO}|"
     r"demandar\w*|(?:os|les) demand(?:o|amos)|demanda (?:judicial|contra)|(?:pon\w+|present\w+|interpon\w+) una demanda)\b"),
    (Flag.CHARGEBACK, r"\b(?:charge ?backs?|dispute (?:it|this|the|with)|(?:call|calling|contact|ring|through|via|ask|tell) (?:my|the) (?:bank|card company)|"
     r"paypal (?:claim|case|dispute)|mi banco|(?:llam|habl|contact|escrib)\w+ (?:al|con el) banco)\b"),
    (Flag.HEALTH_SAFETY, r"\b(?:rash|swollen|(?:can'?t|cannot|can not|couldn'?t|trouble|difficulty|struggling to) breath(?:e|ing)|"
     rf"{_BODY}(?: [\w']+){{0,3}} burn(?:s|t|ed|ing)?|swelling|burn(?:s|t|ed|ing)? my|burning skin|allergic|allergy|reaction|hives|blister\w*|itch\w*|bleed\w*|"
     r"hospital|doctor|a&e|emergency room|injur\w+|electric shock|caught fire|smoke came|choke[ds]?|choking|al[eé]rgi\w+|urticaria|hinchad\w+|hinchaz[oó]n|quemad\w+|"
     r"no (?:puedo|pod[ií]a) respirar|me cuesta respirar|me (?:arde|quema|escuece|pica)n? (?:la|el|los|las)|"
     r"erupci[oó]n|sarpullido)\b"),
    (Flag.FRAUD_RISK, r"\b(?:didn'?t (?:place|make|order) (?:this|it|any)|never (?:placed|made) (?:this|that|an) order|stolen card|hacked|phishing|fake (?:shop|site|e-?mail)|"
     r"not my order|identity theft|estafa|no he hecho (?:este|ese) pedido)\b"),
    (Flag.PRIVACY_REQUEST, r"\b(?:gdpr|rgpd|data protection|right to be forgotten|subject access|delete (?:all )?my (?:personal )?data|my personal data|"
     r"protecci[oó]n de datos|borr\w+ mis datos)\b"),
    (Flag.WANTS_HUMAN, r"\b(?:(?:talk|speak|chat) (?:to|with) (?:a|an|some|the|your)? ?(?:real |actual |human )?(?:person|human|someone|somebody|agent|manager|supervisor|people)|"
     r"real (?:person|human)|human (?:being|agent|please)|not (?:a|another) (?:ro)?bot|stop the bot|hablar con (?:una|un|alg)\w*)\b"),
    (Flag.THREATENING, r"\b(?:or else|you(?:'ll| will) regret|(?:going|go) to the press|post this everywhere|tell everyone|1[- ]star|one[- ]star|bad reviews?|"
     r"os vais a enterar)\b"),
    (Flag.OFFENSIVE, r"\b(?:fuck\w*|shit\w*|bastards?|idiots?|morons?|arseholes?|assholes?|crooks|bitch\w*|mierda|gilipollas|imb[eé]cil\w*|cabrones)\b"),
    (Flag.URGENT, r"\b(?:urgent\w*|asap|immediately|right now|straight away|at once|by (?:today|tomorrow)|need (?:it|this|them) (?:by|before|today|tomorrow)|"
     r"(?:i|we)(?:'m| am|'re)? (?:fly|flying|leave|leaving|travel\w*) (?:on|tomorrow|today|this)|wedding|funeral|"
     r"urgente|cuanto antes|ya mismo|lo antes posible)\b"),
    (Flag.REPEAT_CONTACT, r"\b(?:(?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d+th) time|already (?:wrote|written|contacted|asked|emailed|e-mailed|called)|"
     r"(?:wrote|emailed|contacted you|called) (?:twice|before|already|last week|three times)|still (?:no (?:reply|answer|response)|waiting for (?:a|an|your) (?:reply|answer))|"
     r"(?:segunda|tercera|cuarta) vez|ya (?:os|les) (?:escrib|he escrito)\w*)\b"),
)  # fmt: skip

# Searched in small letters: a third of the time that ignoring case takes.
_COMPILED = tuple((flag, re.compile(pattern)) for flag, pattern in _PATTERNS)
_PLAIN = str.maketrans(dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("‐‑‒–", "-"))
"""Phones and mail programs type these where the patterns have the plain mark."""
_DIGIT_GROUPS = re.compile(r"(?<![\w-])\d+(?:[ .-]{1,3}\d+)+(?!\w)|(?<![\w-])\d{13,19}(?![\w])")
CARD_DIGITS = range(13, 20)
FIRST_CARD_GROUP = 4
"""Digits every card prints before its first gap; what stands before a group this long may be another number."""


class Raised(NamedTuple):
    """A flag and the words it stands on, in small letters; a card's digits are never among them."""

    flag: Flag
    words: str


def find(text: str) -> list[Flag]:
    """Return the flags of a message, in the order of their definition."""
    return [raised.flag for raised in evidence(text)]


def evidence(text: str) -> list[Raised]:
    """Return the flags of a message with the words each stands on."""
    plain = " ".join(text.translate(_PLAIN).lower().split())
    found = [Raised(flag, match.group()) for flag, pattern in _COMPILED if (match := pattern.search(plain))]
    if any(_holds_card_number(match.group()) for match in _DIGIT_GROUPS.finditer(plain)):
        found.append(Raised(Flag.PAYMENT_CARD, "a card number"))
    return found


def _holds_card_number(written: str) -> bool:
    """Whether some groups in a row are a card: expiry date and security code often stand right behind it."""
    groups = re.findall(r"\d+", written)
    for first, group in enumerate(groups):
        if first and len(group) < FIRST_CARD_GROUP:
            continue
        number = ""
        for more in groups[first : first + CARD_DIGITS.stop]:
            number += more
            if len(number) >= CARD_DIGITS.stop:
                break
            if len(number) in CARD_DIGITS and _is_card_number(number):
                return True
    return False


def _is_card_number(number: str) -> bool:
    """Luhn's check over digits that start like a payment card (2 to 6)."""
    digits = [int(digit) for digit in number]
    if digits[0] not in (2, 3, 4, 5, 6) or len(set(digits)) == 1:
        return False
    doubled = [digit if at % 2 == 0 else sum(divmod(digit * 2, 10)) for at, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
