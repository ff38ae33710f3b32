"""THE PATH: a conversation becomes a suggestion. Pure: no database, no clock, nothing sent.

`stages` reads like the list in the README: read, encode once, triage, trust orders, decide, retrieve, draft, check.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assist import briefing, cautions, surroundings, unprompted
from assist.briefing import Known, Version
from assist.domain.base import PassageId
from assist.domain.contact import Contact
from assist.domain.conversation import Conversation
from assist.domain.decision import Action, FollowUp
from assist.domain.enums import ClaimKind, Purpose, WrittenBy
from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening
from assist.domain.knowledge import ScoredPassage
from assist.domain.notice import Notice
from assist.domain.orders import Order
from assist.domain.reply import Draft, Reply, Warning
from assist.domain.stage import Decided, Replied, Stage, Triaged, Whole
from assist.domain.suggestion import Cost, CustomerContext, Found, Retrieval, Suggestion, SuggestRequest
from assist.domain.triage import Triage
from assist.drafting import completeness, composer, replying
from assist.drafting.assembly import assemble
from assist.drafting.material import Material, Sketch
from assist.drafting.writer import DraftRefused, Occasion, Writer
from assist.errors import Unavailable
from assist.ports import Encoder, Vectors
from assist.reading import Reading
from assist.stopwatch import Stopwatch
from assist.triage import placing
from assist.triage.advising import advised
from assist.triage.placing import Placed
from assist.triage.second_opinion import SecondOpinion
from assist.workflows import options
from assist.workflows.trust import trusted

FALLBACK, INCOMPLETE = "model_fallback", "model_incomplete"
"""In `degraded`: another model than the first one wrote the draft; a model left out what the customer must know."""


@dataclass(frozen=True)
class Context:
    """What comes from outside for one request: the moment, ids, the encoder, what is stored, perhaps a writer."""

    now: datetime
    new_id: Callable[[str], str]
    encoder: Encoder
    timer: Callable[[], float]
    stored_orders: Sequence[Order] = ()
    notices: Sequence[Notice] = ()
    contacts: Sequence[Contact] = ()
    """Earlier turns of this customer, as far as they are stored."""
    happenings: Sequence[Happening] = ()
    """Reported events of the conversation and its orders."""
    promises: Sequence[KeptFollowUp] = ()
    """The conversation's open follow-ups."""
    writer: Writer | None = None
    adviser: SecondOpinion | None = None


def suggest(version: Version, request: SuggestRequest, context: Context) -> Suggestion:
    """Return a suggestion for the newest customer turn of a conversation, or for what the purpose names instead."""
    return next(stage.suggestion for stage in stages(version, request, context) if isinstance(stage, Whole))


def stages(version: Version, request: SuggestRequest, context: Context) -> Iterator[Stage]:
    """Yield what is known of a suggestion as soon as it is: tags, decisions, a reply, perhaps a better one, the whole."""
    if request.purpose is not Purpose.REPLY:
        yield from _unprompted(version, request, context)
        return
    watch = Stopwatch(context.timer)
    now = request.now or context.now
    reading = version.read(request, context.stored_orders)
    vectors = context.encoder.encode(reading.texts)
    watch.lap("encode")
    orders = trusted(request.orders, context.stored_orders, request.customer)
    tagged = version.triager.triage(reading, vectors, request, now, orders=orders.orders)
    tagged = advised(context.adviser, version.triager, tagged, reading, vectors, request)
    watch.lap("triage")
    asked_at = reading.asked_at(now)
    background = surroundings.background(request, reading, orders)
    decided = version.workflows.decide(
        briefing.asked(version, reading, tagged), orders.orders, asked_at, now, background
    )
    placed = briefing.placed(version, tagged, reading, request, context.contacts, decided)
    watch.lap("decide")
    yield Triaged(triage=placed.triage.as_reported())
    scope = briefing.scope(version, placed.triage, decided, request, now)
    evidence = version.retriever.retrieve(briefing.search(reading, tagged, vectors), scope)
    watch.lap("retrieve")
    known = Known(request, now, reading, placed, orders, decided, scope, evidence, context.notices)
    yield Decided(decisions=briefing.decisions_as_reported(known))
    drafting = yield from _replied(version, known, context, watch)
    watch.lap("draft")
    yield Whole(suggestion=_suggestion(version, known, drafting, context, watch))


def _unprompted(version: Version, request: SuggestRequest, context: Context) -> Iterator[Stage]:
    watch = Stopwatch(context.timer)
    now, stored = request.now or context.now, context.stored_orders
    outside = unprompted.Outside(now, context.encoder, stored, context.notices, context.happenings, context.promises)
    proposed = unprompted.propose(version, request, outside)
    watch.lap("draft")
    drafting = _Drafting(proposed.reply, warnings=proposed.warnings, follow_up=proposed.follow_up)
    whole = _suggestion(version, proposed.known, drafting, context, watch).model_copy(update={"answers": ()})
    yield Triaged(triage=whole.triage)
    yield Decided(decisions=whole.decisions)
    yield Replied(reply=whole.reply)
    yield Whole(suggestion=whole)


def triage(version: Version, conversation: Conversation, context: Context) -> Triage:
    """Return tags and route of the newest customer turn."""
    return placed(version, conversation, context).triage.as_reported()


def placed(version: Version, conversation: Conversation, context: Context) -> Placed:
    """Return the triage of the newest customer turn, and what of the customer's other contacts goes with it."""
    reading = version.read(conversation, context.stored_orders)
    vectors = context.encoder.encode(reading.texts)
    return placed_read(version, conversation, reading, vectors, context)


def placed_read(
    version: Version, conversation: Conversation, reading: Reading, vectors: Vectors, context: Context
) -> Placed:
    """Return the same for a conversation that was read and encoded before, as batches do."""
    tagged = version.triager.triage(reading, vectors, conversation, context.now)
    tagged = advised(context.adviser, version.triager, tagged, reading, vectors, conversation)
    return placing.place(version.triager.rules, tagged, reading, conversation, context.contacts)


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
    reading = version.read(conversation, context.stored_orders)
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
    rewritable: tuple[Material, Sketch] | None = None
    """What a model may put in better words."""


def _replied(version: Version, known: Known, context: Context, watch: Stopwatch) -> Generator[Stage, None, _Drafting]:
    """Yield the composed reply at once, and the model's if there is one and it holds; return what stands."""
    composed = _draft(version, known)
    yield Replied(reply=composed.reply)
    writer = context.writer if version.profile.writer.enabled else None
    if writer is None or composed.rewritable is None or not isinstance(composed.reply, Draft):
        return composed
    occasion = Occasion(version.calendar.day(known.now), watch.elapsed_s())
    written = _written(writer, *composed.rewritable, composed.reply, known.reading.turn_text, occasion)
    if written.reply is not composed.reply:
        yield Replied(reply=written.reply, replaces=True)
    return written


def _draft(version: Version, known: Known) -> _Drafting:
    material = briefing.material(version, known)
    instead = replying.instead_of_a_draft(
        known.triage,
        version.profile,
        material.answers,
        known.request.channel,
        known.reading.turn_text,
        found_something=not known.evidence.abstained and briefing.may_be_answered(known),
        only_thanks=known.reading.is_only_thanks,
        names_other_shop=briefing.names_other_shop(version, known.reading),
    )
    if instead is not None:
        return _Drafting(instead)
    if not unprompted.is_window_open(known.request, known.now):
        return _Drafting(unprompted.templated(version, known, material), follow_up=material.follow_up)
    nearest = [hit.passage.id for hit in known.evidence.found[:3]]
    sketch = composer.compose(material)
    if sketch is None:
        return _Drafting(replying.nothing_found(known.triage, material.answers, nearest))
    if sketch.nothing_new:
        return _Drafting(replying.nothing_new(material.answers))
    composed = assemble(sketch, material, written_by=WrittenBy.COMPOSER)
    if not composed.check.grounded:
        composed = _without_unsupported(sketch, composed, material)
    if all(claim.kind is ClaimKind.COURTESY for claim in composed.check.claims):
        return _Drafting(replying.nothing_found(known.triage, material.answers, nearest))
    something_to_say = any(point.passages or point.decision for point in material.points)
    rewritable = (material, sketch) if something_to_say else None
    return _Drafting(composed, follow_up=material.follow_up, rewritable=rewritable)


def _without_unsupported(sketch: Sketch, composed: Draft, material: Material) -> Draft:
    """Repair once: drop what the check refuses."""
    refused = {claim.text for claim in composed.check.claims if not claim.supported}
    paragraphs = [tuple(s for s in paragraph if s.text not in refused) for paragraph in sketch.paragraphs]
    kept = replace(sketch, paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph))
    return assemble(kept, material, written_by=WrittenBy.COMPOSER, repaired=len(refused))


def _written(
    writer: Writer, material: Material, sketch: Sketch, composed: Draft, message: str, occasion: Occasion
) -> _Drafting:
    """Ask the model; whatever goes wrong, the composed draft stands and says so."""
    try:
        written = writer.write(material, sketch, message, occasion)
    except DraftRefused as refused:
        return _Drafting(
            composed,
            degraded=(refused.code,),
            warnings=cautions.of_removed(refused.removed),
            cost=Cost(amount=f"{refused.cost_usd:.4f}", tokens=refused.tokens),
            follow_up=material.follow_up,
        )
    except Unavailable as failure:
        return _Drafting(composed, degraded=(failure.code,), follow_up=material.follow_up)
    cost = Cost(amount=f"{written.cost_usd:.4f}", tokens=written.tokens)
    if completeness.lost(composed.check.completeness, written.draft.check.completeness):
        return _Drafting(composed, degraded=(INCOMPLETE,), cost=cost, follow_up=material.follow_up)
    return _Drafting(
        written.draft,
        degraded=(FALLBACK,) if written.stood_in else (),
        warnings=cautions.of_removed(written.removed),
        cost=cost,
        follow_up=material.follow_up,
    )


def _suggestion(version: Version, known: Known, drafting: _Drafting, context: Context, watch: Stopwatch) -> Suggestion:
    request, reply = known.request, drafting.reply
    used = {citation.passage_id for citation in reply.citations} if isinstance(reply, Draft) else set()
    actions = tuple(_promised_by(action, reply) for one in known.decided for action in one.actions)
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
        alternatives=options.alternatives(known.decided, request.alternatives),
        actions=actions,
        follow_up=drafting.follow_up,
        warnings=(*cautions.of_reply(version, known, reply, drafting.follow_up), *drafting.warnings),
        customer_context=CustomerContext(
            identity=known.orders.identity,
            prior_contacts=known.placed.prior_contacts,
            open_elsewhere=known.placed.elsewhere,
        ),
        retrieval=Retrieval(
            as_of=briefing.as_of(version, known, (passage.passage_id for passage in found)),
            abstained=known.evidence.abstained,
            found=found,
        ),
        degraded=(*known.placed.degraded, *drafting.degraded),
        timings_ms=watch.total(),
        cost=drafting.cost.plus(*known.placed.spent),
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


def order_numbers(version: Version, conversation: Conversation) -> list[str]:
    """Return the order numbers a customer gave, newest first: what an edge should look up before `suggest`."""
    return version.triager.order_numbers(version.read(conversation))
