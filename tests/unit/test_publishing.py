"""One client's versions: what is built, what may go live, what one goes back to, and what opens when something is broken."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assist.domain.base import ClientId, VersionId
from assist.domain.publication import History, Move, Publication, PublicationAction, VersionState
from assist.errors import BadInput, BadKnowledge, Corrupt, NotFound
from assist.ports import Vectors
from assist.publishing import retention
from assist.publishing.releases import FIRST_REASON, Releases
from tests.evaluations import PROGRAM
from tests.fakes import FRIDAY, FakeEncoder, FakeLedger
from tests.knowledge import THIRTY, ground, small_client, write_page


class OtherEncoder(FakeEncoder):
    fingerprint = "fake-encoder-2"


ON_ANOTHER_ENCODER = PROGRAM.model_copy(update={"encoder": OtherEncoder.fingerprint})


class FullDisk(FakeEncoder):
    """The same encoder where nothing more can be written."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise OSError(errno.ENOSPC, "No space left on device")


class SweptMeanwhile(FakeLedger):
    """Another process clears its old bundles away just before the pointer moves."""

    bundles: Path | None = None

    def go_live(self, client_id: ClientId, move: Move) -> Publication:
        if self.bundles is not None:
            retention.sweep(self.bundles / client_id, History(), move.at)
        return super().go_live(client_id, move)


Clock = Callable[[], datetime]


@pytest.fixture
def clock() -> Clock:
    """Each call is a minute later."""
    minutes = iter(range(10_000))
    return lambda: FRIDAY + timedelta(minutes=next(minutes))


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return for_client(tmp_path, FakeLedger())


def for_client(tmp_path: Path, ledger: FakeLedger, name: str = "norrfell") -> Releases:
    folder = small_client(tmp_path / "knowledge", name)
    return Releases(folder.name, folder, ground(folder, tmp_path / "bundles"), ledger, PROGRAM)  # type: ignore[arg-type]


def bundle_of(releases: Releases, version_id: str) -> Path:
    return releases.ground.bundles_folder / releases.client_id / version_id


def published(releases: Releases, clock: Clock, *texts: str) -> list[str]:
    """Publish a version for each text of the page; return their ids."""
    ids = []
    for text in texts:
        write_page(releases.folder, "returns", text)
        ids.append(releases.build(clock()).version_id)
        if releases.history().live != ids[-1]:
            releases.publish("candidate", override="tested", by="ana", now=clock())
    return ids


def test_the_first_version_is_the_folder_as_it_stands_and_recorded_as_such(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())

    (only,) = releases.history().publications
    assert (only.action, only.reason, only.previous_id) == (PublicationAction.FIRST, FIRST_REASON, None)
    assert releases.open(only.version_id).id == releases.history().live


def test_a_changed_folder_changes_nothing_live(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    before = releases.history()
    write_page(releases.folder, "returns", "Within 60 days.")

    releases.ensure_first(clock())
    releases.open_live(clock())

    assert releases.history() == before


def test_a_client_without_pages_has_a_version_too(releases: Releases, clock: Clock) -> None:
    shutil.rmtree(releases.folder / "policies")

    served = releases.open_live(clock())

    assert served.version.retriever.passage("returns#window") is None


def test_a_build_makes_a_candidate_and_leaves_what_is_live(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    live = releases.history().live
    write_page(releases.folder, "shipping", "Parcels leave the same day.")

    report = releases.build(clock())

    assert (report.state, report.unchanged, report.pages, report.passages) == (VersionState.CANDIDATE, False, 2, 2)
    assert (releases.history().live, releases.history().candidate) == (live, report.version_id)


def test_a_build_says_what_was_encoded_anew(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    write_page(releases.folder, "shipping", "Parcels leave the same day.")

    report = releases.build(clock())

    assert (report.encoded, report.reused) == (1, 1)


def test_building_the_same_content_again_says_so_under_the_same_id(releases: Releases, clock: Clock) -> None:
    first = releases.build(clock())
    again = releases.build(clock())

    assert (again.version_id, again.unchanged, again.encoded) == (first.version_id, True, 0)


def test_a_broken_page_makes_no_candidate(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    (releases.folder / "policies" / "broken.md").write_text("no front matter", encoding="utf-8")

    with pytest.raises(BadKnowledge):
        releases.build(clock())

    assert releases.history().candidate is None


def test_a_published_candidate_is_live_with_its_reason(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    before = releases.history().live
    write_page(releases.folder, "returns", "Within 60 days.")
    built = releases.build(clock())

    moved = releases.publish("candidate", override=" the brand signed ", by="ana", now=clock())

    assert (moved.changed, moved.publication.reason, moved.publication.by) == (True, "the brand signed", "ana")
    assert (moved.publication.version_id, moved.publication.previous_id) == (built.version_id, before)
    assert releases.history().live == built.version_id


@pytest.mark.parametrize("override", ["", "  \n"])
def test_nobody_overrides_without_a_reason(releases: Releases, clock: Clock, override: str) -> None:
    releases.ensure_first(clock())
    write_page(releases.folder, "returns", "Within 60 days.")
    releases.build(clock())
    before = releases.history().live

    with pytest.raises(BadInput, match="override needs a reason") as caught:
        releases.publish("candidate", override=override, by="ana", now=clock())

    assert (caught.value.path, releases.history().live) == ("override", before)


@pytest.mark.parametrize("reason", ["\ud800", "a\x00b", "x" * 2_001])
def test_a_reason_that_cannot_be_recorded_is_refused(releases: Releases, clock: Clock, reason: str) -> None:
    releases.ensure_first(clock())

    with pytest.raises(BadInput, match="override"):
        releases.publish("live", override=reason, by="ana", now=clock())


@pytest.mark.parametrize("which", ["candidate", "live"])
def test_publishing_what_is_live_moves_nothing(releases: Releases, clock: Clock, which: str) -> None:
    releases.ensure_first(clock())

    moved = releases.publish(which, override="again", by="ana", now=clock())

    assert not moved.changed
    assert len(releases.history().publications) == 1


@pytest.mark.parametrize("which", ["candidate", "live", "kv_000000000000"])
def test_where_nothing_was_built_nothing_can_be_published(releases: Releases, clock: Clock, which: str) -> None:
    with pytest.raises(NotFound):
        releases.publish(which, override="x", by="ana", now=clock())


@pytest.mark.parametrize("which", ["kv_000000000000", "../osmere", "", "candidate"])
def test_a_version_nobody_built_is_not_found(releases: Releases, clock: Clock, which: str) -> None:
    write_page(releases.folder, "returns", "Within 60 days.")
    releases.ensure_first(clock())
    write_page(releases.folder, "returns", THIRTY)

    with pytest.raises(NotFound):
        releases.resolve(which)


def test_another_clients_version_is_not_found(tmp_path: Path, clock: Clock) -> None:
    ledger = FakeLedger()
    ours, theirs = for_client(tmp_path, ledger), for_client(tmp_path, ledger, "osmere")
    theirs.ensure_first(clock())
    ours.ensure_first(clock())

    with pytest.raises(NotFound):
        ours.publish(str(theirs.history().live), override="x", by="ana", now=clock())


def test_another_clients_bundle_under_our_name_does_not_go_live(tmp_path: Path, clock: Clock) -> None:
    ledger = FakeLedger()
    ours, theirs = for_client(tmp_path, ledger), for_client(tmp_path, ledger, "osmere")
    theirs.ensure_first(clock())
    ours.ensure_first(clock())
    write_page(ours.folder, "returns", "Within 60 days.")
    candidate = ours.build(clock()).version_id
    shutil.rmtree(bundle_of(ours, candidate))
    shutil.copytree(bundle_of(theirs, str(theirs.history().live)), bundle_of(ours, candidate))

    with pytest.raises(Corrupt):
        ours.publish("candidate", override="x", by="ana", now=clock())


def test_what_does_not_load_whole_does_not_go_live(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    before = releases.history().live
    write_page(releases.folder, "returns", "Within 60 days.")
    candidate = releases.build(clock()).version_id
    with (bundle_of(releases, candidate) / "passages.jsonl").open("ab") as file:
        file.write(b" ")

    with pytest.raises(Corrupt):
        releases.publish("candidate", override="x", by="ana", now=clock())

    assert releases.history().live == before


def test_a_bundle_of_another_encoder_does_not_go_live(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    write_page(releases.folder, "returns", "Within 60 days.")
    releases.build(clock())

    with pytest.raises(Corrupt, match="another encoder"):
        with_another_encoder(releases).publish("candidate", override="x", by="ana", now=clock())


def with_another_encoder(releases: Releases) -> Releases:
    """Return the same client as a newer program sees it."""
    other = ground(releases.folder, releases.ground.bundles_folder, OtherEncoder())
    return Releases(releases.client_id, releases.folder, other, releases.ledger, ON_ANOTHER_ENCODER)


def test_a_new_encoder_makes_the_live_content_anew_and_not_the_folder(releases: Releases, clock: Clock) -> None:
    _, second = published(releases, clock, "Within 40 days.", "Within 60 days.")
    write_page(releases.folder, "returns", "Nobody has looked at this.")

    served = with_another_encoder(releases).open_live(clock())

    passage = served.version.retriever.passage("returns#window")
    newest = releases.history().publications[-1]
    assert passage is not None and passage.text == "Within 60 days."
    assert (served.fault, newest.action, newest.previous_id) == (None, PublicationAction.REMAKE, second)
    assert releases.history().live == served.version.id != second


def test_a_remade_version_takes_the_place_of_the_old_one_for_a_rollback(releases: Releases, clock: Clock) -> None:
    first, _ = published(releases, clock, "Within 40 days.", "Within 60 days.")

    with_another_encoder(releases).open_live(clock())

    assert releases.history().fallbacks == (first,)


def test_a_damaged_bundle_of_another_encoder_is_not_made_anew(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    file = bundle_of(releases, str(releases.history().live)) / "passages.jsonl"
    file.write_bytes(file.read_bytes().replace(b"30 days", b"90 days"))

    with pytest.raises(Corrupt):
        with_another_encoder(releases).open_live(clock())


def test_a_rollback_restores_pages_settings_and_answers(releases: Releases, clock: Clock) -> None:
    first, _ = published(releases, clock, THIRTY, "Within 60 days.")
    brand = releases.folder / "client.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("brand: Norrfell", "brand: Nordfell"), encoding="utf-8")
    releases.build(clock())
    releases.publish("candidate", override="x", by="ana", now=clock())

    releases.rollback("", reason="wrong brand", by="ana", now=clock())
    releases.rollback("", reason="and wrong days", by="ana", now=clock())

    version = releases.open_live(clock()).version
    passage = version.retriever.passage("returns#window")
    assert (version.id, version.profile.brand, passage and passage.text) == (first, "Norrfell", THIRTY)


def test_a_rollback_is_recorded_with_its_reason(releases: Releases, clock: Clock) -> None:
    first, second = published(releases, clock, THIRTY, "Within 60 days.")

    publication = releases.rollback("", reason="too generous", by="ana", now=clock()).publication

    assert (publication.action, publication.version_id, publication.previous_id, publication.reason) == (
        PublicationAction.ROLLBACK,
        first,
        second,
        "too generous",
    )


def test_with_nothing_live_before_there_is_no_rollback(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())

    with pytest.raises(NotFound, match="nothing was live"):
        releases.rollback("", reason="x", by="ana", now=clock())


def test_one_cannot_roll_back_to_what_was_never_live(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    write_page(releases.folder, "returns", "Within 60 days.")
    candidate = releases.build(clock()).version_id

    with pytest.raises(BadInput, match="never live"):
        releases.rollback(candidate, reason="x", by="ana", now=clock())


def test_a_damaged_live_bundle_is_mended_when_the_folder_still_holds_its_content(
    releases: Releases, clock: Clock
) -> None:
    releases.ensure_first(clock())
    live = str(releases.history().live)
    (bundle_of(releases, live) / "passages.jsonl").write_bytes(b"{}")

    served = releases.open_live(clock())

    assert (served.version.id, served.fault) == (live, None)


def test_a_damaged_live_bundle_that_cannot_be_mended_is_replaced_by_the_one_before_and_says_so(
    releases: Releases, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = published(releases, clock, THIRTY, "Within 60 days.")
    write_page(releases.folder, "returns", "Within 90 days.")
    (bundle_of(releases, second) / "passages.jsonl").write_bytes(b"{}")

    served = releases.open_live(clock())

    assert served.version.id == first
    assert served.fault is not None and second in served.fault
    assert served.degraded == ("knowledge_fallback",)
    assert any(record.levelname == "ERROR" and second in record.getMessage() for record in caplog.records)


def test_where_there_is_no_room_to_mend_the_one_before_serves(releases: Releases, clock: Clock) -> None:
    first, second = published(releases, clock, THIRTY, "Within 60 days.")
    (bundle_of(releases, second) / "passages.jsonl").write_bytes(b"{}")
    without_room = replace(releases, ground=replace(releases.ground, encoder=FullDisk()))

    served = without_room.open_live(clock())

    assert (served.version.id, served.degraded) == (first, ("knowledge_fallback",))


def test_what_goes_live_is_not_cleared_away_by_another_build(tmp_path: Path, clock: Clock) -> None:
    ledger = SweptMeanwhile()
    releases = for_client(tmp_path, ledger)
    first, _ = published(releases, clock, THIRTY, "Within 60 days.")
    os.utime(bundle_of(releases, first), (0, 0))
    ledger.bundles = releases.ground.bundles_folder

    releases.rollback(first, reason="x", by="ana", now=clock())

    assert releases.open(VersionId(first)).id == first


def test_what_was_rolled_back_from_never_stands_in(releases: Releases, clock: Clock) -> None:
    first, _ = published(releases, clock, THIRTY, "Within 60 days.")
    releases.rollback("", reason="wrong", by="ana", now=clock())
    shutil.rmtree(bundle_of(releases, first))

    with pytest.raises(Corrupt, match="no earlier one does"):
        releases.open_live(clock())


def test_after_a_fallback_a_build_and_a_publication_mend_it(releases: Releases, clock: Clock) -> None:
    first, second = published(releases, clock, THIRTY, "Within 60 days.")
    for version in (first, second):
        shutil.rmtree(bundle_of(releases, version))
    write_page(releases.folder, "returns", "Within 90 days.")

    third = releases.build(clock()).version_id
    releases.publish("candidate", override="mended", by="ana", now=clock())

    assert releases.open_live(clock()).version.id == third


def test_two_builds_of_the_same_content_at_once_make_one_version(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    write_page(releases.folder, "returns", "Within 60 days.")

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: releases.build(clock()), range(4)))

    assert len({report.version_id for report in reports}) == 1
    assert releases.open(reports[0].version_id).id == releases.history().candidate
    assert list((releases.ground.bundles_folder / "norrfell").glob(".build-*")) == []


def test_a_bundle_that_is_whole_by_its_digests_and_cannot_be_read_is_corrupt(releases: Releases, clock: Clock) -> None:
    releases.ensure_first(clock())
    live = VersionId(str(releases.history().live))
    folder = bundle_of(releases, live)
    (folder / "passages.jsonl").write_bytes(b"nonsense\n")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["sha256"]["passages.jsonl"] = hashlib.sha256(b"nonsense\n").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    seal = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    (folder / "manifest.sha256").write_text(f"{seal}  manifest.json\n", encoding="utf-8")

    with pytest.raises(Corrupt, match="not readable"):
        releases.open(live)
