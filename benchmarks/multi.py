"""Several intents in one message, on cases of our own (`evals/triage/multi.jsonl`), through the path as a client runs it.

    python -m benchmarks.multi [--show]

`--show` lists the mistakes of the development half; the test half is only ever counted.
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
from benchmarks.agency import ROOT
from benchmarks.corpora import agency_in, read_lines

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
CASES = ROOT / "evals" / "triage" / "multi.jsonl"


@dataclass(frozen=True)
class Outcome:
    """One case: the intents it should have and those found."""

    text: str
    wanted: frozenset[str]
    found: frozenset[str]


def outcomes(services: Services, split: str) -> list[Outcome]:
    """Tag every case of a split."""
    context = services.context(with_writer=False)
    done = []
    for case in read_lines(CASES):
        if case["split"] == split:
            conversation = Conversation(messages=(Message(text=case["text"]),))
            triage = pipeline.triage(services.version(case["client"]), conversation, context)
            found = frozenset(intent.name for intent in triage.intents)
            done.append(Outcome(case["text"], frozenset(case["intents"]), found))
    return done


def summary(split: str, done: Sequence[Outcome]) -> str:
    """Return one line: micro-averaged precision, recall and F1, and the share of cases met exactly."""
    hits = sum(len(one.wanted & one.found) for one in done)
    found, wanted = sum(len(one.found) for one in done), sum(len(one.wanted) for one in done)
    f1 = 2 * hits / max(found + wanted, 1)
    exact = sum(one.wanted == one.found for one in done) / max(len(done), 1)
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    return f"{split:12} {len(done):3} cases  P {precision:.3f}  R {recall:.3f}  micro-F1 {f1:.3f}  exact {exact:.3f}"


def main() -> None:
    """Measure both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    with tempfile.TemporaryDirectory() as place:
        services = build(agency_in(Path(place)).settings)
        for split in ("development", "test"):
            done = outcomes(services, split)
            print(summary(split, done))
            for one in done if show and split == "development" else ():
                if one.wanted != one.found:
                    missing, extra = sorted(one.wanted - one.found), sorted(one.found - one.wanted)
                    print(f"  missing {missing}  extra {extra}  {one.text[:90]}")
        services.close()


if __name__ == "__main__":
    main()
