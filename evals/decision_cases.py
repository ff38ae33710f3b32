"""Acceptance cases of decisions: a whole request, and what a person worked out by hand that must come of it.

A file holds one JSON object a line; what is wrong in it is named by file, line and field. Runs nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from assist import wire
from assist.domain.base import Frozen, Moment
from assist.domain.enums import Flag, Level, Outcome
from assist.domain.suggestion import SuggestRequest
from assist.errors import BadInput, BadKnowledge


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


OneOf = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""Any of these is right; a lone string is a list of one."""
Patterns = tuple[OneOf, ...]
"""Regular expressions, any case; of a nested list one has to match."""


class ExpectedIntent(Frozen):
    """An intent of the message: its name, others as good, and the words that carry it (absent: the whole turn)."""

    name: str
    or_: Annotated[OneOf, Field(alias="or")] = ()
    words: str | None = None


def _as_intent(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class ExpectedThen(Frozen):
    on: date
    path: str | None = None


class ExpectedApproval(Frozen):
    by: str


class ExpectedDecision(Frozen):
    """One decision; only the fields that are given are compared, `approval: null` says that none is needed."""

    intent: OneOf = ()
    workflow: OneOf = ()
    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(_listed)]
    path: OneOf = ()
    rule_prefix: str | None = None
    order_number: str | None = None
    item_ids: tuple[str, ...] = ()
    last_day: date | None = None
    locks_at: Moment | None = None
    step_back_on: date | None = None
    then: ExpectedThen | None = None
    amount: dict[str, Decimal] = Field(default_factory=dict)
    sums: tuple[Decimal, ...] = ()
    """Amounts that must be stated, whatever they are called."""
    approval: ExpectedApproval | None = None
    missing: tuple[str, ...] = ()
    inconsistent: bool = False


class Expectation(Frozen):
    """What must hold of a suggestion; everything absent is free."""

    intents: tuple[Annotated[ExpectedIntent, BeforeValidator(_as_intent)], ...]
    may_also: tuple[str, ...] = ()
    """Intents that are no mistake beside the expected ones."""
    decisions: tuple[ExpectedDecision, ...] = ()
    decisions_judged: bool = True
    """False where nothing is to be decided and it does not matter what was."""
    no_outcomes: tuple[Outcome, ...] = ()
    reply_kind: OneOf = ()
    reply_reason: str | None = None
    must_say: Patterns = ()
    must_not_say: Patterns = ()
    in_order: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    level: Level | None = None
    queue: str | None = None
    warnings: tuple[str, ...] = ()
    second_time_differs: bool = False
    """The same message again, after the draft was sent, must get another text."""


class DecisionCase(Frozen):
    """A case; `why` is the arithmetic or the sentence of the rules, `twin_of` the case it differs from in one fact.

    `same_as` is a case that asks for the same in other words.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    twin_of: str | None = None
    same_as: str | None = None
    slices: tuple[str, ...]
    why: Annotated[str, Field(min_length=10)]
    request: SuggestRequest
    expect: Expectation


def read_cases(file: Path) -> list[DecisionCase]:
    """Return the cases of a file in order.

    Raises: BadKnowledge naming file, line and field: broken JSON, an unknown field, an id given twice, a twin of no case,
    a request without a client, an expectation without a decision; BadInput when the file cannot be read.
    """
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error
    cases = list(_parsed(file.name, lines))
    _refuse_strays(file.name, cases)
    return [case for _, case in cases]


def _parsed(name: str, lines: Sequence[bytes]) -> Iterator[tuple[int, DecisionCase]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = wire.read(DecisionCase, line)
        except BadInput as error:
            raise BadKnowledge(name, number, error.message) from error
        fault = _fault(case)
        if fault:
            raise BadKnowledge(name, number, fault)
        yield number, case


def _fault(case: DecisionCase) -> str | None:
    if case.request.client_id is None:
        return "request.client_id is required"
    if case.request.now is None:
        return "request.now is required: a case has its own clock"
    if case.expect.decisions_judged and not case.expect.decisions:
        return "expect.decisions is required, or decisions_judged: false"
    if any(not (one.intent or one.workflow) for one in case.expect.decisions):
        return "expect.decisions: each names its intent or its workflow"
    return None


def _refuse_strays(name: str, cases: Sequence[tuple[int, DecisionCase]]) -> None:
    known: set[str] = set()
    for number, case in cases:
        if case.id in known:
            raise BadKnowledge(name, number, f"id: {case.id} stands twice")
        known.add(case.id)
    for number, case in cases:
        for field, other in (("twin_of", case.twin_of), ("same_as", case.same_as)):
            if other is not None and other not in known:
                raise BadKnowledge(name, number, f"{field}: no case {other}")
