"""What a handled suggestion teaches: the same again where it was right, a question to a person where it was not."""

from datetime import timedelta

import pytest

from assist.domain.correction import Correction
from assist.domain.feedback import Outcome
from assist.domain.handled import Handled
from assist.domain.reply import Abstention
from evals import evidence
from evals.disguise import Disguise
from evals.evidence import Evidence, LeftOut, Standing
from evals.scorers.differences import assertions
from tests.handled import ASKED, LATER, SUGGESTED, draft, handled, step

TUESDAY = "I'll write to you by Tuesday 24 November."


def learnt(given: Handled) -> Evidence:
    found = evidence.of(given, Disguise("seed", given.request))
    assert isinstance(found, Evidence), found
    return found


def left_out(given: Handled) -> LeftOut:
    found = evidence.of(given, Disguise("seed", given.request))
    assert isinstance(found, LeftOut), found
    return found


def edited(old: str, new: str) -> Evidence:
    assert old in draft()
    return learnt(handled(step("sent", draft().replace(old, new))))


@pytest.mark.parametrize(
    "last", [step("accepted"), step("sent"), step("sent", draft())], ids=["accepted", "sent", "text"]
)
def test_a_draft_that_went_out_as_it_stood_expects_the_same_again(last: Outcome) -> None:
    found = learnt(handled(step("shown"), last))

    assert (found.standing, found.look) == (Standing.SENT, "")
    assert found.expect.reply_kind == ("draft",)
    assert [one.rule_prefix for one in found.expect.decisions or ()] == [one.rule_id for one in SUGGESTED.decisions]
    assert ("exchanges#first-exchange-free",) in found.expect.passages.cited


def test_the_suggestion_it_was_made_of_meets_what_it_expects() -> None:
    expect = learnt(handled(step("accepted"))).expect
    free = [one.model_copy(update={"order_number": None}) for one in expect.decisions or ()]

    found = assertions(expect.model_copy(update={"decisions": tuple(free)}), SUGGESTED)

    assert [one.why for one in found if not one.holds] == []


def test_order_numbers_are_expected_in_disguise() -> None:
    numbers = {one.order_number for one in learnt(handled(step("accepted"))).expect.decisions or ()}

    assert "NF-20288" not in numbers
    assert numbers == {Disguise("seed", ASKED).request("norrfell", "c").orders[0].number}


def test_other_words_for_the_same_facts_expect_the_same_again() -> None:
    found = edited(
        "And yes, you can swap the boots for a 43, free", "Yes, of course you can swap the boots for a 43, free"
    )

    assert (found.standing, found.look) == (Standing.TOUCHED_UP, "")
    assert found.expect.decisions


def test_a_changed_fact_is_what_must_be_said_and_the_old_one_must_not() -> None:
    found = edited("31 January 2027", "15 February 2027")

    assert found.standing is Standing.DISPUTED
    assert found.expect.must_say == ((r"(?<![\d.,])15\s+February\s+2027(?!\d|[.,]\d)",),)
    assert found.expect.must_not_say == ((r"(?<![\d.,])31\s+January\s+2027(?!\d|[.,]\d)",),)
    assert found.expect.decisions is None
    assert "put in “15 February 2027”; took out “31 January 2027”" in found.look


def test_a_promise_taken_out_must_not_be_made() -> None:
    found = edited(f" {TUESDAY}", "")

    assert found.standing is Standing.DISPUTED
    assert any("24" in pattern for (pattern,) in found.expect.must_not_say)


def test_a_step_put_in_must_be_said() -> None:
    found = edited("Shall I send you the return label?", "Shall I send you the return label? We refund 5.95 EUR today.")

    assert any("5\\.95" in pattern for (pattern,) in found.expect.must_say)
    assert found.expect.must_not_say == ()


def test_people_in_an_edit_are_exchanged_too() -> None:
    found = edited(
        "Shall I send you the return label?", "Marta Oliveira, we refund you 5.95 EUR to marta.o@example.com."
    )

    told = f"{found.look} {found.why} {found.expect}"
    assert [name for name in ("Marta", "Oliveira", "marta.o@") if name in told] == []


def test_a_rejected_draft_waits_for_a_look_with_the_reason_in_words() -> None:
    rejected = step("rejected", reason="Marta bought it in the outlet")

    found = learnt(handled(rejected, answered_with="You have 14 days for outlet items."))

    assert found.standing is Standing.DISPUTED
    assert "was rejected" in found.why and "bought it in the outlet" in found.why and "Marta" not in found.why
    assert ((r"(?<![\d.,])14\s+days",)) in found.expect.must_say


def test_a_rejection_without_words_teaches_nothing() -> None:
    assert left_out(handled(step("rejected", reason="wrong"))) is LeftOut.WORDLESS


def test_an_answer_where_we_had_no_draft_waits_for_a_look() -> None:
    abstained = SUGGESTED.model_copy(update={"reply": Abstention(reason="no_evidence", for_agent="No passage.")})
    sent = step("sent", "The membrane is free of PFC since 2 March 2026.").model_copy(update={"edit": None})

    found = learnt(handled(sent, suggestion=abstained))

    assert found.standing is Standing.DISPUTED
    assert "where we had no draft" in found.look


def test_an_abstention_a_person_agreed_with_is_expected_again() -> None:
    abstained = SUGGESTED.model_copy(update={"reply": Abstention(reason="no_evidence", for_agent="No passage.")})

    found = learnt(handled(step("accepted"), suggestion=abstained))

    assert (found.expect.reply_kind, found.expect.reply_reason) == (("abstention",), "no_evidence")


def test_corrected_tags_are_expected() -> None:
    correction = Correction.model_validate({"intents": ["exchange/request"], "level": "level_2"})

    found = learnt(handled(correction=correction))

    assert (found.standing, found.look) == (Standing.RETAGGED, "")
    assert [one.name for one in found.expect.intents or ()] == ["exchange/request"]
    assert found.expect.level == "level_2" and found.expect.decisions is None


def test_a_triage_alone_teaches_its_tags() -> None:
    correction = Correction.model_validate({"intents": []})

    found = learnt(handled(suggestion=None, correction=correction))

    assert found.expect.intents == ()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (handled(step("shown")), LeftOut.UNDECIDED),
        (handled(step("accepted", tried_out=True)), LeftOut.TRIED_OUT),
        (handled(step("accepted"), withdrawn_at=LATER - timedelta(minutes=1)), LeftOut.WITHDRAWN),
        (handled(step("accepted"), request=ASKED.model_copy(update={"purpose": "follow_up"})), LeftOut.OURS),
        (handled(step("edited")), LeftOut.WORDLESS),
    ],
    ids=lambda given: given.name if isinstance(given, LeftOut) else "",
)
def test_what_teaches_nothing_is_left_out_and_counted_by_its_reason(given: Handled, why: LeftOut) -> None:
    assert left_out(given) is why


def test_what_was_withdrawn_after_it_went_out_still_teaches() -> None:
    assert learnt(handled(step("sent"), withdrawn_at=LATER + timedelta(hours=1))).standing is Standing.SENT
