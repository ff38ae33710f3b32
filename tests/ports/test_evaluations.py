"""Evaluations in the ledger, on the fake and on the database: kept as they are, newest first, client by client."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import Approval, EvalSummary, Evidence, EvidenceKind, Verdict
from assist.domain.publication import BuiltVersion, Move, PublicationAction
from assist.errors import Unavailable
from assist.ports import Ledger
from assist.storage.store import Store
from tests.evaluations import PROGRAM, report
from tests.fakes import FRIDAY, FakeLedger
from tests.ports.conftest import DATABASES, empty_database

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
ONE, TWO = VersionId("kv_1"), VersionId("kv_2")


@pytest.fixture(params=["fake", *DATABASES])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with two versions built by ana, and one of each for the other client."""
    if request.param == "fake":
        yield built(FakeLedger())
        return
    with empty_database(request.param, tmp_path) as url:
        store = Store.open(url)
        yield built(store.ledger)
        store.close()


def built(ledger: Ledger) -> Ledger:
    for client in (NORRFELL, OSMERE):
        for version in (ONE, TWO):
            ledger.record_build(client, BuiltVersion(version_id=version, built_at=FRIDAY, built_by=("ana",)))
    return ledger


def test_a_report_is_read_back_as_it_was_recorded(ledger: Ledger) -> None:
    document = '{"says": "\\u0000 and ñ"}'
    given = report(ONE, Verdict.BLOCK, against=TWO, seed=2**40, document=document)

    ledger.record_evaluation(given)

    assert ledger.evaluation(NORRFELL, "er_1") == given


def test_a_report_nobody_recorded_is_absent(ledger: Ledger) -> None:
    assert (ledger.evaluation(NORRFELL, "er_1"), ledger.evaluations(NORRFELL)) == (None, ())


def test_reports_come_newest_first_by_when_they_were_recorded(ledger: Ledger) -> None:
    for number, version in enumerate([ONE, TWO, ONE]):
        ledger.record_evaluation(report(version, report_id=f"er_{number}"))

    assert [one.report_id for one in ledger.evaluations(NORRFELL)] == ["er_2", "er_1", "er_0"]
    assert [one.report_id for one in ledger.evaluations(NORRFELL, ONE)] == ["er_2", "er_0"]


def test_a_list_of_reports_holds_no_documents(ledger: Ledger) -> None:
    given = report(ONE, document='{"all": "of it"}')
    ledger.record_evaluation(given)

    (listed,) = ledger.evaluations(NORRFELL)

    assert listed == EvalSummary.model_validate(given.model_dump(exclude={"document"}))


def test_a_report_cannot_be_recorded_over_another(ledger: Ledger) -> None:
    ledger.record_evaluation(report(ONE, Verdict.BLOCK))

    with pytest.raises(Unavailable):
        ledger.record_evaluation(report(ONE, Verdict.SHIP))

    (kept,) = ledger.evaluations(NORRFELL)
    assert kept.verdict is Verdict.BLOCK


def test_one_clients_reports_and_approvals_are_absent_for_another(ledger: Ledger) -> None:
    ledger.record_evaluation(report(ONE))
    ledger.record_approval(NORRFELL, approval())

    assert (ledger.evaluation(OSMERE, "er_1"), ledger.evaluations(OSMERE), ledger.approvals(OSMERE, "er_1")) == (
        None,
        (),
        (),
    )


def approval(group: str | None = None, **fields: str) -> Approval:
    return Approval.model_validate(
        {"report_id": "er_1", "by": "bea", "reason": "the brand asked for it", "at": FRIDAY, "group": group, **fields}
    )


def test_approvals_are_read_back_in_their_order(ledger: Ledger) -> None:
    given = [approval("30 days -> 45 days"), approval(), approval("30 days -> 45 days")]
    for number in ("er_1", "er_2"):
        ledger.record_evaluation(report(ONE, report_id=number))
    for one in given:
        ledger.record_approval(NORRFELL, one)

    assert (ledger.approvals(NORRFELL, "er_1"), ledger.approvals(NORRFELL, "er_2")) == (tuple(given), ())


def test_of_a_report_that_is_not_there_nothing_can_be_approved(ledger: Ledger) -> None:
    with pytest.raises(Unavailable):
        ledger.record_approval(NORRFELL, approval())


@pytest.mark.parametrize(("kind", "report_id"), [(EvidenceKind.PASSED, "er_1"), (EvidenceKind.OVERRIDE, None)])
def test_what_a_version_went_live_on_is_kept_with_its_publication(
    ledger: Ledger, kind: EvidenceKind, report_id: str | None
) -> None:
    evidence = Evidence(kind=kind, report_id=report_id, key=PROGRAM.key_of(ONE))
    move = Move(action=PublicationAction.PUBLISH, version_id=ONE, reason="x", by="bea", at=FRIDAY, evidence=evidence)

    returned = ledger.go_live(NORRFELL, move)

    assert returned.evidence == evidence
    assert ledger.history(NORRFELL).publications[-1].evidence == evidence


def test_everybody_who_built_the_same_content_stays_on_record(ledger: Ledger) -> None:
    for people in (("bea",), (), ("ana",)):
        ledger.record_build(NORRFELL, BuiltVersion(version_id=ONE, built_at=FRIDAY, built_by=people))

    assert (ledger.history(NORRFELL).built_by(ONE), ledger.history(NORRFELL).built_by(TWO)) == (
        ("ana", "bea"),
        ("ana",),
    )


def test_a_report_on_a_version_nobody_built_is_refused(url: str) -> None:
    store = Store.open(url)
    built(store.ledger)

    with pytest.raises(Unavailable):
        store.ledger.record_evaluation(report("kv_3"))

    assert store.ledger.evaluations(NORRFELL) == ()
    store.close()


def test_two_engines_that_record_at_once_lose_no_report(url: str) -> None:
    stores = [Store.open(url), Store.open(url)]
    built(stores[0].ledger)

    with ThreadPoolExecutor(4) as pool:
        numbers = range(20)
        list(pool.map(lambda n: stores[n % 2].ledger.record_evaluation(report(ONE, report_id=f"er_{n}")), numbers))

    found = stores[0].ledger.evaluations(NORRFELL)
    for store in stores:
        store.close()
    assert {one.report_id for one in found} == {f"er_{number}" for number in range(20)}


def test_a_transaction_of_a_client_reaches_its_evaluations(url: str) -> None:
    store = Store.open(url)
    built(store.ledger)
    with store.begin(NORRFELL) as rows:
        rows.evaluations.record(report(ONE))

    with store.begin(OSMERE, only_reads=True) as theirs:
        hidden = theirs.evaluations.newest_first()
    with store.begin(NORRFELL, only_reads=True) as ours:
        seen = ours.evaluations.one("er_1")

    store.close()
    assert (hidden, seen) == ((), report(ONE))
