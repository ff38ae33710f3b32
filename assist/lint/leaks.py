"""Words and limits of agent-only pages that a page or macro for customers repeats."""

import re
from collections import Counter
from collections.abc import Iterator

from assist import atoms, text
from assist.atoms import AtomKind
from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject
from assist.lint.wording import without_facts
from assist.retrieval import terms
from assist.text import content_words

REPEATED, SHARED_LIMIT = "agent-text-repeated", "agent-limit-repeated"
SHINGLE = 8
"""Words in a row: shorter runs ("within 5 working days of the order") are how people speak anyway."""
_TELLING = 4
"""Content words in such a run: "to us from the e-mail address of the" says nothing yet."""
_CUSTOMERS_OWN = 3
"""Customer pages a run of words must stand on to be the customers' own words, repeated by the agent page."""
_LIMITS = frozenset({AtomKind.MONEY, AtomKind.PERCENT, AtomKind.ID})
"""Sums, shares and codes are what agent pages keep back; their days are mostly the customers' own."""
_SAME_TOPIC = 0.5
"""Share of the shorter sentence's content words: on the sample brands nothing innocent comes that near."""
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_QUOTED = re.compile(r"[\"“«][^\"”»\n]{0,400}[\"”»]")
"""What an agent page puts in quotes is meant to be said."""
_SECRET = re.compile(
    r"\b(?:never|do not|don't|must not)\b[^.]{0,60}?\b(?:quote|mention|tell|offer|say|write|show|name|promise|disclose|reveal|give)\b"
    r"|\b(?:nunca|no)\b[^.]{0,40}?\b(?:menciones|digas|cites|ofrezcas|prometas|escribas|nombres)\b|\binternal|\bconfidential|\bintern[oa]s?\b",
    re.I,
)
_OBJECT = 30
"""Characters after "never mention" that say what: "or mention goodwill before it is", "the batch problem, a known"."""
_BY_LEVEL = re.compile(r"\b(?:level|nivel)[ _]?[123]\b|\bapprov|\baprob|\bspecialist", re.I)
"""Who may decide up to what is never the customer's to know."""


def leaks(subject: Subject) -> list[Finding]:
    """Report text of agent pages that customers can read: runs of words, and sums on the same topic."""
    private = [placed for placed in subject.passages if not placed.for_customers]
    public = [placed for placed in subject.passages if placed.for_customers]
    if not private:
        return []
    kept_back = _kept_back(private, public)
    limits = [limit for placed in private for limit in _limits(placed, private)]
    found = []
    for placed in public:
        repeated = next(_repeated(placed, kept_back), None)
        found += [repeated] if repeated else list(_shared_limits(placed, limits))
    return found


def _runs(placed: Placed, *, quoted: bool = True) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield every run of words with the offset of its first; without what stands in quotes unless wanted."""
    whole = placed.passage.text
    said = whole if quoted else _QUOTED.sub(lambda match: " " * len(match.group()), whole)
    words = [(match.group().lower(), match.start()) for match in _WORD.finditer(said)]
    for at in range(len(words) - SHINGLE + 1):
        yield tuple(word for word, _ in words[at : at + SHINGLE]), words[at][1]


def _kept_back(private: list[Placed], public: list[Placed]) -> dict[tuple[str, ...], str]:
    """Return the runs of words of agent pages with their place, but for those many customer pages use."""
    found: dict[tuple[str, ...], str] = {}
    for placed in private:
        for run, at in _runs(placed, quoted=False):
            if len(content_words(" ".join(run))) < _TELLING:
                continue
            found.setdefault(run, f"{placed.file}:{placed.line_at(at)}")
    standing = {(run, placed.file) for placed in public for run, _ in _runs(placed)}
    pages = Counter(run for run, _ in standing)
    return {run: place for run, place in found.items() if pages[run] < _CUSTOMERS_OWN}


def _repeated(placed: Placed, kept_back: dict[tuple[str, ...], str]) -> Iterator[Finding]:
    for run, at in _runs(placed):
        if run in kept_back:
            message = f"“{' '.join(run)} …” stands on a page for agents only: take it off one of the two."
            yield _finding(placed, at, REPEATED, Level.ERROR, message, kept_back[run])


class _Limit:
    """A sentence of an agent page, and those of its values that are kept back."""

    def __init__(self, placed: Placed, start: int, sentence: str, kept: frozenset[tuple[AtomKind, str]]) -> None:
        self.place = f"{placed.file}:{placed.line_at(start)}"
        self.locale = placed.passage.locale
        self.values = kept
        self.words = _topic(sentence, self.locale) | _topic(placed.passage.headings[-1], self.locale)


def _values(sentence: str) -> frozenset[tuple[AtomKind, str]]:
    return frozenset((atom.kind, atom.value) for atom in atoms.extract(sentence) if atom.kind in _LIMITS)


def _topic(sentence: str, locale: str) -> set[str]:
    """Return the stems of what a sentence is about."""
    return set(terms.words(without_facts(sentence), locale))


def _sentences(placed: Placed) -> Iterator[tuple[int, str]]:
    whole = placed.passage.text
    return ((start, whole[start:end]) for start, end in text.sentences(whole))


def _limits(placed: Placed, private: list[Placed]) -> list[_Limit]:
    """Return the sentences with values that the page forbids to tell, or that say who may decide."""
    on_page = [secret for each in private if each.file == placed.file for secret in _secrets(each)]
    here = _secrets(placed)
    locale = placed.passage.locale
    found = []
    for start, sentence in _sentences(placed):
        values = _values(sentence)
        codes = frozenset(value for value in values if value[0] is AtomKind.ID)
        kept = codes if any(_forbids(each, sentence, locale) for each in on_page) else frozenset()
        if _BY_LEVEL.search(sentence) or any(_forbids(each, sentence, locale) for each in here):
            kept = values
        found += [_Limit(placed, start, sentence, kept)] if kept else []
    return found


def _secrets(placed: Placed) -> list[str]:
    """Return what the passage forbids to tell: the few words after "never mention"."""
    found = ((sentence, _SECRET.search(sentence)) for _, sentence in _sentences(placed))
    return [sentence[match.end() : match.end() + _OBJECT] for sentence, match in found if match]


def _forbids(secret: str, sentence: str, locale: str) -> bool:
    """Say whether `secret` ("goodwill before it is approved") is about what `sentence` says."""
    return bool(_values(secret) & _values(sentence) or _topic(secret, locale) & _topic(sentence, locale))


def _shared_limits(placed: Placed, limits: list[_Limit]) -> Iterator[Finding]:
    for start, sentence in _sentences(placed):
        values, words = _values(sentence), _topic(sentence, placed.passage.locale)
        for limit in limits if values else ():
            common = values & limit.values
            is_code = any(kind is AtomKind.ID for kind, _ in common)
            if common and limit.locale == placed.passage.locale and (is_code or _is_one_topic(words, limit.words)):
                value = sorted(value for _, value in common)[0]
                message = (
                    f"Names {value} on a topic where the page for agents keeps that limit back: decide who may know it."
                )
                yield _finding(placed, start, SHARED_LIMIT, Level.WARNING, message, limit.place)
                break


def _is_one_topic(one: set[str], other: set[str]) -> bool:
    common, shorter = one & other, min(len(one), len(other))
    return len(common) >= min(_FEWEST_WORDS, shorter) and len(common) >= _SAME_TOPIC * shorter > 0


def _finding(placed: Placed, at: int, check: str, level: Level, message: str, other: str) -> Finding:
    return Finding(
        check=check, level=level, file=placed.file, line=placed.line_at(at), message=message,
        passage_id=placed.passage.id, other=other,
    )  # fmt: skip
