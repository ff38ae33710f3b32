"""What a client asks of a version before it may go live: `gates.yaml`, over the defaults that come with this program."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from assist import strict_yaml, wire
from assist.domain.base import Frozen
from assist.errors import BadKnowledge
from evals.scores import Part

FILE = "gates.yaml"
DEFAULTS = Path(__file__).parent / FILE
Share = Annotated[float, Field(ge=0, le=1)]


class Gates(Frozen):
    """The numbers of the gate; the reason of each default stands beside it in `evals/gates.yaml`."""

    least_cases: Annotated[int, Field(ge=0, le=100)]
    """Approved cases that must tell old from new for every passage whose meaning changed."""
    loss_budget: Annotated[float, Field(ge=0)]
    weights: Mapping[Part, Annotated[float, Field(ge=0)]]
    alpha: Annotated[float, Field(gt=0, lt=0.5)]
    margin: Share
    draws: Annotated[int, Field(ge=100, le=100_000)]
    seed: int
    slice_least: Annotated[int, Field(ge=2)]
    floors: Mapping[str, Share]
    """Least value of a measure of a first version, by its name: `passed`, `decisions right`."""
    first_cases: Annotated[int, Field(ge=1)]

    def weight(self, part: Part) -> float:
        """Return what losing a part weighs."""
        return self.weights.get(part, 0.0)


def of_client(folder: Path) -> Gates:
    """Return the gates of the client whose knowledge lies in `folder`. Raises: BadKnowledge naming file and line."""
    file = folder / FILE
    own = _read(file) if file.is_file() else {}
    return _parsed({**_read(DEFAULTS), **own}, file if own else DEFAULTS)


def _read(file: Path) -> dict[str, Any]:
    name = f"{file.parent.name}/{file.name}"
    parsed = strict_yaml.load(file.read_text(encoding="utf-8"), file=name)
    if not isinstance(parsed, dict):
        raise BadKnowledge(name, 1, "is no list of `name: value`")
    return parsed


def _parsed(merged: dict[str, Any], file: Path) -> Gates:
    name, text = f"{file.parent.name}/{file.name}", file.read_text(encoding="utf-8")
    try:
        return Gates.model_validate(merged)
    except ValidationError as error:
        explained = wire.explain(Gates, error, merged)
        first = (explained.path or "").partition(".")[0]
        raise BadKnowledge(name, strict_yaml.line_of(text, first), explained.message) from None
