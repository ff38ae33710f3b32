"""Whether a draft says all its workflow owes the customer: which claim fulfils which part, and what is missing.

Told by form, in English and Spanish, so that one check serves what we compose, what a model writes and what a person
edits. Source of the parts: the trade's own checklist (a return answer says eligibility, next step, timing, exceptions; a
parcel answer says status, meaning, what next, when we step back in).
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from assist import text
from assist.domain.decision import Decision
from assist.domain.enums import ClaimKind, Outcome
from assist.domain.reply import Claim, Promise

_SENT_BACK = ("eligibility", "next_step", "timing", "exceptions")
_CHANGED = ("eligibility", "next_step", "timing")
PARTS: Mapping[str, tuple[str, ...]] = {
    "wismo": ("status", "meaning", "next", "step_back"),
    "return": _SENT_BACK,
    "exchange": _SENT_BACK,
    "refund": ("reason", "status", "path", "confirmation"),
    "order_change": _CHANGED,
    "address_change": _CHANGED,
    "cancellation": _CHANGED,
    "damaged": ("eligibility", "next_step"),
    "warranty": ("eligibility", "next_step"),
}
"""By workflow, in the order a customer reads them."""
_NEXT = {"wismo": "next", "refund": "path"}
"""How a workflow calls its next step: all that is owed while something must be asked first."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


_DAY = _any(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:de\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)\w*",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
)
_DATED = _any(
    _DAY.pattern,
    r"\b\d+(?:\s+(?:to|or|a|o|y)\s+\d+)?\s+(?:more\s+)?(?:working |business |calendar )?(?:day|hour|minute|week|month|year)s?\b",
    r"\b\d+\s+(?:más\s+)?(?:días?|horas?|minutos?|semanas?|meses|años?)\b",
    r"\b(?:today|tomorrow|now|at once|straight away|hoy|mañana|ahora|en seguida|enseguida)\b|\b\d{1,2}:\d\d\b",
    r"\bonce (?:it|the \w+) (?:has )?arriv\w+|\bwhen it (?:has )?arriv\w+|\bcuando (?:te )?llegue",
    r"\bbefore (?:it is|we) (?:packed|pack|pick)\w*|\bhas (?:left us|not been packed)|ha salido|aún no está preparad",
)
_ACTS = _any(
    r"\b(?:I|we)(?:'m| am|'re| are)\s+\w+ing\b|\b(?:I|we)(?:'ll| will)\b|\ba (?:senior )?colleague\b",
    r"\b(?:abro|abrimos|pido|pedimos|paso|pasamos|envío|enviamos|te envi\w+|mando|escribo|escribimos|reviso|consulto|compruebo|tramito|preparo|gestiono)\b",
    r"\b(?:estoy|estamos)\s+\w+ndo\b|\b(?:un|una) (?:compañer[oa]|responsable|especialista)\b",
)
_ASKED_TO = _any(
    r"^(?:please|just|send|write|tell)\b",
    r"\b(?:tell|write to|let) (?:me|us)\b|\byou (?:can|choose|may|could)\b|\bcan come back\b|\byou will get\b|\bplease\b",
    r"\b(?:d[ií]me\w*|dinos|escríbe\w*|puedes|eliges|envíanos|mándame|recibirás|por favor|avísa\w*)\b",
)
_CAN_OR_NOT = _any(
    r"\b(?:yes|can|cannot|can't|could|no longer|may|eligible|covered|covers?|ended|refund\w*|replac\w+|not possible|possible|do not|does not|depends|"
    r"come back|comes back|take (?:it )?back|in time|sold out|put (?:this|it) right|noted|made for you|sealed|free of charge|confirms? the change)\b",
    r"\b(?:sí|pued\w+|podemos|ya no|cubiert\w+|cubre|termin\w+|acab\w+|reembols\w+|repon\w+|reparamos|depende|no es posible|agotad\w+|a tiempo|devolver\w*|sin coste|gratis|solucion\w+)\b",
)
_LIMITS = _any(
    r"\b(?:must|needs? to be|unless|except|only|if something is wrong|faulty|fault|other rules|conditions?|less\b.*\blabel|deduct\w*|sealed|exclud\w+|"
    r"outlet|unworn|tags|as long as|while your|if you keep|if one part|legal rights|rather than|usual conditions)\b",
    r"\b(?:tiene que|debe\w*|salvo|excepto|solo|sólo|si (?:le |te )?(?:pasa|tiene|falla)|otras reglas|otras normas|condici\w+|menos\b.*\betiqueta|descont\w+|"
    r"precintad\w+|sin (?:usar|estrenar)|etiquetas|defect\w+|derechos|en vez de|condiciones de siempre)\b",
)
_WHERE = _any(
    r"\b(?:scan\w*|deliver\w+|out for delivery|left us|handed|on its way|prepared|packed|shipped|dispatched|tracking|cancelled|recorded|way back|arriv\w+|parcel)\b",
    r"\b(?:escane\w+|entreg\w+|en reparto|salid\w+|camino|prepara\w+|enviad\w+|seguimiento|cancel\w+|paquete|llegó|registr\w+)\b",
)
_MEANS = _any(
    r"\bso\b|\bmeans?\b|\btreat\w*\b|\blost\b|\bstuck\b|\bno (?:new )?scan\b|\bnot .{0,40}\byet\b|\bgood news\b|\bshould have\b|\bbeing prepared\b|\bholidays?\b|"
    r"\bdo not have\b|\bcannot see\b|\bways? back\b|\bas a rule\b|\bno parcel\b|\bout for delivery\b|\bif you do not have\b|\brecorded a delivery\b|\b(?:says|is) .{0,30}delivered\b",
    r"\bas[ií] que\b|\bpor lo que\b|\bsignifica\b|\bperdid\w+|\bsin (?:nuevos? )?(?:escaneos?|movimientos?)|\baún no|\btodavía no|\bbuenas noticias|\bfestivos?\b|"
    r"\bdebería\w*\b|\bno lo tienes\b|\bde vuelta\b|\bentregad\w+",
)
_PAID = _any(
    r"\b(?:refund\w*|money|paid|payment|charge\w*|credit\w*|cancelled|return\w*|amount|bank)\b",
    r"\b(?:reembols\w+|dinero|pag\w+|abon\w+|cancel\w+|devol\w+|importe|banco|saldo|vale)\b",
)
_SHOWN = _any(
    r"\b(?:by|within|until|bank|e-mail|write to you|confirm\w*|tell you|check on that day|shows? it|on that day|less|what you paid|in full)\b",
    r"\b(?:como muy tarde|antes del?|en un plazo|hasta|banco|te escrib\w+|confirm\w+|aviso|avisamos|verás|menos|lo que pagaste)\b",
)


def of(
    claims: Sequence[Claim], promises: Sequence[Promise], decisions: Iterable[Decision], *, told: str = ""
) -> dict[str, dict[str, str | None]]:
    """Return, by workflow, the id of the claim that fulfils each part, None where none does.

    Where a decision must ask first, only the next step is owed. A claim that stands on another decision counts for that.
    A part that only `told`, what was written to the customer before, fulfils is owed no more and left out.
    """
    before = [_told_claim(told[start:end]) for start, end in text.sentences(told)]
    found: dict[str, dict[str, str | None]] = {}
    decided = list(decisions)
    for decision in decided:
        if decision.workflow not in PARTS or decision.workflow in found:
            continue
        parts = _owed(decision, PARTS[decision.workflow])
        others = {one.id for one in decided if one.id != decision.id}
        own = [claim for claim in claims if claim.supported and not _stands_on_another(claim, decision.id, others)]
        known = _fulfilled(parts, before, ())
        fulfilled = _fulfilled(parts, own, promises)
        found[decision.workflow] = {part: by for part, by in fulfilled.items() if by or not known[part]}
    return found


def _told_claim(said: str) -> Claim:
    kind = ClaimKind.QUESTION if said.endswith("?") else ClaimKind.POLICY
    return Claim(id="told", text=said, start=0, end=len(said), kind=kind, supported=True)


def _owed(decision: Decision, parts: Sequence[str]) -> Sequence[str]:
    """Return the parts that can be owed: who must ask first or wait for a colleague cannot say yes or no yet."""
    next_step = _NEXT.get(decision.workflow, "next_step")
    if decision.outcome is Outcome.NEEDS_INFO:
        return (next_step,)
    if decision.workflow == "wismo":
        return parts
    if decision.outcome is Outcome.NEEDS_APPROVAL:
        return (next_step, "confirmation" if decision.workflow == "refund" else "timing")
    if decision.outcome is Outcome.NOT_ELIGIBLE:
        ended = decision.last_day or decision.locks_at or decision.facts.get("last_day")
        left_out = {"status", "confirmation", *(() if ended else ("timing",))}
        return [part for part in parts if part not in left_out]
    return parts


def missing(completeness: Mapping[str, Mapping[str, str | None]]) -> tuple[str, ...]:
    """Return what no claim fulfils, as `wismo.step_back`."""
    return tuple(
        f"{workflow}.{part}"
        for workflow, parts in completeness.items()
        for part, claim in parts.items()
        if claim is None
    )


def _stands_on_another(claim: Claim, own: str, others: set[str]) -> bool:
    return own not in claim.by and bool(others.intersection(claim.by))


def _fulfilled(parts: Sequence[str], claims: Sequence[Claim], promises: Sequence[Promise]) -> dict[str, str | None]:
    kept_later = {promise.claim for promise in promises if promise.kept_by == "follow_up"}
    stating = [claim for claim in claims if claim.kind is not ClaimKind.COURTESY]
    by_keeper = sorted(stating, key=lambda claim: claim.id not in kept_later)  # a promise kept later is the step back
    return {
        part: next((c.id for c in (by_keeper if part == "step_back" else stating) if _says(part, c, kept_later)), None)
        for part in parts
    }


def _says(part: str, claim: Claim, kept_later: set[str]) -> bool:
    said, asks = claim.text, claim.kind is ClaimKind.QUESTION
    if part == "status":
        return not asks and bool(_WHERE.search(said) or _PAID.search(said))
    if part == "meaning":
        return not asks and bool(_MEANS.search(said))
    if part in ("next", "next_step", "path"):
        is_way_on = part == "path" and bool(_PAID.search(said))
        return (
            asks or claim.kind is ClaimKind.PROMISE or is_way_on or bool(_ACTS.search(said) or _ASKED_TO.search(said))
        )
    if part == "step_back":
        names_day = bool(_DAY.search(said) and _ACTS.search(said))
        return (
            claim.id in kept_later
            or names_day
            or asks
            or bool(_ASKED_TO.search(said) and re.search(r"\b(?:if|si)\b", said, re.I))
        )
    if part == "eligibility":
        return not asks and bool(_CAN_OR_NOT.search(said))
    if part == "timing":
        return bool(_DATED.search(said))
    if part == "exceptions":
        return bool(_LIMITS.search(said))
    if part == "reason":
        return not asks and bool(_PAID.search(said))
    return part == "confirmation" and bool(_SHOWN.search(said) or _DATED.search(said))


def lost(
    before: Mapping[str, Mapping[str, str | None]], after: Mapping[str, Mapping[str, str | None]]
) -> tuple[str, ...]:
    """Return what one draft says and another does not, as `wismo.step_back`."""
    known = set(missing(before))
    return tuple(one for one in missing(after) if one not in known)
