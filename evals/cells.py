"""What a client's cases cover, counted as cells: workflow x outcome x rule x channel, and how the messages are written.

Counts what cases expect; knows nothing of what is answered.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from assist.domain.base import Frozen
from assist.domain.enums import Outcome, Role
from evals.cases import Case

PAGES = "pages"
"""The workflow of what no workflow decides: answered from the pages, or not at all."""
SEVERAL = "several"
"""The rule of a case with several decisions: its slices do not say which rule belongs to which."""
NO_RULE = "-"
HOSTILE = frozenset({"hostile", "lie"})
_RULE = re.compile(r"[A-Z]\d{1,3}")
_DIGITS = re.compile(r"\d{3,}")

WorkflowOf = Callable[[str], str | None]
"""The workflow that decides an intent, None when the pages answer it."""


class Cell(Frozen):
    """One kind of thing that is looked after."""

    workflow: str
    outcome: str
    rule: str
    channel: str


class Shape(Frozen):
    """How the messages are written; lengths in words of what the customer wrote last, photos without a word left out."""

    no_order_number: int
    no_question: int
    several_intents: int
    shortest: int
    longest: int


class Covered(Frozen):
    """The cells of some cases, each with its cases, and what to know of the cases as a whole."""

    cases: int
    cells: tuple[tuple[Cell, tuple[str, ...]], ...]
    granted_alone: tuple[str, ...]
    """Cases that grant something and have no twin in which it is not granted."""
    unanswerable: tuple[str, ...]
    hostile: tuple[str, ...]
    shape: Shape


def covered(cases: Sequence[Case], workflow_of: WorkflowOf) -> Covered:
    """Return what the cases that count cover; cells in order of their names."""
    counting = [case for case in cases if case.counts]
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for case in counting:
        for cell in cells_of(case, workflow_of):
            found.setdefault((cell.workflow, cell.outcome, cell.rule, cell.channel), []).append(case.id)
    return Covered(
        cases=len(counting),
        cells=tuple((_cell(key), tuple(ids)) for key, ids in sorted(found.items())),
        granted_alone=granted_alone(counting),
        unanswerable=tuple(case.id for case in counting if _is_unanswerable(case)),
        hostile=tuple(case.id for case in counting if HOSTILE & set(case.slices)),
        shape=_shape(counting),
    )


def cells_of(case: Case, workflow_of: WorkflowOf) -> list[Cell]:
    """Return the cells a case stands in, each once."""
    rules = [name for name in case.slices if _RULE.fullmatch(name)] or [NO_RULE]
    decided = list(_decided(case, workflow_of))
    if len(decided) > 1:
        rules = [SEVERAL]
    pairs = decided or [_undecided(case, workflow_of)]
    channel = case.request.channel.value
    return list(dict.fromkeys(_cell((*pair, rule, channel)) for pair in pairs for rule in rules))


def uncovered(found: Covered, workflows: Iterable[str], channels: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of workflow and channel in which no case stands, in the order given."""
    seen = {(cell.workflow, cell.channel) for cell, _ in found.cells}
    along = list(channels)
    return [(workflow, channel) for workflow in workflows for channel in along if (workflow, channel) not in seen]


def granted_alone(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the cases that grant something while all of their family expect the same outcomes."""
    known = list(cases)
    outcomes: dict[str, set[tuple[tuple[Outcome, ...], ...]]] = {}
    for case in known:
        outcomes.setdefault(_family(case), set()).add(_outcomes(case))
    return tuple(case.id for case in known if _grants(case) and len(outcomes[_family(case)]) < 2)


def last_words(case: Case) -> str:
    """Return what the customer wrote last."""
    said = [message.text for message in case.request.messages if message.role is Role.CUSTOMER]
    return said[-1] if said else ""


def _cell(key: tuple[str, str, str, str]) -> Cell:
    workflow, outcome, rule, channel = key
    return Cell(workflow=workflow, outcome=outcome, rule=rule, channel=channel)


def _decided(case: Case, workflow_of: WorkflowOf) -> Iterator[tuple[str, str]]:
    """Yield workflow and outcome of each expected decision; of several that would be right, the first."""
    for one in case.expect.decisions or ():
        named = one.workflow[0] if one.workflow else workflow_of(one.intent[0])
        yield named or PAGES, one.outcome[0].value


def _undecided(case: Case, workflow_of: WorkflowOf) -> tuple[str, str]:
    intents = case.expect.intents or ()
    named = workflow_of(intents[0].name) if intents else None
    kind = "abstention" if case.expect.must_abstain else next(iter(case.expect.reply_kind), "any")
    return named or PAGES, kind


def _family(case: Case) -> str:
    return case.twin_of or case.same_as or case.id


def _outcomes(case: Case) -> tuple[tuple[Outcome, ...], ...]:
    return tuple(one.outcome for one in case.expect.decisions or ())


def _grants(case: Case) -> bool:
    return any(outcome == (Outcome.ELIGIBLE,) for outcome in _outcomes(case))


def _is_unanswerable(case: Case) -> bool:
    expect = case.expect
    return expect.must_abstain or ("abstention" in expect.reply_kind and "draft" not in expect.reply_kind)


def _shape(cases: Sequence[Case]) -> Shape:
    lengths = [count for case in cases if (count := len(last_words(case).split()))]
    return Shape(
        no_order_number=sum(not _names_an_order(case) for case in cases),
        no_question=sum("?" not in last_words(case) for case in cases),
        several_intents=sum(len(case.expect.intents or ()) > 1 for case in cases),
        shortest=min(lengths, default=0),
        longest=max(lengths, default=0),
    )


def _names_an_order(case: Case) -> bool:
    """Say whether the digits of an order stand in any message of the conversation."""
    written = " ".join(message.text for message in case.request.messages)
    return any(digits in written for order in case.request.orders for digits in _DIGITS.findall(order.number))
