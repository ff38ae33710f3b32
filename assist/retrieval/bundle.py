"""One client's passages and vectors as an immutable folder: built beside, fsynced, renamed, digested.

`<data_dir>/bundles/<client>/<version>/{passages.jsonl,vectors.faiss,client.yaml,workflows.yaml,answers.*.yaml}`, beside
them `manifest.json` with their digests and `manifest.sha256` with its own. The version is a digest of what the bundle
was built from, so the same content is never built twice. One bundle, one client: no path here takes two.
"""

import contextlib
import hashlib
import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.knowledge import Page, Passage
from assist.errors import Corrupt
from assist.ports import Encoder
from assist.retrieval.faiss_index import FaissIndex

FORMAT = 3
"""3 added the manifest's own digest."""
PASSAGES, VECTORS = "passages.jsonl", "vectors.faiss"
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
_log = logging.getLogger("assist")


class Manifest(Frozen):
    """What a bundle holds and what it was built with."""

    format: int
    client_id: ClientId
    version: VersionId
    built_at: datetime
    encoder_fingerprint: str
    passages: int
    sha256: Mapping[str, str]


@dataclass(frozen=True)
class Bundle:
    """A loaded bundle; of `index`, row n is the text of `passages[n]`, row n + len(passages) its heading."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    index: FaissIndex
    sources: Mapping[str, str]
    """`client.yaml`, `workflows.yaml` and the answer files as they were when the bundle was built."""


def embedded_text(passage: Passage) -> str:
    """Return what of a passage is encoded: its heading path and its text."""
    return f"{' > '.join(passage.headings)}\n{passage.text}"


def heading_text(passage: Passage) -> str:
    """Return a passage's own heading, encoded beside its text: a FAQ's question is matched as a question."""
    return passage.headings[-1]


def version_of(client_id: ClientId, pages: tuple[Page, ...], sources: Mapping[str, str], encoder: Encoder) -> VersionId:
    """Return the id of the content: equal content, equal id, on every machine with the same encoder."""
    digest = hashlib.sha256(f"{FORMAT}\n{client_id}\n{encoder.fingerprint}\n".encode())
    for page in pages:
        for passage in page.passages:
            digest.update(passage.model_dump_json().encode() + b"\n")
    for name in sorted(sources):
        digest.update(f"{name}\n{sources[name]}\n".encode())
    return VersionId(f"kv_{digest.hexdigest()[:12]}")


def build(
    folder: Path,
    client_id: ClientId,
    pages: tuple[Page, ...],
    sources: Mapping[str, str],
    encoder: Encoder,
    now: datetime,
) -> Path:
    """Write the bundle of this content under `folder` unless it stands there already; return its folder."""
    version = version_of(client_id, pages, sources, encoder)
    target = folder / client_id / version
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    passages = [passage for page in pages for passage in page.passages]
    texts = [embedded_text(passage) for passage in passages] + [heading_text(passage) for passage in passages]
    vectors = encoder.encode(texts)
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=".build-"))
    try:
        lines = "".join(passage.model_dump_json() + "\n" for passage in passages)
        (scratch / PASSAGES).write_text(lines, encoding="utf-8")
        FaissIndex.build(vectors).write(scratch / VECTORS)
        for name, text in sources.items():
            (scratch / name).write_text(text, encoding="utf-8")
        files = (PASSAGES, VECTORS, *sources)
        manifest = Manifest(
            format=FORMAT,
            client_id=client_id,
            version=version,
            built_at=now,
            encoder_fingerprint=encoder.fingerprint,
            passages=len(passages),
            sha256={name: _digest(scratch / name) for name in files},
        )
        (scratch / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        (scratch / SEAL).write_text(_seal(scratch), encoding="utf-8")
        _make_durable(scratch)
        _move_in(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def load(folder: Path, client_id: ClientId, encoder: Encoder) -> Bundle:
    """Read a bundle, checking every digest first.

    Raises: Corrupt when a file is missing or changed, or when the bundle is another client's or encoder's.
    """
    manifest = _manifest(folder)
    if manifest.client_id != client_id:
        raise Corrupt(f"bundle {folder.name} belongs to another client")
    if manifest.encoder_fingerprint != encoder.fingerprint:
        raise Corrupt(f"bundle {folder.name} was built with another encoder: build it again")
    for name, expected in manifest.sha256.items():
        if _digest(folder / name) != expected:
            raise Corrupt(f"bundle {folder.name}: {name} is not what was written")
    # JSON escapes line feeds and nothing else that splitlines() would cut at, such as U+2028.
    lines = (folder / PASSAGES).read_text(encoding="utf-8").split("\n")[:-1]
    index = FaissIndex.read(folder / VECTORS)
    if not manifest.passages == len(lines) == len(index) / 2:
        raise Corrupt(f"bundle {folder.name}: {len(lines)} passages, {len(index)} vectors for {manifest.passages}")
    passages = tuple(Passage.model_validate_json(line) for line in lines)
    sources = {
        name: (folder / name).read_bytes().decode() for name in manifest.sha256 if name not in (PASSAGES, VECTORS)
    }
    return Bundle(manifest, passages, index, sources)


def load_or_mend(
    folder: Path,
    client_id: ClientId,
    pages: tuple[Page, ...],
    sources: Mapping[str, str],
    encoder: Encoder,
    now: datetime,
) -> Bundle:
    """Return the bundle of this content, building it when there is none; a damaged one is set aside and built again.

    Raises: Corrupt when what was just written does not read back.
    """
    built = build(folder, client_id, pages, sources, encoder, now)
    try:
        return load(built, client_id, encoder)
    except Corrupt as damage:
        aside = built.with_name(f".damaged-{built.name}-{secrets.token_hex(3)}")
        _log.error("bundle %s of %s is damaged, set aside as %s: %s", built.name, client_id, aside.name, damage.message)
        with contextlib.suppress(FileNotFoundError):  # another process set it aside first
            built.rename(aside)
    return load(build(folder, client_id, pages, sources, encoder, now), client_id, encoder)


def _manifest(folder: Path) -> Manifest:
    try:
        sealed = (folder / SEAL).read_text(encoding="utf-8") == _seal(folder)
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:  # a ValidationError is a ValueError, so is a seal that is not UTF-8
        raise Corrupt(f"bundle {folder.name}: the manifest is not readable") from error
    if not sealed:
        raise Corrupt(f"bundle {folder.name}: {MANIFEST} is not what was written")
    if manifest.format != FORMAT:
        raise Corrupt(f"bundle {folder.name} has format {manifest.format}, this program reads {FORMAT}")
    if manifest.version != folder.name:
        raise Corrupt(f"bundle {folder.name} holds version {manifest.version}")
    return manifest


def _seal(folder: Path) -> str:
    """Return the line `sha256sum --check` reads."""
    return f"{_digest(folder / MANIFEST)}  {MANIFEST}\n"


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Corrupt(f"{file.parent.name}: {file.name} is missing") from error


def _make_durable(folder: Path) -> None:
    """Flush every file and the folder itself, so that a rename never shows half a bundle after a power cut."""
    for path in [*folder.iterdir(), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _move_in(scratch: Path, target: Path) -> None:
    scratch.chmod(0o755)
    try:
        scratch.rename(target)
    except OSError:  # another process built the same content first
        if not target.exists():
            raise
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
