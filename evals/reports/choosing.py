"""An evaluation in the format that was asked for, and back from the one that holds everything."""

from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from assist.errors import BadInput, NotFound
from evals.evaluation import Evaluation
from evals.reports import html, junit, markdown


class Format(StrEnum):
    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    HTML = "html"
    JSON = "json"


def written(found: Evaluation, form: Format) -> str:
    """Return the report as text that goes into a file."""
    writers = {Format.MARKDOWN: markdown.written, Format.JUNIT: junit.written, Format.HTML: html.written}
    return writers.get(form, as_json)(found)


def as_json(found: Evaluation) -> str:
    """Return everything, `run` last: the lines before it are the same twice."""
    return found.model_dump_json(indent=1) + "\n"


def read(file: Path) -> Evaluation:
    """Return the evaluation a JSON report holds. Raises: NotFound; BadInput when it is none."""
    try:
        return parsed(file.read_bytes(), str(file))
    except FileNotFoundError as error:
        raise NotFound(f"no report {file}", path="report") from error
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}", path="report") from error


def parsed(document: str | bytes, name: str) -> Evaluation:
    """Return the evaluation of a JSON document. Raises: BadInput naming the field when it is none."""
    try:
        return Evaluation.model_validate_json(document)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
        raise BadInput(f"{name}: is no report of an evaluation ({where or 'not JSON'})", path="report") from error


def format_of(given: str, output: str) -> Format:
    """Return the format that was asked for, else the one the file's name says. Raises: BadInput naming those there are."""
    by_name = {".md": Format.MARKDOWN, ".xml": Format.JUNIT, ".json": Format.JSON, ".html": Format.HTML}
    if not given:
        return by_name.get(Path(output).suffix, Format.TERMINAL if output == "-" else Format.JSON)
    try:
        return Format(given)
    except ValueError:
        raise BadInput(f"--format: one of {', '.join(Format)}", path="format") from None
