"""A text becomes claims, each with its verdict: the check of a draft by a person, a model or the composer alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.domain.decision import Decision
from assist.domain.enums import ClaimKind
from assist.domain.reply import Check, Claim, Promise
from assist.drafting import completeness
from assist.drafting.checking import commitments, forbidden, framing, granting, judging, promises, statements
from assist.drafting.checking.evidence import Evidence, SourceKind
from assist.drafting.checking.judging import Verdict
from assist.drafting.checking.promises import Keepers, Keeping
from assist.drafting.checking.statements import Draft, Statement


@dataclass(frozen=True)
class Brand:
    """What a brand adds to the check."""

    never_promise: Sequence[str] = ()


@dataclass(frozen=True)
class Checked:
    """A claim's statement with its verdict and, for a promise, its keeping."""

    start: int
    end: int
    verdict: Verdict
    keeping: Keeping | None = None


def verify(
    draft: str,
    evidence: Evidence,
    keepers: Keepers,
    brand: Brand,
    attested: Sequence[str] = (),
    *,
    decisions: Sequence[Decision] = (),
) -> tuple[Check, tuple[str | None, ...]]:
    """Return the check of a draft, `claim.text == draft[start:end]`, and beside each claim why it does not stand."""
    spans = list(framing.spans(draft))
    everything = statements.draft_of(
        (draft[start:end] for start, end in spans), framing.called(draft), anchors=evidence.anchors
    )
    checked = [_checked(draft, span, evidence, keepers, brand, everything) for span in spans]
    checked = [_granted(draft, one, decisions) for one in checked]
    checked = [_attested(draft, one, attested) for one in checked]
    claims = tuple(_claim(draft, number, one) for number, one in enumerate(checked, 1))
    found = tuple(
        Promise(claim=f"k{number}", kind=one.keeping.kind, on=one.keeping.on, kept_by=one.keeping.kept_by)
        for number, one in enumerate(checked, 1)
        if one.keeping is not None
    )
    grounded = all(one.verdict.supported for one in checked)
    check = Check(
        grounded=grounded,
        score=_score(draft, checked),
        claims=claims,
        promises=found,
        completeness=completeness.of(claims, found, decisions),
    )
    return check, tuple(one.verdict.why for one in checked)


def _checked(
    draft: str, span: tuple[int, int], evidence: Evidence, keepers: Keepers, brand: Brand, everything: Draft
) -> Checked:
    start, end = span
    said = draft[start:end]
    if phrase := forbidden.phrase(said, brand.never_promise):
        return Checked(start, end, Verdict(ClaimKind.POLICY, False, 0.0, (), f"the brand never says '{phrase}'"))
    if framing.is_closing(said):
        return Checked(start, end, Verdict(ClaimKind.COURTESY, True, 1.0))
    claim = statements.read(framing.without_greeting(said) if start == 0 else said)
    if not claim.text.strip():
        return Checked(start, end, Verdict(ClaimKind.COURTESY, True, 1.0))
    is_kept = promises.keeping(claim, evidence, keepers).kept_by is not None
    verdict = judging.judge(claim, evidence, everything, is_kept=is_kept)
    if not verdict.supported and verdict.kind is not ClaimKind.PROMISE:
        return Checked(start, end, verdict)
    return _with_deeds(Checked(start, end, verdict), claim, evidence, keepers)


def _granted(draft: str, one: Checked, decisions: Sequence[Decision]) -> Checked:
    """Let no sentence stand that gives this customer what a decision refuses: the page's general yes is none to them."""
    why = granting.against(statements.read(draft[one.start : one.end]), decisions) if one.verdict.supported else None
    return one if why is None else replace(one, verdict=replace(one.verdict, supported=False, by=(), why=why))


def _with_deeds(one: Checked, claim: Statement, evidence: Evidence, keepers: Keepers) -> Checked:
    """Demand a keeper of a promise, and a record of a deed told as done."""
    verdict = one.verdict
    if verdict.kind is ClaimKind.PROMISE:
        kept = promises.keeping(claim, evidence, keepers)
        if not verdict.supported:
            return replace(one, keeping=replace(kept, kept_by=None))
        if kept.kept_by is None:
            return replace(one, verdict=_refused(verdict, "nobody keeps this promise"), keeping=kept)
        by = tuple(dict.fromkeys([*verdict.by, kept.kept_by]))
        return replace(one, verdict=replace(verdict, by=by), keeping=kept)
    if commitments.tells_done(claim.text) and not _is_recorded(claim, evidence):
        return replace(one, verdict=_refused(verdict, "it tells something as done"))
    return one


def _refused(verdict: Verdict, why: str) -> Verdict:
    return replace(verdict, supported=False, strength=min(verdict.strength, 0.25), by=(), why=why)


def _is_recorded(claim: Statement, evidence: Evidence) -> bool:
    """Say whether an order, an event or a passage in the same tense tells the deed."""
    return any(
        share >= judging.LEAST_CONTAINED
        and (known.source.kind is SourceKind.FACT or commitments.DONE.search(known.statement.text))
        for share, known in evidence.nearest(claim)
    )


def _attested(draft: str, one: Checked, attested: Sequence[str]) -> Checked:
    """Let a sentence stand that the agent answers for; its promise is kept by the agent."""
    said = draft[one.start : one.end].strip()
    if one.verdict.supported or said not in {each.strip() for each in attested}:
        return one
    verdict = replace(one.verdict, supported=True, strength=1.0, by=("agent",), why=None)
    kept = replace(one.keeping, kept_by="agent") if one.keeping is not None else None
    return replace(one, verdict=verdict, keeping=kept)


def _claim(draft: str, number: int, one: Checked) -> Claim:
    verdict = one.verdict
    return Claim(
        id=f"k{number}",
        text=draft[one.start : one.end],
        start=one.start,
        end=one.end,
        kind=verdict.kind,
        supported=verdict.supported,
        by=verdict.by,
    )


def _score(draft: str, checked: Sequence[Checked]) -> float:
    """Return the mean strength of the claims weighted by their length, courtesy left out, in [0, 1]; 1 for courtesy alone."""
    stating = [one for one in checked if one.verdict.kind is not ClaimKind.COURTESY or not one.verdict.supported]
    if not stating:
        return 1.0
    lengths = [len(draft[one.start : one.end].split()) for one in stating]
    return round(sum(n * one.verdict.strength for n, one in zip(lengths, stating, strict=True)) / sum(lengths), 4)
