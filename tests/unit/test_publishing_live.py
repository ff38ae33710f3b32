"""What answers while the live pointer moves: the new version once it loads, the one before while it does not."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from assist.api.following import following
from assist.domain.base import ClientId, VersionId
from assist.errors import BadKnowledge, Corrupt, Unavailable
from assist.publishing.live import OTHERS_OPEN, RETRY_AFTER_S, LiveVersions
from assist.publishing.releases import Releases
from assist.publishing.reports import Served
from tests.evaluations import PROGRAM
from tests.fakes import FRIDAY, FakeLedger
from tests.knowledge import ground, small_client, write_page

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")


class Agency:
    """Clients with versions of their own, a clock that stands still until it is moved, and what answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = FakeLedger()
        self.releases: dict[ClientId, Releases] = {}
        self.seconds = 0.0
        self.live = LiveVersions(
            lambda client: self.releases[client].open_live(FRIDAY),
            lambda client, version: self.releases[client].open(version),
            lambda: self.seconds,
        )

    def add(self, client: ClientId) -> None:
        folder = small_client(self.folder / "knowledge", client)
        self.releases[client] = Releases(client, folder, ground(folder, self.folder / "bundles"), self.ledger, PROGRAM)

    def publish(self, client: ClientId, text: str, *, first: bool = True) -> VersionId:
        releases = self.releases[client]
        if first:
            releases.ensure_first(FRIDAY)
        write_page(releases.folder, "returns", text)
        at = FRIDAY + timedelta(minutes=2 * len(releases.history().publications))
        built = releases.build(at).version_id
        releases.publish(built, override="x", by="ana", now=at + timedelta(minutes=1))
        return built

    def break_folder(self, client: ClientId) -> None:
        (self.releases[client].folder / "policies" / "returns.md").write_text("no front matter", encoding="utf-8")

    def bundle(self, client: ClientId, version: VersionId) -> Path:
        return self.folder / "bundles" / client / version

    def refresh(self) -> None:
        self.live.refresh(self.ledger.live_versions, lambda: list(self.releases))

    def answering(self, client: ClientId) -> VersionId:
        return self.live.served(client).version.id


@pytest.fixture
def agency(tmp_path: Path) -> Agency:
    found = Agency(tmp_path)
    found.add(NORRFELL)
    return found


def test_a_new_live_version_answers_after_a_refresh_and_not_before(agency: Agency) -> None:
    first = agency.answering(NORRFELL)
    second = agency.publish(NORRFELL, "Within 60 days.")

    before = agency.answering(NORRFELL)
    agency.refresh()

    assert (before, agency.answering(NORRFELL)) == (first, second)


def test_a_request_keeps_the_version_it_began_with(agency: Agency) -> None:
    began_with = agency.live.served(NORRFELL).version
    agency.publish(NORRFELL, "Within 60 days.")

    agency.refresh()

    passage = began_with.retriever.passage("returns#window")
    assert passage is not None and "30 days" in passage.text


def test_a_version_that_does_not_load_leaves_the_one_before_and_says_so_once(
    agency: Agency, caplog: pytest.LogCaptureFixture
) -> None:
    first = agency.answering(NORRFELL)
    second = agency.publish(NORRFELL, "Within 60 days.")
    (agency.bundle(NORRFELL, second) / "vectors.faiss").write_bytes(b"")

    for _ in range(3):
        agency.refresh()
        agency.seconds += RETRY_AFTER_S

    served = agency.live.served(NORRFELL)
    assert (served.version.id, served.degraded) == (first, ("knowledge_fallback",))
    assert second in agency.live.faults()[NORRFELL]
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1


def test_a_version_that_loads_again_answers_after_a_while(agency: Agency) -> None:
    agency.answering(NORRFELL)
    second = agency.publish(NORRFELL, "Within 60 days.")
    file = agency.bundle(NORRFELL, second) / "vectors.faiss"
    whole = file.read_bytes()
    file.write_bytes(b"")
    agency.refresh()
    file.write_bytes(whole)

    agency.refresh()
    too_early = agency.answering(NORRFELL)
    agency.seconds += RETRY_AFTER_S
    agency.refresh()

    assert too_early != second
    assert (agency.answering(NORRFELL), agency.live.faults()) == (second, {})


def test_a_rollback_ends_the_fault_at_once(agency: Agency) -> None:
    first = agency.answering(NORRFELL)
    second = agency.publish(NORRFELL, "Within 60 days.")
    (agency.bundle(NORRFELL, second) / "vectors.faiss").write_bytes(b"")
    agency.refresh()

    agency.releases[NORRFELL].rollback("", reason="broken", by="ana", now=FRIDAY + timedelta(hours=1))
    agency.refresh()

    assert (agency.answering(NORRFELL), agency.live.faults()) == (first, {})


def test_one_clients_fault_does_not_keep_another_from_its_version(agency: Agency) -> None:
    agency.add(OSMERE)
    agency.live.open_all([NORRFELL, OSMERE])
    broken = agency.publish(NORRFELL, "Within 60 days.")
    (agency.bundle(NORRFELL, broken) / "manifest.json").unlink()
    whole = agency.publish(OSMERE, "Within 60 days.")

    agency.refresh()

    assert (agency.answering(OSMERE), list(agency.live.faults())) == (whole, [NORRFELL])


def test_a_client_that_appears_is_not_published_by_following_and_the_others_learn_its_name(agency: Agency) -> None:
    agency.answering(NORRFELL)
    agency.add(OSMERE)

    agency.refresh()

    assert (set(agency.live.known()), set(agency.ledger.live_versions())) == ({NORRFELL}, {NORRFELL})
    assert agency.live.served(NORRFELL).version.other_brands == {OSMERE}


def test_the_first_request_for_a_client_that_appeared_publishes_its_first_version(agency: Agency) -> None:
    agency.add(OSMERE)
    agency.refresh()

    answered_by = agency.answering(OSMERE)

    assert agency.ledger.live_versions()[OSMERE] == answered_by


def test_a_client_published_elsewhere_is_opened_by_following(agency: Agency) -> None:
    published = agency.publish(NORRFELL, "Within 60 days.")

    agency.refresh()

    assert agency.live.known()[NORRFELL].version.id == published


def test_a_client_that_appears_half_copied_is_no_fault_until_somebody_needs_it(agency: Agency) -> None:
    agency.break_folder(NORRFELL)

    agency.refresh()
    before = agency.live.faults()
    with pytest.raises(Unavailable, match=r"returns\.md:1") as caught:
        agency.live.served(NORRFELL)

    assert (before, caught.value.code) == ({}, BadKnowledge.default_code)
    assert "returns.md:1" in agency.live.faults()[NORRFELL]


def test_a_client_that_does_not_open_is_not_opened_again_by_every_request(agency: Agency) -> None:
    tried: list[ClientId] = []

    def open_live(client: ClientId) -> Served:
        tried.append(client)
        raise Corrupt("no version loads")

    live = LiveVersions(open_live, agency.live.opened, lambda: agency.seconds)

    for _ in range(3):
        with pytest.raises(Unavailable, match="no version loads"):
            live.served(NORRFELL)
    agency.seconds += RETRY_AFTER_S
    with pytest.raises(Unavailable):
        live.served(NORRFELL)

    assert tried == [NORRFELL, NORRFELL]


def test_a_client_whose_folder_was_mended_answers_after_a_while_and_the_fault_is_over(agency: Agency) -> None:
    agency.break_folder(NORRFELL)
    with pytest.raises(Unavailable):
        agency.live.served(NORRFELL)
    write_page(agency.releases[NORRFELL].folder, "returns", "Within 60 days.")

    agency.seconds += RETRY_AFTER_S
    answered_by = agency.answering(NORRFELL)

    assert (agency.ledger.live_versions()[NORRFELL], agency.live.faults()) == (answered_by, {})


def test_a_new_pointer_is_followed_at_once_though_nothing_loaded_before(agency: Agency) -> None:
    agency.break_folder(NORRFELL)
    with pytest.raises(Unavailable):
        agency.live.served(NORRFELL)
    published = agency.publish(NORRFELL, "Within 60 days.", first=False)

    agency.refresh()

    assert (agency.answering(NORRFELL), agency.live.faults()) == (published, {})


def test_at_the_start_one_client_that_does_not_open_leaves_the_others_and_is_loud(
    agency: Agency, caplog: pytest.LogCaptureFixture
) -> None:
    agency.add(OSMERE)
    agency.break_folder(NORRFELL)

    agency.live.open_all([NORRFELL, OSMERE])

    assert (set(agency.live.known()), list(agency.live.faults())) == ({OSMERE}, [NORRFELL])
    (said,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert said.startswith("norrfell: ") and "returns.md:1" in said


def test_at_the_start_a_surprise_in_one_client_leaves_the_others(agency: Agency) -> None:
    agency.add(OSMERE)
    agency.releases[NORRFELL] = None  # type: ignore[assignment]

    agency.live.open_all([NORRFELL, OSMERE])

    assert (set(agency.live.known()), list(agency.live.faults())) == ({OSMERE}, [NORRFELL])


def test_at_the_start_it_is_an_error_when_no_client_opens(agency: Agency) -> None:
    agency.add(OSMERE)
    agency.break_folder(NORRFELL)
    agency.break_folder(OSMERE)

    with pytest.raises(Unavailable, match=r"norrfell/policies/returns\.md:1"):
        agency.live.open_all([NORRFELL, OSMERE])


def test_a_start_without_clients_is_no_failure(agency: Agency) -> None:
    agency.live.open_all([])

    assert agency.live.faults() == {}


def test_a_client_that_is_gone_is_forgotten(agency: Agency) -> None:
    agency.add(OSMERE)
    agency.live.open_all([NORRFELL, OSMERE])
    del agency.releases[OSMERE]

    agency.refresh()

    assert set(agency.live.known()) == {NORRFELL}


def test_the_fault_of_a_client_that_is_gone_is_forgotten_with_it(agency: Agency) -> None:
    agency.add(OSMERE)
    agency.break_folder(OSMERE)
    agency.live.open_all([NORRFELL, OSMERE])
    del agency.releases[OSMERE]

    agency.refresh()

    assert agency.live.faults() == {}


def test_versions_asked_for_by_id_stay_open_but_only_a_few(agency: Agency) -> None:
    ids = [agency.publish(NORRFELL, f"Within {days} days.") for days in (40, 50, 60, 70)]

    opened = [agency.live.opened(NORRFELL, each) for each in ids[: OTHERS_OPEN + 1]]

    assert [version.id for version in opened] == ids[: OTHERS_OPEN + 1]
    assert agency.live.opened(NORRFELL, ids[OTHERS_OPEN]) is opened[-1]
    assert agency.live.opened(NORRFELL, ids[0]) is not opened[0]


def test_a_request_does_not_wait_while_a_version_loads(agency: Agency) -> None:
    agency.answering(NORRFELL)
    pointer = agency.publish(NORRFELL, "Within 60 days.")
    loading, may_go_on = threading.Event(), threading.Event()
    releases = agency.releases[NORRFELL]
    slow = LiveVersions(agency.live.served, _slowly(releases, loading, may_go_on), lambda: agency.seconds)
    first = slow.served(NORRFELL).version.id
    thread = threading.Thread(target=slow.refresh, args=(lambda: {NORRFELL: pointer}, lambda: [NORRFELL]))
    thread.start()
    assert loading.wait(10)

    meanwhile = slow.served(NORRFELL).version.id

    may_go_on.set()
    thread.join(10)
    assert (meanwhile, slow.served(NORRFELL).version.id) == (first, pointer)


def test_of_two_that_follow_at_once_the_later_pointer_stays(agency: Agency) -> None:
    agency.answering(NORRFELL)
    second = agency.publish(NORRFELL, "Within 60 days.")
    loading, may_go_on = threading.Event(), threading.Event()
    releases = agency.releases[NORRFELL]
    slow = LiveVersions(agency.live.served, _slowly(releases, loading, may_go_on), lambda: agency.seconds)
    slow.served(NORRFELL)
    arguments = (agency.ledger.live_versions, lambda: [NORRFELL])
    earlier = threading.Thread(target=slow.refresh, args=arguments)
    earlier.start()
    assert loading.wait(10)
    third = agency.publish(NORRFELL, "Within 90 days.")

    later = threading.Thread(target=slow.refresh, args=arguments)
    later.start()
    later.join(0.05)  # gets as far as it may while the earlier one loads
    may_go_on.set()
    earlier.join(10)
    later.join(10)

    assert second != third
    assert slow.served(NORRFELL).version.id == third


def _slowly(
    releases: Releases, loading: threading.Event, may_go_on: threading.Event
) -> Callable[[ClientId, VersionId], object]:
    def open_version(_client: ClientId, version_id: VersionId) -> object:
        loading.set()
        assert may_go_on.wait(10)
        return releases.open(version_id)

    return open_version


def test_following_goes_on_after_a_failure_and_says_it_once(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []
    done = threading.Event()

    def refresh() -> None:
        calls.append(1)
        if len(calls) <= 3:
            raise Unavailable("the database failed: OperationalError")
        done.set()

    with following(refresh, every_s=0.001):
        assert done.wait(10)

    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert errors == ["the live versions cannot be followed: the database failed: OperationalError"]


def test_following_ends_with_its_block() -> None:
    before = threading.active_count()

    with following(lambda: None, every_s=0.001):
        during = threading.active_count()

    assert (during, threading.active_count()) == (before + 1, before)


def test_following_does_not_wait_for_ever_for_a_version_that_loads() -> None:
    loading, may_go_on = threading.Event(), threading.Event()

    def refresh() -> None:
        loading.set()
        may_go_on.wait(10)

    with following(refresh, every_s=0.001, leave_after_s=0.01):
        assert loading.wait(10)

    (still_loading,) = [thread for thread in threading.enumerate() if thread.name == "follow-live-versions"]
    may_go_on.set()
    still_loading.join(10)
    assert not still_loading.is_alive()
