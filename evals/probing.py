"""Questions nobody wrote, asked of both versions: what the changed pages themselves ask and state.

They show what an answer becomes where no case looks, and whether a new page changes answers that others gave before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from assist import pipeline
from assist.domain.conversation import Message
from assist.domain.enums import Channel, PageKind
from assist.domain.knowledge import Passage
from assist.domain.suggestion import SuggestRequest
from assist.retrieval.bundle import Bundle, heading_text
from evals import comparison
from evals.cases import Case
from evals.changes import Differences
from evals.evaluation import Probe
from evals.expectations import Expectation
from evals.meaning import Kind
from evals.tasks import Side, State, evidence, said
from evals.touching import causes

MOST_PROBES = 60
"""Asked of both; two seconds on one core. What a change of a whole folder moves is told by its cases."""
MOST_STATEMENTS = 3
"""Of one passage, asked as they stand."""
NEIGHBOURS = 4
"""Passages of the live version nearest to a new one: their questions are where it could get in the way."""


@dataclass(frozen=True)
class Asked:
    """A probe before it is asked: the question, and whose it is."""

    question: str
    passage: Passage
    foreign: bool = False
    """Whether it is the question of a passage that did not change."""


def probes(live: State, candidate: State, differences: Differences, now: datetime) -> list[Probe]:
    """Return the questions the change itself raises whose answer differs, in the order of the pages."""
    found = []
    for asked in list(questions(live.bundle, candidate.bundle, differences))[:MOST_PROBES]:
        probe = _asked(live.side, candidate.side, asked, differences, now)
        if probe.changed:
            found.append(probe)
    return found


def questions(before: Bundle, after: Bundle, differences: Differences) -> Iterator[Asked]:
    """Yield the headings and statements of what changed, and the headings of what lies near to what is new."""
    old = {str(passage.id): passage for passage in before.passages}
    new = {str(passage.id): passage for passage in after.passages}
    for name, item in differences.passages.items():
        passage = old.get(name) or new.get(name)
        if passage is None or passage.kind is PageKind.MACROS:
            continue
        yield Asked(heading_text(passage), passage)
        for change in item.statements[:MOST_STATEMENTS]:
            if item.change is not Kind.ADDED:
                yield Asked(change.before or change.after or "", passage)
    for name, item in differences.passages.items():
        if item.change is Kind.ADDED and item.is_meant:
            yield from _near(new[name], before, after, set(differences.passages))


def _near(passage: Passage, before: Bundle, after: Bundle, changed: set[str]) -> Iterator[Asked]:
    """Yield the headings of the live passages that lie nearest to a new one."""
    rows = {each.id: at for at, each in enumerate(after.passages)}
    vector = after.index.rows()[rows[passage.id] : rows[passage.id] + 1]
    scores = np.asarray(before.index.scores(vector)[0][: len(before.passages)])
    alike = [
        before.passages[at]
        for at in np.argsort(-scores, kind="stable")
        if before.passages[at].id not in changed
        and before.passages[at].locale == passage.locale
        and before.passages[at].kind is not PageKind.MACROS
    ]
    for near in alike[:NEIGHBOURS]:
        yield Asked(heading_text(near), near, foreign=True)


def _asked(live: Side, candidate: Side, asked: Asked, differences: Differences, now: datetime) -> Probe:
    request = SuggestRequest(
        channel=Channel.EMAIL,
        locale=asked.passage.locale,
        now=now,
        messages=(Message(id="m1", sent_at=now, text=asked.question),),
    )
    case = Case(id="probe", why="asked by the change itself", request=request, expect=Expectation())
    suggestions = [pipeline.suggest(side.version, request, side.context(case)) for side in (live, candidate)]
    was, now_said = (said(one) for one in suggestions)
    seen = {name for one in suggestions for name in evidence(one)}
    touching = [name for name in differences.passages if name in seen] + [one.id for one in differences.settings]
    behind = causes(touching, was, now_said, differences)
    changed = tuple(one for one in comparison.difference(was, now_said) if one in comparison.KEPT)
    return Probe(
        question=asked.question,
        passage_id=asked.passage.id,
        is_foreign=asked.foreign,
        changed=changed,
        causes=tuple(item.id for item in behind),
        before=was,
        after=now_said,
    )
