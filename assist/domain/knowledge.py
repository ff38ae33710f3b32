"""What a client knows: pages, the passages they are cut into, and versions of the whole."""

from datetime import date

from assist.domain.base import Frozen, PageId, PassageId
from assist.domain.enums import Audience, DatesBy, PageKind


class Passage(Frozen):
    """A heading's section; `id` (`returns-policy#return-window`) survives edits of its text."""

    id: PassageId
    page_id: PageId
    kind: PageKind
    headings: tuple[str, ...]
    text: str
    locale: str
    audience: Audience
    effective_from: date | None = None
    effective_until: date | None = None
    dates_by: DatesBy = DatesBy.MESSAGE
    intents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    def in_force_on(self, day: date) -> bool:
        """Say whether the passage holds on `day`; both ends belong to it, an absent end is open."""
        starts_in_time = self.effective_from is None or self.effective_from <= day
        ends_in_time = self.effective_until is None or day <= self.effective_until
        return starts_in_time and ends_in_time


class ScoredPassage(Frozen):
    """A passage and how near it lies: cosine plus a bonus where it declares the intent, scaled to at most 1."""

    passage: Passage
    score: float


class Page(Frozen):
    """One Markdown file: what its front matter says, and its passages in order."""

    id: PageId
    kind: PageKind
    title: str
    owner: str
    locale: str
    audience: Audience
    passages: tuple[Passage, ...]
