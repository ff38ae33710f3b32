"""Read a client's folder for checking: one bad file is a fault in the list and never hides the others."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from assist import versions
from assist.domain.base import ClientId
from assist.domain.enums import PageKind
from assist.domain.knowledge import Passage
from assist.drafting import answers
from assist.drafting.answers import Answers
from assist.errors import BadKnowledge, NotFound
from assist.lint.subject import Placed, Source, Subject
from assist.retrieval import pages
from assist.triage.utterances import Utterance
from assist.workflows import floors, parameters, template

Read = TypeVar("Read")
TEMPLATE, TIERS = Path("template") / "workflows.yaml", Path("tiers.yaml")


@dataclass(frozen=True)
class Surroundings:
    """What a client's folder is read against."""

    shared_folder: Path
    intents: Collection[str]
    utterances: tuple[Utterance, ...]
    today: Callable[[str], date]
    """The day it is in a time zone."""
    own_intents: Callable[[], Collection[str]] = tuple
    """Reads the intents that are the client's alone. Raises: BadKnowledge."""
    soon_days: int = 30
    live: Mapping[str, Passage] | None = None


class _Faults:
    """Collects what could not be read."""

    def __init__(self) -> None:
        self.found: list[BadKnowledge] = []

    def read(self, reader: Callable[[], Read]) -> Read | None:
        """Return what `reader` returns, or None with the fault kept."""
        try:
            return reader()
        except BadKnowledge as fault:
            self.found.append(fault)
            return None

    def read_from(self, text: str | None, reader: Callable[[str], Read]) -> Read | None:
        """The same for what is read from a text; None when there was no text to read."""
        return None if text is None else self.read(lambda: reader(text))


def read_subject(folder: Path, around: Surroundings) -> Subject:
    """Return everything there is to check in a client's folder. Raises: NotFound when there is no such folder."""
    if not folder.is_dir():
        raise NotFound(f"client: no folder for {folder.name}", code="client_unknown", path="client")
    faults = _Faults()
    client_id, shared = ClientId(folder.name), around.shared_folder
    profile_text = faults.read(lambda: _text(folder / versions.PROFILE))
    workflows_text = faults.read(lambda: _text(folder / versions.WORKFLOWS))
    profile = faults.read_from(
        profile_text, lambda text: versions.parse_profile(text, f"{client_id}/{versions.PROFILE}", client_id)
    )
    if profile is not None and profile_text is not None:
        file = f"{client_id}/{versions.PROFILE}"
        faults.found.extend(versions.misrouted(file, profile_text, profile, around.intents))
    numbers = faults.read_from(
        workflows_text, lambda text: parameters.parse(text, file=f"{client_id}/{versions.WORKFLOWS}")
    )
    own = faults.read(around.own_intents) if profile else None
    sources = _sources(folder, {*around.intents, *(own or ())}, faults)
    template_file = shared / TEMPLATE
    template_text = faults.read(lambda: _text(template_file)) if template_file.exists() else None
    tiers, law = faults.read(lambda: _tiers(shared / TIERS)), faults.read(lambda: _floors(shared / floors.FILE))
    spoken = faults.read(lambda: _answers(folder, shared)) or {}
    return Subject(
        client_id=client_id,
        sources=sources,
        passages=tuple(placed for source in sources for placed in _placed(source)),
        profile=profile,
        parameters=numbers,
        workflows_text=workflows_text or "",
        profile_text=profile_text or "",
        answers=spoken,
        faults=tuple(faults.found),
        today=around.today(profile.time_zone if profile else "UTC"),
        soon_days=around.soon_days,
        live=around.live,
        utterances=around.utterances,
        floors=law,
        template_text=template_text,
        tiers=tiers,
    )


def _text(file: Path) -> str:
    shown = f"{file.parent.name}/{file.name}"
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadKnowledge(shown, 1, "the file is missing") from error
    except UnicodeDecodeError as error:
        raise BadKnowledge(shown, 1, "is not UTF-8") from error


def _answers(folder: Path, shared: Path) -> dict[str, Answers]:
    own = folder / "answers"
    try:
        return answers.parse(answers.read_folder(shared / "answers"), answers.read_folder(own))
    except UnicodeDecodeError as error:
        raise BadKnowledge(f"{folder.name}/answers", 1, "is not UTF-8") from error
    except BadKnowledge as fault:
        # The parser knows names only; the file a reviewer opens is the client's own where there is one.
        whose = folder.name if (own / Path(fault.file).name).exists() else shared.name
        message = fault.message.removeprefix(f"{fault.file}:{fault.line}: ")
        raise BadKnowledge(f"{whose}/{fault.file}", fault.line, message) from fault


def _floors(file: Path) -> floors.Floors | None:
    return floors.parse(_text(file), file=f"{file.parent.name}/{file.name}") if file.exists() else None


def _tiers(file: Path) -> Mapping[str, int | None] | None:
    return template.tiers(_text(file), file=f"{file.parent.name}/{file.name}") if file.exists() else None


def _sources(folder: Path, intents: Collection[str], faults: _Faults) -> tuple[Source, ...]:
    found: list[Source] = []
    owners: dict[str, str] = {}
    for kind in PageKind:
        for file in sorted((folder / kind).glob("[!.]*.md")):
            source = _source(file, kind, intents, faults)
            if source is None:
                continue
            if source.page.id in owners:
                also = f"page id {source.page.id} is also in {owners[source.page.id]}: rename one of the files"
                faults.found.append(BadKnowledge(source.file, source.line_of("id"), also))
                continue
            owners[source.page.id] = source.file
            found.append(source)
    return tuple(found)


def _source(file: Path, kind: PageKind, intents: Collection[str], faults: _Faults) -> Source | None:
    page = faults.read(lambda: pages.read_page(file, kind, intents))
    if page is None:
        return None
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return Source(page=page, file="/".join(file.parts[-3:]), lines=tuple(lines))


def _placed(source: Source) -> list[Placed]:
    """Find every passage in its file again, in order: by the first line of its text, below the passage before it."""
    found = []
    at = next((n for n, row in enumerate(source.lines) if n and row.strip() == "---"), 0) + 1
    for passage in source.page.passages:
        here = next((n for n in range(at, len(source.lines)) if _begins(passage.text, source.lines[n])), at)
        heading = next((n for n in range(here - 1, -1, -1) if source.lines[n].strip()), here)
        heading = heading if source.lines[heading].startswith("#") else here
        starts = _starts(passage.text, source.lines[here:])
        found.append(Placed(passage, source.file, line=heading + 1, text_line=here + 1, starts=starts))
        at = here + 1
    return found


def _begins(text: str, row: str) -> bool:
    """Say whether the text begins with this line of a file: all of its own first line, or as far as it was wrapped."""
    words = row.strip()
    rest = text.removeprefix(words)
    return bool(words) and rest != text and rest[:1] in ("", "\n", " ")


def _starts(text: str, rows: Sequence[str]) -> tuple[int, ...]:
    """Return where each line begins in the text it became; an empty line where the one before it ended."""
    starts: list[int] = []
    at = 0
    for row in rows:
        words = row.strip()
        found = text.find(words, at)
        if found < 0 or at >= len(text):
            break
        starts.append(found)
        at = found + len(words)
    return tuple(starts) or (0,)
