"""The versions that answer: one a client, swapped when the live pointer moves, kept when the new one does not load.

A request takes the reference it finds and keeps it to its end; it never waits for a version being loaded beside it.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from threading import Lock

from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.errors import AssistError, place_of
from assist.publishing.reports import Served

RETRY_AFTER_S = 10.0
"""Seconds until a version that did not load is tried again: it may have been built again meanwhile."""
OTHERS_OPEN = 2
"""Versions that do not serve and stay open: a person compares two."""
_log = logging.getLogger("assist.publishing")


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
        self._faults: dict[ClientId, str] = {}
        """Why a client has no version at all."""
        self._failed: dict[ClientId, tuple[VersionId | None, float]] = {}
        """What did not load last, and when it was tried."""
        self._opening = Lock()
        self._following = Lock()

    def served(self, client_id: ClientId) -> Served:
        """Return what answers now, opening it on the first request. Raises: what opening raises."""
        found = self._served.get(client_id)
        if found is not None:
            return found
        with self._opening:
            if client_id not in self._served:
                self._served[client_id] = self._open_live(client_id)
                self._faults.pop(client_id, None)
            return self._served[client_id]

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
        return {**self._faults, **older}

    def refresh(
        self,
        read_pointers: Callable[[], Mapping[ClientId, VersionId]],
        read_client_ids: Callable[[], Collection[ClientId]],
    ) -> None:
        """Follow the pointers; open clients that are new, forget those that are gone. Raises: what reading raises."""
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
        if self._tried_lately(client_id, pointer):
            return
        try:
            if served is None:
                self.served(client_id)
            elif pointer is not None:
                self._served[client_id] = Served(self._open_version(client_id, pointer))
                _log.info("%s: %s is live", client_id, pointer)
            self._failed.pop(client_id, None)
        except Exception as error:  # one client's fault must not keep the others from theirs
            self._note(client_id, pointer, error)

    def _tried_lately(self, client_id: ClientId, pointer: VersionId | None) -> bool:
        failed = self._failed.get(client_id)
        return failed is not None and failed[0] == pointer and self._clock() - failed[1] < RETRY_AFTER_S

    def _note(self, client_id: ClientId, pointer: VersionId | None, error: Exception) -> None:
        """Remember and log a fault, once for each version that does not load."""
        known = self._failed.get(client_id)
        self._failed[client_id] = (pointer, self._clock())
        why = error.message if isinstance(error, AssistError) else f"{type(error).__name__} at {place_of(error)}"
        served = self._served.get(client_id)
        if served is None:
            self._faults[client_id] = why
        else:
            self._served[client_id] = Served(served.version, f"{pointer} does not load: {why}")
        if known is None or known[0] != pointer:
            serving = f"{served.version.id} serves on" if served else "nothing serves"
            _log.error("%s: the live version %s does not load, %s: %s", client_id, pointer, serving, why)


def _among(version: Version, client_ids: frozenset[str]) -> Version:
    """Return the version with the names of the agency's other clients as they are now."""
    others = client_ids - {version.profile.id}
    return version if version.other_brands == others else replace(version, other_brands=others)
