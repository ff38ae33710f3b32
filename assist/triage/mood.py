"""Marks of mood in a text that a small encoder cannot see: words by strength, negation, emphasis, signs, irony.

Knows no vectors and no heads; `sentiment.py` brings both together.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assist.triage import mood_words

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?\n;]+")
_TURN = re.compile(r"\b(?:but|however|although|though|yet|except|pero|sino|aunque|sin embargo)\b")
_SHOUTED = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{3,}\b")
_REPEATED_MARKS = re.compile(r"[!?]{2,}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_AGAIN = re.compile(
    r"\b(?:again|still|(?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d+th) (?:time|e-?mail|message)|twice|how many times|weeks? (?:now|of)|"
    r"yet another|once more|otra vez|sigo|todavia|de nuevo|tercera vez|segunda vez|cuantas veces)\b"
)
_THANKS = re.compile(r"\b(?:thanks|thank you|thx|cheers|gracias|agradec\w+|appreciate)\b")
_IRONY = re.compile(
    r"\b(?:(?:thanks|thank you|gracias) (?:for|por) (?:nothing|nada|wasting|ruining|ignoring|turning)|(?:oh )?(?:just )?(?:great|lovely|wonderful|fantastic|brilliant|perfect|genial|fantastico|estupendo|"
    r"perfecto|maravilloso)[,.!] (?:another|so|now|otra|otro|ahora|encima|and|yet|charged|first|just what)|(?:well done|bravo|congratulations|congrats|enhorabuena|felicidades)\b|"
    r"as always|as usual|como siempre|yeah,? right|so[- ]called|my foot|really\?|are you (?:kidding|joking|serious)|five stars|how (?:hard|difficult) can it|"
    r"do you even|is it (?:too much|so hard)|would it kill|me estais|estais de broma|con todo el respeto|with (?:all )?(?:due )?respect|kindly explain|spare me|what a surprise|"
    r"surprise surprise|vaya (?:sorpresa|servicio|tela)|menud[oa]|no me digas)\b"
)
_BLAME = re.compile(
    r"\b(?:you (?:people|guys|lot|lie|lied|promised|ruined|took|keep|never|don'?t care|should be ashamed|have (?:ruined|lost|no idea))|your (?:company|service|so)|"
    r"nobody (?:answers|cares|replies)|no one (?:answers|cares|replies)|fed up|had enough|last straw|never (?:again|buy|order|shop)|(?:waste|wasted) (?:of|my)|"
    r"money back now|not (?:good enough|acceptable|impressed|happy|amused)|more than patient|lost a customer|sick and tired|at the end of my|"
    r"no (?:pienso|vuelvo|quiero) (?:volver|nada mas)|falta de respeto|tomadura de pelo|en la vida|nunca mas|nadie (?:contesta|responde|hace)|hasta las narices|"
    r"sois un(?:os|as)?|son un(?:os|as)|que poca|mi dinero ya)\b"
)
_PRAISE_BY_DENIAL = re.compile(
    r"\b(?:no complaints?|nothing to complain about|(?:can't|cannot|couldn't) (?:fault|complain|be happier|ask for more|recommend (?:\w+ )?enough)|"
    r"not bad at all|no (?:tengo|hay) (?:ninguna )?queja|sin quejas?|nada que (?:objetar|reprochar)|no puedo estar mas (?:contenta?o?|feliz))\b"
)
"""Words of complaint that, denied, are the highest praise."""
NEGATION_REACH = 3
"""Words a negation turns round: "not at all helpful"."""
EMPHASIS = 1.5
DAMPING = 0.6
"""What an intensifier or a diminisher in front of a word does to it."""

NAMES = (
    "delighted", "glad", "cross", "furious", "problem", "glad_denied", "cross_denied", "valence", "ending", "after_but", "exclamations",
    "repeated_marks", "shouting", "glad_signs", "cross_signs", "again", "thanks", "irony", "blame", "question", "length", "stretched",
    "any_glad", "any_cross",
)  # fmt: skip


class _Word(NamedTuple):
    kind: str
    weight: float


_WEIGHTS = {"delighted": 2.0, "glad": 1.0, "cross": -1.0, "furious": -2.0, "problem": 0.0}


def mood_marks(text: str) -> NDArray[np.float32]:
    """Return one float32 a name of NAMES, about [-1, 1]."""
    plain = _PRAISE_BY_DENIAL.sub("excellent", _without_accents(text.lower()))
    said = _Said.of(plain)
    sentences = [part for part in _SENTENCE_END.split(plain) if part.strip()]
    turned = _TURN.split(plain)
    words = max(len(text.split()), 1)
    signs = (
        [sum(text.count(sign) for sign in row) for row in (mood_words.GLAD_SIGNS, mood_words.CROSS_SIGNS)]
        if not text.isascii()
        else [0, 0]
    )
    signs[0] += text.count(":)") + text.count("<3") + text.count(":-)")
    signs[1] += text.count(":(") + text.count(":-(")
    marks = (
        *(min(said.counts[kind], 3) / 3 for kind in ("delighted", "glad", "cross", "furious", "problem")),
        min(said.glad_denied, 2) / 2,
        min(said.cross_denied, 2) / 2,
        float(np.tanh(said.valence / 2)),
        float(np.tanh(_Said.of(sentences[-1]).valence)) if sentences else 0.0,
        float(np.tanh(_Said.of(turned[-1]).valence)) if len(turned) > 1 else 0.0,
        min(text.count("!"), 4) / 4,
        1.0 if _REPEATED_MARKS.search(text) else 0.0,
        min(len(_SHOUTED.findall(text)) / words * 2, 1.0),
        min(signs[0], 2) / 2,
        min(signs[1], 2) / 2,
        min(len(_AGAIN.findall(plain)), 2) / 2,
        1.0 if _THANKS.search(plain) else 0.0,
        min(len(_IRONY.findall(plain)), 2) / 2,
        min(len(_BLAME.findall(plain)), 2) / 2,
        min(text.count("?"), 2) / 2,
        min(words, 60) / 60,
        1.0 if _STRETCHED.search(plain) else 0.0,
        1.0 if said.counts["glad"] + said.counts["delighted"] else 0.0,
        1.0 if said.counts["cross"] + said.counts["furious"] else 0.0,
    )  # fmt: skip
    return np.array(marks, dtype=np.float32)


class _Said(NamedTuple):
    """What the words of a text add up to."""

    counts: dict[str, int]
    glad_denied: int
    cross_denied: int
    valence: float

    @classmethod
    def of(cls, plain: str) -> "_Said":
        counts = dict.fromkeys(_WEIGHTS, 0)
        glad_denied = cross_denied = 0
        valence = 0.0
        tokens = _TOKEN.findall(plain)
        for at, token in enumerate(tokens):
            word = _word(token)
            if word is None:
                continue
            before = tokens[max(0, at - NEGATION_REACH) : at]
            if word.weight and any(earlier in _NEGATIONS for earlier in before):
                glad_denied += word.weight > 0
                cross_denied += word.weight < 0
                valence -= 0.6 * word.weight
                continue
            counts[word.kind] += 1
            stressed = (
                EMPHASIS if before and before[-1] in _MORE else DAMPING if before and before[-1] in _LESS else 1.0
            )
            valence += stressed * word.weight
        return cls(counts, glad_denied, cross_denied, valence)


def _without_accents(text: str) -> str:
    text = text.replace("’", "'")
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


_LISTS = {
    "furious": mood_words.FURIOUS,
    "delighted": mood_words.DELIGHTED,
    "cross": mood_words.CROSS,
    "glad": mood_words.GLAD,
    "problem": mood_words.PROBLEM,
}
_EXACT = {word: kind for kind, words in reversed(_LISTS.items()) for word in words.split() if not word.endswith("*")}
_STEMS = {word[:-1]: kind for kind, words in reversed(_LISTS.items()) for word in words.split() if word.endswith("*")}
_SHORTEST_STEM = min(map(len, _STEMS))
_NEGATIONS = frozenset(mood_words.NOT.split())
_MORE = frozenset(mood_words.MORE.split())
_LESS = frozenset(mood_words.LESS.split())


@lru_cache(maxsize=16_384)
def _word(token: str) -> _Word | None:
    """Return what a word says of the mood: itself when listed, else its longest listed beginning."""
    kind = _EXACT.get(token)
    for end in range(len(token), _SHORTEST_STEM - 1, -1):
        if kind:
            break
        kind = _STEMS.get(token[:end])
    return _Word(kind, _WEIGHTS[kind]) if kind else None
