"""Other words for what is sold: a customer's "hat" is the beanie of the order, a "mochila" its backpack."""

_GROUPS = (
    "hat beanie cap bobble gorro gorra",
    "jacket coat parka anorak shell raincoat chaqueta abrigo cazadora chubasquero",
    "boot bota",
    "shoe trainer sneaker zapato zapatilla deportiva",
    "fleece jumper sweater pullover sweatshirt hoodie forro jersey sudadera",
    "shirt tee tshirt top blouse camiseta camisa blusa",
    "trouser pant jean legging pantalon vaquero",
    "dress skirt vestido falda",
    "sock calcetin",
    "glove mitten guante manopla",
    "scarf shawl bufanda",
    "lamp torch light headlamp flashlight lampara linterna frontal",
    "backpack rucksack daypack bag pack mochila bolsa",
    "bottle flask thermos botella termo",
    "tent tienda",
    "cream moisturiser moisturizer crema",
    "cleanser soap wash limpiador jabon",
    "serum suero",
    "oil aceite",
    "balm lipstick balsamo",
    "mist spray toner tonico bruma",
    "shampoo conditioner champu",
    "mug cup taza",
    "bowl dish plate cuenco plato",
    "chair stool silla taburete",
    "table desk mesa escritorio",
    "sofa couch settee",
    "pillow cushion almohada cojin",
    "blanket throw duvet comforter manta edredon",
    "phone handset smartphone movil telefono",
    "headphone earphone earbud auricular",
    "charger adapter cargador",
    "watch reloj",
    "ring anillo",
    "necklace pendant collar colgante",
    "book paperback hardback libro",
    "toy game puzzle jigsaw juguete juego rompecabeza",
    "candle vela",
    "knife cuchillo",
    "kettle hervidor",
    "bike bicycle bicicleta",
)
"""Words of one kind, without accents and plural."""
_KINDS = {word: group.split()[0] for group in _GROUPS for word in group.split()}


def kinds(words: set[str] | frozenset[str]) -> frozenset[str]:
    """Return the kinds of goods that folded words name."""
    singular = (word if word in _KINDS else word.removesuffix("e") for word in words)  # "pantalone" of "pantalones"
    return frozenset(_KINDS[word] for word in singular if word in _KINDS)
