"""Which bundles stay on disk: live, candidate, what a rollback may need, the newest ten, all live within 90 days.

Also removes what a killed build left behind. Rows are never removed: the record outlives the bundle.
"""

import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from assist.domain.publication import History
from assist.errors import Corrupt

NEWEST_KEPT = 10
KEPT_AFTER_LIVE = timedelta(days=90)
"""Time in which a complaint about an answer usually comes: the version that answered can still be opened."""
LEFTOVER_AFTER_S = 3_600.0
"""No build takes an hour: older scratch folders are a killed build's, younger bundles may be another process's."""
DAMAGED_KEPT_S = 30 * 86_400.0


def kept(history: History, now: datetime) -> set[str]:
    """Return the versions whose bundles stay."""
    lately = (p.version_id for p in history.publications if p.at >= now - KEPT_AFTER_LIVE)
    newest = (one.version_id for one in history.built[:NEWEST_KEPT])
    named = (history.live, history.candidate, history.previous)
    return {*lately, *newest, *(name for name in named if name is not None)}


def touch(folder: Path) -> None:
    """Mark a bundle as in use, so that no sweep removes it before a row names it. Raises: Corrupt when it is gone."""
    try:
        os.utime(folder)
    except FileNotFoundError as error:
        raise Corrupt(f"bundle {folder.name} was removed by another process: build again") from error


def sweep(client_bundles: Path, history: History, now: datetime) -> list[str]:
    """Remove the bundles of one client that are kept no longer, and leftovers; return their names."""
    staying = kept(history, now)
    removed = []
    for folder in sorted(client_bundles.iterdir()):
        if folder.name in staying or _age_s(folder) < _spared_for_s(folder.name):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        removed.append(folder.name)
    return removed


def _spared_for_s(name: str) -> float:
    return DAMAGED_KEPT_S if name.startswith(".damaged-") else LEFTOVER_AFTER_S


def _age_s(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:  # another build was quicker
        return 0.0
