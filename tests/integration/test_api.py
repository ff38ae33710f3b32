"""The HTTP edge as a vendor meets it: answers, and for every bad input a 4xx that names the path and echoes nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assist.api.app import create
from assist.bootstrap import Services
from tests.conftest import ROOT

SECRET = "zebrafish 4111111111111111"
"""What a customer wrote: no error may repeat it."""
ROUTES = ("/v1/suggest-reply", "/v1/triage")


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create(services), raise_server_exceptions=False) as running:
        yield running


def asking(text: str = "Where is my order NF-20288?", **fields: Any) -> dict[str, Any]:
    return {"client_id": "norrfell", "messages": [{"text": text}], **fields}


def one_message(**fields: Any) -> dict[str, Any]:
    return asking(messages=[{"text": "Where is my order?", **fields}])


def one_order(**fields: Any) -> dict[str, Any]:
    return asking(orders=[{"number": "NF-20288", **fields}])


def suggested(client: TestClient, text: str, **fields: Any) -> dict[str, Any]:
    response = client.post("/v1/suggest-reply", json=asking(text, **fields))
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def refused(response: httpx.Response, *, code: str, path: str | None, status: int = 422) -> None:
    """Check a refusal: status, the envelope and nothing but the envelope, code, path, no echo."""
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert body["error"]["code"] == code
    assert body["error"]["message"]
    assert body["error"]["details"] == ({} if path is None else {"path": path})
    assert "zebrafish" not in response.text
    assert "4111111111111111" not in response.text


def test_the_process_says_that_it_is_alive(client: TestClient) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_readiness_names_the_live_version_of_each_client(client: TestClient, services: Services) -> None:
    versions = client.get("/readyz").json()["versions"]

    assert versions == {name: services.version(name).id for name in ("norrfell", "osmere")}


def test_a_suggestion_is_drafted_and_cited(client: TestClient) -> None:
    found = suggested(client, "How long do I have to return something?", channel="chat")

    assert found["reply"]["kind"] == "draft"
    assert found["reply"]["citations"]


def test_a_suggestion_can_be_read_again_as_it_was_answered(client: TestClient) -> None:
    answered = suggested(client, "How long do I have to return something?", metadata={"desk": "7"})

    response = client.get(f"/v1/suggestions/{answered['suggestion_id']}", params={"client_id": "norrfell"})

    assert response.json() == {**answered, "orders": []}


def test_another_client_does_not_find_the_suggestion(client: TestClient) -> None:
    answered = suggested(client, "Where is my order?")

    response = client.get(f"/v1/suggestions/{answered['suggestion_id']}", params={"client_id": "osmere"})

    refused(response, code="not_found", path=None, status=404)


def test_a_newer_suggestion_of_the_conversation_supersedes_the_older(client: TestClient) -> None:
    first = suggested(client, "Where is my order?", conversation_id="superseded-1")

    second = suggested(client, "Where is my order? Please answer", conversation_id="superseded-1")

    again = client.get(f"/v1/suggestions/{first['suggestion_id']}", params={"client_id": "norrfell"}).json()
    assert again["superseded_by"] == second["suggestion_id"]


def test_the_other_brands_conversation_of_the_same_name_supersedes_nothing(client: TestClient) -> None:
    first = suggested(client, "Where is my order?", conversation_id="same-name")

    suggested(client, "Where is my order?", conversation_id="same-name", client_id="osmere")

    again = client.get(f"/v1/suggestions/{first['suggestion_id']}", params={"client_id": "norrfell"}).json()
    assert again["superseded_by"] is None


def test_metadata_comes_back_unread(client: TestClient) -> None:
    metadata = {"ñ": ["😩", {"deep": None}], "n": 1.5}

    assert suggested(client, "hello there", metadata=metadata)["metadata"] == metadata


def test_a_stream_ends_with_the_whole_suggestion(client: TestClient) -> None:
    response = client.post("/v1/suggest-reply", json=asking("How do I return a hat?\n\nThanks", stream=True))

    events = [block.split("\n", 1) for block in response.text.strip().split("\n\n")]
    assert [name for name, _ in events] == ["event: triage", "event: decisions", "event: reply", "event: done"]
    assert json.loads(events[-1][1].removeprefix("data: "))["suggestion_id"].startswith("sg_")


def test_triage_takes_a_bare_text(client: TestClient) -> None:
    found = client.post("/v1/triage", json={"client_id": "norrfell", "text": "Where is my order NF-20288?"}).json()

    assert found["id"].startswith("tr_")
    assert found["intents"][0]["name"] == "order/status"
    assert found["entities"][0]["value"] == "NF-20288"


def test_stored_orders_are_used_for_the_customer_they_belong_to(client: TestClient) -> None:
    facts = {"client_id": "norrfell", "email": "Ann@x.example", "placed_at": "2026-11-10T10:00:00Z"}
    assert client.put("/v1/orders/NF-70001", json=facts).status_code == 200

    found = suggested(client, "Where is my order NF-70001?", customer={"email": "ann@X.example"})

    assert found["triage"]["intents"][0]["order_number"] == "NF-70001"


def test_a_stored_order_is_replaced_by_what_is_put_later(client: TestClient) -> None:
    for title in ("Old Hat", "New Hat"):
        items = [{"id": "1", "title": title}]
        client.put("/v1/orders/NF-70002", json={"client_id": "norrfell", "email": "b@x.example", "items": items})

    found = suggested(client, "Where is my order NF-70002?", customer={"email": "b@x.example"})

    assert "Old Hat" not in json.dumps(found)


def test_one_clients_stored_orders_are_unknown_to_the_other(client: TestClient) -> None:
    client.put("/v1/orders/OS-70003", json={"client_id": "norrfell", "email": "c@x.example", "is_gift": True})

    found = suggested(client, "Where is my order OS-70003?", client_id="osmere", customer={"email": "c@x.example"})

    assert [intent["order_number"] for intent in found["triage"]["intents"]] == [None]
    assert found["customer_context"]["identity"] == "unknown"


def test_a_stranger_cannot_tell_an_existing_order_from_one_that_does_not_exist(client: TestClient) -> None:
    client.put("/v1/orders/NF-70004", json={"client_id": "norrfell", "email": "owner@x.example"})
    stranger = {"email": "stranger@x.example"}

    existing = suggested(client, "Where is my order NF-70004?", customer=stranger)["reply"]["text"]
    invented = suggested(client, "Where is my order NF-70009?", customer=stranger)["reply"]["text"]

    assert existing == invented


def test_a_channel_that_is_not_contracted_goes_to_the_account_lead_without_a_draft(client: TestClient) -> None:
    found = suggested(client, "Where is my order?", client_id="osmere", channel="whatsapp")

    assert (found["reply"]["kind"], found["reply"]["reason"]) == ("escalation", "channel_not_contracted")
    assert found["reply"]["handoff_id"].startswith("ho_")
    assert found["reply"]["holding_text"] is None
    assert found["triage"]["route"]["queue"] == "osmere-account-lead"


def test_the_longest_text_that_is_allowed_is_answered(client: TestClient) -> None:
    found = suggested(client, ("Where is my order? " * 6000)[:100_000])

    assert found["suggestion_id"]


@pytest.mark.parametrize("text", ["😩😩😩", "👨‍👩‍👧‍👦🏳️‍🌈", "", "   \n\t ", "???", "\u200b\u200b"])
def test_a_message_without_words_is_asked_about_and_not_guessed(client: TestClient, text: str) -> None:
    reply = suggested(client, text)["reply"]

    assert (reply["kind"], reply["reason"]) == ("abstention", "unclear")


def test_only_quoted_text_is_not_taken_for_the_customers_words(client: TestClient) -> None:
    found = suggested(client, "> Where is my order NF-20288?\n> It is late.\n")

    assert found["reply"]["reason"] == "unclear"


def test_only_a_photo_is_asked_about(client: TestClient) -> None:
    photo = {"text": "", "attachments": [{"kind": "image", "name": "zip.jpg"}]}

    found = suggested(client, "", messages=[photo])

    assert found["reply"]["kind"] == "abstention"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ar", "أين طلبي؟ لم يصل بعد وأنا أنتظر منذ أسبوعين"),
        ("ru", "Где мой заказ? Я жду уже две недели, посылка не пришла"),
        ("zh", "我的订单在哪里？我已经等了两个星期了，包裹还没有到"),
        ("el", "Πού είναι η παραγγελία μου; Περιμένω δύο εβδομάδες"),
        ("fr", "Bonjour, où est ma commande? Elle n'est toujours pas arrivée"),
    ],
)
def test_a_language_the_client_does_not_serve_is_named_and_not_answered(
    client: TestClient, tag: str, text: str
) -> None:
    found = suggested(client, text)

    assert found["triage"]["language"]["tag"] == tag
    assert found["reply"]["reason"] == "language_not_served"


def test_spanish_is_not_served_by_a_client_that_answers_in_english(client: TestClient) -> None:
    found = suggested(client, "¿Dónde está mi pedido? Llevo dos semanas esperando", client_id="osmere")

    assert found["reply"]["reason"] == "language_not_served"


def test_a_spanish_chat_greeting_without_a_name_has_both_exclamation_marks(client: TestClient) -> None:
    found = suggested(client, "¿Dónde está mi pedido? No ha llegado todavía y nadie contesta", channel="chat")

    assert found["reply"]["text"].startswith("¡Hola!")


def test_a_burning_face_is_a_matter_of_health_and_goes_to_a_person(client: TestClient) -> None:
    found = suggested(client, "my face is burning after the serum", client_id="osmere", channel="chat")

    assert "health_safety" in found["triage"]["flags"]
    assert found["reply"]["kind"] == "escalation"


def test_an_ampersand_without_semicolon_moves_no_offset(client: TestClient) -> None:
    html = "<p>Tea&ampNF-20288 where is it</p>"

    found = client.post("/v1/triage", json={"client_id": "norrfell", "text": html}).json()

    assert [html[e["start"] : e["end"]] for e in found["entities"]] == ["NF-20288"]


@pytest.mark.parametrize("name", ["http://evil.example", "\u202eAnn", "<b>Ann</b>", "Dr. Müller", "!"])
def test_a_name_that_is_none_is_not_greeted(client: TestClient, name: str) -> None:
    found = suggested(client, "How do I return a hat?", channel="chat", customer={"name": name})

    assert found["reply"]["text"].startswith("Hi there!")


def test_a_scan_in_the_future_is_not_told_as_past(client: TestClient) -> None:
    scan = {"code": "in_transit", "at": "2096-12-16T10:00:00Z"}
    parcel = {"id": "f", "item_ids": ["1"], "carrier": "GLS", "tracking": "1", "milestones": [scan]}
    order = {"number": "NF-20600", "items": [{"id": "1", "title": "Hat"}], "fulfilments": [parcel]}

    found = suggested(client, "Where is my order NF-20600?", orders=[order], channel="chat")

    assert "2096" not in found["reply"].get("text", "")


def test_hidden_text_of_an_html_message_is_not_read(client: TestClient) -> None:
    html = '<p>How long do I have to return a jacket?</p><div style="display:none">I call my lawyer, NF-99999</div>'

    found = suggested(client, html)

    assert found["triage"]["flags"] == []
    assert found["triage"]["entities"] == []


def test_an_order_number_hidden_in_html_is_not_taken_for_the_customers(client: TestClient) -> None:
    html = '<p>Where is my order?</p><div style="display:none">NF-20111</div>'
    orders = [{"number": "NF-20111"}, {"number": "NF-20222"}]

    found = suggested(client, html, orders=orders)

    assert found["triage"]["intents"][0]["order_number"] is None


def test_an_order_number_in_a_quoted_mail_does_not_beat_the_order_the_customer_names(client: TestClient) -> None:
    mail = "> Your order NF-20111 was delivered.\n\nWhere is my Lom Fleece?"
    orders = [
        {"number": "NF-20111", "items": [{"id": "1", "title": "Skarn Shell Jacket"}]},
        {"number": "NF-20222", "items": [{"id": "2", "title": "Lom Fleece"}]},
    ]

    found = suggested(client, mail, orders=orders)

    assert found["triage"]["intents"][0]["order_number"] == "NF-20222"


@pytest.mark.parametrize(
    "text",
    [
        "<div <p <!-- <![CDATA[ &#xFFFFFFFF; </div> <br where is my order?",
        "<p>where is my &#55296; order &#0; &#1114112; ?</p>",
        "</p></p></div>" * 500 + "where is my order?",
        "<div>" * 2000 + "where is my order?",
        "\r\n".join(f"From: a@b.c\nSubject: {n}" for n in range(500)),
        "where is my order {customer_name} {0} %s ${x}?",
    ],
)
def test_broken_markup_is_answered_like_any_message(client: TestClient, text: str) -> None:
    assert suggested(client, text)["suggestion_id"]


def test_fifty_messages_are_a_conversation(client: TestClient) -> None:
    messages = [{"text": "Where is my order?"}] * 50

    assert len(suggested(client, "", messages=messages)["answers"]) == 50


def test_the_same_message_sent_twice_is_read_once(client: TestClient) -> None:
    message = {"id": "m1", "text": "Where is my order?"}

    assert suggested(client, "", messages=[message, message])["answers"] == ["m1"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"{a}", b"a=b", b'{"a":1}}', b"\xff\xfe", b'{"text":"\xe9"}', b"{'text': 1}", b'{"a":}'],
)
def test_what_is_not_json_is_refused(client: TestClient, route: str, body: bytes) -> None:
    refused(client.post(route, content=body), code="json_invalid", path=None)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know_are_refused(client: TestClient, route: str, word: str) -> None:
    body = f'{{"client_id": "norrfell", "messages": [{{"text": "x"}}], "locale": {word}}}'

    refused(client.post(route, content=body), code="json_invalid", path=None)


@pytest.mark.parametrize("route", [*ROUTES, "/v1/orders/NF-1"])
@pytest.mark.parametrize("body", ["[]", '"zebrafish"', "1", "null", "true", '[{"client_id": "norrfell"}]'])
def test_a_body_that_is_no_object_is_refused(client: TestClient, route: str, body: str) -> None:
    method = "PUT" if "orders" in route else "POST"

    refused(client.request(method, route, content=body), code="field_invalid", path=None)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("depth", [1_200, 5_000, 200_000])
def test_deep_nesting_is_refused(client: TestClient, route: str, depth: int) -> None:
    body = '{"client_id": "norrfell", "messages": ' + "[" * depth + "]" * depth + "}"

    response = client.post(route, content=body)

    refused(response, code="json_invalid", path=None)


@pytest.mark.parametrize("depth", [300, 900])
def test_deeply_nested_metadata_is_refused(client: TestClient, depth: int) -> None:
    body = '{"client_id":"norrfell","messages":[{"text":"x"}],"metadata":{"a":' + "[" * depth + "]" * depth + "}}"

    response = client.post("/v1/suggest-reply", content=body)

    assert response.status_code == 422
    assert response.json()["error"]["details"]["path"].startswith("metadata")


def test_the_path_of_a_deep_error_stays_readable(client: TestClient) -> None:
    body = '{"client_id":"norrfell","messages":[{"text":"x"}],"metadata":{"a":' + "[" * 300 + "]" * 300 + "}}"

    response = client.post("/v1/suggest-reply", content=body)

    assert len(response.json()["error"]["details"]["path"]) < 200


def test_the_path_of_an_infinite_number_is_the_field_that_holds_it(client: TestClient) -> None:
    body = '{"client_id": "norrfell", "messages": [{"text": "x"}], "metadata": {"a": 1e999}}'

    refused(client.post("/v1/suggest-reply", content=body), code="field_invalid", path="metadata.a")


def test_a_number_of_five_thousand_digits_is_refused(client: TestClient) -> None:
    body = '{"client_id": "norrfell", "messages": [{"text": "x"}], "alternatives": ' + "9" * 5000 + "}"

    refused(client.post("/v1/suggest-reply", content=body), code="json_invalid", path=None)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("character", "place", "path"),
    [
        ("\\u0000", "messages", "messages[0].text"),
        ("\\ud800", "messages", "messages[0].text"),
        ("\\udc00\\ud800", "messages", "messages[0].text"),
        ("\\u0000", "client_id", "client_id"),
        ("\\ud800", "conversation_id", "conversation_id"),
    ],
)
def test_text_that_cannot_be_stored_is_refused(
    client: TestClient, route: str, character: str, place: str, path: str
) -> None:
    text = json.dumps(SECRET)[:-1] + character + '"'
    fields = {"client_id": '"norrfell"', "messages": '[{"text": "x"}]', place: text}
    fields["messages"] = f'[{{"text": {text}}}]' if place == "messages" else fields["messages"]
    body = "{" + ", ".join(f'"{name}": {value}' for name, value in fields.items()) + "}"

    refused(client.post(route, content=body), code="field_invalid", path=path)


@pytest.mark.parametrize("route", ROUTES)
def test_a_key_that_cannot_be_stored_is_refused(client: TestClient, route: str) -> None:
    body = '{"client_id": "norrfell", "messages": [{"text": "x"}], "a\\u0000zebrafish": 1}'

    refused(client.post(route, content=body), code="field_invalid", path="?")


@pytest.mark.parametrize("route", [*ROUTES, "/v1/orders/NF-1"])
def test_a_body_beyond_the_limit_is_refused(client: TestClient, services: Services, route: str) -> None:
    body = json.dumps(asking("zebrafish " * (services.settings.max_body_bytes // 10 + 10)))
    method = "PUT" if "orders" in route else "POST"

    refused(client.request(method, route, content=body), code="body_too_large", path=None, status=413)


@pytest.mark.parametrize("route", ROUTES)
def test_a_body_beyond_the_limit_in_chunks_without_a_length_is_refused(
    client: TestClient, services: Services, route: str
) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(services.settings.max_body_bytes // 65_536 + 2):
            yield b"z" * 65_536

    refused(client.post(route, content=chunks()), code="body_too_large", path=None, status=413)


def test_one_megabyte_in_one_message_is_refused_by_name(client: TestClient) -> None:
    refused(
        client.post("/v1/suggest-reply", json=asking("zebrafish " * 100_000)),
        code="field_invalid",
        path="messages[0].text",
    )


@pytest.mark.parametrize(
    ("body", "path", "meant"),
    [
        (asking(mesages=[]), "mesages", "messages"),
        (asking(chanel="chat"), "chanel", "channel"),
        (one_message(sentat="x"), "messages[0].sentat", "sent_at"),
        (one_order(shipping_adress={}), "orders[0].shipping_adress", "shipping_address"),
        (one_order(items=[{"id": "1", "titel": "x"}]), "orders[0].items[0].titel", "title"),
        (asking(customer={"e_mail": "x"}), "customer.e_mail", "email"),
    ],
)
def test_an_unknown_field_is_refused_with_what_was_meant(
    client: TestClient, body: dict[str, Any], path: str, meant: str
) -> None:
    response = client.post("/v1/suggest-reply", json=body)

    refused(response, code="field_unknown", path=path)
    assert response.json()["error"]["message"] == f"{path} is not a field; did you mean {meant}?"


def test_an_unknown_field_like_no_other_is_refused_without_a_guess(client: TestClient) -> None:
    response = client.post("/v1/suggest-reply", json=asking(qqqq=1))

    assert response.json()["error"]["message"] == "qqqq is not a field"


def test_a_key_that_is_no_name_is_not_echoed(client: TestClient) -> None:
    refused(
        client.post("/v1/suggest-reply", json=asking(**{f"{SECRET} was my card": 1})), code="field_unknown", path="?"
    )


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", ["nope", "../norrfell", "_shared", "NORRFELL", "norrfell/", SECRET])
def test_an_unknown_client_is_not_found(client: TestClient, route: str, name: str) -> None:
    refused(client.post(route, json=asking(client_id=name)), code="client_unknown", path="client_id", status=404)


@pytest.mark.parametrize("route", ROUTES)
def test_a_missing_client_is_asked_for(client: TestClient, route: str) -> None:
    refused(
        client.post(route, json={"messages": [{"text": SECRET}]}), code="client_required", path="client_id", status=422
    )


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("body", "path"),
    [
        (asking(client_id=""), "client_id"),
        (asking(client_id=7), "client_id"),
        (asking(client_id=["norrfell"]), "client_id"),
        (asking(client_id={"norrfell": 1}), "client_id"),
        (asking(channel=SECRET), "channel"),
        (asking(channel=None), "channel"),
        (asking(locale="english"), "locale"),
        (asking(conversation_id="z" * 201), "conversation_id"),
        (asking(conversation_id=1), "conversation_id"),
        (asking(messages="zebrafish"), "messages"),
        (asking(messages=None), "messages"),
        (asking(messages={"text": SECRET}), "messages"),
        (asking(messages=[SECRET]), "messages[0]"),
        (asking(messages=[None]), "messages[0]"),
        (asking(messages=[{"text": SECRET}] * 51), "messages"),
        (one_message(text=None), "messages[0].text"),
        (one_message(text=5), "messages[0].text"),
        (one_message(text=[SECRET]), "messages[0].text"),
        (one_message(id=""), "messages[0].id"),
        (one_message(id=1), "messages[0].id"),
        (one_message(role="admin"), "messages[0].role"),
        (one_message(visibility=SECRET), "messages[0].visibility"),
        (one_message(sent_at="2026-11-20T15:47:00"), "messages[0].sent_at"),
        (one_message(sent_at=SECRET), "messages[0].sent_at"),
        (one_message(sent_at="2026-13-40T15:47:00Z"), "messages[0].sent_at"),
        (one_message(sent_at=True), "messages[0].sent_at"),
        (one_message(attachments=[{"kind": "exe"}]), "messages[0].attachments[0].kind"),
        (one_message(attachments=[{}] * 21), "messages[0].attachments"),
        (one_message(attachments={"kind": "image"}), "messages[0].attachments"),
        (asking(customer=SECRET), "customer"),
        (asking(customer=[]), "customer"),
        (asking(customer={"country": "Spain"}), "customer.country"),
        (asking(customer={"verified": SECRET}), "customer.verified"),
        (asking(customer={"email": "z" * 321}), "customer.email"),
    ],
)
def test_a_conversation_field_of_the_wrong_kind_is_refused_by_path(
    client: TestClient, route: str, body: dict[str, Any], path: str
) -> None:
    refused(client.post(route, json=body), code="field_invalid", path=path)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (asking(now="2026-11-20T15:47:00Z"), "now"),
        (asking(purpose="chat"), "purpose"),
        (asking(alternatives=4), "alternatives"),
        (asking(alternatives=10**30), "alternatives"),
        (asking(stream=SECRET), "stream"),
        (asking(metadata=[1]), "metadata"),
        (asking(metadata={"a": "z" * 5000}), "metadata"),
        (asking(orders={"number": "NF-1"}), "orders"),
        (asking(orders=["NF-1"]), "orders[0]"),
        (asking(orders=[{"number": ""}]), "orders[0].number"),
        (asking(orders=[{"number": 20288}]), "orders[0].number"),
        (asking(orders=[{"number": "NF-1"}] * 51), "orders"),
        (one_order(placed_at="2026-11-20T15:47:00"), "orders[0].placed_at"),
        (one_order(placed_at={}), "orders[0].placed_at"),
        (one_order(ship_to_country="es"), "orders[0].ship_to_country"),
        (one_order(items="hat"), "orders[0].items"),
        (one_order(items=[{"id": "1", "quantity": 0}]), "orders[0].items[0].quantity"),
        (one_order(items=[{"id": "1", "quantity": 10**40}]), "orders[0].items[0].quantity"),
        (one_order(items=[{"id": "1", "quantity": 1.5}]), "orders[0].items[0].quantity"),
        (one_order(totals={"paid": "31.05"}), "orders[0].totals.paid"),
        (one_order(totals={"paid": {"amount": "NaN", "currency": "EUR"}}), "orders[0].totals.paid.amount"),
        (one_order(totals={"paid": {"amount": "1e99", "currency": "EUR"}}), "orders[0].totals.paid.amount"),
        (one_order(totals={"paid": {"amount": SECRET, "currency": "EUR"}}), "orders[0].totals.paid.amount"),
        (one_order(totals={"paid": {"amount": "1", "currency": "eur"}}), "orders[0].totals.paid.currency"),
        (asking(events=[{"type": SECRET, "at": "2026-11-20T15:47:00Z"}]), "events[0].type"),
        (asking(products=[{"sku": ""}]), "products[0].sku"),
        (asking(agent="a-17"), "agent"),
        (asking(reply_window_expires_at="soon"), "reply_window_expires_at"),
    ],
)
def test_a_request_field_of_the_wrong_kind_is_refused_by_path(
    client: TestClient, body: dict[str, Any], path: str
) -> None:
    refused(client.post("/v1/suggest-reply", json=body), code="field_invalid", path=path)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (asking(orders=[{}]), "orders[0].number"),
        (one_order(items=[{}]), "orders[0].items[0].id"),
        (one_order(totals={"paid": {"amount": "1"}}), "orders[0].totals.paid.currency"),
        (asking(agent={}), "agent.id"),
        (asking(events=[{"type": "rated"}]), "events[0].at"),
    ],
)
def test_a_missing_field_is_named(client: TestClient, body: dict[str, Any], path: str) -> None:
    refused(client.post("/v1/suggest-reply", json=body), code="field_missing", path=path)


@pytest.mark.parametrize("messages", [[], [{"role": "agent", "text": SECRET}]])
def test_a_reply_needs_a_customer_message(client: TestClient, messages: list[Any]) -> None:
    response = client.post("/v1/suggest-reply", json=asking(messages=messages))

    assert response.status_code == 422
    assert "messages needs at least one customer message" in response.json()["error"]["message"]


def test_the_refusal_of_an_empty_conversation_names_its_path(client: TestClient) -> None:
    refused(client.post("/v1/suggest-reply", json=asking(messages=[])), code="field_invalid", path="messages")


def test_triage_of_nothing_is_refused(client: TestClient) -> None:
    refused(client.post("/v1/triage", json=asking(messages=[])), code="field_missing", path="text")


def test_triage_of_text_and_messages_is_refused(client: TestClient) -> None:
    refused(client.post("/v1/triage", json={**asking(), "text": SECRET}), code="field_invalid", path="text")


@pytest.mark.parametrize("text", [None, 5, [SECRET], {"a": SECRET}, "z" * 100_001])
def test_triage_of_a_text_that_is_none_is_refused(client: TestClient, text: Any) -> None:
    refused(client.post("/v1/triage", json={"client_id": "norrfell", "text": text}), code="field_invalid", path="text")


def test_two_different_messages_of_one_id_are_refused(client: TestClient) -> None:
    messages = [{"id": "a", "text": "Where is my parcel?"}, {"id": "a", "text": "I want a refund"}]

    refused(
        client.post("/v1/suggest-reply", json=asking(messages=messages)), code="field_invalid", path="messages[1].id"
    )


def test_a_numbered_message_never_takes_the_id_of_another(client: TestClient) -> None:
    messages = [{"id": "m2", "text": "Where is my parcel?"}, {"text": "I want a refund"}]

    assert len(set(suggested(client, "", messages=messages)["answers"])) == 2


EDGES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("moment", EDGES)
def test_a_moment_at_the_edge_of_the_calendar_is_no_failure_of_ours(
    client: TestClient, route: str, moment: str
) -> None:
    response = client.post(route, json=one_message(sent_at=moment))

    assert response.status_code in (200, 422)


@pytest.mark.parametrize(
    ("moment", "scanned", "words"),
    [
        ("0001-01-01T00:00:00Z", "handed_over", "Where is my order NF-20288?"),
        ("9999-12-31T12:00:00Z", "handed_over", "Where is my order NF-20288?"),
        ("0001-01-01T00:00:00Z", "delivered", "Where is my order NF-20288?"),
    ],
)
def test_an_order_at_the_edge_of_the_calendar_is_no_failure_of_ours(
    client: TestClient, moment: str, scanned: str, words: str
) -> None:
    parcel = {"id": "f", "item_ids": ["1"], "milestones": [{"code": scanned, "at": moment}]}
    items = [{"id": "1", "title": "Hat"}]
    order = {"number": "NF-20288", "placed_at": moment, "items": items, "fulfilments": [parcel]}

    response = client.post("/v1/suggest-reply", json=asking(words, orders=[order]))

    assert response.status_code in (200, 422)


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({"number": "NF-2"}, "field_invalid", "number"),
        ({"plased_at": "x"}, "field_unknown", "plased_at"),
        ({"placed_at": "2026-11-20T10:00:00"}, "field_invalid", "placed_at"),
        ({"items": [{}]}, "field_missing", "items[0].id"),
    ],
)
def test_a_wrong_order_is_refused_by_path(client: TestClient, body: dict[str, Any], code: str, path: str) -> None:
    refused(client.put("/v1/orders/NF-1", json={"client_id": "norrfell", **body}), code=code, path=path)


def test_an_order_without_a_client_is_refused(client: TestClient) -> None:
    refused(client.put("/v1/orders/NF-1", json={}), code="client_required", path="client_id")


def test_an_order_for_an_unknown_client_is_refused(client: TestClient) -> None:
    response = client.put("/v1/orders/NF-1", json={"client_id": "nope"})

    refused(response, code="client_unknown", path="client_id", status=404)


@pytest.mark.parametrize("name", [["norrfell"], {"a": 1}, 5, True])
def test_an_order_for_a_client_that_is_no_name_is_refused(client: TestClient, name: Any) -> None:
    response = client.put("/v1/orders/NF-1", json={"client_id": name})

    refused(response, code="field_invalid", path="client_id")


def test_an_order_number_of_two_hundred_and_one_characters_is_refused(client: TestClient) -> None:
    response = client.put(f"/v1/orders/{'N' * 201}", json={"client_id": "norrfell"})

    refused(response, code="field_invalid", path="number")


@pytest.mark.parametrize("written", ["NF%00", "NF%FF", "NF%ED%A0%80"], ids=["NUL", "no UTF-8", "half a surrogate"])
def test_an_address_that_is_no_text_is_refused(client: TestClient, written: str) -> None:
    put = client.put(f"/v1/orders/{written}", json={"client_id": "norrfell"})
    got = client.get(f"/v1/suggestions/{written}", params={"client_id": "norrfell"})

    refused(put, code="field_invalid", path="number")
    refused(got, code="field_invalid", path="suggestion_id")


def test_an_order_number_may_hold_any_text(client: TestClient) -> None:
    response = client.put("/v1/orders/NF%20%C3%B1%F0%9F%98%A9", json={"client_id": "norrfell"})

    stored = {"number": "NF ñ😩", "client_id": "norrfell", "stored": True, "closed_follow_ups": []}
    assert response.json() == stored


def test_an_order_at_the_edge_of_the_calendar_is_refused(client: TestClient) -> None:
    response = client.put("/v1/orders/NF-1", json={"client_id": "norrfell", "placed_at": EDGES[0]})

    assert response.status_code == 422


def test_an_unknown_suggestion_is_not_found(client: TestClient) -> None:
    response = client.get("/v1/suggestions/sg_zebrafish", params={"client_id": "norrfell"})

    refused(response, code="not_found", path=None, status=404)


def test_a_suggestion_needs_its_client(client: TestClient) -> None:
    refused(client.get("/v1/suggestions/sg_1"), code="client_required", path="client_id")


def test_a_suggestion_of_an_unknown_client_is_not_found(client: TestClient) -> None:
    response = client.get("/v1/suggestions/sg_1", params={"client_id": SECRET})

    refused(response, code="client_unknown", path="client_id", status=404)


@pytest.mark.parametrize("path", ["/", "/nope", "/v1/zebrafish", "/v1/suggestions"])
def test_an_unknown_address_is_not_found_in_our_shape(client: TestClient, path: str) -> None:
    refused(client.get(path), code="not_found", path=None, status=404)


def test_a_wrong_method_is_refused_in_our_shape(client: TestClient) -> None:
    refused(client.get("/v1/suggest-reply"), code="method_not_allowed", path=None, status=405)


_TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**25), 10**25) | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)
REQUEST: dict[str, Any] = json.loads((ROOT / "docs" / "contract" / "request.json").read_text(encoding="utf-8"))


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*at, step)
        yield from _places(inner, (*at, step))


def _replaced(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    if not at:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = _replaced(copy[at[0]], at[1:], new)
    return copy


_WITHOUT_NOW = {name: value for name, value in REQUEST.items() if name != "now"}
PLACES = sorted(_places(_WITHOUT_NOW), key=str)


@given(place=st.sampled_from(PLACES), value=_JSON)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_request_with_anything_in_any_place_is_answered_or_refused(
    client: TestClient, place: tuple[Any, ...], value: Any
) -> None:
    body = _replaced(_WITHOUT_NOW, place, value)

    response = client.post("/v1/suggest-reply", content=json.dumps(body))

    assert response.status_code == 200 or set(response.json()["error"]) == {"code", "message", "details"}
    assert response.status_code < 500, (place, value)


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_is_triaged_within_its_bounds(client: TestClient, text: str) -> None:
    response = client.post("/v1/triage", json={"client_id": "norrfell", "text": text})

    assert response.status_code == 200
    found = response.json()
    assert all(0 <= intent["span"][0] <= intent["span"][1] <= len(text) for intent in found["intents"])
    assert all(0 <= entity["start"] < entity["end"] <= len(text) for entity in found["entities"])


@given(
    markup=st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<br>", "<!--", "-->", "&#65;", "&amp;", "> ", "\n", "-- \n"]
        )
        | st.sampled_from(
            ["NF-20288 ", "where is my order ", "a@b.example ", "12.50 EUR ", "tomorrow ", "😩 ", "size M "]
        ),
        max_size=25,
    )
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_entities_of_any_markup_stand_where_they_say(client: TestClient, markup: list[str]) -> None:
    text = "".join(markup)

    found = client.post("/v1/triage", json={"client_id": "norrfell", "text": text}).json()

    assert all(text[e["start"] : e["end"]] == "NF-20288" for e in found["entities"] if e["type"] == "order_number")


def test_the_moment_of_an_answer_is_the_clocks(client: TestClient) -> None:
    before = datetime.now(UTC)

    created = datetime.fromisoformat(suggested(client, "Where is my order?")["created_at"])

    assert before <= created <= datetime.now(UTC)
