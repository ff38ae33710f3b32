"""What is for sale, put aside: "any news of my fleece?" asks for an order, whatever the thing is called.

A small encoder hears the product louder than the request. Read once more with the product's name replaced by a word for
any of them, such a message is told by what it asks. Knows the names a catalogue gives, and what things are commonly called.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assist.domain.knowledge import Passage

ABOUT_PRODUCTS = "product/"

LEAST_LETTERS = 3
"""Shorter words of a title ("XL", "28") are no names."""
MOST_NAMES = 400
"""Titles of one request or client that are looked for; the rest are told by what things are commonly called."""
_ANY = "item"
_ANY_SPANISH = "artículo"
_COMMON = [
    "jacket",
    "coat",
    "anorak",
    "parka",
    "vest",
    "gilet",
    "fleece",
    "hoodie",
    "sweater",
    "jumper",
    "pullover",
    "cardigan",
    "shirt",
    "t-shirt",
    "tee",
    "top",
    "blouse",
    "polo",
    "trousers",
    "pants",
    "jeans",
    "leggings",
    "shorts",
    "skirt",
    "dress",
    "suit",
    "pyjamas",
    "robe",
    "underwear",
    "bra",
    "socks",
    "tights",
    "gloves",
    "mittens",
    "scarf",
    "hat",
    "beanie",
    "cap",
    "belt",
    "tie",
    "shoes",
    "boots",
    "trainers",
    "sneakers",
    "sandals",
    "slippers",
    "heels",
    "bag",
    "backpack",
    "rucksack",
    "handbag",
    "wallet",
    "purse",
    "watch",
    "ring",
    "necklace",
    "bracelet",
    "earrings",
    "glasses",
    "sunglasses",
    "lamp",
    "torch",
    "headlamp",
    "tent",
    "mattress",
    "pillow",
    "duvet",
    "blanket",
    "towel",
    "rug",
    "curtain",
    "chair",
    "table",
    "desk",
    "sofa",
    "shelf",
    "mug",
    "cup",
    "plate",
    "pan",
    "pot",
    "knife",
    "kettle",
    "toaster",
    "blender",
    "vacuum",
    "phone",
    "charger",
    "cable",
    "headphones",
    "earbuds",
    "speaker",
    "keyboard",
    "mouse",
    "laptop",
    "tablet",
    "camera",
    "cream",
    "serum",
    "cleanser",
    "lotion",
    "balm",
    "oil",
    "toner",
    "mask",
    "shampoo",
    "conditioner",
    "soap",
    "perfume",
    "mist",
    "lipstick",
    "mascara",
    "foundation",
    "sunscreen",
    "moisturiser",
    "moisturizer",
    "candle",
    "book",
    "toy",
    "puzzle",
    "bike",
    "helmet",
    "skis",
    "racket",
    "ball",
]
_COMMON_SPANISH = [
    "chaqueta",
    "abrigo",
    "anorak",
    "chaleco",
    "polar",
    "forro",
    "sudadera",
    "jersey",
    "camisa",
    "camiseta",
    "blusa",
    "pantalón",
    "pantalones",
    "vaqueros",
    "falda",
    "vestido",
    "traje",
    "pijama",
    "bata",
    "calcetines",
    "guantes",
    "bufanda",
    "gorro",
    "gorra",
    "cinturón",
    "zapatos",
    "botas",
    "zapatillas",
    "sandalias",
    "bolso",
    "mochila",
    "cartera",
    "reloj",
    "anillo",
    "collar",
    "pulsera",
    "pendientes",
    "gafas",
    "lámpara",
    "linterna",
    "tienda",
    "colchón",
    "almohada",
    "manta",
    "toalla",
    "alfombra",
    "silla",
    "mesa",
    "sofá",
    "taza",
    "plato",
    "sartén",
    "cuchillo",
    "teléfono",
    "móvil",
    "cargador",
    "cable",
    "auriculares",
    "altavoz",
    "teclado",
    "ratón",
    "portátil",
    "crema",
    "sérum",
    "limpiador",
    "loción",
    "bálsamo",
    "aceite",
    "tónico",
    "mascarilla",
    "champú",
    "jabón",
    "perfume",
    "vela",
    "libro",
    "juguete",
    "bici",
    "bicicleta",
    "casco",
    "raqueta",
    "pelota",
]
"""What things are commonly called; taken for a thing for sale only after "my", "the", "a" and the like."""
_BEFORE = r"(?:my|the|this|that|these|those|a|an|your|our|mi|mis|el|la|los|las|un|una|unos|unas|este|esta|estos|estas)"


def titles_of(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield headings of product pages that are names: "Skarn Shell Jacket", not "Name embroidery"."""
    for passage in passages:
        words = passage.headings[-1].split() if passage.headings else []
        about_products = any(intent.startswith(ABOUT_PRODUCTS) for intent in passage.intents)
        if about_products and len(words) > 1 and all(not word[0].islower() for word in words):
            yield passage.headings[-1]


class Wares:
    """Names of things for sale: of a client's pages, and of one request's orders and products on top."""

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self.titles = tuple(dict.fromkeys(title.strip() for title in titles if title.strip()))[:MOST_NAMES]

    def with_titles(self, titles: Iterable[str]) -> "Wares":
        """Return these and more."""
        return Wares((*titles, *self.titles))

    def aside(self, text: str) -> str | None:
        """Return the text with things for sale called "item"; None where it names none."""
        found = _common("en").sub(rf"\g<1>{_ANY}", text)
        found = _common("es").sub(rf"\g<1>{_ANY_SPANISH}", found)
        if self.titles:
            found = _named(self.titles).sub(_ANY, found)
        found = re.sub(rf"\b(?:{_ANY}|{_ANY_SPANISH})(?:[\s-]+(?:{_ANY}|{_ANY_SPANISH}))+\b", _ANY, found)
        return found if found != text else None


@lru_cache(maxsize=2)
def _common(language: str) -> re.Pattern[str]:
    words = sorted(_COMMON if language == "en" else _COMMON_SPANISH, key=len, reverse=True)
    return re.compile(rf"\b({_BEFORE}\s+(?:[\w-]+\s+)?)(?:{'|'.join(map(re.escape, words))})(?:e?s)?\b", re.I)


@lru_cache(maxsize=1024)
def _named(titles: tuple[str, ...]) -> re.Pattern[str]:
    """Return what names one of the titles: the whole, its last word ("the fleece"), its first where that is a name."""
    names: list[str] = []
    for title in titles:
        words = title.split()
        names.append(r"[\s-]+".join(map(re.escape, words)))
        ends = [words[0], words[-1]] if len(words) > 1 else []
        names += [re.escape(word) for word in ends if len(word) >= LEAST_LETTERS and word.isalpha()]
    ordered = sorted(dict.fromkeys(names), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ordered)})(?:e?s)?(?![\w-])", re.I)
