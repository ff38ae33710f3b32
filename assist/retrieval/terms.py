"""What of a text the lexical index counts: stemmed words and pairs of neighbouring words, per language."""

import itertools
import re
import threading
import unicodedata

import Stemmer

_OWN = threading.local()
_WORD = re.compile(r"[^\W_]+")
_LANGUAGES = {
    "ca": "catalan", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish",
}  # fmt: skip
_STOP_WORDS = {
    locale: frozenset(word for line in lines for word in line.split())
    for locale, lines in {
        "en": (
            "a an the of to in on for and or is are was be it its this that with as at by from i you my your me we our",
            "do does can could would will if so have has had not no yes ok okay what how there about any please thanks",
            "thank hi hello am im s t did",
        ),
        "es": (
            "a al algo ante como con cual cuando de del donde el ella en entre era es esa ese eso esta este esto ha han",
            "hay he hola la las le les lo los me mi mis muy no nos o os para pero por porque que quiero se si sin sobre",
            "son su sus te tengo tu un una uno y ya gracias puedo favor",
        ),
    }.items()
}
"""Dropped before pairs are made, so that `cost of shipping` and `shipping cost` meet in their words, and
`return the boots` makes the pair `return boots`. Negation goes too: what a sentence denies is still its topic."""


def terms(text: str, locale: str) -> list[str]:
    """Return the words of `text` that carry meaning, stemmed, and every two that follow each other as `first_second`.

    Pairs find the page a phrase belongs to: over conversations about 149 documents they raised the first hit of BM25
    from 0.82 to 0.89. In a language without a stemmer words stay as they are.
    """
    return with_pairs(words(text, locale))


def with_pairs(stems: list[str]) -> list[str]:
    """Return words and, after them, every two that follow each other."""
    return stems + ["_".join(pair) for pair in itertools.pairwise(stems)]


def words(text: str, locale: str) -> list[str]:
    """Return the words alone, stemmed, without those that say nothing."""
    stop = _STOP_WORDS.get(locale, frozenset())
    return _stemmed([word for word in _words(text) if word not in stop], locale)


def _words(text: str) -> list[str]:
    return _WORD.findall(_without_accents(text.lower()))


def _without_accents(text: str) -> str:
    """Customers leave accents out: `devolucion` must find `devolución`."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _stemmed(words: list[str], locale: str) -> list[str]:
    stemmer = _stemmer(locale)
    if stemmer is None:
        return words
    if locale == "es":  # the stemmer knows -ción only by its accent
        words = [word[:-2] + "ón" if word.endswith(("cion", "sion")) else word for word in words]
        return [_without_accents(stem) for stem in stemmer.stemWords(words)]
    stems: list[str] = stemmer.stemWords(words)
    return stems


def _stemmer(locale: str) -> "Stemmer.Stemmer | None":
    """Return this thread's stemmer of a language: one may not be used by two threads at once."""
    language = _LANGUAGES.get(locale)
    if language is None:
        return None
    own: dict[str, Stemmer.Stemmer] = _OWN.__dict__
    if language not in own:
        own[language] = Stemmer.Stemmer(language)
    return own[language]
