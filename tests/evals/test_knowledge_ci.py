"""The workflow for a repository of knowledge: it may only read, its commands exist, its pins are ours."""

import re
import tomllib
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from assist.cli.app import app
from tests.conftest import ROOT

SOURCE = (ROOT / "examples" / "knowledge-ci.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(SOURCE)
COMMAND = re.compile(r"^ *(?:run: |ASSIST_KNOWLEDGE_DIR=\S+ )?assist (\w+ \w+)(.*)$", re.M)


def commands() -> list[tuple[str, str]]:
    return COMMAND.findall(SOURCE)


def test_it_may_read_the_repository_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert set(WORKFLOW[True]) == {"pull_request"}  # YAML reads the key `on` as true


def test_it_checks_builds_both_versions_judges_and_reports() -> None:
    named = [command for command, _ in commands()]

    assert named[:4] == ["kb check", "kb build", "kb build", "eval gate"]
    assert set(named[4:]) == {"eval report"}


@pytest.mark.parametrize(("command", "arguments"), commands())
def test_every_command_and_option_exists(command: str, arguments: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"])

    assert shown.exit_code == 0
    given = re.findall(r" (--?[a-z]+)\b", arguments.partition("||")[0])
    assert [option for option in given if option not in shown.output] == []


def test_it_installs_the_torch_this_version_is_made_for() -> None:
    pinned = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"][0]

    assert f"pip install {pinned} " in SOURCE
