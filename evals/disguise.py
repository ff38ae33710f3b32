"""A customer's request with invented people in it: the same person, order and address everywhere, dates and sums as they were.

Invented values keep the pattern of what they stand for, so that the request is read and decided as before. What no rule
recognises as personal stays: a person reads every mined case.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from assist import privacy
from assist.domain.enums import Role
from assist.domain.orders import address_lines, receivers
from assist.domain.suggestion import SuggestRequest
from assist.text import readable
from assist.workflows import regions
from evals.inventing import PEOPLE, PLACES, Seeded, count_digits, grouped_like, with_check_digit

_STREET_WORDS = frozenset(
    re.findall(
        r"\S+",
        "street st road rd avenue ave lane ln drive dr close court way place square sq terrace crescent gardens hill row "
        "walk mews park grove green quay flat apartment apt unit calle c/ cl avda avenida plaza pza paseo camino carretera "
        "ctra ronda travesia travesía gran via vía rua rúa rue boulevard bd chemin impasse quai allée de del la las los el "
        "of the do da des du bis ter piso puerta no nº floor weg allee straße strasse straat laan gracht kade plein",
    )
)
"""What makes an address one, and names nobody."""
_SIGNED = re.compile(r"\n[ \t]*[-–—]?[ \t]*(?P<name>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){0,2})[ \t]*[.!]?\s*\Z")
"""A last line of one to three capitalised words."""
_CLOSINGS = frozenset(
    ("thanks", "thank", "cheers", "regards", "gracias", "saludos", "hello", "hi", "help", "please", "best", "sorry")
)
_LONG_DIGITS = re.compile(r"\d{4,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_KIND = re.compile(r"<([A-Z_]+)_\d+>")
_UNREAD = {"agent", "metadata", "stream", "alternatives"}
_LEAST_TOLD = 5
"""Characters from which a value that is still there after all tells somebody apart."""


class Disguise:
    """Every personal value of one request and what stands for it."""

    def __init__(
        self, seed: str, request: SuggestRequest, *, numbers: Iterable[str] = (), parcels: Iterable[str] = ()
    ) -> None:
        """`numbers` and `parcels` are order and tracking numbers read in the messages, beside those of the orders."""
        self._seeded, self._request = Seeded(seed), request
        self._written = " ".join(message.text for message in request.messages)
        self._lines = address_lines(request.orders)
        self._invented: dict[tuple[str, str], str] = {}
        self._parts: dict[str, str] = {}
        self._used = 0
        self._digits: dict[str, str] = {}
        for number in [*numbers, *_numbers_of(request)]:
            self._renumber(number)
        trackings = [one.tracking for order in request.orders for one in order.fulfilments if one.tracking]
        both = dict.fromkeys([*trackings, *parcels])
        self._parcels = {one: self._seeded.parcel(one, f"parcel{at}") for at, one in enumerate(both)}
        self._names = list(dict.fromkeys(self._known_names()))
        for name in self._names:
            self._person(name)

    def request(self, client_id: str, conversation_id: str) -> SuggestRequest:
        """Return the whole request in disguise; what no case reads (the agent, metadata) is left out."""
        whole = self._request.model_dump(mode="json", exclude_defaults=True, exclude=_UNREAD)
        ids = {message.id: f"m{at}" for at, message in enumerate(self._request.messages, start=1)}
        for raw, message in zip(whole.get("messages", ()), self._request.messages, strict=True):
            raw.update(id=ids[message.id], role=message.role.value)
            if message.role is Role.CUSTOMER and (words := readable(message.text).text.strip()):
                raw["text"] = words  # what others wrote below it, and a signature, are nobody's question
        for event in whole.get("events", ()):
            if event.get("message_id"):
                event["message_id"] = ids.get(event["message_id"], "m0")
        walked = {key: self._walk(key, value) for key, value in whole.items()}
        return SuggestRequest.model_validate({**walked, "client_id": client_id, "conversation_id": conversation_id})

    def text(self, said: str) -> str:
        """Return words with every personal value in them exchanged."""
        for original, new in self._parcels.items():
            said = said.replace(original, new)
        for run, new in self._digits.items():
            said = re.sub(rf"(?<![\d.,€£$])(?:{re.escape(run)})(?!\d|[.,]\d)", new, said, flags=re.I)
        masked = privacy.redact(said, self._names, addresses=self._lines)
        invented = {mark: self._stand_in(_kind(mark), value) for mark, value in masked.originals.items()}
        said = privacy.Masked(masked.text, invented).restore(masked.text)
        for short in [word for name in self._names for word in name.split() if len(word) < privacy.LEAST_NAME]:
            said = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", self._parts[short.casefold()], said)
        return said

    def number(self, written: str) -> str:
        """Return what stands for an order number."""
        for run, new in self._digits.items():
            written = written.replace(run, new)
        return written

    def tells(self, line: str) -> bool:
        """Say whether something personal is still there."""
        held = line.casefold()
        known = [value for (_, value) in self._invented if not value.isalpha()]
        known += [run.casefold() for run in (*self._digits, *self._parcels)]
        return any(len(one) >= _LEAST_TOLD and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", held) for one in known)

    def _walk(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._walk(name, inner) for name, inner in _without_ids(key, value).items()}
        if isinstance(value, list):
            return [self._walk(key, one) for one in value]
        exchange = self._exchanges.get(key)
        return exchange(value) if exchange and isinstance(value, str) else value

    @property
    def _exchanges(self) -> Mapping[str, Callable[[str], str]]:
        return {
            **dict.fromkeys(("text", "description", "detail"), self.text),
            **dict.fromkeys(("number", "order_number", "gift_number", "id", "item_ids"), self.number),
            **dict.fromkeys(("line1", "line2", "city", "postcode"), self._place),
            "name": self._person,
            "email": lambda value: self._stand_in("EMAIL_ADDRESS", value),
            "phone": lambda value: self._stand_in("PHONE_NUMBER", value),
            "tracking": lambda value: self._parcels.get(value, value),
        }

    def _known_names(self) -> Iterator[str]:
        """Yield the names of the request, whole ones first: a part of a known name stands for the same person."""
        customer, agent = self._request.customer, self._request.agent
        yield from (one.name for one in (customer, agent) if one is not None and one.name)
        yield from receivers(self._request.orders)
        titles = _titles(self._request)
        found = []
        for message in self._request.messages:
            masked = privacy.redact(message.text).originals
            found += [value for mark, value in masked.items() if _kind(mark) == "PERSON"]
            signed = _SIGNED.search(message.text.rstrip())
            if signed and not _CLOSINGS & set(signed["name"].lower().split()) and signed["name"].lower() not in titles:
                found.append(signed["name"])
        yield from sorted(found, key=lambda name: -len(name.split()))

    def _stand_in(self, kind: str, original: str) -> str:
        """Return the one value that stands for this one."""
        if kind == "PERSON":
            return self._person(original)
        if kind == "ADDRESS":
            return self._place(original)
        key = (kind, original.strip().casefold())
        if key not in self._invented:
            self._invented[key] = self._made(kind, original, f"{kind}{len(self._invented)}")
        return self._invented[key]

    def _made(self, kind: str, original: str, about: str) -> str:
        if kind == "EMAIL_ADDRESS":
            first, last, _ = self._next_person()
            return f"{first}.{last}@example.com".lower()
        length = count_digits(original)
        if kind == "CREDIT_CARD":
            return grouped_like(original, with_check_digit(f"4{self._seeded.digits(about, length - 1)}"))
        lead = re.sub(r"\D", "", original)[: 2 if kind == "IBAN_CODE" else 3]  # the country, and what kind it is
        return grouped_like(original, lead + self._seeded.digits(about, length - len(lead)))

    def _person(self, original: str) -> str:
        """Return an invented name of as many words; parts of a known name are parts of what stands for it."""
        words = original.split()
        if any(word.casefold() not in self._parts for word in words):
            person = self._next_person()
            for at, word in enumerate(words):
                self._parts.setdefault(word.casefold(), person[min(at, len(person) - 1)])
            self._invented[("PERSON", original.strip().casefold())] = original
        new = [self._parts[word.casefold()] for word in words]
        return " ".join(one.lower() if word.islower() else one for word, one in zip(words, new, strict=True))

    def _next_person(self) -> tuple[str, str, str]:
        """Return somebody whom nobody wrote of, as long as there is one."""
        known = self._written.casefold()
        free = (at for at in range(self._used, len(PEOPLE)) if not any(one.casefold() in known for one in PEOPLE[at]))
        at = next(free, self._used)
        self._used = at + 1
        return PEOPLE[at % len(PEOPLE)]

    def _place(self, written: str) -> str:
        """Return an address of the same shape; a place that a delivery rule names stays."""
        if regions.named(written):
            return written
        self._invented.setdefault(("ADDRESS", written.strip().casefold()), written)
        return re.sub(r"[\w'’/.-]+", lambda match: self._place_word(match.group()), written)

    def _place_word(self, word: str) -> str:
        bare = word.casefold().rstrip(".,")
        if bare in _STREET_WORDS or (len(bare) < privacy.LEAST_NAME and bare.isalpha()):
            return word
        key = ("PLACE", bare)
        if key not in self._invented:
            at = sum(kind == "PLACE" for kind, _ in self._invented)
            kept = 2 if len(bare) > 3 else 0  # the first signs of a postcode say which region it is
            renewed = bare[:kept] + self._seeded.like(bare[kept:], f"place{at}", letters=True)
            self._invented[key] = renewed if count_digits(bare) else PLACES[at % len(PLACES)]
        new = self._invented[key]
        return new.upper() if word.isupper() else new.capitalize() if word[:1].isupper() else new

    def _renumber(self, number: str) -> None:
        """Draw other digits for an order number; one without four digits in a row is exchanged whole."""
        runs = _LONG_DIGITS.findall(number)
        runs = [run for run in runs if len(runs) == 1 or not _YEAR.fullmatch(run)] or [number]
        for run in (one for one in runs if one not in self._digits):
            about = f"number{len(self._digits)}"
            taken = {*self._digits.values(), *self._digits}
            drawn = (self._seeded.like(run, f"{about}.{nonce}") for nonce in count())
            if count_digits(run):
                self._digits[run] = next(new for new in drawn if new not in taken and new not in self._written)


def _without_ids(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the names other programs know a person, a payment or a file by."""
    if key == "customer" and "id" in value:
        return {**value, "id": "c-1"}
    if key == "payments" and "id" in value:
        return {name: inner for name, inner in value.items() if name != "id"}
    if key == "attachments":
        return {name: inner for name, inner in value.items() if name in ("id", "kind", "description")}
    return value


def _numbers_of(request: SuggestRequest) -> Iterator[str]:
    for order in request.orders:
        yield order.number
        if order.gift_number:
            yield order.gift_number
    if request.customer is not None:
        yield from (one.order_number for one in request.customer.history if one.order_number)
    yield from (one.order_number for one in request.events if one.order_number)


def _titles(request: SuggestRequest) -> str:
    items = [item.title for order in request.orders for item in order.items]
    return " ".join(filter(None, [*items, *(product.title for product in request.products)])).casefold()


def _kind(mark: str) -> str:
    found = _KIND.fullmatch(mark)
    return found[1] if found else ""
