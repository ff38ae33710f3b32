"""YAML written by people, read without mercy: what it cannot mean is refused by file and line. Knows no key.

`yaml.safe_load` keeps the last of two equal keys without a word, and raises a bare ValueError for 31 November.
"""

from typing import Any

import yaml

from assist.errors import BadKnowledge


class _Loader(yaml.SafeLoader):
    """SafeLoader that marks every failure and refuses a key given twice."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if (key.tag, key.value) in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} is given twice", problem_mark=key.start_mark)
            seen.add((key.tag, key.value))
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # a date no calendar has, a number without digits
            raise yaml.MarkedYAMLError(problem=f"{node.value}: {error}", problem_mark=node.start_mark) from error


def load(text: str, *, file: str, first_line: int = 1) -> Any:
    """Parse YAML that begins on `first_line` of `file`. Raises: BadKnowledge naming file and line."""
    try:
        return yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None)
        line = first_line + (mark.line if mark else 0)
        raise BadKnowledge(file, line, f"is not YAML: {problem}" if problem else "is not YAML") from error


def line_of(text: str, key: str, *, first_line: int = 1) -> int:
    """Return the line on which a top-level key stands; the first one when it is nowhere."""
    return next((n for n, row in enumerate(text.split("\n"), first_line) if row.startswith(f"{key}:")), first_line)
