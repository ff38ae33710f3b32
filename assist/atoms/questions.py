"""What kind of fact a question asks for: "how long" a duration, "cuánto cuesta" money."""

import re
from functools import lru_cache

from assist.atoms.kinds import AtomKind

_SPAN = (AtomKind.DURATION, AtomKind.DATE)
_MOMENT = (AtomKind.DATE, AtomKind.TIME, AtomKind.DURATION)
_PRICE = (AtomKind.MONEY, AtomKind.PERCENT)
_NUMBER = (AtomKind.COUNT, AtomKind.NUMBER)

_ASKED: tuple[tuple[re.Pattern[str], tuple[AtomKind, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{source})"), kinds)
    for source, kinds in (
        (r"how (?:much )?long\b|how (?:soon|quick(?:ly)?|fast|late)\b|how (?:many|much) (?:\w+ )?(?:time|days?|weeks?|months?|years?|hours?)\b|"
         r"what(?:'s| is) the (?:\w+ ){0,2}(?:deadline|window|time ?frame|period|last day)\b|time ?limit|delivery times?|"
         r"cu[áa]nto (?:tiempo|tarda|tardan|tard[áa]is|dura|duran|plazo|demora|falta)|cu[áa]ntos (?:d[íi]as|meses|a[ñn]os)|cu[áa]ntas (?:horas|semanas)|"
         r"qu[ée] plazo|plazo de|en cu[áa]nto", _SPAN),
        (r"when\b|by when\b|until when\b|what (?:day|date|time)s?\b|which day\b|(?:opening|business|working) hours\b|"
         r"cu[áa]ndo\b|hasta cu[áa]ndo|qu[ée] (?:d[íi]a|fecha|hora)|horarios?\b", _MOMENT),
        (r"how much(?! (?:\w+ )?(?:time|longer)\b)|how expensive|what(?:'s| is| are) the (?:\w+ ){0,2}(?:cost|price|fee|charge)s?\b|"
         r"what (?:does|do|will|would) (?:\w+ ){1,4}cost\b|price of\b|(?:delivery|shipping|postage) (?:cost|fee|charge|price)s?\b|"
         r"cu[áa]nto (?:cuesta|cuestan|vale|valen|cobr|me cobr|hay que pagar|sale|es\b|pag|me devolv|dinero)|qu[ée] (?:precio|coste)|gastos de env[íi]o|"
         r"precio de", _PRICE),
        (r"what percent(?:age)?|(?:what|how much|how big)(?: is the| a)? discount|how much (?:\w+ )?(?:discount|off)\b|qu[ée] (?:porcentaje|descuento)",
         (AtomKind.PERCENT,)),
        (r"how many\b(?! (?:\w+ )?(?:days?|weeks?|months?|years?|hours?)\b)|how often\b|maximum number|"
         r"cu[áa]nt[oa]s (?!d[íi]as|meses|a[ñn]os|horas|semanas)\w", _NUMBER),
        (r"what(?:'s| is) (?:your|the) e-?mail|qu[ée] (?:correo|e-?mail)", (AtomKind.EMAIL,)),
        (r"phone number|tel[ée]fono|what number (?:can|do|should) i (?:call|ring)", (AtomKind.PHONE,)),
    )
)  # fmt: skip


@lru_cache(maxsize=8192)
def expected_kinds(question: str) -> frozenset[AtomKind]:
    """Return the kinds of fact that would answer; empty for yes/no and how-to questions ("can I", "puedo")."""
    lowered = question.lower()
    return frozenset(kind for asked, kinds in _ASKED if asked.search(lowered) for kind in kinds)
