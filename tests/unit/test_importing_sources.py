"""An import is bounded: what is beyond is left out in one finding that names it, and the rest is read."""

from pathlib import Path

from assist.importing import intake, sources
from assist.importing.material import Intake
from assist.importing.sources import Bounds, Found


def folder(tmp_path: Path, **files: int) -> Path:
    """Write files given as `name_ending=bytes`."""
    for name, size in files.items():
        (tmp_path / ".".join(name.rsplit("_", 1))).write_text("word " * (size // 5))
    return tmp_path


def names(found: tuple[Found, ...]) -> list[str]:
    return [each.name for each in found]


def findings(found: Intake) -> list[tuple[str, str, str]]:
    return [(fault.source, fault.code, fault.message) for fault in found.faults]


def test_files_beyond_the_number_are_left_out_by_name(tmp_path: Path) -> None:
    source = folder(tmp_path, a_txt=10, b_txt=10, c_txt=10, d_txt=10, e_txt=10)

    found = intake.read(source, bounds=Bounds(files=2))

    assert [page.id for page in found.pages] == ["a", "b"]
    assert findings(found) == [
        (
            "c.txt",
            "too_much",
            "this file and the 2 after it, up to e.txt, are left out: one import reads at most 2 files; "
            "import the rest from a folder of their own",
        )
    ]


def test_files_beyond_the_size_are_left_out(tmp_path: Path) -> None:
    source = folder(tmp_path, a_html=600_000, b_html=600_000)

    selected = sources.within(sources.files(source), Bounds(total_mb=1))

    assert names(selected.files) == ["a.html"]
    assert "this file is left out: one import reads at most 1 MB;" in selected.faults[0].message


def test_plain_text_is_bounded_more_closely_than_documents(tmp_path: Path) -> None:
    source = folder(tmp_path, a_txt=600_000, b_html=600_000, c_jsonl=600_000, d_html=5)

    selected = sources.within(sources.files(source), Bounds(text_mb=1))

    assert names(selected.files) == ["a.txt", "b.html"]
    assert selected.faults[0].source == "c.jsonl"
    assert "1 MB of plain text and tables" in selected.faults[0].message


def test_files_that_are_not_read_count_for_nothing(tmp_path: Path) -> None:
    source = folder(tmp_path, a_png=3_000_000, b_png=5, c_txt=5, d_txt=22_000_000)

    selected = sources.within(sources.files(source), Bounds(files=2, total_mb=1))

    assert names(selected.files) == ["a.png", "b.png", "c.txt", "d.txt"]
    assert selected.faults == ()


def test_an_import_within_its_bounds_leaves_nothing_out(tmp_path: Path) -> None:
    source = folder(tmp_path, a_txt=1024 * 1024, b_txt=0)

    selected = sources.within(sources.files(source), Bounds(files=2, total_mb=1, text_mb=1))

    assert (len(selected.files), selected.faults) == (2, ())
