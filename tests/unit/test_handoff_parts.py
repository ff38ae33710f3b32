"""What a handoff reads out of a conversation: deeds, promises and their state, turns."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assist.domain.conversation import Event, Message
from assist.drafting.handoff import doings, promised, turns
from assist.working_time import WorkingTime

CALENDAR = WorkingTime(time_zone="Europe/Madrid", holidays=(date(2026, 12, 25),))
FRIDAY = datetime(2026, 11, 20, 15, 47, tzinfo=UTC)


def said(*rows: tuple[str, str], **fields: Any) -> tuple[turns.Turn, ...]:
    messages = [
        Message(id=f"m{n}", role=role, text=text, sent_at=FRIDAY, **fields) for n, (role, text) in enumerate(rows, 1)
    ]
    return turns.read(messages)


def kinds(*rows: tuple[str, str], **fields: Any) -> list[str]:
    return [action.kind for action in doings.taken(said(*rows, **fields), ()) if action.kind != "reply_sent"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Your order has been cancelled.", "cancel_order"),
        ("I have opened a trace with GLS for you.", "open_trace"),
        ("The refund was issued yesterday.", "refund"),
        ("We have updated the address to Calle Olmo 7.", "address_change"),
        ("Your exchange request has been submitted.", "exchange"),
        ("Tu pedido ha sido cancelado.", "cancel_order"),
    ],
)
def test_a_deed_told_as_done_is_an_action_taken(sentence: str, kind: str) -> None:
    assert kinds(("agent", sentence)) == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Would you like me to cancel the order?",
        "I can cancel the order for you.",
        "Once the return is processed, we refund you.",
        "Your order cannot be cancelled.",
        "If it has been cancelled, you get an e-mail.",
    ],
)
def test_what_was_only_offered_or_denied_is_no_action(sentence: str) -> None:
    assert kinds(("agent", sentence)) == []


def test_an_internal_note_needs_no_verb_form() -> None:
    read = turns.read([Message(id="m1", role="agent", visibility="internal", text="Trace T-5521 opened with GLS.")])

    assert [action.kind for action in doings.taken(read, ())] == ["open_trace"]


def test_an_order_whose_status_moved_in_a_tools_answer_was_acted_upon() -> None:
    before = '{"order_id": "#W1", "status": "pending"}'
    after = '{"order_id": "#W1", "status": "cancelled"}'

    found = doings.taken(said(("tool", before), ("bot", ""), ("tool", after)), ())

    assert [(action.kind, action.detail, action.turns) for action in found] == [
        ("cancel_order", "#W1: cancelled", ("m3",))
    ]


def test_an_event_keeps_its_message_and_article() -> None:
    event = Event(type="article_shown", at=FRIDAY, message_id="m1", passage_id="tracking-faq#where")

    found = doings.taken(said(("bot", "See the tracking page.")), [event])

    assert [(action.by, action.detail, action.turns) for action in found] == [("bot", "tracking-faq#where", ("m1",))]


def promises(*rows: tuple[str, str], now: datetime = FRIDAY) -> list[tuple[date | None, str]]:
    read = said(*rows)
    return [(one.due_on, one.state) for one in promised.made(read, doings.taken(read, ()), now, CALENDAR)]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("I'll write to you by Tuesday 24 November.", date(2026, 11, 24)),
        ("We will get back to you within 2 working days.", date(2026, 11, 24)),
        ("I'll call you tomorrow.", date(2026, 11, 21)),
        ("You will receive the refund within 5 to 7 days.", date(2026, 11, 27)),
        ("I'll write to you by 5 January.", date(2027, 1, 5)),
        ("I'm sending you the label.", None),
    ],
)
def test_a_promise_is_due_on_the_day_it_names_counted_from_when_it_was_made(sentence: str, due: date | None) -> None:
    assert promises(("agent", sentence)) == [(due, "open")]


def test_a_promise_whose_day_has_passed_is_overdue() -> None:
    late = datetime(2026, 11, 25, 8, tzinfo=UTC)

    assert promises(("agent", "I'll write to you by Tuesday 24 November."), now=late) == [
        (date(2026, 11, 24), "overdue")
    ]


def test_a_promise_to_write_is_kept_by_writing_and_a_deed_by_its_record() -> None:
    wrote = promises(
        ("agent", "I'll write to you by 24 November."), ("customer", "ok"), ("agent", "Hello again, it moved today.")
    )
    did = promises(("agent", "I will cancel the order for you."), ("agent", "Your order has been cancelled."))

    assert [state for _, state in wrote] == ["kept"]
    assert [state for _, state in did] == ["kept"]


@pytest.mark.parametrize(
    "sentence",
    ["Shall I send you the label?", "Feel free to ask, I'll be happy to help.", "Let me know if I can help."],
)
def test_an_offer_or_a_courtesy_is_no_promise(sentence: str) -> None:
    assert promises(("agent", sentence)) == []


def test_a_customers_words_promise_nothing_for_us() -> None:
    assert promises(("customer", "I'll send it back tomorrow.")) == []


def test_a_turn_of_null_has_no_words_and_a_tools_answer_is_internal() -> None:
    spoken = Message.model_validate({"id": "m1", "role": "bot", "text": None})
    tool = Message.model_validate({"id": "m2", "role": "tool", "text": "{}", "visibility": "public"})

    assert (spoken.text, tool.visibility.value) == ("", "internal")
