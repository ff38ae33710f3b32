"""JSON from outside becomes a domain model, or an error that names the path. Never echoes the input."""

import difflib
import json
import types
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assist.errors import BadInput

Model = TypeVar("Model", bound=BaseModel)


def loads(body: bytes | str) -> Any:
    """Parse JSON strictly.

    Raises: BadInput for broken JSON, NaN or infinity, nesting beyond reason, NUL characters and lone
    surrogates (PostgreSQL and UTF-8 refuse the last two).
    """
    try:
        parsed = json.loads(body, parse_constant=_refuse_constant)
        _refuse_unstorable_text(parsed, "")
    except RecursionError as error:
        raise BadInput("the JSON is nested too deeply", code="json_invalid") from error
    except UnicodeDecodeError as error:
        raise BadInput("the body is not UTF-8", code="json_invalid") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise BadInput(f"not JSON: {error.msg} at {where}", code="json_invalid") from error
    except ValueError as error:
        raise BadInput("a number is too long to read", code="json_invalid") from error
    return parsed


def read(model: type[Model], body: bytes | str) -> Model:
    """Parse and validate in one step. Raises: BadInput naming the path."""
    return validate(model, loads(body))


def validate(model: type[Model], parsed: Any) -> Model:
    """Turn parsed JSON into a model. Raises: BadInput naming the first offending path."""
    try:
        return model.model_validate(parsed)
    except ValidationError as error:
        raise explain(model, error) from None


def _refuse_constant(name: str) -> Any:
    raise BadInput(f"{name} is not JSON", code="json_invalid")


def _refuse_unstorable_text(value: Any, path: str) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise BadInput(f"{path or 'body'} holds a NUL character", path=path)
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise BadInput(f"{path or 'body'} holds half a surrogate pair", path=path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            shown = key if key.isidentifier() else "?"
            _refuse_unstorable_text(key, f"{path}.{shown}".lstrip("."))
            _refuse_unstorable_text(inner, f"{path}.{shown}".lstrip("."))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _refuse_unstorable_text(inner, f"{path}[{position}]")


def explain(model: type[BaseModel], failure: ValidationError) -> BadInput:
    """Return the first failure as our error, naming the path; never the input."""
    error: ErrorDetails = failure.errors(include_url=False, include_input=False)[0]
    path = _dotted(error["loc"])
    if error["type"] == "extra_forbidden":
        return BadInput(
            f"{path} is not a field{_nearest_field(model, error['loc'])}",
            code="field_unknown",
            path=path,
        )
    if error["type"] == "missing":
        return BadInput(f"{path} is required", code="field_missing", path=path)
    if error["type"] == "timezone_aware":
        return BadInput(f"{path} needs a time zone, such as 2026-11-20T15:47:00Z", path=path)
    reason = error["msg"].removeprefix("Value error, ")
    reason = reason[:1].lower() + reason[1:]
    return BadInput(f"{path}: {reason}" if path else reason, path=path)


def _dotted(location: tuple[int | str, ...]) -> str:
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{_printable(step)}"
    return path.lstrip(".")


def _printable(name: str) -> str:
    return name if name.isascii() and name.isprintable() and len(name) <= 60 else "?"


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
