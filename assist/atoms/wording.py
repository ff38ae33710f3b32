"""The words that bound and bind the numbers: what may or must be, comparators, conditions. English and Spanish."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assist.atoms.extraction import extract, small_letters
from assist.atoms.kinds import Atom, AtomKind

_NOT = r"(?:not|n't|n’t)"
_MODALS = (
    ("never", r"never|under no circumstances|in no case|at no time|nunca|jam[áa]s|en ning[úu]n caso|bajo ning[úu]n concepto"),
    ("always", r"(?<!almost )(?<!nearly )always|in all cases|in every case|(?<!casi )siempre(?! que)|en todos los casos"),
    ("need_not", rf"(?:do|does|is|are|need)(?: {_NOT}|n['’]t) (?:need(?:ed)?|have to|necessary|required|oblig\w+)(?: to)?|need not|no need to|not required|"
                 r"no (?:es necesari[oa]|hace falta|tienes? que|tienen que|hay que|necesitas?|est[áa]s? obligad[oa]s?)|optional|opcional"),
    ("must_not", r"must not|mustn['’]t|shall not|shan['’]t|may only not|no deb(?:e|es|en|er[áa]s?|er[áa]n|emos)"),
    ("may_not", r"(?:may|can|could) no longer|may not|cannot|can ?not|can['’]t|could not|couldn['’]t|(?:is|are|be)(?: not|n['’]t) (?:allowed|permitted|possible|eligible|entitled|able|available)|"
                r"not (?:allowed|permitted|possible|eligible|entitled)|ineligible|unable to|impossible|prohibited|forbidden|"
                r"no (?:(?:se|lo|la|los|las|te|le|les|me|nos) )?(?:pued\w+|podemos|podr[áa]\w*|permit\w+)|no (?:es|son) posibles?|no (?:est[áa]n?|se) permit\w+|no (?:tienes?|tienen) derecho|prohibid[oa]s?|imposible"),
    ("not_free", r"not free|isn['’]t free|aren['’]t free|no (?:es|son|est[áa]) grat\w+"),
    ("free", r"(?<!feel )(?<!toll-)(?<!risk-)free(?: of charge)?(?! (?:to|speech)\b)(?! from (?![\d€£$]))(?! of )|at no (?:extra |additional )?(?:cost|charge)|"
             r"no (?:extra |additional )?charge|without (?:charge|cost)|complimentary|for nothing|gratis|gratuit[oa]s?|gratuitamente|sin (?:coste|costo|cargo|gastos)"),
    ("excluded", r"exclud(?:ed|es|e|ing)|(?:not|n['’]t) (?:be )?(?:includ\w+|cover\w*|apply to)|does not apply|do not apply|"
                 r"exclui?d[oa]s?|excluyen?|no (?:se )?(?:inclu\w+|cubr\w+|est[áa]n? incluid[oa]s?|se aplica\w*|aplica\w*)"),
    ("included", r"includ(?:ed|es|e|ing)|covers?|covered|incluid[oa]s?|incluyen?|incluimos|cubr(?:e|en|imos)|cubiert[oa]s?"),
    ("not_accepted", r"(?:not|n['’]t) accept\w*|non-(?:refundable|returnable|exchangeable)|no (?:se )?acept\w+|no reembolsables?|refus(?:e|ed)|rejected|declined"),
    ("accepted", r"accept(?:ed|s)?(?! (?:these|this|our|the) terms)|acept(?:amos|a|an|ad[oa]s?)"),
    ("must", r"must|shall|ha(?:ve|s) to|needs? to|(?:is|are|be) (?:required|obliged|obligated)|required|mandatory|obligatory|compulsory|"
             r"deb(?:e|es|en|er[áa]s?|er[áa]n|emos)|tien(?:e|es|en) que|hay que|obligatori[oa]s?|es necesari[oa]|requerid[oa]s?|imprescindible"),
    ("should", r"should|ought to|recommended|deber[íi]as?|conviene|se recomienda"),
    ("may", r"may(?! \d)|can|could|(?:is|are|be) (?:allowed|permitted|able|eligible|entitled|possible)|entitled to|eligible|allowed to|"
            r"pued(?:e|es|en|o)|podr[áa]s?|podr[áa]n|podemos|pod[ée]is|se permite|es posible|tien(?:e|es|en) derecho"),
)  # fmt: skip
_MODALITY = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{source})" for name, source in _MODALS) + r")(?!\w)")

_COMPARATORS = (
    ("within", r"within(?: (?:the )?(?:first|next))?|(?:in|during) the first|no later than(?= \w+ (?:day|week|month|hour|year))|dentro de(?: los)?|"
               r"en (?:el|un) plazo (?:m[áa]ximo )?de|en los primeros|durante los primeros"),
    ("<=", r"up to|as (?:long|many|much|high|far) as(?= (?:€|£|\$|\w+))|at (?:the )?most|no(?:t)? (?:more|longer|later|greater) than|(?:a )?maximum(?: of)?|max\.?|not exceed(?:ing)?|or (?:less|fewer|under|below)|at the (?:very )?latest|tops|"
           r"como m[áa]ximo|m[áa]ximo(?: de)?|no m[áa]s de|o menos|a m[áa]s tardar|hasta(?: un m[áa]ximo de)?"),
    (">=", r"at least|as (?:few|little|low) as|no(?:t)? (?:less|fewer|earlier|sooner) than|(?:a )?minimum(?: of)?|min\.(?= )|or (?:more|over|above|longer|later|older)|al menos|"
           r"como m[íi]nimo|m[íi]nimo(?: de)?|no menos de|por lo menos|o m[áa]s"),
    ("<", r"less than|fewer than|shorter than|lower than|under|below|before|prior to|(?<!como )menos de|por debajo de|antes del?|inferior(?:es)? a"),
    (">", r"(?<!no )(?<!not )(?:more|longer|older|greater|higher|later) than|over|above|exceed(?:s|ing|ed)?|after|beyond|m[áa]s de|superior(?:es)? a|por encima de|"
          r"despu[ée]s de|transcurridos|pasad[oa]s|tras"),
    ("until", r"until|till|through|by|hasta el"),
    ("from", r"from|starting(?: from| on)?|as of|as from|since|onwards?|a partir del?|desde(?: el)?"),
    ("about", r"about|approximately|approx\.?|around|roughly|usually|aproximadamente|alrededor de|unos|unas"),
)  # fmt: skip
_FORMS = {f"c{at}": form for at, (form, _) in enumerate(_COMPARATORS)}
_COMPARATOR = re.compile(
    r"\b(?:" + "|".join(f"(?P<c{at}>{source})" for at, (_, source) in enumerate(_COMPARATORS)) + r")(?!\w)"
)
_ONLY_BEFORE_A_NUMBER = frozenset({"from", "about"})
_PREPOSITIONS = frozenset({"under", "over", "above", "below", "by", "through", "tras", "beyond", "pasado", "pasada"})
"""Comparators only when a number follows: "under My account" bounds nothing."""
_BEHIND_THE_NUMBER = re.compile(
    r"or (?:more|less|fewer|under|below|over|above|longer|later|older)|o (?:más|mas|menos)|onwards?|at the (?:very )?latest|tops"
)
_BETWEEN_THEM = re.compile(
    r"\s*(?:(?:the|a|an|of|el|la|los|las|de|del|first|next|approximately|about|only|unos|primeros|total) ){0,3}"
)
_MOMENTS = frozenset({AtomKind.DATE, AtomKind.MONTH, AtomKind.TIME})
"""`hasta` sets their end; of anything else it is "up to"."""
_REACH = 40

_CONDITION = re.compile(
    r"\b(?:(?P<only>only (?:if|when|where|for)|solo (?:si|cuando|para)|sólo (?:si|cuando|para)|únicamente (?:si|para))|"
    r"(?P<unless>unless|except(?:ing)?(?: for| if| when| where| that)?|other than|apart from|with the exception of|"
    r"salvo(?: que| si| en)?|excepto(?: que| si)?|a menos que|a no ser que|a excepción de|menos (?=los|las|el|la))|"
    r"(?P<if>(?<!even )(?<!as )(?<!what )(?<!check )(?<!know )(?<!ask )(?<!see )if|provided(?: that)|as long as|so long as|on condition that|"
    r"in case(?: of)?|in the event (?:that|of)|subject to|(?:once|when)(?= (?:you|your|the|an?|we|our|it|they|this)\b)|cuando|si|siempre (?:que|y cuando)|a condición de que|en caso de(?: que)?|mientras))"
    r"\b\s+(?P<rest>(?:[^,.;:!?()\n]|[.,:](?=\d)){2,200})"
)  # fmt: skip


@lru_cache(maxsize=4096)
def wording(text: str) -> tuple[Atom, ...]:
    """Return modality, comparators and conditions of `text` in order; they may overlap numbers and one another.

    A comparator whose number stands next to it `governs` that span. A condition spans its whole clause.
    """
    lowered = small_letters(text)
    found = [*_modality(lowered), *_comparators(lowered, extract(text)), *_conditions(lowered)]
    return tuple(sorted(found, key=lambda atom: (atom.start, atom.end)))


def _modality(lowered: str) -> Iterator[Atom]:
    for match in _MODALITY.finditer(lowered):
        yield Atom(kind=AtomKind.MODALITY, value=match.lastgroup or "", start=match.start(), end=match.end())


def _comparators(lowered: str, numbers: Sequence[Atom]) -> Iterator[Atom]:
    starts = [atom.start for atom in numbers]
    for match in _COMPARATOR.finditer(lowered):
        form = _FORMS[match.lastgroup or ""]
        governed = _number_before(match, numbers, starts) or _number_behind(match, lowered, numbers, starts)
        if governed is None and (form in _ONLY_BEFORE_A_NUMBER or match.group() in _PREPOSITIONS):
            continue
        if governed and governed.kind in _MOMENTS and match.group().startswith("hasta"):
            form = "until"
        end = match.start() + len(match.group().rstrip())
        span = (governed.start, governed.end) if governed else None
        yield Atom(kind=AtomKind.COMPARATOR, value=form, start=match.start(), end=end, governs=span)


def _number_behind(match: re.Match[str], lowered: str, numbers: Sequence[Atom], starts: Sequence[int]) -> Atom | None:
    """Return the number that begins right behind, but for an article or "about"."""
    between = _BETWEEN_THEM.match(lowered, match.end())
    at = bisect_left(starts, match.end())
    if between is None or at == len(starts) or starts[at] > match.end() + _REACH:
        return None
    return numbers[at] if starts[at] <= between.end() else None


def _number_before(match: re.Match[str], numbers: Sequence[Atom], starts: Sequence[int]) -> Atom | None:
    """Return the number an "or more" follows or stands inside of ("5 or more days")."""
    if not _BEHIND_THE_NUMBER.fullmatch(match.group()):
        return None
    at = bisect_left(starts, match.start()) - 1
    return numbers[at] if at >= 0 and numbers[at].end >= match.start() - 2 else None


def _conditions(lowered: str) -> Iterator[Atom]:
    for match in _CONDITION.finditer(lowered):
        marker = next(name for name in ("only", "unless", "if") if match[name])
        rest = match["rest"].rstrip()
        end = match.start("rest") + len(rest)
        yield Atom(kind=AtomKind.CONDITION, value=f"{marker}: {' '.join(rest.split())}", start=match.start(), end=end)
