"""Which statements speak of a text: by its facts, its words and its meaning together; where they stop being alike, it stops."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from assist import atoms, text
from assist.atoms import Atom, AtomKind
from assist.domain.base import Frozen
from assist.lint.mentions import Mention, MentionKind
from assist.lint.wording import without_facts
from assist.ports import Encoder
from assist.retrieval import terms

MEANING, WORDS, FACTS = 0.5, 0.3, 0.2
"""How much each counts. Facts count least: a rule about to change is looked for by its new number as often as by its old."""
OTHER_VALUE = 0.6
"""What a fact of the same kind and unit counts, as far as the words agree: "45 days" asked, "30 days" there."""
LEAST, LEAST_OF_NUMBERS = 0.53, 0.48
"""Likeness below which nothing is listed: over eleven rules of the sample brands most of what lies lower is about another
rule, and for a rule that no page speaks of nothing comes this near. A parameter's name says less than a sentence."""
OF_THE_BEST, OF_THE_BEST_NUMBER = 0.62, 0.85
"""And nothing that is less than this share as alike as the best statement; parameters are measured by each other."""
_RELATIONS = frozenset({
    "within", "after", "before", "until", "between", "during", "than", "when", "only",
    "antes", "después", "hasta", "desde", "entre", "durante", "cuando",
})  # fmt: skip
"""Words that stand beside a fact and are no topic."""
MOST_ENCODED = 250
"""Statements whose meaning is compared, by words and facts first: what shares neither never reaches the floor."""
_NUMBERS = re.compile(r"\d[\d.,:-]*")


class Like(Frozen):
    """A statement that speaks of the text, and why."""

    mention: Mention
    score: float
    """In [0, 1]."""
    shared_facts: tuple[str, ...]
    shared_words: tuple[str, ...]


class _Said:
    """One sentence: its facts, and its words without them (`days` of `30 days` is no topic)."""

    def __init__(self, said: str, locale: str, context: str = "") -> None:
        found = atoms.extract(said)
        self.facts = {(atom.kind, atom.value) for atom in found}
        self.units = {_unit(atom) for atom in found}
        self.shown = f"{context}: {said}" if context else said
        rest = f"{context} {without_facts(said)}".lower()
        words = [word for word in re.findall(r"[^\W_]+", rest) if not word.isdigit() and word not in _RELATIONS]
        self.words = {stem: word for word in words for stem in terms.words(word, locale)}


def alike(like: str, mentions: Sequence[Mention], encoder: Encoder) -> list[Like]:
    """Return the statements that speak of `like`, most alike first, one a place; empty when none does."""
    found = {mention: _Said(mention.text, mention.locale, mention.context) for mention in mentions}
    weights = _weights([*found.values()])
    best: list[Like] = []
    for start, end in text.sentences(like):
        # The text's own language is not known: each statement reads it in its own.
        asked = {locale: _Said(like[start:end], locale) for locale in {mention.locale for mention in mentions}}
        near = [_like(mention, said, asked[mention.locale], weights) for mention, said in found.items()]
        best += _with_meaning(near, like[start:end], found, encoder)
    return _cut(_one_a_place(best))


def _unit(atom: Atom) -> tuple[AtomKind, str]:
    return atom.kind, _NUMBERS.sub("", atom.value).strip()


def _weights(found: Sequence[_Said]) -> dict[str, float]:
    """Return how telling each stem is: one that stands everywhere says nothing."""
    counted = Counter(stem for said in found for stem in said.words)
    return {stem: math.log(1 + len(found) / count) for stem, count in counted.items()}


def _like(mention: Mention, there: _Said, asked: _Said, weights: dict[str, float]) -> Like:
    """Return how alike words and facts are, meaning not yet counted."""
    unknown = max(weights.values(), default=1.0)
    shared = [stem for stem in asked.words if stem in there.words]
    total = sum(weights.get(stem, unknown) for stem in asked.words)
    words = sum(weights[stem] for stem in shared) / total if total else 0.0
    common = asked.facts & there.facts
    is_number = mention.kind is MentionKind.NUMBER
    same_unit = OTHER_VALUE * (1.0 if is_number and shared else words) if asked.units & there.units else 0.0
    facts = max(len(common) / len(asked.facts), same_unit) if asked.facts else words
    return Like(
        mention=mention,
        score=WORDS * words + FACTS * facts,
        shared_facts=tuple(sorted(value for _, value in common)),
        shared_words=tuple(asked.words[stem] for stem in shared),
    )


def _with_meaning(near: list[Like], asked: str, found: dict[Mention, _Said], encoder: Encoder) -> list[Like]:
    likely = sorted((like for like in near if like.score > 0), key=lambda like: -like.score)[:MOST_ENCODED]
    if not likely:
        return []
    vectors = encoder.encode([asked, *(found[like.mention].shown for like in likely)])
    meanings = vectors[1:] @ vectors[0]
    return [
        like.model_copy(update={"score": round(like.score + MEANING * max(float(meaning), 0.0), 4)})
        for like, meaning in zip(likely, meanings, strict=True)
    ]


def _one_a_place(found: Sequence[Like]) -> list[Like]:
    """Keep the best sentence of each passage, number, rule and case."""
    best: dict[tuple[str, str], Like] = {}
    for like in found:
        place = (like.mention.file, like.mention.name)
        if place not in best or like.score > best[place].score:
            best[place] = like
    return sorted(best.values(), key=lambda like: (-like.score, like.mention.file, like.mention.line))


def _cut(found: list[Like]) -> list[Like]:
    """Drop what lies below the floor, or too far below the best one."""
    numbers = [like.score for like in found if _is_number(like)]
    floor = max([LEAST, *(OF_THE_BEST * like.score for like in found[:1])])
    floor_of_numbers = max([LEAST_OF_NUMBERS, *(OF_THE_BEST_NUMBER * score for score in numbers[:1])])
    return [like for like in found if like.score >= (floor_of_numbers if _is_number(like) else floor)]


def _is_number(like: Like) -> bool:
    return like.mention.kind is MentionKind.NUMBER
