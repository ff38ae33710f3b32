"""What a person changed in a draft, told from the two texts; and what many of these add up to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.feedback import Edit, EditKind, Feedback, FeedbackEvent, Outcome
from assist.feedback import edit_of, summary_of

DRAFT = (
    "Hi Marta! GLS last scanned your parcel on Monday 16 November. There has been no scan for 4 working days, so I'm "
    "opening a trace with GLS. I'll write to you by Tuesday 24 November."
)


def test_white_space_is_no_edit() -> None:
    edit = edit_of(DRAFT, DRAFT.replace(". ", ".\n\n"))

    assert (edit.similarity, edit.kinds) == (1.0, ())


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Hi Marta!", "Hello Marta!", EditKind.TONE),
        ("There has been no scan for", "We have seen no scan for", EditKind.TONE),
        ("4 working days", "5 working days", EditKind.FACT),
        ("Tuesday 24 November", "Wednesday 25 November", EditKind.FACT),
        ("There has been no scan for", "There has been a scan for", EditKind.FACT),
        (" I'll write to you by Tuesday 24 November.", "", EditKind.REMOVED_CLAIM),
        ("24 November.", "24 November. We refund the shipping fee of 5.95 EUR today.", EditKind.ADDED_STEP),
    ],
)
def test_an_edit_is_named(before: str, after: str, kind: EditKind) -> None:
    assert before in DRAFT

    edit = edit_of(DRAFT, DRAFT.replace(before, after))

    assert edit.kinds == (kind,)
    assert edit.similarity < 1


def test_two_sentences_made_one_lose_nothing() -> None:
    edit = edit_of("Your parcel arrived. Please check the porch.", "Your parcel arrived, please check the porch.")

    assert edit.kinds == (EditKind.TONE,)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(draft: str, sent: str) -> None:
    edit = edit_of(draft, sent)

    assert (edit.similarity == 1) == (edit.kinds == ())


def step(identity: str, event: FeedbackEvent, similarity: float | None = None, reason: str | None = None) -> Outcome:
    edit = (
        None if similarity is None else Edit(similarity=similarity, kinds=() if similarity == 1 else (EditKind.TONE,))
    )
    return Outcome(
        suggestion_id=identity, feedback=Feedback(event=event, reason=reason), edit=edit, intents=("order/status",)
    )


def test_a_suggestion_counts_once_by_what_became_of_it() -> None:
    found = summary_of(
        [
            step("a", FeedbackEvent.SHOWN),
            step("a", FeedbackEvent.EDITED, 0.8),
            step("a", FeedbackEvent.SENT, 0.9),
            step("b", FeedbackEvent.SHOWN),
            step("b", FeedbackEvent.SENT, 1.0),
            step("c", FeedbackEvent.REJECTED, reason="wrong order"),
            step("d", FeedbackEvent.SHOWN),
        ]
    )

    whole = found.whole
    assert (whole.suggestions, whole.sent_as_drafted, whole.edited, whole.rejected, whole.only_shown) == (4, 1, 1, 1, 1)
    assert whole.median_similarity == 0.95
    assert found.by_intent["order/status"] == whole
    assert (found.edits, found.reasons) == ({"tone": 1}, {"wrong order": 1})


def test_what_was_tried_out_counts_for_nothing() -> None:
    tried = Outcome(suggestion_id="s1", feedback=Feedback(event=FeedbackEvent.ACCEPTED), tried_out=True)

    assert summary_of([tried]).whole.suggestions == 0
