"""Notices end to end: recorded, listed, ended, kept apart by brand and time zone, and seen by a running server."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assist import pipeline
from assist.api.app import create
from assist.bootstrap import Services, build
from assist.cli.app import main
from assist.domain.base import ClientId
from assist.domain.notice import Notice
from assist.domain.reply import Abstention, Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.pipeline import Context
from assist.storage.store import Store
from tests.conftest import KNOWLEDGE, ROOT, settings_in
from tests.fakes import FRIDAY

STRIKE = "Carriers in Spain are on strike, so parcels move later than usual."
NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
DAY = date(2026, 11, 20)
WITHIN_S = 2.0
"""How soon a running server says a new notice."""


def notice(text: str = STRIKE, name: str = "notice-0a1b2c", **fields: Any) -> Notice:
    given = {
        "id": name,
        "client_id": "norrfell",
        "text": text,
        "locale": "en",
        "first_day": DAY,
        "last_day": DAY + timedelta(days=7),
        "recorded_by": "ana",
        "recorded_at": FRIDAY,
        **fields,
    }
    return Notice.model_validate(given)


def asked(services: Services, client: str, notices: list[Notice], text: str, **fields: Any) -> Suggestion:
    """Ask at Friday 16:47 in Madrid unless `now` says otherwise."""
    now = fields.pop("now", FRIDAY)
    given = {"client_id": client, "channel": "chat", "messages": [{"text": text}], **fields}
    context = Context(
        now=now,
        new_id=lambda prefix: f"{prefix}_1",
        encoder=services.encoder,
        timer=lambda: 0.0,
        notices=notices,
    )
    return pipeline.suggest(services.version(client), SuggestRequest.model_validate(given), context)


def said(suggestion: Suggestion) -> str:
    assert isinstance(suggestion.reply, Draft), suggestion.reply
    return suggestion.reply.text


def order(*titles: str, country: str | None = "ES") -> dict[str, Any]:
    items = [{"id": f"i{n}", "title": title} for n, title in enumerate(titles)]
    return {"number": "NF-20288", "placed_at": "2026-11-19T10:00:00Z", "ship_to_country": country, "items": items}


HOW_LONG = "How long do I have to return something?"


def test_a_notice_in_force_is_in_the_draft_cited_traced_and_checked(services: Services) -> None:
    suggestion = asked(services, "norrfell", [notice()], HOW_LONG)

    reply = suggestion.reply
    assert isinstance(reply, Draft)
    assert reply.check.grounded
    assert STRIKE in reply.text
    assert "notice-0a1b2c" in {citation.passage_id for citation in reply.citations}
    assert [found.used for found in suggestion.retrieval.found if found.passage_id == "notice-0a1b2c"] == [True]
    assert suggestion.retrieval.as_of["notice-0a1b2c"] == "2026-11-20"


@pytest.mark.parametrize(
    ("client", "asked_at", "in_force"),
    [
        ("norrfell", datetime(2026, 11, 19, 22, 59, tzinfo=UTC), False),
        ("norrfell", datetime(2026, 11, 19, 23, 0, tzinfo=UTC), True),
        ("osmere", datetime(2026, 11, 19, 23, 59, tzinfo=UTC), False),
        ("osmere", datetime(2026, 11, 20, 0, 0, tzinfo=UTC), True),
        ("norrfell", datetime(2026, 11, 27, 22, 59, tzinfo=UTC), True),
        ("norrfell", datetime(2026, 11, 27, 23, 0, tzinfo=UTC), False),
    ],
)
def test_the_clients_own_midnight_begins_and_ends_a_notice(
    services: Services, client: str, asked_at: datetime, in_force: bool
) -> None:
    suggestion = asked(services, client, [notice(client_id=client)], HOW_LONG, now=asked_at)

    assert (STRIKE in said(suggestion)) is in_force


def test_the_day_of_the_message_decides_and_not_that_of_the_answer(services: Services) -> None:
    written = [{"text": HOW_LONG, "sent_at": "2026-11-27T09:00:00Z"}]

    suggestion = asked(
        services, "norrfell", [notice()], "", messages=written, now=datetime(2026, 11, 30, 9, tzinfo=UTC)
    )

    assert STRIKE in said(suggestion)


def test_words_are_found_in_the_message_or_in_the_order_meant(services: Services) -> None:
    sold_out = notice("The Skarn jacket is late at our workshop.", words=["skarn"])
    where = "Where is my order NF-20288?"

    with_skarn = asked(services, "norrfell", [sold_out], where, orders=[order("Skarn Shell Jacket")])
    with_lom = asked(services, "norrfell", [sold_out], where, orders=[order("Lom Fleece")])

    assert sold_out.text in said(with_skarn)
    assert sold_out.text not in said(with_lom)


def test_with_an_unknown_country_the_agent_decides(services: Services) -> None:
    spanish = notice(countries=["ES"])

    known = asked(services, "norrfell", [spanish], HOW_LONG, customer={"country": "ES"})
    unknown = asked(services, "norrfell", [spanish], HOW_LONG)

    assert STRIKE in said(known)
    assert STRIKE not in said(unknown)
    assert [w.code for w in unknown.warnings if STRIKE in w.message] == ["notice_country_unknown"]


def test_a_reply_in_another_language_leaves_the_notice_to_the_agent(services: Services) -> None:
    suggestion = asked(services, "norrfell", [notice()], "¿Cuánto tiempo tengo para devolver una chaqueta?")

    assert STRIKE not in said(suggestion)
    assert [w.code for w in suggestion.warnings if STRIKE in w.message] == ["notice_other_language"]


@pytest.mark.parametrize("role", ["agent", "bot"])
def test_a_notice_is_said_once_in_a_conversation(services: Services, role: str) -> None:
    first = said(asked(services, "norrfell", [notice()], HOW_LONG))
    conversation = [{"text": HOW_LONG}, {"role": role, "text": first}, {"text": "And for sale items?"}]

    second = asked(services, "norrfell", [notice()], "", messages=conversation)

    assert STRIKE in first
    assert STRIKE not in json.dumps(second.model_dump(mode="json"))


def test_an_internal_note_does_not_count_as_told(services: Services) -> None:
    conversation = [{"role": "agent", "visibility": "internal", "text": STRIKE}, {"text": HOW_LONG}]

    assert STRIKE in said(asked(services, "norrfell", [notice()], "", messages=conversation))


def test_an_abstention_and_an_escalation_show_the_notice_to_the_agent(services: Services) -> None:
    german = "Wo ist mein Paket? Ich warte schon seit zwei Wochen auf meine Bestellung und bin traurig."
    abstained = asked(services, "norrfell", [notice()], german)
    escalated = asked(services, "norrfell", [notice()], HOW_LONG, channel="social")

    assert isinstance(abstained.reply, Abstention)
    assert escalated.reply.kind == "escalation"
    for suggestion in (abstained, escalated):
        assert "notice_not_in_draft" in [w.code for w in suggestion.warnings if STRIKE in w.message]


def test_a_notice_of_another_brand_is_ignored_even_when_it_is_handed_over(services: Services) -> None:
    suggestion = asked(services, "osmere", [notice()], HOW_LONG)

    assert STRIKE not in json.dumps(suggestion.model_dump(mode="json"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'assist.db'}")
    yield opened
    opened.close()


def test_a_notice_is_read_back_as_it_was_recorded(store: Store) -> None:
    recorded = notice(intents=["order/status"], countries=["ES"], words=["skarn"])

    store.notices.save(recorded)

    assert store.notices.all_of(NORRFELL) == (recorded,)


def test_one_brands_notices_are_absent_for_another(store: Store) -> None:
    store.notices.save(notice())

    assert store.notices.all_of(OSMERE) == ()
    assert store.notices.end(OSMERE, "notice-0a1b2c", FRIDAY, "bea") is None
    assert store.notices.all_of(NORRFELL) == (notice(),)


def test_an_ended_notice_stays_on_record_with_who_ended_it_first(store: Store) -> None:
    store.notices.save(notice())

    store.notices.end(NORRFELL, "notice-0a1b2c", FRIDAY, "bea")
    again = store.notices.end(NORRFELL, "notice-0a1b2c", FRIDAY + timedelta(hours=1), "cai")

    assert again == notice(ended_at=FRIDAY, ended_by="bea")
    assert store.notices.all_of(NORRFELL) == (again,)


def test_what_is_over_or_ended_is_not_read_for_requests(store: Store) -> None:
    store.notices.save(notice())
    store.notices.save(notice(name="notice-over", last_day=DAY))
    store.notices.save(notice(name="notice-ended", ended_at=FRIDAY, ended_by="ana"))

    found = store.notices.not_over(NORRFELL, DAY + timedelta(days=1))

    assert [one.id for one in found] == ["notice-0a1b2c"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the command line and a server share."""
    settings_in(tmp_path)
    monkeypatch.setenv("ASSIST_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASSIST_KNOWLEDGE_DIR", str(KNOWLEDGE))
    monkeypatch.chdir(ROOT)
    return tmp_path


def kb_notice(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int | str | None, str]:
    """Run the command; return its exit code and what it printed on both streams."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["kb", "notice", "--client", "norrfell", *options])
    shown = capsys.readouterr()
    return ended.value.code, shown.out + shown.err


def rows_of(printed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(printed)["notices"]
    return found


def until(days: int = 3) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def test_a_notice_is_recorded_listed_and_ended_at_the_command_line(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--text", STRIKE, "--until", until(), "--intents", "order/status, shipping/time", "--by", "ana")
    code, printed = kb_notice(capsys, *options, "--json")
    (added,) = rows_of(printed)
    _, listing = kb_notice(capsys)
    _, ended = kb_notice(capsys, "--end", added["id"], "--by", "bea", "--json")
    _, afterwards = kb_notice(capsys, "--json")

    assert code in (0, None)
    assert (added["state"], added["intents"], added["recorded_by"]) == (
        "in_force",
        ["order/status", "shipping/time"],
        "ana",
    )
    assert added["id"] in listing and "in force" in listing
    assert [row["state"] for row in rows_of(ended)] == ["ended"]
    assert [(row["state"], row["ended_by"]) for row in rows_of(afterwards)] == [("ended", "bea")]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--text", STRIKE), "until: a notice needs a last day"),
        (("--text", STRIKE, "--until", "tomorrow"), "--until: write the day as in"),
        (("--until", "2026-12-01"), "--until needs --text"),
        (("--end", "notice-000000"), "--end: no notice of that id at norrfell"),
        (("--end", "notice-000000", "--text", STRIKE), "--end ends a notice, --text adds one"),
        (("--end", "notice-\udcff"), "--end: no notice of that id at norrfell"),
        (("--end", "notice-000000", "--by", "\udcff"), "by holds characters that are not text"),
    ],
)
def test_misuse_is_one_line_and_exit_code_two(
    desk: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], says: str
) -> None:
    code, printed = kb_notice(capsys, *options)

    assert code == 2
    assert says in printed
    assert len(printed.strip().splitlines()) == 1


def replies(server: TestClient, client: str) -> httpx.Response:
    return server.post(
        "/v1/suggest-reply", json={"client_id": client, "channel": "chat", "messages": [{"text": HOW_LONG}]}
    )


def says_within(server: TestClient, client: str, text: str, *, present: bool) -> bool:
    """Ask again and again until the notice is said, or no longer said, or the time is up."""
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline:
        if (text in replies(server, client).text) is present:
            return True
    return False


def test_a_running_server_says_a_new_notice_within_two_seconds_and_drops_an_ended_one(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with TestClient(create(build(settings_in(desk)))) as server:
        before = replies(server, "norrfell").text
        _, printed = kb_notice(capsys, "--text", STRIKE, "--until", until(), "--json")
        appeared = says_within(server, "norrfell", STRIKE, present=True)
        at_the_other_brand = replies(server, "osmere").text
        kb_notice(capsys, "--end", rows_of(printed)[0]["id"])
        vanished = says_within(server, "norrfell", STRIKE, present=False)

    assert STRIKE not in before
    assert appeared
    assert STRIKE not in at_the_other_brand
    assert vanished
