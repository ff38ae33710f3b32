"""Tools beside a reply: what comes out is checked or cited, and what cannot be done is said."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assist import agent_tools, wire
from assist.api.app import create
from assist.bootstrap import Services
from assist.domain.tools import Reworded, RewordRequest
from assist.errors import Unavailable
from tests.fakes import FakeModel

DRAFT = (
    "Hi Marta,\n\nI am sorry for the trouble. You can return an unworn item within 30 days of delivery. Thank you for your patience. "
    "The return label costs 4.95 EUR.\n\nWarm regards,\nAna\nNorrfell"
)
PASSAGES = [
    {"id": "r#w", "text": "You can return an unworn item within 30 days of delivery. The return label costs 4.95 EUR."}
]


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create(services)) as running:
        yield running


def body(how: str, **fields: Any) -> dict[str, Any]:
    return {
        "client_id": "norrfell",
        "draft": DRAFT,
        "how": how,
        "passages": PASSAGES,
        "customer": {"name": "Marta Oliveira"},
        **fields,
    }


def reworded(
    services: Services, answer: str | Unavailable, how: str = "warmer", **fields: Any
) -> tuple[Reworded, FakeModel]:
    model = FakeModel(answer)
    request = wire.validate(RewordRequest, body(how, **fields))
    return agent_tools.reword(services.version("norrfell"), request, model, deadline_s=1.0), model


def test_shorter_needs_no_model_and_loses_no_fact(client: TestClient) -> None:
    found = client.post("/v1/tools/reword", json=body("shorter")).json()

    assert found["text"] == (
        "Hi Marta,\n\nYou can return an unworn item within 30 days of delivery. The return label costs 4.95 EUR.\n\n"
        "Warm regards,\nAna\nNorrfell"
    )
    assert (found["changed"], found["check"]["grounded"], found["degraded"]) == (True, True, [])


@pytest.mark.parametrize("how", ["warmer", "more_formal"])
def test_without_a_model_another_tone_is_refused_and_the_draft_stands(client: TestClient, how: str) -> None:
    found = client.post("/v1/tools/reword", json=body(how)).json()

    assert (found["text"], found["changed"], found["degraded"]) == (DRAFT, False, ["model_needed"])


def test_a_models_rewording_stands_when_every_fact_does(services: Services) -> None:
    warm = "Hi Marta,\n\nYou have 30 days from delivery to return an unworn item, and the return label is 4.95 EUR.\n\nWarm regards,\nAna\nNorrfell"

    found, _ = reworded(services, warm)

    assert (found.text, found.written_by.value) == (warm, "model")


@pytest.mark.parametrize(
    "wrong",
    [
        DRAFT.replace("30 days", "60 days"),
        DRAFT.replace("You can return", "You cannot return"),
        DRAFT.replace("The return label costs 4.95 EUR.", "We will send you a voucher for your next order."),
        DRAFT.replace(" The return label costs 4.95 EUR.", ""),
    ],
)
def test_a_rewording_that_changes_loses_or_promises_something_is_thrown_away(services: Services, wrong: str) -> None:
    found, _ = reworded(services, wrong)

    assert (found.text, found.degraded) == (DRAFT, ("model_unsupported",))


def test_a_model_that_fails_costs_the_tone_not_the_draft(services: Services) -> None:
    found, _ = reworded(services, Unavailable("late", code="model_timeout"))

    assert (found.text, found.degraded) == (DRAFT, ("model_timeout",))


def test_the_customers_name_does_not_leave_the_process(services: Services) -> None:
    _, model = reworded(services, DRAFT)

    assert "Marta" not in model.prompts[0][1]


def test_a_translation_keeps_every_number_and_day(services: Services) -> None:
    spanish = (
        "Hola, Marta:\n\nPuedes devolver un artículo sin estrenar en un plazo de 30 días desde la entrega. La etiqueta cuesta 4,95 EUR.\n\n"
        "Un abrazo,\nAna\nNorrfell"
    )

    right, _ = reworded(services, spanish, how="translate", locale="es")
    wrong, _ = reworded(services, spanish.replace("30 días", "20 días"), how="translate", locale="es")

    assert (right.changed, wrong.changed) == (True, False)


@pytest.mark.parametrize("fields", [{"how": "funnier"}, {"how": "translate"}, {"how": "warmer", "locale": "es"}])
def test_what_cannot_be_asked_is_refused_by_name(client: TestClient, fields: dict[str, str]) -> None:
    response = client.post("/v1/tools/reword", json={**body("shorter"), **fields})

    assert response.status_code == 422


def test_an_agents_question_is_answered_verbatim_and_internal_pages_are_marked(client: TestClient) -> None:
    question = {"client_id": "norrfell", "question": "How much goodwill may I give when a parcel is late?"}

    found = client.post("/v1/tools/ask", json=question).json()

    assert any(part["internal"] for part in found["parts"])
    assert all(part["text"] for part in found["parts"])


def test_a_question_about_something_else_is_not_answered(client: TestClient) -> None:
    found = client.post(
        "/v1/tools/ask", json={"client_id": "norrfell", "question": "Who won the world cup in 1998?"}
    ).json()

    assert (found["abstained"], found["parts"]) == (True, [])


def test_a_summary_says_what_is_wanted(client: TestClient) -> None:
    asked = {"client_id": "norrfell", "messages": [{"id": "m1", "text": "Where is my order NF-20288?"}]}

    found = client.post("/v1/tools/summary", json=asked).json()

    assert found["intent_summary"]["text"].startswith("Asks for: where the order is.")
