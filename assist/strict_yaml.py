"""YAML written by people, read without mercy: what it cannot mean is refused by file and line. Knows no key.

`yaml.safe_load` keeps the last of two equal keys without a word, and raises a bare ValueError for 31 November.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

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
    except RecursionError:
        raise BadKnowledge(file, first_line, "is nested too deeply") from None


def line_of(text: str, key: str, *, first_line: int = 1) -> int:
    """Return the line on which a top-level key stands; the first one when it is nowhere."""
    return next((n for n, row in enumerate(text.split("\n"), first_line) if row.startswith(f"{key}:")), first_line)


def line_at(text: str, path: Sequence[str | int]) -> int:
    """Return the line of a value by its keys and positions, or of the nearest one above it that stands there."""
    node = yaml.compose(text, _Loader)
    line = 1
    for step in path:
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return line


def _below(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """Return the line a key or position stands on, and what it holds."""
    if isinstance(node, yaml.MappingNode):
        entries = ((key.start_mark.line + 1, value) for key, value in node.value if key.value == str(step))
        return next(entries, None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        held = node.value[step]
        return held.start_mark.line + 1, held
    return None


class Leaf(NamedTuple):
    """One value of a YAML file: its path (`return.outlet.window_days`), itself as written, its line."""

    path: str
    value: str
    line: int


def leaves(text: str, *, file: str) -> tuple[Leaf, ...]:
    """Return every value in order; a list of plain values counts as one. Raises: BadKnowledge naming file and line."""
    load(text, file=file)
    root = yaml.compose(text, _Loader)
    return tuple(_leaves(root, "")) if root is not None else ()


def _leaves(node: yaml.Node, path: str) -> Iterator[Leaf]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves(value, f"{path}.{key.value}" if path else str(key.value))
    elif isinstance(node, yaml.SequenceNode) and any(not isinstance(each, yaml.ScalarNode) for each in node.value):
        for number, each in enumerate(node.value):
            yield from _leaves(each, f"{path}[{_name(each) or number}]")
    else:
        plain = isinstance(node, yaml.ScalarNode)
        value = str(node.value) if plain else ", ".join(str(each.value) for each in node.value)
        yield Leaf(path, value, node.start_mark.line + 1)


def _name(node: yaml.Node) -> str | None:
    """Return the `id` of a mapping in a list, so that its path survives a change of order."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((str(value.value) for key, value in node.value if key.value == "id"), None)
