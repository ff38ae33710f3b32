"""A sentence that repeats one of a page nearly word for word: what little differs must turn nothing round.

Said in other words a rule may well come with another "not" or "until"; copied with one word changed, that word is the
whole difference. Knows no meaning beyond a few words that set a side.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assist.drafting.checking.evidence import Known, SourceKind
from assist.drafting.checking.statements import Statement

SHARED = 0.75
"""Share of a claim's names the source sentence must hold before words are compared one by one."""
ALIKE = 0.8
"""Share of the words of both, in order, that must be the same: one changed word in five."""
FEWEST = 6
"""Words below which a sentence is too short to be a copy."""

_SIDES = {
    "if": "if", "when": "if", "unless": "unless", "before": "before", "until": "before", "till": "before", "within": "before", "after": "after", "from": "after",
    "since": "after", "except": "except", "including": "including", "least": "least", "minimum": "least", "most": "most", "maximum": "most", "more": "more",
    "over": "more", "above": "more", "less": "less", "under": "less", "below": "less", "fewer": "less", "always": "always", "never": "never",
    "si": "if", "antes": "before", "hasta": "before", "después": "after", "tras": "after", "desde": "after", "salvo": "except", "incluso": "including",
    "mínimo": "least", "máximo": "most", "siempre": "always", "nunca": "never", "up": "most",
}  # fmt: skip
_TURNED = frozenset(
    frozenset(pair)
    for pair in (
        ("if", "unless"), ("before", "after"), ("except", "including"), ("least", "most"), ("more", "less"), ("least", "less"), ("most", "more"),
        ("always", "never"), ("if", "except"),
    )
)  # fmt: skip
_DENIES = re.compile(r"\b(?:not|cannot|never|no|nor|without|nunca|sin)\b|n['’]t\b")
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_DIGITS = re.compile(r"\d+")


def fault(claim: Statement, near: Sequence[tuple[float, Known]]) -> str | None:
    """Return what a copied sentence turned round or changed; None for one that is no copy, or a true one."""
    told = [known for share, known in near if share >= SHARED and known.source.kind is SourceKind.POLICY]
    ours = _WORD.findall(claim.text.lower())
    if len(ours) < FEWEST or not told:
        return None
    changed = [_changed(ours, _WORD.findall(known.statement.text.lower())) for known in told]
    copied = [why for is_copy, why in changed if is_copy]
    return copied[0] if copied and None not in copied else None


def _changed(ours: Sequence[str], theirs: Sequence[str]) -> tuple[bool, str | None]:
    """Say whether one is a copy of the other, and what in it is changed for the worse."""
    if not 0.6 <= len(ours) / max(len(theirs), 1) <= 1.6:
        return False, None
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return False, None
    parts = [(ours[a:b], theirs[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    return True, next(_faults(parts), None)


def _faults(parts: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Iterator[str]:
    mine, other = (" ".join(word for part in parts for word in part[side]) for side in (0, 1))
    sides, known = ({_SIDES[word] for word in said.split() if word in _SIDES} for said in (mine, other))
    if any(frozenset((one, two)) in _TURNED for one in sides - known for two in known - sides):
        yield "its source says the opposite"
    if bool(_DENIES.search(mine)) != bool(_DENIES.search(other)) and _only_denied(parts):
        yield "its source says the opposite"
    for said, there in parts:
        numbers = (_DIGITS.findall(" ".join(said)), _DIGITS.findall(" ".join(there)))
        if len(said) == len(there) and all(numbers) and numbers[0] != numbers[1]:
            yield "its source states another number there"


def _only_denied(parts: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """Say whether little more than the denial differs: "cannot" for "can"."""
    return sum(max(len(said), len(there)) for said, there in parts) <= 3
