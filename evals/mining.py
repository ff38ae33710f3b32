"""Cases from real traffic: what was suggested, what a person made of it, the people in it exchanged for invented ones.

Proposed, never trusted: a mined case decides nothing before a person approves it. Reads no database and writes no file.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from assist.domain.base import ClientId
from assist.domain.enums import EntityType
from assist.domain.handled import Handled
from evals import evidence
from evals.cases import Case, Source
from evals.disguise import Disguise
from evals.evidence import Evidence, LeftOut, Standing
from evals.likeness import is_like_any, words_of
from evals.outcomes import Outcome

KNOWN = "proposed or approved already"
ALIKE = "like another case"
PERSONAL = "something personal was left in it"
CRASHED = "does not run"
BEYOND = "beyond the limit"
MOST_READ = 5_000
"""Requests that are looked at, the newest; a case is made of one in some hundreds."""
DRAWS = 5
_ORDER = list(Standing)


@dataclass(frozen=True)
class MinedCase:
    """A proposed case and what it was made of."""

    case: Case
    standing: Standing
    subject_id: str
    """The suggestion or triage: kept out of the case, which outlives them."""


@dataclass
class Mined:
    """The proposed cases, best evidence first, and how often something was left out, and why."""

    cases: list[MinedCase] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def mine(
    client_id: ClientId,
    handled: Sequence[Handled],
    known: Sequence[Case],
    replay: Callable[[Case], Outcome],
    *,
    limit: int,
) -> Mined:
    """Return up to `limit` cases; `replay` asks a case of the version that is live.

    A draft that was right and comes out differently now is proposed all the same, for a person to look at.
    """
    found = Mined()
    ids = {case.id for case in known}
    there = [(case, words_of(case)) for case in known]
    candidates = [one for each in handled if (one := _candidate(client_id, each, found)) is not None]
    for made in sorted(candidates, key=lambda one: _ORDER.index(one.standing)):  # stable: newest first within each
        if made.case.id in ids:
            found.left_out[KNOWN] += 1
        elif is_like_any(made.case, there):
            found.left_out[ALIKE] += 1
        elif len(found.cases) >= limit:
            found.left_out[BEYOND] += 1
        elif (case := _replayed(made, replay)) is None:
            found.left_out[CRASHED] += 1
        else:
            there.append((case, words_of(case)))
            found.cases.append(MinedCase(case, made.standing, made.handled.subject_id))
    return found


@dataclass(frozen=True)
class _Candidate:
    """A case that may be proposed, with what it was made of."""

    client_id: ClientId
    handled: Handled
    standing: Standing
    case: Case

    def drawn_again(self, draw: int) -> Case:
        """Return it with other invented people and numbers."""
        made = _made(self.client_id, self.handled, draw)
        return made.case if isinstance(made, _Candidate) else self.case


def _replayed(made: _Candidate, replay: Callable[[Case], Outcome]) -> Case | None:
    """Return the case as it answers like the request it stands for, else with what differs; None when it does not run.

    A few digits more or less may tip an encoder: other invented ones are tried before that is held against the case.
    """
    first = replay(made.case)
    if first.said is None:
        return None
    if first.passed or made.case.look is not None or made.standing is Standing.RETAGGED:
        return made.case
    again = (made.drawn_again(draw) for draw in range(1, DRAWS))
    same = next((case for case in again if replay(case).passed), None)
    if same is not None:
        return same
    parts = ", ".join(first.failing)
    return made.case.model_copy(update={"look": f"it was right then, and the live version differs now: {parts}"})


def _candidate(client_id: ClientId, handled: Handled, found: Mined) -> _Candidate | None:
    made = _made(client_id, handled, 0)
    if isinstance(made, _Candidate):
        return made
    found.left_out[made] += 1
    return None


def _made(client_id: ClientId, handled: Handled, draw: int) -> _Candidate | str:
    """Return a case in disguise, or why there is none."""
    mark = hashlib.sha256(handled.subject_id.encode()).hexdigest()[:10]
    entities = handled.triage.entities
    disguise = Disguise(
        f"{mark}/{draw}",
        handled.request,
        numbers=[one.value for one in entities if one.type is EntityType.ORDER_NUMBER],
        parcels=[one.value for one in entities if one.type is EntityType.TRACKING_NUMBER],
    )
    learnt = evidence.of(handled, disguise)
    if isinstance(learnt, LeftOut):
        return learnt.value
    try:
        case = _case(client_id, f"m-{mark}", handled, learnt, disguise)
    except ValidationError:  # in disguise a text at its limit may be longer than it
        return CRASHED
    if disguise.tells(case.model_dump_json(by_alias=True, exclude_unset=True)):
        return PERSONAL
    return _Candidate(client_id, handled, learnt.standing, case)


def _case(client_id: ClientId, name: str, handled: Handled, learnt: Evidence, disguise: Disguise) -> Case:
    request = disguise.request(client_id, f"case-{name}").model_copy(update={"now": handled.at})
    cited = [one[0] for one in learnt.expect.passages.cited]
    return Case(
        id=name,
        slices=("mined", *(("disputed",) if learnt.standing is Standing.DISPUTED else ())),
        source=Source.MINED,
        **({"look": learnt.look} if learnt.look else {}),
        **({"gold_passages": tuple(cited)} if cited else {}),
        why=learnt.why,
        request=request,
        expect=learnt.expect,
    )
