"""`assist intents report` over the shipped heads, which must be those of the shipped utterances."""

import json
from pathlib import Path

import pytest

from assist.cli import intents_report
from assist.cli.app import main
from assist.triage.heads import read_heads
from assist.triage.taxonomy import read_taxonomy
from assist.triage.training import digest
from assist.triage.utterances import read_utterances
from tests.conftest import ROOT

SHARED = ROOT / "knowledge" / "_shared"
MOST_BYTES = 2_000_000


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["intents", "report", *arguments])
    captured = capsys.readouterr()
    return ended.value.code, captured.out, captured.err


@pytest.fixture(autouse=True)
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "data").mkdir()
    if (ROOT / "var" / "encoders").is_dir():
        (tmp_path / "data" / "encoders").symlink_to(ROOT / "var" / "encoders")
    monkeypatch.setenv("ASSIST_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ASSIST_KNOWLEDGE_DIR", str(ROOT / "knowledge"))


def test_the_shipped_heads_are_those_of_the_shipped_utterances_and_stay_small():
    file = SHARED / "heads.npz"
    utterances = read_utterances(SHARED / "utterances.jsonl", read_taxonomy(SHARED / "taxonomy.yaml").intents)

    assert read_heads(file).meta.utterances_sha256 == digest(utterances)
    assert file.stat().st_size < MOST_BYTES


def test_every_intent_has_thirty_english_and_fifteen_spanish_utterances():
    intents = read_taxonomy(SHARED / "taxonomy.yaml").intents
    utterances = read_utterances(SHARED / "utterances.jsonl", intents)

    for name in intents:
        mine = [utterance.locale for utterance in utterances if name in utterance.intents]
        assert (mine.count("en") >= 30, mine.count("es") >= 15) == (True, True), name


def test_no_utterance_stands_there_twice():
    utterances = read_utterances(SHARED / "utterances.jsonl", read_taxonomy(SHARED / "taxonomy.yaml").intents)
    texts = [utterance.text.strip().lower() for utterance in utterances]

    assert len(texts) == len(set(texts))


def test_the_report_names_confusions_weak_intents_reliability_and_risk(capsys: pytest.CaptureFixture[str]):
    code, out, _ = said(capsys, "--top", "3")

    assert code in (0, None)
    assert all(
        word in out for word in ("67 intents", "worst confusions", "weakest", "reliability", "acting on the surest")
    )


def test_the_report_for_machines_holds_every_pair_and_the_figures(capsys: pytest.CaptureFixture[str]):
    _, out, _ = said(capsys, "--json", "--top", "2")

    report = json.loads(out)
    assert len(report["worst"]) == 2
    assert 0 < report["accuracy"] < 1
    assert report["figures"]["intent_accuracy"] > 0.5
    assert sum(pair["times"] for pair in report["counts"]) == sum(one["count"] for one in report["bins"])


@pytest.mark.parametrize("arguments", [("--top", "0"), ("--top", "1000"), ("--client", "nobody")])
def test_misuse_is_said_in_one_line(arguments, capsys: pytest.CaptureFixture[str]):
    code, _, err = said(capsys, *arguments)

    assert code == 2
    assert err.startswith("assist: ")
    assert len(err.strip().splitlines()) == 1


def test_more_lines_than_intents_are_not_offered():
    assert len(read_taxonomy(SHARED / "taxonomy.yaml").intents) == intents_report.MOST_LINES
