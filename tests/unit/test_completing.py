"""What a model leaves out of what the customer must know: asked for once more, then said in our own words."""

import pytest

from assist.domain.enums import Outcome, WrittenBy
from assist.drafting.composer import compose
from assist.drafting.material import Material
from tests.drafts import LABEL, decision, material, passage, point, refused, trace
from tests.model_drafts import POLICY, answer, asking, failure, kept, write
from tests.unit.test_writer_rounds import write_twice

SCANNED = "The last scan of your Skarn jacket by GLS was on Tuesday 17 November."
OPENING = "There has been no scan for 3 working days, so I'm opening a trace with GLS."
TOLD = ((SCANNED, ["D1"]), (OPENING, ["D1"]))
STEP_BACK = "I'll write to you by Tuesday 24 November."
QUESTION = ("Is there anything else?", [])


def composed(given: Material) -> list[str]:
    sketch = compose(given)
    assert sketch is not None
    return [sentence.text for sentence in sketch.sentences]


def two_matters() -> Material:
    return material(refused(), point(passages=[passage(LABEL, "refunds#label")]))


def test_a_decision_left_unsaid_is_said_in_our_words() -> None:
    ended = composed(material(refused()))

    assert kept(answer((POLICY, ["S2"])), two_matters()) == [POLICY, *ended]


def test_the_day_we_step_back_in_is_added_where_the_model_forgot_it() -> None:
    written, _ = write(answer(*TOLD), material(trace()))

    assert "24 November" in written.draft.text.replace(OPENING, "")
    assert written.draft.written_by is WrittenBy.MODEL


def test_what_is_added_counts_as_repaired() -> None:
    whole = write(answer(*TOLD, (STEP_BACK, ["D1"])), material(trace()))[0]
    part = write(answer(*TOLD), material(trace()))[0]

    assert part.draft.check.repaired > whole.draft.check.repaired


def test_what_is_added_stands_before_the_last_question() -> None:
    said = kept(answer(*TOLD, QUESTION), material(trace()))

    assert said[-1] == QUESTION[0]


def test_a_sentence_that_ours_tells_too_is_not_told_twice() -> None:
    ended = composed(material(refused()))[0]
    said = kept(answer((POLICY, ["S2"]), (ended, ["S2"])), two_matters())

    assert said.count(ended) <= 1


def test_a_draft_that_would_be_mostly_ours_is_composed_as_a_whole() -> None:
    assert failure(answer(("I'm sorry about this.", []), QUESTION), material(trace())) == "model_unsupported"


def test_a_question_alone_is_no_answer_to_what_a_page_answers() -> None:
    assert failure(answer(QUESTION), asking()) == "model_unsupported"


def test_what_was_left_out_goes_back_to_the_model_once() -> None:
    _, model = write_twice(answer(*TOLD), answer(*TOLD, (STEP_BACK, ["D1"])), material(trace()))

    assert "left out what the customer must know" in model.prompts[1][1]
    assert "24 November" in model.prompts[1][1].split("left out what the customer must know")[1]


def test_a_model_that_mends_what_it_left_out_keeps_its_own_words() -> None:
    written, _ = write_twice(answer(*TOLD), answer(*TOLD, (STEP_BACK, ["D1"])), material(trace()))

    assert STEP_BACK in written.draft.text


@pytest.mark.parametrize("name", ["Ana García", "Ana"])
def test_what_goes_back_names_no_person(name: str) -> None:
    _, model = write_twice(answer(*TOLD), answer(*TOLD), material(trace(), name=name))

    assert "Ana" not in model.prompts[1][1]


def test_both_rounds_share_what_they_begin_with() -> None:
    _, model = write_twice(answer(*TOLD), answer(*TOLD), material(trace()))

    assert model.prompts[0][0] == model.prompts[1][0]
    assert model.prompts[1][1].startswith(model.prompts[0][1])


def test_a_decision_told_in_part_is_told_whole() -> None:
    said = kept(answer((SCANNED, ["D1"]), (STEP_BACK, ["D1"])), material(trace()))

    assert any("opening a trace" in one for one in said)


def test_a_question_of_the_decision_is_asked_if_the_model_asks_nothing() -> None:
    asks = material(
        point(decision=decision("gift.number", Outcome.NEEDS_INFO), behind=[passage()], intent="gift/return")
    )
    *_, question = composed(asks)
    exchanged = composed(asks)[0]

    assert kept(answer((exchanged, ["D1"])), asks)[-1] == question


def test_a_promise_is_not_made_twice() -> None:
    vague = "I'll let you know what comes of the trace with GLS by then."

    said = kept(answer(*TOLD, (vague, ["D1"])), material(trace()))

    assert vague not in said
    assert any("24 November" in one for one in said)
