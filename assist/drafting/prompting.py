"""What a model is shown: numbered sources, decisions with their slots, the customer's words, within a token budget.

Text of customers and pages is fenced, and what speaks to a machine in it is left out. Knows no model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist import machine_talk, privacy, prompts, tokens
from assist.domain.knowledge import Passage
from assist.domain.orders import address_lines, receivers
from assist.drafting import style
from assist.drafting.answers import Answers
from assist.drafting.material import Material, Point

FOLDER = "drafting/prompts"
PROMPT = "writer.v2.md"
REPAIR = "repair.v2.md"
MAX_USER_TOKENS = 2_600
"""Sources, decisions and message together."""
MAX_SOURCE_TOKENS = 1_500
MAX_MESSAGE_TOKENS = 600
LANGUAGES = {"en": "English", "es": "Spanish"}
MAX_WORDS_INLINE, MAX_WORDS = 80, 140
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Source:
    """What a source number stands for."""

    passage: Passage | None = None
    point: Point | None = None


@dataclass(frozen=True)
class Refused:
    """A sentence that the check refused, for the repair: as the model wrote it, and why."""

    text: str
    why: str


def system(material: Material, canary: str) -> str:
    """Return the system prompt for this brand, language and channel."""
    inline = material.channel in style.INLINE
    return prompts.read(FOLDER, PROMPT).format(
        brand=material.profile.brand,
        language=LANGUAGES.get(material.answers.locale, material.answers.locale),
        tone=material.profile.tone.style,
        max_words=MAX_WORDS_INLINE if inline else MAX_WORDS,
        canary=canary,
    )


def sources(material: Material, message: str) -> dict[str, Source]:
    """Number the decisions D1, D2, ... and notices and passages S1, S2, ... within what the message leaves of the budget."""
    found = {point.decision.id.upper(): Source(point=point) for point in material.points if point.decision is not None}
    spent = sum(tokens.count(_spoken_decision(material.answers, source.point)) for source in found.values())
    spent += min(tokens.count(message), MAX_MESSAGE_TOKENS)
    spent += sum(tokens.count(notice.text) for notice in material.notices)
    left = min(MAX_SOURCE_TOKENS, MAX_USER_TOKENS - spent)
    passages = [notice.as_passage() for notice in material.notices]
    seen = {notice.id for notice in material.notices}
    for passage in _near(material.points):
        size = tokens.count(passage.text)
        if passage.id not in seen and size <= left:
            seen.add(passage.id)
            left -= size
            passages.append(passage)
    return {**{f"S{n}": Source(passage=passage) for n, passage in enumerate(passages, 1)}, **found}


def _near(points: Sequence[Point]) -> list[Passage]:
    """Return what stands behind the decisions and what was found, best of each point first."""
    return [
        passage
        for point in points
        for passage in (*point.decision_passages, *(hit.passage for hit in point.passages[:2]))
    ]


def user(material: Material, numbered: Mapping[str, Source], message: str) -> privacy.Masked:
    """Return the prompt with sources, points and message, personal data masked."""
    parts = ["SOURCES"]
    for name, source in numbered.items():
        if source.passage is not None:
            parts.append(f"[{name}] {_fenced(source.passage.text)}")
        elif source.point is not None:
            parts.append(f"[{name}] DECISION: {_spoken_decision(material.answers, source.point)}")
    parts.append("\nPOINTS")
    parts += [f"{n}. {point.intent.name}" for n, point in enumerate(material.points, 1)]
    parts.append(f"\nCUSTOMER MESSAGE\n{_fenced(tokens.keep_end(message, MAX_MESSAGE_TOKENS))}")
    parts.append("\nWrite the reply to this customer now, as JSON.")
    return privacy.redact("\n".join(parts), _people(material), addresses=address_lines(material.orders))


def repair(first_answer: str, refused: Sequence[Refused], unsaid: Sequence[str]) -> str:
    """Return what to add to the prompt for the second round; `unsaid` without personal data (`hidden`)."""
    found = {
        "The check refused these sentences:": [f"{one.text} ({one.why})" for one in refused],
        "It left out what the customer must know:": unsaid,
    }
    listed = [f"{heading}\n" + "\n".join(f"- {one}" for one in lines) for heading, lines in found.items() if lines]
    return prompts.read(FOLDER, REPAIR).format(reply=first_answer.strip(), faults="\n\n".join(listed))


def hidden(sentences: Sequence[str], masked: privacy.Masked, material: Material) -> list[str]:
    """Return sentences with the placeholders of a prompt; one with personal data the prompt does not hold is left out."""
    hidden_ = [masked.hide(one) for one in sentences]
    return [one for one in hidden_ if not privacy.redact(one, _people(material)).originals]


def offered(answers: Answers, point: Point) -> dict[str, str]:
    """Return the slots of a decision that its own answer shows, with the words they are filled with."""
    if point.decision is None:
        return {}
    shown = [
        name
        for answer in answers.for_rule(point.decision.rule_id)
        for wording in (answer.say, answer.or_say or "")
        for name in _SLOT.findall(wording)
    ]
    return {name: point.slots[name] for name in dict.fromkeys(shown) if point.slots.get(name)}


def _spoken_decision(answers: Answers, point: Point | None) -> str:
    if point is None or point.decision is None:
        return ""
    values = "; ".join(f"{{{name}}} = {value}" for name, value in offered(answers, point).items())
    said = f"{point.decision.outcome}. " + " ".join(point.says(answers))
    return f"{said} Values: {values}." if values else said


def _fenced(words: str) -> str:
    """Fence somebody else's words, without what looks like our fence and without what speaks to a machine."""
    return f"<<<{machine_talk.left_out(machine_talk.unfenced(words))}>>>"


def _people(material: Material) -> list[str]:
    """Return the names of people we know of."""
    names = (material.customer_name, material.agent_name, *receivers(material.orders))
    return [name for name in names if name]
