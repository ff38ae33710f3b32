"""Two brands in one process: nothing of one is ever found, quoted or named for the other."""

import re
from dataclasses import dataclass

import pytest

from assist.bootstrap import Services
from assist.domain.reply import Abstention, Draft
from assist.domain.suggestion import Suggestion
from tests.integration.messages import ABOUT_THE_OTHER, BY_CLIENT, NORRFELL, OSMERE, ask, passages_of

OTHER = {"norrfell": "osmere", "osmere": "norrfell"}
CLIENTS = sorted(OTHER)
QUESTIONS = tuple(dict.fromkeys((*NORRFELL, *OSMERE)))
"""Put to both brands alike: each must answer from its own pages or not at all."""

NAMES = {
    "norrfell": ("Norrfell", "Skarn", "Tor Mid", "Lom Fleece", "Fjell 28", "Vidda", "Brae", "Summit", "WELCOME10"),
    "osmere": ("Osmere", "Calm Serum", "Retinal", "Dusk", "Mineral SPF", "patch-test", "Lip Balm", "Tracked 48"),
}
CURRENCY = {"norrfell": re.compile(r"€|\bEUR\b"), "osmere": re.compile(r"£|\bGBP\b")}
_PRICE = re.compile(r"\b\d+[.,]\d{2}\b")


@dataclass(frozen=True)
class Answered:
    message: str
    suggestion: Suggestion

    @property
    def said(self) -> str:
        """Everything of the reply that could reach a customer or an agent's screen as our words."""
        reply = self.suggestion.reply
        if isinstance(reply, Draft):
            return "\n".join([reply.text, *(citation.quote for citation in reply.citations)])
        return "\n".join(value for value in reply.model_dump().values() if isinstance(value, str))


@pytest.fixture(scope="module")
def answered(services: Services) -> dict[str, list[Answered]]:
    """Every question put to both brands, those about the other brand included."""
    return {
        client: [
            Answered(text, ask(services, client, text, channel="chat"))
            for text in (*QUESTIONS, *ABOUT_THE_OTHER[client])
        ]
        for client in CLIENTS
    }


def _passages(services: Services, client: str) -> dict[str, str]:
    return {passage_id: passage.text for passage_id, passage in passages_of(services, client).items()}


def test_enough_questions_are_put_to_both_brands() -> None:
    assert len(QUESTIONS) + len(ABOUT_THE_OTHER["norrfell"]) >= 40


@pytest.mark.parametrize("client", CLIENTS)
def test_most_questions_of_a_brand_get_a_draft(answered: dict[str, list[Answered]], client: str) -> None:
    own = [one for one in answered[client] if one.message in BY_CLIENT[client]]

    drafted = [one for one in own if isinstance(one.suggestion.reply, Draft)]

    assert len(drafted) >= len(own) * 0.7


@pytest.mark.parametrize("client", CLIENTS)
def test_no_reply_names_the_other_brand_or_its_products(answered: dict[str, list[Answered]], client: str) -> None:
    foreign = re.compile("|".join(map(re.escape, NAMES[OTHER[client]])), re.I)

    named = [(one.message, foreign.findall(one.said)) for one in answered[client] if foreign.search(one.said)]

    assert named == []


@pytest.mark.parametrize("client", CLIENTS)
def test_no_reply_speaks_the_other_brands_currency(answered: dict[str, list[Answered]], client: str) -> None:
    spoken = [one.message for one in answered[client] if CURRENCY[OTHER[client]].search(one.said)]

    assert spoken == []


@pytest.mark.parametrize("client", CLIENTS)
def test_no_reply_holds_a_price_that_only_the_other_brand_has(
    services: Services, answered: dict[str, list[Answered]], client: str
) -> None:
    own = set(_PRICE.findall("\n".join(_passages(services, client).values())))
    other = set(_PRICE.findall("\n".join(_passages(services, OTHER[client]).values())))

    leaked = [(one.message, set(_PRICE.findall(one.said)) & (other - own)) for one in answered[client]]

    assert other - own
    assert [leak for leak in leaked if leak[1]] == []


@pytest.mark.parametrize("client", CLIENTS)
def test_every_quote_stands_in_a_page_of_the_brand_itself(
    services: Services, answered: dict[str, list[Answered]], client: str
) -> None:
    own = _passages(services, client)

    strange = [
        (one.message, citation.passage_id)
        for one in answered[client]
        if isinstance(one.suggestion.reply, Draft)
        for citation in one.suggestion.reply.citations
        if citation.quote not in own.get(citation.passage_id, "")
    ]

    assert strange == []


@pytest.mark.parametrize("client", CLIENTS)
def test_every_passage_found_is_the_brands_own(
    services: Services, answered: dict[str, list[Answered]], client: str
) -> None:
    own = set(_passages(services, client))

    strange = [
        passage_id
        for one in answered[client]
        for passage_id in (
            *(found.passage_id for found in one.suggestion.retrieval.found),
            *(p for decision in one.suggestion.decisions for p in decision.passage_ids),
            *(one.suggestion.reply.nearest if isinstance(one.suggestion.reply, Abstention) else ()),
        )
        if passage_id not in own
    ]

    assert strange == []


@pytest.mark.parametrize("client", CLIENTS)
def test_work_is_routed_to_the_brands_own_queues(answered: dict[str, list[Answered]], client: str) -> None:
    queues = {one.suggestion.triage.route.queue for one in answered[client]}

    assert {queue for queue in queues if not queue.startswith(client)} == set()


@pytest.mark.parametrize("client", CLIENTS)
def test_each_answer_states_the_version_of_its_own_brand(
    services: Services, answered: dict[str, list[Answered]], client: str
) -> None:
    versions = {one.suggestion.knowledge_version for one in answered[client]}

    assert versions == {services.version(client).id}
    assert services.version(client).id != services.version(OTHER[client]).id


def test_an_order_number_of_the_other_brand_is_no_order_number(services: Services) -> None:
    suggestion = ask(services, "osmere", "Where is my order NF-20288?")

    assert [entity for entity in suggestion.triage.entities if entity.type == "order_number"] == []


@pytest.mark.parametrize(
    ("client", "text"),
    [
        ("osmere", "my Norrfell jacket never came"),
        ("norrfell", "The Calm Serum I bought from Osmere arrived leaking"),
    ],
)
def test_a_message_for_another_shop_gets_no_policy_of_this_one(services: Services, client: str, text: str) -> None:
    reply = ask(services, client, text).reply

    assert isinstance(reply, Abstention)
    assert reply.reason == "wrong_shop"
