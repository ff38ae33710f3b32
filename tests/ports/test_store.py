"""The store: what was saved is read back, one client never sees another's rows, a second process sees the same."""

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assist.domain.base import ClientId
from assist.domain.orders import Order
from assist.domain.suggestion import Cost, Suggestion, SuggestRequest
from assist.errors import Unavailable
from assist.storage.store import Store
from tests.fakes import FRIDAY

CONTRACT = Path(__file__).parent.parent.parent / "docs" / "contract"
OPENED_AT_ONCE = 3
NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
ORDER = Order.model_validate(
    {
        "number": "nf-20288",
        "email": " Ana@Example.org ",
        "items": [{"id": "i1", "paid": {"amount": "31.05", "currency": "EUR"}}],
    }
)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def asked() -> SuggestRequest:
    return SuggestRequest.model_validate_json((CONTRACT / "request.json").read_bytes())


@pytest.fixture(scope="module")
def example() -> Suggestion:
    return Suggestion.model_validate_json((CONTRACT / "response.json").read_bytes())


def renamed(suggestion: Suggestion, name: str, **changes: object) -> Suggestion:
    return suggestion.model_copy(update={"suggestion_id": name, **changes})


def test_a_suggestion_is_read_back_as_it_was_saved(store: Store, asked: SuggestRequest, example: Suggestion) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with store.begin(NORRFELL) as rows:
        assert rows.suggestion(example.suggestion_id) == example


def test_a_suggestion_nobody_saved_is_absent(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        assert rows.suggestion("sg_none") is None


def test_a_new_suggestion_supersedes_the_earlier_ones_of_its_conversation(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    with store.begin(NORRFELL) as rows:
        for name in ("sg_1", "sg_2", "sg_3"):
            rows.save_suggestion(asked, renamed(example, name))

    with store.begin(NORRFELL) as rows:
        found = [rows.suggestion(name) for name in ("sg_1", "sg_2", "sg_3")]
    assert [one.superseded_by for one in found if one] == ["sg_2", "sg_3", None]


def test_a_suggestion_of_another_conversation_is_not_superseded(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, renamed(example, "sg_1"))
        rows.save_suggestion(asked, renamed(example, "sg_2", conversation_id="cv-other"))

    with store.begin(NORRFELL) as rows:
        first = rows.suggestion("sg_1")
    assert first is not None and first.superseded_by is None


def test_the_same_conversation_may_be_sent_again_and_again(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    twice = asked.model_copy(update={"messages": (*asked.messages, *asked.messages)})

    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(twice, renamed(example, "sg_1"))
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, renamed(example, "sg_2"))

    with store.begin(NORRFELL) as rows:
        assert rows.suggestion("sg_2") is not None


def test_one_clients_suggestion_is_absent_for_another(store: Store, asked: SuggestRequest, example: Suggestion) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with store.begin(OSMERE) as rows:
        assert rows.suggestion(example.suggestion_id) is None


def test_one_clients_conversation_does_not_supersede_anothers_of_the_same_name(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with store.begin(OSMERE) as rows:
        rows.save_suggestion(asked, renamed(example, "sg_osmere"))

    with store.begin(NORRFELL) as rows:
        assert rows.suggestion(example.suggestion_id) == example


def test_two_clients_may_use_the_same_ids(store: Store, asked: SuggestRequest, example: Suggestion) -> None:
    for client, version in ((NORRFELL, "kv_1"), (OSMERE, "kv_2")):
        with store.begin(client) as rows:
            rows.save_suggestion(asked, renamed(example, "sg_1", knowledge_version=version))

    with store.begin(NORRFELL) as rows:
        mine = rows.suggestion("sg_1")
    assert mine is not None and mine.knowledge_version == "kv_1"


def test_an_error_within_the_block_leaves_nothing_behind(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    with pytest.raises(KeyError), store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)
        raise KeyError("something else went wrong")

    with store.begin(NORRFELL) as rows:
        assert rows.suggestion(example.suggestion_id) is None


def test_the_same_suggestion_twice_is_refused_and_the_first_stands(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with pytest.raises(Unavailable), store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with store.begin(NORRFELL) as rows:
        assert rows.suggestion(example.suggestion_id) == example


@pytest.mark.parametrize("number", ["nf-20288", "NF-20288", "Nf-20288"])
def test_an_order_is_found_by_its_number_however_it_is_written(store: Store, number: str) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert rows.orders([number], None) == [ORDER]


@pytest.mark.parametrize("email", ["ana@example.org", " ANA@EXAMPLE.ORG"])
def test_an_order_is_found_by_its_address_however_it_is_written(store: Store, email: str) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert rows.orders([], email) == [ORDER]


def test_an_order_found_by_number_and_address_comes_once(store: Store) -> None:
    other = ORDER.model_copy(update={"number": "NF-20101"})
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)
        rows.save_order(other, FRIDAY)

    with store.begin(NORRFELL) as rows:
        found = rows.orders(["NF-20288", "NF-20288"], "ana@example.org")
    assert [order.number for order in found] == ["NF-20101", "nf-20288"]


@pytest.mark.parametrize(
    ("numbers", "email"), [([], None), ([], ""), (["NF-1"], None), ([], "bea@example.org"), (["%"], "%")]
)
def test_what_matches_nothing_finds_nothing(store: Store, numbers: list[str], email: str | None) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)
        rows.save_order(Order(number="NF-2"), FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert rows.orders(numbers, email) == []


def test_a_blank_address_does_not_find_the_orders_without_one(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(Order(number="NF-2", email="  "), FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert rows.orders([], "  ") == []


def test_an_order_saved_again_is_replaced(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)
        rows.save_order(ORDER.model_copy(update={"email": "new@example.org", "number": "NF-20288"}), FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert [order.email for order in rows.orders(["NF-20288"], None)] == ["new@example.org"]
        assert rows.orders([], "ana@example.org") == []


def test_one_clients_orders_are_absent_for_another(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)

    with store.begin(OSMERE) as rows:
        assert rows.orders(["NF-20288"], "ana@example.org") == []


def test_one_client_cannot_replace_anothers_order(store: Store) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)

    with store.begin(OSMERE) as rows:
        rows.save_order(ORDER.model_copy(update={"email": "bea@example.org"}), FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert rows.orders(["NF-20288"], None) == [ORDER]


def test_a_number_with_quotes_is_only_a_number(store: Store) -> None:
    odd = Order(number="x'); drop table orders; --")
    with store.begin(NORRFELL) as rows:
        rows.save_order(odd, FRIDAY)

    with store.begin(NORRFELL) as rows:
        assert [order.number.lower() for order in rows.orders([odd.number], None)] == [odd.number]


def test_a_second_engine_reads_what_the_first_wrote(
    store: Store, url: str, asked: SuggestRequest, example: Suggestion
) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    second = Store.open(url)
    with second.begin(NORRFELL) as rows:
        found = rows.suggestion(example.suggestion_id)
    second.close()

    assert found == example


def test_a_reopened_database_keeps_its_rows(url: str) -> None:
    first = Store.open(url)
    with first.begin(NORRFELL) as rows:
        rows.save_order(ORDER, FRIDAY)
    first.close()

    second = Store.open(url)
    with second.begin(NORRFELL) as rows:
        found = rows.orders(["NF-20288"], None)
    second.close()

    assert found == [ORDER]


def test_two_engines_that_write_at_once_lose_nothing(store: Store, url: str) -> None:
    second = Store.open(url)

    def save(number: int) -> None:
        with (store, second)[number % 2].begin(NORRFELL) as rows:
            rows.save_order(Order(number=f"NF-{number}"), FRIDAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(40)))

    with store.begin(NORRFELL) as rows:
        found = rows.orders([f"NF-{number}" for number in range(40)], None)
    second.close()
    assert len(found) == 40


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "assist.db").write_bytes(b"this is not a database " * 100)

    with pytest.raises(Unavailable):
        Store.open(f"sqlite:///{tmp_path / 'assist.db'}")


@pytest.mark.parametrize("nowhere", ["nonsense", "", "sqlite:////no/such/folder/assist.db"])
def test_a_database_that_cannot_be_reached_is_unavailable(nowhere: str) -> None:
    with pytest.raises(Unavailable):
        Store.open(nowhere)


def test_processes_that_open_an_empty_database_at_once_all_succeed(url: str) -> None:
    spawning = multiprocessing.get_context("spawn")  # a forked process would share this one's locks
    together, outcomes = spawning.Barrier(OPENED_AT_ONCE), spawning.Queue()
    openers = [spawning.Process(target=_open_together, args=(url, together, outcomes)) for _ in range(OPENED_AT_ONCE)]
    for opener in openers:
        opener.start()

    said = [outcomes.get(timeout=60) for _ in openers]

    for opener in openers:
        opener.join(60)
    assert said == ["opened"] * OPENED_AT_ONCE


def _open_together(url: str, together: Barrier, outcomes: "multiprocessing.Queue[str]") -> None:
    together.wait(60)
    try:
        Store.open(url).close()
    except Unavailable as error:
        outcomes.put(error.message)
    else:
        outcomes.put("opened")


def test_what_only_reads_waits_for_no_writer(store: Store) -> None:
    with store.begin(OSMERE) as writing:
        writing.save_order(ORDER, FRIDAY)

        with store.begin(NORRFELL, only_reads=True) as reading:
            assert reading.recent_customer_turns(1) == []


def test_a_failure_names_no_row_content(store: Store, asked: SuggestRequest, example: Suggestion) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with pytest.raises(Unavailable) as caught, store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    assert json.dumps(asked.messages[-1].text)[1:20] not in caught.value.message


def test_a_database_of_a_newer_program_is_refused_by_name(url: str) -> None:
    Store.open(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    engine.dispose()

    with pytest.raises(Unavailable, match="9999"):
        Store.open(url)


def test_what_models_cost_since_a_moment_is_summed_for_one_client(
    store: Store, asked: SuggestRequest, example: Suggestion
) -> None:
    def costing(name: str, amount: str, **changes: object) -> Suggestion:
        return renamed(example, name, cost=Cost(amount=amount), **changes)

    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, costing("sg_1", "0.0200", created_at=FRIDAY - timedelta(days=1)))
        rows.save_suggestion(asked, costing("sg_2", "0.0100", created_at=FRIDAY))
        rows.save_suggestion(asked, costing("sg_3", "0.0050", created_at=FRIDAY + timedelta(hours=1)))
    with store.begin(OSMERE) as rows:
        rows.save_suggestion(asked, costing("sg_4", "9.0000", created_at=FRIDAY))

    with store.begin(NORRFELL, only_reads=True) as rows:
        assert rows.cost_since(FRIDAY) == Decimal("0.0150")


def test_nothing_stored_has_cost_nothing(store: Store) -> None:
    with store.begin(NORRFELL, only_reads=True) as rows:
        assert rows.cost_since(FRIDAY) == 0
