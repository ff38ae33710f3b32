"""Files that are what was written or are refused, and folders that appear whole or not at all. Knows no content."""

import hashlib
import os
from pathlib import Path

from assist.errors import Corrupt, Unavailable


def digest(file: Path) -> str:
    """Return the SHA-256 of a file just written."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def files(folder: Path) -> list[str]:
    """Return the files below a folder by their path in it, in order."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def checked(file: Path, expected: str) -> bytes:
    """Return a file's content, read once: what was digested is what is used.

    Raises: Corrupt when it was changed; Unavailable when it cannot be read now.
    """
    content = _content(file)
    if hashlib.sha256(content).hexdigest() != expected:
        raise Corrupt(f"bundle {file.parent.name}: {file.name} is not what was written")
    return content


def seal(file: Path, seal_file: Path) -> None:
    """Write a file's digest beside it, as the line `sha256sum --check` reads."""
    seal_file.write_bytes(_seal(file.name, file.read_bytes()))


def sealed(file: Path, seal_file: Path) -> bytes:
    """Return the content of a file with a seal. Raises: Corrupt when either is missing or was changed."""
    content = _content(file)
    if _content(seal_file) != _seal(file.name, content):
        raise Corrupt(f"bundle {file.parent.name}: {file.name} is not what was written")
    return content


def make_durable(folder: Path) -> None:
    """Flush every file and folder, so that a rename never shows half a bundle after a power cut."""
    for path in [*folder.rglob("*"), folder]:
        _flush(path)


def move_in(scratch: Path, target: Path) -> None:
    """Let a finished folder appear under its name; when another process was first, its equal one stays."""
    scratch.chmod(0o755)
    try:
        scratch.rename(target)
    except OSError:
        if not target.exists():
            raise
    for folder in (target.parent, target.parent.parent):  # a client's first bundle makes its folder too
        _flush(folder)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise Corrupt(f"bundle {file.parent.name}: {file.name} is missing") from error
    except OSError as error:  # too many open files, no permission: nothing is known of the file itself
        raise Unavailable(f"bundle {file.parent.name}: {file.name} cannot be read: {error.strerror}") from error


def _seal(name: str, content: bytes) -> bytes:
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
