"""A message as a hurried customer would have typed it: slips, no capitals, cut short, a few words. The same every time."""

import hashlib
import random
import re

_WORD = re.compile(r"[^\W\d_]{4,}")


def misspelt(text: str) -> str:
    """Return one hurried copy; what is done to it follows from the text alone, so a learning repeats exactly."""
    rng = random.Random(hashlib.sha256(text.encode()).digest())
    done = rng.choice((_slips, _slips, _careless, _cut_short, _few_words))(text, rng)
    return done if done.strip() else text


def _slips(text: str, rng: random.Random) -> str:
    """Slip once in about every fifth word of four letters or more, at least once."""
    words = list(_WORD.finditer(text))
    chosen = rng.sample(words, min(len(words), 1 + len(words) // 5))
    for word in sorted(chosen, key=lambda match: -match.start()):
        text = text[: word.start()] + _slip(word.group(), rng) + text[word.end() :]
    return text.lower()


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return rng.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))


def _careless(text: str, rng: random.Random) -> str:
    """Drop punctuation and one of the short words."""
    words = re.sub(r"[^\w\s]", "", text.lower()).split()
    short = [at for at, word in enumerate(words) if len(word) <= 3]
    if short and len(words) > 3:
        words.pop(rng.choice(short))
    return " ".join(words)


def _cut_short(text: str, rng: random.Random) -> str:
    words = text.split()
    return " ".join(words[: max(2, round(len(words) * rng.uniform(0.55, 0.8)))])


def _few_words(text: str, rng: random.Random) -> str:
    """Keep the longest words, up to three: how people type into a search box."""
    words = re.sub(r"[^\w\s]", " ", text.lower()).split()
    longest = set(sorted(words, key=len, reverse=True)[: rng.choice((2, 3, 3))])
    return " ".join(word for word in words if word in longest)
