"""What became of handoffs, added up."""

from datetime import timedelta
from typing import Any

from assist.domain.handoff_outcome import HandoffLife, KeptOutcome
from assist.handed_over import HandoffTally, summary_of
from tests.fakes import FRIDAY


def said(outcome: str, *missing: str, hours: int = 1) -> KeptOutcome:
    return KeptOutcome.model_validate({"outcome": outcome, "missing": missing, "at": FRIDAY + timedelta(hours=hours)})


def life(name: str, *outcomes: KeptOutcome, **fields: Any) -> HandoffLife:
    given = {
        "handoff_id": name,
        "conversation_id": f"cw-{name}",
        "created_at": FRIDAY,
        "prepared": False,
        "reason": "chargeback",
        "intents": ("order/status",),
        "outcomes": outcomes,
        **fields,
    }
    return HandoffLife.model_validate(given)


def test_the_last_word_counts_and_an_earlier_return_is_remembered() -> None:
    found = summary_of([life("1", said("returned", "evidence"), said("accepted", hours=2)), life("2"), life("3")])

    assert found.whole == HandoffTally(handoffs=3, accepted=1, returned=0, unanswered=2)
    assert found.ever_returned == 1


def test_what_was_missing_most_comes_first_and_counts_once_a_handoff() -> None:
    found = summary_of(
        [
            life("1", said("returned", "promises", "evidence"), said("returned", "evidence", hours=2)),
            life("2", said("accepted", "evidence")),
        ]
    )

    assert list(found.missing.items()) == [("evidence", 2), ("promises", 1)]


def test_defects_are_counted_a_handoff() -> None:
    both = ("order_reference_missing", "identity_unverified")

    found = summary_of([life("1", defects=both), life("2", defects=both[:1]), life("3"), life("4")])

    assert found.defects_per_handoff == 0.75
    assert found.defects == {"order_reference_missing": 2, "identity_unverified": 1}


def test_a_conversation_handed_over_again_is_a_repeat_of_its_matter() -> None:
    again = {"conversation_id": "cw-1", "intents": ("refund/status",), "reason": "upset_repeat"}

    found = summary_of([life("1", conversation_id="cw-1"), life("2", **again), life("3", **again), life("4")])

    assert found.repeats.conversations == 1
    assert found.repeats.intents == {"refund/status": 2}
    assert found.repeats.reasons == {"upset_repeat": 2}


def test_what_was_prepared_beside_an_escalation_counts_once_somebody_answered_it() -> None:
    found = summary_of([life("1", prepared=True), life("2", said("accepted"), prepared=True)])

    assert (found.whole.handoffs, found.prepared) == (1, 1)


def test_each_matter_has_its_own_tally() -> None:
    found = summary_of(
        [life("1", said("accepted")), life("2", said("returned", "reason"), intents=("refund/request",))]
    )

    assert found.by_intent == {
        "order/status": HandoffTally(handoffs=1, accepted=1),
        "refund/request": HandoffTally(handoffs=1, returned=1),
    }


def test_without_handoffs_there_is_no_share_of_defects() -> None:
    assert summary_of([]).defects_per_handoff is None
