"""A bundle is what was written or it is Corrupt; its version is a digest of its content."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assist.domain.base import ClientId, PageId, PassageId
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Page, Passage
from assist.errors import Corrupt
from assist.retrieval import bundle
from tests.fakes import FRIDAY, FakeEncoder

NORRFELL = ClientId("norrfell")
SOURCES = {"client.yaml": "id: norrfell\n", "workflows.yaml": "return: {window_days: 30}\n"}
LEXICAL = ("terms.npy", "scores.npy", "documents.npy", "columns.npy")
BUILT_FROM = (
    "passages.jsonl", "vectors.faiss", "facts.json", "client.yaml", "workflows.yaml",
    *(f"lexical/{of}/{name}" for of in ("passages", "pages") for name in LEXICAL),
)  # fmt: skip
FILES = (*BUILT_FROM, "manifest.json", "manifest.sha256")


class OtherEncoder(FakeEncoder):
    fingerprint = "fake-encoder-2"


def passage(anchor: str = "window", text: str = "You can return it within 30 days.") -> Passage:
    return Passage(
        id=PassageId(f"returns#{anchor}"),
        page_id=PageId("returns"),
        kind=PageKind.POLICIES,
        headings=("Returns", anchor),
        text=text,
        locale="en",
        audience=Audience.CUSTOMER,
    )


def pages(*passages: Passage) -> tuple[Page, ...]:
    return (
        Page(
            id=PageId("returns"),
            kind=PageKind.POLICIES,
            title="Returns",
            owner="Ana",
            locale="en",
            audience=Audience.CUSTOMER,
            passages=passages or (passage(), passage("label", "The label costs 4.95 EUR. ñ 👍")),
        ),
    )


def build(folder: Path, now: datetime = FRIDAY, encoder: FakeEncoder | None = None) -> Path:
    return bundle.build(folder, NORRFELL, pages(), SOURCES, encoder or FakeEncoder(), now)


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """What we log; libraries chatter at their own levels."""
    return [(record.name, record.levelname) for record in caplog.records if record.name == "assist"]


def survivors(built: Path, name: str, damaged: list[bytes]) -> list[bytes]:
    """Return the damaged contents of one file that load without complaint."""
    kept = []
    for content in damaged:
        (built / name).write_bytes(content)
        try:
            bundle.load(built, NORRFELL, FakeEncoder())
        except Corrupt:
            continue
        kept.append(content)
    return kept


def flipped(content: bytes) -> list[bytes]:
    return [content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] for at in range(0, len(content), 5)]


def shortened(content: bytes) -> list[bytes]:
    return [content[:keep] for keep in (0, 1, len(content) // 2, len(content) - 1)]


def test_a_bundle_reads_back_what_was_built(tmp_path: Path) -> None:
    built = build(tmp_path)

    loaded = bundle.load(built, NORRFELL, FakeEncoder())

    assert loaded.passages == pages()[0].passages
    assert loaded.sources == SOURCES
    assert len(loaded.index) == 2 * len(loaded.passages)


def test_the_manifest_says_what_the_bundle_is(tmp_path: Path) -> None:
    built = build(tmp_path)

    manifest = bundle.load(built, NORRFELL, FakeEncoder()).manifest

    assert (manifest.client_id, manifest.version, manifest.passages) == ("norrfell", built.name, 2)
    assert manifest.built_at == datetime(2026, 11, 20, 15, 47, tzinfo=UTC)
    assert set(manifest.sha256) == set(BUILT_FROM)


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_anywhere_is_corrupt(tmp_path: Path, name: str) -> None:
    built = build(tmp_path)

    kept = survivors(built, name, flipped((built / name).read_bytes()))

    assert kept == []


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_corrupt(tmp_path: Path, name: str) -> None:
    built = build(tmp_path)

    kept = survivors(built, name, shortened((built / name).read_bytes()))

    assert kept == []


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_corrupt(tmp_path: Path, name: str) -> None:
    built = build(tmp_path)
    (built / name).unlink()

    with pytest.raises(Corrupt):
        bundle.load(built, NORRFELL, FakeEncoder())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"format": 4', '"format": 2', "has format 2"),
        ('"passages": 2', '"passages": 3', "4 vectors for 3"),
        ('"version": "kv_', '"version": "kw_', "holds version kw_"),
    ],
)
def test_a_manifest_that_contradicts_its_bundle_is_corrupt(tmp_path: Path, old: str, new: str, said: str) -> None:
    built = build(tmp_path)
    text = (built / "manifest.json").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    (built / "manifest.json").write_text(text, encoding="utf-8")
    (built / "manifest.sha256").write_text(f"{hashlib.sha256(text.encode()).hexdigest()}  manifest.json\n")

    with pytest.raises(Corrupt, match=said):
        bundle.load(built, NORRFELL, FakeEncoder())


def test_a_bundle_under_another_versions_name_is_corrupt(tmp_path: Path) -> None:
    built = build(tmp_path)
    renamed = built.rename(built.with_name("kv_000000000000"))

    with pytest.raises(Corrupt, match="holds version"):
        bundle.load(renamed, NORRFELL, FakeEncoder())


def test_another_clients_bundle_is_refused(tmp_path: Path) -> None:
    built = build(tmp_path)

    with pytest.raises(Corrupt):
        bundle.load(built, ClientId("osmere"), FakeEncoder())


def test_another_encoders_bundle_is_refused(tmp_path: Path) -> None:
    built = build(tmp_path)

    with pytest.raises(Corrupt, match="another encoder"):
        bundle.load(built, NORRFELL, OtherEncoder())


def test_no_folder_at_all_is_corrupt(tmp_path: Path) -> None:
    with pytest.raises(Corrupt):
        bundle.load(tmp_path / "kv_none", NORRFELL, FakeEncoder())


def test_equal_content_has_an_equal_version_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    first = build(tmp_path / "a")
    second = build(tmp_path / "b", datetime(2027, 1, 1, tzinfo=UTC))

    assert first.name == second.name


def test_equal_content_is_written_byte_for_byte_alike(tmp_path: Path) -> None:
    first, second = build(tmp_path / "a"), build(tmp_path / "b")

    assert [(first / name).read_bytes() for name in FILES] == [(second / name).read_bytes() for name in FILES]


def test_one_changed_letter_of_a_page_makes_another_version() -> None:
    encoder = FakeEncoder()

    before = bundle.version_of(NORRFELL, pages(passage(text="within 30 days")), SOURCES, encoder)
    after = bundle.version_of(NORRFELL, pages(passage(text="within 31 days")), SOURCES, encoder)

    assert before != after


@pytest.mark.parametrize("name", SOURCES)
def test_one_changed_letter_beside_the_pages_makes_another_version(name: str) -> None:
    encoder = FakeEncoder()
    changed = {**SOURCES, name: SOURCES[name] + "#"}

    assert bundle.version_of(NORRFELL, pages(), SOURCES, encoder) != bundle.version_of(
        NORRFELL, pages(), changed, encoder
    )


def test_the_order_in_which_sources_were_read_changes_nothing() -> None:
    backwards = dict(reversed(SOURCES.items()))

    versions = [bundle.version_of(NORRFELL, pages(), sources, FakeEncoder()) for sources in (SOURCES, backwards)]

    assert versions[0] == versions[1]


def test_two_clients_with_the_same_pages_have_two_versions() -> None:
    encoder = FakeEncoder()

    versions = {bundle.version_of(ClientId(name), pages(), SOURCES, encoder) for name in ("norrfell", "osmere")}

    assert len(versions) == 2


def test_another_encoder_makes_another_version() -> None:
    versions = {bundle.version_of(NORRFELL, pages(), SOURCES, encoder) for encoder in (FakeEncoder(), OtherEncoder())}

    assert len(versions) == 2


def test_the_same_content_is_not_encoded_twice(tmp_path: Path) -> None:
    build(tmp_path)
    encoder = FakeEncoder()

    build(tmp_path, encoder=encoder)

    assert encoder.calls == []


def test_a_build_leaves_nothing_but_the_bundle(tmp_path: Path) -> None:
    built = build(tmp_path)

    assert list(built.parent.iterdir()) == [built]


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    class Broken(FakeEncoder):
        def encode(self, texts):
            raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError):
        build(tmp_path, encoder=Broken())

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_line_separator_within_a_passage_survives(tmp_path: Path) -> None:
    odd = pages(passage(text="One.\u2028Two.\u0085Three."))
    built = bundle.build(tmp_path, NORRFELL, odd, SOURCES, FakeEncoder(), FRIDAY)

    loaded = bundle.load(built, NORRFELL, FakeEncoder()).passages

    assert loaded == odd[0].passages


def mend(folder: Path) -> bundle.Bundle:
    return bundle.load_or_mend(folder, NORRFELL, pages(), SOURCES, FakeEncoder(), FRIDAY)


def test_a_whole_bundle_is_loaded_without_a_word(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    build(tmp_path)

    loaded = mend(tmp_path)

    assert loaded.passages == pages()[0].passages
    assert said(caplog) == []


def test_a_damaged_bundle_is_set_aside_and_built_again_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    built = build(tmp_path)
    (built / "passages.jsonl").write_bytes(b"")

    loaded = mend(tmp_path)

    assert loaded.passages == pages()[0].passages
    assert said(caplog) == [("assist", "ERROR")]
    assert built.name in caplog.text and "passages.jsonl" in caplog.text
    aside = [folder for folder in built.parent.iterdir() if folder != built]
    assert [(folder / "passages.jsonl").read_bytes() for folder in aside] == [b""]


def test_a_mended_bundle_is_not_mended_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    built = build(tmp_path)
    (built / "manifest.sha256").unlink()
    mend(tmp_path)
    caplog.clear()

    mend(tmp_path)

    assert said(caplog) == []


def with_text(text: str) -> tuple[Page, ...]:
    return pages(passage(), passage("label", text))


def test_only_texts_that_changed_are_encoded_again(tmp_path: Path) -> None:
    build(tmp_path)
    encoder = FakeEncoder()

    built = bundle.build(tmp_path, NORRFELL, with_text("The label costs 5.95 EUR."), SOURCES, encoder, FRIDAY)

    assert encoder.calls == [["Returns > label\nThe label costs 5.95 EUR."]]
    assert bundle.load(built, NORRFELL, encoder).manifest.encoded == 1


def test_reused_vectors_are_the_ones_that_would_be_encoded(tmp_path: Path) -> None:
    build(tmp_path / "reused")
    reused = bundle.build(tmp_path / "reused", NORRFELL, with_text("New."), SOURCES, FakeEncoder(), FRIDAY)
    fresh = bundle.build(tmp_path / "fresh", NORRFELL, with_text("New."), SOURCES, FakeEncoder(), FRIDAY)

    assert (reused / "vectors.faiss").read_bytes() == (fresh / "vectors.faiss").read_bytes()


def test_vectors_of_another_encoder_or_a_damaged_bundle_are_not_reused(tmp_path: Path) -> None:
    built = build(tmp_path)
    build(tmp_path, encoder=OtherEncoder())
    (built / "vectors.faiss").write_bytes(b"damaged")
    encoder = FakeEncoder()

    bundle.build(tmp_path, NORRFELL, with_text("New."), SOURCES, encoder, FRIDAY)

    assert len(encoder.calls[0]) == 4


def test_vectors_of_another_client_are_not_reused(tmp_path: Path) -> None:
    build(tmp_path)
    encoder = FakeEncoder()

    bundle.build(tmp_path, ClientId("osmere"), with_text("New."), SOURCES, encoder, FRIDAY)

    assert len(encoder.calls[0]) == 4
