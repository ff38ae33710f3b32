"""Which countries a customer names as a place to send to. Knows the served countries and those around them."""

import re

from assist.workflows.wording import folded

_NAMES = {
    "AD": ("andorra",),
    "AT": ("austria",),
    "BE": ("belgium", "belgica"),
    "CH": ("switzerland", "suiza"),
    "CZ": ("czechia", "czech republic", "republica checa", "chequia"),
    "DE": ("germany", "alemania", "deutschland"),
    "DK": ("denmark", "dinamarca"),
    "ES": ("spain", "espana"),
    "FR": ("france", "francia"),
    "GB": ("united kingdom", "uk", "great britain", "england", "scotland", "wales", "northern ireland",
           "reino unido", "gran bretana", "inglaterra", "escocia", "gales", "irlanda del norte"),
    "IE": ("ireland", "irlanda"),
    "IT": ("italy", "italia"),
    "LU": ("luxembourg", "luxemburgo"),
    "MA": ("morocco", "marruecos"),
    "NL": ("netherlands", "holland", "paises bajos", "holanda"),
    "NO": ("norway", "noruega"),
    "PL": ("poland", "polonia"),
    "PT": ("portugal",),
    "SE": ("sweden", "suecia"),
    "US": ("united states", "usa", "estados unidos"),
}  # fmt: skip
"""In English and Spanish, without accents."""

_CODES = {name: code for code, names in _NAMES.items() for name in names}
_COUNTRY = re.compile(rf"\b(?:{'|'.join(sorted(_CODES, key=len, reverse=True))})\b")
_ELSEWHERE = re.compile(
    r"(?:\b(?:from|leaving|left|desde|del?|instead of|not (?:to|in)|calle|avda\.?|avenida|av\.|plaza|paseo|rue)|\bc/)"
    r"\s*(?:the |el |la |los )?$"
)
"""Before a country's name: where someone comes from, or a street called after it."""
_STREET = re.compile(r",?\s*(?:street|st|road|rd|avenue|ave|lane|square|\d{1,3})\b")
LOOK_BACK = 20
"""Characters before a name in which such a word stands."""


def destinations(words: str) -> set[str]:
    """Return the ISO codes of the countries named as a place to send to: not "from France", not "Calle Francia 3"."""
    text = folded(words)
    return {
        _CODES[found.group()]
        for found in _COUNTRY.finditer(text)
        if not _ELSEWHERE.search(text[max(0, found.start() - LOOK_BACK) : found.start()])
        and not _STREET.match(text, found.end())
    }
