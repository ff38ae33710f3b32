"""Sentences become the text of a draft, its claims with offsets, its citations and its promises."""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.enums import ClaimKind, WrittenBy
from assist.domain.reply import Check, Citation, Claim, Draft, Promise
from assist.drafting import claims, completeness, style
from assist.drafting.material import Material, Quote, Sentence, Sketch


@dataclass
class _Page:
    """The draft while it is written: text so far and what stands in it."""

    text: str = ""

    def append(self, piece: str, gap: str) -> tuple[int, int]:
        start = len(self.text) + (len(gap) if self.text else 0)
        self.text += (gap if self.text else "") + piece
        return start, start + len(piece)


def assemble(sketch: Sketch, material: Material, *, written_by: WrittenBy, repaired: int = 0) -> Draft:
    """Return the draft with its check; `claim.text == draft.text[start:end]` for every claim."""
    free = written_by is WrittenBy.MODEL
    page = _Page()
    gap = style.separator(material.channel)
    found_claims: list[Claim] = []
    citations: list[Citation] = []
    promises: list[Promise] = []
    page.append(sketch.greeting, "")
    for number, paragraph in enumerate(sketch.paragraphs):
        for position, judged in enumerate(claims.check(paragraph, material, free=free)):
            inline = material.channel in style.INLINE and number == 0
            start, end = page.append(judged.sentence.text, " " if position or inline else gap)
            claim_id = f"k{len(found_claims) + 1}"
            cited = [
                _citation(quote, claim_id, len(citations) + n) for n, quote in enumerate(judged.sentence.quotes, 1)
            ]
            citations += cited
            found_claims.append(_claim(judged, claim_id, start, end, cited))
            if judged.sentence.kind is ClaimKind.PROMISE:
                promises.append(_promise(judged.sentence, claim_id, material))
    if sketch.signature:
        page.append(sketch.signature, gap)
    decisions = [point.decision for point in material.points if point.decision is not None]
    supported = sum(claim.supported for claim in found_claims)
    return Draft(
        text=page.text,
        locale=material.answers.locale,
        written_by=written_by,
        citations=tuple(citations),
        check=Check(
            grounded=bool(found_claims) and supported == len(found_claims),
            score=round(supported / max(len(found_claims), 1), 4),
            repaired=repaired,
            claims=tuple(found_claims),
            promises=tuple(promises),
            completeness=completeness.of(found_claims, promises, decisions, told=material.told),
        ),
    )


def _claim(judged: claims.Judged, claim_id: str, start: int, end: int, cited: Sequence[Citation]) -> Claim:
    sentence = judged.sentence
    supporters = [sentence.decision_id, *(c.id for c in cited), sentence.kept_by, *sentence.by]
    return Claim(
        id=claim_id,
        text=sentence.text,
        start=start,
        end=end,
        kind=sentence.kind,
        supported=judged.supported,
        by=tuple(name for name in supporters if name) if judged.supported else (),
    )


def _citation(quote: Quote, claim_id: str, number: int) -> Citation:
    return Citation(
        id=f"c{number}",
        claim=claim_id,
        passage_id=quote.passage.id,
        start=quote.start,
        end=quote.end,
        quote=quote.text,
    )


def _promise(sentence: Sentence, claim_id: str, material: Material) -> Promise:
    if sentence.kept_by == "follow_up" and material.follow_up is not None:
        return Promise(claim=claim_id, kind="contact_by", on=material.follow_up.due_on, kept_by="follow_up")
    return Promise(claim=claim_id, kind="action", kept_by=sentence.kept_by)
