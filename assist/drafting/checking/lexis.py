"""The words of a statement brought to comparable form: stems, one name for synonyms, a sign for what a word denies.

English and Spanish. Knows no sources.
"""

import re
from functools import lru_cache

from assist.atoms.roles import stem

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EMPTY = frozenset(word for line in (
    "am the and you your yours our ours with for from this that these those there are was were been being have has had will would shall should can",
    "could may might must but any all some one also just very then them they their its it's i'm i'll we'll we're you'll you're we've i've it he she him",
    "her his hers we us me my mine who whom what when where which while into onto out about please of to in on at by as is be do does did an a or so if i",
    "than too here again already yet still now well okay ok yes hello hi dear kind get gets got let lets make makes made go goes going there's that's such",
    "own same both each every per up down off over via how much many most unless until once because since during within through upon between among",
    "time times thing things way like just even ever rather really simply directly straight able want wish would'd i'd we'd you'd you've don't doesn't",
    "hasn't haven't hadn't didn't won't isn't aren't wasn't weren't couldn't shouldn't wouldn't can't cannot not no never nor neither without only",
    "que los las una uno unos unas del con por para como pero más muy este esta estos estas eso esa nos les sus se su tu te le lo la el un es en de y o a",
    "al mi ha han hay he hemos son está están ser fue sido también si ya cuando donde qué quien porque hasta desde no nunca sin ni tampoco jamás solo sólo",
    "day days week weeks month months year years hour hours working business calendar día días semana semanas mes meses año años hora horas laborables hábiles",
    "eur euro euros gbp usd pound pounds dollar dollars percent january february march april june july august september october november december enero",
    "fortnight fortnights two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty thirty forty fifty sixty seventy eighty ninety hundred per cent percent tenth tenths dos tres cuatro cinco seis siete ocho nueve diez",
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays ones",
    "monday tuesday wednesday thursday friday saturday sunday lunes martes miércoles jueves viernes sábado domingo noon midnight quincena",
    "haya hayas hayan puede puedes pueden podemos podrás podrá sí claro entonces pues así nosotros tú ti algo aquí ahí luego después antes ya mismo cual cuál",
    "febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
) for word in line.split())  # fmt: skip
"""Words that carry no matter, or whose matter is a typed fact."""

NOTHING_TO_PAY = (
    r"(?:(?:do(?:es)?|will|would)(?:n['’]t| not)|won['’]t|never|without) (?:cost(?:ing)?|charg(?:e|ing)|pay(?:ing)?)(?: (?:you|him|her|them|for it))?(?: (?:a|an|any|one|even a) (?:cent|penny|thing|euro|pound|dollar)| anything| any more| extra)"
    r"|(?:(?:are|is|be|get)(?:n['’]t| not)|['’]re not|won['’]t be|will not be|never) charged(?: (?:a (?:thing|penny|cent)|anything))?(?! \w*(?:twice|extra))"
    r"|(?:costs?|pay|charges?) (?:you )?nothing|(?:there(?:['’]s| is) )?nothing to pay|not (?:a|one) (?:cent|penny)|(?:at|with) no (?:extra |additional )?(?:cost|charge)(?: to you)?|without (?:extra )?(?:cost|charge)"
    r"|sin (?:pagar|cobrarte|costarte) nada|no (?:te )?(?:cuesta|cobramos|pagas|cobran) nada|no pagas (?:portes|el envío)|sin (?:ningún )?(?:coste|cargo)"
)
"""What says "free" with a denial in it."""
_PHRASES = tuple((re.compile(rf"\b(?:{said})\b"), name) for said, name in (
    (r"(?:get|gets|getting|got|have|having|receive|give|giving|want|see)\b(?: (?!to\b|and\b|or\b|in\b)\w+){0,5}? (?:money|price|amount|charge|cash|deposit|payment)(?: \w+)? back|"
     r"(?:get|gets|getting|have|receive|want|prefer|rather have)\b[^.,;:!?\d]{0,20}[\d.,]*\d ?(?:€|£|eur|euros?|pounds?|dollars?)? back", "refund"),
    (r"(?:your |the )?money back|pay(?:ing)? (?:you )?back|get (?:it|that|your money) back|put (?:\w+ ){1,4}back on(?=\b.{0,30}(?:card|account|paid|pay))", "refund"),
    (r"(?:send(?:ing)?|sent|post(?:ed|ing)?|ship(?:ped|ping)?|bring(?:ing)?|brought|pop(?:ped|ping)?|drop(?:ped|ping)?|giv(?:e|ing|en)|hand(?:ed|ing)?|mail(?:ed|ing)?|tak(?:e|ing|en))(?: (?:it|them|these|those|this|that|the \w+|your \w+|\w+))? back|com(?:e|es|ing) back|came back", "return"),
    (r"turn(?:ed|ing)? (?:\w+ ){0,3}?away", "refuse"), (r"(?:is|are|was|were)(?: not|n['’]t) the same(?: as)?|no (?:es|son) (?:el mismo|la misma|lo mismo|igual(?:es)?)", "differ"),
    (r"look(?:ing|ed)? into|follow(?:ing)? up", "check"), (r"get(?:ting)? (?:back to|in touch with)|reach(?:ing)? out to|let (?:you|us) know", "write"),
    (r"(?:get|have|receive) (?:word|news) from (?:me|us)", "hear"), (r"call(?:s|ed|ing)? (?:\w+ ){0,3}?off", "cancel"), (r"go(?:es|ing)? missing|gone missing", "lost"), (r"run(?:s)? out|come(?:s)? to an end", "end"), (r"in good time", "soon"), (r"(?<=of )receipt|(?<=on )receipt|(?<=upon )receipt|(?<=after )receipt|(?<=from )receipt", "delivery"),
    (r"make(?:s)? up for|take(?:s|n)? off(?! the (?:order|list))|(?:tak(?:e|es|en|ing)|knock(?:s|ed|ing)?) [^.,;:]{0,20}(?:%|cent|[€£$]|eur)[^.,;:]{0,8} off", "deduct"), (r"(?<=[%t] )off\b", "deduct"), (r"swap(?:s|ped|ping)? (?:it |them )?(?:for|out)", "exchange"),
    (r"hand(?:ed|ing|s)? over to", "give"), (r"as (?:soon|quickly) as", " "), (r"free of charge|at no (?:extra )?(?:cost|charge)|for nothing", "free"),
    (r"devolución del dinero|devolv\w+(?= (?:el dinero|todo\b|el importe|lo que (?:has )?pag|[\d.,]+ ?(?:€|eur)))", "reembolso"), (r"al aire libre", "outdoors"),
    (r"(?:as|so) long as|siempre (?:que|y cuando)", " "), (r"tell(?:ing|s)? (?:us|me)\b(?! (?:apart|how|what|which|why|where))", "write"), (r"ponernos en contacto|ponerse en contacto", "escribir"),
))  # fmt: skip

_SAME = (
    "refund reimburs repay", "parcel packag consign box", "item articl product piec", "exchang swap trade switch", "purchas order buy",
    "custom buyer shopper client", "ship dispatch despatch post mail send", "deliver arriv receiv reach", "cost price charg expens",
    "fre gratis complimentari gratuit", "check investig verifi inspect examin", "writ contact messag email e-mail notifi inform updat answer repli respon",
    "carrier courier", "trac track search", "choos choic pick select decid decis prefer", "chang modifi amend edit alter adjust",
    "cancel withdraw annul", "replac replace substitut", "damag break broke crack fault faulti defect", "photo pictur imag snapshot",
    "worn wear", "seal unopen", "begin start commenc", "end finish expir", "allow permit possibl entitl elig", "need requir necessar",
    "help assist support", "shop stor websit", "address destin", "colleagu team agent staff", "quick fast soon prompt swift speedi",
    "last final", "lost miss", "keep retain hold", "pay cover", "add includ", "deduct subtract withhold", "instruct step", "request ask appli",
    "issu provid offer giv grant suppli", "show displai indic", "credit voucher", "label sticker", "tag", "wrap packag-", "reason caus",
    "tell say mention", "confirm acknowledg", "happen occur", "allergi allerg", "guarante warranti", "footwear shoes shoe", "leak spill",
    "extra addit further", "medication med medicin", "theft stolen steal", "big larg bigger larger", "small smaller", "automat", "renew renewal", "delay late", "whole complet entir full",
)  # fmt: skip
_SPANISH = (
    "ship mando manda mandas mandamos mandar mandaré mandaremos mándanos mándame mandarte mandártela portes", "repair fix mend arreglo arregla arreglamos arreglar reparamos repara reparar reparación",
    "new nuevo nueva nuevos nuevas", "writ escribo escribe escribimos escribes escribiste escribir contesto contestamos contestemos contestar respondemos respondo aviso avisamos avisa avísanos noticias dinos dime",
    "choos eliges elige elegir decides decide prefieres prefiere", "damag defecto fallo defectuoso defectuosa avería estropeado estropeada", "keep quedas quedar quedarte quedarás conservas",
    "pay cubre cubren cubierto cubierta cubiertos cubiertas cubrimos", "worn usado usada usados usadas usar", "check comprobamos compruebo comprobar comprueba miramos mira mirar revisa revisamos",
    "hous casa domicilio home", "neighbour neighbor vecinos vecinas vecino", "letterbox mailbox buzón", "bank banco", "wait espera esperar", "until hasta", "carrier transportista mensajero mensajería",
    "open abro abrimos abrir", "trac incidencia rastreo", "scan escaneo escaneó escaneado movimientos novedades", "stuck parado parada", "delay retraso retrasa", "last último última",
)  # fmt: skip
"""Spanish words under the name of the English group they belong to: a Spanish reply may rest on an English page."""
_NAME_OF = {
    form: line.split()[0] for line in (*_SAME, *_SPANISH) for word in line.split() for form in (word, stem(word))
}

LIGHT = frozenset(form for line in (
    "allow need exist differ anoth mean happen simpl com run stay fall begin end find put tak look start cours afraid case point part kind sort bit way",
    "other noth anyth someth ever whole time together left togeth pleas stil back afterward elsewher soon nothing anything something everything everyone",
    "long usual usually normal normally typical typically probably lot lots bit quite sure ready easy easily best worst better well nice fine afraid way feel try look",
    "more came else bring place use used using turn keep-in mind note heads-up fyi currently exactly basically actually once twice good great",
    "llevar lleva lleve llevas tener tenga dejar deja deje hacer hace hecho otro otra otros otras normalmente siempre claro problema listo",
) for word in line.split() for form in (word, stem(word)))  # fmt: skip
"""Names that say little: they may be added to what a source says, and missing ones are no loss."""

FILLERS = frozenset(form for line in (
    "ahead beforehand advance prior least most",
    "roughly around about till though although count reckon expect bank plenty somebody nobody everybody itself himself herself yourself ourselves whoever whatever",
    "whenever wherever however otherwise instead simply merely purely mostly mainly largely generally commonly often sometimes maybe perhaps likely possible possibly",
    "able unable aren't worth bother mind matter care idea fact rest line touch reason sort moment meantime entire entirely totally quite fairly pretty extremely",
    "honestly frankly sadly luckily happily gladly kindly naturally certainly definitely surely actual exact precise roughly nearly almost barely hardly",
    "hang hold grab pop stick keep bear head heads-up hope guess suppose think believe imagine sound seem appear turn set give take leave let go goes going gone came",
    "anybody someone anyone no-one one's else's nowhere somewhere anywhere upon beside besides despite along across apart toward towards",
    "cuenta cuento calcula calcular espera más o menos aproximadamente apenas quizá quizás tal vez además también todavía aún",
) for word in line.split() for form in (word, stem(word)))  # fmt: skip
"""Names any sentence may bring of its own: they tell nothing of what it is about."""

ANTONYMS = tuple((frozenset(one.split()), frozenset(other.split())) for one, other in (
    ("first", "last"), ("includ", "exclud"), ("accept", "refus reject declin"), ("more", "less few fewer"),
    ("open", "clos"), ("seal", "open unseal"), ("full", "empti"), ("minimum least", "maximum most"), ("early earli earlier", "late later"), ("whole", "partial part half"),
    ("alway", "never"), ("fre", "paid chargeabl"), ("increas rais", "decreas reduc lower"), ("allow", "forbid forbidden prohibit"),
    ("with", "without"), ("abov", "below under"), ("new", "old used"), ("weekdai", "weekend"), ("domest", "intern abroad"), ("insid", "outsid"),
    ("antes", "después tras"), ("easi", "difficult hard"), ("good great", "bad poor"), ("cheap cheaper", "expens"), ("big", "small"),
    ("separat", "together"), ("arriv", "leav depart"), ("import", "export"), ("standard", "express"), ("onlin", "offlin"),
    ("happi glad", "sad upset angri"), ("lov enjoi", "hat dislik"), ("buy", "sell"), ("rememb", "forget"), ("agre", "disagre"),
))  # fmt: skip
"""What turns a statement round when one stands where the source has the other."""

_NEGATED_WORDS = frozenset(
    [
        "unworn",
        "unused",
        "unopened",
        "unsealed",
        "undamaged",
        "unwashed",
        "unpaid",
        "unavailable",
        "unsafe",
        "unlikely",
        "unfulfilled",
        "unwanted",
        "unauthorised",
        "unauthorized",
        "unshipped",
        "unlocked",
        "unmarked",
        "unlimited",
        "nonrefundable",
        "non-refundable",
        "nonreturnable",
        "non-returnable",
        "ineligible",
        "invalid",
        "incomplete",
        "incorrect",
        "inactive",
        "impossible",
        "irreversible",
        "disallowed",
        "unhappy",
        "uncertain",
        "unsure",
        "unaware",
        "unwilling",
        "undecided",
        "unfinished",
    ]
)
_NEGATIVE_PREFIX = re.compile(r"^(?:un|non-?|in|im|ir|dis)")

Signed = tuple[str, bool]
"""A comparable name and whether its word denies it: `unworn` is `("worn", True)`."""


@lru_cache(maxsize=32768)
def name_of(word: str) -> Signed | None:
    """Return the comparable name of a lower-case word; None for a word without matter of its own."""
    plain = word.replace("’", "'").removesuffix("'s")
    if plain in _EMPTY or len(plain) < 2:
        return None
    negated = plain in _NEGATED_WORDS
    rooted = stem(_NEGATIVE_PREFIX.sub("", plain) if negated else plain)
    return (_NAME_OF.get(rooted, rooted), negated)


def called_free(lowered: str) -> str:
    """Return small letters with "free" for what says so by denying a price."""
    if not any(hint in lowered for hint in _PRICE_HINTS):
        return lowered
    return _NOTHING_TO_PAY.sub(" free ", lowered)


_NOTHING_TO_PAY = re.compile(rf"\b(?:{NOTHING_TO_PAY})(?!\w)")
_PRICE_HINTS = ("cost", "charg", "pay", "cobr", "cuest", "pag", "cent", "penny", "cargo")


@lru_cache(maxsize=16384)
def signed(lowered: str) -> tuple[Signed, ...]:
    """Return the comparable names in a stretch of small letters, in order."""
    lowered = called_free(lowered)
    for pattern, name in _PHRASES:
        lowered = pattern.sub(name, lowered)
    found = (name_of(word) for word in _WORD.findall(lowered))
    return tuple(one for one in found if one is not None)


def is_of_the_trade(name: str) -> bool:
    """Say whether a comparable name is about what a shop does: one of those with synonyms here, or free."""
    return name in _OF_THE_TRADE


_OF_THE_TRADE = frozenset(_NAME_OF.values()) | {"return", "fre", "reduc", "discount", "mone", "approv", "sale", "item"}


@lru_cache(maxsize=16384)
def plain_words(text: str) -> frozenset[str]:
    """Return every word and number of `text` in small letters: what names and codes are looked up in."""
    return frozenset(re.findall(r"[^\W_]+", text.lower()))
