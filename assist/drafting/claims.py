"""Check a draft sentence by sentence: what supports it, which facts nothing supports, which promise nobody keeps.

For sentences whose sources are declared: the composer's, and a model's with its source ids. Every number, amount, date,
link and id must stand in a source the sentence names; a promise needs a keeper; forbidden words are refused. A `free`
sentence is read besides as any text would be (`checking`): its meaning must be that of its sources.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist import atoms, machine_talk, text
from assist.domain.enums import ClaimKind
from assist.drafting.checking import (
    commitments,
    forbidden,
    foreign,
    granting,
    judging,
    liberties,
    naming,
    promises,
    renderings,
    statements,
)
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.granting import Granted
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.renderings import Clock
from assist.drafting.checking.statements import Draft, Statement
from assist.drafting.material import Material, Sentence

LEAST_CONTAINED = 0.6
"""Share of a free sentence's content words that its sources must hold; verbatim and slot-filled ones have 1."""


LEAST_TOLD = 0.85
"""Strength a statement inside a question needs: nobody asks whether something half true is all right."""
_TELLS = re.compile(
    r"(?<!so )(?<!para )\b(?:that|que) (?=(?:we|you|i|the|our|your|it|this|all|every|tu|tus|nuestr\w+|el|la|los|las)\b)",
    re.I,
)
"""Where a question tells something in passing: "is it all right that our hall is closed?"."""
_PUTS_RIGHT = re.compile(
    r"(?:and )?we(?:['’]ll| will) (?:put|make|set) (?:it|this|that|things) right(?: for you)?", re.I
)
"""Promises nothing by itself: what is done is said, and kept, in the sentences around it."""
_PAID = frozenset({"refund", "credit", "difference"})
"""What is paid as far as a decision says, once there is one."""


@dataclass(frozen=True)
class Judged:
    """A sentence and whether it may stand; `why` names what is wrong for the agent and the repair."""

    sentence: Sentence
    supported: bool
    why: str | None = None


@dataclass(frozen=True)
class _Ground:
    """What a model's sentences are read against, made once a draft."""

    evidence: Evidence
    granted: Granted
    keepers: Keepers
    ours: tuple[str, ...]
    """What the answer bank says and asks for these decisions."""
    spoken: frozenset[str]
    """The names in it."""
    draft: Draft
    """What the whole draft says."""


def check(sentences: Sequence[Sentence], material: Material, *, free: bool) -> list[Judged]:
    """Judge every sentence. `free` sentences (a model's) must also say what their sources say, and grant no more."""
    ground = _ground(sentences, material) if free else None
    return [_judge(sentence, material, ground) for sentence in sentences]


def _ground(sentences: Sequence[Sentence], material: Material) -> _Ground:
    decisions = [point.decision for point in material.points if point.decision is not None]
    actions = [action for point in material.points for action in point.actions]
    says = [said for point in material.points for said in point.says(material.answers)]
    asks = [point.question for point in material.points if point.question]
    spoken = frozenset(name for said in (*says, *asks) for name in statements.read(said).names)
    return _Ground(
        evidence=_evidence(material, sentences),
        granted=Granted(says, decisions, actions),
        keepers=Keepers(actions, material.follow_up, decisions),
        ours=tuple(part for said in (*says, *asks) for part in (said[a:b] for a, b in text.sentences(said))),
        spoken=spoken,
        draft=statements.draft_of(one.text for one in sentences),
    )


def _judge(sentence: Sentence, material: Material, ground: _Ground | None) -> Judged:
    never_said = forbidden.phrase(sentence.text, material.profile.never_promise)
    if never_said:
        return Judged(sentence, False, f"the brand never says '{never_said}'")
    is_ours = _is_said_by_us(sentence.text, material)
    if ground is not None and commitments.DONE.search(sentence.text) and not is_ours:
        return Judged(sentence, False, "it tells something as done")
    sources = _sources(sentence, material)
    asked_for = sentence.kind in (ClaimKind.COURTESY, ClaimKind.QUESTION)
    unknown = atoms.unsupported(sentence.text, [*sources, *(_known_to_all(material) if asked_for else [])])
    if unknown:
        kinds = ", ".join(dict.fromkeys(atom.kind.value for atom in unknown))
        return Judged(sentence, False, f"nothing supports its {kinds}")
    if sentence.kind is ClaimKind.PROMISE and sentence.kept_by is None:
        return Judged(sentence, False, "nobody keeps this promise")
    if not asked_for and not (sentence.quotes or sentence.decision_id or sentence.by):
        return Judged(sentence, False, "it names no source")
    if ground is None or is_ours:
        return Judged(sentence, True)
    fault = _liberty(sentence, material, ground)
    return Judged(sentence, fault is None, fault)


def _liberty(sentence: Sentence, material: Material, ground: _Ground) -> str | None:
    """Return what a model's sentence says beyond its sources, None when it says nothing."""
    claim = statements.read(sentence.text)
    if sentence.kind is ClaimKind.QUESTION and not _fits(sentence.text, material):
        return "the question has nothing to do with the matter"
    taken = liberties.fault(claim, ground.evidence, ground.ours, decided=bool(ground.granted.decided & _PAID))
    if sentence.kind is ClaimKind.COURTESY:
        return taken or naming.fault(claim, ground.evidence)
    return (
        taken
        or _unkept(claim, ground)
        or granting.fault(claim, ground.evidence, ground.granted, draft=ground.draft.names)
        or _unlike_its_sources(claim, sentence.kind, ground)
        or foreign.fault(claim, ground.evidence, ground.spoken)
    )


def _unlike_its_sources(claim: Statement, kind: ClaimKind, ground: _Ground) -> str | None:
    if kind is ClaimKind.QUESTION:
        told = _TELLS.search(claim.text)
        beside = None if told is None else statements.read(claim.text[told.end() :].rstrip("? "))
        if beside is not None:
            verdict = judging.judge(beside, ground.evidence, Draft())
            if not verdict.supported or verdict.strength < LEAST_TOLD:
                return "it tells in passing what no source says"
        return naming.fault(claim, ground.evidence)
    return judging.judge(claim, ground.evidence, ground.draft).why


def _unkept(claim: Statement, ground: _Ground) -> str | None:
    """Judge each promising stretch by itself: a kept promise must not carry another one along."""
    for stretch in statements.stretches(claim.text):
        if commitments.PROMISE.search(_PUTS_RIGHT.sub(" ", stretch)):
            promised = statements.read(stretch.strip(" ,;:"))
            if promises.keeping(promised, ground.evidence, ground.keepers).kept_by is None:
                return "nobody keeps this promise"
    return None


def _evidence(material: Material, sentences: Sequence[Sentence]) -> Evidence:
    """Return all a model was shown, and what the answer bank says for the decisions."""
    shown = [passage for point in material.points for passage in point.decision_passages]
    shown += [hit.passage for point in material.points for hit in point.passages]
    shown += [quote.passage for sentence in sentences for quote in sentence.quotes]
    passages = {passage.id: passage for passage in shown}
    sources = [
        Source(one.id, SourceKind.POLICY, machine_talk.left_out(one.text), " ".join(one.headings))
        for one in passages.values()
    ]
    sources += [Source(notice.id, SourceKind.POLICY, notice.text) for notice in material.notices]
    for point in material.points:
        if point.decision is not None:
            sources.append(Source(point.decision.id, SourceKind.DECISION, "\n".join(point.says(material.answers))))
            sources += renderings.of_decisions([point.decision])
    sources += renderings.of_orders(material.orders, Clock())
    sources += renderings.of_products(material.products)
    known_names = (material.profile.brand, material.customer_name, material.agent_name)
    return Evidence(sources, vocabulary=[name for name in known_names if name])


def _sources(sentence: Sentence, material: Material) -> list[str]:
    """Return the texts a sentence may draw its facts from: what it quotes, its decision, its order."""
    found = [machine_talk.left_out(quote.passage.text) for quote in sentence.quotes]
    for point in material.points:
        decision = point.decision
        if decision is not None and decision.id == sentence.decision_id:
            found += [_with_unit(name, str(value)) for name, value in decision.facts.items()]
            found += [_with_unit(name, value) for name, value in point.slots.items() if name != "words"]
            found += [" ".join(decision.conditions), str(decision.last_day or ""), str(decision.step_back_on or "")]
            found += [machine_talk.left_out(passage.text) for passage in point.decision_passages]
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
    """Say whether a model's question is about what we would say or ask; the customer's words are no source."""
    if statements.read(question).names <= commitments.POLITE:
        return True
    near = [sentence for point in material.points for sentence in point.says(material.answers)]
    near += [point.question for point in material.points if point.question]
    asked = statements.read(question).names
    known = frozenset(name for said in near for name in statements.read(said).names)
    return len(asked & (known | commitments.POLITE)) >= LEAST_CONTAINED * len(asked)


def _is_said_by_us(said: str, material: Material) -> bool:
    """Say whether the answer bank says the same for one of the decisions, or the brand in a notice."""
    if any(said == notice.text for notice in material.notices):
        return True
    return any(said.strip() in sentence for point in material.points for sentence in point.says(material.answers))
