"""The versions that answer: one a client, swapped when the live pointer moves, kept when the new one does not load.

A request takes the reference it finds and keeps it to its end; it never waits for a version being loaded beside it.
Following opens what was published and publishes nothing itself: a folder that appears may be half copied.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.errors import AssistError, NotFound, Unavailable, place_of
from assist.publishing.reports import Served

RETRY_AFTER_S = 10.0
"""Seconds until a version that did not load is tried again: it may have been built again meanwhile."""
OTHERS_OPEN = 2
"""Versions that do not serve and stay open: a person compares two."""
_log = logging.getLogger("assist.publishing")


@dataclass(frozen=True)
class _Fault:
    """Why a client has no version at all, and when it was tried."""

    why: str
    code: str | None
    at: float

    @property
    def error(self) -> Unavailable:
        return Unavailable(self.why, code=self.code)


@dataclass(frozen=True)
class _Failure:
    """What following could not load, when it tried, and what it said of it."""

    pointer: VersionId | None
    at: float
    said: str


class LiveVersions:
    """What serves each client. `open_live` opens a client for the first time, `open_version` what the pointer names."""

    def __init__(
        self,
        open_live: Callable[[ClientId], Served],
        open_version: Callable[[ClientId, VersionId], Version],
        clock: Callable[[], float],
    ) -> None:
        self._open_live = open_live
        self._open_version = open_version
        self._clock = clock
        self._served: dict[ClientId, Served] = {}
        self._others: dict[tuple[ClientId, VersionId], Version] = {}
        """Versions asked for by id, the latest last."""
        self._faults: dict[ClientId, _Fault] = {}
        self._failed: dict[ClientId, _Failure] = {}
        self._opening = Lock()
        self._following = Lock()

    def served(self, client_id: ClientId) -> Served:
        """Return what answers now, opening it on the first request.

        Raises: Unavailable when nothing of this client loads, with the code of the reason; NotFound.
        """
        return self._served.get(client_id) or self._open(client_id)

    def open_all(self, client_ids: Collection[ClientId]) -> None:
        """Open every client; one that does not open is a fault, said loudly, and keeps nobody else waiting.

        Raises: AssistError, that of the first client, when none opens.
        """
        errors = [error for error in map(self._try_opening, client_ids) if error is not None]
        if errors and len(errors) == len(client_ids):
            raise errors[0]

    def opened(self, client_id: ClientId, version_id: VersionId) -> Version:
        """Return a version by id; a few that do not serve stay open, as for searches in a candidate. Raises: Corrupt."""
        served = self._served.get(client_id)
        if served is not None and served.version.id == version_id:
            return served.version
        with self._opening:
            version = self._others.pop((client_id, version_id), None) or self._open_version(client_id, version_id)
            self._others[client_id, version_id] = version
            while len(self._others) > OTHERS_OPEN:
                self._others.pop(next(iter(self._others)))
            return version

    def known(self) -> Mapping[ClientId, Served]:
        """Return what answers now, without opening anything."""
        return dict(self._served)

    def faults(self) -> dict[ClientId, str]:
        """Return what is wrong, client by client: an older version answers, or none at all."""
        older = {client: served.fault for client, served in self.known().items() if served.fault}
        return {**{client: fault.why for client, fault in self._faults.copy().items()}, **older}

    def refresh(
        self,
        read_pointers: Callable[[], Mapping[ClientId, VersionId]],
        read_client_ids: Callable[[], Collection[ClientId]],
    ) -> None:
        """Follow the pointers, forget the clients that are gone. Raises: what reading raises."""
        # One at a time, and read within: what was read earlier never wins over what was read later.
        with self._following:
            pointers, client_ids = read_pointers(), frozenset(read_client_ids())
            for client_id in sorted(client_ids):
                self._follow(client_id, pointers.get(client_id), client_ids)
            for gone in {*self.known(), *self._faults, *self._failed} - client_ids:
                self._forget(gone)

    def _forget(self, client_id: ClientId) -> None:
        for kept in (self._served, self._faults, self._failed):
            kept.pop(client_id, None)

    def _follow(self, client_id: ClientId, pointer: VersionId | None, client_ids: frozenset[str]) -> None:
        served = self._served.get(client_id)
        if served is not None and pointer in (None, served.version.id):
            self._served[client_id] = Served(_among(served.version, client_ids))
            self._failed.pop(client_id, None)
            return
        if pointer is None or self._tried_lately(client_id, pointer):
            return
        if served is None:
            self._try_opening(client_id, pointer)
            return
        try:
            self._served[client_id] = Served(self._open_version(client_id, pointer))
            self._failed.pop(client_id, None)
            _log.info("%s: %s is live", client_id, pointer)
        except Exception as error:  # one client's fault must not keep the others from theirs
            self._served[client_id] = Served(served.version, f"{pointer} does not load: {_why(error)}")
            self._say(client_id, pointer, f"{served.version.id} serves on, {pointer} does not load: {_why(error)}")

    def _tried_lately(self, client_id: ClientId, pointer: VersionId) -> bool:
        failed = self._failed.get(client_id)
        return failed is not None and failed.pointer == pointer and self._is_recent(failed.at)

    def _is_recent(self, at: float) -> bool:
        return self._clock() - at < RETRY_AFTER_S

    def _try_opening(self, client_id: ClientId, pointer: VersionId | None = None) -> AssistError | None:
        """Open a client that has no version open; return why it does not, said in the log."""
        try:
            self._open(client_id, again=pointer is not None)
            self._failed.pop(client_id, None)
            return None
        except AssistError as error:
            self._faults.setdefault(client_id, _Fault(error.message, error.code, self._clock()))
            self._say(client_id, pointer, f"no version answers: {error.message}")
            return error

    def _open(self, client_id: ClientId, *, again: bool = False) -> Served:
        """Open a client unless it is open; one that failed a moment ago only if `again`: every request would read it."""
        with self._opening:
            found, fault = self._served.get(client_id), self._faults.get(client_id)
            if found is not None:
                return found
            if fault is not None and not again and self._is_recent(fault.at):
                raise fault.error
            try:
                served = self._open_live(client_id)
            except (NotFound, Unavailable):  # no fault of its knowledge: the next request may well find it
                raise
            except Exception as error:
                code = error.code if isinstance(error, AssistError) else None
                self._faults[client_id] = _Fault(_why(error), code, self._clock())
                raise self._faults[client_id].error from error
            self._served[client_id] = served
            self._faults.pop(client_id, None)
            return served

    def _say(self, client_id: ClientId, pointer: VersionId | None, what: str) -> None:
        """Remember a failure and log it, once as long as it stays the same."""
        known = self._failed.get(client_id)
        self._failed[client_id] = _Failure(pointer, self._clock(), what)
        if known is None or known.said != what:
            _log.error("%s: %s", client_id, what)


def _why(error: Exception) -> str:
    return error.message if isinstance(error, AssistError) else f"{type(error).__name__} at {place_of(error)}"


def _among(version: Version, client_ids: frozenset[str]) -> Version:
    """Return the version with the names of the agency's other clients as they are now."""
    others = client_ids - {version.profile.id}
    return version if version.other_brands == others else replace(version, other_brands=others)
