"""THE PATH: a conversation becomes a suggestion. Pure: no database, no clock, nothing sent.

`suggest` reads like the list in the README: read, encode once, triage, trust orders, decide, retrieve, draft, check.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from assist import briefing
from assist import reading as conversation_reading
from assist.briefing import Known, Version
from assist.domain.base import PassageId
from assist.domain.conversation import Conversation
from assist.domain.decision import Action, FollowUp
from assist.domain.enums import ClaimKind, Role, Severity, WrittenBy
from assist.domain.knowledge import ScoredPassage
from assist.domain.notice import Notice
from assist.domain.orders import Order
from assist.domain.reply import Draft, Reply, Warning
from assist.domain.suggestion import Cost, CustomerContext, Found, Retrieval, Suggestion, SuggestRequest
from assist.domain.triage import Triage
from assist.drafting import composer, notices, replying
from assist.drafting.assembly import assemble
from assist.drafting.material import Material, Sketch
from assist.drafting.writer import DraftRefused, Writer
from assist.errors import Unavailable
from assist.ports import Encoder, Vectors
from assist.reading import Reading
from assist.workflows.trust import trusted

STALE_AFTER = timedelta(hours=24)
"""Order facts older than this are said to be so."""


@dataclass(frozen=True)
class Context:
    """What comes from outside for one request: the moment, ids, the encoder, what is stored, perhaps a writer."""

    now: datetime
    new_id: Callable[[str], str]
    encoder: Encoder
    timer: Callable[[], float]
    stored_orders: Sequence[Order] = ()
    notices: Sequence[Notice] = ()
    writer: Writer | None = None


@dataclass
class Stopwatch:
    """Milliseconds by stage."""

    timer: Callable[[], float]
    laps: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start = self._last = self.timer()

    def lap(self, stage: str) -> None:
        now = self.timer()
        self.laps[stage] = round((now - self._last) * 1000, 3)
        self._last = now

    def total(self) -> dict[str, float]:
        return {**self.laps, "total": round((self.timer() - self._start) * 1000, 3)}


def suggest(version: Version, request: SuggestRequest, context: Context) -> Suggestion:
    """Return a suggestion for the newest customer turn of a conversation."""
    watch = Stopwatch(context.timer)
    now = request.now or context.now
    reading = conversation_reading.read(request.messages)
    vectors = context.encoder.encode(reading.texts)
    watch.lap("encode")
    tagged = version.triager.triage(reading, vectors, request, now)
    watch.lap("triage")
    orders = trusted(request.orders, context.stored_orders, request.customer)
    asked_at = reading.asked_at(now)
    tier = request.customer.tier if request.customer else None
    decided = version.workflows.decide(
        briefing.asked(version, reading, tagged), orders.orders, asked_at, now, tier=tier
    )
    triage_ = briefing.with_orders(tagged.triage, decided)
    watch.lap("decide")
    scope = briefing.scope(version, triage_, decided, request, now)
    evidence = version.retriever.retrieve(briefing.search(reading, tagged, vectors), scope)
    watch.lap("retrieve")
    known = Known(request, now, reading, triage_, orders, decided, scope, evidence, context.notices)
    drafting = _draft(version, known, context)
    watch.lap("draft")
    return _suggestion(version, known, drafting, context, watch)


def triage(version: Version, conversation: Conversation, context: Context) -> Triage:
    """Return tags and route of the newest customer turn."""
    reading = conversation_reading.read(conversation.messages)
    vectors = context.encoder.encode(reading.texts)
    return triage_read(version, conversation, reading, vectors, context)


def triage_read(
    version: Version, conversation: Conversation, reading: Reading, vectors: Vectors, context: Context
) -> Triage:
    """Return tags and route of a conversation that was read and encoded before, as batches do."""
    return version.triager.triage(reading, vectors, conversation, context.now).triage.as_reported()


@dataclass(frozen=True)
class SearchResult:
    """Passages for a query, best first, also when they lie below the floor and `abstained` says so."""

    abstained: bool
    hits: tuple[ScoredPassage, ...]
    chance: float
    """Estimated chance that the nearest answers, in [0, 1]."""


def search(
    version: Version, conversation: Conversation, context: Context, *, count: int, best_of_page: bool = False
) -> SearchResult:
    """Return the passages in force today that speak to the newest customer turn; agent-only pages included."""
    reading = conversation_reading.read(conversation.messages)
    vectors = context.encoder.encode(reading.texts)
    tagged = version.triager.triage(reading, vectors, conversation, context.now)
    scope = briefing.scope(version, tagged.triage, (), conversation, context.now)
    found = version.retriever.search(briefing.search(reading, tagged, vectors), scope)
    hits = list(found.ranked)
    if best_of_page:
        first: dict[str, ScoredPassage] = {}
        for hit in hits:
            first.setdefault(hit.passage.page_id, hit)
        hits = list(first.values())
    return SearchResult(found.abstained, tuple(hits[:count]), found.chance)


@dataclass(frozen=True)
class _Drafting:
    """The reply and how it came about."""

    reply: Reply
    degraded: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()
    cost: Cost = field(default_factory=Cost)
    follow_up: FollowUp | None = None


def _draft(version: Version, known: Known, context: Context) -> _Drafting:
    material = briefing.material(version, known)
    instead = replying.instead_of_a_draft(
        known.triage,
        version.profile,
        material.answers,
        known.request.channel,
        known.reading.turn_text,
        found_something=not known.evidence.abstained,
        only_thanks=known.reading.is_only_thanks,
        names_other_shop=briefing.names_other_shop(version, known.reading),
    )
    if instead is not None:
        return _Drafting(instead)
    nearest = [hit.passage.id for hit in known.evidence.found[:3]]
    sketch = composer.compose(material)
    if sketch is None:
        return _Drafting(replying.nothing_found(known.triage, material.answers, nearest))
    composed = assemble(sketch, material, written_by=WrittenBy.COMPOSER)
    if not composed.check.grounded:
        composed = _without_unsupported(sketch, composed, material)
    if all(claim.kind is ClaimKind.COURTESY for claim in composed.check.claims):
        return _Drafting(replying.nothing_found(known.triage, material.answers, nearest))
    something_to_say = any(point.passages or point.decision for point in material.points)
    if context.writer is None or not something_to_say:
        return _Drafting(composed, follow_up=material.follow_up)
    return _written(context.writer, material, sketch, composed, known.reading.turn_text)


def _without_unsupported(sketch: Sketch, composed: Draft, material: Material) -> Draft:
    """Repair once: drop what the check refuses."""
    refused = {claim.text for claim in composed.check.claims if not claim.supported}
    paragraphs = [tuple(s for s in paragraph if s.text not in refused) for paragraph in sketch.paragraphs]
    kept = replace(sketch, paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph))
    return assemble(kept, material, written_by=WrittenBy.COMPOSER, repaired=len(refused))


def _written(writer: Writer, material: Material, sketch: Sketch, composed: Draft, message: str) -> _Drafting:
    """Ask the model; whatever goes wrong, the composed draft stands and says so."""
    try:
        written = writer.write(material, sketch, message)
    except DraftRefused as refused:
        return _Drafting(
            composed, degraded=(refused.code,), warnings=_removals(refused.removed), follow_up=material.follow_up
        )
    except Unavailable as failure:
        return _Drafting(composed, degraded=(failure.code,), follow_up=material.follow_up)
    return _Drafting(
        written.draft,
        warnings=_removals(written.removed),
        cost=Cost(amount=f"{written.cost_usd:.4f}", tokens=written.tokens),
        follow_up=material.follow_up,
    )


def _removals(reasons: Sequence[str]) -> tuple[Warning, ...]:
    """Say what of a model's draft was refused, and why."""
    return tuple(
        Warning(
            code="model_sentence_removed",
            severity=Severity.INFO,
            message=f"A sentence of the model was removed: {why}.",
        )
        for why in reasons
    )


def _suggestion(version: Version, known: Known, drafting: _Drafting, context: Context, watch: Stopwatch) -> Suggestion:
    request, reply = known.request, drafting.reply
    used = {citation.passage_id for citation in reply.citations} if isinstance(reply, Draft) else set()
    actions = tuple(_promised_by(one.action, reply) for one in known.decided if one.action is not None)
    found = _found(known, used)
    return Suggestion(
        suggestion_id=context.new_id("sg"),
        client_id=version.profile.id,
        conversation_id=request.conversation_id or context.new_id("cv"),
        answers=known.reading.answers,
        knowledge_version=version.id,
        created_at=known.now,
        triage=known.triage.as_reported(),
        decisions=briefing.decisions_as_reported(known),
        reply=reply,
        actions=actions,
        follow_up=drafting.follow_up,
        warnings=(*_warnings(version, known, reply, drafting.follow_up), *drafting.warnings),
        customer_context=CustomerContext(identity=known.orders.identity, prior_contacts=_prior_contacts(known.reading)),
        retrieval=Retrieval(
            as_of=briefing.as_of(version, known, (passage.passage_id for passage in found)),
            abstained=known.evidence.abstained,
            found=found,
        ),
        degraded=drafting.degraded,
        timings_ms=watch.total(),
        cost=drafting.cost,
        metadata=request.metadata,
    )


def _promised_by(action: Action, reply: Reply) -> Action:
    """Note which sentence promises the action, if one does."""
    if not isinstance(reply, Draft):
        return action
    claim = next((p.claim for p in reply.check.promises if p.kept_by == action.id), None)
    return action.model_copy(update={"promised_by": claim})


def _found(known: Known, used: set[str]) -> tuple[Found, ...]:
    """Return the trace; a passage the draft quotes is in it even when the search ranked others higher."""
    trace = [
        Found(passage_id=hit.passage.id, score=hit.score, used=hit.passage.id in used) for hit in known.evidence.found
    ]
    listed = {found.passage_id for found in trace}
    by_decision = sorted(used - listed)
    scores = {hit.passage.id: hit.score for hits in known.evidence.answers for hit in hits}
    trace += [Found(passage_id=pid, score=scores.get(PassageId(pid), 0.0), used=True) for pid in by_decision]
    return tuple(trace)


def _warnings(version: Version, known: Known, reply: Reply, follow_up: FollowUp | None) -> list[Warning]:
    found = notices.warnings(briefing.announced(version, known), reply)
    if isinstance(reply, Draft):
        for promise in reply.check.promises:
            if promise.kept_by and promise.kept_by.startswith("act-"):
                text = f"The draft promises something: approve {promise.kept_by} or change the sentence."
                found.append(
                    Warning(code="action_required", severity=Severity.CONFIRM, message=text, claim=promise.claim)
                )
        unanswered = [
            intent.name
            for intent, one, hits in zip(known.triage.intents, known.decided, known.evidence.answers, strict=False)
            if one.decision is None and not hits
        ]
        if unanswered:
            text = f"Nothing in force answers: {', '.join(unanswered)}."
            found.append(Warning(code="intent_unanswered", severity=Severity.CONFIRM, message=text))
        if not known.triage.sure:
            found.append(
                Warning(
                    code="intent_unsure",
                    severity=Severity.CONFIRM,
                    message="Not sure of the intent: check it before sending.",
                )
            )
    if follow_up is not None and follow_up.reply_window_open is False:
        text = f"On {follow_up.due_on} WhatsApp allows only a template."
        found.append(Warning(code="follow_up_outside_reply_window", severity=Severity.INFO, message=text))
    stale = [o.number for o in known.orders.orders if o.as_of and known.now - o.as_of > STALE_AFTER]
    if stale:
        text = f"Order facts are older than {STALE_AFTER.total_seconds() / 3600:.0f} hours: {', '.join(stale)}."
        found.append(Warning(code="orders_stale", severity=Severity.CONFIRM, message=text))
    return found


def _prior_contacts(reading: Reading) -> int:
    """Count the customer's earlier messages in this conversation."""
    return sum(message.role is Role.CUSTOMER for message in reading.earlier)


def order_numbers(version: Version, conversation: Conversation) -> list[str]:
    """Return the order numbers a customer gave, newest first: what an edge should look up before `suggest`."""
    return version.triager.order_numbers(conversation_reading.read(conversation.messages))
