"""The sheet a brand signs: every number, date and approver in force for it. Knows no layout."""

from collections.abc import Mapping, Sequence
from datetime import date

from assist.domain.base import ClientId, Frozen, Moment, VersionId
from assist.domain.client import Profile
from assist.domain.knowledge import Page, Passage
from assist.domain.notice import Notice
from assist.domain.publication import Publication
from assist.onboarding import parameter_lines
from assist.onboarding.parameter_lines import ParameterLine
from assist.onboarding.shared_template import SharedTemplate
from assist.onboarding.standing import Standing

NO_OWNER = "not in the folder any more"


class DatedSection(Frozen):
    """A page or a section of it that holds only on some days."""

    passage_id: str
    first_day: date | None
    last_day: date | None
    dates_by: str


class SheetPage(Frozen):
    id: str
    title: str
    kind: str
    owner: str
    locale: str
    audience: str
    dated: tuple[DatedSection, ...] = ()


class Standard(Frozen):
    """How far the client leaves the shared template."""

    tier: str
    may_differ: int | None
    """None: without limit, or a tier nobody knows."""
    differing: tuple[str, ...]


class Sheet(Frozen):
    """All that the brand answers for, at one moment."""

    client_id: ClientId
    profile: Profile
    printed_on: date
    version_id: VersionId | None
    """The live version; None: nothing is live, the sheet shows the folder."""
    publication: Publication | None
    built_at: Moment | None
    has_unpublished_changes: bool
    standard: Standard
    parameters: tuple[ParameterLine, ...]
    notices: tuple[Notice, ...]
    pages: tuple[SheetPage, ...]


class Live(Frozen):
    """What went live, when and by whom, and when it was built."""

    version_id: VersionId
    publication: Publication | None
    built_at: Moment


def of(
    standing: Standing,
    shared: SharedTemplate,
    *,
    today: date,
    live: Live | None = None,
    notices: Sequence[Notice] = (),
    has_unpublished_changes: bool = False,
) -> Sheet:
    """Return the sheet of what is live, or of the folder when nothing is. Raises: BadKnowledge naming file and line."""
    lines = parameter_lines.of(standing, shared)
    return Sheet(
        client_id=standing.client_id,
        profile=standing.profile,
        printed_on=today,
        version_id=live.version_id if live else None,
        publication=live.publication if live else None,
        built_at=live.built_at if live else None,
        has_unpublished_changes=has_unpublished_changes,
        standard=Standard(
            tier=standing.profile.tier,
            may_differ=shared.tiers.get(standing.profile.tier),
            differing=shared.differing(standing.workflows_text),
        ),
        parameters=tuple(lines),
        notices=tuple(notice for notice in notices if notice.last_day >= today and notice.ended_at is None),
        pages=tuple(_page(page) for page in standing.pages),
    )


def pages_of(passages: Sequence[Passage], owners: Mapping[str, str]) -> list[Page]:
    """Put the passages of a version back into pages; a version does not keep owners, so they come from the folder."""
    by_page: dict[str, list[Passage]] = {}
    for passage in passages:
        by_page.setdefault(passage.page_id, []).append(passage)
    return [
        Page(
            id=first.page_id,
            kind=first.kind,
            title=first.headings[0],
            owner=owners.get(first.page_id, NO_OWNER),
            locale=first.locale,
            audience=first.audience,
            passages=tuple(found),
        )
        for found in by_page.values()
        for first in found[:1]
    ]


def _page(page: Page) -> SheetPage:
    dated = [passage for passage in page.passages if passage.effective_from or passage.effective_until]
    sections = [
        DatedSection(
            passage_id=passage.id,
            first_day=passage.effective_from,
            last_day=passage.effective_until,
            dates_by=passage.dates_by.value,
        )
        for passage in dated
    ]
    return SheetPage(
        id=page.id,
        title=page.title,
        kind=page.kind.value,
        owner=page.owner,
        locale=page.locale,
        audience=page.audience.value,
        dated=tuple(sections),
    )
