"""An agency of its own in a temporary folder, worked through the public commands, with what each of them took."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assist.settings import PREFIX, Settings
from assist.shared_knowledge import SHARED

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"


@dataclass(frozen=True)
class Ran:
    """What a command printed and took; processor seconds say more than wall seconds on a busy machine."""

    out: str
    wall_s: float
    cpu_s: float
    """User and system seconds, children included."""


@dataclass(frozen=True)
class Agency:
    """Knowledge and data of an agency below `folder`."""

    folder: Path

    @property
    def knowledge(self) -> Path:
        return self.folder / "knowledge"

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder / "data", knowledge_dir=self.knowledge)

    def open_up(self) -> None:
        """Make the folders: the shared knowledge and the exported encoder of this checkout, no client yet."""
        encoders = ROOT / "var" / "encoders"
        for folder in (encoders, self.knowledge, self.settings.data_dir):
            folder.mkdir(parents=True, exist_ok=True)
        (self.knowledge / SHARED).symlink_to(KNOWLEDGE / SHARED)
        (self.settings.data_dir / "encoders").symlink_to(encoders)

    def assist(self, *arguments: str) -> Ran:
        """Run `assist` as a person would, in a process of its own. Raises: RuntimeError when it does not end with 0."""
        command = [str(Path(sys.executable).with_name("assist")), *arguments]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        own = {
            PREFIX + "DATA_DIR": str(self.settings.data_dir),
            PREFIX + "KNOWLEDGE_DIR": str(self.knowledge),
        }
        started, used = time.perf_counter(), _children_cpu_s()
        ended = subprocess.run(command, env={**inherited, **own}, capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            raise RuntimeError(f"assist {' '.join(arguments)} ended with {ended.returncode}: {ended.stderr}")
        return Ran(ended.stdout, time.perf_counter() - started, _children_cpu_s() - used)

    def assist_json(self, *arguments: str) -> tuple[Any, Ran]:
        """Run `assist ... --json`; return what it said, read, and what it took. Raises: as `assist`."""
        ran = self.assist(*arguments, "--json")
        return json.loads(ran.out), ran


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
