"""`assist triage` by windows: every line in its place, one bad line costs no other, a neighbour changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from assist.cli import ahead, lines

TEXTS = [f"text {number}" for number in range(ahead.WINDOW * 2 + 3)]


def batch(folder: Path, written: list[Any], staged: ahead.Staged) -> tuple[int, list[dict[str, Any]]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in written), encoding="utf-8"
    )
    code = ahead.run(str(source), str(target), staged)
    return code, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def begin(parsed: dict[str, Any]) -> str:
    return parsed["text"]


def together(begun) -> list[int]:
    if "breaks all" in begun:
        raise RuntimeError
    return [len(text) for text in begun]


def finish(begun: str, middle: int | None) -> dict[str, Any]:
    if middle is None and begun == "breaks all":
        raise RuntimeError
    return {"length": len(begun) if middle is None else middle}


STAGED = ahead.Staged(begin, together, finish)


def test_answers_stand_in_the_order_of_the_lines_with_their_ids(tmp_path: Path):
    code, rows = batch(tmp_path, [{"id": at, "text": text} for at, text in enumerate(TEXTS)], STAGED)

    assert code == lines.DONE
    assert rows == [{"id": at, "length": len(text)} for at, text in enumerate(TEXTS)]


def test_a_bad_line_is_named_in_its_place_and_costs_no_other(tmp_path: Path):
    code, rows = batch(tmp_path, [{"id": 1, "text": "one"}, "{", "", [1], {"id": 5, "text": "five"}], STAGED)

    assert code == lines.FINDINGS
    assert [row.get("line") for row in rows] == [None, 2, 4, None]
    assert [row["id"] for row in rows if "length" in row] == [1, 5]


def test_what_breaks_the_middle_of_a_window_costs_only_its_own_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, rows = batch(tmp_path, [{"text": "fine"}, {"id": "x", "text": "breaks all"}, {"text": "good"}], STAGED)

    assert code == lines.FINDINGS
    assert rows[0] == {"length": 4}
    assert (rows[1]["line"], rows[1]["id"], rows[1]["error"]["code"]) == (2, "x", "internal")
    assert rows[2] == {"length": 4}
    assert "breaks all" not in capsys.readouterr().err


def test_an_empty_batch_is_an_empty_answer(tmp_path: Path):
    assert batch(tmp_path, [], STAGED) == (lines.DONE, [])
