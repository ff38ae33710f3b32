"""Typed facts in a text, read by one extractor: retrieval, lint, entities and the claim checker share it.

`extract` gives the number-like facts (what a source must state), `wording` the language-like ones (modality,
comparator, condition), `facts_about` each number with what it is about, `expected_kinds` what a question asks for.
Knows nothing of policy or orders. Names are re-exported because callers mean "the atoms", not the file they stand in.
"""

from assist.atoms.extraction import extract
from assist.atoms.facts import Fact, facts_about, same_role
from assist.atoms.kinds import NUMBER_LIKE, Atom, AtomKind
from assist.atoms.questions import expected_kinds
from assist.atoms.support import unsupported, values
from assist.atoms.wording import wording

__all__ = [
    "NUMBER_LIKE",
    "Atom",
    "AtomKind",
    "Fact",
    "expected_kinds",
    "extract",
    "facts_about",
    "same_role",
    "unsupported",
    "values",
    "wording",
]
