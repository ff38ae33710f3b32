"""The command line as a script meets it: batches in order, errors in place, exit codes 0, 1 and 2."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assist.bootstrap import Services
from assist.cli import lines as batch
from assist.cli.app import main
from assist.errors import BadInput
from tests.conftest import ROOT

TIMEOUT_S = 120
ORDER = {
    "number": "NF-20288",
    "placed_at": "2026-11-09T19:20:00Z",
    "items": [{"id": "li-1", "title": "Skarn Shell Jacket"}],
    "fulfilments": [
        {
            "id": "f-1",
            "item_ids": ["li-1"],
            "carrier": "GLS",
            "tracking": "60110977",
            "milestones": [{"code": "in_transit", "at": "2026-11-16T08:12:00Z"}],
        }
    ],
}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def environment_of(services: Services) -> dict[str, str]:
    """The environment without ASSIST_* settings but the two folders of the shared services."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("ASSIST_")}
    return {
        **own,
        "ASSIST_DATA_DIR": str(services.settings.data_dir),
        "ASSIST_KNOWLEDGE_DIR": str(services.settings.knowledge_dir),
    }


@pytest.fixture(scope="module")
def run(services: Services) -> Run:
    """Run `assist` in this process, with streams and environment of its own: a process each takes seconds."""
    services.warm_up()
    environment = environment_of(services)
    hidden = dict.fromkeys(name for name in os.environ if name not in environment)

    def running(*arguments: str, stdin: bytes = b"", **extra: str) -> Ran:
        runner = CliRunner(env={**hidden, **environment, **extra})
        with runner.isolation(input=stdin) as (out, err, _), contextlib.chdir(ROOT):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(int(ended.value.code or 0), out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))

    return running


def process(services: Services, *arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
    """Start `assist` in a process of its own."""
    command = [sys.executable, "-c", "from assist.cli.app import main; main()", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment_of(services), **streams)


def lines(*rows: Any) -> bytes:
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


BAD_AMONG_GOOD = lines(
    {"id": "first", "text": "Where is my order NF-20288?"},
    b"not json\n",
    b"\n",
    {"id": 3, "text": "I want my money back", "channel": "fax"},
    b"[1, 2]\n",
    b'{"id": "nul", "text": "a\\u0000b"}\n',
    b'{"id": "nan", "text": NaN}\n',
    b"\xff\xfe\n",
    {"id": "other", "client_id": "osmere", "text": "hi"},
    {"id": {"nested": ["id"]}, "text": "¿Dónde está mi pedido? 😩"},
    {"text": "no id at all"},
    {"id": None, "messages": [{"text": "How do I return a hat?"}]},
)


@pytest.fixture(scope="module")
def triaged(run: Run) -> Ran:
    return run("triage", "--client", "norrfell", stdin=BAD_AMONG_GOOD)


def test_bad_lines_end_the_batch_with_one(triaged: Ran) -> None:
    assert triaged.code == 1


def test_every_line_that_is_not_empty_gets_an_answer_in_order(triaged: Ran) -> None:
    shown = [row.get("id", row.get("line", "none")) for row in triaged.rows]

    assert shown == ["first", 2, 3, 5, 6, 7, 8, "other", {"nested": ["id"]}, "none", None]


def test_an_error_stands_in_the_place_of_a_bad_line(triaged: Ran) -> None:
    errors = [row for row in triaged.rows if "error" in row]

    assert [row["line"] for row in errors] == [2, 4, 5, 6, 7, 8, 9]
    assert all(row["error"]["code"] and row["error"]["message"] for row in errors)


def test_the_error_of_a_line_names_the_path(triaged: Ran) -> None:
    error = next(row["error"] for row in triaged.rows if row.get("id") == 3)

    assert (error["code"], error["details"]) == ("field_invalid", {"path": "channel"})


def test_a_line_of_another_client_is_refused(triaged: Ran) -> None:
    error = next(row["error"] for row in triaged.rows if row.get("id") == "other")

    assert error["code"] == "client_forbidden"


def test_the_answer_to_a_bare_text_names_no_message(triaged: Ran) -> None:
    first = triaged.rows[0]

    assert "message_id" not in first["intents"][0]
    assert "message_id" not in first["entities"][0]


def test_the_answer_to_a_conversation_names_its_message(triaged: Ran) -> None:
    assert triaged.rows[-1]["intents"][0]["message_id"] == "m1"


def test_triage_answers_with_the_documented_fields(triaged: Ran) -> None:
    documented = {"id", "intents", "in_scope", "sentiment", "flags", "language", "entities", "route"}

    assert documented <= set(triaged.rows[0])


def test_text_is_written_as_it_is_and_not_escaped(run: Run) -> None:
    ran = run("triage", "-c", "norrfell", stdin=lines({"id": "ñ😩", "text": "hola"}))

    assert '"ñ😩"' in ran.out


def test_a_batch_without_bad_lines_ends_with_zero(run: Run) -> None:
    ran = run("triage", "-c", "norrfell", stdin=lines({"id": 1, "text": "Where is my order?"}))

    assert (ran.code, len(ran.rows)) == (0, 1)


def test_an_empty_batch_is_done(run: Run) -> None:
    ran = run("triage", "-c", "norrfell")

    assert (ran.code, ran.out) == (0, "")


def test_search_keeps_order_and_id_and_refuses_in_place(run: Run) -> None:
    rows = ({"id": 1, "query": "return window"}, {"id": 2}, {"id": 3, "messages": [{"text": "return window"}]})

    ran = run("search", "-c", "norrfell", "-k", "3", stdin=lines(*rows, {"id": 4, "query": ""}))

    assert ran.code == 1
    assert [(row["id"], "error" in row) for row in ran.rows] == [(1, False), (2, True), (3, False), (4, True)]


@pytest.fixture(scope="module")
def found(run: Run) -> list[dict[str, Any]]:
    queries = ("return window", "quantum chromodynamics lecture")
    return run("search", "-c", "norrfell", "-k", "3", stdin=lines(*({"query": query} for query in queries))).rows


def test_search_returns_as_many_passages_as_asked_best_first(found: list[dict[str, Any]]) -> None:
    scores = [hit["score"] for hit in found[0]["hits"]]

    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_search_returns_passages_also_below_the_floor(found: list[dict[str, Any]]) -> None:
    assert found[1]["abstained"] is True
    assert len(found[1]["hits"]) == 3


def test_search_by_page_names_no_page_twice(run: Run) -> None:
    ran = run("search", "-c", "norrfell", "-k", "10", "--pages", stdin=lines({"id": 1, "query": "return window"}))

    pages = [hit["page_id"] for hit in ran.rows[0]["hits"]]
    assert len(pages) == len(set(pages)) == 10


def test_suggest_keeps_order_and_id_and_refuses_in_place(run: Run) -> None:
    good = {"messages": [{"text": "How do I return a hat?"}], "now": "2026-11-20T15:47:00Z"}
    rows = ({"id": "a", **good}, {"id": "b", **good, "mesages": []}, {"id": "c", **good, "client_id": "norrfell"})

    ran = run("suggest", "-c", "norrfell", stdin=lines(*rows))

    assert ran.code == 1
    assert [row["id"] for row in ran.rows] == ["a", "b", "c"]
    assert ran.rows[1]["error"]["message"] == "mesages is not a field; did you mean messages?"
    assert ran.rows[0]["reply"] == ran.rows[2]["reply"]


def fragile(parsed: dict[str, Any]) -> dict[str, Any]:
    if parsed["text"] == "zebrafish":
        raise KeyError(parsed["text"])
    return {"answer": parsed["text"]}


def test_one_line_that_breaks_us_does_not_lose_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines({"id": 1, "text": "hi"}, {"id": 2, "text": "zebrafish"}, {"id": 3, "text": "ho"}))

    code = batch.run(str(source), str(target), fragile)

    rows = [json.loads(row) for row in target.read_text(encoding="utf-8").splitlines()]
    error = {"code": "internal", "message": "something went wrong here", "details": {}}
    assert code == 1
    assert rows == [{"id": 1, "answer": "hi"}, {"line": 2, "id": 2, "error": error}, {"id": 3, "answer": "ho"}]
    assert "line 2: unexpected KeyError at fragile" in (said := capsys.readouterr().err)
    assert "zebrafish" not in said


def test_a_batch_that_is_cut_off_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines({"id": 1, "text": "hi"}))
    target.write_text("of yesterday")

    def interrupted(_: dict[str, Any]) -> dict[str, Any]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.run(str(source), str(target), interrupted)

    assert target.read_text() == "of yesterday"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_link_and_the_rights_of_the_file_behind_it_stay(tmp_path: Path) -> None:
    source, target, link = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "link.jsonl"
    source.write_bytes(lines({"id": 1, "text": "hi"}))
    target.write_text("of yesterday")
    target.chmod(0o640)
    link.symlink_to(target)

    batch.run(str(source), str(link), fragile)

    assert link.is_symlink()
    assert "hi" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines({"id": 1, "text": "hi"}))

    assert batch.run(str(source), os.devnull, fragile) == 0
    assert not Path(os.devnull).is_file()
    with pytest.raises(BadInput, match="--output: cannot write"):
        batch.run(str(source), str(tmp_path), fragile)


def test_a_batch_can_be_read_from_and_written_to_files(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines({"id": 1, "text": "Where is my order?"}, {"id": 2, "text": "¡Hola!"}))

    ran = run("triage", "-c", "norrfell", "-i", str(source), "-o", str(target))

    assert (ran.code, ran.out) == (0, "")
    assert [json.loads(row)["id"] for row in target.read_text(encoding="utf-8").splitlines()] == [1, 2]


def test_writing_over_the_file_that_is_read_does_not_lose_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(lines({"id": 1, "text": "Where is my order?"}))

    run("triage", "-c", "norrfell", "-i", str(file), "-o", str(file))

    assert '"id": 1' in file.read_text(encoding="utf-8")


def test_a_file_with_windows_line_ends_and_no_last_newline_is_read(run: Run) -> None:
    ran = run("triage", "-c", "norrfell", stdin=b'{"id": 1, "text": "hi"}\r\n{"id": 2, "text": "hi"}')

    assert [row["id"] for row in ran.rows] == [1, 2]


@pytest.mark.parametrize(
    ("content", "placed"),
    [(ORDER, True), ([ORDER], True), ({"orders": [ORDER]}, True), ([], False)],
    ids=["one order", "a list", "a request", "an empty list"],
)
def test_orders_of_a_file_are_used(run: Run, tmp_path: Path, content: Any, placed: bool) -> None:
    file = tmp_path / "order.json"
    file.write_text(json.dumps(content), encoding="utf-8")

    ran = run("suggest", "-c", "norrfell", "-t", "Where is my order NF-20288?", "--order", str(file), "--json")

    assert ran.code == 0
    number = json.loads(ran.out)["triage"]["intents"][0]["order_number"]
    assert number == ("NF-20288" if placed else None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"number": ', "--order order.json: not JSON"),
        ("", "--order order.json: not JSON"),
        ('"NF-20288"', "orders[0]"),
        ('{"number": "NF-1", "nmuber": 2}', "did you mean number?"),
        ('{"items": []}', "orders[0].number is required"),
    ],
)
def test_a_broken_order_file_is_named(run: Run, tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "order.json"
    file.write_text(content, encoding="utf-8")

    ran = run("suggest", "-c", "norrfell", "-t", "hi", "--order", str(file))

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("triage", "-c", "nope"), "client_id: no client of that name; known: norrfell, osmere"),
        (("suggest", "-c", "nope", "-t", "hi"), "client_id: no client of that name; known: norrfell, osmere"),
        (("suggest", "-c", "norrfell", "-t", "hi", "--channel", "fax"), "channel: input should be 'email'"),
        (("suggest", "-c", "norrfell", "-t", "hi", "--order", "/nowhere.json"), "--order: no file /nowhere.json"),
        (("triage", "-c", "norrfell", "-i", "/nowhere.jsonl"), "--input: no file /nowhere.jsonl"),
        (("triage", "-c", "norrfell", "-o", "/nowhere/out.jsonl"), "--output: cannot write /nowhere/out.jsonl"),
        (("triage",), "--client"),
        (("search", "-c", "norrfell", "-k", "0"), "-k"),
        (("suggest", "-c", "norrfell", "-t", "hi", "--now", "soon"), "--now"),
        (("nonsense",), "nonsense"),
        (("serve", "--host", "0.0.0.0"), "loopback only"),
        (("serve", "--port", "99999"), "--port"),
        (("serve", "--port", "-1"), "--port"),
        (("suggest", "-c", "norrfell", "-t", "hi", "--now", "0001-01-01"), "--now"),
        (("suggest", "-c", "norrfell", "-t", "hi", "--now", "9999-12-31"), "--now"),
    ],
)
def test_misuse_ends_with_two_and_says_what_is_wrong(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ran = run(*arguments)

    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("name", "value"), [("ASSIST_PORT", "abc"), ("ASSIST_FOO", "1"), ("ASSIST_KNOWLEDGE_DIR", "/nowhere")]
)
def test_a_wrong_setting_is_named(run: Run, name: str, value: str) -> None:
    ran = run("triage", "-c", "norrfell", **{name: value})

    assert (ran.code, ran.out) == (2, "")
    assert name in ran.err


def test_one_message_is_answered_for_a_person_to_read(run: Run) -> None:
    ran = run("suggest", "-c", "osmere", "-t", "How much is delivery to Ireland?", "--name", "Ciara Byrne")

    assert ran.code == 0
    assert "Dear Ciara," in ran.out
    assert "delivery" in ran.out


def test_one_message_is_answered_as_json_for_machines(run: Run) -> None:
    ran = run("suggest", "-c", "norrfell", "-t", "How do I return a hat?", "--json", "--now", "2026-11-20T15:47:00")

    assert json.loads(ran.out)["created_at"] == "2026-11-20T15:47:00Z"


def test_a_message_of_broken_bytes_is_refused(run: Run) -> None:
    ran = run("suggest", "-c", "norrfell", "-t", os.fsdecode(b"\xff\xfe"))

    assert (ran.code, ran.out) == (2, "")
    assert "--text" in ran.err


def test_the_demo_answers_every_scene_as_json(run: Run) -> None:
    ran = run("demo", "--json")

    assert ran.code == 0
    assert len(ran.rows) >= 12
    assert {row["client_id"] for row in ran.rows} == {"norrfell", "osmere"}


@pytest.mark.parametrize("arguments", [("demo", "--json"), ("demo",), ("--help",)], ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(services: Services, arguments: tuple[str, ...]) -> None:
    with process(services, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        started.stdout.close()

        _, said = started.communicate(timeout=TIMEOUT_S)

    assert (started.returncode, said) == (0, b"")


def test_a_process_of_its_own_reads_and_writes_the_standard_streams(services: Services) -> None:
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with process(services, "triage", "-c", "norrfell", **streams) as started:
        out, said = started.communicate(lines({"id": "ñ😩", "text": "hola"}, b"not json\n"), timeout=TIMEOUT_S)

    assert started.returncode == 1
    assert [json.loads(row).get("id") for row in out.decode("utf-8").splitlines()] == ["ñ😩", None]
    assert said == b""


def test_misuse_in_a_process_of_its_own_is_one_line(services: Services) -> None:
    with process(services, "triage", "-c", "nope", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        out, said = started.communicate(timeout=TIMEOUT_S)

    assert (started.returncode, out) == (2, b"")
    assert said == b"assist: client_id: no client of that name; known: norrfell, osmere\n"
