"""Handoffs in the database: read back whole, answered once, one client's own, with what their receivers said."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from assist.domain.base import ClientId
from assist.domain.handoff import Handoff
from assist.domain.handoff_outcome import HandoffOutcome, HandoffResult, Missing
from assist.storage.store import Store
from tests import brands
from tests.fakes import FRIDAY

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
EXAMPLE = json.loads((brands.KNOWLEDGE.parent / "docs/contract/handoff.json").read_bytes())
HANDOFF = Handoff.model_validate({**EXAMPLE, "recommended_next": {"steps": ["Call GLS."]}})


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store that holds the example's handoff."""
    opened = Store.open(url)
    with opened.begin(NORRFELL) as rows:
        rows.handoffs.save(HANDOFF)
    yield opened
    opened.close()


def said(outcome: str, **fields: Any) -> HandoffOutcome:
    return HandoffOutcome.model_validate({"outcome": outcome, "by": "a-17", "at": FRIDAY, **fields})


def test_a_handoff_is_read_back_as_it_was_saved(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        assert rows.handoffs.one(HANDOFF.handoff_id) == HANDOFF
        assert rows.handoffs.one("ho_none") is None


def test_another_client_finds_neither_the_handoff_nor_its_outcomes(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.handoffs.add_outcome(HANDOFF.handoff_id, said("accepted"), FRIDAY)

    with store.begin(OSMERE) as rows:
        assert rows.handoffs.one(HANDOFF.handoff_id) is None
        assert rows.handoffs.outcomes(HANDOFF.handoff_id) == ()
        assert list(rows.handoffs.lives(FRIDAY - timedelta(days=9))) == []


def test_the_same_outcome_by_the_same_person_at_the_same_moment_counts_once(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        recorded = [
            rows.handoffs.add_outcome(HANDOFF.handoff_id, one, FRIDAY)
            for one in (
                said("returned", missing=["evidence"]),
                said("returned", missing=["evidence", "promises"]),
                said("returned", missing=["evidence"], by="a-18"),
                said("accepted"),
                said("accepted", at=FRIDAY + timedelta(hours=1)),
            )
        ]

        kept = rows.handoffs.outcomes(HANDOFF.handoff_id)

    assert recorded == [True, False, True, True, True]
    assert [one.missing for one in kept if one.outcome is HandoffResult.RETURNED] == [(Missing.EVIDENCE,)] * 2


def test_an_outcome_without_a_moment_is_of_now_and_still_counts_once(store: Store) -> None:
    bare = HandoffOutcome(outcome=HandoffResult.ACCEPTED)

    with store.begin(NORRFELL) as rows:
        first = rows.handoffs.add_outcome(HANDOFF.handoff_id, bare, FRIDAY)
        again = rows.handoffs.add_outcome(HANDOFF.handoff_id, bare, FRIDAY + timedelta(days=1))

        assert (first, again) == (True, False)
        assert [one.at for one in rows.handoffs.outcomes(HANDOFF.handoff_id)] == [FRIDAY]


def test_lives_since_a_moment_carry_what_was_missing_and_how_they_came_about(store: Store) -> None:
    later = HANDOFF.model_copy(
        update={"handoff_id": "ho_2", "created_at": FRIDAY + timedelta(days=1), "defects": ("no_actions_recorded",)}
    )
    with store.begin(NORRFELL) as rows:
        rows.handoffs.save(later, "sg_1")
        rows.handoffs.add_outcome("ho_2", said("returned", missing=["other"], note="wrong attachment"), FRIDAY)

        lives = list(rows.handoffs.lives(FRIDAY + timedelta(hours=12)))

    assert [(one.handoff_id, one.prepared, one.defects) for one in lives] == [("ho_2", True, ("no_actions_recorded",))]
    assert [one.note for one in lives[0].outcomes] == ["wrong attachment"]
    assert lives[0].reason == HANDOFF.reason.code
