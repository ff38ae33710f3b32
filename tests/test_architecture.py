"""What discipline would forget: sizes, docs and names that must hold everywhere."""

import ast
import re
from pathlib import Path

import pytest

from assist.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "assist").rglob("*.py"), *(ROOT / "evals").rglob("*.py")])


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree), "a module without a docstring"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_outgrows_its_room(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 330


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{file.name}:{node.name}"
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 50
        and "migrations" not in file.parts
    ]

    assert long == []


@pytest.mark.parametrize("name", ["suggest", "stages"])
def test_suggest_fits_on_one_screen(name: str) -> None:
    tree = ast.parse((ROOT / "assist" / "pipeline.py").read_text(encoding="utf-8"))
    path = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)

    assert (path.end_lineno or 0) - path.lineno < 40


def test_every_setting_is_documented_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    missing = [name for name in Settings.model_fields if f"{PREFIX}{name.upper()}" not in readme]

    assert missing == []


def test_every_front_matter_key_is_documented_in_the_readme() -> None:
    from assist.retrieval.pages import FrontMatter

    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [key for key in FrontMatter.model_fields if f"`{key}`" not in readme] == []


def test_locks_carry_hashes_and_no_index_addresses_and_no_torch() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")

        assert "--hash=sha256:" in text
        assert "://" not in text
        assert not re.search(r"^torch==", text, re.M)
