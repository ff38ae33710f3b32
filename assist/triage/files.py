"""Text of the shared knowledge files of triage."""

from pathlib import Path

from assist.errors import BadKnowledge


def read_text(file: Path) -> str:
    """Return the text of a file. Raises: BadKnowledge naming the line when it is not UTF-8."""
    written = file.read_bytes()
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadKnowledge(file.name, written.count(b"\n", 0, error.start) + 1, "is not UTF-8") from error
