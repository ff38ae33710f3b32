"""A promise that the customer says one of us made: the draft goes by the rules, and the agent is asked to look it up."""

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.domain.suggestion import SuggestRequest
from assist.pipeline import Context

CODE = "promise_claimed"


def codes(services: Services, context: Context, text: str) -> list[str]:
    request = wire.validate(SuggestRequest, {"client_id": "norrfell", "channel": "chat", "messages": [{"text": text}]})
    found = pipeline.suggest(services.version("norrfell"), request, context)
    return [warning.code for warning in found.warnings]


@pytest.mark.parametrize(
    "text",
    [
        "Your colleague Luis told me I get a full refund without the label fee.",
        "I was promised a refund last week, where is it?",
        "You guys said I could return it any time!",
        "Vuestra compañera me prometió el reembolso completo.",
    ],
)
def test_what_somebody_of_ours_is_said_to_have_promised_is_to_be_looked_up(
    text: str, services: Services, context: Context
) -> None:
    assert CODE in codes(services, context, text)


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order NF-20288?",
        "The courier said nothing.",
        "Can you tell me when it arrives?",
        "Thanks, as you can see it is torn.",
    ],
)
def test_other_messages_claim_no_promise(text: str, services: Services, context: Context) -> None:
    assert CODE not in codes(services, context, text)


def test_who_only_claims_a_promise_is_not_asked_what_they_want(services: Services, context: Context) -> None:
    said = "Your colleague Pedro promised me yesterday on the phone that I get half of it back. Please proceed."
    request = SuggestRequest.model_validate({"client_id": "norrfell", "messages": [{"text": said}]})

    reply = pipeline.suggest(services.version("norrfell"), request, context).reply

    assert (reply.kind, getattr(reply, "ask", None)) != (
        "abstention",
        "Could you tell me in a sentence what I can do for you?",
    )
