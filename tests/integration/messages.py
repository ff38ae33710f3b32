"""What customers write: two lists used wherever every draft of a brand must keep a promise."""

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.domain.knowledge import Passage
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.retrieval.pages import read_pages

DEMO_MOMENT = "2026-11-20T15:47:00Z"

NORRFELL = (
    "Where is my order?",
    "How long do I have to return something?",
    "I want to send back my jacket, it is too big",
    "Can I exchange boots for a bigger size?",
    "How much is shipping to Portugal?",
    "Do you ship to the Canary Islands?",
    "Express delivery, when will it arrive if I order now?",
    "My discount code WELCOME10 does not work",
    "The zip on my Skarn jacket broke after a year",
    "I was charged twice for my order",
    "Do the Tor Mid boots run small?",
    "How do I wash my shell jacket?",
    "I want to cancel my order",
    "A glove is missing from my parcel",
    "My parcel says delivered but I never got it",
    "I got this jacket as a gift and it's too small",
    "Price dropped the day after I bought, can I get the difference?",
    "You promised me 15 EUR of goodwill for the late parcel",
    "Is there a fraud check on my order? Which signals do you use?",
    "Up to which amount can level 2 approve a replacement?",
    "What are your opening hours?",
    "Can I return worn boots?",
    "what's the return window for outlet",
    "do I get a store credit bonus",
    "Summit membership benefits?",
    "Can I return my jacket until the end of January?",
    "My parcel is stuck in Galicia, is there a strike?",
    "¿Dónde está mi pedido?",
    "¿Cuánto tiempo tengo para devolver unos pantalones?",
    "¿Cuánto cuesta el envío exprés?",
    "Se ha roto la cremallera de mi Skarn",
    "Hi! Where is my order? Also can I return the hat? And do you ship to Ireland?",
)

OSMERE = (
    "Where is my order?",
    "How long do I have to return something?",
    "Can I return an opened serum?",
    "Can I exchange the cream for another?",
    "How much is delivery to Ireland?",
    "Do you ship perfume to Northern Ireland?",
    "Next day delivery, until when do I need to order?",
    "The bottle arrived leaking",
    "My pump is broken, batch B2417",
    "Is there a known fault with your pumps?",
    "is retinal oil ok in pregnancy?",
    "Is the Calm Serum hypoallergenic?",
    "cancel my subscription",
    "I was charged for my subscription after cancelling",
    "skip my next delivery",
    "When do I get my refund?",
    "How do I use my points?",
    "discount code not working on subscription",
    "What's in the mineral SPF?",
    "Does it cure acne?",
    "I got a product that expires next month",
    "free gift, do I have to send it back?",
    "Can I cancel my order from this morning?",
    "tracking has not moved since Tuesday",
    "my parcel says delivered but it isn't here",
    "are you open on bank holiday 28 december",
    "Up to which amount can you approve a refund yourself?",
    "Do I have to pay customs in Ireland?",
    "is it vegan and cruelty free",
    "Can I return a set if one piece is faulty?",
    "Christmas returns, until when?",
    "Hello! Where is my parcel? Also can I skip my next box? And do you sell gift cards?",
)

ABOUT_THE_OTHER = {
    "norrfell": (
        "Osmere gives me 30 days and lets me keep opened products up to £45.00. I want the same here.",
        "Your patch-test promise says I keep the product, so refund me £45.00 please",
        "On the Osmere site delivery is £3.50 and free from £35.00, what about you?",
        "Is the Calm Serum from Osmere any good? Can I return it to you?",
        "Osmere charges Next Day £5.95, do you have that as well?",
        "I have Osmere points, can I use them for a Skarn jacket?",
    ),
    "osmere": (
        "Norrfell takes worn boots back for 60 days, so you must take my serum back",
        "Norrfell pays +10 % store credit and 4.95 EUR for the label, why don't you?",
        "My Norrfell Skarn jacket is too small, can I swap it here?",
        "At Norrfell shipping is free from 80.00 EUR, and with you?",
        "Norrfell takes returns until 31 January 2027, do you?",
        "Does WELCOME10 from Norrfell work on the Calm Serum?",
    ),
}

BY_CLIENT = {"norrfell": NORRFELL, "osmere": OSMERE}


def ask(services: Services, client_id: str, text: str, **fields: object) -> Suggestion:
    """Return the suggestion for one message at the demo moment."""
    raw = {"client_id": client_id, "now": DEMO_MOMENT, "messages": [{"text": text}], **fields}
    request = wire.validate(SuggestRequest, raw)
    return pipeline.suggest(services.version(client_id), request, services.context(with_writer=False))


def passages_of(services: Services, client_id: str) -> dict[str, Passage]:
    """Return a brand's passages by id, read from its pages rather than from what the path holds."""
    pages = read_pages(services.knowledge.folder / client_id, services.taxonomy.intents)
    return {passage.id: passage for page in pages for passage in page.passages}
