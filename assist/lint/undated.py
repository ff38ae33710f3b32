"""A number that changed without a word on when: "for orders from today, or for all?"."""

import re
from collections import Counter

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.knowledge import Passage
from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject
from assist.text import sentences

UNDATED = "undated-change"
_NUMBERS = {kind for kind in AtomKind if kind.value in ("money", "percent", "duration", "count", "number", "time")}
"""A changed date says itself when; links and ids are no rules."""
_MOST_NAMED = 3
_FROM_WHEN = re.compile(
    r"\b(?:from|since|after|as of|until|before|on or after|starting|effective"
    r"|desde|a partir del?|hasta|antes del?|después del?|con efecto)\b",
    re.I,
)


def undated(subject: Subject) -> list[Finding]:
    """Report passages whose numbers differ from the live version while nothing says for which orders."""
    if not subject.live:
        return []
    found = []
    for placed in subject.passages:
        before = subject.live.get(placed.passage.id)
        if before is None or placed.is_macro or _says_when(placed.passage, before):
            continue
        finding = _finding(placed, before)
        found += [finding] if finding else []
    return found


def _says_when(passage: Passage, before: Passage) -> bool:
    """Say whether the new text begins on a day of its own, by its dates or in its words."""
    if passage.effective_from and passage.effective_from != before.effective_from:
        return True
    return any(_dates_itself(passage.text[start:end]) for start, end in sentences(passage.text))


def _dates_itself(sentence: str) -> bool:
    days = [atom.start for atom in atoms.extract(sentence) if atom.kind is AtomKind.DATE]
    return any(match.end() <= days[-1] for match in _FROM_WHEN.finditer(sentence)) if days else False


def _numbers(passage: Passage) -> Counter[tuple[AtomKind, str]]:
    return Counter((atom.kind, atom.value) for atom in atoms.extract(passage.text) if atom.kind in _NUMBERS)


def _finding(placed: Placed, before: Passage) -> Finding | None:
    old, new = _numbers(before), _numbers(placed.passage)
    gone, come = old - new, new - old
    if not gone or not come:  # a number more or less is another sentence, not another value
        return None
    was, now = (", ".join(list(dict.fromkeys(value for _, value in each))[:_MOST_NAMED]) for each in (gone, come))
    at = next(atom.start for atom in atoms.extract(placed.passage.text) if (atom.kind, atom.value) in come)
    message = f"The live version says {was}, this says {now}: for orders from today, or for all? Add effective_from, or say it in the text."
    return Finding(
        check=UNDATED, level=Level.WARNING, file=placed.file, line=placed.line_at(at), message=message,
        passage_id=placed.passage.id,
    )  # fmt: skip
