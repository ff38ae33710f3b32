"""The prompt files: read by name, and one digest that changes with any of them."""

from assist import package, prompts
from tests.conftest import ROOT


def test_the_digest_reads_every_prompt_file_there_is() -> None:
    files = {str(file.relative_to(ROOT / "assist")) for file in (ROOT / "assist").rglob("prompts/*.md")}

    assert set(prompts.names()) == files


def test_the_digest_is_the_same_every_time() -> None:
    assert prompts.digest() == prompts.digest()


def test_the_version_of_the_program_is_the_one_pyproject_states() -> None:
    stated = next(
        line
        for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        if line.startswith("version")
    )

    assert stated == f'version = "{package.version()}"'


def test_every_prompt_file_is_listed_with_its_version() -> None:
    found = prompts.names()

    assert "drafting/prompts/writer.v2.md" in found and "triage/prompts/second_opinion.v1.md" in found
    assert all(".v" in name and name.endswith(".md") for name in found)


def test_the_digest_names_its_kind() -> None:
    assert prompts.digest().startswith("sha256:") and len(prompts.digest()) == len("sha256:") + 64
