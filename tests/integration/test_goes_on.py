"""Conversations that go on: what the second and third draft say after the first was sent."""

from datetime import datetime, timedelta

import pytest

from assist import pipeline
from assist.bootstrap import Services
from assist.domain.conversation import Message
from assist.domain.enums import Channel, Role
from assist.domain.reply import Draft, Escalation
from assist.domain.suggestion import Suggestion, SuggestRequest
from tests.evals.requests import request_of

AN_HOUR = timedelta(hours=1)


def talk(services: Services, case_id: str, *turns: str) -> list[Suggestion]:
    """Return the suggestion of a case's message and of each turn after it, the words of each sent in between."""
    request = request_of(case_id)
    answered = [_asked(services, request)]
    for number, turn in enumerate(turns):
        request = _after(request, answered[-1], number, turn)
        answered.append(_asked(services, request))
    return answered


def _asked(services: Services, request: SuggestRequest) -> Suggestion:
    return pipeline.suggest(services.version(str(request.client_id)), request, services.context(with_writer=False))


def _after(request: SuggestRequest, sent: Suggestion, number: int, turn: str) -> SuggestRequest:
    assert request.now is not None
    reply = sent.reply
    words = reply.text if isinstance(reply, Draft) else reply.holding_text if isinstance(reply, Escalation) else None
    ours = Message(id=f"a{number}", role=Role.AGENT, sent_at=request.now, text=words or "One moment please.")
    theirs = Message(id=f"c{number}", role=Role.CUSTOMER, sent_at=request.now + AN_HOUR, text=turn)
    return request.model_copy(update={"messages": (*request.messages, ours, theirs), "now": request.now + AN_HOUR})


def words(suggestion: Suggestion) -> str:
    assert isinstance(suggestion.reply, Draft), suggestion.reply
    return suggestion.reply.text


@pytest.mark.parametrize("yes", ["yes please", "ok send me the label then"])
def test_a_yes_to_the_label_sends_it_and_repeats_nothing(services: Services, yes: str) -> None:
    first, second = talk(services, "nf-04", yes)

    assert "I'm sending you the return label" in words(second)
    assert "until Sunday 31 January" in words(first) and "31 January" not in words(second)
    (label,) = [action for action in second.actions if action.kind == "send_return_label"]
    assert (label.requires, label.promised_by) == ("agent", "k1")


def test_a_yes_to_the_label_of_an_exchange_stays_an_exchange(services: Services) -> None:
    _, second = talk(services, "nf-n1-exchange-last", "yes")

    assert [decision.workflow for decision in second.decisions] == ["exchange"]
    assert "4.95" not in words(second)


def test_a_chase_without_news_goes_to_a_person(services: Services) -> None:
    _, second = talk(services, "nf-h5", "any news??")

    assert isinstance(second.reply, Escalation)
    assert second.reply.reason == "nothing_new"
    assert second.reply.holding_text


def test_a_choice_made_is_carried_out_and_its_money_followed(services: Services) -> None:
    _, chosen, asked = talk(services, "nf-n12-es-7", "refund please", "when will I get the money?")

    assert "I'm arranging the full refund of 95.00 EUR" in words(chosen)
    assert asked.decisions[0].rule_id == "refund.arranged"
    assert asked.follow_up is not None


def test_who_has_no_order_number_is_asked_for_something_else(services: Services) -> None:
    _, second, third = talk(services, "nf-no-order", "I don't have it", "just tell me where it is!!!")

    assert "e-mail address you ordered with" in words(second)
    assert isinstance(third.reply, Escalation)


def test_photos_that_did_not_come_are_asked_for_again(services: Services) -> None:
    _, second = talk(services, "nf-n14-wrong", "here are the photos")

    assert second.decisions[0].rule_id == "damaged.photos-awaited"


@pytest.mark.parametrize("case_id", ["nf-h5", "nf-04"])
def test_after_the_reply_window_only_an_approved_template_is_drafted(services: Services, case_id: str) -> None:
    request = request_of(case_id)
    asked_at = datetime.fromisoformat("2026-11-20T15:00:00+00:00")
    message = request.messages[-1].model_copy(update={"sent_at": asked_at})
    late = {"channel": Channel.WHATSAPP, "messages": (message,), "now": asked_at + timedelta(hours=30)}

    reply = _asked(services, request.model_copy(update=late)).reply

    assert isinstance(reply, Draft)
    assert reply.template in ("parcel_update", "answer_ready")
