"""The judge as ragas' metrics ask it: a prompt goes out, a record comes back, read leniently, mended once.

A record that comes back and does not answer (an empty question, a verdict that is neither yes nor no) is a failure too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ragas.llms.base import InstructorBaseRagasLLM

from evals.judging.metrics import Ask
from evals.ragas_door import opening

Record = TypeVar("Record", bound=BaseModel)
SHOWN = 2000
"""Characters of an unreadable answer that go into the second question."""
_VERDICTS = ("verdict", "attributed", "noncommittal")
_FENCE = re.compile(r"^```\w*\s*$", re.M)


class Unjudged(Exception):
    """The judge's words come to no number; the message never holds them."""


class Judge(InstructorBaseRagasLLM):  # type: ignore[misc]
    """ragas' idea of a model over one function; remembers the records of the metric it is made for."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.answers: list[BaseModel] = []

    def generate(self, prompt: str, response_model: type[Record]) -> Record:
        """Return the judge's answer as the record ragas wants. Raises: Unjudged; what `ask` raises."""
        found, why = _read(first := self._ask(prompt), response_model)
        if found is None:
            again = opening.prompt("repair.v1.md").format(why=why, answer=first[:SHOWN])
            found, why = _read(self._ask(prompt + again), response_model)
        if found is None:
            raise Unjudged(f"the answer cannot be read: {why}")
        _refuse_no_answer(found)
        self.answers.append(found)
        return found

    async def agenerate(self, prompt: str, response_model: type[Record]) -> Record:
        """Return the same; there is one caller, and it waits."""
        return self.generate(prompt, response_model)


def _read(answer: str, response_model: type[Record]) -> tuple[Record | None, str]:
    """Return the first object of an answer that is such a record, or None and what is wrong with the first one."""
    why = "there is no JSON object in it"
    for at, given in enumerate(_objects(_FENCE.sub("", answer))):
        try:
            return response_model.model_validate(given), ""
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            why = f"{'.'.join(map(str, first['loc']))}: {first['type']}" if at == 0 else why
    return None, why


def _objects(answer: str) -> Iterator[Any]:
    """Yield the JSON objects in a text, the outer ones only."""
    decoder, at = json.JSONDecoder(strict=False), answer.find("{")
    while at >= 0:
        try:
            given, end = decoder.raw_decode(answer, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield given
        at = answer.find("{", end)


def _refuse_no_answer(found: BaseModel) -> None:
    """Refuse what ragas would count as a number although nothing was judged. Raises: Unjudged."""
    for name, value in found:
        if name in _VERDICTS and value not in (0, 1):
            raise Unjudged(f"{name} is neither 0 nor 1")
        if name == "question" and not str(value).strip():
            raise Unjudged("the question made of the draft is empty")
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, BaseModel):
                _refuse_no_answer(inner)
