"""Several language models as one: the first that answers within the deadline. Knows the port only, no library."""

import time
from collections.abc import Callable, Sequence

from assist.errors import Unavailable
from assist.ports import LanguageModel, ModelAnswer

FIRST_SHARE = 0.6
"""Share of the time that is left which a model may take while another one waits behind it."""
LEAST_S = 0.3
"""Seconds below which nobody else is asked."""


class FirstThatAnswers:
    """The port `LanguageModel` over models in order of preference. As thread-safe as they are."""

    def __init__(self, models: Sequence[LanguageModel], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Prefer the first of `models`, of which there is at least one."""
        self._models = tuple(models)
        self._clock = clock
        self.name = self._models[0].name

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Return the answer of the first model that gives one; one of another than the first says so.

        Raises: Unavailable with the code of the first model when none answers: it is the one to look at.
        """
        end = self._clock() + deadline_s
        failures: list[Unavailable] = []
        for waiting, model in zip(range(len(self._models) - 1, -1, -1), self._models, strict=True):
            left = end - self._clock()
            if failures and left < LEAST_S:
                break
            try:
                answer = model.complete(system, user, deadline_s=left * FIRST_SHARE if waiting else left)
            except Unavailable as failure:
                failures.append(failure)
            else:
                return answer.model_copy(update={"stood_in": True}) if failures else answer
        raise failures[0]
