"""Which language a message is in: one the client serves, another one by name, or `und` when nobody could tell.

Addresses, numbers, links, quotes and names are no language. What is left is judged by its script, by common words
(`language_words`), and by py3langid, whose only door this is.
"""

import copy
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assist.domain.triage import Language
from assist.triage import language_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
FEWEST_LETTERS = 5
"""Below this py3langid is not asked, and only words decide."""
NEIGHBOURS = ("en", "es", "pt", "fr", "de", "it", "nl", "ca", "pl", "sv", "da", "no", "ro", "cs", "tr", "fi")
"""Languages told apart at all: those a European shop meets."""
VOTE = 3.0
"""What one word that only one language has weighs, in nats."""
LETTERS_TO_TRUST = 40
LETTERS_AHEAD = 10
"""py3langid is far too sure of itself on short texts: its log-probability counts by the share of these letters there are,
some given in advance. Both, and the next five numbers, from a grid over half of the public short texts and the `dev`
half of `evals/triage/languages.jsonl`."""
LEAST_PROBABILITY = 1e-6
SERVED_FIRST = 1.0
"""Nats by which a served language is expected before anybody has read a word."""
FOREIGN = 0.85
"""Probability that it is none of the served languages, from which one the client does not serve is named."""
LEAST_HERE = 0.3
"""Probability of the served languages together below which nothing is named: foreign, perhaps."""
SURE = 0.6
"""Probability among the served languages from which one is named."""

_NOT_PROSE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|[\w-]*\d[\w/.:-]*|[\"“«][^\"”»\n]{1,80}[\"”»]|\b(?:Skype|GLS|DHL|UPS|SEUR|Correos|Hermes|Evri|PayPal|Klarna|Visa)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME = re.compile(r"(?<=[^\s.!?¡¿:\n] )(?:[A-ZÀ-Ý][\w'’-]+)")
"""A capital behind another word of the sentence."""
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("bg", re.compile(r"\b(?:къде|поръчката|благодаря|здравейте|какво|моята)\b", re.I)),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
"""What a script alone tells, surest first."""


def identify(text: str, served: Sequence[str]) -> Language:
    """Return the language of `text`; `und` with confidence 0 when there is too little of it."""
    prose = _NOT_PROSE.sub(" ", text)
    letters = _LETTER.findall(prose)
    if sum(bool(_LATIN.match(letter)) for letter in letters) < len(letters) / 2:
        return _by_script(prose)
    nameless = _NAME.sub(" ", prose)
    votes = _votes(nameless if _WORD.search(nameless) else prose)
    if len(letters) < FEWEST_LETTERS and not votes:
        return Language(tag=UNKNOWN, confidence=0.0)
    return _chosen(_probabilities(prose, len(letters), votes, served), served)


def warm_up(served: Sequence[str]) -> None:
    """Load the model now rather than in the first request."""
    identify("where is my order, it has not come yet and nobody tells me anything", served)


def _by_script(prose: str) -> Language:
    """Name the language by its script; what no rule knows py3langid may name."""
    tag = next((tag for tag, pattern in _SCRIPTS if pattern.search(prose)), None)
    if tag is not None:
        return Language(tag=tag, confidence=0.99)
    named, probability = _identifier(()).classify(prose)
    return Language(tag=str(named), confidence=_rounded(probability))


def _votes(prose: str) -> dict[str, float]:
    """Return how much the words speak for each language: a word's vote is shared among the languages that have it."""
    lowered = prose.lower().replace("’", "'")
    votes: dict[str, float] = {}
    for word in _WORD.findall(lowered):
        for tag in (tags := _languages_of(word)):
            votes[tag] = votes.get(tag, 0.0) + 1 / len(tags)
    for tag, marks in language_words.LETTERS.items():
        if any(mark in lowered for mark in marks):
            votes[tag] = votes.get(tag, 0.0) + 1.0
    return votes


def _probabilities(prose: str, letters: int, votes: Mapping[str, float], served: Sequence[str]) -> dict[str, float]:
    """Return a probability for each language told apart, from its words, py3langid and what is expected."""
    candidates = _candidates(tuple(served))
    scores = {tag: VOTE * votes.get(tag, 0.0) + SERVED_FIRST * (tag in served) for tag in candidates}
    if letters >= FEWEST_LETTERS:
        trust = min((letters + LETTERS_AHEAD) / LETTERS_TO_TRUST, 1.0)
        for tag, probability in _identifier(_known(candidates)).rank(prose):
            scores[str(tag)] += trust * math.log(max(float(probability), LEAST_PROBABILITY))
    top = max(scores.values())
    weights = {tag: math.exp(score - top) for tag, score in scores.items()}
    total = sum(weights.values())
    return {tag: weight / total for tag, weight in weights.items()}


def _chosen(probabilities: Mapping[str, float], served: Sequence[str]) -> Language:
    """Name a foreign language on strong evidence, else a served one, else none."""
    here = sum(probabilities[tag] for tag in served)
    best = max(probabilities, key=lambda tag: (probabilities[tag], tag in served))
    if best not in served and 1 - here >= FOREIGN:
        return Language(tag=best, confidence=_rounded(probabilities[best]))
    tag = max(served, key=lambda tag: probabilities[tag])
    confidence = probabilities[tag] / here
    if here < LEAST_HERE or confidence < SURE:
        return Language(tag=UNKNOWN, confidence=0.0)
    return Language(tag=tag, confidence=_rounded(confidence))


def _rounded(probability: float) -> float:
    return round(min(max(float(probability), 0.0), 1.0), 4)


@lru_cache(maxsize=8192)
def _languages_of(word: str) -> tuple[str, ...]:
    """Return the languages that list a word as written, or, when none does, without its accents."""
    index = _index()
    return index.get(word) or index.get(_without_accents(word), ())


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for tag, words in language_words.WORDS.items():
        written = words.lower().split()
        for word in dict.fromkeys([*written, *map(_without_accents, written)]):
            index[word] = (*index.get(word, ()), tag)
    return index


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@lru_cache(maxsize=64)
def _candidates(served: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*served, *NEIGHBOURS}))


@lru_cache(maxsize=64)
def _known(candidates: tuple[str, ...]) -> tuple[str, ...]:
    """Return those py3langid has heard of: a client may serve a language it has not."""
    return tuple(tag for tag in candidates if tag in _identifier(()).labels)


@lru_cache(maxsize=16)
def _identifier(languages: tuple[str, ...]) -> "LanguageIdentifier":
    """Return the identifier of these languages, () for all; they share the model's tables."""
    if not languages:
        # Most of a second: paid when the first message comes, or at warm-up.
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy.copy(_identifier(()))
    identifier.set_languages(list(languages))
    return identifier
