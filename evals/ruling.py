"""From what was found to a verdict: the rules of the gate, each a sentence a person can act on. Measures nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assist.domain.evaluation import Verdict
from evals import statistics
from evals.comparison import CaseChange
from evals.evaluation import Coverage, Flips, Generalisation, Reason, SuiteResult
from evals.gates import Gates
from evals.outcomes import Violation
from evals.scorers.totals import Totals

MOST_NAMED = 5
NOTHING_TO_COMPARE = "nothing_to_compare"
SHIPS = "ships"


@dataclass(frozen=True)
class Found:
    """Everything a verdict rests on."""

    cases: int
    """Approved cases that were run."""
    unscored: Sequence[str]
    violations: Sequence[Violation]
    """New ones: what the live version does as well is not held against a change."""
    suites: Sequence[SuiteResult]
    changes: Sequence[CaseChange]
    """Drift included."""
    waived: frozenset[str]
    coverage: Sequence[Coverage]
    flips: Flips | None
    """None for a first version."""
    generalisation: Generalisation | None
    totals: Totals
    client_id: str


def rule(found: Found, gates: Gates) -> tuple[Verdict, tuple[Reason, ...]]:
    """Return the verdict and its reasons, weightiest first. The first family that has a reason decides."""
    families = (
        (Verdict.ERROR, _errors),
        (Verdict.BLOCK, _blocks),
        (Verdict.INCONCLUSIVE, _doubts),
    )
    told = [(verdict, tuple(reasons(found, gates))) for verdict, reasons in families]
    verdict = next((verdict for verdict, reasons in told if reasons), Verdict.SHIP)
    reasons = [reason for _, some in told for reason in some]
    return verdict, tuple(reasons or _ships(found))


def _errors(found: Found, _: Gates) -> Iterator[Reason]:
    if not found.cases:
        yield Reason(
            code="no_cases",
            says="There is no approved case to judge by.",
            next_step=f"Write cases into knowledge/{found.client_id}/cases/, or propose some: "
            f"assist eval cases propose -c {found.client_id}",
        )
    if found.unscored:
        yield Reason(
            code="unscored",
            says=f"{_count(len(found.unscored), 'case')} could not be scored: {_named(found.unscored)}.",
            next_step="A case that cannot be scored is never a pass: mend it, or what it runs into.",
        )
    for suite in found.suites:
        if suite.unscored:
            yield Reason(
                code=f"{suite.name}_unscored", says=f"The {suite.name} suite could not judge: {suite.unscored}."
            )


def _blocks(found: Found, gates: Gates) -> Iterator[Reason]:
    violations = [*(one for suite in found.suites for one in suite.violations), *found.violations]
    for code in dict.fromkeys(one.code for one in violations):
        of_code = [one for one in violations if one.code == code]
        first = of_code[0]
        more = f" (and {len(of_code) - 1} more)" if len(of_code) > 1 else ""
        yield Reason(
            code=code,
            says=f"{_WORDS.get(code, code)}: {first.where}: {first.says.rstrip('.')}{more}.",
            next_step=_NEXT.get(code, "Mend the page it rests on and build again."),
        )
    critical = [one for one in found.changes if one.is_critical and one.is_loss and one.is_approved]
    if critical:
        yield Reason(
            code="critical_lost",
            says=f"{_count(len(critical), 'critical case')} lost: {_named([one.case_id for one in critical])}.",
            next_step="No gain elsewhere makes up for these.",
        )
    if found.flips is not None:
        yield from _flipped(found, found.flips, gates)
    yield from _general(found.generalisation)
    if found.flips is None:
        yield from _floors(found, gates)


def _flipped(found: Found, flips: Flips, gates: Gates) -> Iterator[Reason]:
    held = [name for name in flips.lost if name not in flips.waived]
    if flips.weight > flips.budget:
        yield Reason(
            code="loss_budget",
            says=f"{_count(len(held), 'case')} got worse: {_named(held)}. They weigh {flips.weight:g}, "
            f"{flips.budget:g} is allowed.",
            next_step="Take the change back, or accept what changed as intended: "
            f"assist eval cases update -c {found.client_id}",
        )
    if flips.p_value <= gates.alpha and held:
        yield Reason(
            code="flips",
            says=f"{len(held)} lost against {len(flips.gained)} gained is more than chance ({statistics.chance(flips.p_value)}).",
        )


def _general(layer: Generalisation | None) -> Iterator[Reason]:
    if layer is None:
        return
    if layer.interval.cases and layer.interval.high < -layer.margin:
        yield Reason(
            code="generalisation",
            says=f"Over all cases the share passed falls by {-layer.interval.mean:.1%}; even the mildest reading "
            f"({-layer.interval.high:.1%}) is beyond the margin of {layer.margin:.1%}.",
        )


def _floors(found: Found, gates: Gates) -> Iterator[Reason]:
    measures = {one.name: one.value for one in found.totals.measures}
    for name, least in gates.floors.items():
        value = measures.get(name)
        if value is not None and value < least:
            yield Reason(code="floor", says=f"{name} is {value:.0%}, a first version needs {least:.0%}.")


def _doubts(found: Found, gates: Gates) -> Iterator[Reason]:
    if found.flips is None and found.cases < gates.first_cases:
        yield Reason(
            code="few_cases",
            says=f"A first version is judged by its cases alone: {gates.first_cases} approved ones are needed, "
            f"{found.cases} are there.",
            next_step=f"assist eval cases propose -c {found.client_id}",
        )
    stale = list(dict.fromkeys(name for one in found.coverage for name in one.stale if name not in found.waived))
    if stale:
        yield Reason(
            code="old_values",
            says=f"{_count(len(stale), 'case')} expect{'s' if len(stale) == 1 else ''} the old value: {_named(stale)}.",
        )
    bare = [one for one in found.coverage if one.needed and one.is_quoted]
    if bare:
        items = "; ".join(f"{one.item} ({one.label}): {one.needed} more" for one in bare[:MOST_NAMED])
        yield Reason(
            code="uncovered",
            says=f"{_count(len(bare), 'change')} that customers are told, and too few approved cases say that it is right: "
            f"{items}{' ...' if len(bare) > MOST_NAMED else ''}.",
            next_step="Read the proposed cases and approve those that are right: "
            f"assist eval cases propose -c {found.client_id}",
        )
    unread = [one.item for one in found.coverage if one.needed and not one.is_quoted]
    if unread:
        yield Reason(
            code="unread",
            says=f"{_count(len(unread), 'change')} of texts that only agents see, and nobody stands behind: "
            f"{_named(unread)}.",
            next_step=f"Read it, then: assist eval cases update -c {found.client_id} --read {unread[0]} --reason ...",
        )


def _ships(found: Found) -> list[Reason]:
    if found.flips is None:
        return [Reason(code=NOTHING_TO_COMPARE, says="Nothing is live yet: there is nothing to compare with.")]
    return [Reason(code=SHIPS, says="Nothing got worse, and every change of meaning has cases that say it is right.")]


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


_WORDS = {
    "unsupported_claim": "A draft says what nothing supports",
    "unkept_promise": "A draft promises what nobody keeps",
    "quote_not_verbatim": "A quote is not what the page says",
    "must_abstain_answered": "Answered where nothing supports an answer",
    "not_in_force": "A passage is cited that does not hold on the day that counts",
    "never_promised": "A draft says what the brand never promises",
    "contradiction": "The pages contradict each other, and did not before",
    "against_numbers": "A page and the rules disagree, and did not before",
    "leak": "Something of another client",
    "injection": "An order to the machine",
}
_NEXT = {
    "contradiction": "Decide which one holds and change the other: assist kb check shows both.",
    "against_numbers": "Change the page or workflows.yaml: assist kb check shows both.",
    "leak": "Take out what belongs to another brand.",
    "injection": "Take the sentence out: pages speak to customers and agents.",
}
