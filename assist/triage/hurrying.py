"""A message as someone in a hurry writes it: slips, sounds, left-out letters, shorthand, no accents, words run together.

What is done follows from the text and a number alone, so training repeats exactly. Digits and codes stay as they are.
"""

import hashlib
import random
import re
from itertools import pairwise

from assist.triage.grams import folded
from assist.triage.shorthand import SHORTHAND

_SOUNDS = {
    "en": (
        ("ph", "f"), ("ck", "k"), ("ight", "ite"), ("tion", "shun"), ("ie", "ei"), ("ei", "ie"), ("ea", "ee"), ("ee", "ea"),
        ("ll", "l"), ("ss", "s"), ("tt", "t"), ("rr", "r"), ("cc", "c"), ("dd", "d"), ("pp", "p"), ("mm", "m"), ("ai", "a"),
        ("ough", "uf"), ("wh", "w"), ("kn", "n"), ("ce", "se"), ("ed", "d"), ("ing", "in"), ("able", "ible"), ("ou", "u"),
        ("c", "k"), ("e", "a"), ("a", "e"), ("sc", "s"), ("x", "ks"), ("z", "s"), ("er", "a"), ("ant", "ent"), ("cie", "ce"),
    ),
    "es": (
        ("b", "v"), ("v", "b"), ("h", ""), ("ll", "y"), ("y", "ll"), ("qu", "k"), ("qu", "q"), ("z", "s"), ("c", "s"), ("ñ", "n"),
        ("ge", "je"), ("gi", "ji"), ("j", "g"), ("mb", "nb"), ("mp", "np"), ("rr", "r"), ("ado", "ao"), ("x", "s"), ("cc", "c"),
        ("hu", "gu"), ("io", "o"), ("ie", "e"), ("s", "z"),
    ),
}  # fmt: skip
"""Spellings that sound alike, or look right to many."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    letter: "".join(row[at] for at in (place - 1, place + 1) if 0 <= at < len(row))
    for row in _ROWS
    for place, letter in enumerate(row)
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CODE = re.compile(r"\S*\d\S*|\S+@\S+|https?://\S+|www\.\S+")
_MARKS = re.compile(r"[.,;:!¡¿?\"'’()…-]+")
SHORTENED = 0.6
"""Share of the words with a shorthand that get it, in the copies that have any."""
SLIPPED = (0.12, 0.25, 0.45, 0.7)
"""Shares of the words that get a slip: from a slip in passing to hardly readable."""


def hurried(text: str, locale: str, copy: int = 0) -> str:
    """Return the text as typed in a hurry; another `copy`, other slips."""
    draw = random.Random(hashlib.sha256(f"{copy}\n{locale}\n{text}".encode()).digest())
    share, shortens = draw.choice(SLIPPED), draw.random() < SHORTENED
    pieces = [
        piece if _CODE.fullmatch(piece) else _typed(piece, locale, share=share, shortens=shortens, draw=draw)
        for piece in text.split()
    ]
    return _spaced([piece for piece in pieces if piece], draw) or text


def _typed(piece: str, locale: str, *, share: float, shortens: bool, draw: random.Random) -> str:
    """Return one word and its marks as typed: mostly small, mostly without marks."""
    short = SHORTHAND.get(locale, {}).get(_MARKS.sub("", piece.lower())) if shortens else None
    if short and draw.random() < SHORTENED:
        return draw.choice(short.split())
    slipped = _WORD.sub(
        lambda word: _slip(word.group(), locale, draw) if draw.random() < share else word.group(), piece
    )
    plain = slipped.lower() if draw.random() < 0.9 else slipped
    if locale != "en" and draw.random() < 0.85:
        plain = folded(plain)
    return plain if draw.random() < 0.15 else _MARKS.sub("", plain)


def _slip(word: str, locale: str, draw: random.Random) -> str:
    if len(word) < 3:
        return word
    kinds = (_swapped, _dropped, _dropped, _doubled, _neighbour, _sounded, _sounded, _without_vowel, _skeleton)
    return draw.choice(kinds)(word, locale, draw)


def _swapped(word: str, _: str, draw: random.Random) -> str:
    at = draw.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _dropped(word: str, _: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, _: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _neighbour(word: str, _: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    return word[:at] + draw.choice(_NEIGHBOURS.get(word[at].lower(), word[at])) + word[at + 1 :]


def _sounded(word: str, locale: str, draw: random.Random) -> str:
    small = word.lower()
    fitting = [
        (said, typed)
        for said, typed in _SOUNDS.get(locale, ())
        if said in small[1:] or (len(said) > 1 and said in small)
    ]
    if not fitting:
        return _dropped(word, locale, draw)
    said, typed = draw.choice(fitting)
    return small.replace(said, typed, 1)


def _without_vowel(word: str, locale: str, draw: random.Random) -> str:
    vowels = [at for at, letter in enumerate(folded(word)[: len(word)]) if at and letter in "aeiou"]
    if not vowels:
        return _dropped(word, locale, draw)
    at = draw.choice(vowels)
    return word[:at] + word[at + 1 :]


def _skeleton(word: str, locale: str, draw: random.Random) -> str:
    """Leave out every vowel inside a word of middling length: "trckng"."""
    if not 4 <= len(word) <= 9:
        return _without_vowel(word, locale, draw)
    inside = re.sub(r"[aeiouáéíóú]", "", word[1:-1].lower())
    return word[0] + inside + word[-1]


def _spaced(pieces: list[str], draw: random.Random) -> str:
    """Join pieces, now and then without the space between two words."""
    if not pieces:
        return ""
    spaces = ("" if draw.random() < 0.02 and (first + second).isalpha() else " " for first, second in pairwise(pieces))
    return pieces[0] + "".join(space + piece for space, piece in zip(spaces, pieces[1:], strict=True))
