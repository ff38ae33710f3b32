"""A client's example messages: one JSON line each, read strictly, merged, kept in `intents.jsonl`. Knows no vector."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from assist import wire
from assist.domain.base import Frozen
from assist.errors import BadInput, BadKnowledge

FILE = "intents.jsonl"
MAX_EXAMPLES = 30_000
"""Learning from as many takes minutes and a gigabyte; more examples of an intent than a few hundred teach little."""
MAX_INTENTS = 500
MAX_TEXT = 4_000
"""Characters; the encoder reads about the first thousand."""
MAX_NAME = 80
_EDGES = re.compile(r"^\W+|\W+$")


def _with_words(text: str) -> str:
    if not text.strip():
        raise ValueError("holds no text")
    return text


def _plain(name: str) -> str:
    if name != name.strip() or not name.strip() or not name.isprintable():
        raise ValueError("is a name of printable characters without blanks around it")
    return name


Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME), AfterValidator(_plain)]


class Line(Frozen):
    """A line as given: `intent` or `intents`, null or an empty list for out of scope."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT), AfterValidator(_with_words)]
    intent: Name | None = None
    intents: tuple[Name, ...] | None = None
    locale: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    also: bool = False
    """The text was given before with another intent and means both."""


class Example(Frozen):
    """One message and all it asks; no intents means out of scope. `place` says where it stands."""

    text: str
    intents: tuple[str, ...]
    locale: str | None = None
    also: bool = False
    place: str = Field(default="", exclude=True)

    @property
    def key(self) -> str:
        """The text without case, blanks and outer punctuation: equal keys are one example."""
        folded = " ".join(unicodedata.normalize("NFKC", self.text).casefold().split())
        return _EDGES.sub("", folded) or folded


def parse(line: bytes | str, place: str) -> Example:
    """Read one line. Raises: BadInput saying what is wrong with it, never its text."""
    parsed = wire.loads(line)
    if not isinstance(parsed, dict):
        raise BadInput("a JSON object is expected")
    given = wire.validate(Line, parsed)
    if "intent" in parsed and "intents" in parsed:
        raise BadInput("give intent or intents, not both", path="intents")
    if "intent" not in parsed and given.intents is None:
        raise BadInput("intent is required; null marks a message that is out of scope", path="intent")
    named = given.intents if given.intents is not None else (given.intent,) if given.intent is not None else ()
    if given.also and not named:
        raise BadInput("also: nothing is out of scope and in scope at once", path="also")
    return Example(
        text=given.text, intents=tuple(dict.fromkeys(named)), locale=given.locale, also=given.also, place=place
    )


def read(text: str, file: str) -> tuple[Example, ...]:
    """Read a client's stored examples. Raises: BadKnowledge naming file and line."""
    found: dict[str, Example] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            example = parse(line, f"{FILE}:{number}")
        except BadInput as error:
            raise BadKnowledge(file, number, error.message) from None
        known = found.setdefault(example.key, example)
        if known is not example:
            raise BadKnowledge(file, number, f"the text stands already in {known.place}: keep one of the two lines")
    _refuse_unlearnable(found.values(), file)
    return tuple(found.values())


def _refuse_unlearnable(examples: Iterable[Example], file: str) -> None:
    found = list(examples)
    for name, places in places_of(found).items():
        if len(places) < 2:
            line = int(places[0].rpartition(":")[2])
            raise BadKnowledge(file, line, f"{name} has one example; an intent needs two")
    if len(found) > MAX_EXAMPLES:
        raise BadKnowledge(file, MAX_EXAMPLES + 1, f"{len(found)} examples; at most {MAX_EXAMPLES}")


def places_of(examples: Iterable[Example]) -> dict[str, list[str]]:
    """Return where the examples of each intent stand."""
    found: dict[str, list[str]] = {}
    for example in examples:
        for intent in example.intents:
            found.setdefault(intent, []).append(example.place)
    return found


def written(examples: Sequence[Example]) -> str:
    """Return the lines of `intents.jsonl`, one example each, in order."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in map(_row, examples))


def _row(example: Example) -> dict[str, object]:
    several = len(example.intents) > 1
    named: dict[str, object] = (
        {"intents": list(example.intents)} if several else {"intent": example.intents[0] if example.intents else None}
    )
    return {"text": example.text, **named, **({"locale": example.locale} if example.locale else {})}


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold anything with their numbers, from 1."""
    return ((number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip())
