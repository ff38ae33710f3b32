"""Liberties a model takes though every word stands in a source: a rule lifted, a deed told as done, a chore, a "today".

Each is held against the sentences that say it. English and Spanish.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from assist.drafting.checking import commitments, lexis, statements
from assist.drafting.checking.evidence import Evidence, SourceKind
from assist.drafting.checking.statements import Statement

_WHEN = re.compile(
    r"\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|week)|immediately|instantly|at once|right (?:away|now)|straight away|"
    r"hoy(?: mismo)?|esta (?:tarde|noche|mañana|semana)|enseguida|inmediatamente|ahora mismo)\b"
)
_WHOLE = re.compile(
    r"\bin full\b|\bfully\b|\b(?:the |your )?full (?:amount|refund|price)\b|\beverything\b|\ball of it\b|\bevery (?:penny|cent)\b|"
    r"\btodo\b(?! lo posible)|\b[íi]ntegr\w+|\bcomplet[oa]\b"
)
_MULTIPLIED = re.compile(r"\b(?:twice|double|triple|thrice|(?:two|three|2|3) times|el doble|el triple)\b")
_LIFTED = re.compile(
    r"\b(?:exceptions? for you|an exception|(?:does|do|will) not (?:count|apply)|(?:does|do)n['’]t (?:count|apply)|no (?:deadline|time limit|limit|conditions?)|regardless|in any case|"
    r"at any time|any ?time|whenever you|forever|no matter|excepci[óo]n|no (?:cuenta|se aplica)|sin (?:plazo|l[íi]mite)|da igual|cuando quieras)\b"
)
_TURNED_AWAY = re.compile(
    r"\b(?:can(?:no|['’])t|can not|could(?: not|n['’]t)|(?:am|are|is|['’]re|['’]m) (?:unable|not able) to|no (?:te )?pued[oe]\w*|no (?:te )?podemos)"
    r" (?:\w+ly )?(?:help|assist|support|do (?:that|this|it|so|anything)|ayudar\w*|hacer (?:eso|nada)|hacerlo)\b"
)
_STATE = re.compile(
    r"\b(?:your|the|tu|el|la) (?:full |new )?(?:refund|replacement|order|parcel|package|money|return|exchange|label|account|reembolso|paquete|pedido|dinero|devoluci[óo]n)\b"
    r"(?: \w+){0,3}? (?:is|was|has|have been|are|were|est[áa]|fue|ha sido|va)(?: already| now| just| being| ya)?"
    r" (?:been )?(?P<state>back\b|on (?:its|the|their) way|there\b|\w+(?:ed|nt|id|ado|ido)\b|de camino|en camino)"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|then|y|please|kindly|just|simply|por favor)\W+)*(?:please|kindly|por favor|send|visit|click|call|contact|reply|confirm|go|open|pay|enter|write|"
    r"download|throw|give|provide|claim|use|email|order|share|follow|return|fill|log|vote|donate|tell|env[íi]a(?:nos|me)?|visita|llama|escr[íi]be(?:nos|me)?|paga|entra|habla|reclama|"
    r"confirma|m[áa]nda(?:nos|me)?|rellena|contesta|usa|pide|tira)\b"
    r"|\b(?:please|por favor)\s+\w+"
)
_SECRET = re.compile(
    r"\b(?:card (?:number|details)|cvv|cvc|security code|code on the back|passwords?|pin|bank (?:details|account)|account number|n[úu]mero de (?:la |tu )?tarjeta|contrase[ñn]a|c[óo]digo de "
    r"(?:detr[áa]s|seguridad)|datos bancarios|iban|with your card|con tu tarjeta)\b"
)
_GENERAL = re.compile(
    r"\b(?:within|no later than|once|as soon as|when|after|every|each|always|usually|normally|from|cuando|en \d|siempre|cada)\b"
)
"""What tells how it goes for everybody."""
_TELLS = re.compile(r"\b(?:is|was|has|have|are|were|est[áa]n?|fue|ha|han)\b")
NEAR = 0.3
"""Share of a claim's names a sentence holds to be about the same matter."""
ASKED = 0.6
"""Share of a request's names that one sentence of ours must hold."""
STATED = 0.6
"""The same for the state of the customer's own matter."""
BEFORE = 40
"""Characters before a secret in which "without" or "never" spares it."""
_SPARED = re.compile(r"\b(?:forg[eo]t\w*|reset|olvid\w+|without|never|not|no|sin|nunca)\b|n['’]t\b")


def fault(claim: Statement, evidence: Evidence, ours: Sequence[str], *, decided: bool) -> str | None:
    """Return the liberty the claim takes, None when it takes none.

    `ours` are sentences that may be asked or said; what is `decided` goes as far as they go, whatever pages grant.
    """
    lowered = claim.text.lower()
    for secret in _SECRET.finditer(lowered):
        if not _SPARED.search(lowered, max(0, secret.start() - BEFORE), secret.start()):
            return "it asks for what must never be asked"
    grounds: tuple[tuple[re.Pattern[str], Evidence | None, str], ...] = (
        (_WHEN, evidence, "no source says that it is now"),
        (_TURNED_AWAY, None, "nothing says that we cannot help"),
        (_LIFTED, evidence, "no source lifts the rule"),
        (_MULTIPLIED, evidence, "no source multiplies it"),
        (_WHOLE, None if decided else evidence, "its sources do not go that far"),
    )
    for words, known, why in grounds:
        if not _is_repeated(words, lowered, known, ours):
            return why
    for stretch in statements.stretches(lowered):
        if _ASKS.search(stretch) and not _held(stretch, evidence, ours, ASKED):
            return "no source asks for it"
        if _STATE.search(stretch) and not claim.conditions and not _is_recorded(stretch, evidence, ours):
            return "nothing records it"
    return None


def _is_repeated(words: re.Pattern[str], lowered: str, evidence: Evidence | None, ours: Sequence[str]) -> bool:
    """Say whether a sentence about the same matter holds these words too, or the claim has none of them."""
    match = words.search(lowered)
    if match is None:
        return True
    names = statements.read(lowered).names
    nearest = evidence.nearest(statements.read(lowered)) if evidence else []
    known = [*(one.statement.text for share, one in nearest if share >= NEAR), *ours]
    return any(words.search(text.lower()) and (not names or names & statements.read(text).names) for text in known)


def _held(stretch: str, evidence: Evidence, ours: Sequence[str], least: float) -> bool:
    """Say whether one sentence holds these names and denies none of them that the stretch does not."""
    clause = statements.clause_of(stretch)
    wanted = clause.names - lexis.LIGHT - commitments.POLITE - _COURTEOUS if clause else frozenset()
    if not clause or not wanted:
        return True
    texts = (known.statement.text for known in evidence.known)
    return any(_holds(_clauses(text), wanted, clause.denied, least) for text in (*texts, *ours))


def _is_recorded(stretch: str, evidence: Evidence, ours: Sequence[str]) -> bool:
    """Say whether an order, a decision or its answer tells this state of things; a page knows nobody's own matter."""
    clause, match = statements.clause_of(stretch), _STATE.search(stretch)
    if clause is None or match is None or _GENERAL.search(stretch):
        return True
    state = lexis.name_of(match["state"])
    told = [known.statement.text for known in evidence.known if known.source.kind is not SourceKind.POLICY]
    states = [text for text in (*told, *ours) if _TELLS.search(text)]
    general = (known.statement.text for known in evidence.known if known.source.kind is SourceKind.POLICY)
    rules = [text for text in general if _STATE.search(text.lower())]
    same = (
        text
        for text in (*states, *rules)
        if (state and state[0] in _clauses(text)[0]) or match["state"] in text.lower()
    )
    return any(_holds(_clauses(text), clause.names, clause.denied, STATED) for text in same)


@lru_cache(maxsize=8192)
def _clauses(text: str) -> tuple[frozenset[str], frozenset[str]]:
    read = statements.read(text)
    return read.names, frozenset(name for clause in read.clauses for name in clause.denied)


def _holds(
    other: tuple[frozenset[str], frozenset[str]], wanted: frozenset[str], denied: frozenset[str], least: float
) -> bool:
    names, theirs = other
    shared = names & wanted
    turned = {name for name in shared if (name in theirs) != (name in denied)}
    return len(shared) >= least * len(wanted) and len(turned) * 2 <= len(shared)


_COURTEOUS = frozenset(
    found[0]
    for line in ("please send tell let know question doubt help any other further share give write contact",)
    for word in line.split()
    if (found := lexis.name_of(word)) is not None
)
"""Names every request holds."""
