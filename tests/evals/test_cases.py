"""The one format of cases: what may be absent, what counts, and what is refused by file, line and field."""

import json
from pathlib import Path
from typing import Any

import pytest

from assist.errors import BadInput, BadKnowledge
from evals import cases
from evals.cases import SAMPLES
from tests.evals.made import NOON, case

REQUEST = {"client_id": "norrfell", "now": NOON.isoformat(), "messages": [{"text": "can it go back?"}]}
LINE: dict[str, Any] = {
    "id": "a-1",
    "why": "1 November and 30 days",
    "request": REQUEST,
    "expect": {"level": "level_1"},
}


def written(file: Path, *lines: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return file


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expect": {}}, "expect is empty"),
        ({"expect": {"levle": "level_1"}}, "expect.levle is not a field; did you mean level?"),
        ({"expect": {"must_say": ["30 (days"]}}, "expect.must_say[0] is no regular expression"),
        ({"expect": {"handoff": {"promised": ["("]}}}, "expect.handoff.promised[0] is no regular expression"),
        ({"expect": {"must_abstain": True, "reply_kind": "draft"}}, "contradict each other"),
        ({"expect": {"sentiment": "sad"}}, "expect.sentiment"),
        ({"approved": {"by": "Ana"}}, "approved.at"),
        ({"source": "guessed"}, "source"),
        ({"request": {**REQUEST, "client_id": None}}, "request.client_id is required"),
        ({"id": "A 1"}, "id"),
    ],
)
def test_a_malformed_case_names_file_line_and_field(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    file = written(tmp_path / "brand.jsonl", LINE, "", {**LINE, "id": "a-2", **change})

    with pytest.raises(BadKnowledge) as refused:
        cases.read_cases(file)

    assert refused.value.message.startswith("brand.jsonl:3: ")
    assert said in refused.value.message


def test_broken_json_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge, match=r"brand\.jsonl:2: "):
        cases.read_cases(written(tmp_path / "brand.jsonl", LINE, "{"))


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    files = [written(tmp_path / name, LINE) for name in ("a.jsonl", "b.jsonl")]

    with pytest.raises(BadKnowledge, match=r"stands in a\.jsonl too"):
        cases.read_all(files)


def test_a_client_keeps_its_cases_in_its_own_folder_and_never_another_clients(tmp_path: Path) -> None:
    written(tmp_path / "norrfell" / "cases" / "own.jsonl", LINE)
    written(tmp_path / "norrfell" / "cases" / "approvals.jsonl", {"kind": "approved"})

    assert [one.id for one in cases.of_client("norrfell", tmp_path, samples=tmp_path / "none")] == ["a-1"]

    written(tmp_path / "osmere" / "cases" / "own.jsonl", LINE)
    with pytest.raises(BadInput, match=r"request\.client_id is norrfell, expected osmere"):
        cases.of_client("osmere", tmp_path, samples=tmp_path / "none")


def test_a_file_of_the_clients_own_takes_the_place_of_the_sample_of_that_name(tmp_path: Path) -> None:
    sample = written(tmp_path / "samples" / "norrfell" / "decisions.jsonl", LINE)
    own = tmp_path / "knowledge" / "norrfell" / "cases" / "decisions.jsonl"
    given: Any = {"samples": tmp_path / "samples"}
    before = cases.files_of("norrfell", tmp_path / "knowledge", **given)
    written(own, LINE)

    after = cases.files_of("norrfell", tmp_path / "knowledge", **given)

    assert (before, after) == ([sample], [own])


def test_a_changed_sample_is_written_into_the_clients_folder_but_where_the_samples_are_at_home(tmp_path: Path) -> None:
    sample, knowledge = tmp_path / "samples" / "norrfell" / "decisions.jsonl", tmp_path / "knowledge"
    given: Any = {"samples": tmp_path / "samples"}

    assert cases.written_to(sample, "norrfell", knowledge, **given) == knowledge / "norrfell" / "cases" / sample.name
    assert cases.written_to(sample, "norrfell", knowledge, home=knowledge, **given) == sample


def test_only_what_a_person_stands_behind_counts() -> None:
    signed = {"by": "Ana", "at": NOON.isoformat()}

    assert case().counts
    assert not case(source="proposed").counts
    assert not case(source="mined").counts
    assert case(source="proposed", approved=signed).counts


def test_the_digest_follows_what_is_asked_and_expected_and_not_the_order() -> None:
    one, other = case("a-1"), case("a-2")

    assert cases.digest([one, other]) == cases.digest([other, one])
    assert cases.digest([one]) != cases.digest([one.model_copy(update={"critical": True})])


def test_a_case_is_written_as_it_is_read(tmp_path: Path) -> None:
    file = sorted(SAMPLES.glob("*/*.jsonl"))[0]
    found = cases.read_cases(file)[:20]

    again = cases.read_cases(written(tmp_path / "again.jsonl", *(cases.as_line(one) for one in found)))

    assert [one.expect for one in again] == [one.expect for one in found]
    assert cases.digest(again) == cases.digest(found)


def test_a_null_that_says_none_is_needed_stays_when_a_case_is_written_again(tmp_path: Path) -> None:
    decision = {"intent": "return/request", "outcome": "eligible", "approval": None, "missing": []}
    given = case(expect={"decisions": [decision]})

    (again,) = cases.read_cases(written(tmp_path / "again.jsonl", cases.as_line(given)))

    assert again.expect.decisions is not None
    assert {"approval", "missing"} <= again.expect.decisions[0].model_fields_set
