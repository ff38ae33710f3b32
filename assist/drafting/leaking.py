"""Whether a model's answer gives away its instructions: the canary of the call, or a long stretch of the prompt."""

import re

from assist.errors import Unavailable

LEAKED = "model_leaked_instructions"
STRETCH = 9
"""Words in a row of the system prompt: sources are in another prompt, so nothing innocent repeats so many."""
_WORD = re.compile(r"[^\W_]+")


def refuse_leaks(answer: str, *, canary: str, system: str) -> None:
    """Raise when the answer holds the canary, however it is spaced, or a long stretch of the system prompt.

    Raises: Unavailable with code `model_leaked_instructions`.
    """
    words = _words(answer)
    together = "".join(words)
    if canary.lower() in together or canary.lower() in together[::-1] or _shares_a_stretch(words, _words(system)):
        raise Unavailable("the model gave away its instructions", code=LEAKED)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shares_a_stretch(words: list[str], known: list[str]) -> bool:
    stretches = {tuple(known[at : at + STRETCH]) for at in range(len(known) - STRETCH + 1)}
    return any(tuple(words[at : at + STRETCH]) in stretches for at in range(len(words) - STRETCH + 1))
