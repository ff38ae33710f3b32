"""What a person changed in a draft, whether it stands as sent, and what all of that adds up to.

Similarity is `1 - d / (m + n)`, where d is the number of insertions and deletions between texts of m and n code points
(rapidfuzz's `fuzz.ratio`), after joining white space.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rapidfuzz import fuzz

from assist import atoms, text, verifying
from assist.atoms import AtomKind
from assist.briefing import Version
from assist.domain.base import Frozen
from assist.domain.enums import Audience, ClaimKind, Severity
from assist.domain.feedback import Edit, EditKind, Feedback, FeedbackEvent, Outcome
from assist.domain.orders import Order
from assist.domain.reply import Check, Draft, Warning
from assist.domain.suggestion import Suggestion
from assist.domain.verification import MAX_DRAFT, GivenPassage, VerifyRequest
from assist.drafting.checking import commitments, statements

ALIKE = 60.0
"""Similarity, in percent, from which a sent sentence is the draft's in other words. Chosen by eye on forty edits of ours."""
CONTAINED = 85.0
"""Similarity, in percent, of a sentence to a stretch of the other text from which it is there, joined to another one."""
_STATES = frozenset({ClaimKind.FACT, ClaimKind.POLICY, ClaimKind.PROMISE})


@dataclass(frozen=True)
class Sending:
    """What was changed in a draft, and the check of the text that was sent."""

    edit: Edit
    check: Check | None
    warnings: tuple[Warning, ...] = ()


def sending_of(version: Version, suggestion: Suggestion, orders: Sequence[Order], feedback: Feedback) -> Sending | None:
    """Compare a reported text with the draft and check it; None where no text was reported or nothing was drafted.

    Sentences of the draft that stood keep their verdict. A text beyond `MAX_DRAFT` code points is compared, not checked.
    """
    draft = suggestion.reply
    if not feedback.sent_text or not isinstance(draft, Draft):
        return None
    edit = edit_of(draft.text, feedback.sent_text)
    if len(feedback.sent_text) > MAX_DRAFT or edit.similarity == 1:
        return Sending(edit, draft.check if edit.similarity == 1 else None)
    check = _checked(version, suggestion, draft, orders, feedback)
    doubtful = [claim for claim in check.claims if not claim.supported]
    warnings = tuple(
        Warning(
            code="sent_unsupported",
            severity=Severity.INFO,
            message="Sent with a sentence that no source, decision or action of the suggestion supports.",
            claim=claim.id,
        )
        for claim in doubtful
    )
    return Sending(edit.model_copy(update={"unsupported": len(doubtful)}), check, warnings)


def _checked(
    version: Version, suggestion: Suggestion, draft: Draft, orders: Sequence[Order], feedback: Feedback
) -> Check:
    quoted = [GivenPassage(id=one.passage_id, text=one.quote) for one in draft.citations]
    found = [name for one in suggestion.retrieval.found if _may_be_told(version, name := one.passage_id)]
    request = VerifyRequest(
        draft=feedback.sent_text or "",
        passages=tuple(quoted),
        passage_ids=tuple(found),
        orders=tuple(orders),
        decisions=suggestion.decisions,
        actions=suggestion.actions,
        follow_up=suggestion.follow_up,
        attested=feedback.attested[:50],
    )
    check = verifying.verify_for(version, request).check
    stood = {_joined(claim.text): claim for claim in draft.check.claims if claim.supported}
    claims = tuple(
        claim.model_copy(update={"supported": True, "by": stood[_joined(claim.text)].by})
        if not claim.supported and _joined(claim.text) in stood
        else claim
        for claim in check.claims
    )
    standing = sum(claim.supported for claim in claims)
    score = standing / len(claims) if claims else 1.0
    return check.model_copy(update={"claims": claims, "grounded": standing == len(claims), "score": score})


def _may_be_told(version: Version, name: str) -> bool:
    passage = version.retriever.passage(name)
    return passage is not None and passage.audience is Audience.CUSTOMER


@dataclass(frozen=True)
class Sentences:
    """The sentences of a draft beside those of the sent text: which stayed, in what words, which are gone, which are new."""

    stayed: Sequence[tuple[str, str]]
    gone: Sequence[str]
    new: Sequence[str]


def compared(draft: str, sent: str) -> Sentences:
    """Pair the sentences of a draft with those of the text that was sent."""
    before, after = _sentences(draft), _sentences(sent)
    pairs = _pairs(before, after)
    return Sentences(
        stayed=[(before[at], after[to]) for at, to in pairs.items()],
        gone=[one for at, one in enumerate(before) if at not in pairs and not _is_within(one, sent)],
        new=[one for at, one in enumerate(after) if at not in pairs.values() and not _is_within(one, draft)],
    )


def edit_of(draft: str, sent: str) -> Edit:
    """Say how a sent text differs from its draft: how much, and in which ways."""
    if _sentences(draft) == _sentences(sent):
        return Edit(similarity=1.0)
    similarity = min(round(fuzz.ratio(_joined(draft), _joined(sent)) / 100, 4), 0.9999)
    sentences = compared(draft, sent)
    stayed, gone, new = sentences.stayed, sentences.gone, sentences.new
    kinds = {
        EditKind.FACT: any(_facts(one) != _facts(other) for one, other in stayed),
        EditKind.ADDED_STEP: any(states(one) for one in new),
        EditKind.REMOVED_CLAIM: any(states(one) for one in gone),
    }
    found = tuple(kind for kind, is_there in kinds.items() if is_there)
    reworded = any(one != other and _facts(one) == _facts(other) for one, other in stayed)
    courtesy = any(not states(one) for one in (*gone, *new))
    return Edit(similarity=similarity, kinds=(*found, *((EditKind.TONE,) if reworded or courtesy or not found else ())))


def _sentences(content: str) -> list[str]:
    return [_joined(content[start:end]) for start, end in text.sentences(content)]


def _joined(content: str) -> str:
    return " ".join(content.split())


def _pairs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Pair the sentences that are alike, the likest first, each at most once."""
    likenesses = sorted(
        (-found, at, to)
        for at, one in enumerate(before)
        for to, other in enumerate(after)
        if (found := fuzz.ratio(one.lower(), other.lower(), score_cutoff=ALIKE)) >= ALIKE
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, to in likenesses:
        if at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)
    return pairs


def _is_within(sentence: str, other: str) -> bool:
    return len(sentence) <= len(other) and fuzz.partial_ratio(sentence.lower(), _joined(other).lower()) >= CONTAINED


def _facts(sentence: str) -> frozenset[tuple[str, str]]:
    """Return what a rewording keeps: the values stated, and whether something is denied."""
    values = {(one.kind.value, one.value) for one in atoms.extract(sentence) if one.kind is not AtomKind.NUMBER}
    denies = {("denies", "") for clause in statements.read(sentence).clauses if clause.denied}
    return frozenset(values | denies)


def states(sentence: str) -> bool:
    """Say whether a sentence states or promises something, rather than greets or thanks."""
    return commitments.kind_of(statements.read(sentence)) in _STATES


class Tally(Frozen):
    """What became of suggestions: counts, and of those sent or accepted how near they stayed to their drafts."""

    suggestions: int = 0
    sent_as_drafted: int = 0
    edited: int = 0
    rejected: int = 0
    only_shown: int = 0
    median_similarity: float | None = None


class Summary(Frozen):
    """All feedback of a client since a moment: whole, by first intent, what was changed, and why drafts were rejected."""

    whole: Tally
    by_intent: dict[str, Tally]
    edits: dict[str, int]
    sent_unsupported: int
    """Sent texts with a claim that nothing supports and nobody attests."""
    reasons: dict[str, int]
    unhelpful_sources: dict[str, int]


def summary_of(outcomes: Iterable[Outcome]) -> Summary:
    """Add up the steps reported; a suggestion counts once, by the last text sent or else the last judgement.

    What was tried out on the Try page is left out: no customer wrote.
    """
    steps: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.tried_out:
            continue
        steps.setdefault(outcome.suggestion_id, []).append(outcome)
    lives = [decisive(of_one) for of_one in steps.values()]
    intents = {name for life in lives for name in life.intents[:1]}
    edits = [life.edit for life in lives if life.edit is not None]
    everything = [one for of_one in steps.values() for one in of_one]
    return Summary(
        whole=_tally(lives),
        by_intent={name: _tally([life for life in lives if life.intents[:1] == (name,)]) for name in sorted(intents)},
        edits=_counted(kind.value for edit in edits for kind in edit.kinds),
        sent_unsupported=sum(edit.unsupported > 0 for edit in edits),
        reasons=_counted(life.feedback.reason for life in lives if life.feedback.reason),
        unhelpful_sources=_counted(
            source.passage_id for one in everything for source in one.feedback.sources if not source.useful
        ),
    )


_WEIGHT = (
    FeedbackEvent.SHOWN,
    FeedbackEvent.ACCEPTED,
    FeedbackEvent.REJECTED,
    FeedbackEvent.EDITED,
    FeedbackEvent.SENT,
)


def decisive(steps: Sequence[Outcome]) -> Outcome:
    """Return the step that says most of what became of a suggestion, the last of its kind."""
    return max(enumerate(steps), key=lambda at: (_WEIGHT.index(at[1].feedback.event), at[0]))[1]


def _tally(lives: Sequence[Outcome]) -> Tally:
    similarities = [life.edit.similarity for life in lives if life.edit is not None]
    fates = Counter(_fate(life) for life in lives)
    return Tally(
        suggestions=len(lives), **fates, median_similarity=round(median(similarities), 3) if similarities else None
    )


def _fate(life: Outcome) -> str:
    event = life.feedback.event
    if event in (FeedbackEvent.SENT, FeedbackEvent.EDITED):
        is_changed = life.edit.similarity < 1 if life.edit is not None else event is FeedbackEvent.EDITED
        return "edited" if is_changed else "sent_as_drafted"
    return {FeedbackEvent.ACCEPTED: "sent_as_drafted", FeedbackEvent.REJECTED: "rejected"}.get(event, "only_shown")


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common(10))
