"""Notices in drafts: which are said, where they stand, and which only the agent sees. Knows no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.domain.enums import ClaimKind, Severity
from assist.domain.notice import Notice, Occasion
from assist.domain.reply import Draft, NoReplyNeeded, Reply, Warning
from assist.drafting.material import Quote, Sentence

OTHER_LANGUAGE = "notice_other_language"
COUNTRY_UNKNOWN = "notice_country_unknown"
NOT_IN_DRAFT = "notice_not_in_draft"


@dataclass(frozen=True)
class Announced:
    """The notices a message calls for: said to the customer, or left to the agent because of their language or country."""

    said: tuple[Notice, ...] = ()
    other_language: tuple[Notice, ...] = ()
    country_unknown: tuple[Notice, ...] = ()


def announce(notices: Sequence[Notice], occasion: Occasion, locale: str, told: Sequence[str]) -> Announced:
    """Sort out the notices that concern a message; `told` is what support wrote before: nothing is said twice."""
    before = [_flat(message) for message in told]
    found = Announced()
    for notice in notices:
        text = _flat(notice.text)
        if not notice.concerns(occasion) or any(text in message for message in before):
            continue
        if notice.locale != locale:
            found = replace(found, other_language=(*found.other_language, notice))
        elif notice.countries and occasion.country is None:
            found = replace(found, country_unknown=(*found.country_unknown, notice))
        else:
            before.append(text)
            found = replace(found, said=(*found.said, notice))
    return found


def warnings(announced: Announced, reply: Reply) -> list[Warning]:
    """Quote to the agent what the reply does not say; nothing when no reply is needed."""
    if isinstance(reply, NoReplyNeeded):
        return []
    cited = {citation.passage_id for citation in reply.citations} if isinstance(reply, Draft) else set()
    left_out = [notice for notice in announced.said if notice.id not in cited]
    return [
        *(_warning(OTHER_LANGUAGE, f"In {notice.locale} only", notice) for notice in announced.other_language),
        *(
            _warning(COUNTRY_UNKNOWN, f"For {', '.join(notice.countries)} only, and the country is unknown", notice)
            for notice in announced.country_unknown
        ),
        *(_warning(NOT_IN_DRAFT, "In force for this message", notice) for notice in left_out),
    ]


def stand_alone(notices: Sequence[Notice]) -> bool:
    """Say whether the notices are an answer by themselves: one that names the intent was written for it."""
    return any(notice.intents for notice in notices)


def in_front(
    paragraphs: Sequence[tuple[Sentence, ...]], intents: Sequence[str], notices: Sequence[Notice]
) -> list[tuple[Sentence, ...]]:
    """Put each notice in front of the first answer it concerns; `paragraphs[n]` answers `intents[n]`, maybe with nothing."""
    placed = list(paragraphs)
    for at in range(len(placed)):
        here = [notice for notice in notices if min(_first_concerned(notice, intents), len(placed) - 1) == at]
        placed[at] = (*(sentence(notice) for notice in here), *placed[at])
    return placed


def without_retold(sentences: Sequence[Sentence], notices: Sequence[Notice]) -> list[Sentence]:
    """Drop a model's own wordings of a notice: it is said in its recorded words, and once."""
    ids = {notice.id for notice in notices}
    return [s for s in sentences if not s.quotes or s.decision_id or not all(q.passage.id in ids for q in s.quotes)]


def behind_courtesy(sentences: Sequence[Sentence], notices: Sequence[Notice]) -> tuple[Sentence, ...]:
    """Put the notices after the polite words a model's draft opens with."""
    at = next((n for n, one in enumerate(sentences) if one.kind is not ClaimKind.COURTESY), len(sentences))
    return (*sentences[:at], *(sentence(notice) for notice in notices), *sentences[at:])


def sentence(notice: Notice) -> Sentence:
    """Return the notice word for word, with itself as its source."""
    return Sentence(notice.text, ClaimKind.POLICY, quotes=(Quote(notice.as_passage(), 0, len(notice.text)),))


def _first_concerned(notice: Notice, intents: Sequence[str]) -> int:
    return next((at for at, intent in enumerate(intents) if intent in notice.intents), 0)


def _warning(code: str, why: str, notice: Notice) -> Warning:
    return Warning(code=code, severity=Severity.CONFIRM, message=f"{why}: “{notice.text}” ({notice.id})")


def _flat(words: str) -> str:
    """Return words as compared: an agent's window breaks lines elsewhere."""
    return re.sub(r"\s+", " ", words).strip().casefold()
