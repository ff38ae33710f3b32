"""The words of shop policy as concepts, English and Spanish alike, so that two statements can be compared.

`refund`, `money back` and `reembolso` are one concept. Some concepts tell rules apart (`outlet`, `lost`, `Ireland`): a
rule about one of them and a rule about another never contradict. Knows no numbers and no pages.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

FREE, COST, EXPENSE = "free", "cost", "expense"
"""`The cost of express shipping` is no price: what it is for tells more."""
_PHRASES = {
    "expense": "(?:the )?(?:extra )?(?:costs?|charges?) of",
    "credit": "store credit|saldo para la tienda|saldo|credit note",
    "gift": "free gifts?",
    "must": "(?:do |does )?(?:not )?(?:have|has|need|needs) to|must|tienes que|hace falta",
    "giftcard": "gift cards?|tarjetas? regalo",
    "free": "free of charge|costs? (?:you )?nothing|costs? no money|without charge|at no cost|(?:have )?nothing to pay"
    "|pay nothing|no cuestan? nada|corren de nuestra cuenta",
    "return": "(?:send|sent|sends|sending|go|goes|come|comes|coming|came|take|takes) (?:it |them |\\w+ )?back",
    "refund": "money back|amount back|pays? (?:you )?back|pays? you",
    "northern-ireland": "northern ireland|irlanda del norte",
    "canary": "canary islands|islas canarias|canarias",
    "elsewhere": "(?:in |to )?(?:the |our |any )?other countr(?:y|ies)|outside (?:of )?spain|outside the uk|elsewhere"
    "|fuera de españa|(?:los )?(?:demás|otros) países|otro país",
    "express": "next[ -]day delivery|next day|express|exprés",
    "legal": "legal warranty|legal rights|national law|garantía legal|right of withdrawal",
    "payment": "pay(?:ing)? (?:with|by|in|using)|payments?",
    "write": "send us (?:a message|an e-?mail)|(?:mándanos|envíanos) un mensaje",
    "report": "let us know",
    "colleague": "team members?",
    "again": "write to you again|volvemos a escribir|write again",
    "comfort": "boot comfort promise|promesa de botas cómodas",
    "first-purchase": "first purchase",
    "cover": "covers? (?:a )?faults?|cubre los defectos",
    "patch-test": "patch-test|patch test",
    "safe-place": "safe[- ]place|lugar seguro|delivery record|driver's photo",
    "trace": "step in|look into|open a trace|abrimos una incidencia",
    "late": "(?:if|when) (?:you see|there is|you have) no|is late|later than estimated",
    "approval": "level [12]|may approve|approves",
}
"""Concepts that take several words; tried before single words."""

_WORDS = {
    "return": "return returned returning devolver devolverlo devolverlas devuelve devuelven devolución devoluciones",
    "exchange": "exchange exchanged swap swapped cambio cambiar cambian cambia",
    "refund": "refund refunded reembolso reembolsar reembolsamos devolvemos",
    "shipping": "shipping delivery deliver delivered ship postage dispatch envío enviar enviamos entrega entregar"
    " portes gastos",
    "label": "label etiqueta etiquetas",
    "free": "free gratis gratuito gratuita nothing",
    "cost": "cost costs price precio charge deduct deducted pay fee cuesta cuestan cobramos descontamos pagas pagar",
    "parcel": "parcel package paquete",
    "order": "order ordered pedido pedidos",
    "item": "item product article artículo producto prenda goods",
    "scan": "scan movement movimientos movimiento escaneo",
    "trace": "trace incidencia",
    "lost": "lost perdido perdida",
    "bank": "bank banco",
    "outlet": "outlet",
    "member": "member summit socio socios membership",
    "gift": "gift regalo",
    "first": "first primer primero primera",
    "second": "second further segundo segunda",
    "faulty": "faulty fault defect defecto defectuoso damaged damage broken leaking dañado roto",
    "wrong": "wrong equivocado equivocada",
    "missing": "missing falta incompleto",
    "boots": "boot boots botas",
    "embroidered": "embroidered embroidery name bordado bordados",
    "christmas": "christmas navidad",
    "warranty": "warranty garantía",
    "seam": "seam zip costuras cremalleras cremallera",
    "bonus": "bonus extra",
    "discount": "discount descuento descuentos",
    "standard": "standard estándar tracked",
    "carrier": "carrier transportista",
    "spain": "spain spanish españa",
    "ireland": "ireland irish irlanda",
    "portugal": "portugal",
    "france": "france francia",
    "netherlands": "netherlands holanda",
    "germany": "germany alemania",
    "scotland": "scotland scottish highlands",
    "galicia": "galicia",
    "cancel": "cancel cancelled cancelling cancellation cancelar cancela cancelado",
    "change": "change changed",
    "pick": "pick picked picking prepara preparan preparamos",
    "arrive": "arrive arrived reach received llega llegó recibir recibes",
    "photo": "photo foto",
    "worn": "worn unworn usar usada usadas usado",
    "sealed": "sealed opened unopened seal",
    "colour": "colour color",
    "size": "size talla",
    "placed": "placed hecho hechos hiciste",
    "expected": "expected espera",
    "next": "next following siguiente siguientes",
    "later": "later posterior posteriores tardía después",
    "end": "end acaban termina",
    "send": "send sent mándanos manda enviado",
    "write": "write writes escribe escríbenos escribir",
    "choose": "choose elige eliges escoges",
    "estimate": "estimate estimates estimados",
    "answer": "answer responder respondemos",
    "day": "day days día días",
    "working": "working business laborable laborables hábil hábiles",
    "month": "month meses",
    "year": "year años",
    "law": "law ley",
    "legal": "reject rejected",
    "cover": "cover covered cubre cubren cubiertas cubierto",
    "full-price": "full completo completa",
    "holiday": "holiday holidays festivos",
    "open": "open abrimos",
    "account": "account cuenta",
    "email": "email correo mail",
    "add": "add sumamos añadir",
    "become": "become eres",
    "need": "need needs tarda tardar suele",
    "show": "show shows mostrar",
    "monday": "monday lunes",
    "friday": "friday viernes",
    "madrid": "madrid",
    "hour": "hour hora horas",
    "replacement": "replacement replace reposición",
    "subscription": "subscription renewal renew",
    "withdrawal": "withdraw withdrawal desistir desistimiento desistes",
    "strike": "strike huelga",
    "price-drop": "drop cheaper bajado",
    "apply": "apply aplica vale",
    "report": "tell report avísanos",
    "warehouse": "warehouse almacén",
    "colleague": "colleague compañero colega",
    "buy": "buy bought purchase purchased",
}

_KINDS = {
    "which": "outlet member gift giftcard express first second faulty>fault wrong>fault missing>fault boots"
    " comfort>boots embroidered christmas subscription seam bonus patch-test warranty withdrawal>law legal>law",
    "when": "lost trace again bank late approval safe-place cancel",
    "where": "elsewhere spain ireland northern-ireland galicia scotland portugal france netherlands germany canary",
}
"""Concepts that say what a rule is about, by the question they answer. Rules that differ here are never compared."""
_APART = {word.split(">")[0]: (kind, word.split(">")[-1]) for kind, listed in _KINDS.items() for word in listed.split()}
_KIND_OF = {told: kind for kind, told in _APART.values()}
_COUNTRIES = {"ES": "spain", "IE": "ireland", "GB-NIR": "northern-ireland", "PT": "portugal", "FR": "france",
              "NL": "netherlands", "DE": "germany"}  # fmt: skip


UNSAID = {
    "unworn": "worn",
    "opened": "sealed",
    "excluded": "included",
    "exclude": "included",
    "impossible": "possible",
}
"""Words that deny another word."""

_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|can't|don't|doesn't|won't|isn't|aren't|nor|neither|without|nunca|sin|ni|tampoco"
    r"|unworn|opened|excluded?|impossible)\b",
    re.I,
)
_OR_NOT = re.compile(r"\bor not\b|\bo no\b|\bnot only\b", re.I)
_ANSWERS = re.compile(r"^\W*(?:yes|no|sí)\s*[,:;]\s*", re.I)
_ASIDES = re.compile(
    r",?\s*\b(?:except|unless|apart from|salvo|excepto)\b[^.;,]*|,[^.;,]*\b(?:excepted|included|incluido)\b"
    r"|,\s*(?:also|even|también|incluso) (?:for|when|if|in|to|en|para|si|cuando)\b[^.;,]*|,\s*(?:while|whereas|mientras que)\b[^.;]*|\baunque\b[^.;]*"
    r"|(?:,?\s*\band\s+)?\byour (?:legal|statutory) rights\b[^.;]*\b(?:stay|remain|unaffected|apply)\b[^.;]*"
    r"|(?:,?\s*\by\s+)?\btus derechos legales\b[^.;]*\b(?:siguen|mantienen|conservas)\b[^.;]*",
    re.I,
)
"""`except for outlet items`, `also for members`, `your legal rights stay in place after that`: no rule of the brand's."""
_COMMON = frozenset(
    word
    for line in (
        "the a an and or of to in on at by is are was be been it its this that these those we you your our us i he she",
        "they with for from as when if than then so also only can could may will would do does did has have had there",
        "any all one each every more most one's them their who which what how where while after before until within",
        "into up out usually normally please kindly via again over under below above not no never cannot nor neither without yes",
        "el la los las un una de del en y o a al que se su sus te tu tus nos si lo le con por para como más es son ya",
        "desde hasta cuando nunca sin ni tampoco sí",
    )
    for word in line.split()
)
"""Words that carry no matter of their own."""
_SUFFIXES = ("ing", "ed", "es", "s")


@dataclass(frozen=True)
class Word:
    """A concept where it stands: `[start, end)`."""

    concept: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return lower-case letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a word without its commonest endings, English or Spanish."""
    bare = plain(word)
    if bare.endswith("ies") and len(bare) > 4:
        return bare[:-3] + "y"
    for suffix in _SUFFIXES:
        if bare.endswith(suffix) and len(bare) - len(suffix) >= 3:
            return bare[: -len(suffix)]
    return bare.removesuffix("e") if len(bare) > 4 else bare


_CONCEPT_OF = {stem(word): concept for concept, words in _WORDS.items() for word in words.split()}
_SCANNER = re.compile(
    "|".join(rf"(?P<p{n}>\b(?:{pattern})\b)" for n, pattern in enumerate(_PHRASES.values()))
    + r"|(?P<word>[^\W\d_]+(?:['’][a-z]+)?)",
    re.I,
)
_PHRASE_CONCEPTS = tuple(_PHRASES)


def words(text: str) -> tuple[Word, ...]:
    """Return the concepts of `text` in order; words without matter of their own are left out."""
    found = []
    for match in _SCANNER.finditer(text):
        concept = _concept(match)
        if concept:
            found.append(Word(concept, match.start(), match.end()))
    return tuple(found)


def _concept(match: re.Match[str]) -> str | None:
    kind = match.lastgroup or "word"
    if kind != "word":
        return _PHRASE_CONCEPTS[int(kind[1:])]
    word = match.group().lower()
    if word in _COMMON or len(word) < 2:
        return None
    stemmed = stem(UNSAID.get(word, word))
    return _CONCEPT_OF.get(stemmed, stemmed)


def telling_apart(concepts: frozenset[str]) -> frozenset[str]:
    """Return what these concepts say the rule is about."""
    return frozenset(_APART[concept][1] for concept in concepts if concept in _APART)


def inheriting(own: frozenset[str], given: frozenset[str]) -> frozenset[str]:
    """Return what a rule is about when its surroundings say `given`: its own word wins over one of the same kind."""
    kinds = {_KIND_OF[told] for told in own}
    return own | {told for told in given if _KIND_OF[told] not in kinds}


def place(about: frozenset[str]) -> frozenset[str]:
    """Return where a rule holds; empty: it does not say."""
    return frozenset(told for told in about if _KIND_OF[told] == "where")


def conflict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether both name a thing, a case or a place, and not the same one."""
    return any(
        {told for told in one if _KIND_OF[told] == kind} != {told for told in other if _KIND_OF[told] == kind}
        for kind in {_KIND_OF[told] for told in one} & {_KIND_OF[told] for told in other}
    )


def of_countries(countries: tuple[str, ...]) -> frozenset[str]:
    """Return what a section for these countries is about; several together are the others."""
    if len(countries) > 1:
        return frozenset({"elsewhere"})
    return frozenset(_COUNTRIES[country] for country in countries if country in _COUNTRIES)


def denies(statement: str) -> bool:
    """Say whether a statement says no."""
    return _DENIES.search(_OR_NOT.sub("", _ANSWERS.sub("", statement))) is not None


def without_asides(statement: str) -> str:
    """Return the statement with its exceptions and afterthoughts blanked out, at the same length."""
    return _ASIDES.sub(lambda match: " " * len(match.group()), statement)
