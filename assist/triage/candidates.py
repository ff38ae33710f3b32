"""Which intents a reading carries, with the stretch of text behind each. Knows chances, no heads and no client."""

import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assist.reading import Reading, TurnClause
from assist.text import content_words
from assist.triage.judged import Judged
from assist.triage.taxonomy import UNCLEAR

POINTING_WORDS = 0.9
"""The same for a turn that points back: in "and for the other order?" the word order is no change of topic."""
MAX_INTENTS = 4
MAX_SIDE_BY_SIDE = 8
"""Where one clause may carry several intents: shades of one question rather than several questions."""
LEAST_CLAUSE_WORDS = 1
"""Content words a clause needs to carry an intent of its own: "how much is it" belongs to its neighbour."""
CHITCHAT = "other/"
INHERITED = 0.85
"""An answer's intent is less sure than the words it was taken from: the topic may have moved on."""
QUESTION_SHARE = 0.75
"""Weight of what we asked against what the customer had written about, when both are known."""
LEAST_BEHIND = 0.1
"""Below this neither our question nor the earlier message says what the matter is."""
LIKELY_DONE = 0.9
LABEL = "return/label"
THANKS = "other/thanks"
OWN_WORDS = 0.55
"""Chance from which a short turn's own words count instead of what it seems to answer: a new topic."""

CLAUSE_SHARE = 0.5
"""Weight of the likeliest asking clause beside the whole turn. Over 1,561 held-out examples, long or of several intents,
the first intent is right in 0.63 instead of 0.61 of the long ones and 0.90 instead of 0.85 of the others."""
ECHOED = 0.01
"""Chance the whole turn must give an intent of a clause: without it, stories get intents nobody asked for. With it and the
two figures below, 0.52 instead of 0.34 of the same long messages are tagged exactly, and micro-F1 over those of several
intents rises from 0.73 to 0.75."""
ASKED_FOR_SURE = 0.8
"""Chance from which a clause that asks needs no echo: the whole turn may drown it."""
TOLD_FOR_SURE = 0.99
"""The same for a clause that only tells: "tracking hasn't moved since Monday" is a request of its own beside another."""
SURE_ABOUT_IT = 0.9
"""Chance needed by a clause that leans on its neighbour: "is it covered?" goes with the zip that broke, "can you switch it" with
the address before it."""
TOLD_SURER = 0.2
SUREST_NEEDED = 0.95
_ASKS = re.compile(
    r"\?|^(?:can|could|would|will|where|when|how|what|why|which|who|do|does|did|is|are|has|have|send|cancel|change|refund|"
    r"tell|give|stop|let|get|take|put|add|remove|update|puedo|pod[eé]is|podr[ií]a|d[oó]nde|cu[aá]ndo|c[oó]mo|cu[aá]nto|"
    r"mandad|enviad|anulad|cancelad|me gustar)\b|"
    r"\b(?:please|pls|plz|i want|i need|i'd (?:like|rather)|i would like|i demand|por favor|quiero|quisiera|necesito)\b",
    re.I,
)
"""A clause that asks or orders something."""
_NUMBERED = re.compile(r"\b[A-Za-z]{2,4}-?\d{4,}\b")
"""A clause that names an order of its own: "and NF-20402 has not moved" is a request beside another."""
_NAMES_A_CODE = re.compile(r"\b[A-Z]{3,}\d{1,3}\b")
"""A clause that names a discount code: "your WELCOME10 did nothing" is a request, though it only tells and the rest drowns it."""
_ONLY_A_REFERENCE = re.compile(
    r"\W*(?:(?:my|the|for|from|about|with|this is|it is|it's|is|es|el|la|mi|del|de|sobre|con|order|purchase|pedido|compra|orden|number|no|nr|ref|reference|referencia|número|nº)\b\W*)*"
    r"(?:[A-Za-z]{2,4}-?)?\d{4,}\W*",
    re.I,
)
"""A clause that only says which order: "Order NF-20155." tells nothing of what is asked."""
_POINTS_BACK = re.compile(r"\b(?:it|it's|them|they|they're|those|these|that one|ellos|ellas|los|las)\b", re.I)
_ABOUT_IT = re.compile(r"(?:is|are|was|were|does|do|will|can|would) (?:it|that|this|they|those|these)\b", re.I)
_CONTENT = re.compile(r"[^\W_]{2,}")
_THANKS_MARKS = re.compile(r"[👍🙏❤💕😊🙂😍✅👌]")


@dataclass(frozen=True)
class Candidate:
    """An intent, the stretch of a message that carries it, and the vector row of that stretch."""

    name: str
    confidence: float
    message_id: str
    span: tuple[int, int]
    row: int


@dataclass(frozen=True)
class Found:
    """Ranked candidates, whether anything is in scope, and whether the first may be acted on."""

    candidates: tuple[Candidate, ...]
    in_scope: bool
    sure: bool


def find(reading: Reading, judged: Judged, *, own_claims_turn: bool = False) -> Found:
    """Return what the turn asks for, likeliest first; nothing when no part of it is in scope.

    `own_claims_turn`: an intent of the client's own is likely for the turn, so that its word on bare thanks counts.
    """
    inherited = _inherited(reading, judged)
    if inherited is not None:
        return Found((inherited,), in_scope=True, sure=inherited.confidence >= judged.sure)
    if not _CONTENT.search(reading.request_text):
        return Found(_wordless(reading), in_scope=True, sure=False)
    if reading.is_only_thanks and not own_claims_turn:
        return Found((_whole(reading, THANKS, 0.99),), in_scope=True, sure=True)
    rows = [reading.message_row, *(clause.row for clause in reading.clauses)]
    if not judged.in_scope[rows].any():
        return Found((), in_scope=False, sure=False)
    candidates = _ranked(reading, judged)
    return Found(candidates, in_scope=True, sure=candidates[0].confidence >= judged.sure)


def _inherited(reading: Reading, judged: Judged) -> Candidate | None:
    """Return the intent of what the turn answers, or None when it stands for itself."""
    answered, row = reading.answered, reading.message_row
    if answered is None:
        return None
    needed = POINTING_WORDS if answered.refers_back else OWN_WORDS
    if not answered.is_bare and not _says_little(judged, row, needed):
        return None
    if answered.declines_more:
        return _whole(reading, THANKS, LIKELY_DONE)
    chances = _chances_behind(reading, judged)
    if chances is None:
        return None
    asked_for = [at for at in np.argsort(-chances) if not judged.names[at].startswith(CHITCHAT)]
    if not asked_for:
        return None
    label = int(asked_for[0])
    if judged.names[label] == LABEL and reading.matter_row is not None:
        behind = judged.probabilities[reading.matter_row]
        own = int(behind.argmax())
        if behind[own] >= LEAST_BEHIND and not judged.names[own].startswith(CHITCHAT):
            # a yes to "shall I send the label?" goes on with the customer's own return or exchange
            label, chances = own, behind
    return _whole(reading, judged.names[label], _rounded(chances[label] * INHERITED))


def _chances_behind(reading: Reading, judged: Judged) -> NDArray[np.float32] | None:
    """Return the chances of what was asked and written before, the surer one counting more; None when neither is known."""
    shares = {reading.question_row: QUESTION_SHARE, reading.matter_row: 1 - QUESTION_SHARE}
    if reading.answered is not None and reading.answered.refers_back and reading.matter_row is not None:
        shares = {reading.matter_row: 1.0}
    weights = {at: share * judged.probabilities[at].max() for at, share in shares.items() if at is not None}
    if max(weights.values(), default=0.0) < LEAST_BEHIND:
        return None
    rows = judged.probabilities[list(weights)]
    chances: NDArray[np.float32] = np.average(rows, axis=0, weights=list(weights.values()))
    return chances


def _says_little(judged: Judged, row: int, needed: float) -> bool:
    """Say whether a turn's own words carry no intent of their own to trust."""
    top = int(judged.probabilities[row].argmax())
    is_chitchat = judged.names[top].startswith(CHITCHAT)
    return bool(is_chitchat or not judged.in_scope[row] or judged.probabilities[row, top] < needed)


def _ranked(reading: Reading, judged: Judged) -> tuple[Candidate, ...]:
    whole = judged.probabilities[reading.message_row]
    likely_at_once = np.flatnonzero(whole >= judged.second).tolist() if judged.several else []
    leading = int(whole.argmax()) if _whole_leads(reading, judged) else _first(reading, judged)
    best = {label: _placed(reading, judged, label) for label in {leading, *likely_at_once}}
    for clause in reading.clauses:
        label = int(judged.probabilities[clause.row].argmax())
        confidence = _rounded(judged.probabilities[clause.row, label])
        before = next((other for other in reversed(reading.clauses) if other.row < clause.row), None)
        if not _may_stand_beside(clause, before, judged, confidence, echo=float(whole[label])):
            continue
        if label not in best or confidence > best[label].confidence:
            best[label] = Candidate(judged.names[label], confidence, clause.message_id, clause.span, clause.row)
    ranked = sorted(best.values(), key=lambda candidate: -candidate.confidence)
    if _whole_leads(reading, judged):
        first = best[leading]
        ranked = [first, *(_no_likelier(other, first) for other in ranked if other is not first)]
    likely = [ranked[0], *(other for other in ranked[1:] if other.confidence >= judged.second)]
    asking = [candidate for candidate in likely if not candidate.name.startswith(CHITCHAT)]
    kept = (asking or likely)[: MAX_SIDE_BY_SIDE if judged.several else MAX_INTENTS]
    taken = frozenset(candidate.row for candidate in kept)
    return tuple(_with_what_leads_to_it(candidate, reading, judged, taken) for candidate in kept)


def _with_what_leads_to_it(found: Candidate, reading: Reading, judged: Judged, taken: frozenset[int]) -> Candidate:
    """Let a candidate's stretch begin where the clauses before it begin to speak of the same: "they're too small, can I swap them?".

    A clause that only points ("them") goes with the one before, unless that carries another intent.
    """
    rows = [clause.row for clause in reading.clauses]
    if found.row not in rows or found.name not in judged.names:
        return found
    label, at = judged.names.index(found.name), rows.index(found.row)
    start, pointing = found.span[0], reading.clauses[at].text
    for clause in reversed(reading.clauses[:at]):
        chances = judged.probabilities[clause.row]
        is_same = int(chances.argmax()) == label and chances[label] >= judged.second
        points_back = _POINTS_BACK.search(pointing) and clause.row not in taken
        if clause.message_id != found.message_id or not (is_same or points_back):
            break
        start, pointing = clause.span[0], clause.text
    return replace(found, span=(start, found.span[1]))


def _whole_leads(reading: Reading, judged: Judged) -> bool:
    return bool(judged.whole_first and judged.in_scope[reading.message_row])


def _no_likelier(other: Candidate, first: Candidate) -> Candidate:
    return replace(other, confidence=min(other.confidence, first.confidence))


def _first(reading: Reading, judged: Judged) -> int:
    """Return the intent of the whole turn, clauses that ask counting beside it: a long story drowns its question."""
    whole = judged.probabilities[reading.message_row]
    asking = [clause.row for clause in reading.clauses if _ASKS.search(clause.text)]
    telling = [clause.row for clause in _telling(reading)]
    rows = asking or telling
    if not rows:
        return int(whole.argmax())
    return int((whole + CLAUSE_SHARE * judged.probabilities[rows].max(axis=0)).argmax())


def _telling(reading: Reading) -> list[TurnClause]:
    """Return the clauses that say more than which order."""
    return [clause for clause in reading.clauses if not _ONLY_A_REFERENCE.fullmatch(clause.text)]


def _leans(clause: TurnClause, before: TurnClause | None, judged: Judged) -> bool:
    """Say whether a clause speaks of what its neighbour says; a neighbour that asks for nothing takes nothing from it."""
    if _ABOUT_IT.match(clause.text):
        return True
    if before is None or not _POINTS_BACK.search(clause.text):
        return False
    return bool(judged.in_scope[before.row] and judged.probabilities[before.row].max() >= judged.second)


def _may_stand_beside(
    clause: TurnClause, before: TurnClause | None, judged: Judged, confidence: float, *, echo: float
) -> bool:
    """Say whether a clause is sure enough for an intent of its own; one that only tells something must be surer."""
    if len(content_words(clause.text)) < LEAST_CLAUSE_WORDS or not judged.in_scope[clause.row]:
        return False
    if _ONLY_A_REFERENCE.fullmatch(clause.text):
        return False
    if _leans(clause, before, judged) and len(content_words(clause.text)) < 2 and confidence < SURE_ABOUT_IT:
        return False
    if _NAMES_A_CODE.search(clause.text):
        return confidence >= judged.second
    if _ASKS.search(clause.text) or _NUMBERED.search(clause.text):
        return confidence >= judged.second and (echo >= ECHOED or confidence >= ASKED_FOR_SURE)
    if confidence >= TOLD_FOR_SURE:
        return True
    return confidence >= min(judged.second + TOLD_SURER, SUREST_NEEDED) and echo >= ECHOED


def _placed(reading: Reading, judged: Judged, label: int) -> Candidate:
    """Place an intent of the whole turn on the clause that carries it best, else on the whole turn."""
    chances: NDArray[np.float32] = judged.probabilities[:, label]
    carrier = max(_telling(reading), key=lambda clause: chances[clause.row], default=None)
    if carrier is None:
        return _whole(reading, judged.names[label], _rounded(chances[reading.message_row]))
    confidence = _rounded(max(chances[reading.message_row], chances[carrier.row]))
    return Candidate(judged.names[label], confidence, carrier.message_id, carrier.span, carrier.row)


def _wordless(reading: Reading) -> tuple[Candidate, ...]:
    """Tag a turn without words: a thumbs-up is thanks, anything else is unclear."""
    if not reading.turn:
        return ()
    name = THANKS if _THANKS_MARKS.search(reading.turn_text) else UNCLEAR
    return (_whole(reading, name, 0.5),)


def _whole(reading: Reading, name: str, confidence: float) -> Candidate:
    part = reading.turn[-1]
    span = part.readable.original_span(0, len(part.readable.text))
    return Candidate(name, confidence, part.message.id, span, reading.message_row)


def _rounded(chance: float | np.float32) -> float:
    return round(min(float(chance), 1.0), 4)
