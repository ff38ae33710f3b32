"""What a judge is shown of one draft: the question, the draft, what it could rest on, and what a person expects.

Personal data is masked and what speaks to a machine is left out: all of it leaves the process.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assist import machine_talk, privacy
from assist.briefing import Version
from assist.domain.base import Frozen
from assist.domain.enums import Audience, ClaimKind, PageKind, Role
from assist.domain.knowledge import Passage
from assist.domain.orders import address_lines, receivers
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.drafting.checking import renderings
from assist.drafting.checking.renderings import Clock
from evals.cases import Case
from evals.scorers.found import cited_by

_SAYS_NOTHING = (ClaimKind.COURTESY, ClaimKind.QUESTION)
FIRST = 3
"""Passages shown besides those the draft rests on: each is a question of its own for context precision."""
_SEAM = "\n\u241e\n"
"""Between texts that are masked together, so that a name has one placeholder in all of them."""


class Evidence(Frozen):
    """A passage as the search ranked it."""

    id: str
    text: str


class Sample(Frozen):
    """One draft with all that is judged of it; nothing in it differs from run to run."""

    case_id: str
    client_id: str
    question: str
    draft: str
    """What it says: greeting, thanks, signature and questions are left out, as nothing can be said of them."""
    passages: tuple[Evidence, ...]
    """For customers to read: the first ones found, and those the draft rests on; best first."""
    facts: tuple[str, ...] = ()
    """Orders, decisions and what is being done, in plain sentences: a draft may rest on them as well."""
    quotes: tuple[str, ...] = ()
    """What the draft cites, word by word."""
    gold: tuple[str, ...] = ()
    """The passages that answer, any of them."""
    reference: str | None = None
    """What a person would have a good answer say."""
    grounded: bool
    """What our own check says of the draft."""
    spoiled: bool = False
    """Made wrong on purpose; in no mean, only in the agreement."""


@dataclass
class Gathered:
    """The samples of some cases, and what became of the others."""

    samples: list[Sample] = field(default_factory=list)
    no_draft: int = 0
    crashed: dict[str, str] = field(default_factory=dict)
    """Why, by case."""


def in_order(cases: Iterable[Case]) -> list[Case]:
    """Return the cases to be judged, in the order they are taken.

    Those that count and name what answers them; where a client has none of these, all that count. By the digest of
    their ids: the first ten are a sample nobody chose, and the same ten tomorrow.
    """
    counting = [case for case in cases if case.counts]
    labelled = [case for case in counting if case.gold_passages or case.reference]
    return sorted(labelled or counting, key=lambda case: hashlib.sha256(case.id.encode()).digest())


SPOILED = "~spoiled"
"""Behind the id of a case: its draft, made wrong."""


def sample(case: Case, suggestion: Suggestion, version: Version, *, spoiled: bool = False) -> Sample | None:
    """Return what is judged of a suggestion; None where it is no draft."""
    reply = suggestion.reply
    if not isinstance(reply, Draft):
        return None
    passages = list(_passages(suggestion, version))
    shown = [_question(case.request), _said(reply), *(machine_talk.left_out(one.text) for one in passages)]
    facts = list(_facts(case.request, suggestion, version))
    quotes = [quote.quote for quote in reply.citations]
    question, draft, *rest = _masked([*shown, *facts, *quotes], case.request)
    texts, rest = rest[: len(passages)], rest[len(passages) :]
    return Sample(
        case_id=case.id + SPOILED if spoiled else case.id,
        client_id=str(case.request.client_id),
        question=question,
        draft=draft,
        passages=tuple(Evidence(id=one.id, text=text) for one, text in zip(passages, texts, strict=True)),
        facts=tuple(rest[: len(facts)]),
        quotes=tuple(rest[len(facts) :]),
        gold=case.gold_passages,
        reference=case.reference,
        grounded=reply.check.grounded,
        spoiled=spoiled,
    )


def _said(draft: Draft) -> str:
    """Return the sentences that say something; all of it where there is none."""
    said = [claim.text for claim in draft.check.claims if claim.kind not in _SAYS_NOTHING]
    return "\n".join(said) or draft.text


def _passages(suggestion: Suggestion, version: Version) -> Iterator[Passage]:
    cited = cited_by(suggestion)
    ranked = [one.passage_id for one in suggestion.retrieval.found]
    found = [version.retriever.passage(name) for name in dict.fromkeys([*ranked, *sorted(cited)])]
    readable = [one for one in found if one is not None and _is_statement(one)]
    used = cited | {one.passage_id for one in suggestion.retrieval.found if one.used}
    yield from (one for at, one in enumerate(readable) if at < FIRST or one.id in used)


def _is_statement(passage: Passage) -> bool:
    """Say whether a draft may rest on it; a macro is wording, with gaps."""
    return passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS


def _question(request: SuggestRequest) -> str:
    """Return the newest turn of the customer, or for a message that we begin what it is for."""
    turn: list[str] = []
    for message in reversed(request.messages):
        if message.role is not Role.CUSTOMER:
            if turn:
                break
            continue
        turn.insert(0, message.text)
    return machine_talk.left_out("\n".join(turn)) or f"(no question: {request.purpose.value})"


def _facts(request: SuggestRequest, suggestion: Suggestion, version: Version) -> Iterator[str]:
    clock = Clock(version.calendar)
    sources = [
        *renderings.of_orders(request.orders, clock),
        *renderings.of_products(request.products),
        *renderings.of_decisions(suggestion.decisions),
        *renderings.of_doings(suggestion.actions, suggestion.follow_up, request.events, clock),
    ]
    yield from (machine_talk.left_out(source.text) for source in sources if source.text.strip())


def _masked(texts: Sequence[str], request: SuggestRequest) -> list[str]:
    people = [one.name for one in (request.customer, request.agent) if one and one.name]
    names = [*people, *receivers(request.orders)]
    return privacy.redact(_SEAM.join(texts), names, addresses=address_lines(request.orders)).text.split(_SEAM)
