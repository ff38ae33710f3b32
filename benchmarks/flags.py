"""`python -m benchmarks.flags [--show dev]`: what of the labelled messages each flag finds, misses and imagines."""

import argparse

from assist.triage import flags
from assist.triage.flags import ALWAYS_HUMAN
from benchmarks.triage_cases import SPLITS, Tally, cases


def main() -> None:
    """Print precision and recall of each flag on both halves; with --show, every mistake of a half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=SPLITS)
    shown = parser.parse_args().show
    for split in SPLITS:
        tally = Tally()
        dangers = missed = benign = imagined = 0
        for case in cases("flags", split):
            wanted = set(case["flags"])
            found = {flag.value for flag in flags.find(case["text"])}
            counted = found - (set(case.get("may", ())) - wanted)
            tally.count(wanted, counted)
            always = wanted & ALWAYS_HUMAN
            dangers += bool(always)
            missed += bool(always - found)
            benign += not always
            imagined += bool(not always and found & ALWAYS_HUMAN)
            if shown == split and counted != wanted:
                print(f"  {sorted(wanted)} {sorted(counted)} {case['text']}")
        print(f"{split}: always-human missed {missed} of {dangers}; raised on {imagined} of {benign} others "
              f"({imagined / benign:.1%})")  # fmt: skip
        print(tally.table())


if __name__ == "__main__":
    main()
