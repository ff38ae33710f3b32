"""What every new client starts from: the files of `_shared/template` and the tiers. Knows no client."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.domain.client import Greeting
from assist.errors import BadKnowledge
from assist.workflows import template

Read = TypeVar("Read", bound=BaseModel)
ALWAYS = "always"
"""Topics of every client, whatever it has contracted."""


class Topic(Frozen):
    """Something customers ask, how a passage that answers it is known, and the rules it stands behind."""

    topic: str
    block: str | None = None
    """The block of `workflows.yaml` whose numbers such a page states."""
    words: tuple[tuple[str, ...], ...]
    """One word beginning of every group must stand in the passage."""
    intents: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class ParameterWords(Frozen):
    """A parameter in plain words, with the law's bound where there is one."""

    says: str
    unit: str | None = None
    range: bool = False
    """A pair of numbers is from and to."""
    about: tuple[str, ...] = ()
    """One of these must stand in a passage that is to state it."""
    floor: int | None = None
    floor_most: int | None = None
    floor_says: str = ""


class Words(Frozen):
    """The table of plain words: titles of blocks, and parameters by path with `*` for one step."""

    blocks: Mapping[str, str]
    parameters: Mapping[str, ParameterWords]


class LocaleWords(Frozen):
    """How a letter or chat begins and ends in one language."""

    greeting: Greeting
    sign_off: str


class _Greetings(RootModel[Mapping[str, LocaleWords]]):
    pass


class _Topics(RootModel[Mapping[str, tuple[Topic, ...]]]):
    pass


class SharedTemplate:
    """The template's files, each read on first use. Raises on use: BadKnowledge naming the file."""

    def __init__(self, shared_folder: Path) -> None:
        self._shared = shared_folder
        self._folder = shared_folder / "template"

    @cached_property
    def client_text(self) -> str:
        """`client.yaml` with `$slots`."""
        return _text(self._folder / "client.yaml")

    @cached_property
    def workflows_text(self) -> str:
        """`workflows.yaml` with `$slots` in its comments only."""
        return _text(self._folder / "workflows.yaml")

    @cached_property
    def greetings(self) -> Mapping[str, LocaleWords]:
        return self._read("greetings.yaml", _Greetings).root

    @cached_property
    def topics(self) -> Mapping[str, tuple[Topic, ...]]:
        """What customers ask, by workflow and under `always`."""
        return self._read("topics.yaml", _Topics).root

    @cached_property
    def words(self) -> Words:
        return self._read("words.yaml", Words)

    @cached_property
    def tiers(self) -> Mapping[str, int | None]:
        """How many parameters a client of this tier may change; None: any number."""
        return template.tiers(_text(self._shared / "tiers.yaml"), file="_shared/tiers.yaml")

    def differing(self, workflows_text: str) -> tuple[str, ...]:
        """Return where a client's `workflows.yaml` leaves the template."""
        return tuple(template.differing(workflows_text, self.workflows_text))

    def _read(self, name: str, kind: type[Read]) -> Read:
        file = f"_shared/template/{name}"
        try:
            return kind.model_validate(strict_yaml.load(_text(self._folder / name), file=file))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            raise BadKnowledge(file, 1, f"{where}: {first['msg']}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadKnowledge("/".join(file.parts[-3:]), 1, "the shared template cannot be read") from error
