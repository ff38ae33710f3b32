"""YAML that cannot mean what it says is refused by file and line."""

import pytest

from assist.errors import BadKnowledge
from assist.strict_yaml import leaves, line_of, load


def refusal(text: str, first_line: int = 1) -> BadKnowledge:
    with pytest.raises(BadKnowledge) as caught:
        load(text, file="client.yaml", first_line=first_line)
    return caught.value


def test_plain_yaml_is_read() -> None:
    assert load("a: [1, x]\nb: {c: '2'}\n", file="client.yaml") == {"a": [1, "x"], "b": {"c": "2"}}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a is given twice"),
        ("a:\n  b: 1\n  b: 1\n", 3, "b is given twice"),
        ("a: 1\nholidays: [2026-11-31]\n", 2, "2026-11-31: day"),
        ("a:\n- 2026-13-01\n", 2, "month"),
        ("a: 1\nb: 0b_\n", 2, "0b_"),
        ("a: [1\n", 2, "not YAML"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("a: \x00\n", 1, "not YAML"),
        ("a: !!python/name:os.system\n", 1, "not YAML"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_line(text: str, line: int, said: str) -> None:
    error = refusal(text)

    assert error.message.startswith(f"client.yaml:{line}: ")
    assert said in error.message


def test_lines_count_from_where_the_text_stands_in_its_file() -> None:
    assert refusal("a: 1\na: 2\n", first_line=5).line == 6


def test_equal_keys_of_two_mappings_are_no_repetition() -> None:
    assert load("- {a: 1}\n- {a: 1}\n", file="client.yaml") == [{"a": 1}, {"a": 1}]


def test_a_merged_mapping_may_be_overridden() -> None:
    text = "base: &base {a: 1, b: 2}\nown: {<<: *base, a: 3}\n"

    assert load(text, file="client.yaml")["own"] == {"a": 3, "b": 2}


@pytest.mark.parametrize(("key", "line"), [("b", 2), ("c", 1), ("d", 1)])
def test_only_a_top_level_key_has_a_line(key: str, line: int) -> None:
    assert line_of("a: 1\nb:\n  c: 2\n", key) == line


def test_leaves_are_named_by_their_path_and_line() -> None:
    text = "return:\n  window_days: 30\n  tiers: [a, b]\n  dated:\n    - {id: xmas, last_day: 2027-01-31}\n    - {last_day: soon}\n"

    found = leaves(text, file="workflows.yaml")

    assert found == (
        ("return.window_days", "30", 2),
        ("return.tiers", "a, b", 3),
        ("return.dated[xmas].id", "xmas", 5),
        ("return.dated[xmas].last_day", "2027-01-31", 5),
        ("return.dated[1].last_day", "soon", 6),
    )


def test_a_text_nested_without_end_is_refused() -> None:
    with pytest.raises(BadKnowledge, match=r"client\.yaml:1: is nested too deeply"):
        load("a: " + "[" * 5_000, file="client.yaml")


def test_an_empty_text_has_no_leaves() -> None:
    assert leaves("# nothing yet\n", file="workflows.yaml") == ()
