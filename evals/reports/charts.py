"""Measures as shapes in the units of an SVG view box. Knows no template; the same numbers give the same shapes."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.scorers.totals import Bin, ClassScore, RiskPoint, Totals

LEFT, TOP, WIDTH, HEIGHT = 46.0, 14.0, 300.0, 210.0
"""Where the field of a chart lies in its view box; the rest is for the axes."""
FIRST_ROWS = 12
"""Intents shown unfolded: those that moved most, then the weakest."""
SMALLEST, LARGEST = 3.0, 9.0
"""Radius of a dot that stands for one case, and for all of them."""
RING = 2.5
"""By how much the rings of the live version are wider."""


@dataclass(frozen=True)
class Dot:
    """A value and its place; `says` is what it stands for in words."""

    x: float
    y: float
    radius: float
    says: str


@dataclass(frozen=True)
class Tick:
    """A number on an axis; `at` is its place on that axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Series:
    """The dots of one version, and the line through them."""

    name: str
    dots: tuple[Dot, ...]

    @property
    def path(self) -> str:
        """Return the line as SVG writes it."""
        return " ".join(f"{'L' if at else 'M'}{dot.x:.1f} {dot.y:.1f}" for at, dot in enumerate(self.dots))


@dataclass(frozen=True)
class Chart:
    """What is drawn in one field."""

    series: tuple[Series, ...]
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]


@dataclass(frozen=True)
class IntentRow:
    """One intent before and after, as F1."""

    label: str
    before: float | None
    after: float
    precision: float
    recall: float
    expected: int

    @property
    def moved(self) -> float:
        """Return by how much it rose; 0 where there is nothing to compare with."""
        return 0.0 if self.before is None else round(self.after - self.before, 4)


def place(share_across: float, share_upwards: float) -> tuple[float, float]:
    """Return where two shares, [0, 1], lie in the field."""
    return round(LEFT + WIDTH * share_across, 1), round(TOP + HEIGHT * (1 - share_upwards), 1)


def shares(start: float = 0.0, end: float = 1.0, steps: int = 5) -> list[tuple[float, str]]:
    """Return evenly spaced shares of an axis and what they read from `start` to `end`, in percent."""
    return [(at / steps, f"{100 * (start + (end - start) * at / steps):.3g} %") for at in range(steps + 1)]


def upwards(top: float = 1.0) -> tuple[Tick, ...]:
    return tuple(Tick(place(0, share)[1], label) for share, label in shares(0, top))


def reliability(before: Totals | None, after: Totals) -> Chart | None:
    """Return confidence across, share right upwards; on the diagonal a confidence keeps what it says."""
    if not after.calibration:
        return None
    found = [_reliable(name, totals.calibration) for name, totals in _versions(before, after)]
    return Chart(tuple(found), tuple(Tick(place(share, 0)[0], label) for share, label in shares()), upwards())


def risk_coverage(before: Totals | None, after: Totals) -> Chart | None:
    """Return the share answered across, the error among these upwards; the axis ends above the largest error."""
    if not after.risk_coverage:
        return None
    versions = _versions(before, after)
    largest = max(point.risk for _, totals in versions for point in totals.risk_coverage)
    top = next(step for step in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if largest <= step)
    found = [_risky(name, totals.risk_coverage, top) for name, totals in versions]
    return Chart(tuple(found), tuple(Tick(place(share, 0)[0], label) for share, label in shares()), upwards(top))


def intents(before: Totals | None, after: Totals) -> list[IntentRow]:
    """Return the intents, those that moved most first, then the weakest."""
    was = {one.label: one.f1 for one in before.intents} if before else {}
    rows = [_intent(one, was.get(one.label)) for one in after.intents]
    return sorted(rows, key=lambda row: (-abs(row.moved), row.after, row.label))


def _versions(before: Totals | None, after: Totals) -> list[tuple[str, Totals]]:
    """Return what is drawn, the last on top: a ring about a dot shows where the two are alike."""
    return [("candidate", after), ("live", before)] if before else [("candidate", after)]


def _least(name: str) -> float:
    return SMALLEST + RING if name == "live" else SMALLEST


def _reliable(name: str, bins: Sequence[Bin]) -> Series:
    count = sum(one.cases for one in bins)
    dots = []
    for one in bins:
        x, y = place(one.confidence, one.right)
        radius = round(_least(name) + (LARGEST - SMALLEST) * (one.cases / count) ** 0.5, 1)
        dots.append(
            Dot(x, y, radius, f"{name}: confidence {one.confidence:.0%}, right {one.right:.0%}, {one.cases} cases")
        )
    return Series(name, tuple(dots))


def _risky(name: str, points: Sequence[RiskPoint], top: float) -> Series:
    dots = []
    for one in points:
        x, y = place(one.coverage, one.risk / top)
        dots.append(Dot(x, y, _least(name), f"{name}: wrong {one.risk:.1%} of the surest {one.coverage:.0%}"))
    return Series(name, tuple(dots))


def _intent(one: ClassScore, before: float | None) -> IntentRow:
    return IntentRow(one.label, before, one.f1, one.precision, one.recall, one.expected)
