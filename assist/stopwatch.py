"""How long each stage of a request took. Knows no stage."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Stopwatch:
    """Milliseconds by stage."""

    timer: Callable[[], float]
    laps: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start = self._last = self.timer()

    def lap(self, stage: str) -> None:
        now = self.timer()
        self.laps[stage] = round((now - self._last) * 1000, 3)
        self._last = now

    def elapsed_s(self) -> float:
        return self.timer() - self._start

    def total(self) -> dict[str, float]:
        return {**self.laps, "total": round((self.timer() - self._start) * 1000, 3)}
