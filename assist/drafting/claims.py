"""Check a draft sentence by sentence: what supports it, which facts nothing supports, which promise nobody keeps.

First form: every number, amount, date, duration, link and id must stand in a source the sentence names; a promise
needs a keeper; the brand's forbidden words are refused. Lexical only: no encoder, no model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist import atoms, text
from assist.domain.enums import ClaimKind
from assist.drafting.material import Material, Sentence
from assist.text import content_words

LEAST_CONTAINED = 0.6
"""Share of a free sentence's content words that its sources must hold; verbatim and slot-filled ones have 1."""

_DEEDS = (
    r"(?:refund|reimburs|send|sent|open|ask|pass|arrang|look|check|writ|wrote|call|contact|replac|cancel|chang|issu|process|"
    r"credit|ship|escalat|investigat|expedit|waiv|updat|forward|get back|resend|resent|reship|offer|mak|made|do|tak|add|remov|deduct|pay|paid|book|confirm|reserv)"
)
PROMISE = re.compile(
    rf"\b(?:(?:I|we)(?:'ll| will| shall| are going to| am going to|'m going to|'re going to)\b|"
    rf"(?:I'm|I am|we're|we are)(?: \w+ly| now| already)? {_DEEDS}\w*ing\b|"
    r"you(?:'ll| will) (?:receive|get|hear|be (?:refunded|credited|contacted))|let me (?:check|look|ask|arrange)|"
    r"(?:te|os|le|les|lo|la) (?:env[ií]\w+|escrib\w+|llam\w+|reembols\w+|devolv\w+|devuelv\w+|abon\w+)|(?:voy|vamos) a|"
    r"(?:abro|pido|paso|pregunto|abrimos|enviamos|tramito)\b)",
    re.I,
)
DONE = re.compile(
    rf"\b(?:I|we)(?:'ve| have)(?: just| already| now)? {_DEEDS}\w*\b|\b(?:he|hemos) \w+(?:ado|ido)\b|"
    r"\bhas been (?:refunded|sent|cancelled|replaced|changed|credited|shipped)\b",
    re.I,
)
"""Deeds told as done: a model cannot know, and nothing here is executed."""
NEGATION = re.compile(r"\b(?:not|no|never|cannot|\w+n't|without|nor|neither|nunca|sin|ni|tampoco)\b", re.I)
CONDITION = re.compile(r"\b(?:if|unless|as long as|provided that|once|until|si|salvo si|mientras)\b([^,.;:]*)", re.I)


@dataclass(frozen=True)
class Judged:
    """A sentence and whether it may stand; `why` names what is wrong for the agent and the repair."""

    sentence: Sentence
    supported: bool
    why: str | None = None


def check(sentences: Sequence[Sentence], material: Material, *, free: bool) -> list[Judged]:
    """Judge every sentence. `free` sentences (a model's) must also share their words with their sources."""
    return [_judge(sentence, material, free) for sentence in sentences]


def _judge(sentence: Sentence, material: Material, free: bool) -> Judged:
    forbidden = forbidden_phrase(sentence.text, material.profile.never_promise)
    if forbidden:
        return Judged(sentence, False, f"the brand never says '{forbidden}'")
    if free and DONE.search(sentence.text) and not _is_said_by_us(sentence.text, material):
        return Judged(sentence, False, "it tells something as done")
    sources = _sources(sentence, material)
    asked_for = sentence.kind in (ClaimKind.COURTESY, ClaimKind.QUESTION)
    unknown = atoms.unsupported(sentence.text, [*sources, *(_known_to_all(material) if asked_for else [])])
    if unknown:
        kinds = ", ".join(dict.fromkeys(atom.kind.value for atom in unknown))
        return Judged(sentence, False, f"nothing supports its {kinds}")
    if sentence.kind is ClaimKind.PROMISE and sentence.kept_by is None:
        return Judged(sentence, False, "nobody keeps this promise")
    if asked_for:
        if free and sentence.kind is ClaimKind.QUESTION and not _fits(sentence.text, material):
            return Judged(sentence, False, "the question has nothing to do with the matter")
        return Judged(sentence, True)
    if not (sentence.quotes or sentence.decision_id or sentence.by):
        return Judged(sentence, False, "it names no source")
    fault = _fault_of_a_free_sentence(sentence, sources, material) if free else None
    return Judged(sentence, fault is None, fault)


def _fault_of_a_free_sentence(sentence: Sentence, sources: Sequence[str], material: Material) -> str | None:
    """Return what a model's own wording adds to its sources, None when nothing."""
    if _contained(sentence.text, sources) < LEAST_CONTAINED:
        return "its words do not stand in its sources"
    if not _conditions_hold(sentence.text, sources):
        return "no source states its condition"
    if not _same_polarity(sentence, material):
        return "its source says the opposite"
    return None


def forbidden_phrase(said: str, never_promise: Sequence[str]) -> str | None:
    """Return the first of the brand's never_promise entries found, matched as whole words."""
    for phrase in never_promise:
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)" if phrase[:1].isalnum() else re.escape(phrase), said, re.I):
            return phrase
    return None


def _sources(sentence: Sentence, material: Material) -> list[str]:
    """Return the texts a sentence may draw its facts from: what it quotes, its decision, its order."""
    found = [quote.passage.text for quote in sentence.quotes]
    for point in material.points:
        decision = point.decision
        if decision is not None and decision.id == sentence.decision_id:
            found += [_with_unit(name, str(value)) for name, value in decision.facts.items()]
            found += [_with_unit(name, value) for name, value in point.slots.items() if name != "words"]
            found += [" ".join(decision.conditions), str(decision.last_day or ""), str(decision.step_back_on or "")]
            found += [passage.text for passage in point.decision_passages]
            found += point.says(material.answers)
            found += [str(money) for money in (decision.amount or {}).values()]
            found += [f"{line.label} {line.amount}" for line in decision.lines]
            found += [str(option.amount) for option in decision.alternatives if option.amount]
    for order in material.orders:
        if any(supporter.split("/")[:2] == ["orders", order.number] for supporter in sentence.by):
            found.append(order.model_dump_json(exclude={"notes"}))
    return found


def _with_unit(name: str, value: str) -> str:
    """A bare number is no duration: say what the decision counts."""
    counts_days = name in ("trace_after", "lost_after") or name.startswith("working_days")
    return f"{value} working days" if counts_days else value


def _known_to_all(material: Material) -> list[str]:
    """Order numbers may stand in a question or a greeting."""
    numbers = [order.number for order in material.orders]
    return [*numbers, *(point.intent.order_number or "" for point in material.points)]


def _fits(question: str, material: Material) -> bool:
    """Say whether a model's question is about what the customer wrote or what we would say."""
    near = [point.slots.get("words", "") for point in material.points]
    near += [sentence for point in material.points for sentence in point.says(material.answers)]
    near += [point.question for point in material.points if point.question]
    return _contained(question, near) >= LEAST_CONTAINED


def _is_said_by_us(said: str, material: Material) -> bool:
    """Say whether the answer bank says the same for one of the decisions, or the brand in a notice."""
    if any(said == notice.text for notice in material.notices):
        return True
    return any(said.strip() in sentence for point in material.points for sentence in point.says(material.answers))


def _same_polarity(sentence: Sentence, material: Material) -> bool:
    """Say whether a model's sentence denies what its quoted sentence states, or the other way round."""
    if not sentence.quotes or _is_said_by_us(sentence.text, material):
        return True
    denies = bool(NEGATION.search(sentence.text))
    return any(bool(NEGATION.search(quote.text)) is denies for quote in sentence.quotes)


def _conditions_hold(statement: str, sources: Sequence[str]) -> bool:
    """Say whether each "if ..." of a statement stands in one sentence of a source: a made-up condition makes a new rule."""
    spoken = [source[start:end] for source in sources for start, end in text.sentences(source)]
    known = [content_words(sentence) for sentence in spoken]
    for condition in CONDITION.findall(statement):
        wanted = content_words(condition)
        if wanted and max((len(wanted & words) for words in known), default=0) < LEAST_CONTAINED * len(wanted):
            return False
    return True


def _contained(statement: str, sources: Sequence[str]) -> float:
    said = content_words(statement)
    known = set().union(*(content_words(source) for source in sources)) if sources else set()
    return len(said & known) / max(len(said), 1)
