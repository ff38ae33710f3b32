"""Messages with their composed drafts, and a stub model that writes the sentences it is given with their source ids.

Shared by what measures a model's drafts without a model. Knows neither attackers nor rewordings.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.briefing import Version
from assist.domain.reply import Claim, Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.drafting.writer import Writer
from assist.ports import ModelAnswer
from benchmarks import corpora
from benchmarks.agency import ROOT
from evals.cases import SAMPLES

_LISTED = re.compile(r"^\[([SD]\d+)\] (.*)$", re.M)


@dataclass(frozen=True)
class Line:
    """A supported sentence of the composed draft, and the words of its sources."""

    text: str
    decided: str | None
    quotes: tuple[str, ...]


class Obedient:
    """A language model that writes the given sentences, each with the ids of its sources as the prompt numbers them."""

    name = "stub/obedient"

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Return the sentences as JSON."""
        del system, deadline_s  # the port gives them; the stub needs neither
        listed = dict(_LISTED.findall(user))
        rows: list[dict[str, Any]] = [{"text": line.text, "sources": self._cited(line, listed)} for line in self._lines]
        return ModelAnswer(text=json.dumps({"sentences": rows}, ensure_ascii=False), tokens=1, cost_usd=0.0)

    def _cited(self, line: Line, listed: dict[str, str]) -> list[str]:
        decided = [line.decided.upper()] if line.decided and line.decided.upper() in listed else []
        quoted = [name for name, text in listed.items() if any(quote in text for quote in line.quotes)]
        return decided + quoted or list(listed)


@dataclass(frozen=True)
class Base:
    """A message, its version, and the composed draft's sentences."""

    version: Version
    request: SuggestRequest
    composed: Suggestion
    lines: tuple[Line, ...]

    @property
    def locale(self) -> str:
        assert isinstance(self.composed.reply, Draft)
        return self.composed.reply.locale


def bases(services: Services, count: int) -> Iterator[Base]:
    """Yield messages whose draft a model would be asked for, decisions and questions in turn."""
    found = 0
    for request in _interleaved(_case_requests(), _question_requests()):
        base = _base(services, request)
        if base is not None:
            found += 1
            yield base
        if found == count:
            return


def _interleaved(*many: Iterator[SuggestRequest]) -> Iterator[SuggestRequest]:
    left = list(many)
    while left:
        for each in list(left):
            request = next(each, None)
            if request is None:
                left.remove(each)
            else:
                yield request


def _case_requests() -> Iterator[SuggestRequest]:
    files = [corpora.read_lines(SAMPLES / brand / "decisions.jsonl") for brand in corpora.BRANDS]
    rows = [row for file in files for row in file]
    for row in rows[::3]:
        yield wire.validate(SuggestRequest, row["request"])


def _question_requests() -> Iterator[SuggestRequest]:
    rows = [
        (brand, row)
        for brand in corpora.BRANDS
        for row in corpora.read_lines(ROOT / f"evals/questions/{brand}.jsonl")
        if row["passages"]
    ]
    for brand, row in rows[::2]:
        yield wire.validate(
            SuggestRequest,
            {"client_id": brand, "channel": "email", "messages": row["messages"], "now": "2026-11-25T10:00:00Z"},
        )


def _base(services: Services, request: SuggestRequest) -> Base | None:
    version = services.version(str(request.client_id))
    asked: list[Line] = []
    composed = pipeline.suggest(version, request, services.context(with_writer=False))
    if not isinstance(composed.reply, Draft):
        return None
    reply = composed.reply
    quotes = {citation.id: citation.quote for citation in reply.citations}
    asked = [_line(claim, quotes) for claim in reply.check.claims]
    probe = Obedient(asked)
    reached = _Reached(probe)
    pipeline.suggest(version, request, replace(services.context(), writer=Writer(reached, deadline_s=5.0)))
    return Base(version, request, composed, tuple(asked)) if reached.asked else None


class _Reached:
    """Notes whether the model was asked at all."""

    name = "stub/reached"

    def __init__(self, model: Obedient) -> None:
        self._model = model
        self.asked = False

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        self.asked = True
        return self._model.complete(system, user, deadline_s=deadline_s)


def _line(claim: Claim, quotes: dict[str, str]) -> Line:
    decided = next((name for name in claim.by if re.fullmatch(r"d\d+", name)), None)
    return Line(claim.text, decided, tuple(quotes[name] for name in claim.by if name in quotes))


def written(services: Services, version: Version, request: SuggestRequest, model: Obedient) -> Suggestion:
    context = replace(services.context(), writer=Writer(model, deadline_s=5.0))
    return pipeline.suggest(version, request, context)
