"""Killed at random moments while building and publishing, damaged at random places: the short form of the chaos bench."""

import json
import subprocess
import sys

from tests.conftest import ROOT


def test_nothing_is_torn_lost_or_undetected_when_builds_are_killed_and_bundles_damaged() -> None:
    command = [sys.executable, "-m", "benchmarks.chaos", "--kills", "15", "--corruptions", "60", "--json"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert found.pop("examples") == []
    did = {name: found.pop(name) for name in ("kills", "publications", "reads", "damages")}
    assert (did["kills"], did["damages"]) == (15, 60)
    assert did["publications"] > 5 and did["reads"] > 20
    assert found == dict.fromkeys(found, 0)
