"""What customers say of an item's state that its conditions do not allow: worn outdoors, strip off, tags cut, washed.

Reads English and Spanish, and heeds a denial ("I never wore it outside").
"""

import re

from assist.workflows.case import OrderCase
from assist.workflows.wording import folded

_OUTSIDE = r"(?:outside|outdoors|on (?:a|an|the|my|two|three|several|some)?\s*(?:\w+ )?(?:hikes?|walks?|runs?|trails?|trips?|rides?|holidays?|mountains?|climbs?)|hiking|walking the|in the (?:rain|mud|snow|mountains)|to work)"
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "unworn",
        re.compile(
            rf"\b(?:wore|worn|used|wearing)\b[^.!?\n]{{0,30}}\b{_OUTSIDE}\b|\b(?:went|been|took (?:it|them)) hiking\b|"
            r"\b(?:los?|las?)? ?(?:he|hemos) (?:usado|llevado|puesto)\b[^.!?\n]{0,30}\b(?:fuera|monte|montana|ruta|caminata|excursion|calle|lluvia)\b|"
            r"\b(?:washed (?:it|them)|(?:lo|la|los|las) (?:he )?lav\w+)\b",
        ),
    ),
    (
        "strip",
        re.compile(
            r"\b(?:took|taken|pulled|ripped|peeled|removed|tore)\b[^.!?\n]{0,25}\b(?:strip|seal|sticker)\b|"
            r"\b(?:strip|seal)\b[^.!?\n]{0,15}\b(?:is|was|came|has come|gone|off|missing|removed)\b(?! (?:still|in place|on))|"
            r"\b(?:quit\w+|arranc\w+|despeg\w+)\b[^.!?\n]{0,25}\b(?:tira|precinto)\b|\bsin (?:la |el )?(?:tira|precinto)\b",
        ),
    ),
    (
        "tags",
        re.compile(
            r"\b(?:cut|took|removed|ripped|threw|tore)\b[^.!?\n]{0,20}\b(?:tags?|labels?) ?(?:off|away|out)?\b|"
            r"\b(?:without|no) (?:the )?tags?\b|\b(?:quit\w+|cort\w+)\b[^.!?\n]{0,20}\betiquetas?\b|\bsin (?:las )?etiquetas?\b",
        ),
    ),
    (
        "box",
        re.compile(
            r"\b(?:without|no|threw (?:away |out )?|binned|lost) (?:the|its|their)? ?(?:shoe ?)?box\b|\bsin (?:la )?caja\b"
        ),
    ),
)
"""A word of a condition, and what breaks it; read in small letters without accents."""
_DENIES = re.compile(
    r"\b(?:not|never|n't|nt|haven't|didn't|nunca|jamas|no (?:lo|la|los|las|he|hemos)?)\s*(?:\w+\s+){0,3}$"
)
_STILL = re.compile(r"\b(?:still|in place|intact|attached|sigue\w*|puest[oa]s?|intact[oa]s?)\b")


def broken(case: OrderCase) -> str | None:
    """Return the condition that the customer's own words break, None when none does."""
    conditions = case.parameters.return_.conditions
    asked = [text for key, text in conditions.items() if key == "default" or key in case.tags]
    said = folded(case.words).replace("’", "'")
    for word, signs in _SIGNS:
        for condition in asked:
            if word in condition and _is_said(signs, said):
                return condition
    return None


def _is_said(signs: re.Pattern[str], said: str) -> bool:
    """Say whether one of the signs stands in the words and is not denied."""
    return any(
        not _DENIES.search(said[max(0, found.start() - 30) : found.start()])
        and not _STILL.search(said[found.start() : found.end() + 15])
        for found in signs.finditer(said)
    )
