"""Mining: cases proposed once each, the best evidence first, none that asks for what another asks for."""

from collections.abc import Callable
from pathlib import Path

from assist.domain.base import ClientId
from assist.domain.conversation import MAX_TEXT
from assist.domain.feedback import Outcome as Step
from assist.domain.handled import Handled
from evals import cases, mining
from evals.cases import Case, Source
from evals.mining import Mined
from evals.outcomes import Outcome
from evals.scores import Part
from tests.evals.made import case, outcome
from tests.handled import ASKED, draft, handled, step

NORRFELL = ClientId("norrfell")
DISPUTED = step("sent", draft().replace("31 January 2027", "15 February 2027"))


def answers_the_same(asked: Case) -> Outcome:
    return outcome(asked.id)


def mined(
    *given: Handled,
    known: tuple[Case, ...] = (),
    replay: Callable[[Case], Outcome] = answers_the_same,
    limit: int = 50,
) -> Mined:
    return mining.mine(NORRFELL, given, known, replay, limit=limit)


def asking(text: str, *steps: Step, name: str) -> Handled:
    """Return the example with other words of the customer."""
    last = ASKED.messages[-1].model_copy(update={"text": text})
    request = ASKED.model_copy(update={"messages": (*ASKED.messages[:-1], last)})
    return handled(*steps, name=name, request=request)


def test_a_mined_case_waits_for_a_person_and_runs_at_its_own_moment() -> None:
    (made,) = mined(handled(step("accepted"))).cases

    assert (made.case.source, made.case.approved, made.case.counts) == (Source.MINED, None, False)
    assert (made.case.request.client_id, made.case.request.now) == ("norrfell", handled().at)
    assert made.subject_id == "sg_1" and "sg_1" not in made.case.model_dump_json()


def test_a_mined_case_is_read_back_from_its_line(tmp_path: Path) -> None:
    (made,) = mined(handled(step("accepted"))).cases
    file = tmp_path / "mined.jsonl"
    file.write_text(cases.as_line(made.case) + "\n", encoding="utf-8")

    assert cases.digest(cases.read_cases(file)) == cases.digest([made.case])


def test_mining_again_proposes_nothing_that_is_there() -> None:
    first = mined(handled(step("accepted")))

    again = mined(handled(step("accepted")), known=tuple(one.case for one in first.cases))

    assert (again.cases, again.left_out) == ([], {mining.KNOWN: 1})


def test_of_the_same_words_in_one_cell_the_best_evidence_is_proposed() -> None:
    touched_up = step("sent", draft().replace("And yes, you", "Yes, you"))

    found = mined(handled(touched_up, name="sg_1"), handled(step("accepted"), name="sg_2"))

    assert [one.subject_id for one in found.cases] == ["sg_2"]
    assert found.left_out == {mining.ALIKE: 1}


def test_other_words_or_another_cell_are_a_case_of_their_own() -> None:
    whole = ASKED.messages[-1].text
    others = asking("The boots pinch. A 43 instead, please? And the jacket is nowhere.", step("accepted"), name="sg_2")
    decided = handled().suggestion
    assert decided is not None
    fewer = handled(
        step("accepted"), name="sg_3", suggestion=decided.model_copy(update={"decisions": decided.decisions[:1]})
    )

    found = mined(asking(whole, step("accepted"), name="sg_1"), others, fewer)

    assert sorted(one.subject_id for one in found.cases) == ["sg_1", "sg_2", "sg_3"]


def test_a_case_a_person_wrote_makes_the_mined_one_needless() -> None:
    (made,) = mined(handled(step("accepted"))).cases
    written = made.case.model_copy(update={"id": "nf-1", "source": Source.WRITTEN})

    found = mined(handled(step("accepted"), name="sg_9"), known=(written,))

    assert (found.cases, found.left_out) == ([], {mining.ALIKE: 1})


def test_what_was_disputed_is_kept_beside_what_went_out() -> None:
    found = mined(handled(DISPUTED, name="sg_1"), handled(step("accepted"), name="sg_2"))

    assert [(one.standing, one.case.look is None) for one in found.cases] == [
        ("sent as drafted", True),
        ("disputed", False),
    ]


def test_the_limit_keeps_the_best_evidence() -> None:
    found = mined(handled(DISPUTED, name="sg_1"), handled(step("accepted"), name="sg_2"), limit=1)

    assert [one.subject_id for one in found.cases] == ["sg_2"]
    assert found.left_out == {mining.BEYOND: 1}


def test_a_case_that_comes_out_differently_now_needs_a_look() -> None:
    found = mined(handled(step("accepted")), replay=lambda one: outcome(one.id, wrong={Part.DECISIONS: "none"}))

    (made,) = found.cases
    assert made.case.look == "it was right then, and the live version differs now: decisions"


def test_other_invented_numbers_are_tried_before_a_case_needs_a_look() -> None:
    tried: list[str] = []

    def tipped_by_digits(asked: Case) -> Outcome:
        tried.append(asked.request.orders[0].number)
        return outcome(asked.id, wrong={} if len(tried) == 3 else {Part.DECISIONS: "none"})

    (made,) = mined(handled(step("accepted")), replay=tipped_by_digits).cases

    assert made.case.look is None
    assert made.case.request.orders[0].number == tried[2]
    assert len(set(tried)) == 3


def test_a_case_that_does_not_run_is_left_out() -> None:
    found = mined(handled(step("accepted")), replay=lambda one: Outcome(case_id=one.id, said=None))

    assert (found.cases, found.left_out) == ([], {mining.CRASHED: 1})


def test_a_text_that_grows_beyond_its_limit_in_disguise_is_left_out() -> None:
    first, ours, last = ASKED.messages
    long = ours.model_copy(update={"text": "o@x.io " * (MAX_TEXT // 7)})
    request = ASKED.model_copy(update={"messages": (first, long, last)})

    found = mined(handled(step("accepted"), request=request))

    assert (found.cases, found.left_out) == ([], {mining.CRASHED: 1})


def test_a_case_that_would_still_tell_somebody_is_left_out() -> None:
    order = ASKED.orders[0].model_copy(update={"shipping_method": "to Marta Oliveira by van"})

    found = mined(handled(step("accepted"), request=ASKED.model_copy(update={"orders": (order,)})))

    assert (found.cases, found.left_out) == ([], {mining.PERSONAL: 1})


def test_a_case_made_by_hand_has_nothing_to_look_at() -> None:
    assert case().look is None
