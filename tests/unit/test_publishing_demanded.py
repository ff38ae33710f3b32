"""What a version must show before it goes live: SHIP for exactly this key, or a person who answers for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assist.domain.base import ClientId
from assist.domain.evaluation import EvidenceKind, Program, Verdict
from assist.domain.publication import PublicationAction
from assist.errors import AssistError, BadInput, Refused
from assist.publishing.releases import Releases
from tests.evaluations import PROGRAM, report
from tests.fakes import FRIDAY, FakeEncoder, FakeLedger
from tests.knowledge import THIRTY, ground, small_client, tiny_client, write_page

Clock = Callable[[], datetime]
WITH_MODEL = PROGRAM.model_copy(update={"writer": "fake/model"})


@pytest.fixture
def clock() -> Clock:
    """Each call is a minute later."""
    minutes = iter(range(10_000))
    return lambda: FRIDAY + timedelta(minutes=next(minutes))


@pytest.fixture
def releases(tmp_path: Path, clock: Clock) -> Releases:
    """A client with a live version and a folder that has changed since."""
    folder = small_client(tmp_path / "knowledge")
    made = Releases(ClientId("norrfell"), folder, ground(folder, tmp_path / "bundles"), FakeLedger(), PROGRAM)
    made.ensure_first(clock())
    write_page(folder, "returns", "Within 60 days.")
    return made


def publish(releases: Releases, clock: Clock) -> None:
    releases.publish("candidate", override=None, by="bea", now=clock())


def refusal(releases: Releases, clock: Clock) -> Refused:
    """Return why the candidate may not go live; what was live still is."""
    before = releases.history()
    with pytest.raises(Refused) as caught:
        publish(releases, clock)
    assert releases.history() == before
    return caught.value


def test_what_passed_goes_live_and_the_record_names_the_report(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate))

    publish(releases, clock)

    newest = releases.history().publications[-1]
    assert (newest.version_id, newest.reason, newest.by) == (candidate, "passed the evaluation er_1", "bea")
    assert newest.evidence is not None
    assert newest.evidence.model_dump() == {
        "kind": EvidenceKind.PASSED,
        "report_id": "er_1",
        "key": PROGRAM.key_of(candidate).model_dump(),
    }


def test_what_was_never_evaluated_is_refused(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id

    refused = refusal(releases, clock)

    command = f"assist eval gate -c norrfell --candidate {candidate}"
    assert (refused.status, refused.code) == (409, "evaluation_required")
    assert refused.message == f"{candidate} does not go live: {candidate} was never evaluated. Next: {command}"
    assert refused.details == {"version_id": candidate, "next": command}


@pytest.mark.parametrize("verdict", [Verdict.BLOCK, Verdict.INCONCLUSIVE, Verdict.ERROR])
def test_what_did_not_pass_is_refused_with_the_reasons(releases: Releases, clock: Clock, verdict: Verdict) -> None:
    candidate = releases.build(clock()).version_id
    reasons = ("returns-03 is lost", "returns-04 is lost", "and statistics")
    releases.ledger.record_evaluation(report(candidate, verdict, reasons=reasons))

    refused = refusal(releases, clock)

    assert refused.code == "evaluation_failed"
    assert f"says {verdict}; returns-03 is lost; returns-04 is lost. Next: assist eval report" in refused.message
    assert refused.details | {"next": ""} == {
        "version_id": candidate,
        "report_id": "er_1",
        "verdict": verdict.value,
        "reasons": list(reasons),
        "next": "",
    }


def test_the_newest_report_decides_against_an_older_one(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    for number, verdict in enumerate([Verdict.SHIP, Verdict.BLOCK]):
        releases.ledger.record_evaluation(report(candidate, verdict, report_id=f"er_{number}"))

    assert refusal(releases, clock).details["report_id"] == "er_1"


def test_the_newest_report_decides_for_an_older_one(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    for number, verdict in enumerate([Verdict.BLOCK, Verdict.SHIP]):
        releases.ledger.record_evaluation(report(candidate, verdict, report_id=f"er_{number}"))

    publish(releases, clock)

    assert releases.history().live == candidate


CHANGED = [
    ({"prompts": "q" * 64}, ["prompts"], "the prompts changed since"),
    ({"writer": "fake/model"}, ["writer"], "it was evaluated with model fake/model, this program drafts with none"),
    ({"package": "0.0.9"}, ["package"], "it was evaluated by version 0.0.9 of this program, this is 0.1.0"),
    ({"encoder": "e" * 64}, ["encoder"], "it was evaluated with encoder eeeeeeeeeeee, this program runs fake-encoder"),
    (
        {"prompts": "q" * 64, "package": "0.0.9"},
        ["prompts", "package"],
        "the prompts changed since; it was evaluated by version 0.0.9 of this program, this is 0.1.0",
    ),
]


@pytest.mark.parametrize(("was", "differs", "says"), CHANGED, ids=lambda value: str(value)[:30])
def test_an_evaluation_by_another_program_is_stale_and_says_what_changed(
    releases: Releases, clock: Clock, was: dict[str, str], differs: list[str], says: str
) -> None:
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate, program=PROGRAM.model_copy(update=was)))

    refused = refusal(releases, clock)

    assert (refused.code, refused.details["differs"]) == ("evaluation_stale", differs)
    assert says in refused.message


def test_a_model_that_drafts_now_makes_an_evaluation_of_composed_drafts_stale(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate))

    refused = refusal(replace(releases, program=WITH_MODEL), clock)

    assert "it was evaluated with composed drafts, this program drafts with fake/model" in refused.message


def test_after_another_encoder_the_next_step_is_to_build(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate, program=PROGRAM.model_copy(update={"encoder": "other"})))

    assert refusal(releases, clock).details["next"] == "assist kb build -c norrfell"


def test_pages_changed_after_the_evaluation_make_it_stale(releases: Releases, clock: Clock) -> None:
    evaluated = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(evaluated, created_at=clock()))
    write_page(releases.folder, "returns", "Within 61 days.")
    releases.build(clock())

    refused = refusal(releases, clock)

    assert (refused.code, refused.details["differs"]) == ("evaluation_stale", ["content"])
    assert f"of {evaluated} does not count" in refused.message
    assert "the pages or settings changed since" in refused.message


def test_an_evaluation_of_an_earlier_release_is_not_mentioned_for_the_next(releases: Releases, clock: Clock) -> None:
    released = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(released, created_at=clock()))
    publish(releases, clock)
    write_page(releases.folder, "returns", "Within 61 days.")
    releases.build(clock())

    assert refusal(releases, clock).code == "evaluation_required"


def test_another_clients_evaluation_does_not_count(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate, client_id="osmere"))

    assert refusal(releases, clock).code == "evaluation_required"


@pytest.mark.parametrize(("verdict", "overridden"), [(Verdict.BLOCK, "er_1"), (None, None)])
def test_a_person_may_answer_for_it_and_the_record_says_so(
    releases: Releases, clock: Clock, verdict: Verdict | None, overridden: str | None
) -> None:
    candidate = releases.build(clock()).version_id
    if verdict:
        releases.ledger.record_evaluation(report(candidate, verdict))

    releases.publish("candidate", override="the brand signed", by="bea", now=clock())

    newest = releases.history().publications[-1]
    assert (newest.version_id, newest.reason, newest.by) == (candidate, "the brand signed", "bea")
    assert newest.evidence is not None
    assert (newest.evidence.kind, newest.evidence.report_id) == (EvidenceKind.OVERRIDE, overridden)


def test_what_passed_was_not_overridden_whatever_was_typed(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate))

    releases.publish("candidate", override="to be sure", by="bea", now=clock())

    evidence = releases.history().publications[-1].evidence
    assert evidence is not None
    assert (evidence.kind, evidence.report_id) == (EvidenceKind.PASSED, "er_1")


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_may_not_answer_for_it(releases: Releases, clock: Clock, name: str) -> None:
    releases.build(clock())

    with pytest.raises(BadInput) as caught:
        releases.publish("candidate", override="the brand signed", by=name, now=clock())

    assert (caught.value.code, caught.value.path) == ("field_missing", "by")


def test_going_back_needs_no_evaluation(releases: Releases, clock: Clock) -> None:
    first = releases.history().live
    candidate = releases.build(clock()).version_id
    releases.ledger.record_evaluation(report(candidate))
    publish(releases, clock)

    releases.rollback("", reason="wrong fee", by="bea", now=clock())

    assert (releases.history().live, releases.history().publications[-1].evidence) == (first, None)


def test_going_forward_again_after_a_rollback_needs_one(releases: Releases, clock: Clock) -> None:
    candidate = releases.build(clock()).version_id
    releases.publish("candidate", override="x", by="bea", now=clock())
    releases.rollback("", reason="wrong fee", by="bea", now=clock())

    with pytest.raises(Refused):
        releases.publish(candidate, override=None, by="bea", now=clock())


class SecondEncoder(FakeEncoder):
    fingerprint = "fake-encoder-2"


PROGRAMS = (PROGRAM, PROGRAM.model_copy(update={"encoder": SecondEncoder.fingerprint}), WITH_MODEL)
TEXTS = (THIRTY, "Within 60 days.", "Within 90 days.")
Step = tuple[str, object]


@st.composite
def releasing(draw: st.DrawFn) -> list[Step]:
    """Draw what people do for one release, some of it left out: most random orders would publish nothing at all."""
    possible: list[Step] = [
        ("build", draw(st.sampled_from(TEXTS))),
        ("evaluate", draw(st.sampled_from([Verdict.SHIP, Verdict.SHIP, *Verdict]))),
        ("upgrade", draw(st.sampled_from(PROGRAMS))),
        ("evaluate", draw(st.sampled_from(list(Verdict)))),
        ("publish", draw(st.sampled_from([None, None, "the brand signed"]))),
        ("rollback", None),
    ]
    often = {"build": 7, "evaluate": 5, "upgrade": 4, "publish": 8, "rollback": 3}
    return [step for step in possible if draw(st.integers(1, 8)) <= often[step[0]]]


RELEASES = st.lists(releasing(), max_size=4).map(lambda parts: [step for part in parts for step in part])


class Life:
    """A client whose people build, evaluate, publish, roll back and change the program as they like."""

    def __init__(self, folder: Path, bundles: Path, clock: Clock) -> None:
        self.clock, self.bundles, self.reports = clock, bundles, 0
        self.releases = Releases(ClientId("norrfell"), folder, ground(folder, bundles), FakeLedger(), PROGRAM)
        self.releases.open_live(clock())

    def build(self, text: str) -> None:
        write_page(self.releases.folder, "returns", text)
        self.releases.build(self.clock())

    def evaluate(self, verdict: Verdict) -> None:
        self.reports += 1
        newest = self.releases.history().built[0].version_id
        made = report(newest, verdict, program=self.releases.program, report_id=f"er_{self.reports}")
        self.releases.ledger.record_evaluation(made)

    def publish(self, override: str | None) -> None:
        newest = self.releases.history().built[0].version_id
        self.releases.publish(newest, override=override, by="bea", now=self.clock())

    def rollback(self, _: None) -> None:
        self.releases.rollback("", reason="wrong", by="bea", now=self.clock())

    def upgrade(self, program: Program) -> None:
        encoder = SecondEncoder() if program.encoder == SecondEncoder.fingerprint else FakeEncoder()
        standing_on = ground(self.releases.folder, self.bundles, encoder)
        self.releases = replace(self.releases, ground=standing_on, program=program)
        self.releases.open_live(self.clock())

    def counted_when_it_went_live(self, publication_number: int) -> bool:
        """Say whether a publication stands on SHIP for the key it names, or on a person's recorded word."""
        publication = self.releases.history().publications[publication_number - 1]
        evidence = publication.evidence
        if publication.action is not PublicationAction.PUBLISH:
            return evidence is None
        assert evidence is not None
        assert evidence.key.version_id == publication.version_id
        if evidence.kind is EvidenceKind.OVERRIDE:
            return bool(publication.reason and publication.by)
        found = self.releases.ledger.evaluation(self.releases.client_id, str(evidence.report_id))
        return found is not None and (found.verdict, found.key) == (Verdict.SHIP, evidence.key)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder and its bundles for all lives: equal content is built once, and each life has a ledger of its own."""
    found = tmp_path_factory.mktemp("life")
    tiny_client(found / "knowledge")
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=RELEASES)
def test_nothing_is_ever_live_that_neither_passed_nor_was_answered_for(
    place: Path, clock: Clock, steps: list[Step]
) -> None:
    life = Life(place / "knowledge" / "norrfell", place / "bundles", clock)

    for name, argument in steps:
        programs_before = life.releases.program
        number = len(life.releases.history().publications)
        try:
            getattr(life, name)(argument)
        except AssistError:
            assert len(life.releases.history().publications) == number
        made = life.releases.history().publications[number:]
        assert all(life.counted_when_it_went_live(publication.number) for publication in made)
        assert all(one.evidence is None or programs_before.key_of(one.version_id) == one.evidence.key for one in made)

    history = life.releases.history()
    let_live = history.let_live(history.live) if history.live else None
    assert let_live is not None
    assert let_live.action is PublicationAction.FIRST or life.counted_when_it_went_live(let_live.number)
