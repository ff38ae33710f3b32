"""A model that refuses, hangs, drips, writes garbage, is cut off, says 429 or 500: what a caller of ours waits and gets.

`python -m benchmarks.model_failures [--calls 30 --deadline 2]`: a real server that fails, the real model library, and
`assist serve` in a process of its own, asked over HTTP from its first second on. Every answer must be a composed draft
marked `degraded`, within the deadline.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError

from assist.settings import PREFIX
from benchmarks.agency import Agency
from benchmarks.corpora import agency_in
from benchmarks.failing_server import HOW, FailingServer, unused_port

P99_MS, MAXIMUM_MS = 100, 500
"""Milliseconds beyond the deadline."""
START_S = 600.0
MESSAGE = {
    "client_id": "norrfell",
    "channel": "email",
    "messages": [{"text": "How long do I have to return a jacket, and what does the return label cost?"}],
}


@dataclass(frozen=True)
class Asked:
    """One call: what it took, and the suggestion that came back."""

    took_ms: float
    suggestion: dict[str, Any]

    @property
    def is_right(self) -> bool:
        """Say whether it is a composed draft that says what failed."""
        reply = self.suggestion["reply"]
        failed = any(code.startswith("model_") for code in self.suggestion["degraded"])
        return bool(reply["kind"] == "draft" and reply["written_by"] == "composer" and failed)


def main() -> None:
    """Serve with each failure in turn and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--calls", type=int, default=30)
    parser.add_argument("--deadline", type=float, default=2.0)
    parser.add_argument("--how", choices=HOW, action="append", help="only this failure")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="failures-") as folder, FailingServer() as base:
        agency = agency_in(Path(folder))
        print(f"deadline {options.deadline:.1f} s, {options.calls} calls each, from the first second after the start")
        for how in options.how or HOW:
            place = f"http://127.0.0.1:{unused_port()}/v1" if how == "refuse" else base
            with _served(agency, f"openai/{how}", place, options.deadline) as url:
                asked = [_ask(url) for _ in range(options.calls)]
            _report(how, asked, options.deadline)


@contextmanager
def _served(agency: Agency, model: str, base: str, deadline_s: float) -> Iterator[str]:
    """Start `assist serve` and yield its address as soon as it answers; stop it after."""
    port = unused_port()
    own = {
        "DATA_DIR": str(agency.settings.data_dir),
        "KNOWLEDGE_DIR": str(agency.knowledge),
        "LLM": model,
        "LLM_API_BASE": base,
        "LLM_API_KEY": "unused",
        "LLM_DEADLINE_S": str(deadline_s),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    environment = {**inherited, **{PREFIX + name: value for name, value in own.items()}}
    command = [str(Path(sys.executable).with_name("assist")), "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url)
            yield url
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise SystemExit("assist serve does not answer")


def _ask(url: str) -> Asked:
    body = json.dumps(MESSAGE).encode()
    request = urllib.request.Request(f"{url}/v1/suggest-reply", data=body, headers={"Content-Type": "application/json"})
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:
        suggestion = json.load(answer)
    return Asked((time.perf_counter() - began) * 1000, suggestion)


def _report(how: str, asked: list[Asked], deadline_s: float) -> None:
    beyond = sorted(one.took_ms - deadline_s * 1000 for one in asked)
    p99 = beyond[min(len(beyond) - 1, int(len(beyond) * 0.99))]
    right = sum(one.is_right for one in asked)
    codes = Counter(code for one in asked for code in one.suggestion["degraded"])
    verdict = "met" if p99 <= P99_MS and beyond[-1] <= MAXIMUM_MS and right == len(asked) else "MISSED"
    print(
        f"{how:10} composed and marked {right} of {len(asked)}  first {asked[0].took_ms:6.0f} ms  median"
        f" {beyond[len(beyond) // 2] + deadline_s * 1000:6.0f} ms  p99 {p99:+.0f} ms, maximum {beyond[-1]:+.0f} ms beyond the"
        f" deadline  {verdict}  {dict(codes)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
