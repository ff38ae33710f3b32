"""Whether a clause brings in what no source speaks of: the words of a promise, a chore or a tale made up beside the matter.

A sentence may join a true clause with a foreign one, so each clause is judged by itself. For a model's sentences.
"""

from assist.drafting.checking import commitments, lexis
from assist.drafting.checking.evidence import Evidence
from assist.drafting.checking.statements import Clause, Statement

FEW = 2
"""Names of a clause that no source holds and that are too many together, where they make up a share of it."""
SHARE = 0.3
MOST = 3
"""So many are too many in any clause."""
ALONE = 0.33
"""Share of a clause one unknown name is too many from: "You get compensation" needs no second."""
_REPLY = frozenset(found[0] for line in (
    "mean say tell see find know note sure right happen matter case far soon later best possibl arrang set plan continu remain stay still",
    "yes sir able share explain describe mention detail go come bit part thing way place side end start moment hand touch line answer ask normal usual current latest recent record regist",
    "decir ver saber poder deber querer caso momento parte forma manera lado final aún todavía ya ahora mismo quedar seguir tener hacer poner dar pasar llegar",
) for word in line.split() if (found := lexis.name_of(word)) is not None)  # fmt: skip
"""Words any reply is made of."""


def fault(claim: Statement, evidence: Evidence, ours: frozenset[str]) -> str | None:
    """Return what is foreign in the claim, None when nothing is. `ours` are the names of what may be said or asked."""
    if any(_is_foreign(clause, evidence.names | ours) for clause in claim.clauses):
        return "part of it stands in no source"
    return None


def _is_foreign(clause: Clause, known: frozenset[str]) -> bool:
    unknown = strangers(clause.names, known)
    count, size = len(unknown), len(clause.names)
    return (
        count >= MOST or (count >= FEW and count >= SHARE * size) or (count == 1 and size > 1 and count >= ALONE * size)
    )


def strangers(names: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """Return the names that neither a source nor plain politeness holds."""
    plain = commitments.POLITE | lexis.LIGHT | _REPLY
    return names - known - plain
