"""Pages of shops that do not exist, as many as asked for, from a seeded grammar of our own words.

Sections of 40 to 120 words under headings people write, on topics of the taxonomy; three pages in ten declare intents, a few
sections have dates or countries. Product names are made of syllables, so that the vocabulary grows with the shop.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assist.domain.base import PageId, PassageId
from assist.domain.enums import Audience, DatesBy, PageKind
from assist.domain.knowledge import Page, Passage

SECTIONS_A_PAGE = 4
DECLARING, DATED, COUNTRIED = 0.3, 0.02, 0.02
"""Shares: of pages that declare intents, of sections with dates, of sections for some countries."""
_FIRST_DAY = date(2026, 1, 1)

_TOPICS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Returns": (("return/policy", "return/request"), ("How long you have", "What comes back", "Outlet items", "Label")),
    "Refunds": (
        ("refund/policy", "refund/status"),
        ("When the money arrives", "Part refunds", "To which card", "Fees"),
    ),
    "Delivery": (("shipping/policy", "shipping/time"), ("How long it takes", "What it costs", "Islands", "Tracking")),
    "Exchanges": (("exchange/request",), ("Another size", "Another colour", "Out of stock", "Who pays the way back")),
    "Warranty": (("warranty/claim",), ("What is covered", "What is wear", "How to claim", "Repairs")),
    "Care": (("product/question",), ("Washing", "Drying", "Storage", "Stains")),
    "Payment": (("payment/methods", "payment/question"), ("Cards", "Instalments", "Invoices", "When we charge")),
    "Gifts": (("gift/card", "gift/return"), ("Gift cards", "Wrapping", "Returning a present", "Messages on the box")),
    "Sizes": (("product/size",), ("How it falls", "Measuring", "Between two sizes", "Children")),
    "Subscriptions": (("subscription/change", "subscription/cancel"), ("Pausing", "Skipping", "Ending", "Renewals")),
    "Damage": (("order/damaged", "order/wrong_item"), ("Broken on arrival", "The wrong item", "Photographs", "Leaks")),
    "Accounts": (("account/access", "account/delete"), ("Passwords", "Closing an account", "Newsletters", "Privacy")),
}
_SENTENCES = (
    "You can send {item} back within {days} days of {event}, as long as {state}.",
    "After {days} working days without {event} we ask {carrier} where {item} is and write to you by {channel}.",
    "{Item} costs {money} to send to {place}, and nothing above {money}.",
    "We refund {share} of the price of {item} when {state}.",
    "If {item} arrives {fault}, send us {proof} within {hours} hours and keep {part}.",
    "{Team} answers between {clock} and {clock} on weekdays; on {day} the desk is closed.",
    "Orders placed before {clock} leave our {house} the same day, all others on the next working day.",
    "The warranty on {item} runs for {months} months and covers {part} and {part}, not {wear}.",
    "Wash {item} at {degrees} degrees with {soap}, close {part} first, and never {mistake}.",
    "{Item} falls {fit}: between two sizes take the {direction} one, unless you wear it over {layer}.",
    "Outlet and made-to-order pieces such as {item} can be exchanged but not refunded, except when {state}.",
    "A code is used once per customer, does not add to other offers and leaves out {item}.",
    "To {place} the parcel travels with {carrier} and takes {days} to {hours} working days once it has left.",
    "We charge your {payment} when {item} leaves the {house}, never before.",
    "When {event} falls on a holiday, the {days} days begin on the next working day.",
    "Customers who paid by {payment} see the money on their statement after {days} working days.",
    "For {item} we keep spare {part} for {months} months and fit it for {money}.",
    "Please write the return number on the outside of the box; without it {team} needs {days} days longer.",
    "You may cancel free of charge until {event}; afterwards we try, and tell you by {channel} whether it worked.",
    "{Proof} and the order number are enough, nobody will ask you for {wear}.",
    "A present can be returned by whoever received it for a gift card over {money}, valid for {months} months.",
    "Customs for {place} are paid by the recipient above {money}; {carrier} collects them at the door.",
)
_MATERIALS = "wool linen cork bamboo leather cotton steel copper glass birch walnut ceramic felt canvas silk recycled"
_KINDS = (
    "jacket kettle lamp rucksack serum candle blanket boots tent scarf teapot desk notebook bicycle bell mug pillow "
    "shampoo grinder raincoat sandals toaster vase curtain headlamp sleeping-bag cap racket pan"
)
_WORDS: dict[str, tuple[str, ...]] = {
    "material": tuple(_MATERIALS.split()),
    "kind": tuple(_KINDS.split()),
    "event": ("delivery", "the order", "the last carrier scan", "dispatch", "the return reaching us", "your message"),
    "state": (
        "it is unworn and the label is still on", "the seal is unbroken", "the box is complete", "you kept the receipt",
        "the fault is ours", "the parcel was lost", "we could not deliver the promised colour",
    ),
    "carrier": ("the parcel service", "our courier", "the post", "the freight company", "the bicycle messenger"),
    "channel": ("email", "chat", "text message", "telephone", "letter"),
    "place": (
        "the mainland", "the islands", "the north", "mountain villages", "the capital", "neighbouring countries",
        "parcel lockers", "a pick-up shop", "overseas territories",
    ),
    "fault": ("broken", "scratched", "leaking", "in the wrong colour", "without its charger", "half empty", "wet"),
    "proof": ("two photographs", "a short film", "a picture of the label", "the packing slip", "the serial number"),
    "part": (
        "the zip", "the lid", "the battery", "the buckle", "the seams", "the handle", "the inner lining", "the filter",
        "the outer box", "the cable",
    ),
    "team": ("the returns desk", "our workshop", "the warehouse", "customer care", "the repair bench"),
    "day": ("Saturdays", "Sundays", "public holidays", "the first Monday of the month"),
    "house": ("warehouse", "workshop", "store room", "roastery", "studio"),
    "wear": ("fading", "scratches from use", "frayed laces", "a worn sole", "a copy of your passport", "limescale"),
    "soap": ("mild soap", "wool detergent", "cold water only", "a drop of vinegar", "no softener"),
    "mistake": ("iron it", "bleach it", "put it in the dryer", "leave it in the sun", "soak it overnight"),
    "fit": ("small", "large", "narrow at the shoulders", "true to size", "long in the sleeve", "wide at the toes"),
    "direction": ("larger", "smaller"),
    "layer": ("a thick jumper", "bare skin", "a fleece", "a helmet", "two pairs of socks"),
    "payment": ("card", "bank transfer", "gift card", "invoice", "instalments"),
}  # fmt: skip
_NUMBERS = {
    "days": (1, 60), "hours": (3, 96), "months": (3, 60), "degrees": (20, 60), "share": (10, 100), "clock": (7, 20),
    "money": (2, 300),
}  # fmt: skip
_SYLLABLES = "ba be bri ca dor el fen gra hal is ka lor mar nev ol pra quin ros sel tan ul ver wes yor zan"
_COUNTRIES = ("ES", "PT", "FR", "IE", "NL", "DE")


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    anchor: str
    heading: str
    text: str
    effective_from: date | None = None
    effective_until: date | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShopPage:
    """A page as an author would write it."""

    id: str
    title: str
    intents: tuple[str, ...]
    sections: tuple[Section, ...]

    def as_page(self) -> Page:
        """Return what reading the page would give, without the reading: files by the ten thousand take minutes."""
        return Page(
            id=PageId(self.id),
            kind=PageKind.POLICIES,
            title=self.title,
            owner="shop",
            locale="en",
            audience=Audience.CUSTOMER,
            passages=tuple(self._passage(section) for section in self.sections),
        )

    def as_markdown(self) -> str:
        """Return the page as a file."""
        intents = f"intents: [{', '.join(self.intents)}]\n" if self.intents else ""
        matter = f"---\nid: {self.id}\ntitle: {self.title}\nowner: shop\nlocale: en\naudience: customer\ndates_by: message\n{intents}---\n"
        return matter + "\n".join(f"## {one.heading} {{{_braces(one)}}}\n{one.text}\n" for one in self.sections)

    def _passage(self, section: Section) -> Passage:
        return Passage(
            id=PassageId(f"{self.id}#{section.anchor}"),
            page_id=PageId(self.id),
            kind=PageKind.POLICIES,
            headings=(self.title, section.heading),
            text=section.text,
            locale="en",
            audience=Audience.CUSTOMER,
            effective_from=section.effective_from,
            effective_until=section.effective_until,
            dates_by=DatesBy.MESSAGE,
            intents=self.intents,
            countries=section.countries,
        )


def shop_pages(passages: int, seed: int) -> Iterator[ShopPage]:
    """Yield pages with so many passages together; more passages begin with the same pages."""
    draw = random.Random(seed)
    for number in range(-(-passages // SECTIONS_A_PAGE)):
        sections = min(SECTIONS_A_PAGE, passages - number * SECTIONS_A_PAGE)
        page = _page(number, draw)
        yield ShopPage(page.id, page.title, page.intents, page.sections[:sections])


def _page(number: int, draw: random.Random) -> ShopPage:
    topic = draw.choice(list(_TOPICS))
    intents, headings = _TOPICS[topic]
    item = _item(draw)
    sections = tuple(_section(at, heading, item, draw) for at, heading in enumerate(headings))
    declared = intents if draw.random() < DECLARING else ()
    return ShopPage(f"{topic.lower()}-{number}", f"{topic}, {item}", declared, sections)


def _section(at: int, heading: str, item: str, draw: random.Random) -> Section:
    length = draw.randint(40, 100)
    said: list[str] = []
    while sum(len(sentence.split()) for sentence in said) < length:
        said.append(_sentence(item, draw))
    dated, narrowed = draw.random() < DATED, draw.random() < COUNTRIED
    start = _FIRST_DAY + timedelta(days=draw.randrange(365))
    return Section(
        anchor=f"s{at}",
        heading=heading if draw.random() < 0.5 else f"{heading}: {item}",
        text=" ".join(said),
        effective_from=start if dated else None,
        effective_until=start + timedelta(days=60) if dated else None,
        countries=tuple(draw.sample(_COUNTRIES, 2)) if narrowed else (),
    )


def _sentence(item: str, draw: random.Random) -> str:
    words = {name: draw.choice(choices) for name, choices in _WORDS.items()}
    numbers = {name: draw.randint(*limits) for name, limits in _NUMBERS.items()}
    spoken = {
        "clock": f"{numbers.pop('clock')}:{draw.choice(('00', '30'))}",
        "money": f"€{numbers.pop('money')}.{draw.choice(('00', '50', '95'))}",
        "share": f"{numbers.pop('share')} %",
        "item": f"the {item if draw.random() < 0.7 else _item(draw)}",
    }
    slots = {**words, **numbers, **spoken}
    capital = {name.title(): str(slots[name])[:1].upper() + str(slots[name])[1:] for name in ("item", "team", "proof")}
    return draw.choice(_SENTENCES).format(**slots, **capital)


def _item(draw: random.Random) -> str:
    name = "".join(draw.choice(_SYLLABLES.split()) for _ in range(draw.randint(2, 3))).title()
    return f"{name} {draw.choice(_WORDS['material'])} {draw.choice(_WORDS['kind'])}"


def _braces(section: Section) -> str:
    given = {"effective_from": section.effective_from, "effective_until": section.effective_until}
    named = [f"{name}={value}" for name, value in given.items() if value]
    countries = [f"countries={','.join(section.countries)}"] if section.countries else []
    return " ".join([f"#{section.anchor}", *named, *countries])
