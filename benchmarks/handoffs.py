"""Handoffs of the 69 dialogues of tau_bench_retail: what the receiver gets of them, and what in them nobody said.

    BENCH_DATA=... python -m benchmarks.handoffs [--show]

Turns without words and answers of tools are part of the dialogues and go in as they are. What counts as an order number,
a number or a name here is told by this file's own expressions, not by the program's.
"""

import argparse
import calendar
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assist import handing_over, wire
from assist.bootstrap import build
from assist.domain.handoff import Handoff, HandoffRequest
from assist.ports import Encoder, Vectors
from benchmarks import corpora
from benchmarks.agency import ROOT
from benchmarks.tau_retail import CLIENT, SET, opened_up

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
ROLES = {"user": "customer", "assistant": "bot", "tool": "tool"}
EXAMPLE = json.loads((ROOT / "docs/contract/handoff.json").read_text(encoding="utf-8"))
FIVE = ("identity", "intent_summary", "actions_taken", "priority_cues", "recommended_next")
"""The fields that are never null, in the order a receiver reads them."""
ACTED = ("cancelled", "return requested", "exchange requested", "pending (item modified)", "pending (items modified)")
"""States an order is in once something was done with it."""
_ORDER = re.compile(r"#?\bW\d{7}\b")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
"""A capital inside a sentence."""
_CALENDAR = frozenset([*calendar.day_name, *calendar.month_name])


class Timed:
    """The encoder, and the seconds it took."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint, self.dim = encoder.fingerprint, encoder.dim
        self.spent_s = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode as the real one does."""
        began = time.perf_counter()
        vectors = self._encoder.encode(texts)
        self.spent_s += time.perf_counter() - began
        return vectors

    def knows(self, word: str) -> bool:
        """Ask the real one."""
        return self._encoder.knows(word)


def main() -> None:
    """Hand every dialogue over and count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--show", action="store_true", help="print what is missing and what nobody said")
    show = parser.parse_args().show
    if corpora.missing([SET]):
        print(f"{SET} is not in {corpora.DATA}: nothing measured")
        return
    tally: Counter[str] = Counter()
    times: list[float] = []
    with TemporaryDirectory() as folder:
        services = build(opened_up(Path(folder)).settings)
        services.warm_up()
        version, encoder = services.version(CLIENT), Timed(services.encoder)
        context = replace(services.context(with_writer=False), encoder=encoder)
        for row in corpora.read_lines(corpora.DATA / SET / "few_shot_dialogues.jsonl"):
            request = wire.validate(
                HandoffRequest, {"client_id": CLIENT, "channel": "chat", "messages": _messages(row)}
            )
            encoder.spent_s, began = 0.0, time.perf_counter()
            found = handing_over.handoff(version, request, context)
            times.append((time.perf_counter() - began - encoder.spent_s) * 1000)
            for what, wrong in _judged(row, found, tally):
                if show:
                    print(f"{row['id']}: {what}: {wrong}")
        services.close()
    _print(tally, times)


def _messages(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"m{at}",
            "role": ROLES[turn["speaker"]],
            "sent_at": NOW.replace(minute=at // 60, second=at % 60).isoformat(),
            "text": turn["text"] if turn["speaker"] != "user" else turn["text"] or "",
        }
        for at, turn in enumerate(row["turns"])
    ]


def _judged(row: Mapping[str, Any], found: Handoff, tally: Counter[str]) -> Iterator[tuple[str, str]]:
    """Count one handoff; yield what is missing in it and what nobody said."""
    tally["dialogues"] += 1
    written = found.model_dump(mode="json", by_alias=True)
    tally["valid"] += _is_valid(written)
    said = " ".join(turn["text"] or "" for turn in row["turns"])
    said += f" {NOW.date()} {len(row['turns'])} turns"  # the desk's own clock and count
    handed = {name: part for name, part in written.items() if name != "transcript"}
    flat = json.dumps(handed, ensure_ascii=False)
    given = {
        one.lstrip("#")
        for turn in row["turns"]
        if turn["speaker"] == "user"
        for one in _ORDER.findall(turn["text"] or "")
    }
    tally["numbers given"] += len(given)
    for number in sorted(given):
        tally["numbers held"] += number in flat
        if number not in flat:
            yield "order number missing", number
    done = set(_acted(row))
    told = {turn for one in found.actions_taken for turn in one.turns}
    tally["actions"] += len(done)
    tally["actions held"] += len(done & told)
    yield from (("action missing", turn) for turn in sorted(done - told))
    for words in _words(handed):
        for pattern, kind in ((_NUMBER, "number"), (_NAME, "name")):
            for one in pattern.findall(words):
                if (
                    one.strip(".,") not in said
                    and not (one.isdigit() and int(one) <= len(row["turns"]))
                    and one not in _CALENDAR
                ):
                    tally[f"{kind} nobody said"] += 1
                    yield f"{kind} nobody said", f"{one} in {words[:120]!r}"


def _acted(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tool turns that show something done: the order's state is another one than before."""
    before: dict[str, str] = {}
    for at, turn in enumerate(row["turns"]):
        if turn["speaker"] != "tool":
            continue
        try:
            answer = json.loads(turn["text"] or "")
        except ValueError:
            continue
        if isinstance(answer, dict) and "order_id" in answer:
            number, status = str(answer["order_id"]), str(answer.get("status"))
            if status in ACTED and before.get(number) != status:
                yield f"m{at}"
            before[number] = status


def _words(handed: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is told of the conversation; what is proposed next may name rules and days of its own."""
    yield handed["intent_summary"]["text"]
    yield handed["opening_line"]
    yield from (one["detail"] for one in handed["actions_taken"])
    yield from (one["text"] for one in handed["promised"])
    yield from (str(one["value"]) for one in handed["do_not_ask_again"])


def _is_valid(written: Mapping[str, Any]) -> bool:
    return written.keys() >= EXAMPLE.keys() and all(written[name] is not None for name in FIVE)


def _print(tally: Counter[str], times: list[float]) -> None:
    ordered = sorted(times)
    print(f"{tally['dialogues']} dialogues, {tally['valid']} valid handoffs of the contract's form")
    print(f"  order numbers customers gave: {tally['numbers held']} of {tally['numbers given']} in the handoff")
    print(f"  things done, by tool turns: {tally['actions held']} of {tally['actions']} told")
    print(f"  numbers nobody said: {tally['number nobody said']}; names nobody said: {tally['name nobody said']}")
    print(
        f"  p50 {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms, the encoder left out"
    )


if __name__ == "__main__":
    main()
