"""The labelled messages of `evals/triage`: read, halved, and counted into precision and recall."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.agency import ROOT
from benchmarks.corpora import read_lines

FOLDER = ROOT / "evals" / "triage"
SPLITS = ("dev", "test")


def cases(name: str, split: str) -> list[dict[str, Any]]:
    """Return the rows of one file and half: `dev` to tune on, `test` to report."""
    return [row for row in read_lines(FOLDER / f"{name}.jsonl") if row["split"] == split]


@dataclass
class Tally:
    """Right, missed and false finds by kind."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)

    def count(self, expected: Iterable[str], found: Iterable[str]) -> None:
        """Count the kinds of one message."""
        wanted, got = Counter(expected), Counter(found)
        self.right += wanted & got
        self.missed += wanted - got
        self.false += got - wanted

    def kinds(self) -> list[str]:
        return sorted({*self.right, *self.missed, *self.false})

    def precision(self, kinds: Sequence[str]) -> float:
        right = sum(self.right[kind] for kind in kinds)
        return right / max(right + sum(self.false[kind] for kind in kinds), 1)

    def recall(self, kinds: Sequence[str]) -> float:
        right = sum(self.right[kind] for kind in kinds)
        return right / max(right + sum(self.missed[kind] for kind in kinds), 1)

    def table(self) -> str:
        """Return one line a kind and one for all."""
        lines = [f"  {'':16} {'precision':>9} {'recall':>7} {'right':>6} {'missed':>7} {'false':>6}"]
        for name, kinds in [*((kind, [kind]) for kind in self.kinds()), ("all", self.kinds())]:
            figures = (sum(counted[kind] for kind in kinds) for counted in (self.right, self.missed, self.false))
            right, missed, false = figures
            lines.append(
                f"  {name:16} {self.precision(kinds):9.3f} {self.recall(kinds):7.3f} {right:6} {missed:7} {false:6}"
            )
        return "\n".join(lines)
