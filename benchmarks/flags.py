"""`python -m benchmarks.flags [--show dev]`: what of the labelled messages each flag finds, misses and imagines.

Patterns alone, and with the danger heads on the vector of the message.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from assist import bootstrap
from assist.settings import Settings
from assist.triage import flags
from assist.triage.flags import ALWAYS_HUMAN
from benchmarks.triage_cases import SPLITS, Tally, cases


def main() -> None:
    """Print precision and recall of each flag on both halves; with --show, every mistake of a half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=SPLITS)
    shown = parser.parse_args().show
    services = bootstrap.build(Settings())
    for split in SPLITS:
        rows = cases("flags", split)
        by_pattern = [set(flags.find(row["text"])) for row in rows]
        vectors = services.encoder.encode([row["text"] for row in rows])
        heard = [set(services.moods.alarms(vector[None])) for vector in vectors]
        both = [found | more for found, more in zip(by_pattern, heard, strict=True)]
        print(f"{split}, patterns alone: {_always(rows, by_pattern)}")
        print(f"{split}, heads alone:    {_always(rows, heard)}")
        print(f"{split}, both:           {_always(rows, both)}")
        print(_tally(rows, both, show=shown == split).table())


def _always(rows: Sequence[dict[str, Any]], found: Sequence[set[Any]]) -> str:
    """Say how many messages that need a person none of the always-human flags caught, and how many it caught in vain."""
    wanted = [bool(ALWAYS_HUMAN & set(row["flags"])) for row in rows]
    raised = [bool(ALWAYS_HUMAN & one) for one in found]
    missed = sum(want and not got for want, got in zip(wanted, raised, strict=True))
    false = sum(got and not want for want, got in zip(wanted, raised, strict=True))
    others = len(wanted) - sum(wanted)
    return f"always-human missed {missed} of {sum(wanted)}; raised on {false} of {others} others ({false / others:.1%})"


def _tally(rows: Sequence[dict[str, Any]], found: Sequence[set[Any]], *, show: bool) -> Tally:
    tally = Tally()
    for row, one in zip(rows, found, strict=True):
        wanted = set(row["flags"])
        counted = {flag.value for flag in one} - (set(row.get("may", ())) - wanted)
        tally.count(wanted, counted)
        if show and counted != wanted:
            print(f"  {sorted(wanted)} {sorted(counted)} {row['text']}")
    return tally


if __name__ == "__main__":
    main()
