"""A real browser over its debugging pipe: open a page, press keys, run a line of script, take a picture.

Speaks Chromium's protocol over two pipes, so that no driver has to be installed.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
ARRANGED = """
import fcntl, os, sys
reading, writing = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3])
os.dup2(reading, 3)
os.dup2(writing, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The protocol's pipes are descriptors 3 and 4 of the browser."""


def found() -> str | None:
    """Return the browser of this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Tab:
    """One page of a browser."""

    def __init__(self, reading: int, writing: int) -> None:
        self._in = os.fdopen(reading, "rb", buffering=0)
        self._out = os.fdopen(writing, "wb", buffering=0)
        self._number = 0
        self._received = b""
        self._seen: list[dict[str, Any]] = []
        target = self._call("Target.createTarget", {"url": "about:blank"}, session=None)["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True}, session=None)[
            "sessionId"
        ]
        self._call("Page.enable")

    def open(self, url: str, *, width: int = 1280, height: int = 900) -> None:
        """Open a page in a window of this size and wait until it is loaded."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", metrics)
        self._call("Page.navigate", {"url": url})
        self.wait_for_load()

    def wait_for_load(self) -> None:
        """Wait until the page that was asked for is loaded."""
        while not any(one.get("method") == "Page.loadEventFired" for one in self._seen):
            self._seen.append(self._next())
        self._seen.clear()

    def run(self, script: str) -> Any:
        """Return what an expression comes to on the page."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        answer = self._call("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key, such as Tab or Enter."""
        codes = {"Tab": 9, "Enter": 13}
        asked = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
        text = {"text": "\r"} if key == "Enter" else {}
        self._call("Input.dispatchKeyEvent", {"type": "keyDown", **asked, **text})
        self._call("Input.dispatchKeyEvent", {"type": "keyUp", **asked})

    def picture(self, file: Path) -> None:
        """Store the whole page as a PNG."""
        shown = self._call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True})
        file.write_bytes(base64.b64decode(shown["data"]))

    def _call(self, method: str, params: dict[str, Any] | None = None, *, session: str | None = "own") -> Any:
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": params or {}}
        if session is not None:
            asked["sessionId"] = self._session
        self._out.write(json.dumps(asked).encode() + b"\0")
        while True:
            found = self._next()
            if found.get("id") == self._number:
                assert "error" not in found, found["error"]
                return found["result"]
            self._seen.append(found)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._received:
            chunk = self._in.read(65_536)
            assert chunk, "the browser ended"
            self._received += chunk
        message, _, self._received = self._received.partition(b"\0")
        parsed: dict[str, Any] = json.loads(message)
        return parsed


@contextmanager
def tab(program: str, folder: Path) -> Iterator[Tab]:
    """Start a browser with a profile of its own, yield its one tab, and end it."""
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()

    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            ARRANGED,
            str(to_browser),
            str(from_browser),
            program,
            *FLAGS,
            f"--user-data-dir={folder}",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(to_browser, from_browser),
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        yield Tab(to_us, from_us)
    finally:
        process.terminate()
        process.wait(timeout=20)
