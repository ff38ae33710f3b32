"""How long replies take while an evaluation runs in the same server, beside how long they take alone.

    python -m benchmarks.evaluating_beside [--messages 60]

One client asks, one message after another, over the real application and its database; then the same messages again
while `POST /v1/evals` judges the live version beside itself with every case asked. A data folder of its own. No model.
"""

import argparse
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.testclient import TestClient

from assist.bootstrap import build
from assist.console.app import create
from assist.settings import from_environment
from evals.cases import SAMPLES, read_cases

CLIENT = "norrfell"
UNDER_WAY = ("queued", "running")


def bodies(count: int) -> list[dict[str, Any]]:
    """Return requests as a desk sends them: those of the first cases, without their clock."""
    given = read_cases(SAMPLES / CLIENT / "decisions.jsonl")[:count]
    dumped = (case.request.model_dump(mode="json", exclude={"now", "conversation_id"}) for case in given)
    return list(dumped)


def took_ms(client: TestClient, body: dict[str, Any]) -> float:
    """Return how long one reply took."""
    began = time.perf_counter()
    assert client.post("/v1/suggest-reply", json=body).status_code == 200
    return (time.perf_counter() - began) * 1_000


def beside(client: TestClient, asked: list[dict[str, Any]]) -> tuple[list[float], dict[str, Any]]:
    """Return the times of replies while an evaluation ran, and how the evaluation ended."""
    body = {"client_id": CLIENT, "candidate": "live", "against": "none"}
    run = client.post("/v1/evals", json=body).json()
    times: list[float] = []
    state = run
    while state["state"] in UNDER_WAY:
        times.append(took_ms(client, asked[len(times) % len(asked)]))
        state = client.get(f"/v1/evals/{run['id']}", params={"client_id": CLIENT}).json()
    return times, state


def shown(name: str, times: list[float]) -> str:
    """Return a row of the table."""
    ordered = sorted(times)
    return f"{name}: {len(times)} replies, median {statistics.median(times):.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def main() -> None:
    """Print both rows and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=60)
    asked = bodies(parser.parse_args().messages)
    settings = from_environment(os.environ)
    with TemporaryDirectory() as folder:
        own = settings.model_copy(update={"data_dir": Path(folder)})
        (Path(folder) / "encoders").symlink_to((settings.data_dir / "encoders").resolve())
        with TestClient(create(build(own))) as client:
            alone = [took_ms(client, body) for body in asked]
            during, ended = beside(client, asked)
    print(shown("alone", alone))
    print(shown("beside an evaluation", during))
    report = ended.get("report") or {}
    print(f"ratio of the medians: {statistics.median(during) / statistics.median(alone):.1f}")
    print(
        f"the evaluation: {ended['state']}, {report.get('verdict')}, {report.get('document', {}).get('run', {}).get('seconds')} s"
    )


if __name__ == "__main__":
    main()
