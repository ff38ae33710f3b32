"""The Try page as a person meets it: words kept, sources beside sentences, errors in place."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assist.bootstrap import Services
from assist.console import scenes
from assist.console.app import create


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


def test_no_script_may_run_and_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    response = client.get("/console/try")

    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in response.text
    assert "http" not in re.sub(r"<!doctype.*?>", "", response.text)
