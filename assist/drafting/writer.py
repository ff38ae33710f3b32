"""Draft with a model: numbered sources in, sentences with source ids out, the same check as every draft.

What the check refuses is removed; when too little is left the composed draft stands. Personal data is masked before
the prompt leaves the process.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from assist import atoms, privacy, tokens
from assist.domain.enums import ClaimKind, WrittenBy
from assist.domain.knowledge import Passage
from assist.domain.reply import Draft
from assist.drafting import claims, quoting, style
from assist.drafting.assembly import assemble
from assist.drafting.material import Material, Point, Sentence, Sketch
from assist.errors import Unavailable
from assist.ports import LanguageModel

PROMPT = "writer.v1.md"
MAX_SOURCE_TOKENS = 1_500
MAX_MESSAGE_TOKENS = 600
LANGUAGES = {"en": "English", "es": "Spanish"}
MAX_WORDS_INLINE, MAX_WORDS = 80, 140
_MISSING = "\x00"

_JSON = re.compile(r"\{.*\}", re.S)
_COURTESY = re.compile(
    r"\b(?:sorry|apolog\w+|thank|thanks|understand|appreciate|hope|welcome|glad|happy to|let (?:me|us) know|siento|"
    r"gracias|lamento|entiendo|disculp\w+|perdona)\b",
    re.I,
)
_REQUEST = re.compile(r"^(?:please|could you|can you|would you|por favor)\b", re.I)


@dataclass(frozen=True)
class Written:
    """A model's draft after the check, and what the check removed from it."""

    draft: Draft
    removed: tuple[str, ...]
    tokens: int
    cost_usd: float


@dataclass(frozen=True)
class _Source:
    """What a source number stands for."""

    passage: Passage | None = None
    point: Point | None = None


class Writer:
    """Drafts through a language model."""

    def __init__(self, model: LanguageModel, *, deadline_s: float) -> None:
        self._model = model
        self._deadline_s = deadline_s
        self._prompt = resources.files("assist.drafting").joinpath("prompts", PROMPT).read_text(encoding="utf-8")

    def write(self, material: Material, composed: Sketch, message: str) -> Written:
        """Return a checked draft.

        Raises: Unavailable when the model fails, is late, writes no JSON, or when what it wrote does not hold.
        """
        sources = _sources(material)
        user = privacy.redact(
            _user_prompt(material, sources, message), [material.customer_name] if material.customer_name else []
        )
        answer = self._model.complete(self._system_prompt(material), user.text, deadline_s=self._deadline_s)
        sentences = _parsed(user.restore(answer.text), sources)
        judged = claims.check(sentences, material, free=True)
        kept = [one.sentence for one in judged if one.supported]
        removed = tuple(one.why or "unsupported" for one in judged if not one.supported)
        _refuse_hollow(kept, material)
        sketch = Sketch(composed.greeting, (tuple(kept),), composed.signature)
        draft = assemble(sketch, material, written_by=WrittenBy.MODEL, repaired=len(removed))
        return Written(draft, removed, answer.tokens, answer.cost_usd)

    def _system_prompt(self, material: Material) -> str:
        inline = material.channel in style.INLINE
        return self._prompt.format(
            brand=material.profile.brand,
            language=LANGUAGES.get(material.answers.locale, material.answers.locale),
            tone=material.profile.tone.style,
            max_words=MAX_WORDS_INLINE if inline else MAX_WORDS,
        )


def _sources(material: Material) -> dict[str, _Source]:
    """Number the passages S1, S2, ... and the decisions D1, D2, ... within the token budget."""
    sources: dict[str, _Source] = {}
    left = MAX_SOURCE_TOKENS
    seen: set[str] = set()
    for point in material.points:
        near = [*point.decision_passages, *(hit.passage for hit in point.passages[:2])]
        for passage in near:
            size = tokens.count(passage.text)
            if passage.id in seen or size > left:
                continue
            seen.add(passage.id)
            left -= size
            sources[f"S{len(seen)}"] = _Source(passage=passage)
        if point.decision is not None:
            sources[point.decision.id.upper()] = _Source(point=point)
    return sources


def _user_prompt(material: Material, sources: Mapping[str, _Source], message: str) -> str:
    parts = ["SOURCES"]
    for name, source in sources.items():
        if source.passage is not None:
            parts.append(f"[{name}] <<<{source.passage.text}>>>")
        elif source.point is not None and source.point.decision is not None:
            parts.append(f"[{name}] DECISION: {_spoken_decision(material, source.point)}")
    parts.append("\nPOINTS")
    parts += [f"{n}. {point.intent.name}" for n, point in enumerate(material.points, 1)]
    parts.append(f"\nCUSTOMER MESSAGE\n<<<{tokens.keep_end(message, MAX_MESSAGE_TOKENS)}>>>")
    return "\n".join(parts)


def _spoken_decision(material: Material, point: Point) -> str:
    decision = point.decision
    if decision is None:
        return ""
    says = [answer.say for answer in material.answers.for_rule(decision.rule_id)]
    filled = [say.format_map(_Blank(point.slots)) for say in says]
    return f"{decision.outcome} ({decision.rule_id}). " + " ".join(say for say in filled if _MISSING not in say)


class _Blank(dict[str, str]):
    """Slots of which a missing one marks its sentence for removal."""

    def __missing__(self, key: str) -> str:
        return _MISSING


def _parsed(answer: str, sources: Mapping[str, _Source]) -> list[Sentence]:
    """Read the model's JSON leniently. Raises: Unavailable when there is none in it."""
    found = _JSON.search(answer)
    try:
        parsed: Any = json.loads(found.group() if found else "")
        rows = parsed["sentences"]
        pairs = [
            (str(row["text"]).strip(), [str(s).strip("[] ").upper() for s in row.get("sources") or []]) for row in rows
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unavailable("the model wrote no usable JSON", code="model_garbage") from error
    return [_sentence(text, names, sources) for text, names in pairs if text]


def _sentence(text: str, names: Sequence[str], sources: Mapping[str, _Source]) -> Sentence:
    cited = [sources[name] for name in names if name in sources]
    passages = [source.passage for source in cited if source.passage is not None]
    point = next((source.point for source in cited if source.point is not None), None)
    quote = quoting.source_of(text, passages)
    kind = _kind(text, bool(cited))
    kept_by = None
    if kind is ClaimKind.PROMISE and point is not None:
        kept_by = (
            point.action.id
            if point.action
            else ("follow_up" if point.decision and point.decision.step_back_on else None)
        )
    if kind is ClaimKind.PROMISE and kept_by is None and quote is not None and not _speaks_for_itself(text):
        kind = ClaimKind.POLICY
    return Sentence(
        text,
        kind,
        quotes=(quote,) if quote else (),
        decision_id=point.decision.id if point is not None and point.decision is not None else None,
        kept_by=kept_by,
    )


def _kind(text: str, has_sources: bool) -> ClaimKind:
    if text.endswith("?"):
        return ClaimKind.QUESTION
    states_nothing = not has_sources and not atoms.extract(text) and not claims.PROMISE.search(text)
    if states_nothing and (_COURTESY.search(text) or _REQUEST.search(text)):
        return ClaimKind.COURTESY
    if claims.PROMISE.search(text):
        return ClaimKind.PROMISE
    return ClaimKind.POLICY


def _speaks_for_itself(text: str) -> bool:
    """Say whether the writer commits itself ("I will send") rather than restating a rule ("we refund within")."""
    return bool(re.search(r"\b(?:I'll|I will|I'm|I am)\b", text))


def _refuse_hollow(kept: Sequence[Sentence], material: Material) -> None:
    """Raise when what survived answers too little: no substance, or a decision left unsaid."""
    substance = [s for s in kept if s.kind in (ClaimKind.POLICY, ClaimKind.FACT, ClaimKind.PROMISE)]
    said = {sentence.decision_id for sentence in substance}
    unsaid = [p for p in material.points if p.decision is not None and p.decision.id not in said]
    if not substance or unsaid:
        raise Unavailable("what the model wrote does not hold against its sources", code="model_unsupported")
