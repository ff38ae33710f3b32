"""Sizes and colours of things, in English and Spanish."""

import re
from collections.abc import Iterator

from assist.domain.enums import EntityType
from assist.domain.triage import Entity

_LETTERS = r"(?:XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|[2-5]XL)"
_CLEAR_LETTERS = r"(?:XXXS|XXS|XS|XL|XXL|XXXL|[2-5]XL)"
_SHOE = r"(?:3[4-9]|4\d|50)(?:[.,]5| ?½| 1/2)?"
_ANY_NUMBER = r"(?:[4-9]|[1-5]\d)(?:[.,]5| ?½)?"
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)\n/→]|->|(?:please|pls|instead|not|rather|and|or|but|in|en|por favor|would|is|was|if|for|to|y|o|el|la|me|pero|de|del|ya|when|because|but|at|vs|thanks|gracias|i|so|"
    r"too|maybe|then|tienen|tienes|teneis|hay|no|mejor|are|than|as|from|with)\b))"
)
_SAID = r"(?i:size|sizes|talla|tallas|tama[nñ]o|taille|gr[oö](?:ss|ß)e)"
_IS = r"(?i:(?:is|es|an?|una?|la|de|in|of|number|en|for|el|eu|uk|us)\s+)?"
_SYSTEM = re.compile(rf"(?<!\w)(?P<size>(?:UK|EU|US|EUR|FR|IT) ?{_ANY_NUMBER})(?![\w%€£$]|[.,]\d)")
_NAMED = re.compile(
    rf"(?<!\w){_SAID}\s?[:=-]?\s?{_IS}(?P<size>(?i:{_LETTERS})|{_ANY_NUMBER})(?![\w%€£$'’-]|[.,]\d|\s(?:days|years|of them|cm|euros?))"
)
_LETTER = re.compile(rf"(?<![\w'’.&/+-]){_CLEAR_LETTERS}(?![\w'’&-])")
_BEHIND = (
    r"(?:in an?|in the|for an?|need(?:ed)? an?|need|needs|una?|la|las|el|en|an?|the|in|to|from|ordered|got|received|want(?:ed)?|take|send|have|sent|instead of|not|de|a|por|for|or|and|y|o|"
    r"vs|→|->|than|says?|pone|pedi|ped[ií]|quiero|as|fits|wear|wearing|between)"
)
_WEAK_LETTER = re.compile(
    rf"(?<!\w)(?:(?i:{_BEHIND})\s+|(?:→|->)\s*|{_LETTERS}\s*(?:/|→|->|or|to|vs)\s*)(?P<size>[SML])(?![\w'’&-]|\. ?[A-Z])"
)
_LONE = re.compile(
    r"(?<![\w'’.&/-])(?P<size>[SML])(?=\s+(?:instead of|for|to|or|and|in place of|en vez de|en lugar de|rather than|vs|→|->|y|o|,)\s+(?:an? |the |la |una )?[SMLX]|,? (?:please|por favor|and|or)\b|\s*(?:→|->))|(?<=, )(?P<alone>[SML])(?=[,.;!]|$)"
)
_WEAK_SHOE = re.compile(
    rf"(?<!\w)(?i:in an?|for an?|for|a|una?|las?|need|the|are|is|to|a la|en la|or|o|y|and|de la|says?|,)\s+(?P<size>{_SHOE}){_ENDS}(?![.,]\d|\s?[€£$%]|\s?(?:{_ANY_NUMBER}\s)?(?:days|weeks|months|hours|years|minutes|euros?|km|kg|cm|ml|g\b))"
)
_SHOE_OR_SHOE = re.compile(rf"(?<![\w.,€£$+-])(?P<size>{_SHOE})(?= ?(?:or|o|vs\.?|/|→|->|to) ?{_SHOE}(?!\w))", re.I)
_NEXT_SIZE = re.compile(
    rf"\s?(?:,|/|y|and|or|o|&)\s?(?P<size>{_SHOE}|{_LETTERS})(?![\w%€£$'’-]|[.,]\d|\s(?:days|weeks|cm|euros?))"
)
"""What goes on with a list of sizes: `41, 42 y 43`."""
_SHOES_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:sizes?|tallas?|boots?|botas?|shoes?|zapat\w+|feet|foot|fit|swap|cambi\w+|aprietan?|rub|pair|pares|exchange|small|big|UK|EUR?)(?!\w)",
    re.I,
)
_WORDED = re.compile(
    r"(?<!\w)(?i:size|talla|tama[nñ]o|in an?|for an?|an?|the|una?|la|un|in)\s+(?P<size>(?i:extra[ -]small|extra[ -]large|small|medium|large|peque[nñ][oa]|median[oa]|grande))"
    r"(?=\s*(?:$|[.,;:!?)\n]|(?:please|pls|instead|not|rather|and|or|por favor|would|thanks|size)\b))",
    re.I,
)
_WORD_VALUES = {
    "extra small": "XS",
    "small": "S",
    "medium": "M",
    "large": "L",
    "extra large": "XL",
    "pequen": "S",
    "median": "M",
    "grande": "L",
}
_VOLUME = re.compile(
    r"(?<![\w.,])(?P<size>\d{1,4}(?:[.,]\d)? ?(?:ml|cl))(?!\w)(?! (?:a day|twice|daily|per|each|al d[ií]a))", re.I
)

_SHADES = r"(?:light|dark|navy|royal|sky|forest|olive|bottle|burnt|rose|dusty|pale|bright|deep|baby|ash|charcoal|jet|off|hot|claro|oscuro|marino|celeste)"
_COLOURS = (
    r"black|white|grey|gray|red|blue|green|yellow|orange|purple|violet|pink|brown|beige|navy|khaki|olive|teal|turquoise|burgundy|maroon|lilac|lavender|mustard|charcoal|amber|"
    r"coral|indigo|magenta|crimson|taupe|anthracite|mint|terracotta|rust|"
    r"negr[oa]s?|blanc[oa]s?|gris(?:es)?|roj[oa]s?|azul(?:es)?|verdes?|amarill[oa]s?|naranjas?|morad[oa]s?|violetas?|rosas?|marr[oó]n(?:es)?|granates?|caqui|burdeos|turquesa|mostaza|antracita"
)
_AMBIGUOUS = r"(?:gold|silver|rose gold|rose|cream|ivory|tan|sand|camel|dorad[oa]|platead[oa]|crema|arena|orange|mint|rust|amber|rosas?)"
"""A colour only behind a word for one: `rose` and `cream` are things too."""
_COLOUR = re.compile(
    rf"(?<![\w-])(?:(?:colou?r|shade|color|tono|in|en)(?: is| es|:)?\s+(?P<named>(?:{_SHADES} )?(?:{_AMBIGUOUS}|{_COLOURS})(?: (?:marino|claro|oscuro|celeste|gold|green|blue|grey))?)"
    rf"|(?P<plain>(?:{_SHADES} )?(?:{_COLOURS})(?: (?:marino|claro|oscuro|celeste|green|blue|grey|pink))?))(?![\w-])",
    re.I,
)
_NO_COLOUR_AFTER = re.compile(
    r"\s(?:friday|week|cross|light|card|tape|tea|bank|list|market|money|belt|lines?|label|magic|mountain|forest|fruit|blossom|de la|hydrogen)\b(?! (?:one|jacket|please))|[’']s? (?:tea|street)",
    re.I,
)
_CAPITAL = re.compile(r"\s[A-ZÀ-Ý][\w'’-]+")


def sizes(text: str) -> Iterator[Entity]:
    """Yield sizes: `M`, `UK 9`, `43`, `50 ml`, and `medium` as `M`."""
    patterns = [_SYSTEM, _NAMED, _VOLUME, _WORDED, _LETTER, _WEAK_LETTER, _LONE]
    if _SHOES_SPOKEN_OF.search(text) or len(text) < _SHORT:
        patterns += [_SHOE_OR_SHOE, _WEAK_SHOE]
    for pattern in patterns:
        at = 0
        while match := pattern.search(text, at):
            yield _entity_of_size(match)
            at = match.end() if match.lastgroup is None else match.end(match.lastgroup)
            while pattern is _NAMED and (follower := _NEXT_SIZE.match(text, at)):
                yield _entity_of_size(follower)
                at = follower.end()


def _entity_of_size(match: re.Match[str]) -> Entity:
    group = match.lastgroup or 0
    return Entity(type=EntityType.SIZE, value=_size(match[group]), start=match.start(group), end=match.end(group))


_SHORT = 60
"""Characters of a message that can hardly speak of anything but the thing: "la 42 en negro"."""


def colours(text: str) -> Iterator[Entity]:
    """Yield colours, as written, in small letters."""
    for match in _COLOUR.finditer(text):
        start, end = match.span("named") if match["named"] else match.span("plain")
        written = text[start:end]
        if _NO_COLOUR_AFTER.match(text, end) or _in_a_name(text, written, start, end):
            continue
        yield Entity(type=EntityType.COLOUR, value=written.lower(), start=start, end=end)


def _in_a_name(text: str, written: str, start: int, end: int) -> bool:
    """Whether a capital makes it part of a name: `Mr Brown`, `White Street`, `Rosa`."""
    if not written[0].isupper() or written.isupper():
        return False
    opens = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:\n¡¿"
    return not opens or bool(_CAPITAL.match(text, end)) or written in _FIRST_NAMES


_FIRST_NAMES = frozenset({"Rosa", "Blanca", "Violeta", "Olive", "Amber", "Coral", "Violet"})


def _size(written: str) -> str:
    worded = written.lower().replace("-", " ")
    for word, value in sorted(_WORD_VALUES.items(), key=lambda pair: -len(pair[0])):
        if worded.replace("ñ", "n").startswith(word):
            return value
    if worded.endswith(("ml", "cl")):
        return worded
    return written.upper()
