"""A model's opinion of a message whose intent the heads are unsure of: one name from a short, closed list.

Personal data is masked and the customer's words are fenced before they leave the process; an answer that names
anything outside the list counts for nothing.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist import privacy, prompts, tokens
from assist.errors import Unavailable
from assist.ports import LanguageModel
from assist.triage.taxonomy import Taxonomy

PROMPT = "second_opinion.v1.md"
CANDIDATES = 10
"""Intents the model chooses from: the likeliest by the heads."""
MOST_INTENTS = 2
MAX_MESSAGE_TOKENS = 400
NONE = "none"
GARBAGE = "model_garbage"
_JSON = re.compile(r"\{.*?\}", re.S)


@dataclass(frozen=True)
class Opinion:
    """What the model made of it; no intents means that none fits."""

    intents: tuple[str, ...]
    model: str
    tokens: int
    cost_usd: float


@dataclass(frozen=True)
class Doubt:
    """What the model is asked about: the words, what the heads think likely, whose names to mask."""

    words: str
    likely: Mapping[str, float]
    names: Sequence[str] = ()
    addresses: Sequence[str] = ()


class SecondOpinion:
    """Asks a language model about one message at a time."""

    def __init__(self, model: LanguageModel, *, deadline_s: float) -> None:
        self._model = model
        self._deadline_s = deadline_s
        self._prompt = prompts.read("triage/prompts", PROMPT)

    def ask(self, doubt: Doubt, taxonomy: Taxonomy, brand: str) -> Opinion:
        """Return the model's opinion.

        Raises: Unavailable when the model fails or is late, or when its answer is none of the list (`model_garbage`).
        """
        names = candidates(doubt.likely, taxonomy)
        listed = "\n".join(f"- {name}: {taxonomy.intents[name].definition}" for name in names)
        words = privacy.redact(
            tokens.keep_end(doubt.words, MAX_MESSAGE_TOKENS), doubt.names, addresses=doubt.addresses
        ).text
        fenced = f"<<<{words.replace('<<<', '').replace('>>>', '')}>>>"
        system = self._prompt.format(brand=brand, intents=listed)
        answer = self._model.complete(system, f"CUSTOMER MESSAGE\n{fenced}", deadline_s=self._deadline_s)
        return Opinion(read(answer.text, names), self._model.name, answer.tokens, answer.cost_usd)


def candidates(likely: Mapping[str, float], taxonomy: Taxonomy) -> list[str]:
    """Return the names to choose from, the likeliest first."""
    ranked = sorted((name for name in likely if name in taxonomy.intents), key=lambda name: -likely[name])
    return ranked[:CANDIDATES]


def read(answer: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the intents a model named. Raises: Unavailable when it wrote anything but names of the list."""
    found = _JSON.search(answer)
    try:
        parsed: Any = json.loads(found.group()) if found else None
    except ValueError:
        parsed = None
    named = parsed.get("intents") if isinstance(parsed, dict) else None
    if not isinstance(named, list) or not named or not all(isinstance(name, str) for name in named):
        raise Unavailable("the second opinion is not the JSON that was asked for", code=GARBAGE)
    if any(name not in names and name != NONE for name in named):
        raise Unavailable("the second opinion names an intent that was not to choose from", code=GARBAGE)
    return tuple(dict.fromkeys(name for name in named if name != NONE))[:MOST_INTENTS]
