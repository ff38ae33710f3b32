"""Read foreign JSON field by field, each value with the path it stands at. Never echoes a value in an error.

A field is asked for by its REST name (`line_items`); GraphQL's (`lineItems`) is found by the same question, and its
connections (`{nodes: [...]}`, `{edges: [{node}]}`) read as lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from assist.domain.base import FIRST_YEAR, LAST_YEAR
from assist.errors import BadInput

MAX_WORDS = 500
"""Characters of one text; Shopify's own limit for a title is 255."""
MAX_ENTRIES = 500
"""Entries of one list; an order here holds at most 500 items."""
_LARGEST = Decimal(10) ** 8
"""Beyond no price of a shop, whatever the currency."""


@dataclass(frozen=True)
class Node:
    """One JSON object and where it stands, such as `raw.line_items[1]`."""

    fields: dict[str, Any]
    path: str

    @classmethod
    def of(cls, value: Any, path: str) -> "Node":
        """Return the object at a path. Raises: BadInput when it is none."""
        if not isinstance(value, dict):
            raise wrong(path, "a JSON object is expected")
        return cls(value, path)

    def text(self, *names: str) -> str | None:
        """Return the first of these fields that holds words, None when none does; a number is read as its digits."""
        for key in self._keys(names):
            value = self.fields[key]
            if isinstance(value, bool) or not isinstance(value, str | int | None):
                raise wrong(self.at(key), "a text is expected")
            said = str(value).strip() if value is not None else ""
            if len(said) > MAX_WORDS:
                raise wrong(self.at(key), f"is longer than {MAX_WORDS} characters")
            if said:
                return said
        return None

    def words(self, name: str, *, most: int) -> str:
        """Return a longer text, cut at `most` characters; empty when there is none."""
        value = next((self.fields[key] for key in self._keys((name,))), None)
        return value.strip()[:most] if isinstance(value, str) else ""

    def identity(self, *names: str) -> str | None:
        """Return an id: a number, or the last part of `gid://shopify/LineItem/7`."""
        found = self.text(*names)
        return found.rpartition("/")[2].partition("?")[0] or None if found else None

    def moment(self, *names: str) -> datetime | None:
        """Return the first moment given. Raises: BadInput for one without a time zone or outside the calendar."""
        for key in self._keys(names):
            written = self.fields[key]
            if written is None or written == "":
                continue
            try:
                moment = datetime.fromisoformat(written)
            except (TypeError, ValueError):
                raise wrong(self.at(key), "is no time such as 2026-11-20T15:47:00Z") from None
            if moment.tzinfo is None:
                raise wrong(self.at(key), "needs a time zone, such as 2026-11-20T15:47:00Z")
            if not FIRST_YEAR <= moment.year <= LAST_YEAR:
                raise wrong(self.at(key), f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
            return moment
        return None

    def amount(self, *names: str) -> Decimal | None:
        """Return the first amount given, a number or a decimal string. Raises: BadInput for anything else."""
        for key in self._keys(names):
            written = self.fields[key]
            if written is not None and not isinstance(written, dict):
                return _amount(written, self.at(key))
        return None

    def count(self, name: str) -> int | None:
        """Return a whole number, None when absent. Raises: BadInput for a fraction or a negative one."""
        for key in self._keys((name,)):
            amount = _amount(self.fields[key], self.at(key)) if self.fields[key] is not None else None
            if amount is None:
                continue
            if amount != int(amount):
                raise wrong(self.at(key), "a whole number is expected")
            return int(amount)
        return None

    def flag(self, name: str) -> bool | None:
        """Return true or false, None when absent. Raises: BadInput for anything else."""
        for key in self._keys((name,)):
            if isinstance(self.fields[key], bool):
                return bool(self.fields[key])
            if self.fields[key] is not None:
                raise wrong(self.at(key), "true or false is expected")
        return None

    def node(self, *names: str) -> "Node | None":
        """Return the first of these fields that holds an object."""
        for key in self._keys(names):
            if self.fields[key] is not None:
                return Node.of(self.fields[key], self.at(key))
        return None

    def nodes(self, *names: str) -> "list[Node]":
        """Return the objects of a list or connection; empty when there is none."""
        return [Node.of(value, path) for value, path in self._entries(names)]

    def texts(self, *names: str) -> list[str]:
        """Return the words of a list, or of a text with commas, as Shopify writes tags."""
        for key in self._keys(names):
            if isinstance(self.fields[key], str):
                return [part.strip() for part in self.fields[key].split(",") if part.strip()]
        found = []
        for value, path in self._entries(names):
            if not isinstance(value, str):
                raise wrong(path, "a text is expected")
            found.append(value.strip()[:MAX_WORDS])
        return [said for said in found if said]

    def at(self, key: str) -> str:
        """Return the path of a field of this object."""
        return f"{self.path}.{key}".lstrip(".")

    def has(self, *names: str) -> bool:
        """Say whether one of these fields is there and not null."""
        return any(self.fields[key] is not None for key in self._keys(names))

    def _entries(self, names: tuple[str, ...]) -> Iterator[tuple[Any, str]]:
        for key in self._keys(names):
            value, path = self.fields[key], self.at(key)
            if isinstance(value, dict) and "nodes" in value:
                value, path = value["nodes"], f"{path}.nodes"
            elif isinstance(value, dict) and "edges" in value:
                yield from self._edges(value["edges"], f"{path}.edges")
                return
            if value is None:
                continue
            yield from _listed(value, path)
            return

    @staticmethod
    def _edges(edges: Any, path: str) -> Iterator[tuple[Any, str]]:
        for edge, at in _listed(edges, path):
            yield Node.of(edge, at).fields.get("node"), f"{at}.node"

    def _keys(self, names: tuple[str, ...]) -> list[str]:
        """Return the keys present, REST's and GraphQL's, in the order asked for."""
        both = [spelt for name in names for spelt in dict.fromkeys((name, camel(name)))]
        return [name for name in both if name in self.fields]


def wrong(path: str, reason: str) -> BadInput:
    """Return the error for a value at a path."""
    return BadInput(f"{path}: {reason}" if path else reason, path=path or None)


def camel(name: str) -> str:
    """Return GraphQL's spelling of a REST name: `lineItems` of `line_items`."""
    return re.sub(r"_([a-z0-9])", lambda letter: letter[1].upper(), name)


def _listed(value: Any, path: str) -> Iterator[tuple[Any, str]]:
    if not isinstance(value, list):
        raise wrong(path, "a list is expected")
    if len(value) > MAX_ENTRIES:
        raise wrong(path, f"holds more than {MAX_ENTRIES} entries")
    yield from ((entry, f"{path}[{at}]") for at, entry in enumerate(value))


def _amount(written: Any, path: str) -> Decimal:
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise wrong(path, "an amount such as 31.05 is expected")
    try:
        amount = Decimal(str(written).strip())
    except InvalidOperation:
        raise wrong(path, "an amount such as 31.05 is expected") from None
    if not amount.is_finite() or not 0 <= amount < _LARGEST:
        raise wrong(path, "an amount of 0 or more, below 100 million, is expected")
    return amount
