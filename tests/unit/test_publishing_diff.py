"""What differs between two versions, and which questions they answer differently."""

from datetime import timedelta
from pathlib import Path

import pytest

from assist.cli import difference_shown
from assist.domain.base import ClientId
from assist.domain.conversation import MAX_TEXT, Message
from assist.domain.enums import Channel
from assist.domain.turns import StoredTurn
from assist.errors import BadInput, NotFound
from assist.pipeline import Context
from assist.publishing import asking, comparing
from assist.publishing.counting import RememberingEncoder
from assist.publishing.diff import FactChange, VersionDiff, facts_changed
from assist.publishing.releases import Releases
from tests.evaluations import PROGRAM
from tests.fakes import FRIDAY, FakeEncoder, FakeLedger, numbered_ids
from tests.knowledge import ground, small_client, write_page

FAQ = """\
---
id: faq
title: Questions
owner: Ana
locale: en
audience: customer
{more}---
## How long can I return an item? {{#how-long}}
You can return an unworn item within {days} days.
"""


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    folder = small_client(tmp_path / "knowledge")
    write_faq(folder, "30")
    made = Releases(ClientId(folder.name), folder, ground(folder, tmp_path / "bundles"), FakeLedger(), PROGRAM)
    made.ensure_first(FRIDAY)
    return made


def write_faq(folder: Path, days: str, more: str = "") -> None:
    (folder / "faq").mkdir(exist_ok=True)
    (folder / "faq" / "faq.md").write_text(FAQ.format(days=days, more=more), encoding="utf-8")


def compared(releases: Releases) -> VersionDiff:
    """Build the folder as it stands and compare its content with what is live."""
    releases.build(FRIDAY + timedelta(hours=1))
    context = Context(now=FRIDAY, new_id=numbered_ids(), encoder=FakeEncoder(), timer=lambda: 0.0)
    return comparing.difference(releases, "candidate", "live", context, questions=[])


def test_a_number_of_days_is_shown_before_and_after(releases: Releases) -> None:
    write_faq(releases.folder, "60")

    found = compared(releases)

    (changed,) = found.changed_passages
    assert changed.passage_id == "faq#how-long"
    assert changed.facts == (FactChange(kind="duration", before="30 day", after="60 day"),)
    assert (found.passages.changed, found.pages.changed) == (("faq#how-long",), ("faq",))


def test_an_added_and_a_removed_page_are_named_with_their_passages(releases: Releases) -> None:
    write_page(releases.folder, "shipping", "Parcels leave the same day.")
    (releases.folder / "faq" / "faq.md").unlink()

    found = compared(releases)

    assert (found.pages.added, found.pages.removed, found.pages.changed) == (("shipping",), ("faq",), ())
    assert (found.passages.added, found.passages.removed) == (("shipping#window",), ("faq#how-long",))


def test_a_date_is_shown_before_and_after(releases: Releases) -> None:
    write_faq(releases.folder, "30", more="effective_from: 2026-12-01\n")

    (changed,) = compared(releases).changed_passages

    assert [(field.name, field.before, field.after) for field in changed.fields] == [
        ("effective_from", None, "2026-12-01")
    ]


def test_a_setting_is_shown_by_its_path(releases: Releases) -> None:
    file = releases.folder / "client.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("brand: Norrfell", "brand: Nordfell"), encoding="utf-8")

    (setting,) = compared(releases).settings

    assert setting.file == "client.yaml"
    assert [(change.name, change.before, change.after) for change in setting.changes] == [
        ("brand", "Norrfell", "Nordfell")
    ]


def test_equal_versions_do_not_differ_and_nothing_is_asked(releases: Releases) -> None:
    context = Context(now=FRIDAY, new_id=numbered_ids(), encoder=FakeEncoder(), timer=lambda: 0.0)

    found = comparing.difference(releases, "live", "live", context)

    assert (found.any, found.questions_asked) == (False, 0)


def test_the_words_show_the_fact_before_and_after(releases: Releases) -> None:
    write_faq(releases.folder, "60")

    shown = difference_shown.words(compared(releases))

    assert "duration: 30 day -> 60 day" in shown
    assert "    + You can return an unworn item within 60 days." in shown


def test_faq_headings_changed_headings_and_customers_words_are_worth_asking_once(releases: Releases) -> None:
    write_page(releases.folder, "returns", "Within 60 days, in its box.")
    releases.build(FRIDAY + timedelta(hours=1))
    before, after = (releases.bundle(releases.resolve(which)) for which in ("live", "candidate"))
    words = "Window? Write to ana@example.org"
    turn = StoredTurn(conversation_id="c1", message_id="m1", channel=Channel.CHAT, text=words)

    asked = asking.suggested(before, after, [turn, turn])

    assert sorted(question.id for question in asked) == ["c1/m1", "faq#how-long", "returns#window"]
    assert not any("ana@example.org" in question.query for question in asked)


def test_a_message_that_masking_makes_longer_is_still_one_that_can_be_asked(releases: Releases) -> None:
    before = releases.bundle(releases.resolve("live"))
    words = " ".join(f"a{number}@b.eu" for number in range(MAX_TEXT))[:MAX_TEXT]
    turn = StoredTurn(conversation_id="c1", message_id="m1", channel=Channel.CHAT, text=words)

    (asked,) = [each for each in asking.suggested(before, before, [turn]) if each.id == "c1/m1"]

    assert Message(text=asked.query).text.startswith("<EMAIL_ADDRESS_1>")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("30 days", "60 days", [("duration", "30 day", "60 day")]),
        ("30 days", "thirty days", []),
        ("it costs 4.95 EUR", "it is free", [("money", "4.95 EUR", None)]),
        ("same words, other order 2 days", "2 days, other order same words", []),
        ("2 days and 3 days", "3 days and 4 days", [("duration", "2 day", "4 day")]),
    ],
)
def test_facts_are_paired_by_kind(old: str, new: str, changes: list[tuple[str, str, str]]) -> None:
    found = [(change.kind, change.before, change.after) for change in facts_changed(old, new)]

    assert [(kind, before) for kind, before, _ in found] == [(kind, before) for kind, before, _ in changes]
    assert [after for *_, after in found] == [after for *_, after in changes]


def test_questions_are_read_with_and_without_an_id(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "q1", "query": "where?"}\n\n{"text": "when?"}\n', encoding="utf-8")

    assert [(each.id, each.query) for each in asking.read_questions(file)] == [("q1", "where?"), ("line 3", "when?")]


@pytest.mark.parametrize(
    "line", ["{}", '{"query": "a", "text": "b"}', "[]", '{"qery": "a"}', '{"query": ""}', "nonsense", '{"query": 5}']
)
def test_a_bad_question_is_refused_by_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"query": "fine"}\n' + line + "\n", encoding="utf-8")

    with pytest.raises(BadInput, match="line 2"):
        asking.read_questions(file)


def test_a_missing_file_of_questions_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        asking.read_questions(tmp_path / "none.jsonl")


def test_an_encoder_that_remembers_encodes_a_text_once_and_returns_the_same_rows() -> None:
    inner = FakeEncoder()
    remembering = RememberingEncoder(inner)

    rows = [remembering.encode(texts).tolist() for texts in (["a b", "c"], ["c", "a b", "c"], [])]

    assert rows[0] == [rows[1][1], rows[1][0]] and rows[2] == []
    assert sorted(text for texts in inner.calls for text in texts) == ["a b", "c"]
