"""What customers say of an item's state that its conditions do not allow: worn outdoors, strip off, tags cut, no box.

Rather a wear unheard than an unworn item refused: what is doubtful stays eligible under its condition.
"""

import re

from assist.workflows.case import OrderCase
from assist.workflows.signs import Sign

_OUTSIDE = (
    r"(?:outside|outdoors|hiking|(?:on|for|up|in|through) (?:a|an|the|my|our|two|three|several|some|many)?\s*(?:\w+ )?"
    r"(?:hikes?|walks?|runs?|trails?|trips?|rides?|holidays?|mountains?|hills?|climbs?|rain|mud|snow|woods|forest)|to work)\b"
)
_FUERA = (
    r"(?:fuera|aire libre|monte|montanas?|rutas?|caminatas?|excursion(?:es)?|senderos?|calle|lluvia|campo|trabajo)\b"
)
_BREAKS: tuple[tuple[str, Sign], ...] = (
    (
        "unworn",
        Sign(
            re.compile(
                rf"\b(?:wore|worn|used|wearing|had (?:\w+ ){{1,3}}on)\b[^.!?\n]{{0,30}}\b{_OUTSIDE}|"
                rf"\b(?:he|hemos|has|ha) (?:usado|llevado|puesto|estrenado)\b[^.!?\n]{{0,30}}\b{_FUERA}|"
                rf"\b(?:use|lleve|estrene)\b[^.!?\n]{{0,25}}\b{_FUERA}|"
                r"\b(?:washed (?:it|them)|(?:he|hemos) lavado)\b"
            )
        ),
    ),
    (
        "strip",
        Sign(
            re.compile(
                r"\b(?:took|taken|pulled|ripped|peeled|removed|tore|take)\b[^.!?\n]{0,25}\b(?:strip|seal|sticker)\b|"
                r"\b(?:strip|seal)\b[^.!?\n]{0,15}\b(?:came|come|gone|off|missing|removed)\b|"
                r"\b(?:quit|arranc|despeg)\w+\b[^.!?\n]{0,25}\b(?:tira|precinto)\b"
            )
        ),
    ),
    (
        "tags",
        Sign(
            re.compile(
                r"\b(?:cut|took|removed|ripped|threw|tore)\b[^.!?\n]{0,20}\btags?\b|"
                r"\b(?:quit|cort|arranc)\w+\b[^.!?\n]{0,20}\betiquetas?\b"
            )
        ),
    ),
    ("box", Sign(re.compile(r"\b(?:threw|binned|lost|tire|tirado|perdi|perdido)\b[^.!?\n]{0,20}\b(?:box|caja)\b"))),
)
"""A word of a condition, and what breaks it."""
_STILL = re.compile(
    r"\b(?:still (?:on|there|in place|attached)|in place|intact|attached|sigue\w*|puest[oa]s?|intact[oa]s?)\b"
)


def broken(case: OrderCase) -> str | None:
    """Return the condition that the customer's own words break, None when none does."""
    conditions = case.parameters.return_.conditions
    asked = [text for key, text in conditions.items() if key == "default" or key in case.tags]
    for word, sign in _BREAKS:
        for condition in asked:
            if word in condition and sign.in_(case.words) and not (word != "unworn" and _STILL.search(case.words)):
                return condition
    return None
