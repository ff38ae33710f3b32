"""Whether the proper names of a claim are known: carriers, products, places, people. Weekdays and months are dates' business."""

import re

from assist.drafting.checking import lexis
from assist.drafting.checking.evidence import Evidence
from assist.drafting.checking.statements import Statement

_NAME = re.compile(r"(?<![\w'’])(?:[A-ZÁÉÍÓÚÑ][\w'’-]+|[A-Z]{2,}[\w-]*)")
_LARGE = re.compile(r"[^-]+")
"""Of PFAS-free and the like the part that is a name."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n“\"(¿¡]\s*|^[-*•]\s*)$")
_CALLED = re.compile(r"^(?:[a-zA-Z'’-]+ ){0,5}[a-zA-Z'’-]+, (?P<name>[A-ZÁÉÍÓÚÑ][\w'’-]*[a-z])[,.!](?=\s|$)")
"""Who is spoken to: "Thanks for asking, Jill."."""
_EVERYDAY = frozenset(word for line in (
    "i i'm i'll i've i'd mondays tuesdays wednesdays thursdays fridays saturdays sundays monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october",
    "november december christmas easter eur gbp usd uk eu us ok vat faq pdf id sku sms url gdpr spain ireland kingdom europe european union united states britain hi hello dear thanks thank kind warm best",
    "regards sorry yes no please english spanish mr mrs ms dr p.s ps am pm xxs xs s m l xl xxl black week new year celsius fahrenheit po british american irish european french german italian dutch asap fyi diy tv pc usb wifi",
) for word in line.split())  # fmt: skip


def fault(claim: Statement, evidence: Evidence) -> str | None:
    """Return what is wrong with the names of a claim, None when nothing is."""
    return None if unknown(claim.text, evidence) is None else "no source holds a name in it"


def unknown(claim: str, evidence: Evidence, called: frozenset[str] = frozenset()) -> str | None:
    """Return the first proper name in the middle of a sentence that no source and no vocabulary holds.

    `called` are names in greeting and signature of the draft.
    """
    spoken_to = _CALLED.match(claim)
    addressed = spoken_to.span("name") if spoken_to else None
    for match in _NAME.finditer(claim):
        name = _LARGE.match(match.group())[0].replace("’", "'").removesuffix("'s").lower()  # type: ignore[index]
        if name in _EVERYDAY or (_SENTENCE_START.search(claim, 0, match.start()) and not match.group().isupper()):
            continue
        if match.span() == addressed:
            continue
        parts = lexis.plain_words(name)
        if parts and not parts <= evidence.words | called and not _is_title_case(claim):
            return match.group()
    return None


def _is_title_case(claim: str) -> bool:
    """Say whether every word is written large and none ends a sentence, as in a heading: capitals name nothing there."""
    words = re.findall(r"[^\W\d_]{3,}", claim)
    is_heading = claim.rstrip()[-1:] not in ".!?;" or claim.isupper()
    return is_heading and len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
