"""When a second opinion is asked for, and what it changes: the intents of a message the heads are unsure of."""

from dataclasses import replace

from assist.domain.conversation import Conversation
from assist.domain.orders import address_lines, receivers
from assist.domain.triage import Intent
from assist.errors import Unavailable
from assist.ports import Vectors
from assist.reading import Reading
from assist.triage.second_opinion import Doubt, Opinion, SecondOpinion
from assist.triage.triager import Advice, Tagged, Triager

FAILED = "triage_"
"""Before the model's code in `degraded`: `triage_model_timeout`."""


def advised(
    adviser: SecondOpinion | None,
    triager: Triager,
    tagged: Tagged,
    reading: Reading,
    vectors: Vectors,
    talk: Conversation,
) -> Tagged:
    """Return the tags after a second opinion; those the heads are sure of, or that have no words, are not asked about.

    A failing model changes nothing but `advice.failed`.
    """
    if adviser is None or tagged.triage.sure or not any(letter.isalpha() for letter in reading.turn_text):
        return tagged
    chances = triager.weighed(reading, vectors, tagged.triage.language).intents
    own = [talk.customer.name] if talk.customer and talk.customer.name else []
    doubt = Doubt(reading.turn_text, chances, [*own, *receivers(talk.orders)], address_lines(talk.orders))
    try:
        opinion = adviser.ask(doubt, triager.rules.taxonomy, triager.rules.profile.brand)
    except Unavailable as failure:
        return replace(tagged, advice=Advice(failed=FAILED + failure.code))
    return _changed(tagged, opinion, reading)


def _changed(tagged: Tagged, opinion: Opinion, reading: Reading) -> Tagged:
    before = [intent.name for intent in tagged.triage.intents]
    advice = Advice(opinion.tokens, opinion.cost_usd)
    if list(opinion.intents) == before[: len(opinion.intents)] and bool(opinion.intents) == bool(before):
        note = f"A second opinion agrees: {before[0]}" if before else "A second opinion agrees: no intent fits"
        return _noted(replace(tagged, advice=advice), note)
    placed = [_placed(name, tagged, reading) for name in opinion.intents]
    intents = tuple(intent for intent, _ in placed)
    triage = tagged.triage.model_copy(update={"intents": intents, "in_scope": bool(intents)})
    facts = replace(tagged.facts, intents=intents, in_scope=bool(intents))
    changed = replace(tagged, triage=triage, facts=facts, rows=tuple(row for _, row in placed), advice=advice)
    return _noted(changed, f"Second opinion of a model: {', '.join(opinion.intents) or 'no intent fits'}")


def _placed(name: str, tagged: Tagged, reading: Reading) -> tuple[Intent, int]:
    """Return the intent on the clause the heads find it likeliest in, with their own chance of it, and its row."""
    clause = max(reading.clauses, key=lambda one: tagged.likely[one.row].get(name, 0.0), default=None)
    part = reading.turn[-1]
    if clause is not None:
        row, message_id, span = clause.row, clause.message_id, clause.span
    else:
        row, message_id = reading.message_row, part.message.id
        span = part.readable.original_span(0, len(part.readable.text))
    chance = tagged.likely[row].get(name, 0.0)
    return Intent(name=name, confidence=round(chance, 4), message_id=message_id, span=span), row


def _noted(tagged: Tagged, note: str) -> Tagged:
    return replace(tagged, facts=replace(tagged.facts, notes=(*tagged.facts.notes, note)))
