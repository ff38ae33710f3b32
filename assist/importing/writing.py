"""New pages become files in a client's folder. All a page needs is checked before one byte of it is written."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Page
from assist.errors import AssistError, BadInput, BadKnowledge
from assist.importing import markdown
from assist.importing.material import Dropped, Fault, NewPage
from assist.importing.names import Names
from assist.retrieval import front_matter, pages
from assist.retrieval.sections import slug

MAX_NAME = 200
"""Characters of a file's name; file systems stop at 255 bytes."""


class Terms(Frozen):
    """What all pages of one import share."""

    owner: str
    locale: str
    audience: Audience
    kind: PageKind | None = None
    """None: faq for questions, policies for the rest."""
    replace: bool = False


class Planned(Frozen):
    """A page that would be written, and where."""

    page_id: str
    title: str
    kind: PageKind
    file: Path
    text: str
    status: Literal["new", "replaces"]
    passages: int
    words: int
    source: str
    line: int | None
    dropped: tuple[Dropped, ...]


class Plan(Frozen):
    """What an import would write, and what it cannot."""

    pages: tuple[Planned, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _There:
    """What is in the client's folder, and a folder for trying pages out."""

    folder: Path
    by_id: Mapping[str, Path]
    names: Names
    scratch: Path


def planned(new_pages: Sequence[NewPage], folder: Path, terms: Terms) -> Plan:
    """Return where each page would go, and the ones that cannot: their id is in use, or the page reader refuses."""
    found: dict[str, Planned] = {}
    faults: list[Fault] = []
    with tempfile.TemporaryDirectory() as scratch:
        there = _There(folder, dict(_existing(folder)), _file_names(folder), Path(scratch))
        for page in new_pages:
            try:
                if page.id in found:
                    raise BadInput(f"page id {page.id} comes twice in this import", code="page_exists", path="id")
                found[page.id] = _planned(page, terms, there)
            except AssistError as error:
                faults.append(_fault(page, error))
    return Plan(pages=tuple(found.values()), faults=tuple(faults))


def write(plan: Plan) -> None:
    """Write the files, each whole or not at all. Raises: BadInput when the folder cannot be written."""
    for page in plan.pages:
        beside = page.file.with_name(f".{page.file.name}.{os.getpid()}.partial")
        try:
            page.file.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(page.text)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(page.file)
        except OSError as error:
            raise BadInput(f"cannot write {_shown(page.file)}: {error.strerror}", code="not_writable") from error
        finally:
            beside.unlink(missing_ok=True)


def _existing(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the ids in use; a page that is broken holds its file's name and no id."""
    for kind in PageKind:
        for file in sorted((folder / kind).glob("*.md")):
            try:
                lines = file.read_text(encoding="utf-8-sig").splitlines()
                yield front_matter.read(_shown(file), lines).matter.id, file
            except (BadKnowledge, UnicodeDecodeError, OSError):
                continue


def _file_names(folder: Path) -> Names:
    return Names(file.stem.lower() for kind in PageKind for file in (folder / kind).glob("*.md"))


def _fault(page: NewPage, error: AssistError) -> Fault:
    identity = page.id if page.line else None
    return Fault(source=page.source, line=page.line, id=identity, code=error.code, message=error.message)


def _planned(page: NewPage, terms: Terms, there: _There) -> Planned:
    kind = terms.kind or (PageKind.FAQ if page.is_faq else PageKind.POLICIES)
    before = there.by_id.get(page.id)
    if before is not None:
        _refuse_unasked(page, before, kind, terms)
    file = before or there.folder / kind / f"{_stem(page.id, there.names)}.md"
    text = _text(page, terms)
    read = _read_back(text, file, kind, there.scratch)
    there.names.take(file.stem)
    return Planned(
        page_id=page.id,
        title=page.title,
        kind=kind,
        file=file,
        text=text,
        status="replaces" if before else "new",
        passages=len(read.passages),
        words=sum(len(passage.text.split()) for passage in read.passages),
        source=page.source,
        line=page.line,
        dropped=page.dropped,
    )


def _refuse_unasked(page: NewPage, before: Path, kind: PageKind, terms: Terms) -> None:
    if not terms.replace:
        raise BadInput(f"page id {page.id} is in use by {_shown(before)}; --replace writes over it", code="page_exists")
    if before.parent.name != kind:
        where = before.parent.name
        raise BadInput(f"page id {page.id} is in use by {_shown(before)}; replace it with --kind {where}",
                       code="page_exists")  # fmt: skip


def _stem(identity: str, names: Names) -> str:
    wanted = slug(identity)
    if len(wanted) > MAX_NAME:
        raise BadInput(f"id: spells a file name of more than {MAX_NAME} characters", path="id")
    return names.free(wanted)


def _text(page: NewPage, terms: Terms) -> str:
    keys = {
        "id": page.id,
        "title": page.title,
        "owner": terms.owner,
        "locale": terms.locale,
        "audience": terms.audience.value,
    }
    matter = "".join(f"{key}: {_scalar(value)}\n" for key, value in keys.items())
    return f"---\n{matter}---\n\n{markdown.body(page.parts)}"


@lru_cache(maxsize=1024)  # owner, locale and audience are the same on every page
def _scalar(value: str) -> str:
    """Return a value as YAML reads it back: bare where that is the same, else in double quotes, JSON's being YAML's."""
    try:
        is_plain = strict_yaml.load(f"key: {value}", file="") == {"key": value}
    except BadKnowledge:
        is_plain = False
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _read_back(text: str, file: Path, kind: PageKind, scratch: Path) -> Page:
    """Read the page as the build will. Raises: BadKnowledge when it would not."""
    copy = Path(scratch, file.parent.parent.name, kind, file.name)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(text, encoding="utf-8", newline="\n")
    try:
        return pages.read_page(copy, kind, ())
    finally:
        copy.unlink()


def _shown(file: Path) -> str:
    return "/".join(file.parts[-3:])
