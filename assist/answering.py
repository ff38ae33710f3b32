"""What every edge that stores does for one suggestion: look up what is known, walk the path, keep what came of it.

A failing database costs what is stored, never the answer; no transaction is open while the path runs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assist import handing_over, keeping, pipeline
from assist.bootstrap import Services
from assist.briefing import Version
from assist.domain.conversation import Conversation
from assist.domain.handoff import Handoff
from assist.domain.reply import Escalation
from assist.domain.stage import Replied, Stage, Whole
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.errors import Unavailable
from assist.keeping import Recalled
from assist.pipeline import Context

STORE_FAILED = "store_read_only"


@dataclass(frozen=True)
class Opened:
    """A request with everything the path needs of the outside."""

    version: Version
    request: SuggestRequest
    recalled: Recalled
    context: Context
    degraded: Sequence[str]
    is_contact: bool = True

    @property
    def asked(self) -> SuggestRequest:
        """The request with what is stored of its conversation."""
        return self.recalled.request or self.request


def opened(services: Services, client_id: str, request: SuggestRequest, *, is_contact: bool = True) -> Opened:
    """Return a request ready for the path. Raises: NotFound for an unknown client; Unavailable when no version loads.

    `is_contact` False: somebody tries things out, so that earlier contacts do not count and this is none.
    """
    served = services.served(client_id)
    recalled, degraded = recalled_or_not(services, served.version, request)
    context = services.context(
        recalled.orders,
        happenings=recalled.happenings,
        promises=recalled.promises,
        contacts=recalled.contacts if is_contact else (),
        notices=services.notices(served.version.profile.id),
        with_adviser=True,
    )
    return Opened(served.version, request, recalled, context, (*served.degraded, *degraded), is_contact)


def recalled_or_not(
    services: Services, version: Version, conversation: Conversation
) -> tuple[Recalled, tuple[str, ...]]:
    """Look up what is stored of the customer; a failing store costs the facts, not the answer."""
    try:
        return keeping.recall(services, version, conversation, datetime.now(UTC)), ()
    except Unavailable:
        return Recalled(), (STORE_FAILED,)


def suggestion(services: Services, ready: Opened) -> Suggestion:
    """Return the stored suggestion for a request."""
    return next(stage.suggestion for stage in stages(services, ready) if isinstance(stage, Whole))


def stages(services: Services, ready: Opened) -> Iterator[Stage]:
    """Yield the stages of a suggestion; it is stored before the last one is told.

    An escalation is told when the handoff it names is stored, which is at once: no model writes one.
    """
    for stage in pipeline.stages(ready.version, ready.asked, ready.context):
        if isinstance(stage, Whole):
            kept = _kept(services, ready, stage.suggestion)
            if isinstance(kept.reply, Escalation):
                yield Replied(reply=kept.reply)
            yield Whole(suggestion=kept)
        elif not (isinstance(stage, Replied) and isinstance(stage.reply, Escalation)):
            yield stage


def _kept(services: Services, ready: Opened, made: Suggestion) -> Suggestion:
    made = made.with_degraded(ready.degraded)
    handoff = _prepared(ready, made)
    named = made if handoff is None else _naming(made, handoff)
    try:
        return keeping.keep_suggestion(
            services,
            ready.version,
            ready.request,
            named,
            ready.recalled,
            handoff=handoff,
            is_contact=ready.is_contact,
        )
    except Unavailable:
        return made if STORE_FAILED in made.degraded else made.with_degraded((STORE_FAILED,))


def _prepared(ready: Opened, made: Suggestion) -> Handoff | None:
    if not isinstance(made.reply, Escalation):
        return None
    return handing_over.of_escalation(ready.version, ready.asked, made, ready.context)


def _naming(made: Suggestion, handoff: Handoff) -> Suggestion:
    reply = made.reply.model_copy(update={"handoff_id": handoff.handoff_id})
    return made.model_copy(update={"reply": reply})
