"""What every report says in the same words: the verdict, the next step, one changed case, one measure."""

import difflib
import re
from collections.abc import Iterator

from assist.domain.evaluation import Verdict
from evals import statistics
from evals.comparison import CaseChange
from evals.evaluation import Coverage, Evaluation, Flips, Scope, SuiteResult
from evals.outcomes import Said
from evals.scorers.totals import Totals

MEANS = {
    Verdict.SHIP: "may go live",
    Verdict.BLOCK: "must not go live",
    Verdict.INCONCLUSIVE: "nobody can say yet",
    Verdict.ERROR: "could not be judged",
}
SCOPES = {
    Scope.FULL: "every case was asked of both",
    Scope.TOUCHED: "nothing changed its meaning: invariants, and the cases the change touches",
    Scope.FIRST: "first version: invariants and absolute floors, nothing to compare with",
}

NOTHING_TO_ASK = {"leak": "no other client lies in this folder"}
"""Why a suite may have made no probe."""
ISLAND = 2
"""So few words alike between two differences belong to them: of `jueves 19 de noviembre` all is replaced."""
_WORDS = re.compile(r"\n+|[^ \n]+")
_AROUND_BREAKS = re.compile(r" ?(\n+) ?")


def title(found: Evaluation) -> str:
    """Return the verdict in one line."""
    against = f" against {found.against}" if found.against else ""
    return f"{found.verdict}: {found.key.version_id}{against} of {found.brand} {MEANS[found.verdict]}"


def next_step(found: Evaluation) -> str:
    """Return what to do now."""
    given = next((reason.next_step for reason in found.reasons if reason.next_step), "")
    if given or found.verdict is not Verdict.SHIP:
        return given
    return f"assist kb publish -c {found.client_id} --version {found.key.version_id}"


def worse(change: CaseChange) -> str:
    """Return in one line what became of a case that was lost."""
    critical = "critical, " if change.is_critical else ""
    return f"{change.case_id} ({critical}{', '.join(change.lost)}): {change.why[0] if change.why else 'is worse'}"


def uncovered(one: Coverage) -> str:
    """Return in one line what no case looks after."""
    return f"{one.item}: {one.label}; {one.needed} more case(s) needed, {one.touched} touched"


def said(one: Said | None) -> str:
    """Return the words of an answer, or what was given instead."""
    if one is None:
        return "(crashed)"
    return one.text or f"({one.reply_kind}{': ' + one.reason if one.reason else ''})"


def marked(before: Said | None, after: Said | None) -> Iterator[tuple[str, str]]:
    """Yield stretches of both answers, each `same`, `gone` or `new`: what a side-by-side view marks.

    A line break counts as a word: it stays what it is beside a word that differs. A word or two alike between
    others that differ are no island worth showing.
    """
    old, new = (_WORDS.findall(said(one)) for one in (before, after))
    for same, a, b, c, d in _runs(old, new):
        if same:
            yield "same", _joined(old[a:b])
            continue
        if b > a:
            yield "gone", _joined(old[a:b])
        if d > c:
            yield "new", _joined(new[c:d])


Run = tuple[bool, int, int, int, int]
"""Whether it is the same in both, and where it lies in either."""


def _runs(old: list[str], new: list[str]) -> list[Run]:
    opcodes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    runs: list[Run] = []
    for at, (tag, a, b, c, d) in enumerate(opcodes):
        is_island = 0 < at < len(opcodes) - 1 and b - a <= ISLAND and "\n" not in "".join(old[a:b])
        same = tag == "equal" and not is_island
        if runs and runs[-1][0] == same:
            _, first, _, start, _ = runs.pop()
            runs.append((same, first, b, start, d))
        else:
            runs.append((same, a, b, c, d))
    return runs


def _joined(tokens: list[str]) -> str:
    return _AROUND_BREAKS.sub(r"\1", " ".join(tokens))


def measures(found: Evaluation) -> list[tuple[str, str, str, int]]:
    """Return every measure before and after, and over how many cases."""
    was = _by_name(found.before)
    rows = []
    for one in found.after.measures:
        before = was.get(one.name)
        rows.append((one.name, "-" if before is None else f"{before:.3f}", f"{one.value:.3f}", one.cases))
    return rows


def flips(one: Flips) -> str:
    """Return layer B in one sentence."""
    waived = f", {len(one.waived)} waived" if one.waived else ""
    return (
        f"{one.touched} touched cases: {len(one.lost)} lost, {len(one.gained)} gained{waived}; "
        f"weight {one.weight:g} of {one.budget:g} allowed; exact McNemar {statistics.chance(one.p_value)}."
    )


def adjusted(value: float | None) -> str:
    """Return the adjusted probability of a slice in a cell."""
    return "too few" if value is None else statistics.chance(value).removeprefix("p = ").removeprefix("p ")


def suite(one: SuiteResult) -> str:
    """Return what a suite found, and that it asked nothing where there was nothing to ask."""
    if one.unscored:
        return f"{one.name} suite, {one.probes} probes: {one.unscored}."
    found = f"{len(one.violations)} violation(s)" if one.violations else "nothing found"
    if not one.probes:
        return f"{one.name} suite: nothing to ask ({NOTHING_TO_ASK.get(one.name, 'no probes')}); {found}."
    return f"{one.name} suite, {one.probes} probes: {found}."


def _by_name(totals: Totals | None) -> dict[str, float]:
    return {one.name: one.value for one in totals.measures} if totals else {}
