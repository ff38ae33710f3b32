"""Cause and value role of messages labelled by hand: accuracy by split, and the mistakes of the development half.

    python -m benchmarks.causes [--mistakes]

The file is evals/triage/causes.jsonl. Rules may be changed by what `dev` shows; `test` is only counted. A message is
tagged by the whole of triage first, so a wrong intent counts against the cause too.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from assist import pipeline
from assist.bootstrap import build
from assist.domain.conversation import Conversation, Message
from assist.settings import from_environment

LABELLED = Path(__file__).parent.parent / "evals" / "triage" / "causes.jsonl"


def main() -> None:
    """Print accuracy for both halves."""
    services = build(from_environment(os.environ))
    version = services.version("norrfell")
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for row in read():
        talk = Conversation(messages=(Message(text=row["text"]),))
        found = pipeline.triage(version, talk, services.context(with_writer=False))
        total[row["split"]] += 1
        for name in ("cause", "value_role"):
            got = getattr(found, name)
            right[row["split"], name] += got == row[name]
            if got != row[name] and row["split"] == "dev" and "--mistakes" in sys.argv:
                intents = ", ".join(one.name for one in found.intents)
                print(f"  {name}: {row[name]} expected, {got} found ({intents}): {row['text']}")
    for split in ("dev", "test"):
        figures = "  ".join(f"{name} {right[split, name] / total[split]:.3f}" for name in ("cause", "value_role"))
        print(f"{split:5} {total[split]:4} messages  {figures}")


def read() -> list[dict[str, Any]]:
    """Return the labelled messages."""
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
