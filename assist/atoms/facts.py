"""Each number with what is said of it, so that two passages can be compared.

"You have 30 days to return" and "Returns are accepted within 14 days" state one thing differently; "the refund takes
14 days" states another. Cutting a text into sentences is the caller's (`assist.text.sentences`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assist.atoms.extraction import extract, small_letters
from assist.atoms.kinds import Atom, AtomKind
from assist.atoms.roles import roles_in
from assist.atoms.wording import wording
from assist.domain.base import Frozen, Span

_CLAUSE_END = re.compile(
    r",(?!\d)|[;:()](?!\d)|\b(?:but|while|whereas|pero|mientras que|otherwise)\b|\b(?:and|y)(?= (?:we|you|nosotros|tú)\b)"
)
_ANCHOR = re.compile(
    r"(?:'|’)?\s*(?:of|from|after|following|since|before|prior to|counted from|desde(?: que)?|después de|tras|a partir de|siguientes? a|antes de)\s"
    r"(?P<words>[^,.;:()\n]{2,80}?)(?=[,.;:()\n]|\s(?:to|and|for|in order|with|unless|if|para|y|salvo|si)\s|$)"
)
_DENIAL = re.compile(r"\b(?:not|no|never|cannot|without|nor|neither|nothing|nunca|sin|ni|tampoco|jam[áa]s)\b|n['’]t\b")
_NO_DENIAL = re.compile(
    r"\b(?:no|not) (?:later|more|less|fewer|longer|earlier|sooner|greater|only|just|m[áa]s|menos|s[óo]lo)\b|\bno (?:matter|problem|longer than)\b|"
    r"\bwithout (?:giving|stating) |\bsin (?:dar|justificar)|\b(?:no|without|sin) (?:extra |additional )?(?:charge|cost|coste|cargo)\b"
)
_OUTER_BOUND = frozenset({">", ">=", "from"})
_THRESHOLD = frozenset({">", ">=", "from", "<", "<="})
_CANONICAL = {"week": ("day", 7), "year": ("month", 12), "hour": ("minute", 60)}
_LONGEST_SENTENCE = 1_500
"""Characters; legal prose reaches 1,000."""


class Fact(Frozen):
    """A number and its sentence; `roles` and `anchor` are stems, the anchor what a clock starts from ("of delivery").

    `modality` holds the normal forms that stand in its clause; `denied` says whether the clause denies; `conditional`
    whether its sentence holds a condition, whose words are no roles of a number outside it.
    """

    atom: Atom
    sentence: Span
    roles: frozenset[str]
    anchor: frozenset[str]
    comparator: str | None
    modality: frozenset[str]
    denied: bool
    conditional: bool

    @property
    def amount(self) -> str:
        """The value in units that compare: `2 week` is `14 day`, `1 year` `12 month`, `1 hour` `60 minute`."""
        return _comparable(self.atom.value) if self.atom.kind is AtomKind.DURATION else self.atom.value

    @property
    def bound(self) -> str:
        """`threshold` ("from 80 EUR", "after 7 days"), `until`, or `value` for what is stated as such."""
        limits = _OUTER_BOUND if self.atom.kind in (AtomKind.DURATION, AtomKind.DATE) else _THRESHOLD
        if self.comparator in limits:
            return "threshold"
        return "until" if self.atom.kind is AtomKind.DATE and self.comparator == "until" else "value"


def same_role(one: Fact, other: Fact, *, least_shared: float = 0.5) -> bool:
    """Say whether two facts answer one question: same kind and bound, and `least_shared` of the fewer roles shared.

    Says nothing of scope: "outlet items have 14 days" and "you have 30 days" share a role; `roles` tells them apart.
    """
    if one.atom.kind is not other.atom.kind or one.bound != other.bound:
        return False
    if one.atom.per and other.atom.per and one.atom.per != other.atom.per:
        return False
    if one.atom.kind is AtomKind.COUNT and _thing(one.atom) != _thing(other.atom):
        return False
    fewer = min(len(one.roles), len(other.roles))
    return fewer > 0 and len(one.roles & other.roles) >= least_shared * fewer


def facts_about(text: str, sentences: Sequence[Span]) -> tuple[Fact, ...]:
    """Return every number-like atom of `text` with what its sentence says of it, in order.

    `sentences` are the `[start, end)` of `text` (`assist.text.sentences(text)`); atoms outside them are left out.
    """
    return tuple(
        fact.model_copy(update={"atom": _moved(fact.atom, start), "sentence": (start, end)})
        for sentence in sentences
        for start, end in _pieces(text, sentence)
        for fact in _of_sentence(text[start:end])
    )


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Yield a sentence, a monstrous one in pieces cut at a space: each number looks around its whole piece."""
    start, end = sentence
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + _LONGEST_SENTENCE
        yield (start, cut)
        start = cut
    yield (start, end)


@lru_cache(maxsize=8192)
def _of_sentence(sentence: str) -> tuple[Fact, ...]:
    atoms = extract(sentence)
    if not atoms:
        return ()
    lowered, said = small_letters(sentence), wording(sentence)
    return tuple(_fact(atom, sentence=lowered, atoms=atoms, said=said) for atom in atoms)


def _fact(atom: Atom, *, sentence: str, atoms: Sequence[Atom], said: Sequence[Atom]) -> Fact:
    start, end = _clause(sentence, atom)
    anchor = _anchor(sentence, atom, end)
    conditions = [one for one in said if one.kind is AtomKind.CONDITION]
    hidden = [(one.start, one.end) for one in (*atoms, *(one for one in said if one.kind is AtomKind.COMPARATOR))]
    hidden += [(one.start, one.end) for one in conditions if not one.start <= atom.start < one.end]
    hidden += [anchor] if anchor else []
    roles = roles_in(_without(sentence, (start, end), hidden)) or roles_in(
        _without(sentence, (0, len(sentence)), hidden)
    )
    return Fact(
        atom=atom,
        sentence=(0, len(sentence)),
        roles=roles | _own_role(atom),
        anchor=roles_in(sentence[slice(*anchor)]) if anchor else frozenset(),
        comparator=next((one.value for one in said if one.governs == (atom.start, atom.end)), None),
        modality=frozenset(one.value for one in said if one.kind is AtomKind.MODALITY and start <= one.start < end),
        denied=denies(sentence[start:end]),
        conditional=bool(conditions),
    )


def denies(clause: str) -> bool:
    """Say whether a clause denies what it tells: "we do not refund"; "no later than" and "no charge" deny nothing."""
    return bool(_DENIAL.search(_NO_DENIAL.sub(" ", clause.lower())))


def _own_role(atom: Atom) -> frozenset[str]:
    """What is counted says what it is about."""
    return roles_in(_thing(atom)) if atom.kind is AtomKind.COUNT else frozenset()


def _thing(atom: Atom) -> str:
    return atom.value.partition(" ")[2]


def _clause(sentence: str, atom: Atom) -> Span:
    """Return the clause an atom stands in; commas inside numbers cut nothing."""
    start, end = 0, len(sentence)
    for match in _CLAUSE_END.finditer(sentence):
        if match.end() <= atom.start:
            start = match.end()
        elif match.start() >= atom.end:
            end = match.start()
            break
    return (start, end)


def _anchor(sentence: str, atom: Atom, clause_end: int) -> Span | None:
    if atom.kind is not AtomKind.DURATION:
        return None
    match = _ANCHOR.match(sentence, atom.end, clause_end)
    return match.span("words") if match else None


def _without(sentence: str, clause: Span, hidden: Sequence[Span]) -> str:
    letters = list(sentence[slice(*clause)])
    for start, end in hidden:
        first, last = max(start - clause[0], 0), min(end - clause[0], len(letters))
        if first < last:
            letters[first:last] = " " * (last - first)
    return "".join(letters)


def _comparable(duration: str) -> str:
    counted, _, unit = duration.rpartition(" ")
    number, _, working = counted.partition(" ")
    if working and unit == "week" and number.isdigit():
        return f"{5 * int(number)} working day"
    smaller = _CANONICAL.get(unit)
    if smaller is None or working or not re.fullmatch(r"[\d.-]+", number):
        return duration
    return f"{'-'.join(f'{float(part) * smaller[1]:g}' for part in number.split('-'))} {smaller[0]}"


def _moved(atom: Atom, by: int) -> Atom:
    return atom.model_copy(update={"start": atom.start + by, "end": atom.end + by})
