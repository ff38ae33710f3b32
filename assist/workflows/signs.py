"""What a customer says of an item or of themselves, read from the words in English and Spanish, denials left out.

A sign decides between rules (opened or sealed, worn or new, a fault or a change of mind); it never grants anything
that the order facts do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assist.workflows.wording import folded

_DENIED = re.compile(
    r"\b(?:not|never|no|nor|neither|nothing|none|nobody|without|cannot|nunca|jamas|nada|nadie|ningun[oa]?|ni|sin|tampoco|\w+n't|"
    r"(?:do|does|did|is|are|was|were|have|has|had|ca|wo|could|would|should)nt)\b(?:\s+(?!but\b|pero\b)[\w']+){0,3}\s*$"
)
"""A denial at most three words before what it denies: "haven't even opened", "no lo he abierto", "sin usar"."""
_CLAUSE_END = re.compile(r"[.,;:!?\n()]|\b(?:but|pero|and|y)\b")
LOOK_BACK = 40
"""Characters before a sign in which its denial stands."""
_PLAIN = str.maketrans(dict.fromkeys("’‘ʼ´`", "'"))


@dataclass(frozen=True)
class Sign:
    """Words that tell one thing, unless denied."""

    pattern: re.Pattern[str]

    def in_(self, words: str) -> bool:
        """Say whether the sign stands in the words, not denied."""
        return self.first(words) is not None

    def first(self, words: str) -> str | None:
        """Return the first stretch of the words (without accents, small letters) that carries the sign."""
        return next((said for said, is_denied in self._all(words) if not is_denied), None)

    def denied_in(self, words: str) -> bool:
        """Say whether the sign stands in the words only to be denied: "not opened"."""
        return not self.in_(words) and any(is_denied for _, is_denied in self._all(words))

    def _all(self, words: str) -> Iterator[tuple[str, bool]]:
        text = plain(words)
        for found in self.pattern.finditer(text):
            before = _CLAUSE_END.split(text[max(0, found.start() - LOOK_BACK) : found.start()])[-1]
            yield found.group(), _DENIED.search(before) is not None


@lru_cache(maxsize=64)
def plain(words: str) -> str:
    """Return the words as signs are searched: small letters, no accents, one kind of apostrophe."""
    return folded(words.translate(_PLAIN))


def _sign(*alternatives: str) -> Sign:
    return Sign(re.compile(rf"\b(?:{'|'.join(alternatives)})"))


_IT = r"(?:it|them|this|these|one|some|the \w+|my \w+|lo|la|los|las|el|un|una)\b"

OPENED = _sign(
    r"opened\b", r"unsealed\b", r"(?:broke|broken|cut|removed|took off) the seal\b", r"already open\b",
    rf"(?:used(?! to\b)|tried|been using|started using|tested) (?:\w+ )?{_IT}(?! on\b)", r"used (?:about |almost |nearly |maybe |up )?(?:once|twice|only|a|half|most|all|\d+)\b", r"me (?:lo|la|los|las) he (?:puesto|echado|aplicado)\b", r"(?:putting|put) (?:it|some|the \w+) on my\b", r"(?:been )?(?:putting|applying) it\b", r"applied (?:it|some)\b", r"half[ -](?:empty|used|gone|full)\b",
    r"(?:don't|dont|do not|didn't|did not|hate|can't stand|cannot stand) (?:really )?(?:like )?(?:the|its|how it) (?:smell|scent|fragrance|texture|feel)",
    r"(?:smells?|feels) (?:awful|bad|horrible|strange|weird|off|funny|sticky|greasy|like|too|really|so)\b",
    r"(?:abiert|usad|probad)[oa]s?\b", r"(?:lo|la|los|las) (?:use|probe)\b", r"abri\b", r"(?:use|probe) (?:el|la) (?:crema|serum|suero|aceite|producto)\b",
    r"no me (?:gusta|convence) (?:nada )?(?:el olor|la textura|como huele)", r"huele[n]? (?:mal|raro|fatal|muy|a)\b",
)  # fmt: skip
"""The seal is broken: said, or told by how it smells or feels."""

SEALED = _sign(
    r"(?:still |factory )?sealed\b", r"unopened\b", r"in (?:its|the) seal", r"precintad[oa]s?\b", r"sin abrir\b"
)

WORN = _sign(
    r"worn\b(?! out\b)", r"wore\b", r"(?:been )?wearing (?:it|them|these|the|my)\b", r"walked\b", r"(?:hik|walk|climb|trek)(?:e|es|ed|s|ing)\b(?! (?:boots?|shoes?)\b)",
    r"(?:on|off) the (?:trails?|hills?|mountains?|fells?|moors?|camino)\b", r"trails?\b(?! (?:socks?|shoes?)\b)", r"used (?:it|them|these) (?:out|on|for|in)\w*\b",
    r"heels? (?:slip|lift|rub)\w*", r"(?:rub|rubs|rubbing|rubbed|chafe\w*|pinch\w*)\b", r"blister\w*", r"mud(?:dy)?\b", r"after (?:one|a|two|three|\d+) (?:day|km|kilomet\w+|miles?|hours?)\b",
    r"usad[oa]s?\b", r"(?:las?|los?) (?:he |hemos )?(?:llevado|llevo|usado|puesto|paseado)\b", r"andado\b|caminar\b|caminando\b", r"estrenad[oa]s?\b", r"(?:me )?(?:los|las) (?:he )?(?:puse|puesto|llevado|llevaba|use)\b", r"(?:monte|montana|senderismo|caminata|excursion|caminad[oa]|barro)\b",
    r"rutas?\b", r"roza(?:n|duras?|ndo|do)?\b", r"ampollas?\b", r"(?:el )?talon\b",
)  # fmt: skip
"""Used outdoors or on the way: more than tried on at home."""

ADDS = _sign(
    r"add(?:ing)? (?!me\b)(?:\w+ ){1,6}?(?:to|into|onto|in|on) (?:my |the |this |that |our |same )*(?:order|parcel|package|box|shipment|it|purchase|\w+-?\d{3,})\b",
    r"(?:pop|slip|throw|stick|squeeze|chuck|toss|tuck) (?:\w+ ){1,6}?(?:in|into|in with)\b(?! stock\b)", r"put (?:\w+ ){1,6}?(?:into|in with)\b",
    r"(?:forgot|forgotten|olvide|olvidado) (?:to (?:add|order)|anadir|pedir)\b", r"(?:anad(?:ir|e|es|a|as)(?:me)?|incluir|inclu(?:ye|yes)|met(?:er|e|es)(?:me)?) (?:\w+ ){1,6}?(?:al?|en el|con el) (?:mismo )?(?:pedido|paquete|\w+-?\d{3,})\b",
)  # fmt: skip
"""Another thing is to go into an order that is placed."""

INDOORS = _sign(
    r"(?:on|over) (?:the |my |our )?(?:carpet|rug|hall floor|living[- ]room floor)\b", r"indoors?\b", r"inside (?:only|the (?:house|flat))\b", r"(?:only |just )(?:at home|inside)\b",
    r"(?:in|around|round) the (?:house|flat|living room|hall|bedroom|kitchen)\b", r"(?:not|never) (?:\w+ )?outside\b", r"(?:en|por) casa\b", r"(?:alfombra|moqueta|pasillo)\b",
)  # fmt: skip
"""Tried on at home: as good as unworn, whatever pinched."""

REACTION = _sign(
    r"swoll?en\b", r"swell(?:s|ed|ing)?\b", r"rash(?:es)?\b", r"hives\b", r"welts?\b", r"blister\w*", r"burn(?:s|t|ed|ing) (?:my|me|on my|skin|sensation|feeling)", r"(?:skin|face|cheeks?|eye ?lids?|eyes?|lips?|mouth|throat|neck|scalp|chin|nose|forehead|hands?|arms?) (?:\w+ ){0,3}(?:burn\w*|red|sting\w*|raw|peel\w*|itch\w*|sore)\b",
    r"sting(?:s|ing)\b", r"stung\b", r"itch(?:y|es|ing|ed)?\b(?! to\b)", r"irritat(?:ed|ion|es|ing) ?(?:my|skin)?", r"(?:gone|went|turned|goes) (?:all |bright |very |really )?red\b", r"(?:got|get|have|having|with|causes?|causing|new|gave me|more) (?:\w+ )?redness\b", r"(?:skin|face|cheeks?|eyes?|eye ?lids?|lips?|neck) (?:\w+ )?(?:blew up|blown up|puff\w*|tingl\w*|flar\w*|hurts?)\b", r"puff(?:y|ed)\b", r"(?:spots|pimples|bumps|welts) (?:\w+ )?(?:everywhere|all over|on my)\b", r"came out in\b", r"red (?:patch|blotch|spot|mark|bump)\w*",
    r"(?:bad |skin |allergic )?reaction\b", r"allerg(?:ic|y) (?:to|reaction)", r"(?:broke|broken|breaking) out\b", r"breakouts?\b", r"my skin (?:react\w*|peel\w*|hurts)",
    r"hinchad[oa]s?\b", r"hinchazon\b", r"sarpullido\b", r"erupcion\b", r"ronchas?\b", r"urticaria\b", r"picor(?:es)?\b", r"me (?:pica|arde|escuece|quema)n?\b", r"irrita(?:d[oa]|cion)\w*", r"rojeces\b|enrojec\w+", r"reaccion\b", r"alergi(?:a|ca|co)\b", r"granos\b",
)  # fmt: skip
"""A body that reacts: not a matter of taste."""

HURT = _sign(
    r"(?:hurt|injured|cut|burn(?:t|ed)|shocked) (?:me|myself|my|him|her|us)\b", r"(?:electric|mild|nasty) shock\b", r"scald\w*", r"(?:ate|eaten|drank|drunk|swallow\w*|licked) (?:\w+ ){0,4}(?:of|the|your|it|some|half|a)\b", r"se (?:ha )?(?:comio|comido|bebio|bebido|trago|tragado)\b", r"chok(?:e|ed|ing)\b", r"(?:took|taken) the skin off\b", r"numb\b", r"throwing up\b|vomit\w*", r"blinded\b", r"stitches over\b", r"splinter\b|astilla\b", r"infect\w+", r"explod\w+", r"exploto\b|explotado\b", r"caught fire\b", r"smok(?:e|ing)\b", r"(?:hot|swollen|bulging) batter\w+", r"batter\w+ (?:\w+ ){0,3}(?:hot|swollen|swell\w*|smell\w*|bulg\w*)\b",
    r"gets? (?:very |really |too )?hot\b", r"me (?:he )?(?:hecho dano|quemado|cortado|lastimado)\b", r"se (?:calienta|hincha)\b", r"humo\b", r"calambre\b",
)  # fmt: skip
"""An injury, or a thing that may cause one."""

UNWELL = _sign(
    r"headaches?\b", r"feel(?:s|ing)? (?:\w+ )?(?:strange|ill|sick|unwell|dizzy|faint|tight|numb|awful|terrible|weak|worse)\b", r"(?:ill|sick|dizzy|nause\w+|sore|pain(?:ful)?|hurts?|injur\w+|bleed\w*|bled)\b", r"breath(?:e|ing)\b",
    r"doctor\b|hospital\b|a&e\b|emergency\b|ambulance\b", r"duele\w*|dolor\b", r"maread[oa]\b|mareos?\b", r"medico\b|urgencias\b", r"respirar\b", r"sangr\w+",
)  # fmt: skip
"""Someone does not feel well."""

BODY_OR_DANGER = _sign(
    r"(?:my|her|his|our|their|the \w+'s) (?:\w+ )?(?:skin|face|cheeks?|eyes?|eye ?lids?|lips?|mouth|tongue|throat|neck|chest|stomach|scalp|hair|hands?|fingers?|arms?|legs?|foot|feet|toes?|head|back|wrist|knees?|nose)\b", r"headaches?\b", r"feel(?:s|ing)? (?:\w+ )?(?:strange|ill|sick|unwell|dizzy|faint|tight|numb|awful|terrible|weak|worse)\b",
    r"(?:ill|sick|dizzy|nause\w+|sore|pain(?:ful)?|hurts?|injur\w+|bleed\w*|bled)\b", r"breath(?:e|ing)\b", r"doctor\b|hospital\b|a&e\b|emergency\b|ambulance\b", r"dangerous\b|unsafe\b|not safe\b|hazard\w*", r"poison\w*", r"on fire\b|burning\b",
    r"(?:la|mi|su) (?:piel|cara|boca|lengua|garganta|cabeza|mano|pierna|espalda|nariz)\b|(?:los|mis) (?:ojos|labios|parpados)\b", r"duele\w*|dolor\b", r"maread[oa]\b|mareos?\b", r"medico\b|hospital\b|urgencias\b", r"peligros[oa]s?\b", r"respirar\b", r"sangr\w+",
)  # fmt: skip
"""A body, how someone feels, or a danger: without one of these a message is no alarm, whatever it was taken for."""

ASKS_AHEAD = _sign(
    r"(?:is|are|would|will) (?:it|this|that|they|the [\w ]{1,30}?) (?:\w+ )?(?:ok|okay|fine|safe|suitable|alright|good|bad|dangerous|harmful)\b", r"can i (?:still )?(?:use|wear|take|try|apply)\b", r"(?:may|should|could) i (?:\w+ )?(?:use|wear|take|apply)\b", r"suitable for\b", r"(?:ok|okay|safe) (?:for|to|while|during|in|with)\b",
    r"(?:puedo|podria) (?:usar|utilizar|ponerme|aplicar)\w*", r"(?:es|son) (?:segur|apt|adecuad|recomendable|malo|peligros)\w*", r"se puede (?:usar|utilizar|aplicar)\b",
)  # fmt: skip
"""Asked before use: nobody is hurt yet."""

EXPECTING = _sign(
    r"pregnan\w+", r"breast ?-?feed\w*", r"nursing\b", r"trying for a baby\b", r"expecting (?:a|mothers?|my)\b", r"midwife\b", r"embaraz\w+", r"lactancia\b", r"dando el pecho\b", r"amamant\w+",
)  # fmt: skip
"""Pregnant or breastfeeding."""

UNDECIDED_HEALTH = _sign(
    r"pregnan\w+", r"breast ?-?feed\w*", r"nursing\b", r"trying for a baby\b", r"(?:my |for )?(?:bab(?:y|ies)|toddlers?|child(?:ren)?|kids?|daughter|son|newborn)\b", r"\d+ ?-?(?:year|yr|month)s?[- ]olds?\b",
    r"expecting (?:a|mothers?|my)\b", r"midwife\b", r"asthma\b|asmatic\w+|asma\b", r"diabet\w+", r"epilep\w+", r"celia[cq]\w*|coeliac\w*", r"blood thinners?\b", r"pacemaker\b", r"eczema\b", r"rosacea\b", r"psoriasis\b", r"dermatitis\b", r"medicat\w+", r"prescri\w+", r"chemo\w*", r"roaccutane\b", r"embaraz\w+", r"lactancia\b", r"dando el pecho\b", r"amamant\w+", r"bebes?\b", r"(?:mi |para )?(?:hij[oa]|nin[oa])s?\b", r"medicacion\b",
)  # fmt: skip
"""Someone for whom a doctor or midwife answers, not a shop."""

FAULTY = _sign(
    r"(?<!i'm )(?<!i am )brok(?:e|en)\b(?! the seal| out)", r"break(?:s|ing)\b(?! in\b| out\b)", r"crack(?:ed|s)?\b", r"smashed\b", r"shattered\b", r"leak(?:s|ed|ing|y)?\b", r"spil(?:t|led|ling)\b", r"torn\b", r"tore\b", r"rip(?:ped|s)?\b", r"holes? (?:in|on|near|under)\b", r"a (?:small |big |tiny |huge )?hole\b",
    r"chipped\b", r"bent\b", r"soak(?:ed|ing)\b", r"in (?:\w+ ){1,2}(?:pieces|halves|bits)\b", r"lost its\b", r"gave? way\b", r"peel(?:s|ed|ing)? off\b|(?:is|its|it's|starts?|started) peeling\b", r"flickers?\b", r"died\b", r"packs? up\b", r"fall(?:en|ing) (?:out|off)\b", r"horrible noise\b", r"defect(?:ive|s)?\b", r"fault(?:y|s)?\b", r"damaged?\b", r"(?:doesn'?t|does not|don'?t|do not|won'?t|will not|isn'?t|is not|not|stopped|never) (?:even )?(?:work\w*(?! (?:for|with) (?:me|us|my))|function\w*|pump\w*|charg\w*|turn on|switch on|hold|go down|zip\w*)\b", r"dead\b", r"(?:came|coming|come|comes|falling|fell|gone|went) (?:\w+ )?(?:apart|away|open|undone|off|loose|unstitched|unglued)\b", r"(?:lets?|letting) (?:the )?(?:water|rain) (?:in|through)\b", r"(?:water|rain|wet) (?:\w+ )?(?:gets?|comes?|getting|coming|goes|seeps?) (?:in|through)\b", r"nothing comes out\b", r"(?:doesn't|does not|won't|will not) do (?:anything|a thing)\b", r"no cierran?\b", r"no sale (?:nada|producto)\b",
    r"split(?:ting|s)?\b", r"(?:zip(?:per)?|seam|sole|stitching) (?:\w+ ){0,3}(?:gone|stuck|jammed|failed|split|off)\b", r"delaminat\w+", r"stain(?:ed|s)?\b", r"(?:arrived|came|was|were|is) (?:\w+ )?(?:dirty|scratched)\b", r"dented\b", r"snapped\b", r"burst\b",
    r"rot[oa]s?\b", r"(?:se )?(?:ha |han )?(?:rompi(?:o|eron|do)|rompe)\b", r"agujeros?\b", r"rasgad[oa]s?\b", r"descosid[oa]s?\b|descose\b", r"defectos?\b", r"defectuos[oa]s?\b", r"danad[oa]s?\b", r"averiad[oa]s?\b", r"estropead[oa]s?\b", r"no (?:funcionan?|carga|enciende|cierra)\b", r"ha dejado de funcionar\b", r"goteando\b|gotea\b",
    r"derramad[oa]s?\b", r"manchad[oa]s?\b", r"desportillad[oa]s?\b", r"grietas?\b|agrietad[oa]s?\b", r"anicos\b", r"se (?:ha )?part(?:e|en|io|ido)\b", r"hace (?:un )?ruido\b", r"lleg(?:o|aron) (?:\w+ ){0,2}(?:suci|mojad|reventad|abollad)[oa]s?\b", r"reventad[oa]s?\b|abollad[oa]s?\b", r"golpead[oa]s?\b", r"rajad[oa]s?\b", r"despeg(?:ad[oa]s?|an?|ando|o)\b", r"entra (?:el )?agua\b|cala(?:n|do)?\b", r"(?:la )?cremallera (?:\w+ ){0,3}(?:atascad|rota|se ha)\w*",
)  # fmt: skip
"""Something is wrong with the item itself."""

WRONG_ITEM = _sign(
    r"(?:sent|received|delivered|shipped|given|packed)(?: \w+){0,2} (?:the |a |an )?wrong\b", r"got (?:the |a |an )?wrong (?!size)\w+", r"(?:ordered|bought) (?:[\w-]+ ){1,5}(?:and|but) (?:i )?(?:got|received|you sent)\b", r"(?:ordered|asked for|bought) [\w' -]{2,30}, (?:and |but )?(?:i )?(?:got|received|you sent)\b(?! (?:it|them|this|my|an? (?:e|conf)))", r"(?:sent|received|got) (?:me )?(?:size |a size |the size )?\w+ instead of\b", r"(?:somebody|someone)(?: else)?'s \w+", r"wrong (?:item|product|thing|one|colou?r|size|jacket|parcel|order|\w+) (?:was |has been |have been |had )?(?:sent|delivered|arrived|came|shipped|received)\b",
    r"(?:isn't|is not|not|wasn't) what i ordered\b", r"(?:sent|got|received) (?:\w+ ){1,4}instead\b", r"(?:not|isn't|is not) (?:the )?(?:\w+ )?i (?:ordered|bought)\b",
    r"(?:enviad|mandad|recibid|llegad|dad)o (?:\w+ ){0,3}equivocad\w+", r"(?:articulo|producto|talla|color) equivocad\w+", r"no es (?:lo|el|la) que pedi\b", r"en (?:vez|lugar) de (?:lo|el|la) que pedi\b",
)  # fmt: skip
"""We sent something else; not: the customer ordered the wrong size."""

_SUM_BACK = r"(?:my|the) \W?\d[\d.,]* ?\W?(?:euros?|pounds?|quid|eur|gbp)? ?back\b"
MISSING_ITEM = _sign(
    r"missing\b(?! (?:you|out)\b)", r"(?:was|is|were|are)(?:n't| not) (?:\w+ ){0,3}(?:in|inside|included|there|with)\b", r"not (?:in|inside|included in) (?:the |my )?(?:box|parcel|package|order|bag)\b",
    r"(?:only|just) (?:\w+ ){1,4}(?:in the|arrived|came|was in|were in)\b", r"(?:forgot|forgotten|left out)\b", r"(?:didn't|did not|never) (?:come with|get|receive) (?:the|my)\b",
    r"falta(?:n|ba|ban)?\b", r"no (?:venia|estaba|viene|esta)n? (?:\w+ ){0,4}(?:caja|paquete|pedido)\b", r"(?:solo|solamente) (?:\w+ ){0,3}(?:llego|venia|habia)\b",
)  # fmt: skip
"""Something ordered was not in the parcel."""

SEND_BACK = _sign(
    r"return(?:ed|ing|s)?\b(?! address| to sender)", r"(?:send|sending|sent|bring|ship|give)(?: [\w-]+){0,4} back\b", r"(?:goes|go|going|comes?) back\b", _SUM_BACK, r"refund\w*", r"money back\b", r"exchang\w+|swap\w*",
    r"devol(?:v|uc)\w+|devuelv\w+", r"reembols\w+", r"(?:cambiar|cambio)(?:lo|la|los|las)?\b",
)  # fmt: skip
"""The customer speaks of sending something back or of the money for it."""

ZIP = _sign(r"zip(?:s|per|pers|ped)?\b", r"cremalleras?\b")
SEAM = _sign(r"seams?\b", r"stitch(?:es|ing)?\b", r"unstitched\b", r"costuras?\b", r"descos(?:id[oa]s?|e|io)\b")
SOLE = _sign(r"soles?\b", r"suelas?\b")
MEMBRANE = _sign(r"membranes?\b", r"membranas?\b")
FRAME = _sign(r"frames?\b", r"armazon\b")
ACCIDENT = _sign(
    r"worn (?:out|through|thin)\b", r"wear and tear\b", r"caught (?:it )?on\b", r"(?:camp ?)?fire\b", r"embers?\b", r"(?:burn(?:t|ed)?|melted) (?:a|it|the)\b", r"shr(?:ank|unk)\b", r"washed (?:it )?(?:at|hot|too)\b", r"my (?:dog|cat|puppy)\b",
    r"i (?:have )?(?:accidentally )?(?:cut|tore|ripped|burnt|burned|snagged|ripped)\b", r"my (?:own )?fault\b", r"desgast\w+", r"se me enganch\w+", r"(?:lo|la) (?:queme|rompi|corte)\b", r"hoguera\b", r"encogid[oa]\b", r"mi perr[oa]\b",
)  # fmt: skip
"""What happens to things in use or by mishap: wear, cuts, burns, a hot wash."""

PUMP = _sign(r"pumps?\b", r"dispenser\b", r"nozzle\b", r"dosificador\b", r"bomba\b")
SHELF_LIFE = _sign(
    r"expir\w+",
    r"use[- ]?by\b",
    r"best before\b",
    r"shelf[- ]life\b",
    r"out of date\b",
    r"caduc\w+",
    r"fecha de consumo\b",
)

OR_IT_GOES_BACK = _sign(
    r"or (?:else )?(?:it|they|this|the \w+)(?:'ll| will|'s| is)? (?:goes?|going|be going|comes?|be sent|be returned|coming) ?(?:straight )?(?:back|returned)?\b", r"or (?:else )?i(?:'ll| will|'m| am| shall| would)?(?: \w+){0,2} (?:send|sending|return|returning|bring|bringing)\b",
    r"otherwise (?:i|it|they)(?:'ll| will|'m| am)?(?: \w+){0,2} (?:send|sending|return|returning|goes?|going)\b", r"if not,? (?:i|it|they)(?:'ll| will|'m| am)?(?: \w+){0,2} (?:send|sending|return|returning|goes?|going)\b",
    r"(?:i(?:'ll| will|'m going to| am going to| would)|want to|going to|rather) (?:just )?(?:return|send)(?:ing)? (?:it|them|this)?(?: back)?(?: and (?:buy|order|reorder)| if (?:you|not))", r"(?:return|send)(?:ing)? it (?:back )?and (?:re-?order|re-?buy|buy|order)",
    r"o (?:si no )?(?:lo|la|los|las) devuelvo\b", r"(?:si no|de lo contrario|sino),? (?:lo|la|los|las)? ?(?:devuelvo|devolvere|voy a devolver)", r"devolver(?:lo|la|los|las)? y (?:volver a )?(?:comprar|pedir)",
)  # fmt: skip
"""The buyer would otherwise return the item."""

MONEY_BACK = _sign(
    _SUM_BACK,
    r"refund\w*",
    r"money back\b",
    r"reimburs\w*",
    r"reembols\w*",
    r"devol\w+ (?:el |mi )?dinero\b",
    r"(?:el|mi) dinero\b",
)
REPLACEMENT = _sign(
    r"replac\w*",
    r"(?:a )?new one\b",
    r"another one\b",
    r"re-?send\b",
    r"send (?:it |me )?(?:it )?again\b",
    r"reenv\w+",
    r"(?:uno|una|otro|otra) nuev[oa]\b",
    r"reposicion\b",
    r"(?:otro|otra) igual\b",
)
CANNOT_SEND = _sign(
    r"(?:can't|cannot|can not|couldn't|unable to|no way to|don't have|do not have|haven't got)(?: \w+){0,3} (?:photos?|pictures?|pics?|camera|it any ?more|the box)\b", r"(?:already|have) (?:sent|attached|uploaded)\b", r"threw (?:it|them|the box)\b", r"no (?:puedo|tengo)(?: \w+){0,3} (?:foto|fotos|camara|caja)\b", r"ya (?:la |las |os |te )*(?:he )?(?:envie|mande|enviado|mandado)\b",
)  # fmt: skip
"""The evidence asked for will not come, or the customer says it came."""

A_GIFT = _sign(
    r"(?:was|as|is|it's|got (?:it|this|them) as|received (?:it|this|them) as|been given|from) (?:a |an |my )?(?:\w+ )?(?:gift|present)\b(?! card| wrap)", r"(?:gave|given|bought|got|sent) (?:it |this |them |me )+(?:this |it |them )?(?:as |for )?(?:my |christmas|xmas|birthday)", r"birthday present\b", r"christmas present\b", r"gift (?:from|number|receipt)\b",
    r"don't tell (?:my|her|him|them)\b", r"(?:es |era |fue )?un regalo\b(?! para)", r"me (?:lo |la |los |las )?(?:ha |han )?regal(?:o|aron|ado)\b", r"no (?:se )?(?:lo )?(?:le )?diga\w* (?:nada )?a mi\b", r"numero de regalo\b|ticket regalo\b",
)  # fmt: skip
"""Someone else bought it for the writer."""

GIVEN_BY_ME = _sign(
    r"i (?:bought|ordered|gave|got|paid) (?:it |this |them |these )?(?:as |for )",
    r"(?:a |my )?gift (?:for|to) my\b",
    r"(?:compre|pedi|pague|regale)\b",
)
"""The writer bought it: the return is the buyer's own."""

ENDS_IT = _sign(
    r"cancel(?:l?ed|l?ing|lation)?\b(?! (?:my |the )?(?:next|upcoming|this) )",
    r"(?:end|stop|terminate|quit) (?:my |the |this )?(?:subscription|it)\b",
    r"stop (?:sending|shipping|charging|delivering|the (?:refills|deliveries)|it|them|this)\b",
    r"(?:don't|do not|no longer) (?:want|need|send|wish) (?:to \w+ )?(?:me )?(?:it|them|any ?more|any more|the|this|these|my|refills|more)\b",
    r"no (?:more|further) (?:refills|deliveries|renewals)\b",
    r"unsubscribe\b",
    r"(?:cancelar\w*|cancelo|cancelacion|anul\w*|dar de baja|darme de baja)\b",
)
SKIPS_ONE = _sign(
    r"skip\w*",
    r"paus(?:e|ing)\b",
    r"push (?:\w+ ){1,4}(?:to|back|until|till)\b",
    r"(?:delay|postpone|move|push back|reschedule|bring forward)\w*",
    r"every (?:\d+|two|three|four|six|eight|twelve|second|other) (?:weeks?|months?)\b",
    r"(?:change|switch|swap) (?:\w+ ){0,4}(?:weeks?|months?|interval|frequency|rhythm|product|date)\b",
    r"saltar\w*|pausar\w*|aplaz\w+|retras\w+",
)
"""One renewal is left out or moved, the subscription goes on."""
RENEWAL = _sign(r"subscri\w+|refills?\b|renew\w+|charg\w+|suscri\w+|renova\w+|cobr\w+|recarga\w*")
"""The customer speaks of a subscription, what it sends or what it costs."""
CHARGED = _sign(
    r"charg(?:e|ed|ing)\b",
    r"renew(?:al|ed|s)\b",
    r"(?:took|taken|take) (?:\w+ )?(?:\W?\d[\d.,]*|the money|money)",
    r"cobrado\b|cobrasteis\b|cargo\b|renovacion\b",
)
"""Money was taken, and that is the matter."""
EVERYTHING = _sign(
    r"everything\b", r"all (?:of|three|the|products)\b", r"(?:whole|entire) (?:set|box|thing)\b", r"tod[oa]s?\b"
)
"""The whole of it, not a part."""
