"""Evaluations as the harness would record them, and the program they were made with."""

from typing import Any

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import EvalReport, Program, Verdict
from tests.fakes import FRIDAY, FakeEncoder

PROGRAM = Program(encoder=FakeEncoder.fingerprint, prompts="p" * 64, writer=None, package="0.1.0")
"""The program of the tests: it composes its drafts."""


def report(version_id: str, verdict: Verdict = Verdict.SHIP, **fields: Any) -> EvalReport:
    """A report on this version by the program of the tests, or by `program`."""
    program: Program = fields.pop("program", PROGRAM)
    given = {
        "report_id": "er_1",
        "client_id": ClientId("norrfell"),
        "key": program.key_of(VersionId(version_id)),
        "against": None,
        "verdict": verdict,
        "reasons": () if verdict is Verdict.SHIP else ("returns-03: the window is answered with 60 days",),
        "cases": 12,
        "case_digest": "cd_1",
        "seed": 7,
        "created_at": FRIDAY,
        "by": "ana",
    }
    return EvalReport.model_validate({**given, **fields})
