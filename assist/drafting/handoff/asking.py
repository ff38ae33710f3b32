"""What the customer gave already, and what is still to be asked."""

from collections.abc import Iterator

from assist.domain.enums import EntityType
from assist.domain.handoff import CustomerDeadline, KnownAlready, OpenQuestion
from assist.domain.reply import Abstention, Draft
from assist.drafting.handoff.material import HandoffMaterial

_TOLD = (
    EntityType.ORDER_NUMBER,
    EntityType.EMAIL,
    EntityType.PHONE,
    EntityType.SIZE,
    EntityType.DATE,
    EntityType.TRACKING_NUMBER,
)
MOST_QUESTIONS = 3


def known(material: HandoffMaterial, deadline: CustomerDeadline | None) -> tuple[KnownAlready, ...]:
    """Return each thing the customer named or sent, with its turns."""
    turns: dict[tuple[str, str], list[str]] = {}
    for turn_id, entity in material.entities():
        if entity.type in _TOLD:
            what = material.words.known.get(entity.type.value, entity.type.value.replace("_", " "))
            turns.setdefault((what, entity.value), []).append(turn_id)
    for turn in material.turns:
        for attachment in turn.message.attachments if turn.by_customer else ():
            if attachment.kind == "image":
                name = attachment.name or attachment.description or attachment.id or "1"
                turns.setdefault((material.words.known["photo"], name), []).append(turn.id)
    if deadline is not None:
        turns[(material.words.known["date"], deadline.on.isoformat())] = [deadline.turn]
    return tuple(
        KnownAlready(what=what, value=value, turns=tuple(dict.fromkeys(ids))) for (what, value), ids in turns.items()
    )


def open_questions(material: HandoffMaterial) -> tuple[OpenQuestion, ...]:
    """Return what we asked and nobody answered, and what should be asked next."""
    found = list(_unanswered(material))
    asked = {question.text for question in found}
    reply = material.suggestion.reply
    wanted = (
        [claim.text for claim in reply.check.claims if claim.text.endswith("?")] if isinstance(reply, Draft) else []
    )
    if isinstance(reply, Abstention) and reply.ask:
        wanted.append(reply.ask)
    found += [OpenQuestion(text=text, asked=False) for text in wanted if text not in asked]
    return tuple(found[:MOST_QUESTIONS])


def _unanswered(material: HandoffMaterial) -> Iterator[OpenQuestion]:
    """Yield questions of our newest reply when the customer has not written since."""
    for turn in reversed(material.turns):
        if turn.by_customer:
            return
        if turn.is_reply:
            yield from (
                OpenQuestion(text=said, asked=True, turns=(turn.id,)) for said in turn.sentences if said.endswith("?")
            )
            return
