"""Broken files are all named, each with its line, and never hide what else there is to say."""

from pathlib import Path

from assist.lint import schema
from assist.lint.findings import Level
from tests.lint_folders import CLIENT, RETURNS, WORKFLOWS, page, subject


def test_a_sound_folder_has_no_faults(tmp_path: Path) -> None:
    read = subject(tmp_path)

    assert schema.unreadable(read) == []
    assert schema.uncitable(read) == []


def test_every_broken_file_is_reported_with_its_line(tmp_path: Path) -> None:
    read = subject(
        tmp_path,
        {
            "brand/client.yaml": CLIENT.replace("currency: EUR", "currency: euro"),
            "brand/workflows.yaml": WORKFLOWS.replace("window_days: 30", "window_days: 0"),
            "brand/policies/shipping.md": page("## Cost\n\nFree.\n", name="shipping", audiance="agent"),
            "brand/faq/broken.md": "no front matter",
        },
    )

    found = schema.unreadable(read)

    assert sorted((finding.file, finding.line) for finding in found) == [
        ("brand/client.yaml", 5),
        ("brand/faq/broken.md", 1),
        ("brand/policies/shipping.md", 8),
        ("brand/workflows.yaml", 2),
    ]
    assert {finding.level for finding in found} == {Level.ERROR}


def test_a_broken_page_leaves_the_others_to_be_checked(tmp_path: Path) -> None:
    read = subject(tmp_path, {"brand/faq/broken.md": "no front matter"})

    assert [placed.passage.id for placed in read.passages] == ["returns#window"]


def test_a_page_id_used_twice_names_both_files(tmp_path: Path) -> None:
    read = subject(tmp_path, {"brand/faq/returns.md": page(RETURNS)})

    [finding] = schema.unreadable(read)

    assert finding.file == "brand/faq/returns.md"
    assert "brand/policies/returns.md" in finding.message


def test_a_missing_profile_is_a_finding(tmp_path: Path) -> None:
    read = subject(tmp_path, {"brand/client.yaml": ""})

    assert [finding.file for finding in schema.unreadable(read)] == ["brand/client.yaml"]
    assert read.profile is None


def test_broken_answers_name_the_file_that_is_opened(tmp_path: Path) -> None:
    read = subject(tmp_path, {"brand/answers/en.yaml": "rules: ["})

    assert [finding.file for finding in schema.unreadable(read)] == ["brand/answers/en.yaml"]


def test_a_rule_without_a_passage_customers_may_read_is_reported(tmp_path: Path) -> None:
    files = {"brand/policies/returns.md": page(RETURNS, audience="agent")}

    [finding] = schema.uncitable(subject(tmp_path, files))

    assert (finding.file, finding.line) == ("brand/workflows.yaml", 13)
    assert "returns#window is for agents" in finding.message


def test_rules_do_not_repeat_that_their_page_is_broken(tmp_path: Path) -> None:
    read = subject(tmp_path, {"brand/policies/returns.md": "no front matter"})

    assert schema.uncitable(read) == []


def test_every_passage_is_found_again_in_its_file(tmp_path: Path) -> None:
    body = "Opening words.\n\n## One {#one}\n\nThe same line.\n\n## Two {#two}\n\n\nThe same line.\nAnd more.\n"

    read = subject(tmp_path, {"brand/policies/returns.md": page(body)})

    assert [(placed.passage.id, placed.line, placed.text_line) for placed in read.passages] == [
        ("returns#intro", 10, 10),
        ("returns#one", 12, 14),
        ("returns#two", 16, 19),
    ]
    assert read.passages[2].line_at(read.passages[2].passage.text.index("And")) == 20
