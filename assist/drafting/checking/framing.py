"""What frames a reply: greeting, closing formula and the names below it. They state nothing, all between them is claims.

A closing is known by its form, for people end their letters in words of their own. A line there that states something
is a claim like any other. English and Spanish. Knows no sources.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assist import atoms, text
from assist.atoms import AtomKind
from assist.drafting.checking import lexis

_TITLE = r"(?:mr|mrs|ms|mx|dr|prof|sr|sra|srta|dra|d|dña|rev)\."
_GREETING = re.compile(
    r"^[¡\s]*(?:hi+(?:ya)?|hello|hell[oa]w|hey+(?:a|ya)?|howdy|greetings|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|hola|(?:muy )?buen[oa]s(?: (?:días|tardes|noches))?|"
    rf"(?:muy )?(?:estimad[oa]s?|querid[oa]s?)|saludos|mrs?|ms|mx|dr|sra?|srta|dra)\b[.,]?(?P<name>(?:\s+(?:{_TITLE}|[^\s,!.:–-][^\s,!.:]*)){{0,4}})\s*(?:[,!:.–-]+\s*|$)",
    re.I,
)
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:(?:my|our|very|the) )?(?:kind|best|warm|kindest|warmest|friendly)? ?(?:regards|wishes)|yours(?: (?:sincerely|faithfully|truly|ever))?|sincerely|"
    r"(?:many )?thanks|thank you|cheers|warmly|cordially|respectfully|best|all the best|take care|un (?:fuerte |gran )?(?:abrazo|saludo)|saludos|atentamente|"
    r"un cordial saludo|(?:reciba|recibe) un (?:\w+ )?saludo|gracias|hasta (?:pronto|luego))\b(?P<rest>[^.?\n]{0,30})[,.!]?$",
    re.I,
)
_OWN_CLOSING = re.compile(r"^[^\W\d_][^\d:;.?%€$£@/\n]{1,34}[,!]$")
"""A short line that ends as a closing does; what it must not say is looked at apart."""
LONGEST_CLOSING = 6
"""Words of a closing of one's own: "thinking of you all and the dog"."""
_NAME_LINE = re.compile(r"^(?:[^\W\d_a-z][^\W\d_]*['’.ª-]?[^\W\d_]*|van|von|de|der|den|del|la|di|da|O['’])$")
MOST_NAMES = 3
"""Words of a line that is a person's name and nothing else."""
LONGEST_SIGNATURE = 4
"""Lines below a closing formula that are names, not statements."""
LONGEST_NAME = 6
"""Words of a line with a name, a role and a brand."""
_SPEAKS = re.compile(
    r"\b(?:we|you|I|it|nosotros|usted|le|te|les)\b|\b(?:I|we|you)['’](?:ll|re|ve|m|d)\b|\b(?:no|not|never|free|us|ours|gratis|sin)\b|n['’]t\b",
    re.I,
)
_TO_YOU_ALL = re.compile(
    r"\b(?:(?:from|by|with|of|to|for) (?:all of )?(?:us|you)(?: all| both)?|yours|you['’]ll be fine)\b", re.I
)
"""Where a closing speaks to somebody and states nothing: "thinking of you both"."""
_FACTS = frozenset({AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION, AtomKind.DATE, AtomKind.COUNT})
_NO_MATTER = frozenset({"colleague", "help", "shop", "choos", "writ", "issu", "keep", "begin", "quick"})
"""Names of the trade that stand in closings and signatures as well: the support team of the shop, write soon."""


@dataclass(frozen=True)
class Frame:
    """Where the closing formula begins and where the names below it end."""

    start: int
    end: int


def spans(draft: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences; the signature stands apart."""
    frame = _signature(draft)
    yield from text.sentences(draft[: frame.start])
    if frame.start < len(draft):
        yield frame.start, frame.start + len(draft[frame.start : frame.end].rstrip())
        yield from ((frame.end + one, frame.end + other) for one, other in text.sentences(draft[frame.end :]))


@lru_cache(maxsize=4096)
def is_closing(said: str) -> bool:
    """Say whether a stretch of a draft (one of `spans`) is a closing with its names, or a name alone."""
    first, *below = (line.strip() for line in said.strip().split("\n"))
    return _closes(first) or (_may_close(first) and any(map(_is_name, below))) or (not below and _is_name(first))


def without_greeting(said: str) -> str:
    """Return what follows the greeting of a draft's first sentence; all of it when there is none."""
    match = _GREETING.match(said)
    if match is None or _is_of_the_trade(match["name"]) or _SPEAKS.search(match["name"]):
        return said
    return said[match.end() :]


def called(draft: str) -> frozenset[str]:
    """Return the words of the names in greeting and signature, in small letters: who is spoken to, and who speaks."""
    greeting = _GREETING.match(draft)
    frame = _signature(draft)
    below = [line for line in draft[frame.start : frame.end].split("\n") if _is_name(line.strip())]
    return lexis.plain_words(" ".join([greeting["name"] if greeting else "", *below]))


def _signature(draft: str) -> Frame:
    lines = _lines(draft)
    filled = [(at, line.strip()) for at, line in lines if line.strip()]
    last = filled[-(LONGEST_SIGNATURE + 1) :]
    formula = next((at for at, line in reversed(last[-LONGEST_SIGNATURE:]) if _closes(line)), None)
    if formula is None and len(filled) > 1:
        formula = _own_closing(last)
    return Frame(len(draft), len(draft)) if formula is None else Frame(formula, _end(draft, formula))


def _own_closing(last: list[tuple[int, str]]) -> int | None:
    """Return where a closing in own words begins, or a name stands alone at the end."""
    for (at, line), (_, below) in itertools.pairwise(last):
        if _may_close(line) and _is_name(below):
            return at
    at, line = last[-1]
    stands_alone = len(last) > 1 and last[-2][1][-1] in '.!?…:)»”"'
    return at if stands_alone and _is_name(line) else None


def _lines(draft: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in draft.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _end(draft: str, start: int) -> int:
    """Return where the names below the closing formula end: at the first line that states something."""
    for at, line in _lines(draft[start:]):
        if at and _states_something(line):
            return start + at
    return len(draft)


def _closes(line: str) -> bool:
    match = _CLOSING.match(line)
    return match is not None and not _states_something(match["rest"]) and not _is_of_the_trade(match["rest"])


def _may_close(line: str) -> bool:
    plain = _TO_YOU_ALL.sub(" ", line)
    is_short = bool(_OWN_CLOSING.match(line)) and len(line.split()) <= LONGEST_CLOSING
    return is_short and not _SPEAKS.search(plain) and not _is_of_the_trade(plain)


def _is_name(line: str) -> bool:
    words = line.rstrip(".,").split()
    return 0 < len(words) <= MOST_NAMES and all(map(_NAME_LINE.match, words)) and not _is_of_the_trade(line)


def _is_of_the_trade(said: str) -> bool:
    """Say whether a word of it is about what a shop does: such a line states something."""
    return any(lexis.is_of_the_trade(name) for name, _ in lexis.signed(said.lower()) if name not in _NO_MATTER)


def _states_something(line: str) -> bool:
    words = line.split()
    is_sentence = len(words) > LONGEST_NAME or (len(words) > 3 and line.rstrip()[-1] in ".!?…")
    return is_sentence or bool(_SPEAKS.search(line)) or any(one.kind in _FACTS for one in atoms.extract(line))
