"""A suggestion as a page shows it: sentences beside what supports them, and codes in words. Knows no HTTP."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assist.domain.handoff import Handoff
from assist.domain.reply import Claim, Draft
from assist.domain.suggestion import Suggestion
from assist.keeping import KeptFeedback

REASONS = {
    "thanks": "The customer only says thanks.",
    "auto_reply": "An automatic reply, not a person.",
    "spam": "Advertising, not a customer.",
    "no_evidence": "No page in force answers this.",
    "out_of_scope": "Nothing this client deals with.",
    "unclear": "The message does not say what is wanted.",
    "language_not_served": "This client does not answer in that language.",
    "wrong_shop": "The message is about another shop.",
    "channel_not_contracted": "This channel is not part of the contract.",
    "health_safety": "Somebody may be hurt.",
    "self_harm": "The customer may harm themselves.",
    "violence": "Violence is threatened.",
    "legal": "Legal steps are mentioned.",
    "wants_human": "The customer asks for a person.",
    "nothing_new": "The customer was told all there is: writing it again helps nobody.",
    "reply_window_closed": "WhatsApp takes no free text any more, and no approved template fits.",
}
DEGRADED = {
    "store_read_only": "The database takes no writes: this suggestion is not stored and takes no feedback.",
    "knowledge_fallback": "The live version of the knowledge does not load: an earlier one answers.",
    "model_timeout": "The model was late: the composed draft stands.",
    "model_loading": "The model is still being loaded: the composed draft stands.",
    "model_busy": "The model has too much to do: the composed draft stands.",
    "model_breaker_open": "The model failed repeatedly and is left alone: the composed draft stands.",
    "model_failed": "The model failed: the composed draft stands.",
    "model_garbage": "The model wrote nothing usable: the composed draft stands.",
    "model_incomplete": "The model left out what the customer must know: the composed draft stands.",
    "model_unsupported": "What the model wrote does not hold against its sources: the composed draft stands.",
}
EVENTS = {"accepted": "Accepted as it stands", "edited": "Your edit is stored", "rejected": "Rejected"}
EDITS = {
    "tone": "wording",
    "fact": "a fact is another one",
    "added_step": "something was added",
    "removed_claim": "something was left out",
}
PAGE, DECISION = "page", "decision"
_READ_FIRST = (PAGE, "by the agent", "action", "follow-up", "order facts", "product facts", DECISION)
_ORDER_PATH = re.compile(r"^(?P<what>orders|products)/(?P<which>[^/]+)(?:/(?P<where>.*))?$")


@dataclass(frozen=True)
class Place:
    """A sentence of the draft: where it stands on the page, and the how-manieth it is."""

    anchor: str
    number: int


@dataclass(frozen=True)
class Source:
    """What supports sentences; `anchor` is its place on the page."""

    anchor: str
    kind: str
    text: str
    note: str = ""
    says: tuple[Place, ...] = ()
    """The sentences that rest on it."""


@dataclass(frozen=True)
class Said:
    """A stretch of the draft: a claim with the anchors of its sources, or what stands between claims."""

    text: str
    claim: Claim | None = None
    anchor: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What came of a person's feedback."""

    event: str
    kept: KeptFeedback


@dataclass(frozen=True)
class Mistake:
    """What was wrong, and in which field of the form."""

    message: str
    name: str = ""


@dataclass(frozen=True)
class Shown:
    """What the page shows beside the form."""

    suggestion: Suggestion | None = None
    message: str = ""
    """The customer's words that are answered."""
    handoff: Handoff | None = None
    pieces: Sequence[Said] = ()
    sources: Sequence[Source] = ()
    judged: Judged | None = None
    caution: str | None = None
    """What is to be said of the version that answered: no evaluation of it counts for this server."""
    error: Mistake | None = None
    degraded: Sequence[str] = ()


def of(suggestion: Suggestion, message: str, handoff: Handoff | None = None) -> Shown:
    """Return what the page shows of a suggestion."""
    sources = _sources(suggestion)
    return Shown(
        suggestion=suggestion,
        message=message,
        handoff=handoff,
        pieces=_pieces(suggestion, sources),
        sources=sources,
        degraded=[DEGRADED.get(code, code.replace("_", " ")) for code in suggestion.degraded],
    )


def in_words(code: str) -> str:
    """Return a reason or another code as a person says it."""
    return REASONS.get(code, code.replace("_", " "))


def _claims(reply: Draft) -> list[Claim]:
    return sorted(reply.check.claims, key=lambda one: one.start)


def _pieces(suggestion: Suggestion, sources: Sequence[Source]) -> list[Said]:
    """Cut the draft into claims and what stands between them."""
    reply = suggestion.reply
    if not isinstance(reply, Draft):
        return []
    pieces: list[Said] = []
    at = 0
    for claim in _claims(reply):
        if claim.start > at:
            pieces.append(Said(reply.text[at : claim.start]))
        place = _place(claim.id)
        rests_on = tuple(source.anchor for source in sources if place in [one.anchor for one in source.says])
        pieces.append(Said(reply.text[claim.start : claim.end], claim, place, rests_on))
        at = claim.end
    return [*pieces, Said(reply.text[at:])] if at < len(reply.text) else pieces


def _sources(suggestion: Suggestion) -> list[Source]:
    """Return everything a sentence rests on: what a person reads first, then facts and decisions; the same one once."""
    reply = suggestion.reply
    if not isinstance(reply, Draft):
        return []
    found: dict[tuple[str, str, str], Source] = {}
    for number, claim in enumerate(_claims(reply), start=1):
        place = Place(_place(claim.id), number)
        for name in _supports(reply, claim):
            source = _source(suggestion, reply, name)
            known = found.setdefault((source.kind, source.text, source.note), source)
            if place not in known.says:
                found[(source.kind, source.text, source.note)] = replace(known, says=(*known.says, place))
    return sorted(found.values(), key=lambda one: _READ_FIRST.index(one.kind) if one.kind in _READ_FIRST else 1)


def _supports(reply: Draft, claim: Claim) -> Iterable[str]:
    """Name what supports a claim: its citations first, they are what a person reads."""
    yield from (one.id for one in reply.citations if one.claim == claim.id)
    yield from claim.by


def _source(suggestion: Suggestion, reply: Draft, name: str) -> Source:
    anchor = _anchor(name)
    for citation in reply.citations:
        if citation.id == name:
            as_of = suggestion.retrieval.as_of.get(citation.passage_id.partition("#")[0])
            note = citation.passage_id + (f" · in force on {as_of}" if as_of else "")
            return Source(anchor, PAGE, citation.quote, note)
    for decision in suggestion.decisions:
        if decision.id == name:
            return Source(anchor, DECISION, decision.next_step or decision.rule_id, decision.rule_id)
    for action in suggestion.actions:
        if action.id == name:
            done = f"{action.kind} {' '.join(action.params.values())}".replace("_", " ")
            return Source(anchor, "action", done, f"{action.id}, to be approved")
    if name == "follow_up" and suggestion.follow_up is not None:
        return Source(anchor, "follow-up", suggestion.follow_up.reason, f"on {suggestion.follow_up.due_on}")
    return _outside(anchor, name)


def _outside(anchor: str, name: str) -> Source:
    found = _ORDER_PATH.match(name)
    if found is None:
        return Source(anchor, "by the agent" if name == "agent" else "source", name.replace("_", " "))
    kind = found["what"].removesuffix("s")
    where = (found["where"] or "").replace("/", " › ").replace("_", " ")
    return Source(anchor, f"{kind} facts", f"{found['which']} {where}".strip())


def _anchor(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name)


def _place(claim_id: str) -> str:
    return f"say-{_anchor(claim_id)}"
