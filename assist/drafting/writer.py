"""Draft with a model: numbered sources in, sentences with source ids out, the same check as every draft.

What the check refuses is removed; when too little is left the composed draft stands. Personal data is masked before
the prompt leaves the process.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from assist import atoms, privacy, text, tokens
from assist.domain.enums import ClaimKind, WrittenBy
from assist.domain.knowledge import Passage
from assist.domain.reply import Draft
from assist.drafting import claims, notices, quoting, style
from assist.drafting.assembly import assemble
from assist.drafting.checking import commitments
from assist.drafting.material import Material, Point, Sentence, Sketch
from assist.errors import Unavailable
from assist.ports import LanguageModel
from assist.text import content_words

PROMPT = "writer.v1.md"
MAX_SOURCE_TOKENS = 1_500
MAX_MESSAGE_TOKENS = 600
LANGUAGES = {"en": "English", "es": "Spanish"}
MAX_WORDS_INLINE, MAX_WORDS = 80, 140

_JSON = re.compile(r"\{.*\}", re.S)
_BARE_IDS = re.compile(r"\[\s*[SD]\d+(?:\s*,\s*[SD]\d+)*\s*\]")
_COURTESY = re.compile(
    r"\b(?:sorry|apolog\w+|thank|thanks|understand|appreciate|hope|welcome|glad|happy to|let (?:me|us) know|siento|"
    r"gracias|lamento|entiendo|disculp\w+|perdona)\b",
    re.I,
)
_STATES = re.compile(
    r"\b(?:can|cannot|can't|must|may|refund\w*|replac\w+|free|deliver\w*|arriv\w+|lost|approv\w+|cancel\w*|cost\w*|"
    r"puede\w*|reembols\w+|gratis|entreg\w+|perdid\w+|cancel\w+)\b",
    re.I,
)
"""Words with which a polite sentence states something after all."""
_POLITE = frozenset(
    word
    for line in (
        "sorry apologise apologize apologies apology thank thanks understand appreciate hope hear feel feeling glad",
        "happy welcome know let contact reach contacting reaching writing wrote message patience understanding",
        "frustrating frustration inconvenience trouble disappointing delay further questions question help helps",
        "anything else need assistance concern concerns worry time again letting today day experience caused truly",
        "sincerely very much here feel free ask forward hearing siento lamento gracias entiendo disculpa molestias",
        "ayuda ayudar mensaje escribir escribirnos paciencia duda dudas cualquier",
    )
    for word in line.split()
)
"""Words a sentence of sympathy is made of."""
_WRITES_AGAIN = re.compile(r"\b(?:write|update|contact|get back|let you know|escrib\w+|avis\w+)\b", re.I)
_REQUEST = re.compile(r"^(?:please|could you|can you|would you|por favor)\b", re.I)


@dataclass(frozen=True)
class Written:
    """A model's draft after the check, and what the check removed from it."""

    draft: Draft
    removed: tuple[str, ...]
    tokens: int
    cost_usd: float


class DraftRefused(Unavailable):
    """What the model wrote does not hold against its sources; `removed` says why, sentence by sentence."""

    def __init__(self, removed: tuple[str, ...]) -> None:
        super().__init__("what the model wrote does not hold against its sources", code="model_unsupported")
        self.removed = removed


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
        sentences = [
            replace(sentence, text=user.restore(sentence.text)) for sentence in _parsed(answer.text, sources, message)
        ]
        judged = [
            _reattributed(one, sources, material, message) for one in claims.check(sentences, material, free=True)
        ]
        kept = notices.without_retold([one.sentence for one in judged if one.supported], material.notices)
        removed = tuple(one.why or "unsupported" for one in judged if not one.supported)
        _refuse_hollow(kept, removed, material)
        told = notices.behind_courtesy(kept, material.notices)
        paragraphs = (told, *_still_to_ask(kept, composed, material))
        sketch = Sketch(composed.greeting, paragraphs, composed.signature)
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
    """Number notices and passages S1, S2, ... and the decisions D1, D2, ... within the token budget."""
    sources = {f"S{n}": _Source(passage=notice.as_passage()) for n, notice in enumerate(material.notices, 1)}
    left = MAX_SOURCE_TOKENS - sum(tokens.count(notice.text) for notice in material.notices)
    seen: set[str] = {notice.id for notice in material.notices}
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
            parts.append(f"[{name}] {_fenced(source.passage.text)}")
        elif source.point is not None and source.point.decision is not None:
            parts.append(f"[{name}] DECISION: {_spoken_decision(material, source.point)}")
    parts.append("\nPOINTS")
    parts += [f"{n}. {point.intent.name}" for n, point in enumerate(material.points, 1)]
    parts.append(f"\nCUSTOMER MESSAGE\n{_fenced(tokens.keep_end(message, MAX_MESSAGE_TOKENS))}")
    parts.append("\nWrite the reply to this customer now, as JSON.")
    return "\n".join(parts)


def _fenced(data: str) -> str:
    """Fence somebody else's words; what looks like our fence inside them is taken out."""
    return f"<<<{data.replace('<<<', '').replace('>>>', '')}>>>"


def _spoken_decision(material: Material, point: Point) -> str:
    if point.decision is None:
        return ""
    return f"{point.decision.outcome}. " + " ".join(point.says(material.answers))


def _parsed(answer: str, sources: Mapping[str, _Source], message: str) -> list[Sentence]:
    """Read the model's JSON leniently: ids without quotes, several sentences in one entry.

    Raises: Unavailable when there is none in it.
    """
    found = _JSON.search(answer)
    quoted = _BARE_IDS.sub(lambda match: re.sub(r"[SD]\d+", r'"\g<0>"', match.group()), found.group() if found else "")
    try:
        parsed: Any = json.loads(quoted)
        entries = [(str(row["text"]), _names(row.get("sources"))) for row in parsed["sentences"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unavailable("the model wrote no usable JSON", code="model_garbage") from error
    return [
        _sentence(entry[start:end], names, sources, message)
        for entry, names in entries
        for start, end in text.sentences(entry)
    ]


def _names(given: Any) -> list[str]:
    names = given if isinstance(given, list) else [given]
    return [str(name).strip("[] ").upper() for name in names if name]


def _sentence(said: str, names: Sequence[str], sources: Mapping[str, _Source], message: str) -> Sentence:
    cited = [sources[name] for name in names if name in sources]
    passages = [source.passage for source in cited if source.passage is not None]
    point = next((source.point for source in cited if source.point is not None), None)
    quote = quoting.source_of(said, passages)
    kind = _kind(said, message)
    kept_by = None
    if kind is ClaimKind.PROMISE:
        kept_by = _keeper(said, point)
        if kept_by is None and quote is not None and not _speaks_for_itself(said):
            kind = ClaimKind.POLICY
    decision = point.decision if point is not None else None
    return Sentence(
        said,
        kind,
        quotes=(quote,) if quote else (),
        decision_id=decision.id if decision else None,
        kept_by=kept_by,
    )


def _keeper(said: str, point: Point | None) -> str | None:
    """Return what keeps a promise made from this point: the follow-up a promise to write again, else its action."""
    if point is None:
        return None
    follows_up = point.decision is not None and point.decision.step_back_on is not None
    if follows_up and (_WRITES_AGAIN.search(said) or not point.actions):
        return "follow_up"
    return point.actions[0].id if point.actions else None


def _reattributed(
    judged: claims.Judged, sources: Mapping[str, _Source], material: Material, message: str
) -> claims.Judged:
    """Try every source for a sentence whose own citations do not hold: small models forget or mix up ids."""
    if judged.supported:
        return judged
    again = _sentence(judged.sentence.text, list(sources), sources, message)
    retried = claims.check([again], material, free=True)[0]
    return retried if retried.supported else judged


def _kind(said: str, message: str) -> ClaimKind:
    """Tell courtesy from substance: a polite sentence adds at most one word to what the customer wrote."""
    if commitments.PROMISE.search(said):
        return ClaimKind.PROMISE
    if said.endswith("?"):
        return ClaimKind.QUESTION
    if atoms.extract(said) or not (_COURTESY.search(said) or _REQUEST.search(said)):
        return ClaimKind.POLICY
    added = content_words(said) - content_words(message) - _POLITE
    return ClaimKind.COURTESY if len(added) <= 1 and not _STATES.search(said) else ClaimKind.POLICY


def _still_to_ask(kept: Sequence[Sentence], composed: Sketch, material: Material) -> tuple[tuple[Sentence, ...], ...]:
    """Return the question that must be asked when the model did not ask any."""
    if any(sentence.kind is ClaimKind.QUESTION for sentence in kept):
        return ()
    wanted = {point.question for point in material.points if point.question}
    asked = tuple(sentence for sentence in composed.sentences if sentence.text in wanted)
    return (asked,) if asked else ()


def _speaks_for_itself(said: str) -> bool:
    """Say whether the writer commits itself ("I will send") rather than restating a rule ("we refund within")."""
    return bool(re.search(r"\b(?:I'll|I will|I'm|I am)\b", said))


def _refuse_hollow(kept: Sequence[Sentence], removed: tuple[str, ...], material: Material) -> None:
    """Raise when what survived answers too little: no substance, a decision or a day that matters left unsaid."""
    substance = [s for s in kept if s.kind in (ClaimKind.POLICY, ClaimKind.FACT, ClaimKind.PROMISE)]
    said = {sentence.decision_id for sentence in substance}
    unsaid = [p for p in material.points if p.decision is not None and p.decision.id not in said]
    if not substance or unsaid or _lost_dates(kept, material):
        raise DraftRefused(removed)


def _lost_dates(kept: Sequence[Sentence], material: Material) -> bool:
    """Say whether a day the customer must know, the last one or when we step back in, is missing from the draft."""
    said = " ".join(sentence.text for sentence in kept)
    days = [point.slots.get(name) for point in material.points for name in ("last_day", "step_back_on")]
    return any(atoms.unsupported(day, [said]) for day in days if day)
