"""Parsers run in a process of their own, with limits: a hostile file costs its own import and nothing else.

This is the side that asks; `child` is the side that parses.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assist.domain.base import Frozen
from assist.errors import BadInput
from assist.importing.material import Reading

Format = Literal["html", "fragments", "docx", "pdf"]
_PASSED_ON = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All a parser may know of our environment: it holds keys."""


@dataclass(frozen=True)
class Limits:
    """What one document may cost."""

    memory_mb: int = 512
    cpu_s: int = 30
    wall_s: float = 30.0


class Answer(Frozen):
    """What the child writes: a reading for each document, or why there is none."""

    readings: tuple[Reading | str, ...] = ()
    """A string says why that one could not be read."""


_ANSWER = TypeAdapter(Answer)


def parsed(format_: Format, content: bytes, limits: Limits) -> tuple[Reading | str, ...]:
    """Return what the child read; one reading, or for fragments one each.

    Raises: BadInput when it died, hung, or ran out of what it may use.
    """
    # -P: a program lying in the folder of documents somebody stands in must not be taken for one of ours.
    command = [sys.executable, "-P", "-m", "assist.importing.child", format_, str(limits.memory_mb), str(limits.cpu_s)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's complaint may quote the document
        env=passed_on(os.environ),
        start_new_session=True,
    ) as child:
        try:
            out, _ = child.communicate(content, timeout=limits.wall_s)
        except subprocess.TimeoutExpired:
            _kill(child)
            raise BadInput(f"took longer than {limits.wall_s:g} s to read", code="too_costly") from None
    if child.returncode != 0:
        raise BadInput(_why(child.returncode, limits), code="too_costly")
    try:
        return _ANSWER.validate_json(out).readings
    except ValidationError as error:
        raise BadInput("the parser gave no answer", code="not_readable") from error


def passed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a parser may know of our environment."""
    return {name: environment[name] for name in _PASSED_ON if name in environment}


def _kill(child: "subprocess.Popen[bytes]") -> None:
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


def _why(code: int, limits: Limits) -> str:
    if code == OUT_OF_MEMORY:
        return f"needs more than {limits.memory_mb} MB of memory to read"
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"needs more than {limits.cpu_s} s of computing to read"
    return "broke its parser"


OUT_OF_MEMORY = 77
"""Exit code by which the child says so."""
