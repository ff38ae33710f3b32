"""One client as its folder or its live version has it: all that the checklist and the sheet look at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assist import versions
from assist.domain.base import ClientId
from assist.domain.client import Profile
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Page, Passage
from assist.errors import BadKnowledge, NotFound
from assist.retrieval import pages
from assist.workflows import parameters
from assist.workflows.parameters import Parameters


@dataclass(frozen=True)
class Standing:
    """A client's two files as text, and its pages."""

    client_id: ClientId
    profile_text: str
    workflows_text: str
    pages: Sequence[Page]
    cases: int = 0
    """Evaluation cases in the client's folder."""

    @cached_property
    def profile(self) -> Profile:
        return versions.parse_profile(self.profile_text, self.file(versions.PROFILE), self.client_id)

    @cached_property
    def parameters(self) -> Parameters:
        return parameters.parse(self.workflows_text, file=self.file(versions.WORKFLOWS))

    @cached_property
    def passages(self) -> Sequence[Passage]:
        return [passage for page in self.pages for passage in page.passages]

    def quotable(self, locale: str) -> list[Passage]:
        """Return what a draft in this language may quote."""
        return [
            passage
            for passage in self.passages
            if passage.locale == locale
            and passage.audience is Audience.CUSTOMER
            and passage.kind is not PageKind.MACROS
        ]

    def file(self, name: str) -> str:
        """Return a file's name as messages give it: `norrfell/client.yaml`."""
        return f"{self.client_id}/{name}"


def read(folder: Path, known_intents: Collection[str]) -> Standing:
    """Read a client's folder. Raises: NotFound without one; BadKnowledge naming file and line."""
    if not folder.is_dir() or not (folder / versions.PROFILE).is_file():
        raise NotFound(f"no client of the name {folder.name}", code="client_unknown")
    standing = Standing(
        client_id=ClientId(folder.name),
        profile_text=_text(folder, versions.PROFILE),
        workflows_text=_text(folder, versions.WORKFLOWS),
        pages=pages.read_pages(folder, known_intents),
        cases=_cases(folder / "cases"),
    )
    _ = standing.profile, standing.parameters  # refused here, not at first use
    return standing


def of_version(client_id: ClientId, sources: Mapping[str, str], live_pages: Sequence[Page]) -> Standing:
    """Return the standing of a version from the files its bundle holds."""
    return Standing(
        client_id=client_id,
        profile_text=sources[versions.PROFILE],
        workflows_text=sources[versions.WORKFLOWS],
        pages=live_pages,
    )


def _cases(folder: Path) -> int:
    files = sorted(folder.glob("*.jsonl"))
    return sum(bool(line.strip()) for file in files for line in file.read_bytes().splitlines())


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadKnowledge(f"{folder.name}/{name}", 1, "the file is missing") from error
    except UnicodeDecodeError as error:
        raise BadKnowledge(f"{folder.name}/{name}", 1, "is not UTF-8") from error
