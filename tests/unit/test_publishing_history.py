"""What follows from builds and publications: which version is candidate, live or retired, and what a rollback goes to."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from assist.domain.base import ClientId, VersionId
from assist.domain.publication import BuiltVersion, History, Move, PublicationAction, VersionState
from tests.fakes import FRIDAY, FakeLedger

NORRFELL = ClientId("norrfell")
A, B, C = (VersionId(f"kv_{letter}") for letter in "abc")
Step = tuple[str, VersionId]


def told(*steps: Step) -> History:
    """Return the history after these steps, a minute apart: `build`, `first`, `publish` or `rollback` of a version."""
    ledger = FakeLedger()
    for minute, (step, version) in enumerate(steps):
        at = FRIDAY + timedelta(minutes=minute)
        if step == "build":
            ledger.record_build(NORRFELL, BuiltVersion(version_id=version, built_at=at, pages=1, passages=1))
        else:
            move = Move(action=PublicationAction(step), version_id=version, reason="", by="ana", at=at)
            ledger.go_live(NORRFELL, move)
    return ledger.history(NORRFELL)


def live_in_turn(*versions: VersionId) -> list[Step]:
    return [step for version in versions for step in (("build", version), ("publish", version))]


def test_the_newest_build_is_the_candidate_and_an_older_one_is_not() -> None:
    past = told(*live_in_turn(A), ("build", B), ("build", C))

    assert [past.state(each) for each in (A, B, C)] == [
        VersionState.LIVE,
        VersionState.RETIRED,
        VersionState.CANDIDATE,
    ]


def test_after_a_publication_there_is_no_candidate() -> None:
    past = told(*live_in_turn(A, B))

    assert (past.candidate, past.state(A)) == (None, VersionState.RETIRED)


def test_what_was_rolled_back_from_is_no_candidate_until_it_is_built_again() -> None:
    rolled_back = [*live_in_turn(A, B), ("rollback", A)]

    assert told(*rolled_back).candidate is None
    assert told(*rolled_back, ("build", B)).candidate == B


def test_building_what_is_live_leaves_no_candidate() -> None:
    past = told(*live_in_turn(A), ("build", B), ("build", A))

    assert past.candidate is None


def test_a_second_rollback_goes_further_back_and_a_third_has_nowhere_to_go() -> None:
    steps = live_in_turn(A, B, C)

    once = told(*steps, ("rollback", B))
    twice = told(*steps, ("rollback", B), ("rollback", A))

    assert (told(*steps).previous, once.previous, twice.previous) == (B, A, None)


def test_after_a_rollback_and_a_new_publication_one_goes_back_to_what_was_rolled_back_to() -> None:
    past = told(*live_in_turn(A, B), ("rollback", A), *live_in_turn(C))

    assert past.fallbacks == (A,)


def test_a_version_published_twice_is_one_fallback() -> None:
    past = told(*live_in_turn(A, B, A, C))

    assert past.fallbacks == (A, B)


@given(st.lists(st.tuples(st.sampled_from(["build", "publish", "rollback"]), st.sampled_from([A, B, C])), max_size=12))
def test_whatever_happened_at_most_one_version_is_live_and_never_its_own_fallback(steps: list[Step]) -> None:
    past = told(*steps)

    assert past.live not in past.fallbacks
    assert past.live != past.candidate or past.live is None
    assert set(past.fallbacks) <= {one.version_id for one in past.publications}
