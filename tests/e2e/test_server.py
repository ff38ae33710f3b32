"""`assist serve` as a process of its own on a loopback port: it gets ready, answers, refuses and stops."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest

from assist.bootstrap import Services
from assist.cli.serving import run
from assist.errors import BadInput
from tests.conftest import ROOT

READY_WITHIN_S = 90.0
STOPPED_WITHIN_S = 20.0
COMMAND = [sys.executable, "-c", "from assist.cli.app import main; main()", "serve"]


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[Any]

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(services: Services) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("ASSIST_")}
    return {
        **own,
        "ASSIST_DATA_DIR": str(services.settings.data_dir),
        "ASSIST_KNOWLEDGE_DIR": str(services.settings.knowledge_dir),
    }


def _wait_until_ready(server: Server) -> None:
    """Knock until it answers; bounded, and over at once when the process ended."""
    give_up_at = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < give_up_at:
        if server.process.poll() is not None:
            break
        try:
            if server.call("GET", "/readyz")[0] == 200:
                return
        except (OSError, HTTPException):
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(timeout=0.1)
    pytest.fail(f"not ready within {READY_WITHIN_S} s")


@pytest.fixture(scope="module")
def server(services: Services) -> Iterator[Server]:
    port = _free_port()
    process = subprocess.Popen(
        [*COMMAND, "--port", str(port)],
        cwd=ROOT,
        env=_environment(services),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Server(port, process)
    try:
        _wait_until_ready(running)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_the_server_is_ready_with_every_client(server: Server) -> None:
    status, body = server.call("GET", "/readyz")

    assert status == 200
    assert sorted(body["versions"]) == ["norrfell", "osmere"]


def test_the_example_request_gets_a_cited_draft(server: Server) -> None:
    request = json.loads((ROOT / "docs" / "contract" / "request.json").read_text(encoding="utf-8"))
    given = {name: value for name, value in request.items() if name != "now"}
    body = json.dumps({**given, "channel": "email"}).encode()  # by now WhatsApp takes only a template

    status, found = server.call("POST", "/v1/suggest-reply", body)

    assert status == 200
    assert found["reply"]["kind"] == "draft"
    assert found["reply"]["citations"]


def test_an_answer_is_stored_and_found_again(server: Server) -> None:
    body = json.dumps({"client_id": "osmere", "messages": [{"text": "How do I return a cream?"}]}).encode()
    _, found = server.call("POST", "/v1/suggest-reply", body)

    status, again = server.call("GET", f"/v1/suggestions/{found['suggestion_id']}?client_id=osmere")

    assert (status, again) == (200, {**found, "orders": []})


def test_a_bad_request_is_refused_in_our_shape(server: Server) -> None:
    status, body = server.call("POST", "/v1/triage", b'{"client_id": "norrfell", "txt": "hi"}')

    assert status == 422
    assert body["error"]["message"] == "txt is not a field"


def test_a_chunked_body_beyond_the_limit_is_refused_while_it_comes(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    with contextlib.closing(connection):
        connection.request("POST", "/v1/triage", body=(b"z" * 65_536 for _ in range(40)), encode_chunked=True)
        response = connection.getresponse()

        assert response.status == 413
        assert json.loads(response.read())["error"]["code"] == "body_too_large"


def test_requests_at_the_same_time_are_each_answered_for_their_own_client(server: Server) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def ask(number: int) -> tuple[str, str]:
        client = ("norrfell", "osmere")[number % 2]
        body = json.dumps({"client_id": client, "messages": [{"text": "How long can I return it?"}]}).encode()
        status, found = server.call("POST", "/v1/suggest-reply", body)
        return client, found["client_id"] if status == 200 else str(status)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(24)))

    assert [asked for asked, got in answers if asked != got] == []


def test_the_server_does_not_name_its_software(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    with contextlib.closing(connection):
        connection.request("GET", "/healthz")

        assert connection.getresponse().getheader("Server") is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com", "127.0.0.1.example"])
def test_any_other_address_than_loopback_is_refused(host: str) -> None:
    with pytest.raises(BadInput, match="loopback only"):
        run(host, _free_port())


def test_an_address_set_in_the_environment_is_refused_in_a_process_of_its_own(services: Services) -> None:
    environment = {**_environment(services), "ASSIST_HOST": "0.0.0.0"}

    done = subprocess.run(COMMAND, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False)

    assert done.returncode == 2
    assert b"loopback only" in done.stderr


def test_a_port_that_is_taken_ends_the_server_with_an_error(services: Services, server: Server) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", str(server.port)],
        cwd=ROOT,
        env=_environment(services),
        capture_output=True,
        timeout=READY_WITHIN_S,
        check=False,
    )

    assert done.returncode != 0
    assert b"address already in use" in done.stderr.lower()


def test_port_0_is_any_free_port_and_said(services: Services) -> None:
    with subprocess.Popen(
        [*COMMAND, "--port", "0"],
        cwd=ROOT,
        env=_environment(services),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "starting on" in line)
        port = int(said.rsplit(" ", 1)[1])
        try:
            _wait_until_ready(Server(port, process))
        finally:
            process.terminate()

    assert port not in (0, 8080)
