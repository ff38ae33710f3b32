"""Answers of models on record: the same question is asked once, and a replay asks nobody."""

from pathlib import Path

import pytest

from assist.errors import BadKnowledge, NotFound, Unavailable
from evals.judging.transcripts import RecordedModel, Transcript, Unanswered
from tests.evals.judged import sample
from tests.fakes import FakeModel

SETTINGS = {"temperature": 0.0, "max_tokens": 100.0}


def recorded(transcript: Transcript, model: FakeModel | None, **given: object) -> RecordedModel:
    whole = {"model": model, "parameters": SETTINGS, "of": "a-1 faithfulness", **given}
    return RecordedModel("some/judge", transcript, "judge", **whole)  # type: ignore[arg-type]


def ask(model: RecordedModel, question: str = "is it so?") -> str:
    return model.complete("judge this", question, deadline_s=1).text


def test_a_question_is_asked_once_and_answered_from_the_record_after_that(tmp_path: Path) -> None:
    model = FakeModel("yes")

    said = [ask(recorded(Transcript(tmp_path / "r.jsonl"), model)) for _ in range(2)]

    assert said == ["yes", "yes"]
    assert len(model.prompts) == 1


def test_a_replay_says_what_was_said_and_has_nobody_to_ask(tmp_path: Path) -> None:
    ask(recorded(Transcript(tmp_path / "r.jsonl"), FakeModel("yes")))

    replayed = ask(recorded(Transcript(tmp_path / "r.jsonl", asks=False), None))

    assert replayed == "yes"


def test_an_unrecorded_question_names_case_and_metric_and_never_the_question(tmp_path: Path) -> None:
    ask(recorded(Transcript(tmp_path / "r.jsonl"), FakeModel("yes")))
    replay = recorded(Transcript(tmp_path / "r.jsonl", asks=False), FakeModel("no"))

    with pytest.raises(Unanswered) as raised:
        ask(replay, "my card is 4111")

    assert "a-1 faithfulness" in raised.value.message
    assert "4111" not in raised.value.message


@pytest.mark.parametrize("other", [{"repeat": 1}, {"parameters": {"temperature": 0.0, "max_tokens": 200.0}}])
def test_another_repeat_or_other_parameters_are_another_question(tmp_path: Path, other: dict[str, object]) -> None:
    model = FakeModel("yes")
    ask(recorded(Transcript(tmp_path / "r.jsonl"), model))

    ask(recorded(Transcript(tmp_path / "r.jsonl"), model, **other))

    assert len(model.prompts) == 2


def test_a_judge_that_is_down_ends_the_run_and_what_was_answered_stays_on_record(tmp_path: Path) -> None:
    ask(recorded(Transcript(tmp_path / "r.jsonl"), FakeModel("yes")))
    down = recorded(Transcript(tmp_path / "r.jsonl"), FakeModel(Unavailable("down", code="model_failed")))

    with pytest.raises(Unanswered, match="the judge gave no answer"):
        ask(down, "another one?")

    assert ask(recorded(Transcript(tmp_path / "r.jsonl", asks=False), None)) == "yes"


def test_of_a_case_the_newest_draft_is_on_record_once(tmp_path: Path) -> None:
    first = Transcript(tmp_path / "r.jsonl")
    for one in (sample(), sample(), sample(draft="You have 45 days."), sample("a-2")):
        first.keep_sample(one)

    known = Transcript(tmp_path / "r.jsonl", asks=False).samples

    assert [(one.case_id, one.draft) for one in known] == [("a-1", "You have 45 days."), ("a-2", "You have 30 days.")]
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 3


def test_a_replay_of_no_file_and_a_broken_line_are_named(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('\n{"kind": "answer", "key": "short"}\n')

    with pytest.raises(NotFound, match=r"no file .*none\.jsonl"):
        Transcript(tmp_path / "none.jsonl", asks=False)
    with pytest.raises(BadKnowledge, match=r"r\.jsonl:2: .*key"):
        Transcript(tmp_path / "r.jsonl", asks=False)
