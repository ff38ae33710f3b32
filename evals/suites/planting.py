"""Another client as the leak suite needs it: its passages as they are live, and a copy with planted facts."""

from datetime import datetime
from pathlib import Path

from assist import versions
from assist.domain.base import PageId, PassageId
from assist.domain.enums import Audience, DatesBy, PageKind
from assist.domain.knowledge import Page, Passage
from assist.errors import BadKnowledge, Corrupt
from assist.retrieval import bundle as bundles
from assist.retrieval.bundle import Bundle, Made
from assist.versions import Ground
from evals.suites.leaks import CANARY, FACT, Neighbour

_PAGE = "planted-canary"


def neighbour(loaded: Bundle, ground: Ground, scratch: Path, now: datetime) -> Neighbour:
    """Return a client as its neighbours see it; the copy with the canary is built below `scratch`."""
    client_id = loaded.manifest.client_id
    profile = versions.parse_profile(loaded.sources[versions.PROFILE], f"{client_id}/{versions.PROFILE}", client_id)
    try:
        planted = versions.assemble(_planted(loaded, ground, scratch, now), ground)
    except (BadKnowledge, Corrupt, OSError):  # the suite says that nothing could be planted, and the gate says ERROR
        planted = None
    return Neighbour(client_id, profile.brand, loaded.passages, planted)


def _planted(loaded: Bundle, ground: Ground, scratch: Path, now: datetime) -> Bundle:
    manifest = loaded.manifest
    made = [Made(name, "planted", lambda content=content: content) for name, content in loaded.made.items()]  # type: ignore[misc]
    pages = (*_pages(loaded), _canary(loaded))
    encoder = ground.remembering(f"_canary-{manifest.client_id}", ground.encoder)
    folder = bundles.build(scratch, manifest.client_id, pages, loaded.sources, encoder, now, made)
    return bundles.load(folder, manifest.client_id, encoder)


def _pages(loaded: Bundle) -> list[Page]:
    grouped: dict[PageId, list[Passage]] = {}
    for passage in loaded.passages:
        grouped.setdefault(passage.page_id, []).append(passage)
    return [_page(page_id, passages) for page_id, passages in grouped.items()]


def _page(page_id: PageId, passages: list[Passage]) -> Page:
    first = passages[0]
    return Page(
        id=page_id, kind=first.kind, title=first.headings[0], owner="-", locale=first.locale, audience=first.audience,
        passages=tuple(passages),
    )  # fmt: skip


def _canary(loaded: Bundle) -> Page:
    locale = loaded.passages[0].locale if loaded.passages else "en"
    passage = Passage(
        id=PassageId(f"{_PAGE}#programme"),
        page_id=PageId(_PAGE),
        kind=PageKind.POLICIES,
        headings=(f"The {CANARY} programme", f"What the {CANARY} programme gives"),
        text=FACT,
        locale=locale,
        audience=Audience.CUSTOMER,
        dates_by=DatesBy.MESSAGE,
    )
    return _page(PageId(_PAGE), [passage])
