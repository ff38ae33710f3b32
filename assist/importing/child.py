"""The process that parses one hostile document: bytes on standard input, JSON on standard output, then it ends.

It takes its limits before it imports a parser, and it can write no file.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import TypeVar

from assist.errors import BadInput
from assist.importing.confined import OUT_OF_MEMORY, Answer
from assist.importing.material import Reading

Given = TypeVar("Given")
MB = 1024 * 1024
MAX_NESTING = 3000
"""Frames of recursion: parsers recurse a few frames for every element around a text."""


def main(arguments: list[str]) -> int:
    """Parse standard input as the format named first, within the limits named next."""
    format_, memory_mb, cpu_s = arguments[0], int(arguments[1]), int(arguments[2])
    _confine(memory_mb, cpu_s)
    try:
        answer = _answer(format_, sys.stdin.buffer.read())
        out = answer.model_dump_json().encode()
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()
    return 0


def _confine(memory_mb: int, cpu_s: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(MAX_NESTING)


def _answer(format_: str, content: bytes) -> Answer:
    if format_ == "fragments":
        from assist.importing import html_pages  # only the parser that is asked for, after the limits are set

        return Answer(readings=tuple(_guarded(html_pages.read_fragment, each) for each in json.loads(content)))
    return Answer(readings=(_guarded(_parser(format_), content),))


def _parser(format_: str) -> Callable[[bytes], Reading]:
    # Each import is heavy, and only one is needed.
    if format_ == "docx":
        from assist.importing import docx_pages

        return docx_pages.read
    if format_ == "pdf":
        from assist.importing import pdf_pages

        return pdf_pages.read
    from assist.importing import html_pages

    return html_pages.read


def _guarded(parse: Callable[[Given], Reading], given: Given) -> Reading | str:
    """Turn whatever a parser raises into words; its own may quote the document."""
    try:
        return parse(given)
    except BadInput as error:
        return error.message
    except MemoryError:
        raise
    except RecursionError:
        return "is nested too deeply"
    except Exception as error:  # whatever a parser meets in a hostile file is that file's fault
        return f"is broken or not what its name says ({type(error).__name__})"


if __name__ == "__main__":
    code = main(sys.argv[1:])
    # Ends without the interpreter's farewell, which may need memory that is no longer there.
    os._exit(code)
