"""What a model wrote becomes sentences with sources: lenient JSON, slots filled, each told apart by what it does."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist import atoms, text
from assist.domain.enums import ClaimKind
from assist.drafting import prompting, quoting
from assist.drafting.checking import commitments
from assist.drafting.material import Material, Point, Sentence
from assist.drafting.prompting import Source
from assist.errors import Unavailable
from assist.privacy import Masked
from assist.text import content_words

GARBAGE = "model_garbage"
_JSON = re.compile(r"\{.*\}", re.S)
_BARE_IDS = re.compile(r"\[\s*[SD]\d+(?:\s*,\s*[SD]\d+)*\s*\]")
_SLOT = re.compile(r"\{\s*(?:[Dd]\d+\.)?(\w+)\s*\}")
_COURTESY = re.compile(
    r"\b(?:sorry|apolog\w+|thank|thanks|understand|appreciate|hope|welcome|glad|happy to|let (?:me|us) know|siento|"
    r"gracias|lamento|entiendo|disculp\w+|perdona|si tienes (?:cualquier|alguna|más))\b",
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
        "ayuda ayudar mensaje escribir escribirnos escríbenos paciencia duda dudas cualquier otra other tienes",
        "getting touch happened",
    )
    for word in line.split()
)
"""Words a sentence of sympathy is made of."""
_MESSAGE_WORDS = 3
"""Words of the customer's that sympathy may repeat: more is an echo of what the message orders."""
_SYMPATHY = re.compile(
    r"^(?:i['’]?m |i am |we['’]re |we are )?(?:so |very |really |truly )?(?:sorry|i (?:quite |fully )?understand|thank|siento|lamento|entiendo|gracias|perdona|disculpa)",
    re.I,
)
_WRITES_AGAIN = re.compile(
    r"\b(?:write|update|contact|get back|let you know|hear from|escrib\w+|avis\w+|noticias)\b", re.I
)
_REQUEST = re.compile(r"^(?:please|could you|can you|would you|por favor)\b", re.I)


@dataclass(frozen=True)
class Answered:
    """A sentence of the model as it wrote it, its source names, and the sentence it becomes; None: a slot it made up."""

    raw: str
    names: tuple[str, ...]
    sentence: Sentence | None


@dataclass(frozen=True)
class Sources:
    """What the model was shown and what the customer wrote: what its sentences are read against."""

    material: Material
    numbered: Mapping[str, Source]
    message: str

    def sentence(self, said: str, names: Sequence[str]) -> Sentence:
        """Return the sentence with what its sources and its words make of it."""
        cited = [self.numbered[name] for name in names if name in self.numbered]
        passages = [source.passage for source in cited if source.passage is not None]
        point = next((source.point for source in cited if source.point is not None), None)
        holding = [one for one in passages if not atoms.unsupported(said, [one.text])]
        quote = quoting.source_of(said, holding) or quoting.source_of(said, passages)
        kind = kind_of(said, self.message)
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

    def filled(self, said: str, names: Sequence[str]) -> str | None:
        """Return the sentence with its slots filled; None when one is not offered, or means two things."""
        unknown = False

        def value(match: re.Match[str]) -> str:
            nonlocal unknown
            values = self._values(match[1], names)
            unknown = unknown or len(values) != 1
            return next(iter(values), "")

        found = _SLOT.sub(value, said)
        return None if unknown or "{" in found or "}" in found else found

    def _values(self, slot: str, names: Sequence[str]) -> set[str]:
        """Return what a slot stands for: in the cited decisions, else in any."""
        cited = [self.numbered[name].point for name in names if name in self.numbered]
        everywhere = [source.point for source in self.numbered.values()]
        for points in (cited, everywhere):
            offers = [prompting.offered(self.material.answers, point) for point in points if point is not None]
            if found := {values[slot] for values in offers if slot in values}:
                return found
        return set()


def read(answer: str, sources: Sources, masked: Masked) -> list[Answered]:
    """Read the model's JSON leniently: ids without quotes, several sentences in one entry; personal data put back.

    Raises: Unavailable with code `model_garbage` when there is none in it.
    """
    found = _JSON.search(answer)
    quoted = _BARE_IDS.sub(lambda match: re.sub(r"[SD]\d+", r'"\g<0>"', match.group()), found.group() if found else "")
    try:
        parsed: Any = json.loads(quoted)
        entries = [(str(row["text"]), _names(row.get("sources"))) for row in parsed["sentences"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unavailable("the model wrote no usable JSON", code=GARBAGE) from error
    return [
        _answered(entry[start:end], names, sources, masked)
        for entry, names in entries
        for start, end in text.sentences(entry)
    ]


def _answered(raw: str, names: tuple[str, ...], sources: Sources, masked: Masked) -> Answered:
    filled = sources.filled(raw, names)
    if filled is None:
        return Answered(raw, names, None)
    return Answered(raw, names, sources.sentence(masked.restore(filled), names))


def _names(given: Any) -> tuple[str, ...]:
    names = given if isinstance(given, list) else [given]
    return tuple(str(name).strip("[] ").upper() for name in names if name)


def _keeper(said: str, point: Point | None) -> str | None:
    """Return what keeps a promise made from this point: the follow-up a promise to write again, else its action."""
    if point is None:
        return None
    follows_up = point.decision is not None and point.decision.step_back_on is not None
    if follows_up and (_WRITES_AGAIN.search(said) or not point.actions):
        return "follow_up"
    return point.actions[0].id if point.actions else None


def kind_of(said: str, message: str) -> ClaimKind:
    """Tell courtesy from substance: a polite sentence adds at most one word to polite ones and a few of the customer's."""
    if commitments.PROMISE.search(said):
        return ClaimKind.PROMISE
    if said.endswith("?"):
        return ClaimKind.QUESTION
    if atoms.extract(said) or not (_COURTESY.search(said) or _REQUEST.search(said)):
        return ClaimKind.POLICY
    added = content_words(said) - _POLITE
    echoed = added & content_words(message) if _SYMPATHY.match(said) else set()
    is_polite = len(added - echoed) <= 1 and len(echoed) <= _MESSAGE_WORDS
    return ClaimKind.COURTESY if is_polite and not _STATES.search(said) else ClaimKind.POLICY


def _speaks_for_itself(said: str) -> bool:
    """Say whether the writer commits itself ("I will send") rather than restating a rule ("we refund within")."""
    return bool(re.search(r"\b(?:I'll|I will|I'm|I am)\b", said))
