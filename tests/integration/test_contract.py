"""The wire contract by example: docs/contract is what the models read and what the path writes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.domain.suggestion import Suggestion, SuggestRequest
from tests.conftest import ROOT

CONTRACT = ROOT / "docs" / "contract"


def example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CONTRACT / name).read_text(encoding="utf-8"))
    return found


REQUEST = example("request.json")
RESPONSE = example("response.json")
HANDOFF = example("handoff.json")

OPEN_MAPS = ("facts", "params", "as_of", "timings_ms", "metadata", "completeness", "amount")
"""Objects whose keys are values: which of them stand there depends on the case."""


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{position}]")
    else:
        yield path, value


def _fields(value: Any, path: str = "") -> set[str]:
    """Return the field paths of an object, list positions dropped, open maps not entered."""
    found: set[str] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}".lstrip(".")
            found.add(here)
            found |= set() if key in OPEN_MAPS else _fields(inner, here)
    elif isinstance(value, list):
        for inner in value:
            found |= _fields(inner, f"{path}[]")
    return found


@pytest.fixture(scope="module")
def request_read() -> SuggestRequest:
    return wire.read(SuggestRequest, (CONTRACT / "request.json").read_bytes())


@pytest.fixture(scope="module")
def written(services: Services, request_read: SuggestRequest) -> dict[str, Any]:
    """A real answer to the example request."""
    version = services.version("norrfell")
    suggestion = pipeline.suggest(version, request_read, services.context(with_writer=False))
    return suggestion.model_dump(mode="json")


@pytest.mark.parametrize(("path", "value"), list(_leaves(REQUEST)))
def test_every_value_of_the_example_request_is_read_and_written_unchanged(
    request_read: SuggestRequest, path: str, value: Any
) -> None:
    read_back = dict(_leaves(request_read.model_dump(mode="json")))

    assert read_back[path] == value


def test_the_example_response_is_a_suggestion() -> None:
    assert wire.validate(Suggestion, RESPONSE).suggestion_id == RESPONSE["suggestion_id"]


@pytest.mark.parametrize(("path", "value"), list(_leaves(RESPONSE)))
def test_every_value_of_the_example_response_is_read_and_written_unchanged(path: str, value: Any) -> None:
    read_back = dict(_leaves(Suggestion.model_validate(RESPONSE).model_dump(mode="json")))

    assert read_back[path] == value


def test_the_example_response_loses_no_empty_list_or_object() -> None:
    again = Suggestion.model_validate(RESPONSE).model_dump(mode="json")

    assert _fields(RESPONSE) <= _fields(again)


def test_claims_of_the_example_are_the_text_at_their_offsets() -> None:
    text = RESPONSE["reply"]["text"]

    for claim in RESPONSE["reply"]["check"]["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]


def test_spans_of_the_example_lie_in_the_messages_they_name() -> None:
    texts = {message["id"]: message["text"] for message in REQUEST["messages"]}

    for intent in RESPONSE["triage"]["intents"]:
        start, end = intent["span"]
        assert 0 <= start < end <= len(texts[intent["message_id"]])
    for entity in RESPONSE["triage"]["entities"]:
        said = texts[entity["message_id"]][entity["start"] : entity["end"]]
        assert entity["value"] in said or entity["type"] == "date"


def test_the_example_handoff_holds_its_five_parts() -> None:
    assert {"identity", "intent_summary", "actions_taken", "transcript", "priority_cues"} <= set(HANDOFF)


def test_an_answer_has_every_top_level_field_of_the_example(written: dict[str, Any]) -> None:
    assert set(RESPONSE) - set(written) == set()


def test_an_answer_to_the_example_is_a_draft(written: dict[str, Any]) -> None:
    assert written["reply"]["kind"] == "draft"


@pytest.mark.parametrize("part", ["triage", "reply", "customer_context", "retrieval", "follow_up", "cost"])
def test_an_answer_has_every_field_of_the_examples_part(written: dict[str, Any], part: str) -> None:
    assert _fields(RESPONSE[part]) - _fields(written[part]) == set()


@pytest.mark.parametrize("part", ["decisions", "actions", "warnings"])
def test_every_row_of_an_answers_list_has_the_fields_of_the_examples_rows(written: dict[str, Any], part: str) -> None:
    expected = set.intersection(*(set(row) for row in RESPONSE[part]))

    assert written[part]
    assert all(expected <= set(row) for row in written[part])


@pytest.mark.parametrize("field", ["client_id", "conversation_id", "answers", "created_at", "metadata", "degraded"])
def test_an_answer_agrees_with_the_example_where_the_request_decides(written: dict[str, Any], field: str) -> None:
    assert written[field] == RESPONSE[field]


def test_an_answer_finds_the_two_intents_of_the_example(written: dict[str, Any]) -> None:
    found = {(i["name"], i["order_number"], *i["item_ids"]) for i in written["triage"]["intents"]}

    assert found == {("order/status", "NF-20288", "li-1"), ("exchange/request", "NF-20288", "li-2")}


def test_an_answer_decides_the_dates_of_the_example(written: dict[str, Any]) -> None:
    expected = {decision["intent"]: decision for decision in RESPONSE["decisions"]}

    for decision in written["decisions"]:
        example_of = expected[decision["intent"]]
        assert decision["outcome"] == example_of["outcome"]
        assert decision["rule_id"] == example_of["rule_id"]
        assert decision["step_back_on"] == example_of["step_back_on"]
        assert decision["then"] == example_of.get("then")


def test_an_answer_carries_the_flags_of_the_example(written: dict[str, Any]) -> None:
    assert set(RESPONSE["triage"]["flags"]) <= set(written["triage"]["flags"])


def test_an_answer_states_the_level_queue_and_priority_of_the_example(written: dict[str, Any]) -> None:
    shown = ("level", "queue", "priority", "respond_by")

    assert {k: written["triage"]["route"][k] for k in shown} == {k: RESPONSE["triage"]["route"][k] for k in shown}


def test_an_answer_takes_milliseconds_of_each_stage(written: dict[str, Any]) -> None:
    missing = set(RESPONSE["timings_ms"]) - set(written["timings_ms"])

    assert missing <= {"check"}, "the check is part of the draft stage"


def test_an_answer_is_read_back_as_the_same_suggestion(written: dict[str, Any]) -> None:
    assert Suggestion.model_validate(written).model_dump(mode="json") == written
