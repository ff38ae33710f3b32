"""The prompt files: read by name, and one digest that changes with any of them."""

from assist import prompts


def test_every_prompt_file_is_listed_with_its_version() -> None:
    found = prompts.names()

    assert "drafting/prompts/writer.v2.md" in found and "triage/prompts/second_opinion.v1.md" in found
    assert all(".v" in name and name.endswith(".md") for name in found)


def test_the_digest_is_the_same_each_time() -> None:
    assert prompts.digest() == prompts.digest()
    assert prompts.digest().startswith("sha256:") and len(prompts.digest()) == len("sha256:") + 64
