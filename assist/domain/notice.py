"""A notice: a dated, self-ending sentence to customers (a strike, a stock-out, a wrong price), outside the pages."""

import re
from datetime import date
from enum import StrEnum

from assist.domain.base import ClientId, Frozen, Moment, PageId, PassageId
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Passage


class NoticeState(StrEnum):
    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    ENDED = "ended"


class Occasion(Frozen):
    """What of a message decides which notices concern it."""

    day: date
    """The day of the customer's message in the client's time zone."""
    intents: frozenset[str]
    country: str | None
    """Where the order goes, or where the customer lives; None: nobody said."""
    named: str
    """The customer's words and the items of the order meant, lower case, without accents."""


class Notice(Frozen):
    """One notice of one client; both days belong to it. An empty `intents`, `countries` or `words` narrows nothing."""

    id: str
    client_id: ClientId
    text: str
    """What customers are told, word for word."""
    locale: str
    first_day: date
    last_day: date
    intents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Lower case, without accents; one of them must be named."""
    recorded_by: str
    recorded_at: Moment
    ended_at: Moment | None = None
    ended_by: str | None = None

    def state_on(self, day: date) -> NoticeState:
        """Return whether the notice holds on a day of the client; one ended by hand holds on none."""
        if self.ended_at is not None or day > self.last_day:
            return NoticeState.ENDED
        return NoticeState.UPCOMING if day < self.first_day else NoticeState.IN_FORCE

    def concerns(self, occasion: Occasion) -> bool:
        """Say whether the notice matters to a message; where nobody said the country, it may."""
        return (
            self.state_on(occasion.day) is NoticeState.IN_FORCE
            and (not self.intents or not occasion.intents.isdisjoint(self.intents))
            and (not self.countries or occasion.country is None or occasion.country in self.countries)
            and (not self.words or any(_stands_in(word, occasion.named) for word in self.words))
        )

    def as_passage(self) -> Passage:
        """Return the notice as what a draft may quote; it lies in no page, and its id is the passage's too."""
        return Passage(
            id=PassageId(self.id),
            page_id=PageId(self.id),
            kind=PageKind.POLICIES,  # the nearest of the kinds: said to customers, decided by the brand
            headings=(),
            text=self.text,
            locale=self.locale,
            audience=Audience.CUSTOMER,
            effective_from=self.first_day,
            effective_until=self.last_day,
            intents=self.intents,
            countries=self.countries,
        )


def _stands_in(word: str, named: str) -> bool:
    """Say whether `named` holds the word as a whole: `lom` is in `lom-fleece-m`, not in `paloma`."""
    return bool(re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", named))
