"""The writer within the whole path: who may use it, what it may cost, and what never leaves the process."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assist import pipeline, wire
from assist.bootstrap import Services
from assist.briefing import Version
from assist.domain.client import WriterSettings
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.drafting.writer import Writer
from assist.pipeline import Context
from assist.spending import Spending
from tests.fakes import FakeModel

SECRETS = (
    "Oliveira",
    "Marta",
    "marta@mail.example",
    "612 345 678",
    "Calle Olmo 7",
    "48001",
    "4111",
    "ES91",
    "Ines",
    "Prado",
    "Harbour House",
    "hates her aunt",
    "paid by cheque",
)
ORDER = {
    "number": "NF-20288",
    "placed_at": "2026-11-10T10:00:00Z",
    "email": "marta@mail.example",
    "phone": "+34 612 345 678",
    "shipping_address": {"name": "Ines Prado", "line1": "Harbour House 3", "city": "Bilbao", "postcode": "48001"},
    "notes": [{"text": "Customer hates her aunt"}],
    "items": [{"id": "i1", "sku": "SK-1", "title": "Skarn Shell Jacket"}],
    "fulfilments": [
        {
            "id": "f1",
            "carrier": "GLS",
            "tracking": "60110977",
            "item_ids": ["i1"],
            "milestones": [{"code": "in_transit", "at": "2026-11-16T09:00:00Z"}],
        }
    ],
}
MESSAGE = (
    "I am Marta Oliveira, marta@mail.example, +34 612 345 678, card 4111 1111 1111 1111, IBAN ES91 2100 0418 4502 0005 1332. "
    "Where is NF-20288 with parcel 60110977? It should go to Ines Prado, Calle Olmo 7, 48001 Bilbao.\n\nThanks,\nMarta"
)


def request() -> SuggestRequest:
    return wire.validate(
        SuggestRequest,
        {
            "client_id": "norrfell",
            "channel": "email",
            "customer": {"name": "Marta Oliveira", "email": "marta@mail.example", "verified": True},
            "orders": [ORDER],
            "messages": [
                {"id": "m0", "role": "agent", "visibility": "internal", "text": "She paid by cheque."},
                {"id": "m1", "text": MESSAGE},
            ],
        },
    )


def with_settings(version: Version, **settings: object) -> Version:
    profile = version.profile.model_copy(update={"writer": WriterSettings.model_validate(settings)})
    return replace(version, profile=profile)


def suggested(version: Version, context: Context, model: FakeModel, spending: Spending | None = None) -> Suggestion:
    writer = Writer(model, deadline_s=5, spending=spending)
    return pipeline.suggest(version, request(), replace(context, writer=writer))


@pytest.fixture
def norrfell(services: Services) -> Version:
    return services.version("norrfell")


def test_no_personal_data_reaches_the_writers_model(norrfell: Version, context: Context) -> None:
    model = FakeModel("{}")

    suggested(norrfell, context, model)

    sent = "\n".join(part for prompt in model.prompts for part in prompt)
    assert not [secret for secret in SECRETS if secret in sent]
    assert "NF-20288" in sent and "60110977" in sent


def test_a_client_can_switch_the_writer_off(norrfell: Version, context: Context) -> None:
    model = FakeModel("{}")

    suggestion = suggested(with_settings(norrfell, enabled=False), context, model)

    assert model.prompts == [] and suggestion.degraded == ()


def test_at_the_limit_of_the_day_the_composed_draft_stands_and_says_so(norrfell: Version, context: Context) -> None:
    spending = Spending()
    spending.add(norrfell.profile.id, datetime(2026, 11, 20, tzinfo=UTC).date(), 2.0)
    model = FakeModel("{}")

    suggestion = suggested(with_settings(norrfell, spend_limit_per_day="2.00"), context, model, spending)

    assert isinstance(suggestion.reply, Draft)
    assert (suggestion.reply.written_by, suggestion.degraded) == ("composer", ("model_spend_limit",))
    assert model.prompts == []


def test_a_refused_draft_reports_what_it_cost(norrfell: Version, context: Context) -> None:
    said = json.dumps({"sentences": [{"text": "We have moved to the moon.", "sources": []}]})

    suggestion = suggested(norrfell, context, FakeModel(said))

    assert suggestion.degraded == ("model_unsupported",)
    assert suggestion.cost.tokens > 0
