"""What a number is about: the words that carry the matter, lightly stemmed, Spanish ones under their English name."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(word for line in (
    "the and you your yours our ours with for from this that these those there are was were been being have has had will would shall",
    "should can could may might must not but any all some one also just very more most than then them they their its who what when where",
    "which while into onto out about please much many get got does did done per each every only within until after before between least",
    "less fewer up under over above below without never always cannot other own same both such usually approximately maximum minimum",
    "let lets see here still even again yet too way whichever once later",
    "que los las una uno unos unas del con por para como pero más muy este esta estos estas eso esa nos les sus han hay hasta desde entre",
    "dentro antes después sin sobre cada cuando donde son está están ser fue también sólo solo menos salvo según tras",
    "first second next last later full whole primeros siguientes último última máximo mínimo plazo",
    "two three four five six seven eight nine ten days day days hours week weeks month months year years working business calendar",
    "día días hora horas semana semanas mes meses año años laborables hábiles naturales eur euro euros pounds dollars percent",
) for word in line.split())  # fmt: skip


_SPANISH = {
    "devol": "return", "devuel": "return", "reembols": "refund", "reintegr": "refund", "cambi": "exchang", "envi": "ship", "enví": "ship",
    "entreg": "deliver", "etiquet": "label", "garant": "warranti", "cancel": "cancel", "anul": "cancel", "pedido": "order",
    "artícul": "item", "articul": "item", "paquet": "parcel", "descuent": "discount", "preci": "price", "cuest": "cost", "cost": "cost",
    "tarjet": "card", "sald": "credit", "regal": "gift", "bota": "boot", "client": "custom", "compr": "purchas", "abon": "credit",
    "pag": "pay", "reclam": "claim", "dañad": "damag", "rot": "damag", "equivocad": "wrong", "perdid": "lost", "almacén": "warehous",
    "tiend": "shop", "estándar": "standard", "expr": "express", "miembr": "member", "soci": "member", "foto": "photo", "tien": "take",
    "tarda": "take", "recib": "receiv", "acept": "accept", "factur": "invoic", "suscrip": "subscript", "renov": "renew",
}  # fmt: skip
_ENGLISH = {
    "shipping": "ship", "shipment": "ship", "postage": "ship", "dispatch": "ship", "delivery": "deliver", "deliveries": "deliver",
    "reimburse": "refund", "money": "refund", "withdraw": "withdraw", "withdrawal": "withdraw", "cancellation": "cancel",
    "guarantee": "warranti", "warranty": "warranti", "paid": "pay", "payment": "pay", "payments": "pay", "bought": "purchas", "sent": "send",
    "lost": "lost", "picture": "photo", "pictures": "photo", "package": "parcel", "packages": "parcel", "cost": "cost", "costs": "cost",
    "fee": "cost", "fees": "cost", "price": "price", "prices": "price", "worn": "worn", "customs": "customs",
    "subscription": "subscript", "damage": "damag", "damages": "damag", "damaged": "damag", "broken": "damag",
}  # fmt: skip
_ENDINGS = re.compile(r"(?:ations?|ings?|edly|ments?|ies|ied|ed|es|s|e|y)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_SHORTEST = 3


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Bring forms of one word together: returns, returned, devolver, devolución are all `return`."""
    if word in _ENGLISH:
        return _ENGLISH[word]
    for length in range(min(8, len(word)), _SHORTEST - 1, -1):
        if (name := _SPANISH.get(word[:length])) and (length > 4 or len(word) <= length + 5):
            return name
    cut = _ENDINGS.sub("", word)
    if len(cut) < _SHORTEST:
        return word
    return _DOUBLED.sub(r"\1", cut) if cut != word else cut


_LIGHT = frozenset(
    stem(word)
    for line in (
        "take make give keep receive want need use come item product article order customer client purchase thing time period window",
        "count apply run work tell know start end free gratis gratuito charge begin possible allow accept place",
    )
    for word in line.split()
)
"""Stems that fit any matter: roles only when nothing better stands there."""


def roles_in(lowered: str) -> frozenset[str]:
    """Return the stems of the words that say what it is about; light words only when there are no others."""
    stems = {stem(word) for word in _WORD.findall(lowered) if word not in _EMPTY}
    return frozenset(stems - _LIGHT) or frozenset(stems)
