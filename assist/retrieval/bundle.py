"""One client's passages and vectors as an immutable folder: built beside, fsynced, renamed, digested.

`<data_dir>/bundles/<client>/<version>/{passages.jsonl,vectors.faiss,facts.json,lexical/,client.yaml,workflows.yaml,answers.*.yaml,
intents.jsonl,intents.npz}`,
beside them `manifest.json` with their digests and `manifest.sha256` with its own. The version is a digest of what the bundle
was built from, so the same content is never built twice. One bundle, one client: no path here takes two.
"""

import contextlib
import hashlib
import json
import logging
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.knowledge import Page, Passage
from assist.errors import Corrupt, Unavailable
from assist.ports import Encoder, Vectors
from assist.retrieval import sealing, terms
from assist.retrieval.faiss_index import FaissIndex
from assist.retrieval.lexical import LexicalIndex

FORMAT = 4
"""3 added the manifest's own digest, 4 the lexical indexes."""
PASSAGES, VECTORS, FACTS = "passages.jsonl", "vectors.faiss", "facts.json"
OF_PASSAGES, OF_PAGES = "lexical/passages", "lexical/pages"
MADE = ".npz"
"""How files end that another part made out of the sources."""
REUSED_FROM = 3
"""How many of the newest earlier bundles are looked through for vectors of unchanged texts."""
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
Vector = NDArray[np.float32]
_log = logging.getLogger("assist")


@dataclass(frozen=True)
class Made:
    """A file another part makes for a bundle out of its sources: `tag` says, beside them, what it is made of."""

    name: str
    tag: str
    make: Callable[[], bytes]


class Manifest(Frozen):
    """What a bundle holds and what it was built with."""

    format: int
    client_id: ClientId
    version: VersionId
    built_at: datetime
    encoder_fingerprint: str
    passages: int
    pages: int
    encoded: int
    """Texts encoded for this build; the vectors of all others were taken from earlier bundles of this client."""
    sha256: Mapping[str, str]


@dataclass(frozen=True)
class Bundle:
    """A loaded bundle; of `index`, row n is the text of `passages[n]`, row n + len(passages) its heading."""

    manifest: Manifest
    passages: tuple[Passage, ...]
    index: FaissIndex
    lexical: LexicalIndex
    """Of passages, in their order."""
    page_lexical: LexicalIndex
    """Of pages, in the order in which passages name them."""
    facts: tuple[tuple[AtomKind, ...], ...]
    """The kinds of facts each passage states."""
    sources: Mapping[str, str]
    """`client.yaml`, `workflows.yaml`, the answer files and `intents.jsonl` as they were when the bundle was built."""
    made: Mapping[str, bytes]
    """What another part made of them: `intents.npz`."""


def embedded_text(passage: Passage) -> str:
    """Return what of a passage is encoded: its heading path and its text."""
    return f"{' > '.join(passage.headings)}\n{passage.text}"


def heading_text(passage: Passage) -> str:
    """Return a passage's own heading, encoded beside its text: a FAQ's question is matched as a question."""
    return passage.headings[-1]


def version_of(
    client_id: ClientId,
    pages: tuple[Page, ...],
    sources: Mapping[str, str],
    encoder: Encoder,
    made: Sequence[Made] = (),
) -> VersionId:
    """Return the id of the content: equal content, equal id, on every machine with the same encoder."""
    digest = hashlib.sha256(f"{FORMAT}\n{client_id}\n{encoder.fingerprint}\n".encode())
    for page in pages:
        for passage in page.passages:
            digest.update(passage.model_dump_json().encode() + b"\n")
    for name in sorted(sources):
        digest.update(f"{name}\n{sources[name]}\n".encode())
    for one in made:
        digest.update(f"{one.name}\n{one.tag}\n".encode())
    return VersionId(f"kv_{digest.hexdigest()[:12]}")


def build(
    folder: Path,
    client_id: ClientId,
    pages: tuple[Page, ...],
    sources: Mapping[str, str],
    encoder: Encoder,
    now: datetime,
    made: Sequence[Made] = (),
) -> Path:
    """Write the bundle of this content under `folder` unless it stands there already; return its folder."""
    version = version_of(client_id, pages, sources, encoder, made)
    target = folder / client_id / version
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    passages = [passage for page in pages for passage in page.passages]
    vectors, encoded = _vectors(target.parent, client_id, _texts(passages), encoder)
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=".build-"))
    try:
        lines = "".join(passage.model_dump_json() + "\n" for passage in passages)
        (scratch / PASSAGES).write_text(lines, encoding="utf-8")
        FaissIndex.build(vectors).write(scratch / VECTORS)
        (scratch / FACTS).write_text(_facts_of(passages), encoding="utf-8")
        of_passages, of_pages = _documents(passages)
        LexicalIndex.build(of_passages).write(scratch / OF_PASSAGES)
        LexicalIndex.build(of_pages).write(scratch / OF_PAGES)
        for name, text in sources.items():
            (scratch / name).write_text(text, encoding="utf-8")
        for one in made:
            (scratch / one.name).write_bytes(one.make())
        manifest = Manifest(
            format=FORMAT,
            client_id=client_id,
            version=version,
            built_at=now,
            encoder_fingerprint=encoder.fingerprint,
            passages=len(passages),
            pages=len(of_pages),
            encoded=encoded,
            sha256={name: sealing.digest(scratch / name) for name in sealing.files(scratch)},
        )
        (scratch / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        sealing.seal(scratch / MANIFEST, scratch / SEAL)
        sealing.make_durable(scratch)
        sealing.move_in(scratch, target)
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
    files = {name: sealing.checked(folder / name, expected) for name, expected in manifest.sha256.items()}
    # JSON escapes line feeds and nothing else that splitlines() would cut at, such as U+2028.
    lines = files[PASSAGES].decode().split("\n")[:-1]
    index = FaissIndex.parse(files[VECTORS])
    if not manifest.passages == len(lines) == len(index) / 2:
        raise Corrupt(f"bundle {folder.name}: {len(lines)} passages, {len(index)} vectors for {manifest.passages}")
    return Bundle(
        manifest=manifest,
        passages=_read_passages(lines),
        index=index,
        facts=_read_facts(files[FACTS], manifest.passages),
        lexical=LexicalIndex.parse(_within(OF_PASSAGES, files), manifest.passages),
        page_lexical=LexicalIndex.parse(_within(OF_PAGES, files), manifest.pages),
        sources={name: content.decode() for name, content in files.items() if _is_source(name)},
        made={name: content for name, content in files.items() if name.endswith(MADE)},
    )


def load_or_mend(
    folder: Path,
    client_id: ClientId,
    pages: tuple[Page, ...],
    sources: Mapping[str, str],
    encoder: Encoder,
    now: datetime,
    made: Sequence[Made] = (),
) -> Bundle:
    """Return the bundle of this content, building it when there is none; a damaged one is set aside and built again.

    Raises: Corrupt when what was just written does not read back.
    """
    built = build(folder, client_id, pages, sources, encoder, now, made)
    try:
        return load(built, client_id, encoder)
    except Corrupt as damage:
        aside = built.with_name(f".damaged-{built.name}-{secrets.token_hex(3)}")
        _log.error("bundle %s of %s is damaged, set aside as %s: %s", built.name, client_id, aside.name, damage.message)
        with contextlib.suppress(FileNotFoundError):  # another process set it aside first
            built.rename(aside)
    return load(build(folder, client_id, pages, sources, encoder, now, made), client_id, encoder)


def _texts(passages: Sequence[Passage]) -> list[str]:
    """Return what is encoded, in the order of the index's rows."""
    return [embedded_text(passage) for passage in passages] + [heading_text(passage) for passage in passages]


def _documents(passages: Sequence[Passage]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the terms of every passage and, joined, of every page."""
    of_passages = [terms.terms(embedded_text(passage), passage.locale) for passage in passages]
    of_pages: dict[str, list[str]] = {}
    for passage, found in zip(passages, of_passages, strict=True):
        of_pages.setdefault(passage.page_id, []).extend(found)
    return of_passages, list(of_pages.values())


def _vectors(folder: Path, client_id: ClientId, texts: Sequence[str], encoder: Encoder) -> tuple[Vectors, int]:
    """Return a vector for every text, and how many had to be encoded: equal text, equal vector."""
    known = _earlier_vectors(folder, client_id, encoder, set(texts))
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(new, encoder.encode(new) if new else (), strict=True))
    rows = np.zeros((len(texts), encoder.dim), dtype=np.float32)
    for row, text in enumerate(texts):
        rows[row] = known[text]
    return rows, len(new)


def _earlier_vectors(folder: Path, client_id: ClientId, encoder: Encoder, wanted: set[str]) -> dict[str, Vector]:
    """Return what vectors of wanted texts this client's newest readable bundles have; a damaged bundle gives none."""
    bundles = [path for path in folder.iterdir() if (path / MANIFEST).is_file() and not path.name.startswith(".")]
    known: dict[str, Vector] = {}
    for path in sorted(bundles, key=_age)[:REUSED_FROM]:
        with contextlib.suppress(Corrupt, Unavailable, OSError):  # another process may be clearing it away
            earlier = load(path, client_id, encoder)
            rows = zip(_texts(earlier.passages), earlier.index.rows(), strict=True)
            known.update((text, row) for text, row in rows if text in wanted)
        if len(known) == len(wanted):
            break
    return known


def _read_passages(lines: Sequence[str]) -> tuple[Passage, ...]:
    try:
        return tuple(Passage.model_validate_json(line) for line in lines)
    except ValueError as error:
        raise Corrupt(f"{PASSAGES} is not readable") from error


def _facts_of(passages: Sequence[Passage]) -> str:
    return json.dumps([sorted({atom.kind for atom in atoms.extract(passage.text)}) for passage in passages])


def _read_facts(content: bytes, passages: int) -> tuple[tuple[AtomKind, ...], ...]:
    try:
        facts = tuple(tuple(AtomKind(kind) for kind in kinds) for kinds in json.loads(content))
    except (ValueError, TypeError) as error:
        raise Corrupt(f"{FACTS} is not readable") from error
    if len(facts) != passages:
        raise Corrupt(f"{FACTS} speaks of {len(facts)} passages, not {passages}")
    return facts


def _age(folder: Path) -> float:
    with contextlib.suppress(OSError):
        return -folder.stat().st_mtime
    return 0.0


def _is_source(name: str) -> bool:
    return name not in (PASSAGES, VECTORS, FACTS) and "/" not in name and not name.endswith(MADE)


def _within(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name.removeprefix(f"{folder}/"): content for name, content in files.items() if name.startswith(f"{folder}/")
    }


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(sealing.sealed(folder / MANIFEST, folder / SEAL))
    except ValueError as error:  # a ValidationError is one
        raise Corrupt(f"bundle {folder.name}: the manifest is not readable") from error
    if manifest.format != FORMAT:
        raise Corrupt(f"bundle {folder.name} has format {manifest.format}, this program reads {FORMAT}")
    if manifest.version != folder.name:
        raise Corrupt(f"bundle {folder.name} holds version {manifest.version}")
    return manifest
