"""What a person should know before a client's examples go live: how they do, where they collide, what to mend."""

from collections.abc import Sequence

import numpy as np

from assist.domain.base import Frozen
from assist.domain.client import IntentSettings
from assist.triage import left_out as judging
from assist.triage.examples import Example
from assist.triage.judged import Judged
from assist.triage.learning import Learning, Method
from assist.triage.left_out import LeftOut
from assist.triage.ridge import Rows

WORST = 10
TWINS = 0.97
"""Cosine from which two examples of one intent say the same."""
CONTRADICTION = 0.95
"""Cosine from which two examples of different intents are worth a look."""
CLAIMED = 0.6
"""Share of an intent's examples one shared intent claims before it is proposed to stand for it."""
CURVE = (0.99, 0.98, 0.95, 0.9, 0.85, 0.8)


class LearntIntent(Frozen):
    """One intent of the client."""

    name: str
    examples: int
    recognised: float
    """Share of its examples recognised, each judged without itself."""
    stands_for: str | None = None
    """The shared intent `client.yaml` maps it to."""
    claimed_by: str | None = None
    """The shared intent that claims most of its examples."""


class Confusion(Frozen):
    meant: str
    taken_for: str
    count: int
    of: int


class Pair(Frozen):
    """Two examples by place, and how near they are."""

    first: str
    second: str
    first_intents: tuple[str, ...]
    second_intents: tuple[str, ...]
    cosine: float


class ScopePoint(Frozen):
    """What a stricter or laxer threshold would do."""

    kept: float
    rejected: float | None
    threshold: float


class Figures(Frozen):
    """Everything measured on left-out examples."""

    accuracy: float
    accuracy_misspelt: float
    micro_f1: float | None = None
    in_scope_kept: float
    in_scope_kept_misspelt: float
    kept_and_right: float
    out_of_scope_rejected: float | None
    unknown_intent_rejected: float
    """Messages of an intent that was left out as a whole: the nearest kind of stranger."""
    calibration_error: float


class LearningReport(Frozen):
    """The report of `assist intents learn`."""

    client_id: str
    examples: int
    out_of_scope: int
    intents: tuple[LearntIntent, ...]
    beside_shared: bool
    several: bool
    method: Method
    tried: tuple[tuple[Method, float], ...]
    scope_threshold: float
    sure_threshold: float
    second_threshold: float
    figures: Figures
    curve: tuple[ScopePoint, ...]
    confusions: tuple[Confusion, ...]
    near_duplicates: int
    duplicates: tuple[Pair, ...]
    contradictions: tuple[Pair, ...]
    proposed_map: dict[str, str]


def report(
    client_id: str, learning: Learning, examples: Sequence[Example], shared: Judged, settings: IntentSettings
) -> LearningReport:
    """Return the report; `shared` is what the shared heads think of the examples, in the order of the learning's rows."""
    found, meta = learning.found, learning.learned.meta
    own = [example for example in examples if example.intents]
    claimed = _claimed(found, shared)
    near, contradicting, count = _pairs(found, own)
    return LearningReport(
        client_id=client_id,
        examples=len(own),
        out_of_scope=len(examples) - len(own),
        intents=_intents(found, settings, claimed),
        beside_shared=bool(meta.shared),
        several=meta.calibration.several,
        method=learning.method,
        tried=learning.tried,
        scope_threshold=round(meta.scope, 3),
        sure_threshold=round(meta.sure, 3),
        second_threshold=round(meta.second, 3),
        figures=_figures(learning),
        curve=_curve(found),
        confusions=_confusions(found),
        near_duplicates=count,
        duplicates=near,
        contradictions=contradicting,
        proposed_map={name: to for name, to in claimed.items() if name not in settings.map and name != to},
    )


def _figures(learning: Learning) -> Figures:
    found, meta = learning.found, learning.learned.meta
    at, copies = found.rows.examples, found.rows.copies
    kept = found.scope >= meta.scope
    outside = _outside(found)
    several = meta.calibration.several
    top = found.own.max(axis=1)
    single = found.rows.single if not several else at
    return Figures(
        accuracy=_share(found.right(at)),
        accuracy_misspelt=_share(found.right(copies)),
        micro_f1=round(judging.micro_f1(found.own[at], found.rows.members[at], meta.second), 4) if several else None,
        in_scope_kept=_share(kept[at]),
        in_scope_kept_misspelt=_share(kept[copies]),
        kept_and_right=_share(kept[at] & found.right(at)),
        out_of_scope_rejected=_share(~kept[outside]) if len(outside) else None,
        unknown_intent_rejected=_share(judging.unknown_scope(learning.found) < meta.scope),
        calibration_error=round(judging.calibration_error(top[single], found.right(single)), 4),
    )


def _outside(found: LeftOut) -> Rows:
    """Return the messages marked out of scope; where the client marked none, the shared ones."""
    if len(found.rows.nulls):
        return found.rows.nulls
    return found.rows.background[[not name for name in found.rows.shared]]


def _share(hits: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> float:
    return round(float(hits.mean()), 4) if len(hits) else 1.0


def _curve(found: LeftOut) -> tuple[ScopePoint, ...]:
    own, outside = found.scope[found.rows.examples], found.scope[_outside(found)]
    points = []
    for kept in CURVE:
        least = float(np.quantile(own, 1 - kept))
        rejected = _share(outside < least) if len(outside) else None
        points.append(ScopePoint(kept=kept, rejected=rejected, threshold=round(least, 3)))
    return tuple(points)


def _intents(found: LeftOut, settings: IntentSettings, claimed: dict[str, str]) -> tuple[LearntIntent, ...]:
    at = found.rows.examples
    right = found.right(at)
    intents = []
    for column, name in enumerate(found.rows.names):
        mine = found.rows.members[at, column]
        intents.append(
            LearntIntent(
                name=name,
                examples=int(mine.sum()),
                recognised=_share(right[mine]),
                stands_for=settings.map.get(name),
                claimed_by=claimed.get(name),
            )
        )
    return tuple(intents)


def _claimed(found: LeftOut, shared: Judged) -> dict[str, str]:
    """Return own intents most of whose examples one shared intent claims, and is sure of each."""
    top = shared.probabilities.argmax(axis=1)
    is_sure = shared.in_scope & (shared.probabilities.max(axis=1) >= shared.sure)
    claimed = {}
    for column, name in enumerate(found.rows.names):
        mine = np.flatnonzero(found.rows.members[found.rows.examples, column])
        counts = np.bincount(top[mine][is_sure[mine]], minlength=len(shared.names))
        if counts.max() >= CLAIMED * len(mine):
            claimed[name] = shared.names[int(counts.argmax())]
    return claimed


def _confusions(found: LeftOut) -> tuple[Confusion, ...]:
    """Return which intents are taken for which, the most frequent first."""
    at, names = found.rows.single, (*found.rows.names, *judging.shared_columns(found.rows))
    meant, top = found.rows.members[at].argmax(axis=1), found.scores[at].argmax(axis=1)
    wrong = meant != top
    pairs, counts = np.unique(np.stack([meant[wrong], top[wrong]], axis=1), axis=0, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:WORST]
    return tuple(
        Confusion(
            meant=names[pairs[n][0]],
            taken_for=names[pairs[n][1]],
            count=int(counts[n]),
            of=int((meant == pairs[n][0]).sum()),
        )
        for n in order
    )


def _pairs(found: LeftOut, own: Sequence[Example]) -> tuple[tuple[Pair, ...], tuple[Pair, ...], int]:
    """Return the nearest examples of one intent, the nearest of different ones, and how many of the first there are."""
    vectors = found.rows.vectors[found.rows.examples]
    twins: list[Pair] = []
    contradicting: list[Pair] = []
    for first in range(len(own)):
        cosines = vectors[first + 1 :] @ vectors[first]
        for offset in np.flatnonzero(cosines >= CONTRADICTION):
            one, other = own[first], own[first + 1 + int(offset)]
            pair = Pair(
                first=one.place, second=other.place, first_intents=one.intents, second_intents=other.intents,
                cosine=round(float(cosines[offset]), 3),
            )  # fmt: skip
            if not set(one.intents) & set(other.intents):
                contradicting.append(pair)
            elif pair.cosine >= TWINS:
                twins.append(pair)
    nearest = sorted(twins, key=lambda pair: -pair.cosine)[:WORST]
    return tuple(nearest), tuple(sorted(contradicting, key=lambda pair: -pair.cosine)[:WORST]), len(twins)
