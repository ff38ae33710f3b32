"""What a small edit of a statement does to the words that bound it, bind it or deny it."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from assist import atoms
from assist.atoms import AtomKind

SMALL_EDIT = 3
"""Words on either side up to which an edit is so small that every little word in it was meant."""
LONG_WORD = 5
"""Letters from which a word with a slip in it is the same word still: of short ones (`not`, `now`) every letter counts."""
_WORD = re.compile(r"\w+(?:[.,'’/:@-]\w+)*|[€£$%]")
"""Currencies and percent signs are words: an amount in pounds is no amount in euros."""
_FREE = re.compile(
    r"\b(?:at no (?:extra |additional )?(?:cost|charge)|without (?:extra |additional )?charge|sin (?:coste|cargo))\b",
    re.I,
)
"""Says that something is free, and denies nothing."""
_DENIALS = frozenset({"not", "no", "never", "cannot", "without", "nor", "nunca", "sin", "ni", "tampoco", "jamás"})


def differs(before: str | None, after: str, whole: tuple[str, str]) -> str | None:
    """Say why a statement and the one it was made from differ, None where they do not or where there is none.

    `whole` is all that is said before and after: a condition that has a sentence of its own now is still told.
    """
    if before is None:
        return None
    before, after = (_FREE.sub("free of charge", one) for one in (before, after))
    return _little_words(before, after) or _condition_lost(before, after, whole)


@lru_cache(maxsize=16384)
def plain(statement: str) -> str:
    """Return a statement without case, spaces and stops; as it is compared."""
    return " ".join(word.lower() for word in _WORD.findall(statement))


def _little_words(before: str, after: str) -> str | None:
    """Return what a small edit does to the words that bound and bind; a larger one is judged as a whole."""
    gone, come = _edit(before, after)
    if max(len(gone), len(come)) > SMALL_EDIT:
        return None
    if (len(_DENIALS & {*gone}) + _denied(gone)) % 2 != (len(_DENIALS & {*come}) + _denied(come)) % 2:
        return "one denies what the other says"
    if _binding(before) != _binding(after):
        return "what it depends on differs"
    return None


def _condition_lost(before: str, after: str, whole: tuple[str, str]) -> str | None:
    """Return what is lost or gained where words were only taken out or only put in, and a condition among them.

    A condition that stands in another sentence now is still told: the whole texts must differ in their markers too.
    """
    gone, come = _edit(before, after)
    if (gone and come) or _binding(before) == _binding(after):
        return None
    was, is_now = map(_binding, whole)
    return "what it depends on differs" if was != is_now else None


def mended(before: str, after: str | None) -> str:
    """Return a statement with the words of it that were only mistyped as the one made from it writes them."""
    gone, come = _edit(before, after or "")
    for wrong in gone:
        right = next((word for word in come if _is_slip(wrong, word)), None)
        if right is not None:
            before = re.sub(rf"\b{re.escape(wrong)}\b", right, before, flags=re.I)
    return before


def _is_slip(one: str, other: str) -> bool:
    """Say whether two longer words differ by two neighbours changed over, or by one letter too many."""
    if min(len(one), len(other)) < LONG_WORD or not (one + other).isalpha():
        return False
    return OSA.distance(one, other) <= 1 and (len(one) != len(other) or sorted(one) == sorted(other))


def _edit(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = (plain(one).split() for one in (before, after))
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = [word for tag, a, b, _, _ in codes if tag != "equal" for word in old[a:b]]
    come = [word for tag, _, _, a, b in codes if tag != "equal" for word in new[a:b]]
    return gone, come


def _denied(words: Iterable[str]) -> int:
    return sum(word.endswith(("n't", "n’t")) for word in words)


def _binding(statement: str) -> Counter[str]:
    """Return markers of conditions and comparators; what a text bounds them with is judged by the checker."""
    found = atoms.wording(statement)
    return Counter(one.value.partition(":")[0] for one in found if one.kind is not AtomKind.MODALITY)
