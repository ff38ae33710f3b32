"""Which bundles stay: never one that is live, candidate or needed for a rollback is removed."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.base import ClientId, VersionId
from assist.domain.publication import BuiltVersion, History, Move, PublicationAction
from assist.errors import Corrupt
from assist.publishing import retention
from assist.publishing.retention import KEPT_AFTER_LIVE, LEFTOVER_AFTER_S, NEWEST_KEPT
from tests.fakes import FRIDAY, FakeLedger

NORRFELL = ClientId("norrfell")


def built(count: int, *live: int) -> History:
    """Return the history of `count` builds a day apart, of which some went live in this order."""
    ledger = FakeLedger()
    for day in range(count):
        at = FRIDAY + timedelta(days=day)
        ledger.record_build(NORRFELL, BuiltVersion(version_id=name(day), built_at=at, pages=1, passages=1))
    for day in live:
        at = FRIDAY + timedelta(days=day, hours=1)
        ledger.go_live(
            NORRFELL, Move(action=PublicationAction.PUBLISH, version_id=name(day), reason="", by="ana", at=at)
        )
    return ledger.history(NORRFELL)


def name(day: int) -> VersionId:
    return VersionId(f"kv_{day:03}")


def folder(parent: Path, called: str, age_s: float) -> None:
    (parent / called).mkdir()
    (parent / called / "passages.jsonl").write_text("{}", encoding="utf-8")
    then = time.time() - age_s
    os.utime(parent / called, (then, then))


@given(st.integers(1, 40), st.data())
def test_live_candidate_and_previous_always_stay(count: int, data: st.DataObject) -> None:
    past = built(count, *data.draw(st.lists(st.integers(0, count - 1), max_size=6)))

    staying = retention.kept(past, FRIDAY + timedelta(days=10_000))

    assert {one for one in (past.live, past.candidate, past.previous) if one} <= staying
    assert {one.version_id for one in past.built[:NEWEST_KEPT]} <= staying


def test_what_was_live_lately_stays_and_what_was_live_long_ago_goes(tmp_path: Path) -> None:
    past = built(40, 1, 2, 3)
    lately = FRIDAY + timedelta(days=1, hours=1) + KEPT_AFTER_LIVE

    on_the_last_day = retention.kept(past, lately)
    later = retention.kept(past, lately + timedelta(minutes=1))

    assert (name(1) in on_the_last_day, name(1) in later) == (True, False)


def test_a_sweep_removes_old_bundles_and_what_killed_builds_left(tmp_path: Path) -> None:
    for called, age_s in (
        (name(0), 2 * LEFTOVER_AFTER_S),
        (name(39), 2 * LEFTOVER_AFTER_S),
        (".build-old", 2 * LEFTOVER_AFTER_S),
        (".build-now", 1.0),
        ("kv_of_another_process", 1.0),
    ):
        folder(tmp_path, called, age_s)

    removed = retention.sweep(tmp_path, built(40, 20), FRIDAY + timedelta(days=400))

    assert removed == [".build-old", name(0)]
    assert sorted(each.name for each in tmp_path.iterdir()) == [".build-now", name(39), "kv_of_another_process"]


def test_a_damaged_bundle_set_aside_stays_for_a_month(tmp_path: Path) -> None:
    folder(tmp_path, ".damaged-new", 29 * 86_400)
    folder(tmp_path, ".damaged-old", 31 * 86_400)

    assert retention.sweep(tmp_path, History(), FRIDAY) == [".damaged-old"]


def test_a_bundle_that_vanished_before_it_was_recorded_is_corrupt(tmp_path: Path) -> None:
    with pytest.raises(Corrupt, match="build again"):
        retention.touch(tmp_path / "kv_1")
