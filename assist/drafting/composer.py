"""Draft without a model: answers for decisions, verbatim policy sentences for the rest. The embedded default."""

import re
from dataclasses import replace

from assist.domain.decision import Decision
from assist.domain.enums import ClaimKind, SentimentLabel
from assist.drafting import notices, quoting, retelling, style
from assist.drafting.material import Material, Point, Sentence, Sketch
from assist.drafting.retelling import Retold
from assist.text import content_words

SAME_QUESTION = 0.6
"""Share of a question's content words a quoted sentence must hold to stand for it."""
_ANOTHER_CHANNEL = re.compile(r"\S@\S|\b(?:call|phone|ring) us\b|\b(?:llám\w+|llamarnos)\b", re.I)
"""A sentence that sends the customer elsewhere for what this message can settle; never quoted to one who writes already."""
_ABOUT_CHANNELS = ("contact/", "account/", "fraud/", "human/")
"""Matters that are about where to write: there the address is the answer."""
_YES = re.compile(r"(?:Yes|Sí)[,:] (?=\w)")
_SORRY = re.compile(r"(?:I['’]m (?:so |very )?sorry|I am (?:so |very )?sorry|Sorry|Lo siento|Lamento|Siento)\b", re.I)
MAX_POINTS = 4
"""Intents answered in one reply; more read like a form."""


def compose(material: Material) -> Sketch | None:
    """Return a draft that answers every point it can, or None when it can answer and ask nothing."""
    points = material.points[:MAX_POINTS]
    paragraphs = [_paragraph(material, point) for point in points]
    asked = dict.fromkeys(point.question for point in material.points if point.question)
    questions = [question for question in asked if not _is_asked_by(question, paragraphs)]
    if not (any(paragraphs) or questions or notices.stand_alone(material.notices)):
        return None
    answered = notices.in_front(paragraphs, [point.intent.name for point in points], material.notices)
    if questions:
        answered.append(tuple(Sentence(question, ClaimKind.QUESTION) for question in questions[:1]))
    retold = retelling.without_told(_without_repeats(answered), material.told)
    return Sketch(
        greeting=style.greeting(material.profile, material.answers.locale, material.channel, material.customer_name),
        paragraphs=tuple(_with_courtesy(material, [_agreeing(one) for one in _as_before(material, retold)])),
        signature=style.signature(material.profile, material.answers.locale, material.agent_name)
        if style.wants_signature(material.channel)
        else None,
        nothing_new=retold.nothing_new,
    )


def _is_asked_by(question: str, paragraphs: list[tuple[Sentence, ...]]) -> bool:
    """Say whether a quoted sentence already asks for the same ("send us your order number and one photo")."""
    wanted = content_words(question)
    said = (content_words(sentence.text) for paragraph in paragraphs for sentence in paragraph)
    return any(len(wanted & words) >= SAME_QUESTION * len(wanted) for words in said)


def _paragraph(material: Material, point: Point) -> tuple[Sentence, ...]:
    if point.decision is not None:
        said = _from_answers(material, point, point.decision)
        if said:
            return said
    return _from_passages(material, point)


def _from_answers(material: Material, point: Point, decision: Decision) -> tuple[Sentence, ...]:
    sentences = []
    for answer in material.answers.for_rule(decision.rule_id):
        text = material.answers.fill(answer, point.slots, in_chat=material.channel in style.INLINE)
        if text is None:
            continue
        quote = None
        if answer.kind in (ClaimKind.POLICY, ClaimKind.PROMISE):
            quote = quoting.source_of(text, point.decision_passages) or quoting.first_of(point.decision_passages)
        kept_by = _keeper(answer.keeper, point)
        if answer.kind is ClaimKind.PROMISE and kept_by is None:
            continue
        sentences.append(
            Sentence(
                text,
                answer.kind,
                quotes=(quote,) if quote else (),
                decision_id=decision.id if answer.kind is not ClaimKind.QUESTION else None,
                kept_by=kept_by,
                by=(f"orders/{decision.order_number}",) if answer.kind is ClaimKind.FACT else (),
            )
        )
    return tuple(sentences)


def _keeper(named: str | None, point: Point) -> str | None:
    """Return what keeps a promise: `follow_up`, the first action, or for `action.open_trace` the one of that kind."""
    if named is None or named == "follow_up":
        return named
    kind = named.partition(".")[2]
    return next((action.id for action in point.actions if kind in ("", action.kind)), None)


def _from_passages(material: Material, point: Point) -> tuple[Sentence, ...]:
    if not point.passages:
        return ()
    best = point.passages[0].passage
    question = " ".join([point.slots.get("words", ""), point.intent.name.replace("/", " ")])
    quotes = [
        quote
        for quote in quoting.leading_sentences(best, question, style.quoted_words(material.channel))
        if point.intent.name.startswith(_ABOUT_CHANNELS) or not _ANOTHER_CHANNEL.search(quote.text)
    ]
    return tuple(Sentence(_capitalised(quote.text), ClaimKind.POLICY, quotes=(quote,)) for quote in quotes)


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _without_repeats(paragraphs: list[tuple[Sentence, ...]]) -> list[tuple[Sentence, ...]]:
    seen: set[str] = set()
    kept = []
    for paragraph in paragraphs:
        fresh = tuple(sentence for sentence in paragraph if sentence.text not in seen)
        seen.update(sentence.text for sentence in fresh)
        if fresh:
            kept.append(fresh)
    return kept


def _as_before(material: Material, retold: Retold) -> list[tuple[Sentence, ...]]:
    """Say that the rest holds where some of it was told before; behind the news, which comes first."""
    words, paragraphs = material.answers.courtesy.get("again"), retold.paragraphs
    if not (words and retold.reminded):
        return paragraphs
    questions = paragraphs[-1:] if all(one.kind is ClaimKind.QUESTION for one in paragraphs[-1]) else []
    told = paragraphs[: len(paragraphs) - len(questions)]
    if not told:
        return paragraphs
    return [*told[:-1], (*told[-1], Sentence(words, ClaimKind.COURTESY)), *questions]


def _agreeing(paragraph: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Say yes only where a paragraph begins with it: behind "it can no longer be cancelled" it answers nothing."""
    first, behind = paragraph[:1], paragraph[1:]
    if not first or first[0].kind is ClaimKind.COURTESY:
        return paragraph
    return (*first, *(replace(one, text=_capitalised(_YES.sub("", one.text, count=1))) for one in behind))


def _with_courtesy(material: Material, paragraphs: list[tuple[Sentence, ...]]) -> list[tuple[Sentence, ...]]:
    """Acknowledge feeling once, in front of the first answer; an answer that begins by being sorry has done so."""
    if _SORRY.match(paragraphs[0][0].text):
        return paragraphs
    key = {SentimentLabel.NEGATIVE: "negative", SentimentLabel.VERY_NEGATIVE: "very_negative"}.get(material.sentiment)
    words = material.answers.courtesy.get(key) if key else None
    if not words:
        return paragraphs
    return [(Sentence(words, ClaimKind.COURTESY), *paragraphs[0]), *paragraphs[1:]]
