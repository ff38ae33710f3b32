"""Example messages and the taxonomy are read line by line; a mistake is named by file and line."""

from pathlib import Path

import pytest

from assist.domain.enums import SentimentLabel
from assist.errors import BadKnowledge
from assist.triage.taxonomy import read_taxonomy
from assist.triage.utterances import read_utterances

GOOD = '{"text": "where is it?", "intents": ["order/status"], "sentiment": "neutral", "locale": "en"}'
TAXONOMY = """
version: 1
intents:
  order/status: {definition: Where it is., near_miss: Delivered., level: level_1, queue: shipping, workflow: wismo}
  product/size: {definition: Which size., near_miss: Change of size., level: level_1, queue: product}
"""


def refusal(work, *args) -> BadKnowledge:
    with pytest.raises(BadKnowledge) as caught:
        work(*args)
    return caught.value


def utterance_file(folder: Path, *lines: str) -> Path:
    file = folder / "utterances.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_examples_are_read_in_order_and_empty_lines_skipped(tmp_path: Path):
    file = utterance_file(tmp_path, GOOD, "", GOOD.replace('["order/status"]', "[]").replace("where is it?", "hi"))

    first, second = read_utterances(file, {"order/status"})

    assert (first.text, first.intents, first.sentiment) == ("where is it?", ("order/status",), SentimentLabel.NEUTRAL)
    assert (second.text, second.intents) == ("hi", ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is not JSON"),
        ("{}", "text"),
        (GOOD.replace("where is it?", ""), "text"),
        (GOOD.replace("neutral", "fine"), "sentiment"),
        (GOOD.replace('"en"', '"english"'), "locale"),
        (GOOD.replace("order/status", "order/stauts"), "order/stauts is not an intent"),
        (GOOD.replace('"text"', '"txt"'), "text"),
    ],
)
def test_a_broken_example_is_refused_by_file_and_line(line, said, tmp_path: Path):
    file = utterance_file(tmp_path, GOOD, "", line)

    error = refusal(read_utterances, file, {"order/status"})

    assert (error.file, error.line) == ("utterances.jsonl", 3)
    assert said in error.message


def test_missing_examples_are_refused(tmp_path: Path):
    assert refusal(read_utterances, tmp_path / "none.jsonl", set()).file == "none.jsonl"


@pytest.mark.parametrize("line", ["[1]", '"text"', "1", "null"])
def test_a_line_that_is_json_but_no_object_is_refused_by_line(line, tmp_path: Path):
    file = utterance_file(tmp_path, line)

    assert refusal(read_utterances, file, set()).line == 1


@pytest.mark.parametrize("separator", ["\u2028", "\u0085"])
def test_an_unusual_line_separator_inside_an_example_is_text(separator, tmp_path: Path):
    file = utterance_file(tmp_path, GOOD.replace("where is", f"where{separator}is"))

    assert len(read_utterances(file, {"order/status"})) == 1


def test_knowledge_in_another_encoding_is_refused_by_file(tmp_path: Path):
    examples, taxonomy = tmp_path / "utterances.jsonl", tmp_path / "taxonomy.yaml"
    examples.write_bytes(GOOD.replace("where", "dónde").encode("latin-1"))
    taxonomy.write_bytes(TAXONOMY.replace("Where", "Dónde").encode("latin-1"))

    broken, other = refusal(read_utterances, examples, {"order/status"}), refusal(read_taxonomy, taxonomy)

    assert (broken.file, broken.line) == ("utterances.jsonl", 1)
    assert (other.file, other.line) == ("taxonomy.yaml", 4)


def test_an_intent_names_its_workflow_or_none(tmp_path: Path):
    (tmp_path / "taxonomy.yaml").write_text(TAXONOMY)

    taxonomy = read_taxonomy(tmp_path / "taxonomy.yaml")

    assert taxonomy.workflow("order/status") == "wismo"
    assert taxonomy.workflow("product/size") is None
    assert taxonomy.workflow("no/such") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "dictionary"),
        ("a: [", "is not YAML"),
        (TAXONOMY.replace("near_miss: Delivered., ", ""), "intents.order/status.near_miss"),
        (TAXONOMY.replace("level_1", "level_9"), "intents.order/status.level"),
        (TAXONOMY + "colour: blue\n", "colour"),
    ],
)
def test_a_broken_taxonomy_is_refused_saying_where(text, said, tmp_path: Path):
    (tmp_path / "taxonomy.yaml").write_text(text)

    assert said in refusal(read_taxonomy, tmp_path / "taxonomy.yaml").message


def test_a_missing_taxonomy_is_refused(tmp_path: Path):
    assert refusal(read_taxonomy, tmp_path / "taxonomy.yaml").file == "taxonomy.yaml"


def test_an_intent_defined_twice_is_refused(tmp_path: Path):
    again = "  order/status: {definition: Other., near_miss: Other., level: level_2, queue: returns}\n"
    (tmp_path / "taxonomy.yaml").write_text(TAXONOMY + again)

    error = refusal(read_taxonomy, tmp_path / "taxonomy.yaml")

    assert (error.file, error.line) == ("taxonomy.yaml", 6)
    assert "order/status" in error.message
