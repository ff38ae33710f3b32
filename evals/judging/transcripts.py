"""Questions to models and their answers, kept by what was asked: a run can be replayed, and then asks nobody.

JSON lines: the drafts that were judged, and an answer each. A question is the same when model, messages, parameters and
the number of the repeat are; then its recorded answer holds, whatever the machine and the day.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from assist.domain.base import Frozen
from assist.errors import AssistError, BadInput, BadKnowledge, NotFound, Unavailable
from assist.ports import LanguageModel, ModelAnswer
from evals.judging.samples import Sample

TEMPERATURE = 0.0
"""What `assist.llm` asks with."""
JUDGE_TOKENS = 1024
"""The longest answer of a judge: a reason and a verdict for each of a dozen statements."""


class Unanswered(AssistError):
    """A question got no answer and the run stops. Not `Unavailable`: no stage of the path may fall back on it."""

    status = 503
    default_code = "unavailable"


class Judged(Frozen):
    """A draft as it was judged."""

    kind: Literal["sample"] = "sample"
    sample: Sample


class Answer(Frozen):
    """What a model said to one question; `of` is the case and metric it was first asked for, to read."""

    kind: Literal["answer"] = "answer"
    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    role: Literal["judge", "writer"]
    model: str
    of: str
    repeat: int
    text: str
    tokens: int = 0


_LINE: TypeAdapter[Judged | Answer] = TypeAdapter(Annotated[Judged | Answer, Field(discriminator="kind")])


def key_of(model: str, messages: list[dict[str, str]], parameters: Mapping[str, float], repeat: int) -> str:
    """Return the SHA-256 of a question."""
    asked = {"model": model, "messages": messages, "parameters": dict(parameters), "repeat": repeat}
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Transcript:
    """What is on record, and where more of it goes: every answer at once, so that a stopped run goes on there."""

    def __init__(self, file: Path | None = None, *, asks: bool = True) -> None:
        """Read `file` if it is there; without `asks` it is only replayed, and must be. Raises: NotFound; BadKnowledge."""
        self.asks = asks
        self._file = file
        self._answers: dict[str, Answer] = {}
        self._samples: dict[str, Sample] = {}
        if file is not None and not file.is_file() and not asks:
            raise NotFound(f"--replay: no file {file}", path="replay")
        if file is not None and file.is_file():
            self._read(file)

    @property
    def samples(self) -> list[Sample]:
        """The drafts that were judged, in the order they were first recorded; of a case the newest."""
        return list(self._samples.values())

    def models(self, role: str) -> list[str]:
        """Return the models that answered in a role."""
        return list(dict.fromkeys(one.model for one in self._answers.values() if one.role == role))

    def answer(self, key: str) -> Answer | None:
        return self._answers.get(key)

    def keep(self, answer: Answer) -> None:
        """Note an answer. Raises: BadInput when it cannot be written."""
        self._answers[answer.key] = answer
        self._write(answer)

    def keep_sample(self, sample: Sample) -> None:
        """Note a draft that is judged, unless it is on record as it is."""
        if self._samples.get(sample.case_id) != sample:
            self._samples[sample.case_id] = sample
            self._write(Judged(sample=sample))

    def _write(self, line: Judged | Answer) -> None:
        if self._file is None or not self.asks:
            return
        try:
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(line.model_dump_json() + "\n")
        except OSError as error:
            raise BadInput(f"--record {self._file}: cannot be written: {error.strerror}", path="record") from error

    def _read(self, file: Path) -> None:
        for number, text in enumerate(_lines(file), start=1):
            if not text.strip():
                continue
            try:
                line = _LINE.validate_json(text)
            except ValidationError as error:
                where = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
                raise BadKnowledge(file.name, number, f"is no line of a recording ({where or 'not JSON'})") from error
            if isinstance(line, Answer):
                self._answers[line.key] = line
            else:
                self._samples[line.sample.case_id] = line.sample


def _lines(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error


class RecordedModel:
    """The port `LanguageModel`: answers from the record, and asks the real one only for what is not there."""

    def __init__(
        self,
        name: str,
        transcript: Transcript,
        role: Literal["judge", "writer"],
        *,
        model: LanguageModel | None = None,
        parameters: Mapping[str, float],
        of: str = "",
        repeat: int = 0,
    ) -> None:
        self.name = name
        self._transcript = transcript
        self._role = role
        self._model = model
        self._parameters = parameters
        self._of = of
        self._repeat = repeat

    def for_(self, of: str, repeat: int = 0) -> "RecordedModel":
        """Return the same for one case and metric, and one of several runs."""
        return RecordedModel(
            self.name, self._transcript, self._role, model=self._model, parameters=self._parameters, of=of, repeat=repeat
        )  # fmt: skip

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Return the answer on record, or ask for it and keep it. Raises: Unanswered, naming case and metric."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        key = key_of(self.name, messages, self._parameters, self._repeat)
        known = self._transcript.answer(key)
        if known is not None:
            return ModelAnswer(text=known.text, tokens=known.tokens, cost_usd=0.0)
        asked = self._asked(system, user, deadline_s)
        self._transcript.keep(
            Answer(
                key=key, role=self._role, model=self.name, of=self._of, repeat=self._repeat, text=asked.text,
                tokens=asked.tokens,
            )
        )  # fmt: skip
        return asked

    def _asked(self, system: str, user: str, deadline_s: float) -> ModelAnswer:
        if self._model is None or not self._transcript.asks:
            raise Unanswered(
                f"{self._of}: this question to {self.name} is not on record: draft, evidence or metric are not those "
                "that were recorded. Record again with --record, or judge the recorded drafts with --recorded-drafts"
            )
        try:
            return self._model.complete(system, user, deadline_s=deadline_s)
        except Unavailable as error:
            raise Unanswered(
                f"{self._of}: the {self._role} gave no answer: {error.message}", code=error.code
            ) from error
