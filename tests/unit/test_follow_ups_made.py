"""A sent reply that names a day makes a follow-up; the text that was sent decides which day."""

from datetime import UTC, datetime

from assist.follow_ups.making import MOVED, NOT_NAMED, Made, follow_ups_of
from tests import brands, follow_ups


def made(text: str | None = None, **changes: object) -> Made:
    brand = brands.norrfell()
    return follow_ups_of(follow_ups.sent(text, **changes), brand.profile, brand.calendar)


def test_a_draft_sent_unchanged_keeps_its_plan() -> None:
    (kept,) = made().follow_ups

    assert kept.due_on.isoformat() == "2026-11-24"
    assert (kept.order_number, kept.item_ids, kept.workflow) == ("NF-20288", ("li-1",), "wismo")
    assert (kept.channel, kept.reply_window_open, kept.template) == ("whatsapp", False, "parcel_update")
    assert kept.reason == "No scan since 2026-11-16"


def test_an_edit_that_still_names_the_day_keeps_it_without_a_word() -> None:
    found = made("Hello Marta, by Tuesday 24 November I'll write to you about the jacket.")

    assert [kept.due_on.isoformat() for kept in found.follow_ups] == ["2026-11-24"]
    assert found.warnings == ()


def test_an_edit_that_names_another_day_moves_the_follow_up_and_says_so() -> None:
    found = made("Hello Marta, I'll write to you by Thursday 26 November.")

    assert [kept.due_on.isoformat() for kept in found.follow_ups] == ["2026-11-26"]
    assert [warning.code for warning in found.warnings] == [MOVED]
    assert found.follow_ups[0].reason == "No scan since 2026-11-16"


def test_an_edit_that_names_no_day_keeps_nothing_and_says_so() -> None:
    found = made("Hello Marta, we are looking into it.")

    assert found.follow_ups == ()
    assert [warning.code for warning in found.warnings] == [NOT_NAMED]


def test_a_promise_the_agent_added_makes_a_follow_up_of_its_own() -> None:
    found = made("I'll write to you by Tuesday 24 November. A colleague will call you on Wednesday 25 November.")

    assert [kept.due_on.isoformat() for kept in found.follow_ups] == ["2026-11-24", "2026-11-25"]


def test_a_free_promise_is_kept_without_a_plan() -> None:
    (kept,) = made("We'll get back to you by 2 December.", follow_up=None, decisions=()).follow_ups

    assert kept.due_on.isoformat() == "2026-12-02"
    assert kept.order_number is None


def test_a_reply_that_promises_nothing_makes_none() -> None:
    assert made("Thank you, and have a good trip!", follow_up=None) == Made()


def test_the_same_promise_has_the_same_id_however_often_it_is_reported() -> None:
    assert made().follow_ups[0].id == made("I'll write to you by Tuesday 24 November.").follow_ups[0].id


def test_the_last_scan_known_then_is_remembered() -> None:
    brand = brands.norrfell()
    order = follow_ups.order(("in_transit", "2026-11-16T08:12:00Z"))
    about = follow_ups.suggestion().decisions[0].model_copy(update={"item_ids": ("i1",)})
    sent = follow_ups.sent(decisions=(about,))

    (kept,) = follow_ups_of(
        sent.__class__(**{**vars(sent), "orders": (order,)}), brand.profile, brand.calendar
    ).follow_ups

    assert kept.last_scan_at == datetime(2026, 11, 16, 8, 12, tzinfo=UTC)
    assert kept.tracking == "T1"
