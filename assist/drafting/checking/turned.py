"""A rule turned in what a likeness of words does not show: who pays, what is asked of the customer, from when it counts.

Each claim is held against all source sentences about the same thing, wherever they stand. English and Spanish.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assist.drafting.checking import commitments, lexis, statements
from assist.drafting.checking.evidence import Evidence, Known, SourceKind
from assist.drafting.checking.statements import Clause, Statement

_WE_PAY = re.compile(
    r"\b(?:we|i)(?:['’]ll| will)? (?:\w+ly )?(?:pay|cover|bear|refund you for|take care of)\b|\bon us\b|\bat our (?:own )?(?:cost|expense)\b|\bour treat\b|\bfree(?: of charge)?\b(?![- ]of)|"
    rf"\b(?:{lexis.NOTHING_TO_PAY})(?!\w)|\bno (?:charge|cost|fee)\b|\bde nuestra cuenta\b|\ba nuestro cargo\b|\bpagamos\b|\bgratis\b|\bgratuit[oa]s?\b"
)
_YOU_PAY = re.compile(
    r"\byou(?:['’]ll|['’]d| will| would)? (?:\w+ly )?(?:(?:have|need) to )?(?:pay|cover|bear)\b|\bon you\b|\bat (?:your|the (?:customer|buyer)['’]?s?) (?:own )?(?:cost|expense)\b|"
    r"\b(?:is|are) (?:paid by you|yours to pay|for you to pay|deducted)\b|\b(?:customers?|buyers?|recipients?)(?: \w+){0,5} pays?\b|\bwe (?:take|deduct)\b|\bpaid by the (?:recipient|customer|buyer)\b|"
    r"\bcosts? (?:you )?(?:an extra |another )?(?:[€£$]|\d)|\b(?:corre|va) (?:de|por) (?:tu|su) cuenta\b|\ba (?:tu|su) cargo\b|\bpagas\b|\bcuestan? (?:[€£$]|\d)|\bse descuentan?\b|\ban? extra (?:[€£$]|\d)|[€£$]\d[\d.,]* (?:more|extra|on top)\b|\bse pagan? aparte\b"
)
_PAID_FOR = frozenset(
    found[0]
    for word in [
        "postage",
        "collection",
        "pickup",
        "delivery",
        "label",
        "return",
        "duties",
        "taxes",
        "recogida",
        "devolución",
        "envío",
        "portes",
    ]
    if (found := lexis.name_of(word)) is not None
)
_FREE = re.compile(
    rf"\b(?:{lexis.NOTHING_TO_PAY})(?!\w)|"
    r"\bfree\b(?![- ]of (?!charge))|\bincluded\b|\bfor nothing\b|\bno (?:charge|cost|fee)\b|\bon us\b|\bgratis\b|\bgratuit[oa]s?\b|\bincluid[oa]s?\b"
)
_CALLED_FREE = frozenset({"fre", "includ", "add", "cost", "charg", "gratis", "incluid", "pay"})
_UNLIMITED = re.compile(
    r"\b(?:as (?:often|many times|many|much) as you|any number of|whenever you|no limit|unlimited|as long as you like|over and over|cuantas veces|sin l[íi]mite)\b"
)
_LIMITED = re.compile(r"\b(?:once|one|up to|no more than|only|within|una vez|hasta|solo)\b")
_ANY_COST = re.compile(r"\b(?:own )?(?:cost|expense)\b|\bwe pay\b")
_IN_CASE = re.compile(r"\b(?:if|unless|in which case|provided|only|when|except|salvo|si|cuando|excepto)\b")
_MUST = re.compile(
    r"\byou(?:['’]ll|['’]d| will| would)? (?:\w+ )?(?:have to|need to|must)\b|^\W*(?:please|first)\b|\bplease\b|\bfirst\W*$|\btienes? que\b|\bhay que\b|\bdebes?\b"
)
_NEED_NOT = re.compile(
    r"\b(?:need not|needn['’]t|no need|(?:do|does|is|are)(?:n['’]t| not) (?:have to|need(?:ed)?|necessary|required)|no hace falta|no (?:tienes|necesitas)|no es necesari[oa])\b"
)
_DEEDS = frozenset({"return", "ship", "write", "writ", "pay", "show", "sign", "regist", "print", "call", "wash"})
_PAPERS = frozenset({"receipt", "photo", "invoic", "proof", "wrap"})
_WIDENS = re.compile(
    r"\btoo\b(?=\W*(?:$|[,.;:!)]|so\b))|\b(?:as well|included|fine|okay|no problem|no worries|también)\b|^\W*(?:just |simply |please )?(?:pop|put|keep|store|wash|use|leave|place|add|give)\b"
)
_LETS = re.compile(
    r"\b(?:you (?:can|may|could)|can be|may be|(?:is|are) (?:possible|fine|covered|included|accepted|allowed|liable)|we (?:\w+ )?(?:ship|send|deliver|take|accept|cover|repair|resize|resend|hold)|"
    r"we['’]re liable|puedes?|enviamos|cubre|admitimos|aceptamos)\b"
)
_NO_WORRIES = re.compile(r"\b(?:no (?:worries|problem|trouble)|don['’]t worry|not only|no te preocupes|sin problema)\b")
_AVOIDS = re.compile(
    r"\b(?:not|never|no|nor|avoid|away|out of|clear of|instead|rather|without|except|nothing|none|cannot|only|spoil\w*|risk|own|yours|responsib\w*|separate\w*|extra|final|on you|ends?|voids?|limit\w*|rules?|exclud\w*|afraid|sorry|unfortunately|sadly|hardly|less|refus\w*|declin\w*|ruin\w*|nunca|sin|evita\w*|fuera|ni|salvo)\b|n['’]t\b"
)
_CLOCK = re.compile(
    r"\b(?:start|begin|count|run|tick|empieza|cuenta|corre)\w*\b.{0,20}?\b(?:when|once|after|from|with|as soon as|the (?:day|moment)|cuando|desde|el día)\b(?P<event>.*)",
    re.S,
)
_EVENTS = frozenset({"ship", "deliver", "purchas", "approv", "pay", "return", "book", "pick"})


def fault(claim: Statement, evidence: Evidence) -> str | None:
    """Return what is turned in the claim, None when nothing is."""
    return (
        _payer(claim, evidence)
        or _priced(claim, evidence)
        or _asked(claim, evidence)
        or _left_out(claim, evidence)
        or _unlimited(claim, evidence)
        or _clock(claim, evidence)
    )


def _payer(claim: Statement, evidence: Evidence) -> str | None:
    things = claim.names & _PAID_FOR
    if not things or claim.conditions:
        return None
    lowered = claim.text.lower()
    we, you = bool(_WE_PAY.search(lowered)), bool(_YOU_PAY.search(lowered))
    if we == you or _IN_CASE.search(lowered):
        return None
    told = [one for known in evidence.known for one in _payers(known) if one[1] & things]
    same = any(is_us == we and not in_case for is_us, _, in_case in told)
    opposite = any(is_us != we for is_us, _, _ in told)
    return "its source says another pays" if opposite and not same and not _is_waived(evidence) else None


def _priced(claim: Statement, evidence: Evidence) -> str | None:
    """Say whether the claim calls free what the sources put a price on."""
    lowered = claim.text.lower()
    is_bound = claim.conditions or any(fact.comparator for fact in claim.facts)
    if is_bound or not _FREE.search(lowered) or _YOU_PAY.search(lowered):
        return None
    for stretch in statements.stretches(lowered):
        clause = statements.clause_of(stretch)
        if clause is None or clause.denied or not _FREE.search(stretch):
            continue
        what = clause.names - _CALLED_FREE - lexis.LIGHT - lexis.FILLERS
        if not what:
            continue
        told = [(is_us, known) for known in evidence.known for is_us, _, _ in _payers(known) if what <= known.names]
        if told and not any(is_us for is_us, _ in told) and not _is_waived(evidence):
            return "its source puts a price on it"
    return None


def _payers(known: Known) -> Iterator[tuple[bool, frozenset[str], bool]]:
    """Yield for each clause that says who pays: whether we do, for what, and whether only in some case."""
    for is_us, names, in_case in _payers_of(known.statement.text):
        yield is_us, names | known.names & _PAID_FOR, in_case


@lru_cache(maxsize=4096)
def _payers_of(sentence: str) -> tuple[tuple[bool, frozenset[str], bool], ...]:
    found = []
    for stretch in statements.stretches(sentence.lower()):
        we, you = bool(_WE_PAY.search(stretch)), bool(_YOU_PAY.search(stretch))
        if we != you:
            clause = statements.clause_of(stretch)
            names = clause.names if clause else frozenset()
            things = names & _PAID_FOR or (_PAID_FOR if _ANY_COST.search(stretch) else frozenset())
            found.append((we, things, bool(_IN_CASE.search(stretch))))
    return tuple(found)


def _is_waived(evidence: Evidence) -> bool:
    """Say whether a decision or an order gives something free to this customer."""
    return any(
        "free" in known.statement.modality for known in evidence.known if known.source.kind is not SourceKind.POLICY
    )


def _unlimited(claim: Statement, evidence: Evidence) -> str | None:
    """Say whether the claim lifts a limit that the source nearest to it sets."""
    if not _UNLIMITED.search(claim.text.lower()):
        return None
    near = [known.statement for share, known in evidence.nearest(claim) if share >= 0.25]
    limited = bool(near) and bool(_LIMITED.search(near[0].text.lower()))
    lifted = any(_UNLIMITED.search(known.statement.text.lower()) for known in evidence.known)
    return "its source sets a limit" if limited and not lifted else None


def _asked(claim: Statement, evidence: Evidence) -> str | None:
    """Compare what the claim asks of the customer, or spares them, with what the sources do."""
    lowered = claim.text.lower()
    if claim.conditions or lowered.rstrip().endswith("?") or not (_MUST.search(lowered) or _NEED_NOT.search(lowered)):
        return None
    for stretch in statements.stretches(lowered):
        clause = statements.clause_of(stretch)
        if clause is None or clause.conditional:
            continue
        things = clause.names - lexis.LIGHT - lexis.FILLERS - commitments.POLITE
        if _NEED_NOT.search(stretch) and _is_demanded(things - _DEEDS, evidence):
            return "its source asks for it"
        deeds = things & (_DEEDS | _PAPERS)
        if deeds and _MUST.search(stretch) and not clause.denied and _is_spared(deeds, evidence):
            return "its source asks nothing of the kind"
    return None


def _is_demanded(things: frozenset[str], evidence: Evidence) -> bool:
    """Say whether the sources speak of one of these things and nowhere spare or deny any."""
    known = [clause for name in things for clause in _clauses_with(name, evidence)]
    spared = any(names & things for one in evidence.known for names, spares in _demands(one.statement.text) if spares)
    return bool(known) and not spared and not any(clause.denied & things for clause in known)


def _is_spared(deeds: frozenset[str], evidence: Evidence) -> bool:
    """Say whether the sources spare one of these deeds and nowhere ask for it."""
    spared, asked = set[str](), set[str]()
    for known in evidence.known:
        for names, spares in _demands(known.statement.text):
            (spared if spares else asked).update(names & deeds)
    return bool(spared - asked)


@lru_cache(maxsize=4096)
def _demands(sentence: str) -> tuple[tuple[frozenset[str], bool], ...]:
    found = []
    for stretch in statements.stretches(sentence.lower()):
        clause = statements.clause_of(stretch)
        if clause is not None and (_NEED_NOT.search(stretch) or _MUST.search(stretch)):
            found.append((clause.names, bool(_NEED_NOT.search(stretch))))
    return tuple(found)


def _left_out(claim: Statement, evidence: Evidence) -> str | None:
    """Say whether the claim takes in what every source sentence about it leaves out."""
    lowered = _NO_WORRIES.sub(" ", claim.text.lower())
    if _AVOIDS.search(lowered) or lowered.rstrip().endswith("?"):
        return None
    widens = _WIDENS.search(lowered)
    for name in claim.names - lexis.LIGHT - lexis.FILLERS:
        clauses = _clauses_with(name, evidence)
        if not clauses or lexis.is_of_the_trade(name) or not all(name in clause.denied for clause in clauses):
            continue
        if any(clause.conditional for clause in clauses):
            continue
        if widens or (_LETS.search(lowered) and any(len(claim.names & clause.names) >= 2 for clause in clauses)):
            return "its source leaves it out"
    return None


def _clauses_with(name: str, evidence: Evidence) -> list[Clause]:
    return [clause for known in evidence.holding(name) for clause in known.statement.clauses if name in clause.names]


def _clock(claim: Statement, evidence: Evidence) -> str | None:
    """Compare the event a stretch of time is counted from."""
    match = _CLOCK.search(claim.text.lower())
    events = frozenset(name for name, _ in lexis.signed(match["event"])) & _EVENTS if match else frozenset()
    if not events:
        return None
    theirs = [
        frozenset(name for name, _ in lexis.signed(other["event"])) & _EVENTS
        for share, known in evidence.nearest(claim)
        if share >= 0.25 and (other := _CLOCK.search(known.statement.text.lower()))
    ]
    told = [one for one in theirs if one]
    return "its source counts from something else" if told and not any(one & events for one in told) else None
