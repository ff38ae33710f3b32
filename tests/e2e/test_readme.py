"""The README's console blocks do what they show."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
VARYING = re.compile(r"kv_[0-9a-f]+|\d+\.\d+ ms|\d+\.\d+ encoding|0\.\d{2,4}\b|[ ]+│|─+")
"""Versions and times vary, and scores in their last digit from machine to machine, and with them the padding."""


def examples() -> list[tuple[str, str]]:
    """Commands of the console blocks with the output shown below each."""
    found = []
    for block in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


@pytest.mark.parametrize(("command", "shown"), examples(), ids=[command[:40] for command, _ in examples()])
def test_a_console_example_prints_what_the_readme_shows(command: str, shown: str, tmp_path: Path) -> None:
    scratch = {
        "ASSIST_DATA_DIR": str(_data(tmp_path)),
        "PATH": f"{ROOT / '.venv' / 'bin'}:/usr/bin:/bin",
        "COLUMNS": "80",
    }

    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=scratch, capture_output=True, text=True, timeout=120, check=False
    )

    assert "Traceback" not in done.stderr
    assert VARYING.sub("~", shown.strip()) in VARYING.sub("~", done.stdout)


def _data(folder: Path) -> Path:
    (ROOT / "var" / "encoders").mkdir(parents=True, exist_ok=True)
    (folder / "encoders").symlink_to(ROOT / "var" / "encoders")
    return folder
