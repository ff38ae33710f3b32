"""Whether a claim says the same way round as its sources: denial, opposites, who acts, conditions.

A flipped word keeps nearly all others, so the claim is compared with what is nearest to it, clause by clause.
"""

from collections.abc import Sequence

from assist import atoms
from assist.drafting.checking import conditions, lexis, nearly, reach, statements, weekdays
from assist.drafting.checking.evidence import Evidence, Known, SourceKind
from assist.drafting.checking.statements import Clause, Statement

NEAR = 0.5
"""Share of a clause's names a source clause must hold to speak of the same."""
SAME = 0.8
"""The same for a clause that only says when: there are many ways to say that."""
LEAD = 0.2
"""Source clauses this much less near than the nearest still speak of the same."""
SAME_WORDS = 0.6
"""Share of the names of two clauses together that both hold, to be the same clause but for a denial."""
DECIDED = 0.3
"""Share of a clause's names a decision's clause must hold to be about it."""
_DENYING_MODALS = frozenset({"may_not", "must_not", "never", "not_accepted", "excluded", "not_free", "need_not"})
_OPPOSITE_MODALS = {
    "may": {"may_not", "must_not", "never"}, "may_not": {"may"}, "must": {"need_not"}, "need_not": {"must"}, "must_not": {"may", "must"},
    "free": {"not_free"}, "not_free": {"free"}, "included": {"excluded"}, "excluded": {"included"}, "accepted": {"not_accepted"},
    "not_accepted": {"accepted"}, "always": {"never"}, "never": {"always", "may"},
}  # fmt: skip
_OPPOSITE_BOUNDS = {
    "before": {"after"}, "after": {"before", "until", "within"}, "until": {"from", "after"}, "from": {"until"}, "within": {"after"}, "except": {"including"},
    "including": {"except"}, "least": {"most", "less"}, "most": {"least", "more"}, "more": {"less", "most"}, "less": {"more", "least"}, }  # fmt: skip
_SIDES = frozenset({"befor", "after"})


def fault(
    claim: Statement, near: Sequence[tuple[float, Known]], evidence: Evidence, draft: frozenset[str]
) -> str | None:
    """Return what is turned round in the claim, None when nothing is. `draft` are the names of the whole draft."""
    told = [known for share, known in near if share >= 0.3]
    return (
        nearly.fault(claim, near)
        or _denial(claim, told)
        or _signs(claim, told)
        or _opposite_word(claim, near)
        or _bound(claim, told)
        or reach.fault(claim, told or evidence.known, evidence)
        or _modality(claim, near)
        or _actor(claim, told)
        or conditions.fault(claim, told or evidence.known, evidence)
        or conditions.lost(claim, near, draft)
    )


def _denial(claim: Statement, told: Sequence[Known]) -> str | None:
    """Compare what each clause denies with what the source clauses nearest to it deny."""
    for clause in claim.clauses:
        if _is_not_until(clause, claim, told) or clause.elliptic:
            continue
        near = _clauses_near(clause, told, SAME if clause.conditional else NEAR)
        if not near or not any(_is_the_same(clause, other) for _, other in near):
            continue
        best = near[0][0]
        votes = [_agrees(clause, other) for share, other in near if share >= best - LEAD]
        votes += [_agrees(clause, other) for other in _decided(clause, told)]
        if not any(votes):
            return "its source says the opposite"
    return None


def _is_not_until(clause: Clause, claim: Statement, told: Sequence[Known]) -> bool:
    """Say whether "not until it is paid" may stand for "once it is paid": the sources set no end of their own."""
    ends = any(other.ends for other in claim.clauses)
    return ends and bool(clause.denied) and not any(other.ends for one in told for other in one.statement.clauses)


def _decided(clause: Clause, told: Sequence[Known]) -> list[Clause]:
    """Return what decisions say nearest to the matter: they have weighed the rules and outweigh them."""
    found = [
        (len(clause.names & other.names), other)
        for known in told
        if known.source.kind is SourceKind.DECISION
        for other in known.statement.clauses
    ]
    most = max((shared for shared, _ in found), default=0)
    return [other for shared, other in found if shared == most and shared >= DECIDED * len(clause.names)]


def _clauses_near(clause: Clause, told: Sequence[Known], least: float) -> list[tuple[float, Clause]]:
    """Return source clauses of the same sort with the share of the clause's names they hold, best first."""
    found = [
        (len(clause.names & other.names) / len(clause.names), other)
        for known in told
        for other in known.statement.clauses
        if other.conditional or not clause.conditional
    ]
    return sorted((one for one in found if one[0] >= least), key=lambda one: -one[0])


def _is_the_same(clause: Clause, other: Clause) -> bool:
    """Say whether two clauses speak of the same in much the same words: only then does a "not" turn one round.

    Said in other words, the same rule may well come with a denial: "until we pick it", "as long as it is not picked".
    """
    shared = len(clause.names & other.names)
    return shared >= SAME_WORDS * len(clause.names | other.names)


def _agrees(clause: Clause, other: Clause) -> bool:
    """Say whether at least half of the shared names are denied in both clauses or in none.

    "Until it ships" and "once it has shipped" say the same beside opposite main clauses: no telling. A name that some
    word denies in itself (unworn) decides alone.
    """
    if clause.conditional and other.conditional and clause.ends != other.ends:
        return True
    shared = clause.names & other.names
    judged = shared & {name for name, in_itself in clause.signs | other.signs if in_itself} or shared
    same = sum((name in clause.denied) == (name in other.denied) for name in judged)
    return same * 2 >= len(judged)


def _is_close(claim: Statement, known: Known) -> bool:
    """Say whether a statement holds at least half of what the claim says, and the claim half of it."""
    shared = len(claim.names & known.statement.names)
    return shared >= NEAR * len(claim.names) and shared >= NEAR * len(known.statement.names)


def _is_about(claim: Statement, known: Known) -> bool:
    """Say whether all a claim says beside its bounds stands in a statement."""
    main = claim.names - {name for bound in claim.bounds for name in bound.names} - lexis.LIGHT - lexis.FILLERS - _SIDES
    return bool(main) and main <= known.statement.names


def _bound(claim: Statement, told: Sequence[Known]) -> str | None:
    """Compare what is set before, after, except, at least ... with what the sources set so."""
    denies = any(clause.denied for clause in claim.clauses)
    known = [
        bound
        for one in told
        if (_is_close(claim, one) or _is_about(claim, one))
        and denies == any(clause.denied for clause in one.statement.clauses)
        for bound in one.statement.bounds
    ]
    for bound in claim.bounds:
        about = [
            other
            for other in known
            if bound.names <= other.names
            or other.names <= bound.names
            or (bound.names & other.names and other.word == bound.word)
        ]
        opposite = _OPPOSITE_BOUNDS[bound.word]
        if any(other.word in opposite for other in about) and not any(other.word not in opposite for other in about):
            return "its source says the opposite"
    return None


def _signs(claim: Statement, told: Sequence[Known]) -> str | None:
    """Compare words that deny in themselves, worn and unworn, with the denials of their clauses: "not worn" is "unworn"."""
    theirs = [clause for one in told for clause in one.statement.clauses]
    in_themselves = {name for clause in (*claim.clauses, *theirs) for name, negated in clause.signs if negated}
    for clause in claim.clauses:
        for name in clause.names & in_themselves:
            known = {name in other.denied for other in theirs if name in other.names}
            if any({(name, True), (name, False)} <= other.signs for other in theirs):
                continue
            if known and (name in clause.denied) not in known:
                return "its source says the opposite"
    return None


def _opposite_word(claim: Statement, near: Sequence[tuple[float, Known]]) -> str | None:
    told = [known for share, known in near if share >= NEAR]
    if not told or not _is_close(claim, told[0]):
        return None
    days = weekdays.named(claim.text.lower())
    if days and not days & weekdays.named(told[0].statement.text.lower()):
        return None
    said = frozenset(name for known in told for name in known.statement.names) | _raw(told)
    ours = claim.names | claim.raw
    for one, other in lexis.ANTONYMS:
        for mine, theirs in ((one, other), (other, one)):
            if (
                ours & mine
                and not ours & theirs
                and not said & mine
                and told[0].statement.names & theirs | (told[0].statement.raw & theirs)
            ):
                return "its source says the opposite"
    return None


def _raw(told: Sequence[Known]) -> frozenset[str]:
    return frozenset(word for known in told for word in known.statement.raw)


def _modality(claim: Statement, near: Sequence[tuple[float, Known]]) -> str | None:
    told = [known.statement for share, known in near if share >= NEAR]
    if not told or not claim.modality:
        return None
    known = frozenset(form for statement in told for form in statement.modality)
    for form in claim.modality:
        opposes = form not in known and _OPPOSITE_MODALS.get(form, set()) & told[0].modality
        if not opposes or _is_denied_beside(form, claim) or opposes & claim.modality:
            continue
        if not _clauses_agree(claim, told, denied=form in _DENYING_MODALS):
            return "its source says the opposite"
    return None


def _is_denied_beside(form: str, claim: Statement) -> bool:
    """Say whether the clause that grants it is denied as a whole by other words: "nothing we can change"."""
    if form in _DENYING_MODALS:
        return False
    for stretch in statements.stretches(claim.text.lower()):
        clause = statements.clause_of(stretch)
        if clause is not None and clause.denied and any(one.value == form for one in atoms.wording(stretch)):
            return True
    return False


def _clauses_agree(claim: Statement, told: Sequence[Statement], *, denied: bool) -> bool:
    """Say whether what the claim denies (or grants) outright some source denies (or grants) outright as well."""
    ours = [clause for clause in claim.clauses if not clause.conditional and bool(clause.denied) == denied]
    theirs = [one for said in told for one in said.clauses if not one.conditional and bool(one.denied) == denied]
    return bool(ours) and all(
        any(len(clause.names & one.names) >= SAME_WORDS * len(clause.names) for one in theirs) for clause in ours
    )


def _actor(claim: Statement, told: Sequence[Known]) -> str | None:
    """Say whether a clause gives to the one side what its source gives to the other."""
    theirs = [clause for one in told for clause in one.statement.clauses]
    known = {act for clause in theirs for act in clause.acts}
    for clause in claim.clauses:
        for who, what in clause.acts:
            other = ("you" if who == "we" else "we", what)
            turned = any(other in each.acts and _is_the_same(clause, each) for each in theirs)
            if turned and (who, what) not in known:
                return "its source says another does it"
    return None
