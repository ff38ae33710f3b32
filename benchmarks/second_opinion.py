r"""Messages the heads are unsure of, with and without a model's second opinion: right first intent, what changed, seconds.

ASSIST_TRIAGE_MODEL=on ASSIST_LLM=openai/local ASSIST_LLM_API_BASE=http://127.0.0.1:18080/v1 ASSIST_LLM_API_KEY=unused \\
    ASSIST_LLM_DEADLINE_S=60 python -m benchmarks.second_opinion [--each]

Of evals/triage/unsure.jsonl only those the heads are in fact unsure of are asked about; no intent means out of scope.
"""

import json
import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from assist import pipeline
from assist.bootstrap import Services, build
from assist.briefing import Version
from assist.domain.conversation import Conversation, Message
from assist.settings import from_environment

LABELLED = Path(__file__).parent.parent / "evals" / "triage" / "unsure.jsonl"


def main() -> None:
    """Print accuracy of the first intent with the opinion off and on."""
    services = build(from_environment(os.environ))
    if services.adviser is None:
        raise SystemExit("ASSIST_TRIAGE_MODEL is off: there is nothing to measure")
    services.wait_for_writer()
    version = services.version("norrfell")
    counted: Counter[str] = Counter()
    seconds = []
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        talk = Conversation(messages=(Message(text=row["text"]),))
        alone, sure, _ = _first(services, version, talk, with_adviser=False)
        if sure:
            counted["sure"] += 1
            continue
        started = time.perf_counter()
        advised, _, failed = _first(services, version, talk, with_adviser=True)
        seconds.append(time.perf_counter() - started)
        counted["asked"] += 1
        counted["right without"] += alone == row["intent"]
        counted["right with"] += advised == row["intent"]
        counted["changed"] += alone != advised
        counted["mended"] += alone != row["intent"] and advised == row["intent"]
        counted["spoilt"] += alone == row["intent"] and advised != row["intent"]
        counted["no opinion"] += bool(failed)
        if "--each" in sys.argv:
            print(f"{row['intent']!s:32} {alone!s:32} {advised!s:32} {failed:22} {row['text']}", flush=True)
    asked = counted["asked"]
    print(f"{len(rows)} messages, {asked} unsure; right without {counted['right without'] / asked:.3f}, "
          f"with {counted['right with'] / asked:.3f}; changed {counted['changed']}, mended {counted['mended']}, "
          f"spoilt {counted['spoilt']}, no opinion {counted['no opinion']}; median {statistics.median(seconds):.1f} s")  # fmt: skip


def _first(
    services: Services, version: Version, talk: Conversation, *, with_adviser: bool
) -> tuple[str | None, bool, str]:
    """Return the first intent, whether it is sure, and why there is no opinion."""
    found = pipeline.placed(version, talk, services.context(with_writer=False, with_adviser=with_adviser))
    intents = found.triage.intents
    return (intents[0].name if intents else None), found.triage.sure, ", ".join(found.degraded)


if __name__ == "__main__":
    main()
