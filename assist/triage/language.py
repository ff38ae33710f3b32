"""Which language a message is in, among those the client serves; the only door to py3langid."""

import copy
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assist.domain.triage import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
FEWEST_LETTERS = 12
"""Below this a guess is noise (facts: unrestricted, 16 of 20 short messages right)."""
FOREIGN_LETTERS = 20
FOREIGN_PROBABILITY = 0.99
"""A language the client does not serve is named only on this much evidence that it is none of those served: neighbours
such as Spanish and Portuguese share it. Of 3,315 English and 767 Spanish example messages none became foreign."""
NEIGHBOURS = ("en", "es", "pt", "fr", "de", "it", "nl", "ca", "pl", "sv")
"""Languages told apart at all: those a European shop meets."""

_SPANISH_MARK = re.compile(r"[¿¡]")
"""No other language has them: fewer letters will do."""
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def identify(text: str, served: Sequence[str]) -> Language:
    """Return the language of `text`; `und` with confidence 0 when there is too little of it."""
    letters = _LETTER.findall(text)
    if len(letters) < FEWEST_LETTERS:
        return Language(tag=UNKNOWN, confidence=0.0)
    if sum(bool(_LATIN.match(letter)) for letter in letters) < len(letters) / 2:
        tag, probability = _identifier(()).classify(text)
        return Language(tag=str(tag), confidence=_rounded(probability))
    if len(letters) >= FOREIGN_LETTERS or _SPANISH_MARK.search(text):
        ranked = _identifier(tuple(sorted({*served, *NEIGHBOURS}))).rank(text)
        tag, probability = ranked[0]
        if sum(chance for other, chance in ranked if other not in served) >= FOREIGN_PROBABILITY:
            return Language(tag=str(tag), confidence=_rounded(probability))
    if len(served) == 1:
        return Language(tag=served[0], confidence=1.0)
    tag, probability = _identifier(tuple(served)).classify(text)
    return Language(tag=str(tag), confidence=_rounded(probability))


def warm_up(served: Sequence[str]) -> None:
    """Load the model now rather than in the first request."""
    identify("where is my order, it has not come yet and nobody tells me anything", served)
    _identifier(())


def _rounded(probability: float) -> float:
    return round(min(max(float(probability), 0.0), 1.0), 4)


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
