"""Phone numbers as people write them: with a country, or as Britain, Ireland, Spain, Portugal, France and Germany do."""

import re
from collections.abc import Iterator

from assist.domain.enums import EntityType
from assist.domain.triage import Entity

_INTERNATIONAL = re.compile(r"(?<![\w-])\+\d(?:[\s().-]{0,3}\d){7,14}(?![\w]|[ -]\d)")
_NATIONAL = re.compile(
    r"(?<![\w.,€£$+-])(?<!\d )(?:"
    r"00[1-9](?:[ .-]?\d){8,12}"
    r"|(?=(?:\D{0,2}\d){10,11}(?![ -]?\d))\(?0[1-9]\d{1,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}"
    r"|0[1-9](?:[ .-]\d\d){4}"
    r"|(?=(?:[ /-]?\d){11,12}(?![ -]?\d))01[5-7]\d{1,2}[ /-]\d{7,8}"
    r"|[6789]\d\d(?:[ .-]?\d{3}){2}|[6789]\d\d(?:[ .-]\d\d){3}|9\d[ .-]\d{3}(?:[ .-]\d\d){2})(?![\w€£$%]|[.,]\d|[ .-]\d)"
)
"""00 and a country; Britain and Ireland with their 0; France in pairs; German mobiles; nine digits of Spain or Portugal."""
_TRUNK = re.compile(r"\(0\)")


def find(text: str) -> Iterator[tuple[Entity, bool]]:
    """Yield phone numbers, and whether each is written with its `+`: then nothing else can be meant."""
    for pattern, is_sure in ((_INTERNATIONAL, True), (_NATIONAL, False)):
        for match in pattern.finditer(text):
            value = re.sub(r"[^\d+]", "", _TRUNK.sub("", match.group()))
            yield Entity(type=EntityType.PHONE, value=value, start=match.start(), end=match.end()), is_sure
