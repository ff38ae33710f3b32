"""Names that must differ: anchors on a page, ids in an import, files in a folder. Knows not what they name."""

from collections.abc import Iterable


class Names:
    """Names in use; a newcomer that meets one of them is numbered."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def free(self, wanted: str) -> str:
        """Return the name, with a number when it is taken already."""
        number = self._numbers.get(wanted, 1)
        while (name := _numbered(wanted, number)) in self._taken:
            number += 1
        # No name is given back, so the numbers below stay taken: ten thousand equal names are not counted from 1 each.
        self._numbers[wanted] = number
        return name

    def take(self, name: str) -> None:
        """Count the name as in use."""
        self._taken.add(name)

    def distinct(self, wanted: str) -> str:
        """Return the name, with a number when it is taken already, and take it."""
        name = self.free(wanted)
        self.take(name)
        return name


def _numbered(wanted: str, number: int) -> str:
    return wanted if number == 1 else f"{wanted}-{number}"
