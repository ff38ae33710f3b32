"""Which topics of a client's workflows its pages speak of, by their words. Reads English and Spanish; knows no vectors."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assist.domain.base import Frozen
from assist.domain.enums import PageKind
from assist.domain.knowledge import Passage
from assist.onboarding.shared_template import ALWAYS, Topic

KNOWN_LOCALES = frozenset({"en", "es"})
"""Languages of the topics' words; pages in others are known by the intents they declare."""
HEADING_WEIGHT = 3
"""A passage whose heading names the topic is about it; one whose text does may only mention it."""
POLICY_BONUS = 3
"""A policy states a rule, a FAQ repeats it."""
PROPOSED = 2
"""Passages proposed behind a rule: the best, and one more that is nearly as good."""
NEARLY = 0.75


class Coverage(Frozen):
    """One topic of a contracted workflow and the passages that speak of it, best first."""

    workflow: str
    topic: Topic
    passage_ids: tuple[str, ...]


def of(topics: Mapping[str, Sequence[Topic]], workflows: Sequence[str], passages: Sequence[Passage]) -> list[Coverage]:
    """Return the coverage of every topic of these workflows, and of those that always hold."""
    return [
        Coverage(workflow=workflow, topic=topic, passage_ids=tuple(_speaking(topic, passages)))
        for workflow in (*workflows, ALWAYS)
        for topic in topics.get(workflow, ())
    ]


def proposals(coverages: Sequence[Coverage], mapped_rules: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each rule without a passage behind it, the passages that could stand there.

    A rule is served by its own line of `passages:` or by one of its first words.
    """
    found: dict[str, list[str]] = {}
    for coverage in coverages:
        for rule in coverage.topic.rules:
            if not any(rule == mapped or rule.startswith(f"{mapped}.") for mapped in mapped_rules):
                known = found.setdefault(rule, [])
                known += [passage_id for passage_id in coverage.passage_ids if passage_id not in known]
    return {rule: passage_ids for rule, passage_ids in found.items() if passage_ids}


def _speaking(topic: Topic, passages: Sequence[Passage]) -> Iterator[str]:
    scored = [(_score(topic, passage), passage.id) for passage in passages]
    best = max((score for score, _ in scored), default=0.0)
    ranked = sorted(((-score, passage_id) for score, passage_id in scored if score and score >= NEARLY * best))
    return (passage_id for _, passage_id in ranked[:PROPOSED])


def _score(topic: Topic, passage: Passage) -> float:
    """Return how much a passage is about a topic; 0 when a group of its words is missing."""
    if passage.locale not in KNOWN_LOCALES:
        return float(bool(set(topic.intents) & set(passage.intents)))
    heading, text = folded(" ".join(passage.headings)), folded(passage.text)
    groups = [_pattern(group) for group in topic.words]
    if not all(group.search(heading) or group.search(text) for group in groups):
        return 0.0
    named = sum(HEADING_WEIGHT for group in groups if group.search(heading))
    said = sum(min(len(group.findall(text)), 3) for group in groups) / (1 + len(text.split()) / 100)
    declared = HEADING_WEIGHT * bool(set(topic.intents) & set(passage.intents))
    return 1.0 + named + said + declared + POLICY_BONUS * (passage.kind is PageKind.POLICIES)


@lru_cache(maxsize=1024)
def _pattern(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(folded(word))}" for word in beginnings))


def folded(words: str) -> str:
    """Return lower-case words without accents, apostrophes made straight."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()
