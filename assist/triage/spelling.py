"""A text as it was meant: shorthand written out and misspelt words put right, for what the heads and the encoder see.

Only words that nobody knows are touched: none the training texts, the client's pages or the encoder's own vocabulary hold,
no number, code, address, or name written with a capital. Nothing that is shown or quoted passes through here.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assist.triage.grams import folded
from assist.triage.shorthand import IN_FULL

LEAST_LETTERS = 4
"""Shorter words have too many neighbours."""
TWO_SLIPS_FROM = 8
"""Letters from which a word may be two slips away."""
LEAST_SEEN = 3
"""Training texts a word must stand in to be what another was meant as; fewer for words the encoder knows."""
LEAST_SEEN_KNOWN = 2
TYPO_SHARE = 10
"""A word is a slip of a neighbour that is so many times as frequent."""
FREQUENT = 0.15
"""What a word e times as frequent outweighs, in slips."""
SOUNDS_ALIKE = 0.5
OTHER_START = 0.7
"""What the same sound, or the same letters, are worth and another first letter costs, in slips."""
USUAL_LENGTH = 6
"""Letters of a word in which a slip counts as one: in a longer word it says less."""
MOST_COST = 0.6
"""Above this a word is rather one we do not know than a slip."""
TWO_SLIPS = 2
MOST_LETTERS = 24
KEPT = 1 << 14
READ = 2_000
"""Characters of a text that are read: the heads and the encoder see no more, and a wall of nonsense costs no more."""

_PIECE = re.compile(r"\S+")
_CODE = re.compile(r"[@/\\_<>]|\d|\.\w")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BASES = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""),
    ("ers", "e"), ("ly", ""), ("able", ""), ("ness", ""), ("ied", "y"), ("ier", "y"),
)  # fmt: skip
"""Endings of an English word, and what stands without them."""
_ALIKE = (
    ("ph", "f"), ("ch", "x"), ("qu", "k"), ("ck", "k"), ("wh", "w"), ("kn", "n"), ("ll", "y"), ("c", "k"), ("q", "k"), ("v", "b"), ("z", "s"),
)  # fmt: skip
INFLECTED = frozenset({"es"})
"""Languages whose words differ from each other by one letter more often than customers slip."""
_UNHEARD = re.compile(r"[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")
_CONFUSED = (
    (re.compile(r"\bwere(?= (?:is|my|the|r|are|do|can|did)\b|['’]?s\b)", re.I), "where"),
    (re.compile(r"\bto(?= (?:big|small|smal|large|tight|loose|late|long|short|wide|narrow|heavy|hot|expensive)\b)", re.I), "too"),
    (re.compile(r"(?<=\bneed )2\b|(?<=\bwant )2\b|(?<=\bhow )2\b|(?<=\blike )2\b|(?<=\btrying )2\b|(?<=\bhave )2(?= [a-z])"), "to"),
    (re.compile(r"\b4(?= (?:my|the|me|this|that|it|a|an|ur|your|work|same)\b)"), "for"),
)  # fmt: skip
"""Known words that stand for another, told by their neighbours."""

Words = Mapping[str, Mapping[str, int]]
"""By language, each word and the number of training texts it stands in."""


def words_of(texts: Iterable[tuple[str, str]], reads_whole: Callable[[str], bool]) -> dict[str, dict[str, int]]:
    """Return the words of texts, each given with its language, that can be trusted to be spelt well."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for locale, text in texts:
        seen[locale].update({_plain(word) for word in _LETTERS.findall(text)})
    return {locale: _trusted(counts, reads_whole) for locale, counts in sorted(seen.items())}


def _trusted(seen: Counter[str], reads_whole: Callable[[str], bool]) -> dict[str, int]:
    often = {
        word: count
        for word, count in sorted(seen.items())
        if count >= (LEAST_SEEN_KNOWN if reads_whole(word) else LEAST_SEEN)
    }
    return {word: count for word, count in often.items() if reads_whole(word) or not _is_slip(word, count, among=often)}


def _is_slip(word: str, count: int, *, among: Mapping[str, int]) -> bool:
    if len(word) <= LEAST_LETTERS:
        return False
    frequent = [other for other, times in among.items() if times >= TYPO_SHARE * count]
    return process.extractOne(word, frequent, scorer=OSA.distance, score_cutoff=1) is not None


class Lexicon:
    """The words of training texts, laid out to be looked up by length and by sound."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.known = frozenset(word for counts in words.values() for word in counts)
        self.by_length = {locale: _grouped(counts, len) for locale, counts in words.items()}
        self.by_sound = {locale: _grouped(counts, _sound) for locale, counts in words.items()}


class Speller:
    """Puts words right for one client; thread-safe, remembers what it decided.

    `reads_whole`: the encoder knows the word. `is_ours`: the client's pages say it. Both are asked in small letters.
    """

    def __init__(
        self, lexicon: Lexicon, reads_whole: Callable[[str], bool], is_ours: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words
        self._reads_whole = reads_whole
        self._is_ours = is_ours
        self._meant = lru_cache(KEPT)(self._found)

    def meant(self, texts: Sequence[str], *, spared: Iterable[str] = ()) -> list[str]:
        """Return each text as it was meant; words of `spared` texts, such as what is sold, stay."""
        left = frozenset(_plain(word) for text in spared for word in _LETTERS.findall(text))
        return [self._respelt(text, left) for text in texts]

    def _respelt(self, text: str, left: Collection[str]) -> str:
        text, rest = text[:READ], text[READ:]
        locale, shouted = self._language(text), text.isupper()
        for pattern, word in _CONFUSED if locale == "en" else ():
            text = pattern.sub(word, text)

        def piece(found: re.Match[str]) -> str:
            return self._piece(found.group(), locale, left, named=found.start() > 0 and not shouted)

        return _PIECE.sub(piece, text) + rest

    def _piece(self, piece: str, locale: str, left: Collection[str], *, named: bool) -> str:
        short = IN_FULL.get(locale, {}).get(piece.strip('.,;:!?¡¿()"').lower())
        if short and not (piece[0].isupper() and named) and piece.lower() not in left:
            return _LETTERS.sub(short, piece, count=1) if piece[0].isalpha() else short
        if _CODE.search(piece):
            return piece

        def word(found: re.Match[str]) -> str:
            said = found.group()
            if (
                "'" in said
                or "’" in said
                or (named and said[0].isupper())
                or not LEAST_LETTERS <= len(said) <= MOST_LETTERS
            ):
                return said
            plain = _plain(said)
            meant = plain if plain in left else self._meant(plain, locale)
            return said if meant == plain else meant

        return _LETTERS.sub(word, piece)

    def _language(self, text: str) -> str:
        """Return the language most of the words belong to, the first one when it is open."""
        said = {_plain(word) for word in _LETTERS.findall(text)}
        short = {word for word in said if len(word) < LEAST_LETTERS}
        votes = {
            locale: sum(word in counts for word in said) + sum(word in IN_FULL.get(locale, {}) for word in short)
            for locale, counts in self._words.items()
        }
        return max(votes, key=lambda locale: votes[locale], default="en")

    def _is_known(self, word: str, locale: str) -> bool:
        if word in self._lexicon.known or self._is_ours(word):
            return True
        if locale != "en":
            return False
        bases = [word[: -len(end)] + rest for end, rest in _BASES if word.endswith(end) and len(word) - len(end) > 2]
        bases += [base[:-1] for base in bases if base[-2:-1] == base[-1]]
        return self._reads_whole(word) or any(base in self._lexicon.known or self._reads_whole(base) for base in bases)

    def _found(self, word: str, locale: str) -> str:
        """Return the likeliest known word, or the word itself when it is known or like no other."""
        if locale not in self._words or self._is_known(word, locale):
            return word
        costs = {other: self._cost(word, other, locale) for other in self._near(word, locale)}
        best = min(sorted(costs), key=lambda other: costs[other], default=word)
        return best if costs.get(best, 0.0) <= MOST_COST else word

    def _near(self, word: str, locale: str) -> set[str]:
        """Return the words this one may be a slip of."""
        slips = TWO_SLIPS if len(word) >= TWO_SLIPS_FROM else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        alike = [one for length in lengths for one in self._lexicon.by_length[locale].get(length, ())]
        found = {one for one, _, _ in process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=None)}
        if locale in INFLECTED:
            found = {one for one in found if _is_no_ending(word, one)}
        sound = _sound(word)
        same = self._lexicon.by_sound[locale].get(sound, ()) if len(sound) > 2 else ()
        return found | {one for one in same if _is_left_from(word, one) or _alike(word) == _alike(one)}

    def _cost(self, word: str, other: str, locale: str) -> float:
        same = _sound(word) == _sound(other) or sorted(word) == sorted(other)
        slips = OSA.distance(word, other) * USUAL_LENGTH / len(other)
        frequent = FREQUENT * math.log(self._words[locale][other])
        return slips - SOUNDS_ALIKE * same + OTHER_START * (word[0] != other[0] and not same) - frequent


def _grouped(words: Iterable[str], key: Callable[[str], object]) -> dict[object, list[str]]:
    groups: dict[object, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= LEAST_LETTERS:
            groups[key(word)].append(word)
    return groups


@lru_cache(KEPT)
def _plain(word: str) -> str:
    return folded(word).replace("'", "").replace("’", "")


def _alike(word: str) -> str:
    """Return the word with one letter for each sound."""
    for spelt, said in _ALIKE:
        word = word.replace(spelt, said)
    return _TWICE.sub(r"\1", word[:1].replace("h", "") + word[1:].replace("h", ""))


@lru_cache(KEPT)
def _sound(word: str) -> str:
    """Return about what is heard of a word without its vowels: "rturn" and "return" are the same."""
    alike = _alike(word)
    return _TWICE.sub(r"\1", alike[:1] + _UNHEARD.sub("", alike[1:]))


def _is_left_from(word: str, other: str) -> bool:
    """Say whether letters were only left out of the other word."""
    letters = iter(other)
    return all(letter in letters for letter in word)


def _is_no_ending(word: str, other: str) -> bool:
    """Say whether two words differ otherwise than two forms of one word do: in order, or by letters left out inside."""
    return sorted(word) == sorted(other) or (word[-1] == other[-1] and _is_left_from(word, other))
