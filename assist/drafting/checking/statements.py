"""A sentence as the checker sees it: clauses with what they are about and whether they deny it, typed facts, conditions.

Claims and source sentences are read alike, once. Knows no sources.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assist import atoms, text
from assist.atoms import Atom, AtomKind, Fact
from assist.drafting.checking import lexis

_CLAUSE_END = re.compile(
    r",(?!\d)|[;:()–—](?!\d)|\s-\s|\b(?:but|while|whereas|although|though|however|otherwise|so|because|pero|mientras|aunque|porque|"
    r"when|if|unless|until|once|except|provid(?:ed|ing)|as long as|so long as|as soon as|in case|cuando|si|salvo|excepto|siempre que|en cuanto)\b|"
    r"\b(?:and|or|y|o)(?=\s(?:we|you|it|they|i|he|she|the|this|there|your|our|nosotros|tú|se|no|not|cannot|never|has|have|had|is|are|was|were|does|do|can|will|must|may|"
    r"should|send|tell|write|keep|call|let|give|please|show|ask|que|lleve\w*|tenga\w*|est[ée]\w*|sea\w*|conserve\w*|venga\w*|vaya\w*)\b)|"
    r"\b(?:that|which|who)(?= (?:(?:do|does|did|is|are|was|were|has|have|had|can|will|would)(?: not\b|n['’]t\b)|cannot\b|never\b))"
)
_DENIAL = re.compile(
    r"\b(?:not|never|cannot|nobody|neither|no need (?:to|for)|no hace falta|nunca|tampoco|jam[áa]s|nadie|ning[úu]n\w*|refuse[sd]?|unable|impossible|excluded?|excludes|excepted|exceptions?|forbidden|prohibited|"
    r"declined?|voids?|invalidates?|ends? (?:the|your) (?:warranty|guarantee)|fail(?:s|ed)?(?! (?:attempts?|deliver\w+|payments?|tries|try|visits?)\b)|no longer|(?:^|(?<=\s))no(?= (?:se|es|son|est[áa]n?|pued\w+|podemos|hay|hace|tien\w+|cobr\w+|dev\w+|acept\w+|reembols\w+|necesit\w+|incl\w+|cubr\w+))|"
    r"^\W*(?:nothing|none)|there(?: is|['’]s| was) (?:nothing|no way)|(?:is|are|was|were) (?:nothing|none of)(?= (?:we|you|i|the|our|that)\b)|no hay (?:nada|manera))\b|n['’]t\b|^\W*no(?= (?:\w+ ){1,2}(?:is|are|was|were|has|have|will|can)\b)|"
    r"\bno(?= (?:(?:me|te|le|lo|la|nos|os|les|los|las|se) )?(?:ha[sy]?|han|hemos|entra\w*|val\w+|llev\w+|llega\w*|cuent\w+|v[ae]\w*|sirv\w+|mand\w+|env[ií]\w+|quit\w+|sub\w+|"
    r"apunt\w+|olvid\w+|import\w+|funcion\w+|haya\w*|sea\w*|est[ée]\w*|uses?|lav\w+|met\w+)\b)"
)
"""What denies the whole clause."""
_HAS_NO = re.compile(
    r"\b(?:contain\w*|ha[sd]|have|includ\w+|needs?|requires?|holds?|there(?:['’]s| is| are)|charges?|accepts?|offers?|comes? with|contiene\w*|tienen?|hay|incluyen?|llevan?) no\b(?! (?:more|less|later|longer|fewer|doubt)\b)"
)
"""With these verbs "no" before the thing denies the whole: "contains no latex" is "does not contain latex"."""
_LOCAL_DENIAL = re.compile(
    r"\b(?:no(?! (?:later|more|less|fewer|longer|earlier|sooner|greater|matter|problem|worries|doubt)\b)|without|nor|sin|ni|(?:except(?:ing)?|excluding|apart from|salvo|excepto)(?: for| on| in| en)?)\s+"
    r"(?P<denied>(?:(?!(?:for|to|of|on|in|at|with|after|before|by|from|that|which|when|if|and|but|is|are|we|you|para|de|en|y|que)\b)[^\W\d_]+['’-]?\w*\s*){1,4})|"
    r"(?P<before>[^\W\d_]{3,})\s(?:you |us )?(?P<nothing>nothing|nada)\b"
)
"""What denies the next words only: "no bonus", "without a scan"; "costs nothing" denies the word before."""
_NO_DENIAL = re.compile(
    r"\b(?:not) (?:later|more|less|fewer|longer than|earlier|sooner|greater|only|just)\b|\bwithout (?:giving|stating|delay)\b|"
    r"\b(?:do|does|did)(?: not|n['’]t) (?:forget|hesitate|worry|fret|panic|be afraid)(?: to| about)?|\bno (?:te )?(?:olvid\w+|dud\w+|preocup\w+)(?: de| en)?|"
    r"\b(?:is|are|was|were)(?: not|n['’]t) the same\b|\bno (?:es|son) (?:el mismo|la misma|lo mismo|igual(?:es)?)\b|"
    r"\b(?:not|n['’]t|never) (?:be )?(?:excluded|exempt|prohibited|forbidden|refused|declined|unable|impossible)\b|\bif not\b|\bwhy not\b|\bor not\b"
)
_CONDITIONAL = re.compile(
    r"^\W*(?:when|if|unless|until|once|(?:as|so) (?:long|soon) as|provid(?:ed|ing)|in case|while|should|cuando|si(?:empre que)?|salvo|mientras|en cuanto)\b"
)
_ENDS = re.compile(r"^\W*(?:until|unless|hasta)\b")
_ELLIPTIC = re.compile(
    r"\b(?:(?:is|are|was|were|do|does|did|has|have|can|will|would)n['’]t|can['’]t|won['’]t|cannot|(?:is|are|do|does|will) not)\W*$"
)
_ACTORS = (
    (
        "we",
        re.compile(r"\b(?:we|i|us|our (?:team|colleagues?)|a colleague|the (?:shop|seller|company|brand)|nosotros)\b"),
    ),
    ("you", re.compile(r"\b(?:you|the (?:customer|buyer|client)|customers|buyers|usted|tú)\b")),
)
_ACTED = frozenset({"pay", "ship", "return", "deduct", "choos", "replac", "cancel", "keep", "collect", "arrang"})
"""What either side could do: who does it is part of the statement."""
_POSTAGE = re.compile(r"\b(?:postage|shipping|shipment|freight|carriage|returns?)\b")
_NO_DEED = frozenset({"ship", "return"})
"""Where the postage is named nobody ships."""

_ANY_WORD = re.compile(r"[^\W_]+")
_REACHED = re.compile(r"(?!\s*(?:[€£$]?\d|(?:the )?(?:first|next|last)\b))[^,.;:!?()\n]{1,50}")
"""What stands behind a bounding word; numbers are bounded as typed facts."""
LONGEST = 400
"""Characters of a source sentence read as one."""
_PART_END = re.compile(r"(?<=[;:,|])(?=\s)")
_BOUNDS = re.compile(
    r"\b(?P<before>before|prior to|antes de)\b|\b(?P<after>after(?! which)|following|despu[ée]s de|tras)\b|\b(?P<until>until|till|hasta)\b|\b(?P<from>from|since|starting|desde|a partir de)\b|"
    r"\b(?P<within>within|dentro de|in the first)\b|\b(?P<except>except(?: for| on)?|excluding|apart from|other than|salvo|excepto)\b|\b(?P<including>including|even|incluso|incluid[oa]s?)\b|"
    r"\b(?P<least>at least|minimum|al menos|m[íi]nimo)\b|\b(?P<most>at most|up to|maximum|no more than|m[áa]ximo|hasta un)\b|\b(?P<more>more than|over|above|m[áa]s de)\b|"
    r"\b(?P<less>less than|under|below|fewer than|menos de)\b"
)


@dataclass(frozen=True)
class Bound:
    """A word that sets a side (before, after, except, at least ...) and the first names behind it."""

    word: str
    names: frozenset[str]


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence that states one thing; `acts` are `(who, what)` with who `we` or `you`."""

    names: frozenset[str]
    signs: frozenset[lexis.Signed]
    """Names with whether the word itself denies them: unworn."""
    denied: frozenset[str]
    """Names that the clause denies, as a whole or with a "no" before them."""
    conditional: bool
    """Whether it only says when: if, until, as long as."""
    acts: frozenset[tuple[str, str]]
    ends: bool = False
    """Whether what it says ends the matter: "until it ships" is "as long as it has not shipped"."""
    elliptic: bool = False
    """Whether it denies something said before it and left out here: "the brackets aren't"."""


@dataclass(frozen=True)
class Statement:
    """One sentence, read. `names` are comparable stems of all its words."""

    text: str
    names: frozenset[str]
    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]
    conditions: tuple[tuple[str, frozenset[str]], ...]
    """Marker (if, unless, only) and what it says, as comparable names."""
    modality: frozenset[str]
    bounds: tuple[Bound, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word and number in order, small letters."""
        return tuple(_ANY_WORD.findall(self.text.lower()))

    @property
    def raw(self) -> frozenset[str]:
        """Every word and number as written, in small letters."""
        return lexis.plain_words(self.text)


@dataclass(frozen=True)
class Draft:
    """What the whole draft says: a claim may lean on its neighbours."""

    names: frozenset[str] = frozenset()
    amounts: frozenset[str] = frozenset()
    """Of money, in normal form: `4.95 EUR`."""
    called: frozenset[str] = frozenset()
    """Words of the names in its greeting and below it."""
    anchored: bool = False
    """Whether another of its sentences clearly speaks of what the sources speak of."""


def draft_of(
    claims: Iterable[str],
    called: frozenset[str] = frozenset(),
    *,
    anchors: Callable[[Statement], bool] = lambda _: False,
) -> Draft:
    """Return what the claims of a draft say together; `anchors` says whether one of them holds on to the sources."""
    told = [read(claim) for claim in claims]
    money = (fact.amount for claim in told for fact in claim.facts if fact.atom.kind is AtomKind.MONEY)
    return Draft(
        frozenset(name for claim in told for name in claim.names), frozenset(money), called, any(map(anchors, told))
    )


@lru_cache(maxsize=8192)
def read(sentence: str) -> Statement:
    """Read one sentence."""
    lowered = sentence.lower()
    said = atoms.wording(sentence)
    clauses = tuple(clause for stretch in stretches(lowered) if (clause := clause_of(stretch)) is not None)
    return Statement(
        text=sentence,
        names=frozenset(name for clause in clauses for name in clause.names),
        clauses=clauses,
        facts=atoms.facts_about(sentence, [(0, len(sentence))]),
        conditions=tuple(_condition(one) for one in said if one.kind is AtomKind.CONDITION),
        modality=frozenset(one.value for one in said if one.kind is AtomKind.MODALITY),
        bounds=tuple(_bounds(lowered)),
    )


@lru_cache(maxsize=2048)
def read_all(passage: str) -> tuple[Statement, ...]:
    """Read every sentence of a text, a monstrous one in pieces: what holds every word supports anything."""
    return tuple(read(piece) for start, end in text.sentences(passage) for piece in _pieces(passage[start:end]))


def _pieces(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST:
        return [sentence]
    found: list[str] = []
    for part in _PART_END.split(sentence):
        if found and len(found[-1]) + len(part) <= LONGEST:
            found[-1] += part
        else:
            found.append(part)
    return [part[at : at + 2 * LONGEST] for part in found for at in range(0, len(part), 2 * LONGEST)]


def stretches(lowered: str) -> list[str]:
    """Cut a sentence in small letters where another statement begins."""
    cuts = [0, *(match.start() for match in _CLAUSE_END.finditer(lowered)), len(lowered)]
    return [lowered[start:end] for start, end in itertools.pairwise(cuts)]


def _bounds(lowered: str) -> Iterator[Bound]:
    for match in _BOUNDS.finditer(lowered):
        reach = _REACHED.match(lowered, match.end())
        behind = lexis.signed(reach.group())[:2] if reach else ()
        if behind:
            yield Bound(match.lastgroup or "", frozenset(name for name, _ in behind))


@lru_cache(maxsize=16384)
def clause_of(stretch: str) -> Clause | None:
    """Read one stretch; None when it holds no name."""
    found = lexis.signed(stretch)
    if not found:
        return None
    names = frozenset(name for name, _ in found)
    plain = _NO_DENIAL.sub(" ", lexis.called_free(stretch))
    locally = frozenset(name for match in _LOCAL_DENIAL.finditer(plain) for name in _denied_by(match))
    denied = names if _DENIAL.search(plain) or _HAS_NO.search(plain) else names & locally
    denied ^= frozenset(name for name, in_itself in found if in_itself)
    is_conditional, ends = bool(_CONDITIONAL.match(stretch)), bool(_ENDS.match(stretch))
    is_elliptic = bool(_ELLIPTIC.search(plain))
    return Clause(names, frozenset(found), denied, is_conditional, _acts(stretch, names), ends, is_elliptic)


def _denied_by(match: re.Match[str]) -> Iterator[str]:
    yield from (name for name, _ in lexis.signed(match["denied"] or match["before"]))


def _acts(stretch: str, names: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return who does what, where the clause names one side only."""
    acted = names & _ACTED - (_NO_DEED if _POSTAGE.search(stretch) else frozenset())
    who = [actor for actor, pattern in _ACTORS if pattern.search(stretch)] if acted else []
    return frozenset((who[0], name) for name in acted) if len(who) == 1 else frozenset()


def _condition(atom: Atom) -> tuple[str, frozenset[str]]:
    marker, _, said = atom.value.partition(": ")
    return marker, frozenset(name for name, _ in lexis.signed(said))
