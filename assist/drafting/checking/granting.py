"""What a reply grants (a return, a refund, something free) against what the decisions grant. For a model's sentences.

Pages say what anybody may get; once a case is decided, only the decision says what this customer gets. English, Spanish.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assist import atoms
from assist.atoms import AtomKind, Fact
from assist.domain.decision import Action, Decision
from assist.domain.enums import Outcome
from assist.drafting.checking import lexis, statements
from assist.drafting.checking.evidence import Evidence, SourceKind
from assist.drafting.checking.statements import Statement

NOT_GRANTED = "the decision does not grant it"
NOT_STATED = "no source grants it like this"
DENIED = "the decision does grant it"
HELD = 0.5
"""Share of a granting clause's names that the statement which grants it must hold."""
HELD_FREE = 0.75
"""The same where something is free: "the label is free" stands near a label that is free with store credit only."""

_WORDS = {
    "return": "return devolver devolución devuelves devuelve devoluciones", "refund": "refund reembolso reembolsar reembolsamos devolvemos dinero money",
    "exchange": "exchange cambio cambiar cambias", "replacement": "replacement reenvío reposición sustituir reenviamos", "credit": "credit vale saldo",
    "discount": "discount descuento reduction", "cancel": "cancel cancelar cancelación cancelamos", "repair": "repair reparar reparación",
    "keep": "keep quedas quedarte conservar", "difference": "difference diferencia", "gift": "gift regalo bonus", "exception": "exception excepción",
    "compensation": "compensation goodwill compensación indemnización", "upgrade": "upgrade express",
}  # fmt: skip
CLASSES = {
    name: frozenset(found[0] for word in words.split() if (found := lexis.name_of(word)) is not None)
    for name, words in _WORDS.items()
}
"""What can be granted, by the comparable names that speak of it."""
_FREE = re.compile(
    r"\bfree(?: of charge)?\b(?!-)(?! gift)|\bat no (?:extra |additional )?(?:cost|charge)\b|\bno (?:extra |additional )?(?:charge|cost|fee)\b|"
    r"\bfor nothing\b|\bnothing (?:to pay|extra)\b|\bcosts? (?:you )?nothing\b|\bwe (?:pay|cover) (?:for )?(?:the |that |your |all )?(?:return |delivery )?(?:labels?|postage|delivery|shipping|costs?|everything)\b|\bon us\b|\bgratis\b|\bgratuit[oa]s?\b|\bsin (?:coste|cargo|gastos)\b|\bno (?:pagas|cuesta) nada\b|"
    r"\bpagamos\b|\bcorre de nuestra cuenta\b"
)
_WORKFLOWS = {
    "return": ("return", "refund", "keep", "free"), "exchange": ("exchange", "replacement", "return", "free"), "refund": ("refund", "free"), "cancellation": ("cancel", "refund"),
    "order_change": ("exchange", "cancel", "return"), "wismo": ("replacement", "refund"), "damaged": ("replacement", "refund", "keep", "free"), "warranty": ("repair", "replacement", "free"),
    "discount": ("discount", "difference"), "price_adjustment": ("difference", "discount", "credit"), "gift": ("exchange", "credit", "refund", "return", "keep", "free"),
    "subscription": ("cancel", "refund"), "promise": ("credit", "refund", "return", "exchange"), "product_safety": ("refund", "replacement"),
}  # fmt: skip
"""What each workflow decides about: there a page's general yes is no yes to this customer."""
_REFUSES = {
    "return": ("return", "refund"), "exchange": ("exchange",), "refund": ("refund",), "cancellation": ("cancel",), "discount": ("discount", "difference"),
    "price_adjustment": ("difference", "discount", "credit"), "warranty": ("repair", "replacement"), "promise": ("credit", "refund"),
}  # fmt: skip
"""What a refusal of each workflow refuses, and nothing beside it: who may not exchange may still return."""
_UNSETTLED = "identify."
"""Rules that ask which order is meant: nothing is decided yet, and what pages say may be told."""
_NO_NEED = re.compile(
    r"\b(?:need not|no need|nothing to|without|not (?:need|have) to|n['’]t (?:need|have) to|rather than|instead of|already|no hace falta|no (?:tienes|necesitas|es necesario)|sin)\b"
)
"""Denials that spare the customer something and refuse nothing."""

_COMPOUND = re.compile(
    r"\b(?:return|refund|exchange|gift|discount|replacement|cancellation)s? (?:window|labels?|policy|policies|period|page|form|portal|address|request|code|numbers?|card|parcel)\b|"
    r"\b(?:plazo|etiqueta|c[óo]digo|n[úu]mero) de (?:la |el )?(?:devoluci[óo]n|cambio|descuento|regalo|reembolso)\b"
)
"""Things that are called after what is granted: to name the return window grants no return."""
_TO_YOU = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| can)\b(?! no\b| only\b)|\byou(?:['’]ll| will| can| may| get| receive)\b(?! no\b| only\b)|"
    r"\b(?:puedes|puede|recibes|recibir[áa]s|te (?:damos|devolvemos|reembolsamos|enviamos)|podemos|puedo)\b",
    re.I,
)
"""Said to this customer, rather than of anybody."""
_OFFERS = re.compile(
    r"\b(?:shall|should) (?:i|we)\b|\b(?:want|like) (?:me|us) to\b|\b(?:did|do) you know\b|\bare you aware\b|\bis it (?:all right|ok|okay|fine)\b|\bthat (?:we|you|i|the|your|yes)\b"
    r"|\b(?:quieres|quiere) que\b|\bsab[ií]as\b|\bte parece bien\b",
    re.I,
)
"""Questions that offer something, or tell it in passing."""


@dataclass(frozen=True)
class Grant:
    """A clause that speaks of something to be granted: what, whether it denies it, and in which names."""

    what: str
    denied: bool
    names: frozenset[str]
    conditional: bool


@dataclass(frozen=True)
class Granted:
    """What the decisions of a draft say, and which matters they decide."""

    says: Sequence[str] = ()
    decisions: Sequence[Decision] = ()
    actions: Sequence[Action] = ()
    outright: frozenset[str] = field(init=False)
    decided: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "outright", frozenset(_outright(self.decisions, self.actions)))
        settled = [one for one in self.decisions if not one.rule_id.startswith(_UNSETTLED)]
        decided = (_WORKFLOWS.get(name, ()) for one in settled for name in (one.workflow, one.rule_id.split(".")[0]))
        object.__setattr__(self, "decided", frozenset(what for each in decided for what in each))

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What the answers of the decisions grant and deny."""
        return tuple(grant for said in self.says for grant in read(said))


def _outright(decisions: Sequence[Decision], actions: Sequence[Action]) -> Iterator[str]:
    """Yield what is granted by the decisions' own fields."""
    for one in decisions:
        if one.outcome is Outcome.ELIGIBLE:
            paths = [one.path or "", *(option.path for option in one.alternatives if option.approval is None)]
            yield from (what for path in (*paths, one.workflow) for what in _named(path))
            yield from (what for name in one.amount or {} for what in _named(name))
    for action in actions:
        yield from _named(action.kind)


def _named(path: str) -> list[str]:
    names = {name for name, _ in lexis.signed(path.replace("_", " ").lower())}
    return [what for what, words in CLASSES.items() if names & words]


def fault(claim: Statement, evidence: Evidence, granted: Granted, *, draft: frozenset[str] = frozenset()) -> str | None:
    """Return what the claim grants or denies beyond its decisions and pages, None when it does not.

    `draft` are the names of the whole draft: they tell which page it speaks of.
    """
    about = claim.names | draft
    grants = (_unfounded(grant, claim, _Ground(evidence, about), granted) for grant in read(claim.text))
    return next((why for why in grants if why is not None), None)


def against(claim: Statement, decisions: Sequence[Decision]) -> str | None:
    """Return that a sentence gives this customer what their decisions refuse, None when it does not.

    Of any writer's sentence, a person's too; told outright only: under a condition, within days, or of people in general it
    says what the rules are.
    """
    refused = frozenset(what for one in decisions for what in _refused(one))
    refused -= frozenset(_outright(decisions, ()))
    if not refused or claim.conditions or any(_is_bound(fact) for fact in claim.facts):
        return None
    told = [stretch for stretch in statements.stretches(claim.text.lower()) if _TO_YOU.search(stretch)]
    given = (grant for stretch in told for grant in _of_stretch(stretch, conditional=False))
    return NOT_GRANTED if any(one.what in refused and not one.denied for one in given) else None


def _refused(decision: Decision) -> Iterator[str]:
    """Yield what a refusal refuses; another way it leaves open is none of it."""
    if decision.outcome is not Outcome.NOT_ELIGIBLE:
        return
    open_ways = {what for option in decision.alternatives for what in _named(option.path)}
    yield from (what for what in _REFUSES.get(decision.workflow, ()) if what not in open_ways)


def _is_bound(fact: Fact) -> bool:
    return fact.atom.kind is AtomKind.DURATION or _is_limit(fact)


@dataclass(frozen=True)
class _Ground:
    """The pages, and the names of all that is said: a page about something else grants nothing here."""

    evidence: Evidence
    about: frozenset[str]

    @property
    def texts(self) -> Iterator[str]:
        for known in self.evidence.known:
            headings = statements.read(known.source.about).names - lexis.LIGHT
            if known.source.kind is SourceKind.POLICY and (not headings or headings & self.about):
                yield known.statement.text


def _unfounded(grant: Grant, claim: Statement, ground: _Ground, granted: Granted) -> str | None:
    same = [one for one in granted.grants if one.what == grant.what]
    if grant.denied:
        contradicts = grant.what in granted.outright and not any(one.denied for one in same) and not grant.conditional
        return DENIED if contradicts and grant.what in granted.decided else None
    if any(_carries(one, grant, claim) for one in same):
        return None
    if grant.what in granted.outright and not any(one.denied for one in same):
        return None
    if grant.what in granted.decided:
        return NOT_GRANTED
    return None if _stated(grant, claim, ground) else NOT_STATED


def _carries(source: Grant, grant: Grant, claim: Statement) -> bool:
    """Say whether a sentence of ours grants the same, under no condition that the claim drops."""
    if source.denied:
        return False
    if source.conditional and not (grant.conditional or _is_dated(claim)):
        return False
    common = len(source.names & grant.names)
    if grant.what == "free" and common < HELD * len(source.names):
        return False  # "free for an exchange" is not free: what it is free for must be told too
    return common >= (HELD_FREE if grant.what in ("free", "keep") else HELD) * len(grant.names)


def _stated(grant: Grant, claim: Statement, ground: _Ground) -> bool:
    """Say whether a page grants it so, and none prices it; what decisions say was looked at before."""
    if grant.what == "free" and not grant.conditional and any(_prices(text, grant) for text in ground.texts):
        return False  # free in one case and paid in another: which one must be said
    return any(
        _carries(other, grant, claim) for text in ground.texts for other in read(text) if other.what == grant.what
    )


def _prices(text: str, grant: Grant) -> bool:
    """Say whether a sentence names a sum for the very thing that is said to be free."""
    if _FREE.search(text.lower()) or not any(atom.kind is AtomKind.MONEY for atom in atoms.extract(text)):
        return False
    named = statements.read(text).names & grant.names
    return bool(named) and len(named) >= HELD_FREE * len(grant.names)


def _is_dated(claim: Statement) -> bool:
    return any(fact.atom.kind is AtomKind.DATE for fact in claim.facts)


@lru_cache(maxsize=8192)
def read(sentence: str) -> tuple[Grant, ...]:
    """Return what a sentence speaks of granting, clause by clause; a question grants only what it offers or tells."""
    if sentence.rstrip().endswith("?") and not _OFFERS.search(sentence):
        return ()
    lowered = sentence.lower()
    whole = statements.read(sentence)
    conditional = bool(whole.conditions) or any(_is_limit(fact) for fact in whole.facts)
    return tuple(grant for stretch in statements.stretches(lowered) for grant in _of_stretch(stretch, conditional))


def _is_limit(fact: Fact) -> bool:
    """Say whether an amount bounds what is granted: "up to 40.00 EUR you keep the item"."""
    return fact.atom.kind is AtomKind.MONEY and fact.comparator is not None


def _of_stretch(stretch: str, conditional: bool) -> Iterator[Grant]:
    clause = statements.clause_of(stretch)
    if clause is None or clause.conditional:
        return
    apart = statements.clause_of(_COMPOUND.sub(" ", stretch))
    for what, words in CLASSES.items():
        spoken = apart.names & words if apart else frozenset()
        if spoken:
            denied = bool(spoken & clause.denied)
            if not (denied and _NO_NEED.search(stretch)):
                yield Grant(what, denied, clause.names - lexis.LIGHT, conditional)
    if _FREE.search(stretch):
        rest = statements.clause_of(_FREE.sub(" ", stretch))
        names = rest.names - lexis.LIGHT if rest else frozenset()
        yield Grant("free", False, frozenset(names), conditional)
