"""Which version of a client's knowledge is live, and how it came to be: builds, publications, and what follows from them.

The states are not stored; they follow from the builds and publications, so that the two can never disagree.
"""

from enum import StrEnum

from assist.domain.base import ClientId, Frozen, Moment, VersionId
from assist.domain.evaluation import Evidence


class PublicationAction(StrEnum):
    """How a version went live."""

    FIRST = "first"
    """Nothing was live before: the folder as it stood."""
    PUBLISH = "publish"
    ROLLBACK = "rollback"
    REMAKE = "remake"
    """The same content, made anew for another encoder or bundle format."""


class VersionState(StrEnum):
    CANDIDATE = "candidate"
    """The newest build, not live since it was built."""
    LIVE = "live"
    RETIRED = "retired"


class BuiltVersion(Frozen):
    """A version and when it was last built; rows from before builds were counted know no sizes."""

    version_id: VersionId
    built_at: Moment
    pages: int | None = None
    passages: int | None = None
    built_by: tuple[str, ...] = ()
    """Everybody who built this content, in order; empty: not recorded."""


class Publication(Frozen):
    """One move of the live pointer; `number` counts a client's moves from 1."""

    client_id: ClientId
    number: int
    action: PublicationAction
    version_id: VersionId
    previous_id: VersionId | None
    reason: str
    by: str
    at: Moment
    evidence: Evidence | None = None
    """None where none is demanded: a first version, a rollback, a remake."""


class Move(Frozen):
    """A move of the live pointer that is asked for."""

    action: PublicationAction
    version_id: VersionId
    reason: str
    by: str
    at: Moment
    evidence: Evidence | None = None


class History(Frozen):
    """All that is known of one client's versions."""

    live: VersionId | None = None
    built: tuple[BuiltVersion, ...] = ()
    """Newest build first."""
    publications: tuple[Publication, ...] = ()
    """Oldest first."""

    @property
    def candidate(self) -> VersionId | None:
        """The newest build, unless it is live or was live since: after a rollback it must be built again."""
        newest = self.built[0] if self.built else None
        if newest is None or newest.version_id == self.live or newest.passages is None:
            return None
        last = self.last_published(newest.version_id)
        return newest.version_id if last is None or last.at < newest.built_at else None

    @property
    def fallbacks(self) -> tuple[VersionId, ...]:
        """What was live before the live version, nearest first; what was rolled back from is not among them."""
        stack: list[VersionId] = []
        for publication in self.publications:
            version_id = publication.version_id
            if publication.action is PublicationAction.ROLLBACK and version_id in stack:
                while stack[-1] != version_id:
                    stack.pop()
            elif publication.action is PublicationAction.REMAKE:
                stack[-1:] = [version_id]
            else:
                stack.append(version_id)
        earlier = reversed(stack[:-1])
        return tuple(dict.fromkeys(one for one in earlier if one != self.live))

    @property
    def previous(self) -> VersionId | None:
        """What a rollback goes back to; a second one goes further back."""
        return next(iter(self.fallbacks), None)

    def state(self, version_id: VersionId) -> VersionState:
        if version_id == self.live:
            return VersionState.LIVE
        return VersionState.CANDIDATE if version_id == self.candidate else VersionState.RETIRED

    def knows(self, version_id: str) -> bool:
        """Say whether a version of this id was ever built for this client."""
        return any(one.version_id == version_id for one in self.built)

    def built_by(self, version_id: VersionId) -> tuple[str, ...]:
        """Return everybody who built this content; nobody when that is not recorded."""
        return next((one.built_by for one in self.built if one.version_id == version_id), ())

    def let_live(self, version_id: VersionId) -> Publication | None:
        """Return the publication that let this content go live: a rollback or a remake only repeats an earlier one."""
        wanted: VersionId | None = version_id
        for publication in reversed(self.publications):
            if publication.version_id != wanted or publication.action is PublicationAction.ROLLBACK:
                continue
            if publication.action is not PublicationAction.REMAKE:
                return publication
            wanted = publication.previous_id
        return None

    def last_published(self, version_id: VersionId) -> Publication | None:
        return next((one for one in reversed(self.publications) if one.version_id == version_id), None)
