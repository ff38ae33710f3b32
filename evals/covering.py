"""Which changes the cases look after: who is told something else, and which approved cases say that it is right."""

import re
from collections.abc import Mapping, Sequence

from assist import atoms
from assist.atoms import AtomKind
from evals.cases import Case
from evals.changes import Differences, Item, ItemKind
from evals.comparison import CaseChange
from evals.evaluation import Coverage, Probe
from evals.gates import Gates
from evals.meaning import Kind

_ADDED = re.compile(r"\+ (\d+) =")
"""How the reason of a case counts days: `20 Oct + 30 = 19 Nov`."""


def coverage(
    differences: Differences,
    changes: Sequence[CaseChange],
    touched: Mapping[str, tuple[str, ...]],
    cases: Mapping[str, Case],
    probes: Sequence[Probe],
    gates: Gates,
    read: frozenset[str] = frozenset(),
) -> list[Coverage]:
    """Return how well each changed item is looked after, in the order of the items.

    What no draft quotes no case can look after: of these, those that somebody `read` and stands behind need none.
    """
    found = [_of(item, changes, touched, cases, probes, gates) for item in differences.items]
    signed = {item.id for item in differences.items if not item.is_quoted} & read
    return [one.model_copy(update={"needed": 0}) if one.item in signed else one for one in found]


def _of(
    item: Item,
    changes: Sequence[CaseChange],
    touched: Mapping[str, tuple[str, ...]],
    cases: Mapping[str, Case],
    probes: Sequence[Probe],
    gates: Gates,
) -> Coverage:
    alters = _alters(item, changes, probes)
    # What passes with both tells nothing: only a case that the old knowledge fails says that the new one is right.
    telling = tuple(one.case_id for one in changes if one.is_approved and one.is_gain and item.id in one.touched)
    return Coverage(
        item=item.id,
        label=item.label,
        alters=alters,
        touched=sum(item.id in items and cases[name].counts for name, items in touched.items()),
        telling=telling,
        needed=max(gates.least_cases - len(telling), 0) if alters else 0,
        is_quoted=item.is_quoted,
        stale=tuple(name for name, items in touched.items() if item.id in items and _is_stale(cases[name], item)),
    )


def _is_stale(case: Case, item: Item) -> bool:
    """Say whether an approved case speaks of a value that changed, in its reason or in what must be said."""
    values = {(one.kind, one.before) for one in item.facts if one.before and one.after}
    if not values or not case.counts:
        return False
    words = " ".join((case.why, *(pattern for group in case.expect.must_say for pattern in group)))
    stated = {(atom.kind.value, atom.value) for atom in atoms.extract(words)}
    stated |= {(AtomKind.DURATION.value, f"{days} day") for days in _ADDED.findall(case.why)}
    new = {(one.kind, one.after) for one in item.facts}
    return bool(values & stated) and not new & stated


def _alters(item: Item, changes: Sequence[CaseChange], probes: Sequence[Probe]) -> bool:
    """Say whether anybody is told something else because of an item.

    Whatever a page states is shown to whoever asks for it, agents included, so a statement that means something else
    alters an answer by itself. A new passage answers its own question anew and nobody's otherwise: it alters an answer
    when a question that others answered before is answered otherwise. A setting does when an answer differs.
    """
    if not item.is_meant:
        return False
    moved = any(item.id in one.causes and one.changed for one in changes)
    if item.kind is not ItemKind.PASSAGE:
        return moved
    if item.change is not Kind.ADDED:
        return True
    return moved or item.speaks_of is not None or any(one.is_foreign and item.id in one.causes for one in probes)
