"""Rules that go by the order's state alone: what it allows, what it closes, and that nothing is guessed without one."""

from typing import Any

import pytest

from assist.domain.enums import Outcome
from assist.errors import BadKnowledge
from assist.workflows import contradictions, order_lock, parameters, return_state
from assist.workflows.case import Finding, OrderCase
from tests import brands

PICKED = "  kind: pick\n  cutoff: '13:00'\n  locks_at: '15:00'\n"
STATES = brands.workflows_yaml("norrfell").replace(PICKED, "  kind: status\n  open_statuses: [pending]\n")
STATES = STATES.replace("return:\n", "return:\n  open_statuses: [delivered]\n", 1)
CHANGES = ("order_change", "address_change", "cancellation")


def case(workflow: str, status: str | None, **fields: Any) -> OrderCase:
    brand = brands.norrfell()
    stated = brands.Brand(brand.profile, parameters.parse(STATES, file="norrfell/workflows.yaml"), brand.calendar)
    order = stated.order(None, status=status, **fields)
    return stated.case(workflow, order, asked="2026-11-20 16:47")


def returned(workflow: str, status: str | None, **fields: Any) -> Finding:
    found = return_state.decide(case(workflow, status, **fields))
    assert found is not None
    return found


@pytest.mark.parametrize("workflow", CHANGES)
@pytest.mark.parametrize("status", ["pending", "Pending", " pending "])
def test_a_change_is_open_in_the_states_the_client_names(workflow: str, status: str) -> None:
    found = order_lock.decide(case(workflow, status))

    assert found.outcome is Outcome.ELIGIBLE
    assert found.locks_at is None, "no moment is known at which it would lock"


@pytest.mark.parametrize("workflow", CHANGES)
@pytest.mark.parametrize("status", ["processed", "delivered", "cancelled", "pending (items modified)", "pendin"])
def test_a_change_is_closed_in_every_other_state(workflow: str, status: str) -> None:
    assert order_lock.decide(case(workflow, status)).outcome is Outcome.NOT_ELIGIBLE


@pytest.mark.parametrize("workflow", CHANGES)
def test_without_a_state_nothing_is_guessed(workflow: str) -> None:
    found = order_lock.decide(case(workflow, None))

    assert found.outcome is Outcome.NEEDS_INFO
    assert [one.path for one in found.inconsistencies] == ["orders/NF-20288/status"]


def test_a_parcel_that_has_left_locks_an_order_whatever_its_state_says() -> None:
    shipped = [brands.norrfell().moving("2026-11-19 10:00")]

    assert order_lock.decide(case("cancellation", "pending", fulfilments=shipped)).outcome is Outcome.NOT_ELIGIBLE


@pytest.mark.parametrize("workflow", ["return", "exchange"])
def test_items_come_back_in_the_states_the_client_names_whenever_asked(workflow: str) -> None:
    found = returned(workflow, "delivered")

    assert (found.outcome, found.workflow, found.last_day) == (Outcome.ELIGIBLE, workflow, None)


@pytest.mark.parametrize("workflow", ["return", "exchange"])
@pytest.mark.parametrize("status", ["processed", "pending", "return requested", "exchange requested"])
def test_items_do_not_come_back_in_other_states(workflow: str, status: str) -> None:
    assert returned(workflow, status).outcome is Outcome.NOT_ELIGIBLE


@pytest.mark.parametrize("workflow", ["return", "exchange"])
def test_a_return_without_a_state_is_not_guessed(workflow: str) -> None:
    assert returned(workflow, None).outcome is Outcome.NEEDS_INFO


def test_what_came_back_already_does_not_come_back_again() -> None:
    back = [{"status": "received", "at": "2026-11-18T10:00:00Z", "item_ids": ["i1"]}]

    assert returned("return", "delivered", returns=back).rule_id == "return.already"


def test_clients_with_windows_are_not_asked_for_a_state() -> None:
    brand = brands.norrfell()

    assert return_state.decide(brand.case("return", brand.order("2026-11-01 10:00"), asked="2026-11-20 10:00")) is None


def test_a_delivered_order_without_a_scan_contradicts_nothing_where_states_decide() -> None:
    delivered = case("return", "delivered", fulfilments=[{"id": "f1", "item_ids": ["i1"]}])

    found = contradictions.find(delivered.order, "EUR", delivered.now, goes_by_state=True)

    assert found.all == ()
    assert contradictions.find(delivered.order, "EUR", delivered.now).course


@pytest.mark.parametrize(
    "lock",
    ["kind: status", "kind: pick\n  open_statuses: [pending]", "kind: status\n  open_statuses: []"],
)
def test_states_go_with_the_kind_that_reads_them(lock: str) -> None:
    broken = brands.workflows_yaml("norrfell").replace(PICKED, f"  {lock}\n")

    with pytest.raises(BadKnowledge, match="open_statuses"):
        parameters.parse(broken, file="norrfell/workflows.yaml")
