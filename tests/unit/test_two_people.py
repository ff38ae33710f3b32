"""Where a client wants two people, who built a version does not let it pass."""

from datetime import timedelta
from pathlib import Path

import pytest

from assist.domain.base import ClientId
from assist.domain.evaluation import Approval
from assist.errors import BadInput, BadKnowledge, NotFound, Refused
from assist.publishing.releases import Releases
from tests.evaluations import PROGRAM, report
from tests.fakes import FRIDAY, FakeLedger
from tests.knowledge import ground, small_client, write_page

LATER = FRIDAY + timedelta(minutes=1)


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    folder = small_client(tmp_path / "knowledge")
    want_two_people(folder)
    made = Releases(ClientId("norrfell"), folder, ground(folder, tmp_path / "bundles"), FakeLedger(), PROGRAM)
    made.ensure_first(FRIDAY)
    return made


def want_two_people(folder: Path, wanted: str = "true") -> None:
    file = folder / "client.yaml"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("publishing:")]
    file.write_text("\n".join([*kept, f"publishing: {{two_people: {wanted}}}", ""]), encoding="utf-8")


def built(releases: Releases, *people: str | None, text: str = "Within 60 days.") -> str:
    """Build a candidate that passed its evaluation, once for each of these people; return its id."""
    write_page(releases.folder, "returns", text)
    ids = [releases.build(LATER, by=person).version_id for person in people]
    releases.ledger.record_evaluation(report(ids[0], report_id=f"er_{len(releases.evaluations()) + 1}"))
    return ids[0]


@pytest.mark.parametrize("override", [None, "the brand signed"], ids=["publish", "override"])
@pytest.mark.parametrize("name", ["ana", " Ana ", "ANA"])
def test_who_built_it_may_not_let_it_go_live(releases: Releases, name: str, override: str | None) -> None:
    candidate = built(releases, "ana")
    before = releases.history()

    with pytest.raises(Refused, match="ana built it, and norrfell wants two people") as caught:
        releases.publish(candidate, override=override, by=name, now=LATER)

    assert (caught.value.code, releases.history()) == ("second_person_required", before)


def test_somebody_else_may(releases: Releases) -> None:
    candidate = built(releases, "ana")

    releases.publish(candidate, override=None, by="bea", now=LATER)

    assert releases.history().live == candidate


def test_who_built_the_same_content_before_somebody_else_did_may_not_either(releases: Releases) -> None:
    candidate = built(releases, "ana", "bea")

    for name in ("ana", "bea"):
        with pytest.raises(Refused):
            releases.publish(candidate, override=None, by=name, now=LATER)


def test_what_nobody_is_known_to_have_built_must_be_built_again(releases: Releases) -> None:
    candidate = built(releases, None)

    with pytest.raises(Refused, match=r"who built it is not recorded.+assist kb build -c norrfell --by NAME"):
        releases.publish(candidate, override=None, by="bea", now=LATER)


def test_a_version_that_no_longer_wants_two_people_needs_them_once_more(releases: Releases) -> None:
    want_two_people(releases.folder, "false")
    candidate = built(releases, "ana")

    with pytest.raises(Refused, match="two people"):
        releases.publish(candidate, override=None, by="ana", now=LATER)


def test_a_version_that_wants_two_people_from_now_on_needs_them_already(releases: Releases) -> None:
    want_two_people(releases.folder, "false")
    releases.publish(built(releases, "ana"), override=None, by="bea", now=LATER)
    want_two_people(releases.folder)
    candidate = built(releases, "ana", text="Within 61 days.")

    with pytest.raises(Refused, match="two people"):
        releases.publish(candidate, override=None, by="ana", now=LATER)


def test_a_damaged_live_version_does_not_switch_the_rule_off(releases: Releases) -> None:
    releases.publish(built(releases, "ana"), override=None, by="bea", now=LATER)
    live = str(releases.history().live)
    want_two_people(releases.folder, "false")
    candidate = built(releases, "ana", text="Within 61 days.")
    (releases.ground.bundles_folder / "norrfell" / live / "manifest.json").unlink()

    with pytest.raises(Refused, match="two people"):
        releases.publish(candidate, override=None, by="ana", now=LATER)


def test_a_client_that_does_not_want_two_people_is_content_with_one(releases: Releases) -> None:
    want_two_people(releases.folder, "false")
    releases.publish(built(releases, "ana"), override=None, by="bea", now=LATER)
    candidate = built(releases, "ana", text="Within 61 days.")

    releases.publish(candidate, override=None, by="ana", now=LATER)

    assert releases.history().live == candidate


def test_going_back_takes_one_person(releases: Releases) -> None:
    first = releases.history().live
    releases.publish(built(releases, "ana"), override=None, by="bea", now=LATER)

    releases.rollback("", reason="wrong fee", by="ana", now=LATER)

    assert releases.history().live == first


def test_a_misspelt_rule_is_refused_by_file_and_line(releases: Releases) -> None:
    file = releases.folder / "client.yaml"
    text = file.read_text(encoding="utf-8").replace("two_people", "two_persons")
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadKnowledge, match=r"client\.yaml:\d+: .*two_persons"):
        releases.build(LATER, by="ana")


def approval(by: str = "bea", reason: str = "the brand asked for it", report_id: str = "er_1") -> Approval:
    return Approval(report_id=report_id, by=by, reason=reason, at=LATER, group="30 days -> 60 days")


def test_an_approval_is_kept_with_who_and_why(releases: Releases) -> None:
    built(releases, "ana")

    releases.approve(approval(by=" bea "))

    assert releases.ledger.approvals(releases.client_id, "er_1") == (approval(),)


def test_who_built_it_may_not_approve_of_it(releases: Releases) -> None:
    built(releases, "ana")

    with pytest.raises(Refused, match="two people"):
        releases.approve(approval(by="Ana"))

    assert releases.ledger.approvals(releases.client_id, "er_1") == ()


@pytest.mark.parametrize(("given", "path"), [(approval(by=" "), "by"), (approval(reason=" "), "reason")])
def test_an_approval_without_name_or_reason_is_refused(releases: Releases, given: Approval, path: str) -> None:
    built(releases, "ana")

    with pytest.raises(BadInput) as caught:
        releases.approve(given)

    assert caught.value.path == path


def test_of_a_report_that_is_not_there_nothing_is_approved(releases: Releases) -> None:
    with pytest.raises(NotFound):
        releases.approve(approval(report_id="er_9"))
