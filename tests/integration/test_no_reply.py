"""Which messages need no answer, and which only look like it."""

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.domain.suggestion import SuggestRequest
from assist.pipeline import Context


def kind_of_reply(text: str, services: Services, context: Context) -> str:
    request = wire.validate(SuggestRequest, {"client_id": "norrfell", "channel": "chat", "messages": [{"text": text}]})
    return pipeline.suggest(services.version("norrfell"), request, context).reply.kind


@pytest.mark.parametrize("text", ["ok thanks 👍", "Thank you so much!", "👍", "gracias", "perfect, thanks"])
def test_thanks_need_no_reply(text: str, services: Services, context: Context) -> None:
    assert kind_of_reply(text, services, context) == "no_reply_needed"


@pytest.mark.parametrize(
    "text",
    [
        "ok thanks, still nothing arrived",
        "Thanks for nothing.",
        "thank you for ruining my christmas",
        "Thanks a lot. NOT.",
        "thanks! but where is it?",
        "a" * 50_000,
    ],
)
def test_thanks_with_more_behind_them_reach_a_person(text: str, services: Services, context: Context) -> None:
    assert kind_of_reply(text, services, context) != "no_reply_needed"
