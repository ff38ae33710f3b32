"""Tools beside a reply: another wording of a draft, and an answer to the agent's own question. Everything is checked or cited."""

from assist import pipeline, verifying
from assist import text as texts
from assist.briefing import Version
from assist.domain.conversation import Conversation, Message
from assist.domain.enums import Audience, WrittenBy
from assist.domain.knowledge import ScoredPassage
from assist.domain.tools import Answered, AnswerPart, AskRequest, Reworded, Rewording, RewordRequest
from assist.domain.verification import VerifyRequest
from assist.drafting import rewording
from assist.errors import Unavailable
from assist.pipeline import Context
from assist.ports import LanguageModel
from assist.text import content_words
from assist.verifying import Verified

MOST_PARTS = 3
"""Sentences quoted to an agent: more is reading the page."""
NEEDS_MODEL = "model_needed"
UNSUPPORTED = "model_unsupported"


def reword(version: Version, request: RewordRequest, model: LanguageModel | None, *, deadline_s: float) -> Reworded:
    """Return the draft reworded if what came out still stands as well as the draft did; else the draft and why."""
    before = _checked(version, request, request.draft)
    if model is None and request.how is not Rewording.SHORTER:
        return _unchanged(request, before, NEEDS_MODEL)
    if model is None:
        return _shortened(version, request, before, ())
    try:
        names = [request.customer.name] if request.customer and request.customer.name else []
        answer = rewording.by_model(
            model,
            request.draft,
            request.how,
            brand=version.profile.brand,
            names=names,
            locale=request.locale,
            deadline_s=deadline_s,
        )
    except Unavailable as failure:
        return _fallback(version, request, before, failure.code)
    after = _checked(version, request, answer.text)
    if not _as_good(before, after, request.how):
        return _fallback(version, request, before, UNSUPPORTED)
    return Reworded(
        text=answer.text,
        how=request.how,
        written_by=WrittenBy.MODEL,
        changed=answer.text != request.draft,
        check=after.check,
        warnings=after.warnings,
        tokens=answer.tokens,
    )


def _fallback(version: Version, request: RewordRequest, before: Verified, code: str) -> Reworded:
    if request.how is Rewording.SHORTER:
        return _shortened(version, request, before, (code,))
    return _unchanged(request, before, code)


def _shortened(version: Version, request: RewordRequest, before: Verified, degraded: tuple[str, ...]) -> Reworded:
    text = rewording.shorter(request.draft, before.check)
    after = _checked(version, request, text)
    return Reworded(
        text=text,
        how=request.how,
        written_by=WrittenBy.COMPOSER,
        changed=text != request.draft,
        check=after.check,
        warnings=after.warnings,
        degraded=degraded,
    )


def _unchanged(request: RewordRequest, before: Verified, code: str) -> Reworded:
    return Reworded(
        text=request.draft,
        how=request.how,
        written_by=WrittenBy.COMPOSER,
        changed=False,
        check=before.check,
        warnings=before.warnings,
        degraded=(code,),
    )


def _checked(version: Version, request: RewordRequest, draft: str) -> Verified:
    fields = {name: getattr(request, name) for name in VerifyRequest.model_fields}
    return verifying.verify_for(version, VerifyRequest.model_construct(**{**fields, "draft": draft}))


def _as_good(before: Verified, after: Verified, how: Rewording) -> bool:
    """Say whether no fact was lost or changed; a translation is judged by its typed facts, as its words are others."""
    if how is Rewording.TRANSLATE:
        return not verifying.changed_facts(before.check, after.check)
    wrong_before = sum(not claim.supported for claim in before.check.claims)
    wrong_after = sum(not claim.supported for claim in after.check.claims)
    return wrong_after <= wrong_before and not verifying.lost_facts(before.check, after.check)


def ask(version: Version, request: AskRequest, context: Context) -> Answered:
    """Return the sentences of the pages that answer an agent's question, agent-only ones marked internal."""
    conversation = Conversation(locale=request.locale, messages=(Message(text=request.question),))
    found = pipeline.search(version, conversation, context, count=MOST_PARTS)
    asked = content_words(request.question)
    parts = [_part(hit, asked) for hit in found.hits]
    return Answered(
        abstained=found.abstained,
        parts=() if found.abstained else tuple(part for part in parts if part is not None),
        nearest=tuple(hit.passage.id for hit in found.hits),
    )


def _part(hit: ScoredPassage, asked: set[str]) -> AnswerPart | None:
    """Return the sentence of a passage that shares most with the question; its first one when none does."""
    passage = hit.passage
    spans = texts.sentences(passage.text)
    if not spans:
        return None
    start, end = max(spans, key=lambda span: len(asked & content_words(passage.text[slice(*span)])))
    return AnswerPart(
        text=passage.text[start:end],
        passage_id=passage.id,
        headings=passage.headings,
        start=start,
        end=end,
        audience=passage.audience,
        internal=passage.audience is Audience.AGENT,
    )
