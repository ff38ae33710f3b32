"""The three layers of the gate in numbers: violations that are new, attributed flips, generalisation over all cases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evals import statistics
from evals.cases import Case
from evals.comparison import CaseChange
from evals.evaluation import CaseScore, Flips, Generalisation, SliceResult
from evals.gates import Gates
from evals.outcomes import Outcome, Violation
from evals.statistics import Paired


def new_violations(before: Iterable[Violation], after: Iterable[Violation]) -> tuple[list[Violation], list[Violation]]:
    """Return what only the candidate does, and what both do: one place and code, whatever the words."""
    known = {(one.code, one.where) for one in before}
    found = list(dict.fromkeys((one.code, one.where, one.says) for one in after))
    told = [Violation(code=code, where=where, says=says) for code, where, says in found]
    return (
        [one for one in told if (one.code, one.where) not in known],
        [one for one in told if (one.code, one.where) in known],
    )


def flips(changes: Sequence[CaseChange], touched: int, waived: frozenset[str], gates: Gates) -> Flips:
    """Return layer B: what approved cases lost and gained, drift included."""
    counted = [one for one in changes if one.is_approved]
    lost = [one for one in counted if one.is_loss]
    gained = [one for one in counted if one.is_gain]
    held = [one for one in lost if one.case_id not in waived]
    weight = sum(max((gates.weight(part) for part in one.lost), default=0.0) for one in held)
    return Flips(
        touched=touched,
        lost=tuple(one.case_id for one in lost),
        gained=tuple(one.case_id for one in gained),
        waived=tuple(one.case_id for one in lost if one.case_id in waived),
        weight=round(weight, 4),
        budget=gates.loss_budget,
        p_value=round(statistics.mcnemar(len(held), len(gained)), 4),
        power=statistics.power(touched, gates.alpha),
    )


def score(outcome: Outcome) -> float:
    """Return the share of what a case expects that was met; 0 for one that could not be scored."""
    if outcome.said is None or outcome.unscored:
        return 0.0
    asked = outcome.assertions
    return round(sum(one.holds for one in asked) / len(asked), 4) if asked else 1.0


def scores(before: Sequence[Outcome], after: Sequence[Outcome]) -> tuple[CaseScore, ...]:
    """Return every case's score with each of the two."""
    was = {outcome.case_id: score(outcome) for outcome in before}
    return tuple(CaseScore(case_id=one.case_id, before=was.get(one.case_id), after=score(one)) for one in after)


def generalisation(
    cases: Mapping[str, Case], before: Sequence[Outcome], after: Sequence[Outcome], waived: frozenset[str], gates: Gates
) -> Generalisation:
    """Return layer C over the approved cases that nobody waived."""
    pairs = [
        (cases[was.case_id], was, now)
        for was, now in zip(before, after, strict=True)
        if cases[was.case_id].counts and was.case_id not in waived
    ]
    paired = [Paired(float(was.passed), float(now.passed), _cluster(case, was)) for case, was, now in pairs]
    interval = statistics.bootstrap(paired, draws=gates.draws, seed=gates.seed, alpha=gates.alpha)
    return Generalisation(interval=interval, margin=gates.margin, slices=tuple(_slices(pairs, gates)))


def _cluster(case: Case, was: Outcome) -> str:
    """Return what a case stands or falls with: its gold passage, else what the live answer cites, else itself."""
    if case.gold_passages:
        return case.gold_passages[0]
    cited = was.said.cited if was.said else ()
    return cited[0] if cited else case.id


def _slices(pairs: Sequence[tuple[Case, Outcome, Outcome]], gates: Gates) -> Iterator[SliceResult]:
    members: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for case, was, now in pairs:
        for name in slices_of(case):
            members[name].append((was.passed, now.passed))
    raw = {
        name: statistics.mcnemar(_count(rows, True, False), _count(rows, False, True))
        for name, rows in members.items()
        if len(rows) >= gates.slice_least
    }
    adjusted = statistics.holm(raw)
    for name in sorted(members):
        rows = members[name]
        yield SliceResult(
            name=name,
            cases=len(rows),
            before=round(sum(was for was, _ in rows) / len(rows), 4),
            after=round(sum(now for _, now in rows) / len(rows), 4),
            lost=_count(rows, True, False),
            gained=_count(rows, False, True),
            p_value=round(adjusted[name], 4) if name in adjusted else None,
        )


def slices_of(case: Case) -> list[str]:
    """Return the slices a case belongs to: its first intent, its channel, its language, and those it names."""
    first = case.expect.intents[0].name if case.expect.intents else None
    language = (
        case.expect.language
        or case.request.locale
        or next((one for one in case.slices if len(one) == 2 and one.islower()), "en")
    )
    by_itself = [f"intent {first}"] if first else []
    return [
        *by_itself,
        f"channel {case.request.channel}",
        f"language {language}",
        *(f"slice {one}" for one in case.slices),
    ]


def _count(rows: Iterable[tuple[bool, bool]], was: bool, now: bool) -> int:
    return sum(one == (was, now) for one in rows)
