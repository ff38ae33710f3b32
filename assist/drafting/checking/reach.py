"""Whether a claim goes further than its sources: free, always, never, guaranteed, at once."""

import re
from collections.abc import Sequence

from assist.atoms import AtomKind
from assist.drafting.checking import lexis
from assist.drafting.checking.evidence import Evidence, Known, SourceKind
from assist.drafting.checking.statements import Statement

SAYS_SO = 0.6
"""Share of what the claim calls free, the customer's own items left out, that one statement must call free too."""

_FREE_OF = re.compile(r"\w-free\b|\bfree of (?!charge)", re.I)
_STRONG_FORMS = frozenset({"free", "always", "never"})
_STRONG = (
    frozenset({"guarantee", "guaranteed", "guarantees", "warranty", "garantía", "garantizado", "garantizamos"}),
    frozenset({"unlimited", "ilimitado", "ilimitada"}),
    frozenset({"instantly", "immediately", "inmediatamente"}),
    frozenset({"forever", "lifetime", "life"}),
    frozenset({"anytime", "any"}),
    frozenset({"gratis", "free", "gratuito", "gratuita", "gratuitamente", "coste"}),
)
"""Words that bind hard, each with the others that say the same."""
_EVERY_TIME = frozenset({"only", "every", "each", "all", "solo", "sólo", "cada", "todos", "todas"})
"""Words of a rule that holds every time, whether or not it says "always"."""


def fault(claim: Statement, told: Sequence[Known], evidence: Evidence) -> str | None:
    """Return that the claim goes further than its sources, None when it does not. `told` is what stands nearest."""
    ids = {one.source.id for one in told}
    told = [known for known in evidence.known if known.source.id in ids]
    forms = frozenset(form for one in told for form in one.statement.modality)
    said = frozenset(word for one in told for word in one.statement.raw)
    if any(not _is_said(form, claim, told, said, evidence) for form in _STRONG_FORMS & claim.modality - forms):
        return "its sources do not go that far"
    if _TIMES.search(claim.text) and not any(_TIMES.search(one.statement.text) for one in told):
        return "its sources do not go that far"
    unsaid = (word for words in _STRONG if not words & said for word in words & claim.raw & _BINDING)
    return "its sources do not go that far" if next(unsaid, None) else None


_TIMES = re.compile(
    r"\b(?:twice|double|triple|thrice|(?:\d+|two|three|four|five|ten) times|el doble|el triple|dos veces|tres veces) (?:what|the|as|lo|el|la)\b",
    re.I,
)
"""A multiple of something: "twice what you paid"."""
_ADVISES = re.compile(r"(?:^|[,;:.] |\band |\bbut )\W*(?:never|nunca) (?!again\b)[a-zñ]+", re.I)
"""Advice to the customer, "never iron it": it binds nobody."""
_BINDING = frozenset(
    [
        "guarantee",
        "guaranteed",
        "guarantees",
        "garantizado",
        "unlimited",
        "instantly",
        "immediately",
        "forever",
        "anytime",
        "gratis",
    ]
)
"""The words that are too strong without a source; the others only stand for them."""


def _is_said(form: str, claim: Statement, told: Sequence[Known], said: frozenset[str], evidence: Evidence) -> bool:
    if form == "always":
        return bool(_EVERY_TIME & said)
    if form == "never":
        return bool(_ADVISES.search(claim.text)) or any(
            clause.denied for one in told for clause in one.statement.clauses
        )
    return (
        bool(_FREE_OF.search(claim.text))
        or any(_costs_nothing(one.statement) for one in told)
        or any(_costs_nothing(one.statement) for one in evidence.known if one.source.kind is SourceKind.DECISION)
        or _is_called_free(claim, evidence)
    )


def _is_called_free(claim: Statement, evidence: Evidence) -> bool:
    """Say whether for each clause with "free" some statement calls the same free, however far the rest is."""
    own = frozenset(
        name for known in evidence.known if known.source.kind is SourceKind.FACT for name in known.statement.names
    )
    called = [known for known in evidence.known if "free" in known.statement.modality]
    for clause in claim.clauses:
        if _FREE not in clause.names:
            continue
        what = clause.names - own - lexis.LIGHT - {_FREE}
        if not what or not any(len(what & known.names) >= SAYS_SO * len(what) for known in called):
            return False
    return True


_FREE = "fre"
"""The comparable name of what is free."""


def _costs_nothing(statement: Statement) -> bool:
    amounts = [fact.amount for fact in statement.facts if fact.atom.kind is AtomKind.MONEY]
    return "nothing" in statement.raw or "nada" in statement.raw or any(amount.split()[0] == "0" for amount in amounts)
