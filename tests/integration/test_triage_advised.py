"""A second opinion inside triage: only where the heads are unsure, and never more than an opinion."""

from dataclasses import replace

import pytest

from assist import pipeline
from assist.bootstrap import Services, build
from assist.domain.conversation import Conversation, Message
from assist.domain.suggestion import SuggestRequest
from assist.errors import BadInput, Unavailable
from assist.pipeline import Context
from assist.triage.placing import Placed
from assist.triage.second_opinion import SecondOpinion
from tests.conftest import settings_in
from tests.fakes import FakeModel

UNSURE = "I was told to ask here about the points from the parcel and the jacket"


def placed(services: Services, context: Context, model: FakeModel, text: str = UNSURE) -> Placed:
    talk = Conversation(messages=(Message(text=text),))
    advised = replace(context, adviser=SecondOpinion(model, deadline_s=1))
    return pipeline.placed(services.version("norrfell"), talk, advised)


def likeliest(services: Services, context: Context, place: int) -> str:
    """Return the name the heads put on this place for the unsure message."""
    model = FakeModel('{"intents": ["none"]}')
    placed(services, context, model)
    system, _ = model.prompts[0]
    return [line for line in system.splitlines() if line.startswith("- ")][place].split(":")[0].removeprefix("- ")


def test_an_unsure_message_is_tagged_and_routed_by_the_opinion(services: Services, context: Context) -> None:
    name = likeliest(services, context, 3)

    found = placed(services, context, FakeModel(f'{{"intents": ["{name}"]}}'))

    assert [intent.name for intent in found.triage.intents] == [name]
    assert f"Second opinion of a model: {name}" in found.triage.route.reasons
    assert not found.triage.sure
    assert found.degraded == ()


def test_the_span_of_an_opinion_lies_in_the_message(services: Services, context: Context) -> None:
    name = likeliest(services, context, 2)

    [intent] = placed(services, context, FakeModel(f'{{"intents": ["{name}"]}}')).triage.intents

    assert 0 <= intent.span[0] < intent.span[1] <= len(UNSURE)


def test_none_of_the_list_is_out_of_scope(services: Services, context: Context) -> None:
    found = placed(services, context, FakeModel('{"intents": ["none"]}')).triage

    assert (found.in_scope, found.intents) == (False, ())


def test_a_message_the_heads_are_sure_of_is_not_asked_about(services: Services, context: Context) -> None:
    model = FakeModel('{"intents": ["none"]}')

    found = placed(services, context, model, "Where is my parcel? Tracking has not moved for five days.")

    assert found.triage.sure
    assert model.prompts == []


@pytest.mark.parametrize("text", ["", "??", "👍"])
def test_a_message_without_words_is_not_asked_about(services: Services, context: Context, text: str) -> None:
    model = FakeModel('{"intents": ["none"]}')

    placed(services, context, model, text)

    assert model.prompts == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Unavailable("late", code="model_timeout"), "triage_model_timeout"),
        ("I think it is about a refund", "triage_model_garbage"),
    ],
)
def test_a_model_that_fails_changes_nothing_and_is_said(
    services: Services, context: Context, answer: str | Unavailable, code: str
) -> None:
    talk = Conversation(messages=(Message(text=UNSURE),))
    alone = pipeline.placed(services.version("norrfell"), talk, context)

    found = placed(services, context, FakeModel(answer))

    assert found.triage == alone.triage
    assert found.degraded == (code,)


def test_a_suggestion_tells_a_missing_opinion_and_counts_its_cost(services: Services, context: Context) -> None:
    request = SuggestRequest(messages=(Message(text=UNSURE),))
    failing = replace(context, adviser=SecondOpinion(FakeModel("what?"), deadline_s=1))
    answering = replace(context, adviser=SecondOpinion(FakeModel('{"intents": ["none"]}'), deadline_s=1))

    without = pipeline.suggest(services.version("norrfell"), request, failing)
    with_one = pipeline.suggest(services.version("norrfell"), request, answering)

    assert "triage_model_garbage" in without.degraded
    assert with_one.cost.tokens == 10


def test_it_is_off_by_default_and_needs_a_model(services: Services, tmp_path) -> None:
    assert services.context(with_adviser=True).adviser is None
    with pytest.raises(BadInput, match="ASSIST_LLM names no model"):
        build(settings_in(tmp_path, triage_model="on"), encoder=services.encoder)
