r"""Thirty tricky messages of the sample brands through a real model: what it wrote, mended, lost, and when it was composed.

ASSIST_LLM=openai/local ASSIST_LLM_API_BASE=http://127.0.0.1:18080/v1 ASSIST_LLM_API_KEY=unused \\
    ASSIST_LLM_DEADLINE_S=60 python -m benchmarks.with_model [--messages 30] [--drafts FILE]

The messages are those of `evals/cases/decisions` (the numbered ones and their twins), by turns as an e-mail and as a
chat. `--drafts` writes every draft beside the composed one, to be read as an agent would.
"""

import argparse
import os
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assist import pipeline
from assist.bootstrap import Services, build
from assist.domain.enums import Channel
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.drafting.writer import Writer
from assist.llm import BREAK_FOR_S
from assist.ports import LanguageModel, ModelAnswer
from assist.settings import from_environment
from evals.cases import read_cases
from evals.decisions import case_files

NUMBERED = re.compile(r"(?:nf|os)-\d\d(?:-twin)?")
CHANNELS = (Channel.EMAIL, Channel.CHAT)


class Counted:
    """The model, and how often it was asked and failed."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.name = model.name
        self.asked = 0
        self.tokens = 0

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Pass the question on."""
        self.asked += 1
        answer = self._model.complete(system, user, deadline_s=deadline_s)
        self.tokens += answer.tokens
        return answer


def main() -> None:
    """Run the messages once and print a line each, then the rates."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=30)
    parser.add_argument("--drafts", type=Path, help="where to write the drafts")
    options = parser.parse_args()
    services = build(from_environment(os.environ))
    if services.model is None:
        raise SystemExit("ASSIST_LLM names no model; this file's first lines show how to name one")
    services.warm_up()
    services.wait_for_writer(timeout_s=300.0)
    model = Counted(services.model)
    tally: Counter[str] = Counter()
    seconds: list[float] = []
    for name, request in _messages():
        if tally["asked"] == options.messages:
            break
        before, began = model.asked, time.perf_counter()
        suggestion = _written(services, model, request)
        if model.asked == before or not isinstance(suggestion.reply, Draft):
            continue
        seconds.append(time.perf_counter() - began)
        _count(tally, suggestion, model.asked - before)
        print(_line(name, request, suggestion, seconds[-1]), flush=True)
        if options.drafts:
            _keep(options.drafts, name, request, suggestion, services)
    _summarise(tally, seconds, model.tokens)
    services.close()


def _messages() -> Iterator[tuple[str, SuggestRequest]]:
    files = [[case for case in read_cases(file) if NUMBERED.fullmatch(case.id)] for file in case_files()]
    cases = sorted((case for file in files for case in file), key=lambda case: ("twin" in case.id, case.id[3:]))
    for number, case in enumerate(cases):
        channel = CHANNELS[number % len(CHANNELS)]
        yield case.id, case.request.model_copy(update={"channel": channel})


def _written(services: Services, model: LanguageModel, request: SuggestRequest) -> Suggestion:
    writer = Writer(model, deadline_s=services.settings.llm_deadline_s)
    context = replace(services.context(), writer=writer)
    suggestion = pipeline.suggest(services.version(str(request.client_id)), request, context)
    if "model_breaker_open" not in suggestion.degraded:
        return suggestion
    time.sleep(BREAK_FOR_S)  # a breaker that is open says nothing about this message
    return _written(services, model, request)


def _count(tally: Counter[str], suggestion: Suggestion, asked: int) -> None:
    reply = suggestion.reply
    assert isinstance(reply, Draft)
    removed = sum(warning.code == "model_sentence_removed" for warning in suggestion.warnings)
    by_model = reply.written_by == "model"
    tally["asked"] += 1
    tally["by the model"] += by_model
    tally["composed instead"] += not by_model
    tally["asked twice"] += asked > 1
    tally["first answer whole"] += by_model and reply.check.repaired == 0
    tally["mended in the second round"] += by_model and reply.check.repaired > 0 and removed == 0
    tally["sentences refused at last"] += removed
    for code in suggestion.degraded:
        tally[code] += 1


def _line(name: str, request: SuggestRequest, suggestion: Suggestion, took_s: float) -> str:
    reply = suggestion.reply
    assert isinstance(reply, Draft)
    removed = [
        w.message.removeprefix("A sentence of the model was removed: ")
        for w in suggestion.warnings
        if w.code == "model_sentence_removed"
    ]
    degraded = ", ".join(suggestion.degraded) or "-"
    return (
        f"{name:12} {request.channel:6} {reply.written_by:9} repaired {reply.check.repaired}  removed {len(removed)}"
        f"  {took_s:5.1f} s  {degraded}  {' | '.join(removed)}"
    )


def _keep(file: Path, name: str, request: SuggestRequest, suggestion: Suggestion, services: Services) -> None:
    composed = pipeline.suggest(services.version(str(request.client_id)), request, services.context(with_writer=False))
    drafts = [one.reply.text for one in (suggestion, composed) if isinstance(one.reply, Draft)]
    decided = ", ".join(f"{one.rule_id} {one.outcome}" for one in suggestion.decisions)
    parts = [f"## {name} ({request.channel}) {decided}", request.messages[-1].text, *drafts]
    with file.open("a", encoding="utf-8") as out:
        out.write("\n\n".join(parts) + "\n\n")


def _summarise(tally: Counter[str], seconds: list[float], tokens: int) -> None:
    asked = max(tally["asked"], 1)
    print(f"\n{tally['asked']} drafts asked of the model, median {statistics.median(seconds):.1f} s, {tokens} tokens")
    for name in sorted(set(tally) - {"asked"}):
        print(f"  {name:28} {tally[name]:3}  {tally[name] / asked:.2f} a draft")


if __name__ == "__main__":
    main()
