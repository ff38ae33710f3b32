"""What comes of a build, of a publication, and of opening what is live."""

from dataclasses import dataclass

from assist.briefing import Version
from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.publication import History, Publication, VersionState

KNOWLEDGE_FALLBACK = "knowledge_fallback"
"""The live version does not load: an earlier one answered."""


class BuildReport(Frozen):
    """What a build made."""

    client_id: ClientId
    version_id: VersionId
    state: VersionState
    unchanged: bool
    """This content was built before."""
    pages: int
    passages: int
    encoded: int
    """Passages encoded anew."""
    reused: int
    """Passages that kept their vectors."""
    seconds: float


class Moved(Frozen):
    """What came of a wish to move the live pointer; `changed` is false when the version was live already."""

    changed: bool
    publication: Publication


@dataclass(frozen=True)
class Served:
    """The version that answers, and why it is not the live one when it is not."""

    version: Version
    fault: str | None = None

    @property
    def degraded(self) -> tuple[str, ...]:
        """What a suggestion made by it says of itself."""
        return (KNOWLEDGE_FALLBACK,) if self.fault else ()


class ListedVersion(Frozen):
    """One version as `kb versions` shows it; `publications` oldest first, empty when it never went live."""

    version_id: VersionId
    state: VersionState
    built_at: str
    built_by: tuple[str, ...]
    """Everybody who built this content; empty: not recorded."""
    pages: int | None
    passages: int | None
    publications: tuple[Publication, ...]


def listing(history: History) -> list[ListedVersion]:
    """Return a client's versions, newest build first."""
    return [
        ListedVersion(
            version_id=one.version_id,
            state=history.state(one.version_id),
            built_at=one.built_at.isoformat(timespec="seconds"),
            built_by=one.built_by,
            pages=one.pages,
            passages=one.passages,
            publications=tuple(p for p in history.publications if p.version_id == one.version_id),
        )
        for one in history.built
    ]
