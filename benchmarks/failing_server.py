"""A model's server that fails as it is told to: hangs, drips, writes garbage, cuts its answer off, says 429 or 500.

OpenAI-compatible on loopback, the standard library alone. The model's name says how: `openai/hang`.
"""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket

HOW = ("refuse", "hang", "drip", "garbage", "cut", "truncated", "429", "500")
"""`refuse` is a port nobody listens on; `cut` ends the model's JSON early, `truncated` the server's."""
HANG_S = 60.0
DRIP_S = 0.2
_GARBAGE = "Sure! Here is what I think about it: <<<{{{ sentences"
_TRUNCATED = '{"sentences": [{"text": "Your parcel'


class _Failing(BaseHTTPRequestHandler):
    """Answers every POST by the name of the model it asks for."""

    protocol_version = "HTTP/1.1"
    stopped = threading.Event()

    def do_POST(self) -> None:
        """Fail as the model's name says."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        how = str(asked["model"]).rpartition("/")[2]
        try:
            self._fail(how)
        except OSError:
            return  # the caller has given up, which is what it should do

    def _fail(self, how: str) -> None:
        if how == "hang":
            self.stopped.wait(HANG_S)
        elif how == "drip":
            self._drip()
        elif how in ("429", "500"):
            self._send(int(how), json.dumps({"error": {"message": "no", "type": "server_error", "code": how}}))
        elif how == "truncated":
            whole = _completion(_GARBAGE)
            self._send(200, whole[: len(whole) // 2], length=len(whole))
            self.close_connection = True
        else:
            self._send(200, _completion(_TRUNCATED if how == "cut" else _GARBAGE))

    def _drip(self) -> None:
        whole = _completion(_GARBAGE).encode()
        self._begin(200, len(whole))
        for byte in whole:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.stopped.wait(DRIP_S):
                return

    def _send(self, status: int, body: str, *, length: int | None = None) -> None:
        self._begin(status, length or len(body.encode()))
        self.wfile.write(body.encode())

    def _begin(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
        del format, args


def _completion(text: str) -> str:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    whole = {"id": "c", "object": "chat.completion", "created": int(time.time()), "model": "m", "choices": [choice]}
    return json.dumps({**whole, "usage": usage})


class FailingServer:
    """The server in a thread of its own, as a context: `with FailingServer() as base: ...`."""

    def __enter__(self) -> str:
        _Failing.stopped.clear()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Failing)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __exit__(self, *_: object) -> None:
        _Failing.stopped.set()
        self._server.shutdown()
        self._server.server_close()


def unused_port() -> int:
    """Return a port nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
