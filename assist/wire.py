"""JSON from outside becomes a domain model, or an error that names the path. Never echoes the input."""

import difflib
import json
import math
import re
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assist.errors import BadInput

Model = TypeVar("Model", bound=BaseModel)
Step = int | str
"""One step of a location: a position in a list or a key."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_OBJECT = ("model_type", "model_attributes_type", "dict_type")
MAX_PATH = 120
"""Characters of a path shown; the longest in the contract have 60."""


def loads(body: bytes | str) -> Any:
    """Parse JSON strictly.

    Raises: BadInput for broken JSON, NaN or infinity, nesting beyond reason, bytes that are not UTF-8, NUL characters
    and lone surrogates (PostgreSQL and UTF-8 refuse the last two).
    """
    try:
        # Decoded here, since json.loads would guess UTF-16 and UTF-32.
        parsed = json.loads(
            body if isinstance(body, str) else body.decode("utf-8-sig"),
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeats,
        )
        unfit = _first_unfit(parsed)
    except RecursionError as error:
        raise BadInput("the JSON is nested too deeply", code="json_invalid") from error
    except UnicodeDecodeError as error:
        raise BadInput("the body is not UTF-8", code="json_invalid") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise BadInput(f"not JSON: {error.msg} at {where}", code="json_invalid") from error
    except ValueError as error:
        raise BadInput("a number is too long to read", code="json_invalid") from error
    if unfit is not None:
        path = _dotted(reversed(unfit.location))
        raise BadInput(f"{path or 'body'} holds {unfit.reason}", path=path or None)
    return parsed


def pretty(parsed: Any) -> str:
    """Return JSON as a person edits it."""
    return json.dumps(parsed, ensure_ascii=False, indent=1)


def read(model: type[Model], body: bytes | str) -> Model:
    """Parse and validate in one step. Raises: BadInput naming the path."""
    return validate(model, loads(body))


def validate(model: type[Model], parsed: Any) -> Model:
    """Turn parsed JSON into a model. Raises: BadInput naming the first offending path."""
    try:
        return model.model_validate(parsed)
    except ValidationError as error:
        raise explain(model, error, parsed) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key given twice: which of two clients would be meant?"""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadInput("a key stands twice in one object", code="json_invalid")
    return found


def _refuse_constant(name: str) -> Any:
    raise BadInput(f"{name} is not JSON", code="json_invalid")


@dataclass(frozen=True)
class _Unfit:
    """What no model takes, and where it stands: innermost step first."""

    reason: str
    location: tuple[Step, ...] = ()


def _first_unfit(value: Any) -> _Unfit | None:
    """Find text that cannot be stored and numbers beyond all bounds (`1e999` parses as infinity)."""
    if isinstance(value, str):
        reason = _why_unstorable(value)
        return _Unfit(reason) if reason else None
    if isinstance(value, float):
        return None if math.isfinite(value) else _Unfit("a number that is too large")
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        found = _first_unfit(inner)
        if found is None and isinstance(step, str):
            found = _first_unfit(step)
        if found is not None:
            return _Unfit(found.reason, (*found.location, step))
    return None


def _why_unstorable(text: str) -> str:
    if "\x00" in text:
        return "a NUL character"
    return "half a surrogate pair" if _SURROGATE.search(text) else ""


def explain(model: type[BaseModel], failure: ValidationError, received: Any = None) -> BadInput:
    """Return the first failure as our error, naming the path; never the input.

    Given what was `received`, pydantic's own words for the branches of a union are left out of the path.
    """
    found = failure.errors(include_url=False, include_input=False)
    # A misspelt field is also a missing one: naming the misspelling helps more.
    error: ErrorDetails = next((each for each in found if each["type"] == "extra_forbidden"), found[0])
    location = error["loc"] if received is None else _within(received, error)
    path = _dotted(location)
    if error["type"] == "extra_forbidden":
        return BadInput(
            f"{path} is not a field{_nearest_field(model, location)}",
            code="field_unknown",
            path=path,
        )
    if error["type"] == "missing":
        return BadInput(f"{path} is required", code="field_missing", path=path)
    if error["type"] == "timezone_aware":
        return BadInput(f"{path} needs a time zone, such as 2026-11-20T15:47:00Z", path=path)
    reason = "a JSON object is expected" if error["type"] in _NO_OBJECT else error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error":
        # A rule over several fields stands at no field; its message begins with the one to mend.
        field, _, rest = reason.partition(" ")
        owner = _model_at(model, location)
        if owner is not None and field.split("[")[0] in owner.model_fields:
            path = f"{path}.{field}".lstrip(".")
            return BadInput(f"{path} {rest}", path=path)
    reason = reason[:1].lower() + reason[1:]
    return BadInput(f"{path}: {reason}" if path else reason, path=path or None)


def _within(received: Any, error: ErrorDetails) -> tuple[Step, ...]:
    """Keep the steps that lead through what was received, and the last one when it names what is missing."""
    kept: list[Step] = []
    for step in error["loc"]:
        if _holds(received, step):
            received = received[step]
        elif error["type"] != "missing":
            continue
        kept.append(step)
    return tuple(kept)


def _holds(received: Any, step: Step) -> bool:
    if isinstance(received, dict):
        return step in received
    return isinstance(received, list) and isinstance(step, int) and step < len(received)


def _dotted(location: Iterable[Step]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{_printable(step)}" for step in location)
    path = "".join(steps).lstrip(".")
    return path if len(path) <= MAX_PATH else path[:MAX_PATH] + "..."


def _printable(name: str) -> str:
    """Return a key that looks like a field; anything else may be the customer's words."""
    return name if name.isascii() and name.isidentifier() and len(name) <= 60 else "?"


def _nearest_field(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    owner = _model_at(model, location[:-1])
    if owner is None:
        return ""
    near = difflib.get_close_matches(str(location[-1]), owner.model_fields, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Follow a pydantic error location through the annotations to the model that owns its last step."""
    current: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int) or current is None:
            continue
        field = current.model_fields.get(step)
        current = _first_model(field.annotation) if field else None
    return current


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    found = (_first_model(inner) for inner in typing.get_args(annotation))
    return next((inner for inner in found if inner is not None), None)
