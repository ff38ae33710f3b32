"""Misspelt and hurried messages (`evals/triage/misspelt.jsonl`), through the path as a client runs it.

    python -m benchmarks.misspelt [--show]

A message counts as right when the first intent found is one it asks for; a whole message, when all found are. `--show`
lists the mistakes of the development half; the test half is only ever counted.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assist import pipeline
from assist.bootstrap import Services, build
from assist.domain.conversation import Conversation, Message
from assist.domain.enums import EntityType
from benchmarks.agency import ROOT
from benchmarks.corpora import agency_in, read_lines

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
CASES = ROOT / "evals" / "triage" / "misspelt.jsonl"
HALVES = ("development", "test")


@dataclass(frozen=True)
class Outcome:
    """One message: what it asks for and what was found, likeliest first."""

    text: str
    locale: str
    severity: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]
    refused: bool
    """Out of scope was said; every message is about the shop."""
    numbers: frozenset[str]
    numbers_found: frozenset[str]

    @property
    def right(self) -> bool:
        return bool(self.found) and self.found[0] in self.wanted

    @property
    def whole(self) -> bool:
        return set(self.found) == set(self.wanted)


def outcomes(services: Services, half: str) -> list[Outcome]:
    """Tag every message of a half."""
    context = services.context(with_writer=False)
    done = []
    for case in read_lines(CASES):
        if case["half"] != half:
            continue
        conversation = Conversation(messages=(Message(text=case["text"]),))
        triage = pipeline.triage(services.version(case["client"]), conversation, context)
        numbers = (entity.value for entity in triage.entities if entity.type is EntityType.ORDER_NUMBER)
        done.append(
            Outcome(
                text=case["text"],
                locale=case["locale"],
                severity=case["severity"],
                wanted=tuple(case["intents"]),
                found=tuple(intent.name for intent in triage.intents),
                refused=not triage.in_scope,
                numbers=frozenset(case["order_numbers"]),
                numbers_found=frozenset(numbers),
            )
        )
    return done


def summary(name: str, done: Sequence[Outcome]) -> str:
    """Return one line: first intent right, all intents right, out of scope said, order numbers right."""
    count = max(len(done), 1)
    right, whole = (sum(flags) / count for flags in ((o.right for o in done), (o.whole for o in done)))
    refused = sum(one.refused for one in done)
    named = [one for one in done if one.numbers]
    numbers = sum(one.numbers == one.numbers_found for one in named)
    return (
        f"{name:22} {len(done):3} messages  first right {right:.3f}  all right {whole:.3f}  "
        f"out of scope said {refused:2}  order numbers {numbers}/{len(named)}"
    )


def lines(half: str, done: Sequence[Outcome]) -> list[str]:
    """Return the figures of a half: all, by language, by how badly it is spelt, of two requests in one."""
    parts = {"": done}
    parts |= {f" {tag}": [one for one in done if one.locale == tag] for tag in ("en", "es")}
    parts |= {f" {how}": [one for one in done if one.severity == how] for how in ("light", "hurried", "heavy")}
    parts[" two in one"] = [one for one in done if len(one.wanted) > 1]
    return [summary(half + name, those) for name, those in parts.items()]


def main() -> None:
    """Measure both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    with tempfile.TemporaryDirectory() as place:
        services = build(agency_in(Path(place)).settings)
        for half in HALVES:
            done = outcomes(services, half)
            print("\n".join(lines(half, done)))
            for one in done if show and half == "development" else ():
                if not one.right:
                    print(f"  wanted {', '.join(one.wanted)}  found {', '.join(one.found) or '-'}  {one.text}")
        services.close()


if __name__ == "__main__":
    main()
