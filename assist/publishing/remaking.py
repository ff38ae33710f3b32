"""The content of a bundle another program made: another encoder or format. It is read back to be made anew.

Without this, a new release of the program would leave every client without its live version until somebody published
again, and perhaps publish edits nobody has looked at.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assist.domain.base import ClientId, PageId
from assist.domain.knowledge import Page, Passage
from assist.ports import Encoder
from assist.retrieval.bundle import FORMAT, MANIFEST, PASSAGES
from assist.triage.examples import FILE as EXAMPLES
from assist.versions import Content


def content_for_another(folder: Path, client_id: ClientId, encoder: Encoder) -> Content | None:
    """Return the content of a whole bundle made for another encoder or in another format; None for any other trouble."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        is_ours = (manifest["format"], manifest["encoder_fingerprint"]) == (FORMAT, encoder.fingerprint)
        if is_ours or (manifest["client_id"], manifest["version"]) != (client_id, folder.name):
            return None
        texts = _whole_texts(folder, manifest)
        passages = [Passage.model_validate_json(line) for line in texts.pop(PASSAGES).split("\n")[:-1]]
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None
    return Content(client_id, _pages(passages), texts)


def _whole_texts(folder: Path, manifest: dict[str, Any]) -> dict[str, str]:
    """Return the passages and the client's own files. Raises: ValueError when one is not what was written."""
    texts = {}
    for name, expected in manifest["sha256"].items():
        if name not in (PASSAGES, EXAMPLES) and not name.endswith(".yaml"):
            continue
        content = (folder / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != expected:
            raise ValueError(name)
        texts[name] = content.decode()
    return texts


def _pages(passages: list[Passage]) -> tuple[Page, ...]:
    """Return the pages of these passages; of what no bundle keeps of a page, nothing is part of a version."""
    by_page: dict[PageId, list[Passage]] = {}
    for passage in passages:
        by_page.setdefault(passage.page_id, []).append(passage)
    return tuple(
        Page(
            id=page_id,
            kind=found[0].kind,
            title=found[0].headings[0],
            owner="",
            locale=found[0].locale,
            audience=found[0].audience,
            passages=tuple(found),
        )
        for page_id, found in by_page.items()
    )
