"""The Try page as a person meets it: words kept, sources beside sentences, errors in place."""

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assist.bootstrap import Services
from assist.console import scenes
from assist.console.app import create
from assist.domain.base import ClientId


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create(services)) as running:
        yield running


def typed(**fields: str) -> dict[str, str]:
    return {"client_id": "norrfell", "channel": "email", "text": "How long do I have to return outlet items?", **fields}


def test_the_form_offers_every_client_channel_and_scene(client: TestClient) -> None:
    page = client.get("/console/try").text

    assert {"<option>norrfell</option>", "<option>osmere</option>", "<option>whatsapp</option>"} <= set(
        re.findall(r"<option>.*?</option>", page)
    )
    assert all(f"scene={number}" in page for number in range(len(scenes.load())))


def test_a_scene_fills_the_form_with_its_order_and_moment(client: TestClient) -> None:
    page = client.get("/console/try", params={"scene": 0}).text

    assert "NF-20288" in page
    assert 'value="2026-11-20T15:47:00"' in page


@pytest.mark.parametrize("scene", ["-1", "999"])
def test_an_unknown_scene_is_an_empty_form(client: TestClient, scene: str) -> None:
    assert client.get("/console/try", params={"scene": scene}).status_code == 200


def test_each_cited_sentence_leads_to_a_source_on_the_page(client: TestClient) -> None:
    page = client.post("/console/try", data=typed(moment="2026-11-20T15:47")).text

    links = re.findall(r'<a href="#(c\d+)"', page)
    assert links
    assert all(f'id="{name}"' in page for name in links)


def test_what_was_typed_is_kept_and_escaped(client: TestClient) -> None:
    page = client.post("/console/try", data=typed(text="<script>alert(1)</script> where is NF-20288")).text

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; where is NF-20288</textarea>" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"orders": "{not json"}, "not JSON"),
        ({"orders": '[{"numbr": 1}]'}, "orders[0]"),
        ({"moment": "yesterday"}, "moment: write it as 2026-11-20T15:47"),
        ({"channel": "fax"}, "channel"),
        ({"client_id": "nobody"}, "no client of that name"),
    ],
)
def test_a_mistake_is_said_above_the_form_that_keeps_every_word(
    client: TestClient, fields: dict[str, str], says: str
) -> None:
    response = client.post("/console/try", data=typed(**fields))

    assert response.status_code == 422
    assert says in response.text
    assert "How long do I have to return outlet items?" in response.text


def test_no_script_but_ours_may_run_and_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    response = client.get("/console/try")

    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert re.findall(r"<script[^>]*>", response.text) == ['<script src="/console/try/assets/try.js" defer>']
    assert not re.search(r"\bon\w+=|\bstyle=|https?:", response.text)


@pytest.mark.parametrize(("name", "kind"), [("try.css", "text/css"), ("try.js", "text/javascript")])
def test_style_and_script_come_from_us_and_load_nothing(client: TestClient, name: str, kind: str) -> None:
    response = client.get(f"/console/try/assets/{name}")

    assert response.headers["content-type"].startswith(kind)
    assert not re.search(r"https?:|@import|url\(", response.text)


def test_no_other_file_is_served(client: TestClient) -> None:
    assert client.get("/console/try/assets/..%2Ftrying.py").status_code == 404


def test_a_sentence_and_its_source_name_each_other_so_that_either_lights_the_other(client: TestClient) -> None:
    page = client.post("/console/try", data=typed(moment="2026-11-20T15:47")).text

    said = dict(re.findall(r'id="(say-[\w-]+)" data-lights="([^"]*)"', page))
    sources = dict(re.findall(r'<li class="source" id="([\w-]+)" data-lights="([^"]*)"', page))
    assert sources
    assert all(name in sources for places in said.values() for name in places.split())
    assert all(name in said for places in sources.values() for name in places.split())


def test_an_example_order_brings_its_moment_and_is_decided(client: TestClient) -> None:
    page = client.post("/console/try", data=typed(text="Where is my order NF-20288?", example="NF-20288")).text

    assert 'value="2026-11-20T15:47:00"' in page
    assert "wismo.no-scan.trace" in page


def test_the_field_that_is_wrong_is_marked_and_led_to(client: TestClient) -> None:
    page = client.post("/console/try", data=typed(orders='[{"number": "NF-1", "placed_at": "soon"}]')).text

    assert '<a href="#orders">orders[0].placed_at' in page
    assert re.search(r'<textarea id="orders"[^>]* aria-invalid="true" aria-describedby="mistake"', page)


@pytest.mark.parametrize(
    ("text", "fields", "says"),
    [
        ("How long do I have to return outlet items?", {}, "<h2>Draft"),
        ("thanks, all good!", {}, "No reply needed"),
        ("ich habe meine Bestellung noch nicht bekommen, wo bleibt das Paket denn bitte?", {}, "No draft"),
        ("I got a chemical burn from your jacket and I am in hospital", {}, "A person must take this one"),
    ],
)
def test_each_kind_of_reply_is_shown_in_words(client: TestClient, text: str, fields: dict[str, str], says: str) -> None:
    assert says in client.post("/console/try", data=typed(text=text, **fields)).text


def test_an_escalation_shows_the_handoff_that_is_stored_for_it(client: TestClient) -> None:
    page = client.post("/console/try", data=typed(text="I got a chemical burn and I am in hospital")).text

    handoff = re.search(r'href="(/v1/handoffs/ho_\w+)\?client_id=norrfell"', page)
    assert handoff
    assert client.get(handoff[1], params={"client_id": "norrfell"}).json()["reason"]["code"] == "health_safety"


def asked(client: TestClient) -> tuple[str, dict[str, str], str]:
    """Ask about outlet items; return where feedback goes, what the form holds, and the draft."""
    form = typed(moment="2026-11-20T15:47")
    page = client.post("/console/try", data=form).text
    goes_to = re.search(r'formaction="([^"#]+)', page)
    draft = re.search(r'<textarea id="sent_text"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert goes_to
    assert draft
    return html.unescape(goes_to[1]), form, html.unescape(draft[1])


def test_an_accepted_draft_is_stored_as_feedback(client: TestClient, services: Services) -> None:
    goes_to, form, draft = asked(client)

    page = client.post(goes_to, data={**form, "event": "accepted", "sent_text": draft}).text

    assert "Accepted as it stands" in page
    with services.store.begin(ClientId("norrfell"), only_reads=True) as rows:
        assert [one.event.value for one in rows.follow_ups.feedback_of(goes_to.split("/")[3])] == ["accepted"]


def test_an_edit_shows_what_changed_and_the_check_of_the_new_text(client: TestClient) -> None:
    goes_to, form, draft = asked(client)

    page = client.post(
        goes_to, data={**form, "event": "edited", "sent_text": draft + "\n\nWe refund 99 EUR today."}
    ).text

    assert "something was added" in page
    assert re.search(r'<li class="falls">We refund 99 EUR today\. <small>✗ \w+, nothing supports it', page)
    assert "We refund 99 EUR today.</textarea>" in page


def test_accepting_a_changed_text_is_an_edit(client: TestClient) -> None:
    goes_to, form, draft = asked(client)

    page = client.post(goes_to, data={**form, "event": "accepted", "sent_text": draft.replace("14", "40")}).text

    assert "Your edit is stored" in page
    assert "a fact is another one" in page


def test_a_rejection_keeps_its_reason(client: TestClient, services: Services) -> None:
    goes_to, form, _ = asked(client)

    page = client.post(goes_to, data={**form, "event": "rejected", "reason": "wrong policy"}).text

    assert ">Rejected<" in page
    with services.store.begin(ClientId("norrfell"), only_reads=True) as rows:
        assert [one.reason for one in rows.follow_ups.feedback_of(goes_to.split("/")[3])] == ["wrong policy"]


def test_an_empty_edit_is_said_beside_the_suggestion_which_stays(client: TestClient) -> None:
    goes_to, form, _ = asked(client)

    response = client.post(goes_to, data={**form, "event": "edited", "sent_text": " "})

    assert response.status_code == 422
    assert "write what you would send" in response.text
    assert "What it rests on" in response.text


def test_a_suggestion_can_be_opened_again_by_its_link_and_by_no_other_client(client: TestClient) -> None:
    goes_to, _, draft = asked(client)
    place = goes_to.removesuffix("/feedback?client_id=norrfell")

    again = client.get(place, params={"client_id": "norrfell"})
    foreign = client.get(place, params={"client_id": "osmere"})

    assert html.escape(draft.splitlines()[0], quote=False) in again.text
    assert "How long do I have to return outlet items?" in again.text
    assert foreign.status_code == 404


def test_a_link_that_leads_nowhere_is_said_on_the_page(client: TestClient) -> None:
    response = client.get("/console/try/sg_none", params={"client_id": "norrfell"})

    assert response.status_code == 404
    assert "no suggestion of that id" in response.text
    assert "<form" in response.text


def test_a_form_posted_by_another_sites_page_is_refused(client: TestClient) -> None:
    refused = client.post("/console/try", data=typed(), headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 403


def test_what_is_tried_out_makes_nobody_a_repeat_contact(client: TestClient) -> None:
    for _ in range(2):
        page = client.post("/console/try", data=typed(text="Where is my order NF-77001?")).text

    assert "repeat contact" not in page
