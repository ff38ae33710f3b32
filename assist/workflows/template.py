"""The parameters of a `workflows.yaml`, counted: its leaves by dotted path, and where it leaves the shared template.

Which pages and passages stand behind a rule is wiring, not a parameter, and is left out. Knows no meaning of a number.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.errors import BadKnowledge

_WIRING = frozenset({"pages", "page", "passages"})
"""Keys that name where a number is stated."""
_NAME = "id"
"""What a dated entry of a list is called by."""


UNKNOWN, NONE = "", "none"
"""How nothing is written: not known yet, and an empty list."""
_OPEN = (UNKNOWN, NONE)
"""What leaves a parameter to the brand when it stands in the template."""


class Leaf(Frozen):
    """One value of the file: `return.dated_windows.holiday-2026.last_day`, the value as a person wrote it."""

    path: str
    value: str
    numbers: bool
    """Whether the value holds a digit: an amount, a count, a date or a time."""

    @property
    def block(self) -> str:
        """The first step of the path: `return`."""
        return _block(self.path)


def leaves(text: str, *, file: str) -> tuple[Leaf, ...]:
    """Return every parameter of a `workflows.yaml` in its order; a list of plain values is one parameter.

    Raises: BadKnowledge when the text is not YAML.
    """
    parsed = strict_yaml.load(text, file=file)
    if not isinstance(parsed, dict):
        return ()
    return tuple(Leaf(path=path, value=value, numbers=any(map(str.isdigit, value))) for path, value in _walk(parsed))


def pages_of(text: str, *, file: str) -> dict[str, tuple[str, ...]]:
    """Return which pages each block and its dated entries say their numbers stand on.

    Raises: BadKnowledge when the text is not YAML.
    """
    parsed = strict_yaml.load(text, file=file)
    blocks = parsed.items() if isinstance(parsed, dict) else ()
    return {str(name): tuple(dict.fromkeys(_named_pages(block))) for name, block in blocks if name not in _WIRING}


def _named_pages(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key in _WIRING:
                yield from map(str, inner if isinstance(inner, list) else [inner])
            else:
                yield from _named_pages(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named_pages(inner)


def differing(parameters_text: str, template_text: str) -> list[str]:
    """Return the dotted paths at which a client's parameters leave the template, in the client's order.

    A dated entry (a Black Week, a faulty batch) counts once, by its name. What the template leaves open (a price) is
    every brand's own and never counts. A block the client leaves out is a workflow it has not contracted; what it
    leaves out of a block it has does count. Raises: BadKnowledge when a text is not YAML.
    """
    own = _decisions(parameters_text, "workflows.yaml")
    shared = _decisions(template_text, "template/workflows.yaml")
    left_open = tuple(path for path, value in shared.items() if value in _OPEN)
    blocks = {_block(path) for path in own}
    changed = [path for path, value in own.items() if shared.get(path) != value and not _is_within(path, left_open)]
    left_out = [
        path for path, value in shared.items() if value not in _OPEN and path not in own and _block(path) in blocks
    ]
    return changed + left_out


def tiers(text: str, *, file: str) -> dict[str, int | None]:
    """Return by tier how many parameters may leave the template; None: any number.

    Raises: BadKnowledge when the file holds anything else.
    """
    parsed = strict_yaml.load(text, file=file)
    if not isinstance(parsed, dict):
        raise BadKnowledge(file, 1, "tier: number lines are expected")
    for name, most in parsed.items():
        if most is not None and (not isinstance(most, int) or most < 0):
            raise BadKnowledge(file, strict_yaml.line_of(text, str(name)), f"{name}: a number or null is expected")
    return {str(name): most for name, most in parsed.items()}


def _block(path: str) -> str:
    return path.split(".", maxsplit=1)[0]


def _is_within(path: str, parents: tuple[str, ...]) -> bool:
    return any(path == parent or path.startswith(f"{parent}.") for parent in parents)


def _decisions(text: str, file: str) -> dict[str, str]:
    """Return path to value with the leaves of a dated entry joined: a brand decides it as one."""
    parsed = strict_yaml.load(text, file=file)
    found: dict[str, str] = {}
    for path, value in _walk(parsed, whole_entries=True) if isinstance(parsed, dict) else ():
        found[path] = value
    return found


def _walk(node: Any, path: str = "", *, whole_entries: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if str(key) not in _WIRING:
                yield from _walk(inner, f"{path}.{key}".lstrip("."), whole_entries=whole_entries)
    elif isinstance(node, list) and any(isinstance(entry, Mapping) for entry in node):
        yield from _entries(node, path, whole_entries=whole_entries)
    else:
        yield path, written(node)


def _entries(node: list[Any], path: str, *, whole_entries: bool) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(node, start=1):
        name = entry.get(_NAME, number) if isinstance(entry, Mapping) else number
        inner = {key: value for key, value in entry.items() if key != _NAME} if isinstance(entry, Mapping) else entry
        values = list(_walk(inner, f"{path}.{name}"))
        if whole_entries:
            yield f"{path}.{name}", "; ".join(f"{where} {value}" for where, value in values)
        else:
            yield from values


def written(value: Any) -> str:
    """Return a value as a person wrote it: yes and no, lists with commas, nothing for what is not known."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return ", ".join(written(each) for each in value) or NONE
    return str(value)
