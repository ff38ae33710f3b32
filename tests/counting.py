"""Ids that count how often they are compared, so that a test can tell a look-up from a search without a clock."""


class CountedId(str):
    """An id; give each test a class of its own by `counted_ids`."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        type(self).compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def counted_ids() -> type[CountedId]:
    """Return a kind of id whose count begins at nought."""
    return type("OwnCountedId", (CountedId,), {})
