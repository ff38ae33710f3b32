"""`assist intents learn` from the shell to what a help desk reads: the real encoder, a client of its own."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assist.cli.app import main
from tests.conftest import KNOWLEDGE, settings_in

EXAMPLES = {
    "card_swallowed": (
        "the cash machine kept my gift card",
        "the terminal in your shop ate my card",
        "my loyalty card got stuck in the kiosk",
        "kiosk swallowed the card and never gave it back",
        "the machine took my card and did not return it",
    ),
    "workshop/booking": (
        "can I book the ski waxing workshop",
        "is there a place left in Saturday's repair class",
        "sign me up for the map reading course",
        "how do I reserve a seat at the knife sharpening workshop",
        "I want to join the tent repair evening",
    ),
    "where_is_it": (
        "my parcel has not come yet",
        "no sign of my jacket, ordered ten days ago",
        "when will my order finally arrive",
        "tracking has not moved since Monday",
    ),
}
STRANGERS = (
    "what is the capital of Peru",
    "who won the derby last night",
    "write me a poem about rain",
    "is it snowing in Oslo",
)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "_shared").symlink_to(KNOWLEDGE / "_shared")
    shutil.copytree(KNOWLEDGE / "norrfell", folder / "norrfell")
    return folder


@pytest.fixture
def run(tmp_path: Path, knowledge: Path) -> Run:
    settings = settings_in(tmp_path / "data")
    vectors = KNOWLEDGE.parent / "var" / "vectors"  # of the shared utterances: encoding them is most of the work
    vectors.mkdir(exist_ok=True)
    (settings.data_dir / "vectors").symlink_to(vectors)
    own = {"ASSIST_DATA_DIR": str(settings.data_dir), "ASSIST_KNOWLEDGE_DIR": str(knowledge)}
    hidden = {name: None for name in os.environ if name.startswith("ASSIST_")}

    def running(*arguments: str, stdin: str = "") -> Ran:
        with CliRunner(env={**hidden, **own}).isolation(input=stdin.encode()) as (out, err, _):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            code = ended.value.code or 0
            return Ran(int(code), out.getvalue().decode(), err.getvalue().decode())

    return running


def lines() -> str:
    rows = [{"text": text, "intent": name} for name, texts in EXAMPLES.items() for text in texts]
    rows += [{"text": text, "intent": None} for text in STRANGERS]
    return "".join(json.dumps(row) + "\n" for row in rows)


def tagged(run: Run, *texts: str) -> list[dict[str, object]]:
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    return [json.loads(line) for line in run("triage", "-c", "norrfell", stdin=asked).out.splitlines()]


def test_own_intents_go_live_with_the_version_and_not_before(run: Run, knowledge: Path) -> None:
    mapped = "intents:\n  map: {where_is_it: order/status}\n"
    message = "a kiosk in your store swallowed my card"
    run("triage", "-c", "norrfell", stdin=json.dumps({"text": message}))
    client = knowledge / "norrfell" / "client.yaml"
    client.write_text(client.read_text(encoding="utf-8") + mapped, encoding="utf-8")

    learnt = run("intents", "learn", "-c", "norrfell", "--json", stdin=lines())
    before = tagged(run, message)
    built = run("kb", "build", "-c", "norrfell")
    published = run("kb", "publish", "-c", "norrfell", "--override", "own intents", "--by", "ana")
    after = tagged(
        run, message, "still waiting for my parcel, where is it?", "can I return these boots?", "who won the match?"
    )

    assert (learnt.code, built.code, published.code) == (0, 0, 0)
    assert json.loads(learnt.out)["figures"]["accuracy"] >= 0.5
    assert before[0]["intents"] == [] or before[0]["intents"][0]["name"] != "card_swallowed"
    first = [row["intents"][0]["name"] if row["intents"] else None for row in after]
    assert first == ["card_swallowed", "where_is_it", "return/policy", None] or first == [
        "card_swallowed",
        "where_is_it",
        "return/request",
        None,
    ]
    assert after[1]["route"]["queue"] == "norrfell-shipping"


def test_a_bad_line_leaves_everything_as_it_was(run: Run, knowledge: Path) -> None:
    ran = run("intents", "learn", "-c", "norrfell", stdin=lines() + '{"text": "", "intent": "x"}\n')

    assert ran.code == 1
    assert ran.err.splitlines()[0].startswith("line 19: text:")
    assert not (knowledge / "norrfell" / "intents.jsonl").exists()


def test_a_dry_run_reports_and_writes_nothing(run: Run, knowledge: Path) -> None:
    ran = run("intents", "learn", "-c", "norrfell", "--dry-run", stdin=lines())

    assert ran.code == 0
    assert "Nothing was written (--dry-run)." in ran.out
    assert "right intent" in ran.out
    assert not (knowledge / "norrfell" / "intents.jsonl").exists()


def test_nothing_to_learn_is_misuse(run: Run) -> None:
    ran = run("intents", "learn", "-c", "norrfell", stdin='{"text": "hello", "intent": null}\n')

    assert (ran.code, ran.err) == (2, "assist: --input: there is nothing to learn: no example names an intent\n")
