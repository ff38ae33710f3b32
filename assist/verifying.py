"""A draft and what it may draw on, as asked for by a desk or a shell, become evidence for the checker. Knows no pipeline stage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assist import atoms
from assist.atoms import AtomKind
from assist.briefing import Version
from assist.domain.client import Profile
from assist.domain.enums import Audience, Severity
from assist.domain.knowledge import Passage
from assist.domain.reply import Check, Warning
from assist.domain.verification import VerifyRequest
from assist.drafting.checking import renderings, verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.renderings import Clock
from assist.drafting.checking.verification import Brand
from assist.errors import BadInput
from assist.working_time import WorkingTime


@dataclass(frozen=True)
class Verified:
    """The check of a draft, and a warning for each claim that does not stand."""

    check: Check
    warnings: tuple[Warning, ...]


def verify_for(version: Version, request: VerifyRequest) -> Verified:
    """Check a draft of a client: by its clock, its forbidden words, and the passages of its version that are named.

    Raises: BadInput for a passage the version does not hold, or that customers may not read.
    """
    found = [_passage(version, name, at) for at, name in enumerate(request.passage_ids)]
    return verify(request, profile=version.profile, calendar=version.calendar, found=found)


def _passage(version: Version, name: str, at: int) -> Passage:
    found = version.retriever.passage(name)
    if found is None:
        raise BadInput(f"passage_ids[{at}] names no passage of {version.id}", path=f"passage_ids[{at}]")
    if found.audience is not Audience.CUSTOMER:
        raise BadInput(f"passage_ids[{at}] is for agents only: no draft may rest on it", path=f"passage_ids[{at}]")
    return found


def verify(
    request: VerifyRequest,
    *,
    profile: Profile | None = None,
    calendar: WorkingTime | None = None,
    found: Sequence[Passage] = (),
) -> Verified:
    """Check a draft against what the request gives and, with a client, its passages `found` and its forbidden words."""
    evidence = Evidence(_sources(request, calendar, found), vocabulary=_vocabulary(request, profile))
    keepers = Keepers(request.actions, request.follow_up, request.decisions)
    brand = Brand(profile.never_promise if profile else ())
    check, faults = verification.verify(
        request.draft, evidence, keepers, brand, request.attested, decisions=request.decisions
    )
    warnings = tuple(
        Warning(
            code="claim_unsupported", severity=Severity.CONFIRM, message=f"Check this sentence: {why}.", claim=claim.id
        )
        for claim, why in zip(check.claims, faults, strict=True)
        if why is not None
    )
    return Verified(check, warnings)


def _sources(request: VerifyRequest, calendar: WorkingTime | None, found: Sequence[Passage]) -> Iterable[Source]:
    clock = Clock(calendar)
    for given in request.passages:
        yield Source(given.id, SourceKind.POLICY, given.text, about=" ".join(given.headings))
    for passage in found:
        yield Source(passage.id, SourceKind.POLICY, passage.text, about=" ".join(passage.headings))
    yield from renderings.of_orders(request.orders, clock)
    yield from renderings.of_products(request.products)
    yield from renderings.of_decisions(request.decisions, clock)
    yield from renderings.of_doings(request.actions, request.follow_up, request.events, clock)


def _vocabulary(request: VerifyRequest, profile: Profile | None) -> Iterable[str]:
    """Return names anybody may say: the brand's, the customer's, the agent's."""
    names = [request.customer.name if request.customer else None, request.agent.name if request.agent else None]
    if profile is not None:
        names += [profile.brand, *profile.channels]
    return [name for name in names if name]


def lost_facts(before: Check, after: Check) -> bool:
    """Say whether a number, amount, day, link or promise of one text is missing in another."""
    return bool(_facts(before) - _facts(after)) or len(_kept(after)) < len(_kept(before))


def changed_facts(before: Check, after: Check) -> bool:
    """Say whether two texts state different numbers, amounts, days or links: all that can be compared across languages."""
    return _facts(before) != _facts(after)


def _facts(check: Check) -> frozenset[tuple[str, str]]:
    found = (atom for claim in check.claims for atom in atoms.extract(claim.text))
    return frozenset((atom.kind.value, atom.value) for atom in found if atom.kind is not AtomKind.NUMBER)


def _kept(check: Check) -> list[str]:
    return [promise.kept_by for promise in check.promises if promise.kept_by]
