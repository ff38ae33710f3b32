"""What a check may say: one finding, at one place, in words a client understands. Knows no check."""

from enum import StrEnum

from assist.domain.base import Frozen


class Level(StrEnum):
    """ERROR: cannot go live. WARNING: customers may be told something wrong. NOTE: worth a look, fails nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Frozen):
    """One thing to look at; `check` is one of the closed list in `assist.lint.catalogue`."""

    check: str
    level: Level
    file: str
    """As in `norrfell/policies/returns-policy.md`."""
    line: int
    message: str
    """Plain words: what, where, what to do."""
    passage_id: str | None = None
    other: str | None = None
    """The second place of a contradiction, `file:line`."""

    @property
    def place(self) -> str:
        """Where it is, as an editor opens it."""
        return f"{self.file}:{self.line}"
