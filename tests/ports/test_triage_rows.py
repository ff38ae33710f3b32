"""Contacts, triages and corrections in the database: found again by the same customer of the same client only."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from assist.domain.base import ClientId
from assist.domain.contact import Contact
from assist.domain.conversation import Conversation, Customer, Message
from assist.domain.correction import Correction, StoredTriage
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.triage import Triage
from assist.storage.store import Store
from tests.fakes import FRIDAY
from tests.ports.test_store import CONTRACT

NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")
DAY = timedelta(days=1)
MARTA = Customer(id="c-8841", email="Marta.O@Example.com", phone="+34 600 000 000")
TALK = Conversation(channel="chat", messages=(Message(id="m1", text="where is it"), Message(id="m2", text="NF-20288")))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def tags() -> Triage:
    return Suggestion.model_validate_json((CONTRACT / "response.json").read_bytes()).triage


def contact(name: str = "cw-1", **fields: object) -> Contact:
    given = {
        "conversation_id": name,
        "message_id": "m1",
        "channel": "chat",
        "at": FRIDAY,
        "intents": ("order/status",),
        "order_numbers": ("NF-20288",),
        "text_digest": "abc",
    }
    return Contact.model_validate({**given, **fields})


def keep(store: Store, one: Contact, customer: Customer | None = MARTA, client: ClientId = NORRFELL) -> None:
    with store.begin(client) as rows:
        rows.save_contact(one, customer, FRIDAY)


def found(
    store: Store, customer: Customer | None, *numbers: str, client: ClientId = NORRFELL, days: int = 7
) -> list[Contact]:
    with store.begin(client, only_reads=True) as rows:
        return rows.contacts(customer, numbers, FRIDAY - days * DAY)


@pytest.mark.parametrize(
    "same",
    [
        Customer(id="c-8841"),
        Customer(email=" marta.o@example.com"),
        Customer(phone="600000000"),
        Customer(id="other", phone="0034 600-000-000"),
    ],
    ids=["id", "e-mail", "phone", "one of several"],
)
def test_a_customer_is_found_again_by_id_email_or_phone(store: Store, same: Customer) -> None:
    keep(store, contact())

    assert found(store, same) == [contact()]


@pytest.mark.parametrize(
    "other",
    [Customer(id="c-1"), Customer(email="o@example.com"), Customer(phone="000"), Customer(name="Marta"), Customer()],
)
def test_nobody_else_is(store: Store, other: Customer) -> None:
    keep(store, contact())
    keep(store, contact("cw-2"), Customer(phone="000"))

    assert found(store, other) == []


def test_somebody_unknown_is_found_by_the_order_named(store: Store) -> None:
    keep(store, contact())

    assert found(store, None, "nf-20288") == [contact()]
    assert found(store, None, "NF-20301") == []


def test_a_known_customer_is_not_taken_for_everyone_who_names_the_order(store: Store) -> None:
    keep(store, contact())

    assert found(store, Customer(id="c-1"), "NF-20288") == []


def test_another_client_sees_nothing_of_it(store: Store) -> None:
    keep(store, contact())

    assert found(store, MARTA, "NF-20288", client=OSMERE) == []


def test_contacts_come_oldest_first_and_not_from_before_the_window(store: Store) -> None:
    for name, ago in (("new", 0), ("old", 3), ("too-old", 9)):
        keep(store, contact(name, at=FRIDAY - ago * DAY))

    assert [one.conversation_id for one in found(store, MARTA)] == ["old", "new"]


def test_the_same_turn_again_replaces_what_was_kept_of_it(store: Store) -> None:
    keep(store, contact())
    keep(store, contact(intents=("refund/status",)))

    assert [one.intents for one in found(store, MARTA)] == [("refund/status",)]


def test_who_wrote_is_kept_as_digests_only(store: Store, url: str) -> None:
    keep(store, contact())

    with create_engine(url).connect() as connection:
        keys = [str(row) for row in connection.execute(text("select * from contact_keys"))]
    assert len(keys) == 4
    assert not any(secret in key.lower() for key in keys for secret in ("marta", "600000000", "c-8841", "20288"))


def triaged(tags: Triage, name: str = "tr_1") -> StoredTriage:
    return StoredTriage(
        triage_id=name,
        conversation_id="cw-1",
        answers=("m1", "m2"),
        knowledge_version="kv_1",
        created_at=FRIDAY,
        triage=tags,
    )


def test_a_triage_is_read_back_as_it_was_answered(store: Store, tags: Triage) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_triage(TALK, triaged(tags))

    with store.begin(NORRFELL) as rows:
        assert rows.triage("tr_1") == triaged(tags)
    with store.begin(OSMERE) as rows:
        assert rows.triage("tr_1") is None


def test_the_triage_of_a_suggestion_is_found_by_the_suggestions_id(store: Store) -> None:
    asked = SuggestRequest.model_validate_json((CONTRACT / "request.json").read_bytes())
    example = Suggestion.model_validate_json((CONTRACT / "response.json").read_bytes())
    with store.begin(NORRFELL) as rows:
        rows.save_suggestion(asked, example)

    with store.begin(NORRFELL) as rows:
        kept = rows.triage(example.suggestion_id)

    assert kept is not None
    assert (kept.triage, kept.answers) == (example.triage, ("m3",))


def correct(store: Store, subject: StoredTriage, at: int = 0, **fields: object) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_correction(subject, Correction.model_validate(fields), FRIDAY + at * DAY)


def test_a_correction_is_read_back_beside_the_customers_words(store: Store, tags: Triage) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_triage(TALK, triaged(tags))
    correct(store, triaged(tags), intents=["refund/status"], agent_id="a-17")

    with store.begin(NORRFELL, only_reads=True) as rows:
        [turn] = rows.corrections()

    assert turn.texts == ("where is it", "NF-20288")
    assert turn.correction.intents == ("refund/status",)


def test_the_newest_correction_of_a_triage_counts_also_when_it_was_made_before(store: Store, tags: Triage) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_triage(TALK, triaged(tags))
    for at, name in enumerate(("refund/status", "order/status", "refund/status")):
        correct(store, triaged(tags), at, intents=[name])

    with store.begin(NORRFELL, only_reads=True) as rows:
        turns = rows.corrections()

    assert [turn.correction.intents for turn in turns] == [("refund/status",)]


def test_the_same_correction_twice_keeps_its_first_moment(store: Store, tags: Triage) -> None:
    said = Correction(level="level_2")
    with store.begin(NORRFELL) as rows:
        rows.save_triage(TALK, triaged(tags))
        first = rows.save_correction(triaged(tags), said, FRIDAY)
        second = rows.save_correction(triaged(tags), said, FRIDAY + DAY)

    assert first == second == FRIDAY


def test_a_correction_without_intents_teaches_no_intent(store: Store, tags: Triage) -> None:
    with store.begin(NORRFELL) as rows:
        rows.save_triage(TALK, triaged(tags))
    correct(store, triaged(tags), queue="returns")

    with store.begin(NORRFELL, only_reads=True) as rows:
        assert rows.corrections() == []
