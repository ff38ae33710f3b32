"""What no answer may do, whatever its case expects: each is a violation, and any new one blocks.

Knows the passages of the version that answered; reads no page besides.
"""

from collections.abc import Iterator
from datetime import date

from assist.briefing import Version
from assist.domain.enums import ClaimKind
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion
from evals.cases import Case
from evals.outcomes import Violation

UNSUPPORTED = "unsupported_claim"
UNKEPT = "unkept_promise"
NOT_VERBATIM = "quote_not_verbatim"
ANSWERED = "must_abstain_answered"
NOT_IN_FORCE = "not_in_force"
NEVER_PROMISED = "never_promised"


def violations(case: Case, version: Version, found: Suggestion) -> tuple[Violation, ...]:
    """Return everything an answer does that none may."""
    reply = found.reply
    if not isinstance(reply, Draft):
        return ()
    named = [*_unsound(reply), *_misquoted(version, reply), *_out_of_force(version, found, reply)]
    if case.expect.refuses_a_draft:
        named.append((ANSWERED, "a draft where nothing supports an answer"))
    named += [(NEVER_PROMISED, f"says “{words}”") for words in _forbidden(version, reply)]
    return tuple(Violation(code=code, where=case.id, says=says) for code, says in named)


def _unsound(reply: Draft) -> Iterator[tuple[str, str]]:
    for claim in reply.check.claims:
        if not claim.supported and claim.kind is not ClaimKind.COURTESY:
            yield UNSUPPORTED, f"nothing supports “{claim.text}”"
    for promise in reply.check.promises:
        if promise.kept_by is None:
            yield UNKEPT, f"nobody keeps a promise to {promise.kind}"


def _misquoted(version: Version, reply: Draft) -> Iterator[tuple[str, str]]:
    for citation in reply.citations:
        passage = version.retriever.passage(citation.passage_id)
        if passage is not None and passage.text[citation.start : citation.end] != citation.quote:
            yield NOT_VERBATIM, f"{citation.passage_id} does not say “{citation.quote}”"


def _out_of_force(version: Version, found: Suggestion, reply: Draft) -> Iterator[tuple[str, str]]:
    """Yield cited passages that do not hold on the day the trace says counts for their page."""
    for name in dict.fromkeys(citation.passage_id for citation in reply.citations):
        passage = version.retriever.passage(name)
        day = found.retrieval.as_of.get(passage.page_id) if passage else None
        if passage and day and not passage.in_force_on(date.fromisoformat(day)):
            yield NOT_IN_FORCE, f"cites {name}, which is not in force on {day}"


def _forbidden(version: Version, reply: Draft) -> Iterator[str]:
    said = f" {reply.text.lower()} "
    for words in version.profile.never_promise:
        at = said.find(words.lower())
        if at >= 0 and not said[at - 1].isalnum() and not said[at + len(words)].isalnum():
            yield words
