"""The words of a handoff in the reader's language; agents read it, so it belongs to the program, not to a brand."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from assist import strict_yaml
from assist.domain.base import Frozen

LOCALES = ("en", "es")
"""Languages a handoff can be written in; any other reader gets the first."""


class Words(Frozen):
    """Sentences with slots, by what they are for."""

    locale: str
    opening: Mapping[str, str]
    done: Mapping[str, str]
    summary: Mapping[str, str]
    reasons: Mapping[str, str]
    steps: Mapping[str, str]
    needed: Mapping[str, str]
    known: Mapping[str, str]
    intents: Mapping[str, str]

    def matter(self, intent: str) -> str:
        """Return how an intent is spoken of; its own name when there is no phrase for it."""
        return self.intents.get(intent) or intent.partition("/")[2].replace("_", " ") + f" ({intent})"


@lru_cache(maxsize=8)
def words_in(locale: str) -> Words:
    """Return the words for a reader's language."""
    known = locale[:2] if locale[:2] in LOCALES else LOCALES[0]
    text = resources.files("assist.drafting.handoff").joinpath("words", f"{known}.yaml").read_text(encoding="utf-8")
    return Words.model_validate(strict_yaml.load(text, file=f"words/{known}.yaml"))
