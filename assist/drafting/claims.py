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

PROMISE = re.compile(
    r"\b(?:I(?:'ll| will|'m going to| am going to|'m (?:opening|sending|asking|passing|arranging)| am (?:opening|sending|arranging|looking))|"
    r"we(?:'ll| will| are going to)|you(?:'ll| will) (?:receive|get|hear)|(?:te|os|le) (?:enviar|escribir|llamar|reembolsar)\w+)\b",
    re.I,
)


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
    forbidden = forbidden_words(sentence.text, material)
    if forbidden:
        return Judged(sentence, False, f"the brand never says '{forbidden}'")
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
    if free and _contained(sentence.text, sources) < LEAST_CONTAINED:
        return Judged(sentence, False, "its words do not stand in its sources")
    if free and not _conditions_hold(sentence.text, sources):
        return Judged(sentence, False, "no source states its condition")
    return Judged(sentence, True)


def forbidden_words(said: str, material: Material) -> str | None:
    """Return the first of the brand's never_promise entries found, matched as whole words."""
    for phrase in material.profile.never_promise:
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
