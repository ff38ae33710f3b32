"""Samples, a scorer and a judge made by hand, for the tests of judging."""

from collections.abc import Mapping
from typing import Any

from evals.judging.metrics import Ask, Failed, Metric, Scored
from evals.judging.samples import Evidence, Sample

WINDOW = "You can return an item within 30 days."


def sample(name: str = "a-1", **given: Any) -> Sample:
    """Return a draft about a return window with one passage behind it; `given` replaces fields."""
    whole: Mapping[str, Any] = {
        "case_id": name, "client_id": "norrfell", "question": "can it go back?", "draft": "You have 30 days.",
        "passages": (Evidence(id="returns#window", text=WINDOW),), "facts": ("The order was placed on 2026-11-01.",),
        "quotes": (WINDOW,), "gold": ("returns#window",), "reference": "You can return it for 30 days.",
        "grounded": True,
    }  # fmt: skip
    return Sample.model_validate({**whole, **given})


class FakeScorer:
    """Asks the judge one question a metric and takes what it says for the number; anything else is a failure."""

    library = "fake 1"

    def measure(self, metric: Metric, sample: Sample, ask: Ask) -> Scored | Failed:
        said = ask(f"{metric} of {sample.case_id}")
        try:
            return Scored(metric=metric, value=float(said))
        except ValueError:
            return Failed(metric=metric, why="no number")
