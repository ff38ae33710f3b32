"""Example messages with their intents and sentiment, one JSON object a line."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from assist.domain.base import Frozen
from assist.domain.enums import SentimentLabel
from assist.errors import BadKnowledge
from assist.triage.files import read_text


class Utterance(Frozen):
    """One example; no intents means out of scope."""

    text: Annotated[str, Field(min_length=1)]
    intents: tuple[str, ...]
    sentiment: SentimentLabel
    locale: Annotated[str, Field(pattern="^[a-z]{2}$")]


def read_utterances(file: Path, known_intents: Collection[str]) -> list[Utterance]:
    """Read all examples. Raises: BadKnowledge naming file and line of the first broken one."""
    if not file.exists():
        raise BadKnowledge(file.name, 1, "there are no utterances to train from")
    found = []
    # Not splitlines(): a JSON string may hold U+2028 and other ends of lines that are none here.
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        if line.strip():
            found.append(_utterance(file, number, line, known_intents))
    return found


def _utterance(file: Path, number: int, line: str, known_intents: Collection[str]) -> Utterance:
    try:
        parsed: Any = json.loads(line)
        if not isinstance(parsed, dict):
            raise BadKnowledge(file.name, number, "is not a JSON object")
        utterance = Utterance.model_validate(parsed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadKnowledge(file.name, number, f"{first['loc'][0]}: {first['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise BadKnowledge(file.name, number, "is not JSON") from error
    for intent in utterance.intents:
        if intent not in known_intents:
            raise BadKnowledge(file.name, number, f"{intent} is not an intent of the taxonomy")
    return utterance
