"""A language model within a deadline; the only door to litellm. Knows no prompt and no policy.

litellm's own timeout is per socket read, so calls run in a small pool and are abandoned at the deadline. After
repeated failures the breaker answers at once for a while.
"""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any

from assist.errors import Unavailable
from assist.ports import ModelAnswer

WORKERS = 4
"""Calls under way at once; a hanging server cannot take more threads than this."""
BREAK_AFTER = 3
BREAK_FOR_S = 30.0
LEAST_FOR_RETRY_S = 1.0
MAX_ANSWER_TOKENS = 500


class LiteLlm:
    """The port `LanguageModel` over litellm. Thread-safe."""

    def __init__(
        self,
        model: str,
        *,
        api_base: str = "",
        api_key: str = "",
        max_tokens: int = MAX_ANSWER_TOKENS,
        clock: Callable[[], float] = time.monotonic,
        completion: Callable[..., Any] | None = None,
    ) -> None:
        """Call `completion` when given; otherwise import litellm in the background and call its own."""
        self.name = model
        self._given: dict[str, Any] = {"api_base": api_base or None, "api_key": api_key or None}
        self._max_tokens = max_tokens
        self._clock = clock
        self._slots = threading.BoundedSemaphore(WORKERS)
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0
        self._completion = completion
        self._import_failure: str | None = None
        self._import_ended = threading.Event()
        if completion is None:
            threading.Thread(target=self._load, name="llm-import", daemon=True).start()
        else:
            self._import_ended.set()

    def _load(self) -> None:
        """Import litellm in the background: 3 s that no request should wait for."""
        os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # otherwise it fetches a price list
        try:
            import litellm

            litellm.suppress_debug_info = True
            litellm.telemetry = False
            self._completion = litellm.completion
        except Exception as error:  # whatever breaks in there, waiting longer will not mend it
            self._import_failure = type(error).__name__
        finally:
            self._import_ended.set()

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Return the model's answer within `deadline_s` seconds, after one retry if time allows.

        Raises: Unavailable with code `model_loading`, `model_busy`, `model_breaker_open`, `model_timeout` or
        `model_failed`.
        """
        end = self._clock() + deadline_s
        if self._import_failure is not None:
            raise Unavailable(f"litellm cannot be imported: {self._import_failure}", code="model_failed")
        if self._completion is None:
            raise Unavailable("the model library is still loading", code="model_loading")
        if self._clock() < self._closed_until:
            raise Unavailable(f"{self.name} failed repeatedly and is left alone", code="model_breaker_open")
        try:
            answer = self._attempt(system, user, end)
        except Unavailable as failure:
            if failure.code == "model_busy":
                raise  # says how much is asked, not how the model fares: a burst must not open the breaker
            if failure.code != "model_failed" or end - self._clock() < LEAST_FOR_RETRY_S:
                self._record(failed=True)
                raise
            answer = self._retry(system, user, end)
        self._record(failed=False)
        return answer

    def _retry(self, system: str, user: str, end: float) -> ModelAnswer:
        try:
            return self._attempt(system, user, end)
        except Unavailable:
            self._record(failed=True)
            raise

    def _attempt(self, system: str, user: str, end: float) -> ModelAnswer:
        if not self._slots.acquire(blocking=False):
            raise Unavailable(f"{self.name} has {WORKERS} calls under way", code="model_busy")
        left = max(end - self._clock(), 0.01)
        future: Future[ModelAnswer] = Future()
        # A daemon, not a pool's worker: an abandoned call must not keep a command from ending.
        threading.Thread(target=self._call, args=(future, system, user, left), name="llm", daemon=True).start()
        try:
            return future.result(timeout=left)
        except FutureTimeout as error:
            raise Unavailable(f"{self.name} did not answer in time", code="model_timeout") from error
        except Exception as error:  # litellm raises dozens of kinds; the text may hold the prompt
            raise Unavailable(f"{self.name} failed: {type(error).__name__}", code="model_failed") from error

    def _call(self, future: Future[ModelAnswer], system: str, user: str, timeout_s: float) -> None:
        """Ask in a thread of its own; the slot is free before the waiter wakes, so that its retry finds one."""
        try:
            answer = self._ask(system, user, timeout_s)
        except BaseException as error:
            self._slots.release()
            future.set_exception(error)
        else:
            self._slots.release()
            future.set_result(answer)

    def _ask(self, system: str, user: str, timeout_s: float) -> ModelAnswer:
        assert self._completion is not None
        response = self._completion(
            model=self.name,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
            temperature=0.0,
            max_tokens=self._max_tokens,
            timeout=timeout_s,
            max_retries=0,
            **self._given,
        )
        text = response.choices[0].message.content
        if not isinstance(text, str) or not text.strip():
            raise ValueError("empty answer")
        usage = getattr(response, "usage", None)
        hidden = getattr(response, "_hidden_params", None) or {}
        return ModelAnswer(
            text=text,
            tokens=int(getattr(usage, "total_tokens", 0) or 0),
            cost_usd=float(hidden.get("response_cost") or 0.0),
        )

    def _record(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= BREAK_AFTER:
                self._closed_until = self._clock() + BREAK_FOR_S
                self._failures = 0

    def wait_until_loaded(self, timeout_s: float) -> bool:
        """Wait for the import and say whether it worked; for batch commands that would rather wait than fall back."""
        self._import_ended.wait(timeout_s)
        return self._completion is not None
