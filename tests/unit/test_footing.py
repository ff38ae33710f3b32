"""What a version that answers stands on, in the program that runs it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import EvalReport, Evidence, EvidenceKind, Program, Verdict
from assist.domain.publication import BuiltVersion, Move, PublicationAction
from assist.errors import Unavailable
from assist.publishing import footing
from assist.publishing.footing import LOOKED_UP_EVERY_S, Evaluated, Footing, Footings
from tests.evaluations import PROGRAM, report
from tests.fakes import FRIDAY, FakeLedger

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
A, B, C = (VersionId(f"kv_{letter}") for letter in "abc")
Step = tuple[str, VersionId]


def footing_of(
    version: VersionId,
    *steps: Step,
    reports: Sequence[EvalReport] = (),
    program: Program = PROGRAM,
) -> Footing:
    """Return what a version stands on after these steps: `first`, `passed`, `override`, `rollback` or `remake`."""
    ledger = FakeLedger()
    for minute, (step, moved) in enumerate(steps):
        at = FRIDAY + timedelta(minutes=minute)
        ledger.record_build(NORRFELL, BuiltVersion(version_id=moved, built_at=at, pages=1, passages=1))
        ledger.go_live(NORRFELL, _move(step, moved).model_copy(update={"at": at}))
    for one in reports:
        ledger.record_evaluation(one)
    return footing.of(version, ledger.history(NORRFELL), ledger.evaluations(NORRFELL), program)


def _move(step: str, version: VersionId) -> Move:
    kind = {"passed": EvidenceKind.PASSED, "override": EvidenceKind.OVERRIDE}.get(step)
    return Move(
        action=PublicationAction.PUBLISH if kind else PublicationAction(step),
        version_id=version,
        reason=f"because of {version}",
        by="ana",
        at=FRIDAY,
        evidence=Evidence(kind=kind, report_id=f"er_{version}", key=PROGRAM.key_of(version)) if kind else None,
    )


def test_what_passed_with_this_program_has_passed() -> None:
    assert footing_of(A, ("passed", A)).evaluation is Evaluated.PASSED


def test_a_first_version_was_not_evaluated() -> None:
    found = footing_of(A, ("first", A))

    assert (found.evaluation, found.reason, found.by) == (Evaluated.UNEVALUATED, "because of kv_a", "ana")


def test_a_first_version_that_was_evaluated_since_has_passed() -> None:
    assert footing_of(A, ("first", A), reports=[report(A)]).evaluation is Evaluated.PASSED


def test_an_override_names_who_and_why() -> None:
    found = footing_of(A, ("override", A))

    assert (found.evaluation, found.by, found.reason) == (Evaluated.OVERRIDDEN, "ana", "because of kv_a")
    assert found.says == "kv_a did not pass an evaluation, ana let it go live: because of kv_a"


def test_an_override_stays_one_when_it_fails_again() -> None:
    again = report(A, Verdict.BLOCK)

    assert footing_of(A, ("override", A), reports=[again]).evaluation is Evaluated.OVERRIDDEN


def test_what_passed_with_another_model_is_stale_and_says_so() -> None:
    found = footing_of(A, ("passed", A), program=PROGRAM.model_copy(update={"writer": "fake/model"}))

    assert found.evaluation is Evaluated.STALE
    assert found.says == (
        "the evaluation of kv_a is stale: it was evaluated with composed drafts, this program drafts with fake/model"
    )


def test_what_was_made_anew_for_another_encoder_is_stale() -> None:
    other = PROGRAM.model_copy(update={"encoder": "other-encoder"})

    found = footing_of(B, ("passed", A), ("remake", B), program=other)

    assert (found.evaluation, found.report_id) == (Evaluated.STALE, "er_kv_a")
    assert "it was evaluated with encoder fake-encoder, this program runs other-encode" in found.says


def test_a_stale_version_evaluated_again_has_passed() -> None:
    other = PROGRAM.model_copy(update={"encoder": "other-encoder"})

    found = footing_of(B, ("passed", A), ("remake", B), program=other, reports=[report(B, program=other)])

    assert found.evaluation is Evaluated.PASSED


def test_what_passed_and_does_not_any_more_has_failed() -> None:
    again = report(A, Verdict.BLOCK, report_id="er_2")

    found = footing_of(A, ("passed", A), reports=[report(A), again])

    assert (found.evaluation, found.report_id) == (Evaluated.FAILED, "er_2")
    assert "er_2 says BLOCK: returns-03" in found.says


@pytest.mark.parametrize(("step", "expected"), [("passed", Evaluated.PASSED), ("override", Evaluated.OVERRIDDEN)])
def test_after_a_rollback_a_version_stands_on_what_it_went_live_on(step: str, expected: Evaluated) -> None:
    steps = [("first", C), (step, A), ("passed", B), ("rollback", A)]

    assert footing_of(A, *steps).evaluation is expected


def test_a_version_that_never_went_live_stands_on_nothing() -> None:
    assert footing_of(B, ("passed", A)).evaluation is Evaluated.UNEVALUATED


class Desk:
    """What is looked up, and how often; a clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.asked: list[tuple[ClientId, VersionId]] = []
        self.seconds = 0.0
        self.is_down = False
        self.footings = Footings(self.look_up, lambda: self.seconds)

    def look_up(self, client_id: ClientId, version_id: VersionId) -> Footing:
        if self.is_down:
            raise Unavailable("the database failed: OperationalError")
        self.asked.append((client_id, version_id))
        return Footing(version_id=version_id, evaluation=Evaluated.PASSED, says="")


def test_what_a_version_stands_on_is_looked_up_once_and_again_after_a_while() -> None:
    desk = Desk()
    for _ in range(3):
        desk.footings.refresh({NORRFELL: A})
    desk.seconds += LOOKED_UP_EVERY_S

    desk.footings.refresh({NORRFELL: A})

    assert desk.asked == [(NORRFELL, A)] * 2


def test_a_version_that_answers_anew_is_looked_up_at_once_and_a_client_that_is_gone_forgotten() -> None:
    desk = Desk()
    desk.footings.refresh({NORRFELL: A, OSMERE: A})

    desk.footings.refresh({NORRFELL: B})

    assert {client: found.version_id for client, found in desk.footings.known().items()} == {NORRFELL: B}


def test_while_nothing_can_be_looked_up_what_was_known_is_kept() -> None:
    desk = Desk()
    desk.footings.refresh({NORRFELL: A})
    desk.is_down, desk.seconds = True, LOOKED_UP_EVERY_S

    with pytest.raises(Unavailable):
        desk.footings.refresh({NORRFELL: A})

    assert desk.footings.known()[NORRFELL].version_id == A
