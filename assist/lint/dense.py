"""Text on customer pages that people do not read to the end: long sentences and legal passive, in English and Spanish."""

import re
from collections.abc import Iterator

from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject
from assist.text import sentences

LONG, LEGAL = "long-sentence", "legal-wording"
MOST_WORDS = 30
_QUOTED_WORDS = 8
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_WRAPPED = re.compile(r"(?<![.!?…:;|\n])\n(?=[a-záéíóúñü(\"“‘'¿¡])")
"""A line that ends inside a sentence, as editors wrap them; the next one goes on in small letters."""
_ROW = re.compile(r"^\s*(?:\||[-:| ]+$)")

_LEGAL = {
    "en": re.compile(
        r"\b(?:(?:shall|will|is|are) (?:hereby )?(?:be )?deemed|shall(?! we\b)|hereby|hereinafter|hereof|herein|thereof|therein"
        r"|aforementioned|aforesaid|notwithstanding|pursuant to|forthwith|in the event (?:that|of)|prior to|subject to the provisions"
        r"|(?:may|can|might|must|will|should) (?:only )?be (?:refused|rejected|denied|withheld|deemed|waived|forfeited|declined|revoked)"
        r"|(?:is|are|was|were|be|been) (?:refused|rejected|denied|withheld|forfeited|construed|excluded from liability)(?: by)?"
        r"|no liability (?:is|will be|shall be) (?:accepted|assumed)|reserves? the right|at (?:our|its) sole discretion"
        r"|without prejudice|null and void|the undersigned|the customer (?:shall|must|is obliged))\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:se (?:entender[áa]|considerar[áa]|reputar[áa]|tendr[áa])n? (?:por |como )?\w+|por la presente|en virtud de|el presente documento"
        r"|(?:será|serán|(?:podrá|podrán|deberá|deberán) ser) (?:\w+ente )?(?:denegad|rechazad|desestimad|anulad|considerad|estimad)[oa]s?"
        r"|a tenor de|conforme a lo (?:dispuesto|establecido)|sin perjuicio de|se reserva(?:n)? el derecho|a su (?:entera|sola) discreción"
        r"|el (?:cliente|consumidor|abajo firmante) (?:deberá|vendrá obligado)|nul[oa] de pleno derecho|no obstante lo anterior"
        r"|en caso de que|previamente a)\b",
        re.I,
    ),
}


def dense(subject: Subject) -> list[Finding]:
    """Report sentences of over 30 words and legal passive on customer pages, at most one of each kind a sentence."""
    return [finding for placed in subject.customer_pages for finding in _of(placed)]


def _of(placed: Placed) -> Iterator[Finding]:
    # A line break has the length of the space that replaces it: offsets stay true.
    text = _WRAPPED.sub(" ", placed.passage.text)
    legal = _LEGAL.get(placed.passage.locale)
    for start, end in sentences(text):
        sentence = text[start:end]
        if _ROW.match(sentence):
            continue
        words = _WORD.findall(sentence)
        opening = " ".join(words[:_QUOTED_WORDS])
        if len(words) > MOST_WORDS:
            message = f"“{opening} …” has {len(words)} words: say it in sentences of at most {MOST_WORDS}."
            yield _finding(placed, start, LONG, message)
        found = legal.search(sentence) if legal else None
        if found:
            message = f"“{found.group()}” reads like a contract: say who does what, as in “we refuse” or “you send”."
            yield _finding(placed, start + found.start(), LEGAL, message)


def _finding(placed: Placed, at: int, check: str, message: str) -> Finding:
    return Finding(
        check=check, level=Level.WARNING, file=placed.file, line=placed.line_at(at), message=message,
        passage_id=placed.passage.id,
    )  # fmt: skip
