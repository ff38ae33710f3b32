"""The prompt files of all rooms: read by name, and one digest of them all. Knows nothing of what they ask.

A report that was reached with these prompts holds for these prompts only: the digest says which they were.
"""

import hashlib
from functools import lru_cache
from importlib import resources

FOLDERS = ("drafting/prompts", "triage/prompts")


@lru_cache(maxsize=16)
def read(folder: str, name: str) -> str:
    """Return the text of a prompt file, such as `drafting/prompts`, `writer.v2.md`."""
    return resources.files("assist").joinpath(folder, name).read_text(encoding="utf-8")


def names() -> list[str]:
    """Return every prompt file as `folder/name`, sorted."""
    root = resources.files("assist")
    found = [
        f"{folder}/{file.name}"
        for folder in FOLDERS
        for file in root.joinpath(folder).iterdir()
        if file.name.endswith(".md")
    ]
    return sorted(found)


def digest() -> str:
    """Return the SHA-256 over names and texts of all prompt files, as `sha256:` and 64 hex digits."""
    whole = hashlib.sha256()
    for name in names():
        folder, _, file = name.rpartition("/")
        text = read(folder, file).encode()
        whole.update(f"{name}\0{len(text)}\0".encode())
        whole.update(text)
    return f"sha256:{whole.hexdigest()}"
