"""The ledger, on the fake and on the database: the live pointer moves with the record of its move, client by client."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

import assist.storage
from assist.domain.base import ClientId, VersionId
from assist.domain.publication import BuiltVersion, History, Move, PublicationAction
from assist.errors import Unavailable
from assist.ports import Ledger
from assist.storage.store import Store
from tests.fakes import FRIDAY, FakeLedger
from tests.ports.conftest import DATABASES, empty_database

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
ONE, TWO = VersionId("kv_1"), VersionId("kv_2")


@pytest.fixture(params=["fake", *DATABASES])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "fake":
        yield FakeLedger()
        return
    with empty_database(request.param, tmp_path) as url:
        store = Store.open(url)
        yield store.ledger
        store.close()


def build(ledger: Ledger, version: VersionId, client: ClientId = NORRFELL, minutes: int = 0) -> None:
    at = FRIDAY + timedelta(minutes=minutes)
    ledger.record_build(client, BuiltVersion(version_id=version, built_at=at, pages=2, passages=7))


def move(version: VersionId, action: PublicationAction = PublicationAction.PUBLISH, reason: str = "tested") -> Move:
    return Move(action=action, version_id=version, reason=reason, by="ana", at=FRIDAY)


def test_a_client_nobody_built_for_has_an_empty_history(ledger: Ledger) -> None:
    assert ledger.history(NORRFELL) == History()


def test_a_build_is_read_back_as_it_was_recorded(ledger: Ledger) -> None:
    build(ledger, ONE)

    (built,) = ledger.history(NORRFELL).built

    assert built == BuiltVersion(version_id=ONE, built_at=FRIDAY, pages=2, passages=7)


def test_builds_come_newest_first_and_the_same_content_built_again_is_the_newest(ledger: Ledger) -> None:
    for minutes, version in enumerate([ONE, TWO, ONE]):
        build(ledger, version, minutes=minutes)

    assert [one.version_id for one in ledger.history(NORRFELL).built] == [ONE, TWO]


def test_what_goes_live_is_recorded_with_what_was_live_before(ledger: Ledger) -> None:
    for version in (ONE, TWO):
        build(ledger, version)
        ledger.go_live(NORRFELL, move(version, reason=f"because of {version}"))

    past = ledger.history(NORRFELL)

    assert past.live == TWO
    assert [(one.number, one.version_id, one.previous_id) for one in past.publications] == [
        (1, ONE, None),
        (2, TWO, ONE),
    ]
    assert past.publications[1].model_dump(exclude={"number", "client_id", "previous_id"}) == {
        "action": "publish",
        "version_id": TWO,
        "reason": "because of kv_2",
        "by": "ana",
        "at": FRIDAY,
        "evidence": None,
    }


def test_a_first_version_never_replaces_one_that_is_live(ledger: Ledger) -> None:
    for version in (ONE, TWO):
        build(ledger, version)
    ledger.go_live(NORRFELL, move(ONE))

    returned = ledger.go_live(NORRFELL, move(TWO, PublicationAction.FIRST))

    assert (returned.version_id, ledger.history(NORRFELL).live) == (ONE, ONE)


def test_live_versions_names_every_client_that_has_one(ledger: Ledger) -> None:
    for client, version in ((NORRFELL, ONE), (OSMERE, TWO)):
        build(ledger, version, client)
        ledger.go_live(client, move(version))
    build(ledger, ONE, ClientId("third"))

    assert dict(ledger.live_versions()) == {NORRFELL: ONE, OSMERE: TWO}


def test_one_clients_versions_are_absent_for_another(ledger: Ledger) -> None:
    build(ledger, ONE)
    ledger.go_live(NORRFELL, move(ONE))

    assert ledger.history(OSMERE) == History()


def test_two_engines_that_publish_at_once_lose_no_record(url: str) -> None:
    stores = [Store.open(url), Store.open(url)]
    for version in (ONE, TWO):
        build(stores[0].ledger, version)

    with ThreadPoolExecutor(4) as pool:
        moves = [(number, (ONE, TWO)[number % 2]) for number in range(20)]
        list(pool.map(lambda each: stores[each[0] % 2].ledger.go_live(NORRFELL, move(each[1])), moves))

    past = stores[0].ledger.history(NORRFELL)
    for store in stores:
        store.close()
    assert [one.number for one in past.publications] == list(range(1, 21))
    assert past.live == past.publications[-1].version_id


def test_reading_the_live_versions_does_not_wait_for_a_writer(url: str) -> None:
    store = Store.open(url)
    build(store.ledger, ONE)
    store.ledger.go_live(NORRFELL, move(ONE))

    with store.begin(OSMERE):
        found = store.ledger.live_versions()

    store.close()
    assert found == {NORRFELL: ONE}


def test_a_version_nobody_built_does_not_go_live(url: str) -> None:
    store = Store.open(url)

    with pytest.raises(Unavailable):
        store.ledger.go_live(NORRFELL, move(ONE))

    assert store.ledger.history(NORRFELL) == History()
    store.close()


def test_rows_from_before_the_ledger_are_kept_and_are_no_candidates(url: str) -> None:
    _as_before_the_ledger(url)

    store = Store.open(url)
    past = store.ledger.history(NORRFELL)
    store.close()

    assert [(one.version_id, one.passages) for one in past.built] == [(ONE, None)]
    assert (past.live, past.candidate) == (None, None)


def _as_before_the_ledger(url: str) -> None:
    """Make a database as the first migration left it, with one version recorded."""
    config = Config()
    config.set_main_option("script_location", str(Path(assist.storage.__file__).parent / "migrations"))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("insert into clients values ('norrfell', '2026-11-20 15:47:00')"))
        connection.execute(text("insert into versions values ('norrfell', 'kv_1', 'live', '2026-11-20 15:47:00')"))
    engine.dispose()
