"""A client's own intents are part of its version: its id, its bundle, what it answers; broken ones are refused by line."""

from pathlib import Path

import pytest

from assist import versions
from assist.errors import BadKnowledge, Corrupt
from tests.fakes import FRIDAY
from tests.knowledge import ground, small_client

TWO = '{"text": "machine kept my card", "intent": "swallowed"}\n{"text": "card eaten by machine", "intent": "swallowed"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_client(tmp_path / "knowledge")


def add_settings(folder: Path, text: str) -> None:
    with (folder / "client.yaml").open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_the_id_of_a_version_changes_with_the_examples(folder: Path, tmp_path: Path) -> None:
    around = ground(folder, tmp_path / "bundles")
    before = versions.id_of(versions.read(folder, around), around)

    (folder / "intents.jsonl").write_text(TWO, encoding="utf-8")

    assert versions.id_of(versions.read(folder, around), around) != before


def test_what_was_learnt_lies_in_the_bundle_and_is_checked_like_the_rest(folder: Path, tmp_path: Path) -> None:
    around = ground(folder, tmp_path / "bundles")
    (folder / "intents.jsonl").write_text(TWO, encoding="utf-8")
    version = versions.load(folder, around, FRIDAY)
    file = tmp_path / "bundles" / "norrfell" / version.id / "intents.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    with pytest.raises(Corrupt, match=r"intents\.npz is not what was written"):
        versions.open_bundle(version.profile.id, version.id, around)


def test_a_version_opens_from_its_bundle_when_the_folder_has_changed(folder: Path, tmp_path: Path) -> None:
    around = ground(folder, tmp_path / "bundles")
    (folder / "intents.jsonl").write_text(TWO, encoding="utf-8")
    version = versions.load(folder, around, FRIDAY)
    (folder / "intents.jsonl").unlink()

    opened = versions.assemble(versions.open_bundle(version.profile.id, version.id, around), around)

    assert "swallowed" in opened.taxonomy.intents


def test_a_page_may_name_an_own_intent(folder: Path, tmp_path: Path) -> None:
    (folder / "intents.jsonl").write_text(TWO, encoding="utf-8")
    page = folder / "policies" / "returns.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("owner: Ana", "owner: Ana\nintents: [swallowed]"), encoding="utf-8"
    )

    content = versions.read(folder, ground(folder, tmp_path / "bundles"))

    assert content.pages[0].passages[0].intents == ("swallowed",)


def test_a_broken_example_is_refused_by_file_and_line(folder: Path, tmp_path: Path) -> None:
    (folder / "intents.jsonl").write_text(TWO + "oops\n", encoding="utf-8")

    with pytest.raises(BadKnowledge, match=r"^norrfell/intents\.jsonl:3: not JSON"):
        versions.load(folder, ground(folder, tmp_path / "bundles"), FRIDAY)


def test_a_map_to_no_shared_intent_is_refused_by_its_line(folder: Path, tmp_path: Path) -> None:
    add_settings(folder, "intents:\n  map:\n    late: order/sttus\n")
    line = (folder / "client.yaml").read_text(encoding="utf-8").split("\n").index("    late: order/sttus") + 1

    with pytest.raises(BadKnowledge, match=rf"client\.yaml:{line}: intents: late: .*did you mean order/status"):
        versions.load(folder, ground(folder, tmp_path / "bundles"), FRIDAY)


def test_a_setting_of_intents_that_is_none_is_refused(folder: Path, tmp_path: Path) -> None:
    add_settings(folder, "intents:\n  shred: true\n")

    with pytest.raises(BadKnowledge, match=r"shred is not a field; did you mean shared"):
        versions.load(folder, ground(folder, tmp_path / "bundles"), FRIDAY)
