"""Routing rules as `kb check` sees them: broken ones by line, and those an earlier one hides."""

from pathlib import Path

from assist.lint import routing, schema
from assist.lint.findings import Level
from tests.lint_folders import CLIENT, subject

HIDDEN = """\
routing:
  - id: chats
    when: {channels: [email, chat]}
    then: {queue: general}
  - id: urgent-mail
    when: {channels: email, flags: urgent}
    then: {priority: high}
"""


def test_a_rule_an_earlier_one_hides_is_named_on_its_line(tmp_path: Path) -> None:
    [finding] = routing.unreachable(subject(tmp_path, {"brand/client.yaml": CLIENT + HIDDEN}))

    assert finding.level is Level.WARNING
    assert finding.place == f"brand/client.yaml:{CLIENT.count(chr(10)) + 5}"
    assert "urgent-mail is never reached: chats stands before it" in finding.message


def test_a_client_without_rules_has_nothing_to_say(tmp_path: Path) -> None:
    assert routing.unreachable(subject(tmp_path)) == []


def test_a_rule_for_an_intent_there_is_not_is_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    broken = HIDDEN.replace("{channels: [email, chat]}", "{intents: order/sttus}")

    [finding] = schema.unreadable(subject(tmp_path, {"brand/client.yaml": CLIENT + broken}))

    assert finding.line == CLIENT.count("\n") + 3
    assert "order/sttus is no intent; did you mean order/status?" in finding.message
