"""One client's versions: the first one, candidates, going live, going back. Knows no request and serves nothing.

Order makes it safe to be killed anywhere: a bundle is whole and on disk before a row names it, and the live pointer
moves in the transaction that records the move.
"""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assist import versions
from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.domain.client import Profile
from assist.domain.evaluation import Approval, EvalSummary, Evidence, Program
from assist.domain.publication import BuiltVersion, History, Move, PublicationAction
from assist.errors import AssistError, BadInput, BadKnowledge, Corrupt, NotFound, Unavailable
from assist.ports import Ledger
from assist.publishing import footing, remaking, retention, two_people
from assist.publishing.counting import CountingEncoder
from assist.publishing.demanding import Demand
from assist.publishing.footing import Footing
from assist.publishing.reports import BuildReport, Moved, Served
from assist.retrieval.bundle import Bundle, embedded_text

CANDIDATE, LIVE = "candidate", "live"
FIRST_REASON = "first version: nothing was live before"
REMADE_REASON = "the same content, made anew for this program's encoder and bundle format"
NOBODY = "assist"
"""Who publishes these: no person decided it."""
OVERRIDE_NEEDS_REASON = "override needs a reason: it is recorded, and shown wherever the version is"
CANNOT_BE_MADE = (BadKnowledge, Corrupt, Unavailable, OSError)
"""What keeps a live version from being made again: broken files, a full disk. An earlier version serves then."""
MAX_REASON, MAX_NAME = 2_000, 200
"""Characters that are recorded."""
_log = logging.getLogger("assist.publishing")


@dataclass(frozen=True)
class Releases:
    """The versions of one client: no method takes another."""

    client_id: ClientId
    folder: Path
    """Where the client's knowledge lies."""
    ground: versions.Ground
    ledger: Ledger
    program: Program
    """What runs here: an evaluation made with another does not count."""

    def history(self) -> History:
        return self.ledger.history(self.client_id)

    def ensure_first(self, now: datetime) -> None:
        """Publish the folder as it stands when nothing is live yet, so that later changes wait for a publication.

        Raises: BadKnowledge naming file and line.
        """
        if self.history().live is not None:
            return
        content = versions.read(self.folder, self.ground)
        version = versions.build(content, self.ground, now)
        self._record(content, version, now, built_by=(NOBODY,))
        move = Move(action=PublicationAction.FIRST, version_id=version.id, reason=FIRST_REASON, by=NOBODY, at=now)
        self.ledger.go_live(self.client_id, move)

    def build(self, now: datetime, *, by: str | None = None) -> BuildReport:
        """Make a candidate of the folder as it stands; without `by`, who built it is not recorded.

        Raises: BadKnowledge naming file and line; BadInput for a name that cannot be recorded.
        """
        started = time.perf_counter()
        built_by = () if by is None else (_name(by),)
        self.ensure_first(now)
        before = self.history()
        counting = CountingEncoder(self.ground.encoder)
        content = versions.read(self.folder, self.ground)
        version = versions.build(content, replace(self.ground, encoder=counting), now)
        self._record(content, version, now, built_by=built_by)
        after = self.history()
        retention.sweep(self.ground.bundles_folder / self.client_id, after, now)
        texts = [embedded_text(passage) for page in content.pages for passage in page.passages]
        encoded = sum(text in counting.seen for text in texts)
        return BuildReport(
            client_id=self.client_id,
            version_id=version.id,
            state=after.state(version.id),
            unchanged=before.knows(version.id),
            pages=len(content.pages),
            passages=len(texts),
            encoded=encoded,
            reused=len(texts) - encoded,
            seconds=round(time.perf_counter() - started, 3),
        )

    def publish(self, which: str, *, override: str | None, by: str, now: datetime) -> Moved:
        """Let a version go live that loads whole, and that passed its evaluation in this program or is answered for.

        Raises: Refused without either, or by one of two people; BadInput for an `override` or a name that is empty;
        NotFound for a version that is not this client's; Corrupt when it does not load here.
        """
        reason = None if override is None else _recordable(override, "override", MAX_REASON)
        if reason == "":
            raise BadInput(OVERRIDE_NEEDS_REASON, code="field_missing", path="override")
        history = self.history()
        if which == CANDIDATE and history.live is not None and history.live == _newest(history):
            return Moved(changed=False, publication=history.publications[-1])
        target = self.resolve(which)
        if target == history.live:
            return Moved(changed=False, publication=history.publications[-1])
        evidence = self._evidence(target, history, is_answered_for=reason is not None)
        self._demand_second_person(target, history, _name(by))
        return self._go_live(
            Move(
                action=PublicationAction.PUBLISH,
                version_id=target,
                reason=reason or f"passed the evaluation {evidence.report_id}",
                by=_name(by),
                at=now,
                evidence=evidence,
            )
        )

    def rollback(self, to: str, *, reason: str, by: str, now: datetime) -> Moved:
        """Let an earlier version go live again, without `to` the one that was live before. Raises: as `publish`."""
        history = self.history()
        target = self.resolve(to) if to else history.previous
        if target is None:
            raise NotFound(f"nothing was live at {self.client_id} before: there is no version to roll back to")
        if history.last_published(target) is None:
            raise BadInput(f"{target} was never live: publish it instead of rolling back to it", path="to")
        why = _recordable(reason, "reason", MAX_REASON)
        move = Move(action=PublicationAction.ROLLBACK, version_id=target, reason=why, by=_name(by), at=now)
        return self._go_live(move)

    def approve(self, approval: Approval) -> None:
        """Record what a person accepts of a report.

        Raises: NotFound for a report that is not this client's; Refused by one of two people; BadInput without a
        reason or a name.
        """
        report = self.ledger.evaluation(self.client_id, approval.report_id)
        if report is None:
            raise NotFound(f"no evaluation of that id at {self.client_id}", path="report_id")
        reason, by = _recordable(approval.reason, "reason", MAX_REASON), _name(approval.by)
        if not reason:
            raise BadInput("reason: an approval says why", code="field_missing", path="reason")
        self._demand_second_person(report.key.version_id, self.history(), by)
        self.ledger.record_approval(self.client_id, approval.model_copy(update={"reason": reason, "by": by}))

    def evaluations(self, which: str | None = None) -> tuple[EvalSummary, ...]:
        """Return the evaluations of the client or of one of its versions, newest first. Raises: NotFound."""
        return self.ledger.evaluations(self.client_id, None if which is None else self.resolve(which))

    def footing(self, version_id: VersionId) -> Footing:
        """Return what a version stands on in this program."""
        return footing.of(version_id, self.history(), self.evaluations(), self.program)

    def resolve(self, which: str) -> VersionId:
        """Return the id of `live`, `candidate` or of a version of this client. Raises: NotFound."""
        history = self.history()
        if which == LIVE and history.live is not None:
            return history.live
        if which == CANDIDATE and history.candidate is not None:
            return history.candidate
        if history.knows(which):
            return VersionId(which)
        if which == CANDIDATE:
            raise NotFound(f"{self.client_id} has no candidate: make one with `assist kb build`")
        raise NotFound(f"no version of that name at {self.client_id}: `assist kb versions` lists them", path="version")

    def bundle(self, version_id: VersionId) -> Bundle:
        """Return a version's bundle. Raises: Corrupt when it is missing, damaged or made for another encoder."""
        return versions.open_bundle(self.client_id, version_id, self.ground)

    def open(self, version_id: VersionId) -> Version:
        """Return a version from its bundle alone. Raises: as `bundle`; BadKnowledge when this program cannot read it."""
        return versions.assemble(self.bundle(version_id), self.ground)

    def open_live(self, now: datetime) -> Served:
        """Return the live version; failing that, the same content built again, or the nearest earlier version.

        Raises: BadKnowledge when nothing is live yet and the folder is broken; Corrupt when no version loads.
        """
        self.ensure_first(now)
        history = self.history()
        assert history.live is not None
        try:
            return Served(self.open(history.live))
        except (Corrupt, BadKnowledge) as fault:
            _log.error("%s: the live version %s does not load: %s", self.client_id, history.live, fault.message)
            mended = self._mended(history.live, now) or self._remade(history.live, now)
            return Served(mended) if mended else self._fallback(history, fault)

    def _mended(self, version_id: VersionId, now: datetime) -> Version | None:
        """Build the version again when the folder still holds exactly its content."""
        try:
            content = versions.read(self.folder, self.ground)
            if versions.id_of(content, self.ground) != version_id:
                return None
            return versions.build(content, self.ground, now)
        except CANNOT_BE_MADE:
            return None

    def _remade(self, version_id: VersionId, now: datetime) -> Version | None:
        """Make the live content anew when another program made its bundle, and publish it as the same content."""
        folder = versions.bundle_folder(self.client_id, version_id, self.ground)
        content = remaking.content_for_another(folder, self.client_id, self.ground.encoder)
        if content is None:
            return None
        try:
            version = versions.build(content, self.ground, now)
            self._record(content, version, now, built_by=self.history().built_by(version_id))
            move = Move(action=PublicationAction.REMAKE, version_id=version.id, reason=REMADE_REASON, by=NOBODY, at=now)
            self.ledger.go_live(self.client_id, move)
        except CANNOT_BE_MADE:  # or this program asks more of a client's files than the one that made it
            return None
        return version

    def _fallback(self, history: History, fault: AssistError) -> Served:
        for earlier in history.fallbacks:
            try:
                version = self.open(earlier)
            except (Corrupt, BadKnowledge):
                continue
            _log.error("%s: %s serves instead of the live version", self.client_id, earlier)
            return Served(version, f"{history.live} does not load: {fault.message}")
        raise Corrupt(
            f"{self.client_id}: the live version does not load ({fault.message}) and no earlier one does: "
            "make one with `assist kb build` and publish it"
        ) from fault

    def _evidence(self, target: VersionId, history: History, *, is_answered_for: bool) -> Evidence:
        demand = Demand(
            client_id=self.client_id,
            key=self.program.key_of(target),
            reports=self.evaluations(),
            last_move=history.publications[-1].at if history.publications else None,
        )
        return demand.answered_by_person() if is_answered_for else demand.answered()

    def _demand_second_person(self, target: VersionId, history: History, by: str) -> None:
        """Let somebody pass a version where its client, as it is or as it would be, wants two people."""
        profiles = [versions.profile_of(self.bundle(target)), *self._standing_profile(history)]
        if two_people.are_wanted(profiles):
            two_people.demand(self.client_id, target, history.built_by(target), by)

    def _standing_profile(self, history: History) -> list[Profile]:
        """Return the profile in force: of the nearest version that was live and still loads, none when none does."""
        for version_id in (history.live, *history.fallbacks):
            try:
                return [versions.profile_of(self.bundle(version_id))] if version_id else []
            except (Corrupt, BadKnowledge):
                continue
        return []

    def _go_live(self, move: Move) -> Moved:
        history = self.history()
        if move.version_id == history.live:
            return Moved(changed=False, publication=history.publications[-1])
        self.open(move.version_id)  # what does not load whole never goes live
        retention.touch(versions.bundle_folder(self.client_id, move.version_id, self.ground))
        return Moved(changed=True, publication=self.ledger.go_live(self.client_id, move))

    def _record(self, content: versions.Content, version: Version, now: datetime, *, built_by: tuple[str, ...]) -> None:
        retention.touch(versions.bundle_folder(self.client_id, version.id, self.ground))
        passages = sum(len(page.passages) for page in content.pages)
        built = BuiltVersion(
            version_id=version.id, built_at=now, pages=len(content.pages), passages=passages, built_by=built_by
        )
        self.ledger.record_build(self.client_id, built)


def _newest(history: History) -> VersionId | None:
    return history.built[0].version_id if history.built else None


def _name(by: str) -> str:
    """Return a name that can be recorded. Raises: BadInput when it is empty, too long or no text."""
    name = _recordable(by, "by", MAX_NAME)
    if not name:
        raise BadInput("by: who does this is recorded, and is missing", code="field_missing", path="by")
    return name


def _recordable(written: str, field: str, most: int) -> str:
    """Return what can be stored. Raises: BadInput when it is too long or no text: a shell may hand over broken bytes."""
    if "\x00" in written or any("\ud800" <= char <= "\udfff" for char in written):
        raise BadInput(f"{field} holds characters that are not text", path=field)
    if len(written) > most:
        raise BadInput(f"{field} has {len(written)} characters; at most {most}", path=field)
    return written.strip()
