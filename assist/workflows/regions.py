"""Regions that a delivery rule may treat apart, as customers name them. Knows those of the countries served."""

import re

from assist.workflows.wording import folded

_NAMES = {
    "ES-CN": (
        "canary islands", "canaries", "canarias", "tenerife", "gran canaria", "las palmas", "lanzarote", "fuerteventura",
        "la palma", "la gomera", "el hierro", "santa cruz de tenerife",
    ),
    "ES-IB": ("balearic islands", "balearics", "baleares", "mallorca", "majorca", "menorca", "ibiza", "formentera"),
    "ES-CE": ("ceuta",),
    "ES-ML": ("melilla",),
    "ES-GA": ("galicia", "a coruna", "la coruna", "vigo", "santiago de compostela", "lugo", "ourense", "pontevedra"),
    "GB-NIR": ("northern ireland", "belfast", "derry", "londonderry", "irlanda del norte"),
    "GB-HLD": ("scottish highlands", "highlands", "inverness", "fort william", "skye", "ullapool"),
    "PT-20": ("azores", "acores"),
    "PT-30": ("madeira",),
}  # fmt: skip
"""In English, Spanish and Portuguese, without accents."""

_CODES = {name: code for code, names in _NAMES.items() for name in names}
_REGION = re.compile(rf"\b(?:{'|'.join(sorted(_CODES, key=len, reverse=True))})\b")


def named(words: str) -> frozenset[str]:
    """Return the ISO codes of the regions named."""
    return frozenset(_CODES[found.group()] for found in _REGION.finditer(folded(words)))
