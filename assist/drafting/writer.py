"""Draft with a model: numbered sources in, sentences with source ids out, the same check as every draft.

What the check refuses, and what the customer must know and is not told, goes back to the model once, with the reasons;
what is refused then is removed, what is still unsaid is said in our own words (`completing`). When too little of the
model's is left, or the time or the day's money is used up, the composed draft stands.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assist import machine_talk
from assist.domain.enums import WrittenBy
from assist.domain.reply import Draft
from assist.drafting import claims, completing, leaking, model_answers, notices, prompting
from assist.drafting.assembly import assemble
from assist.drafting.material import Material, Sentence, Sketch
from assist.drafting.model_answers import Answered, Sources
from assist.drafting.prompting import Refused
from assist.errors import Unavailable
from assist.ports import LanguageModel, ModelAnswer
from assist.privacy import Masked
from assist.spending import Spending

UNSUPPORTED = "model_unsupported"
MADE_UP_SLOT = "it names a value that does not exist"
LEAST_FOR_REPAIR_S = 0.5
SAME_AGAIN = 0.5
"""Share of the first answer's time that must be left for a second: what was read for the first need not be read again."""


@dataclass(frozen=True)
class Written:
    """A model's draft after the check, what the check removed from it, and what it took."""

    draft: Draft
    removed: tuple[str, ...]
    tokens: int
    cost_usd: float
    stood_in: bool = False
    """Whether another model than the first wrote it."""


@dataclass(frozen=True)
class Occasion:
    """The client's day, None where nothing is counted, and the seconds of the deadline that are over already."""

    today: date | None = None
    spent_s: float = 0.0


NOW = Occasion()


class DraftRefused(Unavailable):
    """What the model wrote does not hold against its sources; `removed` says why, sentence by sentence."""

    def __init__(self, removed: tuple[str, ...], *, tokens: int = 0, cost_usd: float = 0.0) -> None:
        super().__init__("what the model wrote does not hold against its sources", code=UNSUPPORTED)
        self.removed = removed
        self.tokens = tokens
        self.cost_usd = cost_usd


@dataclass(frozen=True)
class _Round:
    """One answer of the model, judged: what stands, what was refused and why, what is not told of the composed draft."""

    answer: ModelAnswer
    kept: tuple[Sentence, ...]
    refused: tuple[Refused, ...]
    unsaid: tuple[Sentence, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(one.why for one in self.refused)

    @property
    def faults(self) -> int:
        return len(self.refused) + len(self.unsaid)


@dataclass(frozen=True)
class _Call:
    """One reply that is being written: its prompts, its end, and what was paid so far."""

    sources: Sources
    composed: Sketch
    user: Masked
    end: float
    canary: str
    """One for both rounds: a server that remembers what it has read begins the second where the first ended."""


class Writer:
    """Drafts through a language model."""

    def __init__(
        self,
        model: LanguageModel,
        *,
        deadline_s: float,
        clock: Callable[[], float] = time.monotonic,
        new_canary: Callable[[], str] = lambda: secrets.token_hex(8),
        spending: Spending | None = None,
    ) -> None:
        self._model = model
        self._deadline_s = deadline_s
        self._clock = clock
        self._new_canary = new_canary
        self._spending = spending

    def write(self, material: Material, composed: Sketch, message: str, occasion: Occasion = NOW) -> Written:
        """Return a checked draft.

        Raises: Unavailable when the model fails, is late, writes no JSON, gives away its instructions, has no money
        left for today (`model_spend_limit`), or when what it wrote does not hold (`DraftRefused`).
        """
        profile, today = material.profile, occasion.today
        if self._spending is not None and today is not None:
            self._spending.refuse_beyond(profile.id, today, profile.writer.spend_limit_per_day)
        end = self._clock() + self._deadline_s - occasion.spent_s
        heard = machine_talk.left_out(message)
        sources = Sources(material, prompting.sources(material, heard), heard)
        call = _Call(sources, composed, prompting.user(material, sources.numbered, heard), end, self._new_canary())
        paid: list[ModelAnswer] = []
        try:
            first, second = self._rounds(call, paid)
        finally:
            self._pay(material, today, paid)
        return _best(first, second, call, paid)

    def _rounds(self, call: _Call, paid: list[ModelAnswer]) -> tuple[_Round, _Round | None]:
        """Ask; and once more, with what was refused or left out, if there is anything to mend and time for it."""
        began = self._clock()
        first = self._round(call, call.user.text, paid)
        now = self._clock()
        least = max(LEAST_FOR_REPAIR_S, SAME_AGAIN * (now - began))
        if not first.faults or call.end - now < least:
            return first, None
        unsaid = prompting.hidden([one.text for one in first.unsaid], call.user, call.sources.material)
        again = call.user.text + prompting.repair(first.answer.text, first.refused, unsaid)
        try:
            return first, self._round(call, again, paid)
        except Unavailable:
            return first, None  # the first answer without what was refused may still do

    def _round(self, call: _Call, user: str, paid: list[ModelAnswer]) -> _Round:
        system = prompting.system(call.sources.material, call.canary)
        answer = self._model.complete(system, user, deadline_s=call.end - self._clock())
        paid.append(answer)
        leaking.refuse_leaks(answer.text, canary=call.canary, system=system)
        return _judged(answer, model_answers.read(answer.text, call.sources, call.user), call)

    def _pay(self, material: Material, today: date | None, paid: Sequence[ModelAnswer]) -> None:
        if self._spending is not None and today is not None:
            self._spending.add(material.profile.id, today, sum(answer.cost_usd for answer in paid))


def _judged(answer: ModelAnswer, answered: Sequence[Answered], call: _Call) -> _Round:
    sources = call.sources
    readable = [one for one in answered if one.sentence is not None]
    sentences = [one.sentence for one in readable if one.sentence is not None]
    refused = [Refused(one.raw, MADE_UP_SLOT) for one in answered if one.sentence is None]
    kept = []
    for one, judged in zip(readable, claims.check(sentences, sources.material, free=True), strict=True):
        final = _reattributed(judged, sources)
        if final.supported:
            kept.append(final.sentence)
        else:
            refused.append(Refused(one.raw, final.why or "unsupported"))
    told = notices.without_retold(kept, sources.material.notices)
    unsaid = completing.unsaid(told, call.composed, sources.material)
    return _Round(answer, tuple(told), tuple(refused), tuple(unsaid))


def _reattributed(judged: claims.Judged, sources: Sources) -> claims.Judged:
    """Try every source for a sentence whose own citations do not hold: small models forget or mix up ids."""
    if judged.supported:
        return judged
    again = sources.sentence(judged.sentence.text, list(sources.numbered))
    retried = claims.check([again], sources.material, free=True)[0]
    return retried if retried.supported else judged


def _best(first: _Round, second: _Round | None, call: _Call, paid: Sequence[ModelAnswer]) -> Written:
    """Return the draft of the round with the fewest faults, completed. Raises: DraftRefused when none is the model's."""
    rounds = sorted((each for each in (second, first) if each is not None), key=lambda each: each.faults)
    spent_tokens, cost = sum(answer.tokens for answer in paid), sum(answer.cost_usd for answer in paid)
    for each in rounds:
        whole = completing.completed(each.kept, each.unsaid)
        if whole is not None:
            draft = _draft(whole, call, repaired=first.faults)
            return Written(draft, each.reasons, spent_tokens, cost, stood_in=each.answer.stood_in)
    raise DraftRefused(rounds[0].reasons, tokens=spent_tokens, cost_usd=cost)


def _draft(whole: Sequence[Sentence], call: _Call, *, repaired: int) -> Draft:
    material = call.sources.material
    told = notices.behind_courtesy(whole, material.notices)
    return assemble(replace(call.composed, paragraphs=(told,)), material, written_by=WrittenBy.MODEL, repaired=repaired)
