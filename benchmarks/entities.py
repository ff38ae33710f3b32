"""`python -m benchmarks.entities [--show dev]`: entities found in the labelled messages; type, value and span must be exact."""

import argparse
from datetime import date

from assist.domain.client import OrderNumberFormat
from assist.triage import entities
from assist.triage.entities import Habits
from benchmarks.triage_cases import SPLITS, Tally, cases

FRIDAY = date(2026, 11, 20)
HABITS = {
    "norrfell": Habits(
        OrderNumberFormat(pattern=r"NF-\d{5}", prefix="NF-", digits=5),
        catalogue=tuple(
            (title, ())
            for title in (
                "Skarn Shell Jacket",
                "Tor Mid Boots",
                "Brae Beanie",
                "Lom Fleece",
                "Halden Trousers",
                "Fjell Base Layer",
            )
        ),
    ),
    "osmere": Habits(
        OrderNumberFormat(pattern=r"OS-\d{5}", prefix="OS-", digits=5),
        catalogue=tuple((title, ()) for title in ("Calm Serum", "Evening Set", "Retinal Oil", "Dew Balm")),
    ),
}


def main() -> None:
    """Print precision and recall by type on both halves; with --show, every mistake of a half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=SPLITS)
    shown = parser.parse_args().show
    for split in SPLITS:
        tally = Tally()
        for case in cases("entities", split):
            found = [
                one.model_dump(mode="json", exclude={"message_id"})
                for one in entities.find(case["text"], HABITS[case["client"]], FRIDAY)
            ]
            keys = {_key(one) for one in case["entities"]}, {_key(one) for one in found}
            tally.right.update(kind for kind, *_ in keys[0] & keys[1])
            tally.missed.update(kind for kind, *_ in keys[0] - keys[1])
            tally.false.update(kind for kind, *_ in keys[1] - keys[0])
            if shown == split and keys[0] != keys[1]:
                print(
                    f"  {case['text']}\n    missed {sorted(keys[0] - keys[1])}\n    false  {sorted(keys[1] - keys[0])}"
                )
        print(f"{split}: type, value and span exact")
        print(tally.table())


def _key(entity: dict[str, object]) -> tuple[str, str, int, int]:
    return str(entity["type"]), str(entity["value"]), int(str(entity["start"])), int(str(entity["end"]))


if __name__ == "__main__":
    main()
