"""The same draft shorter, warmer, more formal, or in another language. Whatever comes out is checked by the caller.

Shorter works without a model: courtesy goes, and what no decision, day, amount or promise hangs on.
"""

import re

from assist import privacy, prompts
from assist.domain.enums import ClaimKind
from assist.domain.reply import Check, Claim
from assist.domain.tools import Rewording
from assist.drafting.checking import statements
from assist.errors import Unavailable
from assist.ports import LanguageModel, ModelAnswer

PROMPT = "reword.v1.md"
LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "de": "German",
    "fr": "French",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
}
TASKS = {
    Rewording.SHORTER: "Make it as short as it can be without losing anything the customer must know.",
    Rewording.WARMER: "Make it warmer and more personal.",
    Rewording.MORE_FORMAL: "Make it more formal and polite.",
}
_FENCES = re.compile(r"^\s*(?:<<<|```\w*|\")|(?:>>>|```|\")\s*$")
LEAST_KEPT, MOST_GROWN = 0.2, 2.5
"""A rewording far shorter or longer than the draft is another text."""


def shorter(draft: str, check: Check) -> str:
    """Return the draft without courtesy and without sentences nothing hangs on; what it says first stays in any case."""
    stating = [claim for claim in check.claims if claim.kind is not ClaimKind.COURTESY]
    first = stating[0].id if stating else None
    dropped = [
        claim for claim in check.claims if claim.id != first and not _matters(claim) and not _frames(claim, draft)
    ]
    kept: list[str] = []
    at = 0
    for claim in sorted(dropped, key=lambda one: one.start):
        kept.append(draft[at : claim.start])
        at = claim.end
    kept.append(draft[at:])
    return _tidied("".join(kept)) or draft


def _matters(claim: Claim) -> bool:
    """Say whether something hangs on a sentence: a promise, a question, a condition, a day, an amount."""
    if claim.kind in (ClaimKind.PROMISE, ClaimKind.QUESTION):
        return True
    if claim.kind is ClaimKind.COURTESY:
        return False
    read = statements.read(claim.text)
    return bool(read.facts or read.conditions or any(clause.denied for clause in read.clauses))


def _frames(claim: Claim, draft: str) -> bool:
    """Say whether a courtesy is the greeting or the signature rather than sympathy."""
    return claim.kind is ClaimKind.COURTESY and (
        claim.end >= len(draft.rstrip()) or (claim.start == 0 and len(claim.text.split()) <= 3)
    )


def _tidied(text: str) -> str:
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def by_model(
    model: LanguageModel,
    draft: str,
    how: Rewording,
    *,
    brand: str,
    names: list[str],
    locale: str | None,
    deadline_s: float,
) -> ModelAnswer:
    """Return what a model makes of the draft, personal data masked on the way out and restored after.

    Raises: Unavailable when the model fails, is late, or writes something that is no rewording of this draft.
    """
    task = f"Translate it to {LANGUAGES.get(locale or '', locale or '')}." if how is Rewording.TRANSLATE else TASKS[how]
    system = prompts.read("drafting/prompts", PROMPT)
    masked = privacy.redact(draft.replace("<<<", "").replace(">>>", ""), names)
    answer = model.complete(system.format(brand=brand, task=task), f"<<<{masked.text}>>>", deadline_s=deadline_s)
    text = masked.restore(_FENCES.sub("", answer.text.strip()).strip())
    if not LEAST_KEPT * len(draft) <= len(text) <= MOST_GROWN * len(draft):
        raise Unavailable("the model wrote no rewording", code="model_garbage")
    return answer.model_copy(update={"text": text})
