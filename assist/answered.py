"""What a short turn answers: "yes please do that", "the blue one", "and for the other order?".

Told by form alone, in English and Spanish: which of our messages asked or proposed something, what the customer had
written about before, and whether the turn says anything of its own. Knows no intent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.conversation import Message
from assist.domain.enums import Role, Visibility
from assist.text import readable, sentences

MOST_WORDS = 12
"""A longer turn says for itself what it is about."""
MOST_WORDS_AFTER_QUESTION = 8
"""An answer without a word of answering, such as an address or "since Monday"."""
MATTER_CHARACTERS = 400
"""Read of what the customer had written: the newest of it."""

_WORD = re.compile(r"[\w@.'-]*\w", re.UNICODE)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_YES_NO = _listed(
    "yes yeah yep yup sure no nope nah neither both either correct right exactly agreed confirmed confirm absolutely "
    "definitely sí si claro confirmo confirmado correcto exacto ninguno ninguna ambos ambas tampoco"
)
_NO = _listed("no nope nah")
_FINE = _listed("ok okay k fine perfect great good cool lovely sounds alright deal vale perfecto genial bien bueno")
_POINTS = _listed(
    "that this it one ones other another first second third last latter former same those these all blue black red "
    "green white grey gray brown pink yellow navy beige small medium large bigger smaller size colour color "
    "eso esa ese este esta esto otro otra primero primera segundo segunda último última mismo misma todo todos todas azul negro "
    "negra rojo roja verde blanco blanca gris marrón rosa grande pequeña pequeño mediana talla color lo la el"
)
_FILLERS = _listed(
    "please pls plz do go ahead the a an in of for to with and i'd i i'll like want would take rather prefer thanks thank you just "
    "then so by is not dont don't my me por favor hazlo hacedlo adelante de en y para con prefiero quiero gracias que sea es mejor"
)
_CODE = re.compile(r"^(?:[a-z]{0,3}-?\d[\w-]*|[smlx]{1,4}|\S+@\S+\.\S+)$", re.I)
_REFERS = re.compile(
    r"\b(?:that one|this one|the other (?:one|order|parcel|item|two)|for the other|same (?:for|with|goes)|the same|instead|what about|how about|"
    r"and (?:for|the) other|el otro|la otra|los otros|las otras|lo mismo|y (?:con|para|el|la) otr[oa])\b",
    re.I,
)
_CHASES = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|so|well|and|but|hola|bueno|y|pero|pues|buenas)\b\W*)*"
    r"(?:any (?:news|updates?|progress|luck|word|answer|reply)(?: (?:yet|on (?:this|that|it)|please|for me))?|(?:is|was) there (?:any )?(?:news|an update|progress)|"
    r"(?:i(?:'m| am) )?still (?:nothing|waiting(?: (?:for (?:an? )?(?:answer|reply|news)|here))?|no (?:news|reply|answer|sign(?: of it)?|word|response))|"
    r"nothing (?:yet|so far|happened)|no (?:news|reply|answer|response)(?: yet)?|(?:and |so )?what (?:now|next)|what(?:'s| is) (?:happening|going on|the status|next|up)|what happens (?:now|next)|"
    r"how long (?:now|still|more|will (?:it|this|that) take)|when|hello+|hi|anyone(?: there)?|is any(?:one|body) there|are you (?:still )?there|"
    r"(?:hay )?alguna novedad(?:es)?|(?:hay )?(?:alguna )?noticias|sigo (?:esperando|sin (?:noticias|respuesta|nada))|(?:todavía|aún) nada|nada (?:todavía|aún)|"
    r"(?:y )?ahora qu[eé]|qu[eé] (?:hago|pasa|tal va) ahora|qu[eé] pasa|cu[aá]nto (?:más|falta|tarda)|cu[aá]ndo|hola+|hay alguien(?: ahí)?|y bien)\b"
    r"(?:\W+(?:this is|it's|it is|that's|esto es|es)\b[^?]{0,60})?\W*$",
    re.I,
)
"""A turn that only asks how what was written about goes on: "any news??", "so what now?"."""
SAYS_SHOWN = re.compile(
    r"\b(?:here (?:is|are)|attached|see|sending|sent|(?:te|os|le) (?:mando|env[ií]o|adjunto)|adjunt\w+|aqu[ií] (?:est[aá]n?|va|van|tienes?))\b[^.?!\n]{0,30}"
    r"\b(?:photos?|pictures?|pics?|images?|fotos?|im[aá]genes?|imagen)\b",
    re.I,
)
"""A turn that says it shows something, whether the help desk passes the attachment on or not."""
_CLOSING = re.compile(
    r"\b(?:anything else|something else|any other|else i can|can (?:i|we) (?:be of|help)|more (?:help|questions)|algo más|alguna otra|"
    r"otra cosa|en qué (?:puedo|podemos))",
    re.I,
)
_PROPOSES = re.compile(
    r"\b(?:let (?:me|us) know|shall (?:i|we)|should (?:i|we)|would you like|do you want|(?:i|we) (?:can|could)|if you (?:like|want|prefer|wish)|"
    r"si quieres?|si lo prefieres|podemos|puedo|te parece|le parece|confirm(?:a|e|ad)?)\b",
    re.I,
)
_IN_THEIR_WORDS = tuple(
    (re.compile(pattern, re.I), words)
    for pattern, words in (
        (r"(?:^|(?<=[.!?] ))(?:shall|should) (?:i|we) do (?:that|this|it)(?: for you)?\W*$", ""),
        (r"\b(?:would you like|do you want|would you prefer) (?:me|us) to\b", "please"),
        (r"\bif you (?:like|want|prefer|wish),? (?:i|we) (?:can|could)\b", "please"),
        (r"\b(?:shall|should|may|can|could) (?:i|we)\b|\b(?:i|we) (?:can|could|would|will)\b", "please"),
        (r"\b(?:would you (?:like|prefer)|do you (?:want|prefer))\b", "I would like"),
        (r"\b(?:quieres|prefieres|quiere|prefiere) que\b", "quiero que"),
        (r"\bfor you\b", "for me"),
        (r"\byour\b", "my"),
    )
)


@dataclass(frozen=True)
class Answered:
    """What a turn may answer; at least one of `question` and `matter` is there."""

    question: str | None
    """What we asked or proposed last, as a customer who wants it would say it."""
    matter: str | None
    """What the customer had written about before."""
    is_bare: bool
    """The turn says nothing of its own."""
    refers_back: bool
    """The turn points at the customer's earlier matter: "and the other order?"."""
    declines_more: bool = False
    """A bare no to "anything else?": the customer is done."""


def find(earlier: Sequence[Message], turn_text: str) -> Answered | None:
    """Return what a turn answers, or None when its form says that it stands for itself."""
    words = [word.lower() for word in _WORD.findall(turn_text)]
    if not earlier or not 0 < len(words) <= MOST_WORDS:
        return None
    if _CHASES.match(turn_text):
        matter = _matter(earlier)
        return Answered(None, matter, is_bare=True, refers_back=True) if matter else None
    said = _said_last(earlier)
    question = _question(said)
    refers = bool(_REFERS.search(turn_text))
    bare = _is_bare(words, is_asked=question is not None)
    opens = words[0] in _YES_NO or (words[0] in _FINE and question is not None)
    was_asked = question is not None and any(one.endswith("?") for one in said)
    short = was_asked and len(words) <= MOST_WORDS_AFTER_QUESTION
    if not (bare or opens or refers or (short and "?" not in turn_text)):
        return None
    done = bare and words[0] in _NO and any(_CLOSING.search(one) for one in said)
    matter = _matter(earlier)
    return Answered(question, matter, bare, refers, done) if question or matter else None


def _is_bare(words: Sequence[str], *, is_asked: bool) -> bool:
    """Say whether every word answers or points; "ok" and "great" answer only where something was asked or proposed."""
    says = [word for word in words if word not in _FILLERS]
    if not all(word in _YES_NO | _FINE | _POINTS or _CODE.match(word) for word in says):
        return False
    if any(word in _YES_NO | _POINTS or _CODE.match(word) for word in says):
        return True
    return is_asked and bool(says)


def _said_last(earlier: Sequence[Message]) -> list[str]:
    """Return the sentences of our newest message, if nothing of the customer's came after it."""
    spoken = [one for one in earlier if one.visibility is Visibility.PUBLIC and one.role is not Role.SYSTEM]
    if not spoken or spoken[-1].role is Role.CUSTOMER:
        return []
    said = readable(spoken[-1].text).text
    return [said[start:end] for start, end in sentences(said)]


def _question(said: Sequence[str]) -> str | None:
    """Return what was asked or proposed last, with the proposal before it: "I can cancel it. Shall I do that?"."""
    asking = [one for one in said if (one.endswith("?") or _PROPOSES.search(one)) and not _CLOSING.search(one)]
    return _accepted(" ".join(asking[-2:])) or None


def _accepted(proposal: str) -> str:
    """Put a proposal into the mouth of a customer who says yes to it: intents are learnt from customers' words."""
    for pattern, words in _IN_THEIR_WORDS:
        proposal = pattern.sub(words, proposal)
    return proposal.replace("?", ".").strip()


def _matter(earlier: Sequence[Message]) -> str | None:
    """Return the newest of the customer's own words that said something."""
    for message in reversed(earlier):
        if message.role is not Role.CUSTOMER or message.visibility is not Visibility.PUBLIC:
            continue
        said = readable(message.text).text
        words = [word.lower() for word in _WORD.findall(said)]
        only_shows = len(words) <= MOST_WORDS_AFTER_QUESTION and SAYS_SHOWN.search(said)
        if words and not (_is_bare(words, is_asked=True) or _CHASES.match(said) or only_shows):
            return said[-MATTER_CHARACTERS:]
    return None
