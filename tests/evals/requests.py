"""Requests of the hand-worked cases, for tests that go on from them."""

from functools import cache

from assist.domain.suggestion import SuggestRequest
from evals import decisions
from evals.cases import read_cases


@cache
def _requests() -> dict[str, SuggestRequest]:
    return {case.id: case.request for file in decisions.case_files() for case in read_cases(file)}


def request_of(case_id: str) -> SuggestRequest:
    """Return the request of a case by its id."""
    return _requests()[case_id]
