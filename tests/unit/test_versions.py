"""A client's folder becomes a version that is what its bundle holds; broken files are refused by file and line."""

import shutil
from pathlib import Path

import pytest

from assist import versions
from assist.bootstrap import build
from assist.briefing import Version
from assist.errors import BadKnowledge
from assist.triage.heads import read_heads
from assist.triage.sentiment import read_mood_heads
from assist.triage.taxonomy import read_taxonomy
from tests.conftest import KNOWLEDGE, settings_in
from tests.fakes import FRIDAY, FakeEncoder

PAGE = """\
---
id: returns
title: Returns
owner: Ana
locale: en
audience: {audience}
---
# Window {{#window}}
You can return an unworn item within 30 days.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Norrfell with three small pages and no passages behind its rules."""
    client = tmp_path / "knowledge" / "norrfell"
    client.mkdir(parents=True)
    (client.parent / "_shared").symlink_to(KNOWLEDGE / "_shared")
    shutil.copy(KNOWLEDGE / "norrfell" / "client.yaml", client)
    numbers = (KNOWLEDGE / "norrfell" / "workflows.yaml").read_text(encoding="utf-8")
    (client / "workflows.yaml").write_text(numbers[: numbers.index("\npassages:") + 1], encoding="utf-8")
    write_page(client, "policies", "returns", "customer")
    write_page(client, "policies", "goodwill", "agent")
    write_page(client, "macros", "label-sent", "customer")
    return client


def write_page(client: Path, kind: str, name: str, audience: str) -> None:
    (client / kind).mkdir(exist_ok=True)
    text = PAGE.format(audience=audience).replace("id: returns", f"id: {name}")
    (client / kind / f"{name}.md").write_text(text, encoding="utf-8")


def load(folder: Path) -> Version:
    shared = folder.parent / "_shared"
    ground = versions.Ground(
        taxonomy=read_taxonomy(shared / "taxonomy.yaml"),
        heads=read_heads(shared / "heads.npz"),
        moods=read_mood_heads(shared / "moods.npz"),
        encoder=FakeEncoder(),
        answers_folder=shared / "answers",
        bundles_folder=folder.parent.parent / "bundles",
        client_ids=frozenset({folder.name}),
    )
    return versions.load(folder, ground, FRIDAY)


def refusal(folder: Path, name: str) -> BadKnowledge:
    with pytest.raises(BadKnowledge) as caught:
        load(folder)
    assert caught.value.message.startswith(f"norrfell/{name}:{caught.value.line}: ")
    return caught.value


def edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replace a piece of a file; return the line it stands on."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def behind_rules(folder: Path, *rules: str) -> int:
    """Add a `passages:` block; return the line of its last rule."""
    with (folder / "workflows.yaml").open("a", encoding="utf-8") as file:
        file.write("passages:\n" + "".join(f"  {rule}\n" for rule in rules))
    return (folder / "workflows.yaml").read_text(encoding="utf-8").count("\n")


def test_a_folder_becomes_a_version(folder: Path) -> None:
    behind_rules(folder, "return.window: [returns#window]")

    version = load(folder)

    assert (version.profile.brand, version.id[:3]) == ("Norrfell", "kv_")
    assert sorted(version.answers) == ["en", "es"]
    assert version.retriever.passage("returns#window") is not None


def test_a_version_is_what_its_bundle_holds(folder: Path) -> None:
    first = load(folder)
    edit(folder, "client.yaml", "brand: Norrfell", "brand: Nordfell")

    second = load(folder)

    assert (first.profile.brand, second.profile.brand) == ("Norrfell", "Nordfell")
    assert first.id != second.id


def test_a_clients_own_answers_are_part_of_its_version(folder: Path) -> None:
    shared = load(folder)
    (folder / "answers").mkdir()
    (folder / "answers" / "en.yaml").write_text("date: '{day} of {month}'\n", encoding="utf-8")

    own = load(folder)

    assert own.answers["en"].date == "{day} of {month}" != shared.answers["en"].date
    assert own.id != shared.id


@pytest.mark.parametrize("name", ["client.yaml", "workflows.yaml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert "missing" in refusal(folder, name).message


def test_an_answer_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "answers").mkdir()
    (folder / "answers" / "es.yaml").write_bytes("date: '{day} de año'\n".encode("latin-1"))

    assert "not UTF-8" in refusal(folder, "answers/es.yaml").message


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "client.yaml").write_bytes("brand: Ñandú\n".encode("latin-1"))

    assert "UTF-8" in refusal(folder, "client.yaml").message


def test_a_byte_order_mark_is_not_held_against_a_file(folder: Path) -> None:
    text = (folder / "client.yaml").read_text(encoding="utf-8")
    (folder / "client.yaml").write_text(text, encoding="utf-8-sig")

    assert load(folder).profile.brand == "Norrfell"


def test_a_day_no_calendar_has_is_refused_by_line(folder: Path) -> None:
    line = edit(folder, "client.yaml", "holidays: [2026-10-12", "holidays: [2026-11-31")

    assert refusal(folder, "client.yaml").line == line


def test_a_key_given_twice_is_refused_by_line(folder: Path) -> None:
    line = edit(folder, "client.yaml", "tier: growth", "brand: Other")

    assert refusal(folder, "client.yaml").line == line


def test_hours_that_close_before_they_open_are_refused_on_their_line(folder: Path) -> None:
    line = edit(folder, "client.yaml", "friday: ['09:00', '18:00']", "friday: ['18:00', '09:00']")

    error = refusal(folder, "client.yaml")

    assert error.line == line
    assert "must open before it closes" in error.message


def test_a_wrong_id_is_refused_on_its_line(folder: Path) -> None:
    line = edit(folder, "client.yaml", "\nid: norrfell", "\nid: nordfell") + 1

    assert refusal(folder, "client.yaml").line == line


RULES = """\
routing:
  - id: summit-refunds
    when: {intents: refund/*, tiers: [summit]}
    then: {level: level_2, queue: escalations, reason: "Summit members wait for nobody"}
  - id: chats
    when:
      channels: [chat]
      flags: [urgent]
    then:
      queue: general
"""


def test_a_client_may_bring_routing_rules_of_its_own(folder: Path) -> None:
    edit(folder, "client.yaml", "thresholds: {}", RULES)

    assert [rule.id for rule in load(folder).profile.routing] == ["summit-refunds", "chats"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("channels: [chat]", "chanels: [chat]", 6, "chanels is not a field; did you mean channels?"),
        ("flags: [urgent]", "flags: [urgnt]", 7, "routing[1].when.flags[0]: input should be"),
        ("queue: general", "queue: generel", 9, "routing chats: generel is none of queues: shipping"),
        ("refund/*", "refnd/*", 2, "routing summit-refunds: refnd/* is no intent"),
        ("id: chats", "id: summit-refunds", 4, "routing summit-refunds: this id is given twice"),
        ("level: level_2", "level: boss", 3, "routing[0].then.level: input should be 'level_1'"),
        ("{intents: refund/*, tiers: [summit]}", "{}", 2, "routing[0].when: needs at least one condition"),
    ],
    ids=["key", "flag", "queue", "intent", "twice", "level", "empty"],
)
def test_a_routing_rule_that_cannot_be_is_refused_on_its_line(
    folder: Path, old: str, new: str, line: int, said: str
) -> None:
    first = edit(folder, "client.yaml", "thresholds: {}", RULES)
    edit(folder, "client.yaml", old, new)

    error = refusal(folder, "client.yaml")

    assert said in error.message
    assert error.line == first + line


def test_a_rule_that_names_no_passage_is_refused_on_its_line(folder: Path) -> None:
    line = behind_rules(folder, "return.window: [returns#window]", "exchange: [returns#windows]")

    error = refusal(folder, "workflows.yaml")

    assert error.line == line
    assert "passages.exchange: returns#windows" in error.message


@pytest.mark.parametrize("passage_id", ["goodwill#window", "label-sent#window"])
def test_a_rule_cites_nothing_that_customers_may_not_read(folder: Path, passage_id: str) -> None:
    line = behind_rules(folder, f"return.window: [returns#window, {passage_id}]")

    error = refusal(folder, "workflows.yaml")

    assert error.line == line
    assert f"{passage_id} is for agents" in error.message


def test_services_mend_a_damaged_bundle_and_the_log_says_so(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_in(tmp_path / "data", knowledge_dir=folder.parent)
    version_id = build(settings).version("norrfell").id
    bundles = tmp_path / "data" / "bundles" / "norrfell"
    (bundles / version_id / "passages.jsonl").write_bytes(b"{}")

    mended = build(settings).version("norrfell")

    assert mended.id == version_id
    assert mended.retriever.passage("returns#window") is not None
    errors = [record.getMessage() for record in caplog.records if record.name == "assist"]
    assert len(errors) == 1 and version_id in errors[0]
    assert len(list(bundles.glob(".damaged-*"))) == 1
