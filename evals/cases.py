"""Cases: a whole request with its own clock, and what a person worked out must come of it.

A file holds one JSON object a line; what is wrong in it is named by file, line and field. Runs nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assist import wire
from assist.domain.base import Frozen, Moment
from assist.domain.suggestion import SuggestRequest
from assist.errors import BadInput, BadKnowledge
from evals.expectations import Expectation, Patterns

SAMPLES = Path(__file__).parent / "cases"
"""The sample brands' cases, a folder a client; any client keeps its own in `knowledge/<client>/cases`."""
HOME = SAMPLES.parent.parent / "knowledge"
"""The knowledge the samples come with: whoever works there works on the samples too."""
OWN = "cases"
RECORDS = "approvals.jsonl"
"""Beside a client's cases: who approved what, when and why. Not a file of cases."""


class Source(StrEnum):
    """Where a case comes from: only what a person wrote counts without an approval."""

    WRITTEN = "written"
    MINED = "mined"
    PROPOSED = "proposed"


class Approval(Frozen):
    """A person's word that the expectations of a case are right."""

    by: Annotated[str, Field(min_length=1, max_length=200)]
    at: Moment


class Case(Frozen):
    """A case; `why` is the arithmetic or the sentence of the rules, `twin_of` the case it differs from in one fact.

    `same_as` is a case that asks for the same in other words.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=200)]
    twin_of: str | None = None
    same_as: str | None = None
    slices: tuple[str, ...] = ()
    critical: bool = False
    """Losing it blocks, whatever else got better."""
    source: Source = Source.WRITTEN
    approved: Approval | None = None
    look: Annotated[str, Field(min_length=1)] | None = None
    """What a person has to decide before approving it; such a case is approved by its id, never with all the others."""
    gold_passages: tuple[str, ...] = ()
    """The passages that answer it, any of them; for ranking, and for telling cases that stand or fall together."""
    reference: Annotated[str, Field(min_length=10)] | None = None
    """What a person would have a good answer say; for judges that compare texts, and never for the gate."""
    why: Annotated[str, Field(min_length=10)]
    request: SuggestRequest
    expect: Expectation

    @property
    def counts(self) -> bool:
        """Whether a person stands behind it; a case that was only mined or proposed decides nothing."""
        return self.source is Source.WRITTEN or self.approved is not None


def of_client(client_id: str, knowledge: Path, *, samples: Path = SAMPLES) -> list[Case]:
    """Return a client's cases: those in its own folder, and the sample brands' that come with this program.

    Raises: as `read_all`; BadKnowledge besides for a case of another client.
    """
    cases = read_all(files_of(client_id, knowledge, samples=samples))
    for case in cases:
        if case.request.client_id != client_id:
            raise BadInput(f"case {case.id}: request.client_id is {case.request.client_id}, expected {client_id}")
    return cases


def files_of(client_id: str, knowledge: Path, *, samples: Path = SAMPLES) -> list[Path]:
    """Return the files a client's cases stand in; a file of its own takes the place of the sample of that name."""
    folders = [samples / client_id, knowledge / client_id / OWN]
    found = {file.name: file for folder in folders for file in sorted(folder.glob("*.jsonl"))}
    return [file for name, file in found.items() if name != RECORDS]


def written_to(file: Path, client_id: str, knowledge: Path, *, samples: Path = SAMPLES, home: Path = HOME) -> Path:
    """Return the file to write when cases of `file` change: of a sample the client's own, which takes its place.

    Samples belong to this program, and are changed only beside the knowledge they come with.
    """
    if file.parent != samples / client_id or knowledge.resolve() == home.resolve():
        return file
    return knowledge / client_id / OWN / file.name


def read_all(files: Iterable[Path]) -> list[Case]:
    """Return the cases of several files. Raises: as `read_cases`; BadKnowledge for an id that stands in two files."""
    found: list[Case] = []
    homes: dict[str, str] = {}
    for file in files:
        for case in read_cases(file):
            if case.id in homes:
                raise BadKnowledge(file.name, 1, f"id: {case.id} stands in {homes[case.id]} too")
            homes[case.id] = file.name
            found.append(case)
    return found


def read_cases(file: Path) -> list[Case]:
    """Return the cases of a file in order.

    Raises: BadKnowledge naming file, line and field: broken JSON, an unknown field, an id given twice, a twin of no case,
    a request without a client or a clock, a pattern that is none; BadInput when the file cannot be read.
    """
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error
    cases = list(_parsed(file.name, lines))
    _refuse_strays(file.name, cases)
    return [case for _, case in cases]


def digest(cases: Iterable[Case]) -> str:
    """Return a digest of what is asked and expected: the same for the same cases in any order."""
    whole = hashlib.sha256()
    for line in sorted(case.model_dump_json(by_alias=True) for case in cases):
        whole.update(line.encode() + b"\n")
    return whole.hexdigest()[:16]


def as_line(case: Case) -> str:
    """Return a case as it stands in a file: what nobody gave is left out, and a null that says "none" stays."""
    return case.model_dump_json(by_alias=True, exclude_unset=True)


def _parsed(name: str, lines: Sequence[bytes]) -> Iterator[tuple[int, Case]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = wire.read(Case, line)
        except BadInput as error:
            raise BadKnowledge(name, number, error.message) from error
        fault = _fault(case)
        if fault:
            raise BadKnowledge(name, number, fault)
        yield number, case


def _fault(case: Case) -> str | None:
    expect = case.expect
    if case.request.client_id is None:
        return "request.client_id is required"
    if case.request.now is None:
        return "request.now is required: a case has its own clock"
    if not expect.model_fields_set:
        return "expect is empty: a case expects something"
    if expect.decisions_judged and expect.decisions == ():
        return "expect.decisions is empty: name a decision, leave it out, or say decisions_judged: false"
    if any(not (one.intent or one.workflow) for one in expect.decisions or ()):
        return "expect.decisions: each names its intent or its workflow"
    if expect.must_abstain and "draft" in expect.reply_kind:
        return "expect.must_abstain and a reply_kind that may be a draft contradict each other"
    return _broken_pattern(case)


def _broken_pattern(case: Case) -> str | None:
    expect, handoff = case.expect, case.expect.handoff
    named: list[tuple[str, Patterns]] = [
        (name, getattr(expect, name)) for name in ("must_say", "must_not_say", "must_ask")
    ]
    named.append(("in_order", (expect.in_order,)))
    if handoff is not None:
        named += [(f"handoff.{name}", getattr(handoff, name)) for name in ("actions_taken", "promised", "opening_line")]
    for name, alternatives in named:
        for at, patterns in enumerate(alternatives):
            for pattern in patterns:
                try:
                    re.compile(pattern)
                except re.error as error:
                    return f"expect.{name}[{at}] is no regular expression: {error}"
    return None


def _refuse_strays(name: str, cases: Sequence[tuple[int, Case]]) -> None:
    known: set[str] = set()
    for number, case in cases:
        if case.id in known:
            raise BadKnowledge(name, number, f"id: {case.id} stands twice")
        known.add(case.id)
    for number, case in cases:
        for field, other in (("twin_of", case.twin_of), ("same_as", case.same_as)):
            if other is not None and other not in known:
                raise BadKnowledge(name, number, f"{field}: no case {other}")
