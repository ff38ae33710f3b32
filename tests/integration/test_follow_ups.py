"""From a sent reply to a kept promise, over HTTP and at the command line: made, due, closed by news, missed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from assist.api.app import create
from assist.bootstrap import Services, build
from assist.domain.follow_up import KeptFollowUp
from tests import shop_orders
from tests.conftest import settings_in

NOW = datetime.now(UTC).replace(microsecond=0)
STUCK_SINCE = NOW - timedelta(days=9)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, services: Services) -> Iterator[Services]:
    """Services with a database of their own: these tests count what is in it."""
    made = build(settings_in(tmp_path_factory.mktemp("follow-ups")), encoder=services.encoder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(own: Services) -> Iterator[TestClient]:
    with TestClient(create(own), raise_server_exceptions=False) as running:
        yield running


def order(number: str, *scans: tuple[str, datetime]) -> dict[str, Any]:
    moments = scans or (("in_transit", STUCK_SINCE),)
    milestones = [{"code": code, "at": at.isoformat(), "place": "Madrid"} for code, at in moments]
    return {
        "number": number,
        "placed_at": (NOW - timedelta(days=12)).isoformat(),
        "ship_to_country": "ES",
        "items": [{"id": "i1", "title": "Skarn Shell Jacket", "paid": {"amount": "189.00", "currency": "EUR"}}],
        "fulfilments": [
            {"id": "f1", "item_ids": ["i1"], "carrier": "GLS", "tracking": f"T{number[-5:]}", "milestones": milestones}
        ],
    }


def asked(client: TestClient, number: str, **fields: Any) -> dict[str, Any]:
    """Ask about an order whose parcel has not moved for nine days less three: a trace, and a day to write by."""
    scanned = ("in_transit", NOW - timedelta(days=5))
    body = {
        "client_id": "norrfell",
        "conversation_id": f"cw-{number}",
        "channel": "chat",
        "messages": [{"text": f"Where is my order {number}?"}],
        "orders": [{**order(number, scanned), "ship_to_country": "PT"}],
        **fields,
    }
    found: dict[str, Any] = client.post("/v1/suggest-reply", json=body).json()
    assert found["follow_up"], found
    return found


def feed(client: TestClient, identity: str, **fields: Any) -> dict[str, Any]:
    response = client.post(f"/v1/suggestions/{identity}/feedback", json={"client_id": "norrfell", **fields})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def listed(client: TestClient, **query: str) -> dict[str, Any]:
    response = client.get("/v1/follow-ups", params={"client_id": "norrfell", **query})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def ids(found: dict[str, Any]) -> set[str]:
    return {one["id"] for one in found["follow_ups"]}


def promised(client: TestClient, number: str) -> str:
    """Send a suggestion about this order; return the follow-up it made."""
    (made,) = feed(client, asked(client, number)["suggestion_id"], event="sent")["follow_ups"]
    return str(made["id"])


def test_a_sent_reply_makes_its_follow_up_and_reported_again_makes_no_second(client: TestClient) -> None:
    suggestion = asked(client, "NF-30001")

    first = feed(client, suggestion["suggestion_id"], event="sent", agent_id="a-17")
    again = feed(client, suggestion["suggestion_id"], event="sent", agent_id="a-17")

    assert (first["recorded"], again["recorded"]) == (True, False)
    assert first["follow_ups"] == again["follow_ups"]
    (made,) = first["follow_ups"]
    assert made["due_on"] == suggestion["follow_up"]["due_on"]
    assert (made["order_number"], made["conversation_id"], made["channel"]) == ("NF-30001", "cw-NF-30001", "chat")


@pytest.mark.parametrize("event", ["shown", "accepted", "edited", "rejected"])
def test_what_was_not_sent_promises_nothing(client: TestClient, event: str) -> None:
    suggestion = asked(client, "NF-30002")

    assert feed(client, suggestion["suggestion_id"], event=event)["follow_ups"] == []


def test_an_edit_without_the_day_is_said_to_keep_no_promise(client: TestClient) -> None:
    suggestion = asked(client, "NF-30003")

    found = feed(client, suggestion["suggestion_id"], event="sent", sent_text="We are on it, Marta.")

    assert found["follow_ups"] == []
    assert "follow_up_not_named" in [warning["code"] for warning in found["warnings"]]


def test_those_due_by_a_day_are_listed_until_news_closes_them(client: TestClient) -> None:
    made = promised(client, "NF-30004")
    far = (NOW + timedelta(days=60)).date().isoformat()
    assert made in ids(listed(client, due=far))
    assert made not in ids(listed(client, due="2026-01-01"))

    stored = client.put(
        "/v1/orders/NF-30004",
        json={"client_id": "norrfell", **order("NF-30004", ("in_transit", NOW - timedelta(minutes=1)))},
    ).json()

    assert [closed["id"] for closed in stored["closed_follow_ups"]] == [made]
    assert made not in ids(listed(client, due=far))
    (closed,) = [one for one in listed(client, state="closed")["follow_ups"] if one["id"] == made]
    assert closed["closed"]["by"] == "order"
    assert closed["closed"]["what"].startswith("New scan on")


def test_an_event_closes_the_follow_up_and_is_seen_by_the_next_request(client: TestClient) -> None:
    made = promised(client, "NF-30005")
    facts = {"client_id": "norrfell", **order("NF-30005"), "email": "ana@example.org"}
    client.put("/v1/orders/NF-30005", json=facts)
    event = {
        "client_id": "norrfell", "type": "milestone", "code": "delivered", "order_number": "NF-30005",
        "at": datetime.now(UTC).isoformat(), "tracking": "T30005",
    }  # fmt: skip

    first, again = (client.post("/v1/events", json=event).json() for _ in range(2))

    assert [closed["id"] for closed in first["closed_follow_ups"]] == [made]
    assert (first["recorded"], again["recorded"]) == (True, False)
    asked_again = client.post(
        "/v1/suggest-reply",
        json={
            "client_id": "norrfell", "messages": [{"text": "Where is NF-30005?"}],
            "customer": {"email": "ana@example.org"},
        },
    ).json()  # fmt: skip
    assert [one["rule_id"] for one in asked_again["decisions"]] == ["wismo.delivered"]


def test_several_events_are_recorded_all_or_none(client: TestClient) -> None:
    good = {"type": "note_added", "at": NOW.isoformat(), "order_number": "NF-30006"}
    bad = {**good, "type": "milestone"}

    refused = client.post("/v1/events", json={"client_id": "norrfell", "events": [good, bad]})
    taken = client.post("/v1/events", json={"client_id": "norrfell", "events": [good, {**good, "type": "rated"}]})

    assert refused.status_code == 422
    assert refused.json()["error"]["details"]["path"] == "events[1].code"
    assert [one["recorded"] for one in taken.json()["events"]] == [True, True]


@pytest.mark.parametrize(
    ("event", "path"),
    [
        ({"type": "milestone", "code": "in_transit"}, "order_number"),
        ({"type": "sneezed", "order_number": "NF-1"}, "type"),
        ({"type": "note_added"}, "conversation_id"),
        ({"type": "order_updated", "order_number": "NF-1"}, "order"),
        ({"type": "rated", "order_number": "NF-1", "at": "today"}, "at"),
        ({"type": "rated", "order_number": "NF-1", "stars": 5}, "stars"),
        ({"type": "order_updated", "order": {"source": "shopify", "raw": {"name": "#1"}}}, "order.raw.currency"),
    ],
)
def test_a_bad_event_is_refused_by_path(client: TestClient, event: dict[str, Any], path: str) -> None:
    refused = client.post("/v1/events", json={"client_id": "norrfell", "at": NOW.isoformat(), **event})

    assert refused.status_code == 422
    assert refused.json()["error"]["details"]["path"] == path


def test_a_second_reply_on_the_matter_keeps_the_promise_of_the_first(client: TestClient) -> None:
    made = promised(client, "NF-30007")
    second = asked(client, "NF-30007", messages=[{"text": "Where is my order NF-30007? Any news?"}])

    found = feed(client, second["suggestion_id"], event="sent")

    assert made in [closed["id"] for closed in found["closed_follow_ups"]]


def test_a_person_may_close_one_by_hand_once(client: TestClient) -> None:
    made = promised(client, "NF-30008")
    body = {"client_id": "norrfell", "by": "a-17", "reason": "rang the customer"}

    closed = client.post(f"/v1/follow-ups/{made}/close", json=body).json()
    again = client.post(f"/v1/follow-ups/{made}/close", json={**body, "reason": "other"}).json()

    assert closed["closed"]["what"] == "a-17: rang the customer"
    assert again == closed


def test_a_promise_still_open_after_its_day_is_missed_and_counted(client: TestClient, own: Services) -> None:
    made = promised(client, "NF-30009")
    with own.store.begin(own.version("norrfell").profile.id) as rows:
        kept = rows.follow_ups.one(made)
        assert kept is not None
        past = KeptFollowUp.model_validate(
            {**kept.model_dump(), "id": "fu_past", "due_on": (NOW - timedelta(days=2)).date()}
        )
        rows.follow_ups.save(past)

    found = listed(client, state="missed")

    assert ids(found) == {"fu_past"}
    assert found["counts"]["missed"] == 1


def test_another_client_sees_and_closes_nothing(client: TestClient) -> None:
    made = promised(client, "NF-30010")

    listing = client.get("/v1/follow-ups", params={"client_id": "osmere", "state": "all"}).json()
    closing = client.post(f"/v1/follow-ups/{made}/close", json={"client_id": "osmere", "by": "x", "reason": "y"})

    assert listing["follow_ups"] == []
    assert closing.status_code == 404


@pytest.mark.parametrize(("query", "path"), [({"due": "friday"}, "due"), ({"state": "lost"}, "state")])
def test_a_listing_that_cannot_be_understood_is_refused(client: TestClient, query: dict[str, str], path: str) -> None:
    refused = client.get("/v1/follow-ups", params={"client_id": "norrfell", **query})

    assert (refused.status_code, refused.json()["error"]["details"]["path"]) == (422, path)


def test_feedback_on_an_unknown_or_anothers_suggestion_is_refused(client: TestClient) -> None:
    suggestion = asked(client, "NF-30011")

    unknown = client.post("/v1/suggestions/sg_none/feedback", json={"client_id": "norrfell", "event": "shown"})
    foreign = client.post(
        f"/v1/suggestions/{suggestion['suggestion_id']}/feedback", json={"client_id": "osmere", "event": "shown"}
    )
    misspelt = client.post("/v1/suggestions/sg_none/feedback", json={"client_id": "norrfell", "event": "hovered"})

    assert (unknown.status_code, foreign.status_code, misspelt.status_code) == (404, 404, 422)
    assert misspelt.json()["error"]["details"]["path"] == "event"


def test_a_shopify_order_is_stored_as_our_facts_and_decided_with(client: TestClient) -> None:
    stored = client.put("/v1/orders/20288?format=shopify", json={"client_id": "norrfell", **shop_orders.rest()})
    found = client.post(
        "/v1/suggest-reply",
        json={
            "client_id": "norrfell", "messages": [{"text": "Where is NF-20288?"}],
            "customer": {"email": "ana@example.org"},
        },
    ).json()  # fmt: skip

    assert stored.json() == {"number": "NF-20288", "client_id": "norrfell", "stored": True, "closed_follow_ups": []}
    facts = client.get(f"/v1/suggestions/{found['suggestion_id']}", params={"client_id": "norrfell"}).json()
    assert [one["number"] for one in facts["orders"]] == ["NF-20288"]
    assert facts["orders"][0]["items"][0]["paid"] == {"amount": "36.00", "currency": "EUR"}


def test_a_shopify_order_in_a_request_comes_back_as_our_facts(client: TestClient) -> None:
    given = {"source": "shopify", "raw": shop_orders.graphql()}
    body = {"client_id": "norrfell", "messages": [{"text": "Where is my refund?"}], "orders": [given]}

    found = client.post("/v1/suggest-reply", json=body).json()

    facts = client.get(f"/v1/suggestions/{found['suggestion_id']}", params={"client_id": "norrfell"}).json()
    assert facts["orders"][0]["refunds"][0]["amount"] == {"amount": "31.05", "currency": "EUR"}


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"source": "magento", "raw": {}}, "orders[0].source"),
        ({"source": "shopify"}, "orders[0].raw"),
        ({"source": "shopify", "raw": {}, "number": "NF-1"}, "orders[0].number"),
        ({"source": "shopify", "raw": {"name": "#1", "currency": "EUR", "test": True}}, "orders[0].raw.test"),
        ({"source": "shopify", "raw": {"name": "#1", "currency": "EUR", "line_items": [{"id": 1, "price": "x"}]}},
         "orders[0].raw.line_items[0].price"),
    ],
)  # fmt: skip
def test_a_foreign_order_that_cannot_be_read_is_refused_by_its_path(
    client: TestClient, given: dict[str, Any], path: str
) -> None:
    refused = client.post(
        "/v1/suggest-reply", json={"client_id": "norrfell", "messages": [{"text": "Hi?"}], "orders": [given]}
    )

    assert refused.status_code == 422
    assert refused.json()["error"]["details"]["path"] == path


def test_older_facts_than_those_stored_change_nothing_and_say_so(client: TestClient) -> None:
    newer = shop_orders.rest(name="#30012")
    older = {**newer, "updated_at": "2026-11-15T08:00:00Z", "fulfillments": []}

    first, late = (
        client.put("/v1/orders/NF-30012?format=shopify", json={"client_id": "norrfell", **raw}).json()
        for raw in (newer, older)
    )

    assert (first["stored"], late["stored"]) == (True, False)


@pytest.mark.parametrize(
    ("path", "body", "where"),
    [
        ("/v1/orders/NF-1?format=magento", {}, "format"),
        ("/v1/orders/NF-99999?format=shopify", shop_orders.rest(), "number"),
        ("/v1/orders/NF-20288?format=shopify", shop_orders.rest(currency=None), "currency"),
        ("/v1/orders/NF-1", {"number": "NF-2"}, "number"),
    ],
)
def test_an_order_that_cannot_be_stored_is_refused_by_its_path(
    client: TestClient, path: str, body: dict[str, Any], where: str
) -> None:
    refused = client.put(path, json={"client_id": "norrfell", **body})

    assert refused.status_code == 422
    assert refused.json()["error"]["details"]["path"] == where


def test_a_due_promise_is_followed_up_from_what_is_stored(client: TestClient, own: Services) -> None:
    made = promised(client, "NF-30013")
    scanned = ("in_transit", NOW - timedelta(days=5))
    facts = {**order("NF-30013", scanned), "ship_to_country": "PT"}
    client.put("/v1/orders/NF-30013", json={"client_id": "norrfell", **facts})
    with own.store.begin(own.version("norrfell").profile.id) as rows:
        kept = rows.follow_ups.one(made)
        assert kept is not None
        due = KeptFollowUp.model_validate({**kept.model_dump(), "id": "fu_due", "due_on": NOW.date()})
        rows.follow_ups.save(due)
    body = {"client_id": "norrfell", "conversation_id": "cw-NF-30013", "channel": "chat", "purpose": "follow_up"}

    found = client.post("/v1/suggest-reply", json=body).json()

    assert [one["order_number"] for one in found["decisions"]] == ["NF-30013"]
    assert found["decisions"][0]["rule_id"].startswith("follow_up.")
    assert found["reply"]["kind"] == "draft"
    closed = feed(client, found["suggestion_id"], event="sent")["closed_follow_ups"]
    assert {"fu_due", made} <= {one["id"] for one in closed}


def test_a_conversation_that_is_stored_tells_language_channel_and_what_was_said(client: TestClient) -> None:
    scanned = ("in_transit", NOW - timedelta(days=5))
    facts = {**order("NF-30014", scanned, ("delivered", NOW - timedelta(hours=1))), "ship_to_country": "PT"}
    asked_in_spanish = asked(
        client, "NF-30014", messages=[{"id": "m1", "text": "¿Dónde está mi pedido NF-30014? Todavía no ha llegado."}]
    )
    feed(client, asked_in_spanish["suggestion_id"], event="sent")
    body = {"client_id": "norrfell", "conversation_id": "cw-NF-30014", "purpose": "confirm", "orders": [
        {**facts, "refunds": [{"amount": {"amount": "189.00", "currency": "EUR"}, "at": datetime.now(UTC).isoformat(),
                               "status": "issued", "item_ids": ["i1"]}]}
    ]}  # fmt: skip

    found = client.post("/v1/suggest-reply", json=body).json()
    feed(client, found["suggestion_id"], event="sent")
    again = client.post("/v1/suggest-reply", json=body).json()

    assert found["reply"]["locale"] == "es"
    assert found["reply"]["text"].startswith("¡Hola!"), "the channel is the conversation's: chat"
    assert found["answers"] == []
    assert again["reply"]["reason"] == "already_told"
    third = client.post("/v1/suggest-reply", json={**body, "purpose": "close"}).json()
    assert third["reply"]["text"].startswith("¡Hola!"), "and stays so"
