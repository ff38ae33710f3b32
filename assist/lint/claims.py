"""What a sentence grants, asks for and denies, claim by claim.

A claim is a part of a sentence without the verbs every shop chooses for itself: whether a mist `cannot go`, `is not
shipped` or `travels` is one matter. Conditions are kept apart. Compares nothing.
"""

import itertools
import re
from dataclasses import dataclass
from enum import Enum

from assist.lint import vocabulary
from assist.lint.assertions import Assertion
from assist.lint.vocabulary import Word

FOCUS = 2
"""Words behind a denial of which one has to be shared: the verb or what it is done to."""
_CUT = re.compile(
    r"[;:](?=\s)|,\s(?=(?:and|but|so|or|because|which|if|when|then|please|we|you|y|pero|porque|si|cuando|not|no)\b)"
    r"|\b(?:because|so that|but|porque|pero)\b|\band (?=(?:we|you|it|they|please|send|our|your)\b)"
    r"|(?<=\w),\s(?=\w+ing\b)",
    re.I,
)
_CONDITION = re.compile(
    r"^\W*(?:(?:yes|no|sí),\s*)?(?:if|when|once|unless|si|cuando)\b[^,]*,"
    r"|\b(?:if|when|once|unless|si|cuando)\b[^,;:]*$",
    re.I,
)
"""`If the item is sold out, …`, `… when a price changes`."""
_LEADS = re.compile(r"^\W*(?:with|for|by|in|on|without|outside|to|con|para|en)\b", re.I)
_LIST = re.compile(r",\s|\bor\b|\bo\b|\bni\b")
_HEAD = re.compile(r".*?\b(?:by|to|for|from|with|por|para|a)\b", re.I)
_NO_DUTY = re.compile(
    r"\b(?:do|does|did)(?: not|n['’]t) (?:need|have to)\b|\bneed(?:s)? (?:not|no)\b|\bno need\b"
    r"|\bwithout (?:a|an|any|your|the)\b(?! (?:further |extra )?(?:scan|charge|delivery))"
    r"|\bnot (?:be )?(?:required|necessary|needed)\b|\bno hace falta|\bno tienes que|\bno necesit|\bsin\b",
    re.I,
)
_DUTY = re.compile(
    r"\b(?:must|need(?:s|ed)?|ha(?:ve|s) to|required?|requires|necessary|please|only with)\b"
    r"|\b(?:tienes que|hay que|hace falta|necesit\w+)\b"
    r"|^\W*(?:and |y )?(?:send|tell|write|show|enter|attach|include|post|return|bring|call|contact)\b"
    r"|^\W*(?:y )?(?:manda|env[ií]a|incluye)\b",
    re.I,
)
_ADVICE = re.compile(r"^\W*(?:please )?(?:do not|don['’]t|never)\b", re.I)
_OF_A_KIND = re.compile(
    r"\bor not\b|\b(?:that|which|who|if|when|until|what|where|whether)\b(?![^,;:]*\bcannot\b)[^,;:]*"
    r"|(?<=\w) you (?:do|did|no|have|had)\b.*|\bnot (?:what|yet|part|just|least)\b.*"
    r"|(?<=\w )not available to\b|\bto ensure\b.*"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bhas )(?<!\bhave )(?<!\band )(?<!\bbut )(?<!\bor )"
    r"(?<=\w )not (?:expressly |explicitly |otherwise )?\w+ed\b",
    re.I,
)
"""`a pump that does not work`, `any amount you do not use`: what is meant, not what is denied."""
_DENIAL = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|leave out|without (?:an?|any|your|the)|nothing|nunca|sin|ni|tampoco"
    r"|stop \w+ing)\b|n['’]t\b",
    re.I,
)
_ANSWERS = re.compile(r"^\W*(?:yes|no|sí)\s*[,:;]", re.I)
_LIGHT_WORDS = (
    "offer accept take give have get make possible allow allowed available use valid apply work let want like place"
    " gladly also always still again placed please need must can could may permitted happy happily provide serve"
    " support option choose ask accepted supported eligible moment time day today simply just well too further only"
    " wish different other already another own few some any among afterwards forgot fine"
)
"""Words that say that something is so, not what."""
_LIGHT = frozenset(word.concept for word in vocabulary.words(_LIGHT_WORDS)) | {vocabulary.FREE, vocabulary.EXPENSE}
_MOVING = frozenset(word.concept for word in vocabulary.words("send ship deliver travel go move transport dispatch"))
_MOVES = "shipping"


class Says(Enum):
    """What a claim does: grants or tells, asks something of the customer, denies, or frees from a duty."""

    YES = "yes"
    DUTY = "duty"
    NO = "no"
    NO_DUTY = "no duty"


@dataclass(frozen=True)
class Claim:
    """A part of a sentence that says yes or no to something."""

    assertion: Assertion
    concepts: frozenset[str]
    says: Says
    focus: frozenset[str]
    """The matter that stands first behind the word that denies; one of it must be granted."""
    noun: frozenset[str]
    """What directly follows a `no`; all of it must be granted."""
    condition: frozenset[str]
    """When it holds."""
    is_item: bool = False
    """Whether it is one of a list."""

    @property
    def denies(self) -> bool:
        return self.says in (Says.NO, Says.NO_DUTY)


def claims_of(assertion: Assertion) -> list[Claim]:
    """Return the claims of a sentence, its conditions left out; a list denied is denied item by item."""
    ruled = _CONDITION.sub(lambda match: " " * len(match.group()), assertion.ruled)
    found = []
    for start, end in _parts(ruled):
        claim = _claim(assertion, ruled, [(start, end)])
        found += [claim] if claim else []
        if claim and claim.denies:
            items = [_claim(assertion, ruled, spans, is_item=True) for spans in _items(ruled, start, end)]
            found += [item for item in items if item and item.denies]
    return found


def _parts(ruled: str) -> list[tuple[int, int]]:
    """Cut at what begins a statement of its own; `With a refund, we deduct` is one."""
    cuts = [0, *(match.end() for match in _CUT.finditer(ruled)), len(ruled)]
    ends = [end for start, end in itertools.pairwise(cuts) if end == len(ruled) or not _LEADS.match(ruled[start:end])]
    return list(itertools.pairwise([0, *ends]))


def _items(ruled: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Return for every item of a list what is said of all, and the item: `orders by` and `chat`."""
    seams = [match.span() for match in _LIST.finditer(ruled, start, end) if ruled[match.end() : end].strip()]
    if not seams:
        return []
    first = ruled[start : seams[0][0]]
    head = _HEAD.match(first)
    denial = _DENIAL.search(first)
    shared = (start, start + max(head.end() if head else 0, denial.end() if denial else 0))
    starts = [shared[1], *(after for _, after in seams)]
    ends = [*(before for before, _ in seams), end]
    return [[shared, item] for item in zip(starts, ends, strict=True)]


def _claim(assertion: Assertion, ruled: str, spans: list[tuple[int, int]], *, is_item: bool = False) -> Claim | None:
    inside = [word for word in assertion.words if any(start <= word.start < end for start, end in spans)]
    words = [word for word in inside if ruled[word.start] != " "]
    is_free = any(word.concept == vocabulary.FREE for word in words)
    matter = [(word, _matter(word, ruled)) for word in words if word.concept not in _LIGHT]
    concepts = frozenset(concept for _, concept in matter) | ({vocabulary.COST} if is_free else frozenset())
    if not concepts:
        return None
    said = "".join(ruled[slice(*span)] for span in spans)
    for pattern in (_OF_A_KIND, _ANSWERS):
        said = pattern.sub(lambda match: " " * len(match.group()), said)
    denial = None if is_free else _DENIAL.search(said)
    behind = [(word, concept) for word, concept in matter if denial and word.start >= spans[0][0] + denial.start()]
    focus = frozenset(concept for _, concept in behind[:FOCUS])
    noun = _noun(ruled, behind) if denial and denial.group().lower() == "no" else frozenset()
    hidden = [word.concept for word in assertion.words if ruled[word.start] == " " and word.concept not in _LIGHT]
    return Claim(assertion, concepts, _says(said, is_free), focus, noun, frozenset(hidden), is_item)


def _noun(ruled: str, behind: list[tuple[Word, str]]) -> frozenset[str]:
    """Return the words of `no phone line`, at most two."""
    first, rest = behind[:1], behind[1:2]
    if first and rest and ruled[first[0][0].end : rest[0][0].start].strip():
        rest = []
    return frozenset(concept for _, concept in first + rest)


def _matter(word: Word, ruled: str) -> str:
    if word.concept in _MOVING:
        return _MOVES
    written = ruled[word.start : word.end].lower()
    if written in vocabulary.UNSAID:
        return f"not {word.concept}"
    return "price" if written.startswith("price") else word.concept


def _says(written: str, is_free: bool) -> Says:
    if is_free:
        return Says.YES if vocabulary.denies(written) else Says.NO
    if _NO_DUTY.search(written):
        return Says.NO_DUTY
    if _DENIAL.search(written):
        return Says.NO_DUTY if _ADVICE.search(written) else Says.NO
    return Says.DUTY if _DUTY.search(written) else Says.YES
