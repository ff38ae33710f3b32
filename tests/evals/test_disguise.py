"""A request in disguise: nobody in it can be told, and everything a decision stands on is as it was."""

import json
from typing import Any

import pytest

from assist.domain.suggestion import SuggestRequest
from evals.disguise import Disguise
from evals.inventing import with_check_digit
from tests.handled import ASKED

PERSONAL = ("Marta", "Oliveira", "marta.o@example.com", "600000000", "20288", "60110233", "60110977", "c-8841")


def asked(text: str, **fields: Any) -> SuggestRequest:
    return SuggestRequest.model_validate({"messages": [{"text": text}], **fields})


def disguised(request: SuggestRequest, **known: Any) -> SuggestRequest:
    return Disguise("seed", request, **known).request("norrfell", "case-1")


def said(text: str, **fields: Any) -> str:
    """Return a message in disguise."""
    return disguised(asked(text, **fields)).messages[-1].text


def test_nothing_personal_of_the_request_is_left() -> None:
    line = disguised(ASKED).model_dump_json()

    assert [value for value in PERSONAL if value in line] == []
    assert (disguised(ASKED).agent, disguised(ASKED).metadata) == (None, {})


def test_what_decisions_stand_on_is_as_it_was() -> None:
    given, made = ASKED.orders[0], disguised(ASKED).orders[0]

    assert made.items == given.items
    assert (made.placed_at, made.totals, made.as_of, made.ship_to_country) == (
        given.placed_at,
        given.totals,
        given.as_of,
        given.ship_to_country,
    )
    assert [one.milestones for one in made.fulfilments] == [one.milestones for one in given.fulfilments]
    assert disguised(ASKED).reply_window_expires_at == ASKED.reply_window_expires_at


def test_the_customer_still_owns_the_order_and_names_it() -> None:
    made = disguised(ASKED)

    assert made.customer is not None
    assert made.customer.email == made.orders[0].email
    assert made.orders[0].number in made.messages[0].text
    assert made.orders[0].number in made.messages[-1].text


def test_messages_events_and_the_conversation_get_names_of_their_own() -> None:
    request = asked("hello", conversation_id="cw-9", events=[{"type": "article_shown", "at": "2026-11-20T09:00:00Z",
                                                              "message_id": "desk-77"}],
                    messages=[{"id": "desk-77", "text": "hello"}])  # fmt: skip

    made = disguised(request)

    assert (made.conversation_id, made.messages[0].id, made.events[0].message_id) == ("case-1", "m1", "m1")


@pytest.mark.parametrize(
    "text",
    [
        "My name is Hannah Moss and my parcel is late",
        "Call me on +34 612 345 678 please",
        "Write to h.moss@post.example please",
        "It has to go to Calle Olmo 7, can you switch it",
        "Please send it to 12 Harbour Lane, Bristol, BS1 4DJ",
        "Refund it to ES91 2100 0418 4502 0005 1332",
        "I paid with 4111 1111 1111 1111",
        "Where is it?\nHannah",
        "Where is it?\n\nBest wishes,\nHannah Moss",
    ],
)
def test_what_people_tell_of_themselves_is_exchanged_for_the_same_kind_of_thing(text: str) -> None:
    made = said(text)

    assert made != text
    assert len(made.split()) == len(text.split())
    gone = {"Hannah", "Moss", "612", "h.moss@post.example", "Olmo", "Harbour", "4DJ", "2100", "1111"}
    assert [word for word in gone if word in text and word in made] == []


def test_a_name_is_the_same_invented_one_everywhere_and_as_it_was_cased() -> None:
    request = asked("I am Hannah Moss, hannah for friends", customer={"name": "Hannah Moss"},
                    orders=[{"number": "NF-20288", "shipping_address": {"name": "Hannah Moss", "line1": "Rowan Rd 4"}}])  # fmt: skip

    made = disguised(request)

    assert made.customer is not None and made.customer.name is not None
    first = made.customer.name.split()[0]
    address = made.orders[0].shipping_address
    assert made.messages[0].text == f"I am {made.customer.name}, {first.lower()} for friends"
    assert address is not None and address.name == made.customer.name


@pytest.mark.parametrize("written", ["NF-20288", "nf20288", "#20288", "20288"])
def test_an_order_number_is_exchanged_however_it_is_written(written: str) -> None:
    made = disguised(asked(f"where is {written}?", orders=[{"number": "NF-20288"}]))

    digits = made.orders[0].number.removeprefix("NF-")
    assert made.messages[0].text == f"where is {written.replace('20288', digits)}?"
    assert digits != "20288" and len(digits) == 5


def test_a_number_nobody_stored_is_exchanged_where_triage_read_it() -> None:
    made = disguised(asked("where is NF-31313?"), numbers=["NF-31313"])

    assert "31313" not in made.messages[0].text


def test_amounts_days_and_years_are_no_order_numbers() -> None:
    text = "On 20 November 2026 you charged me 2026.50 EUR for 2026-0417"

    made = said(text, orders=[{"number": "2026-0417"}])

    assert made.startswith("On 20 November 2026 you charged me 2026.50 EUR for 2026-")
    assert "0417" not in made


def test_a_tracking_number_keeps_its_check_digit() -> None:
    made = disguised(asked("nothing moves"), parcels=["RR123456785ES"])
    spoken = Disguise("seed", asked("x"), parcels=["RR123456785ES"]).text("is RR123456785ES lost?")

    assert made.messages[0].text == "nothing moves"
    assert "RR123456785ES" not in spoken
    assert spoken.startswith("is RR") and spoken.endswith("ES lost?")


def test_a_place_that_a_delivery_rule_names_stays() -> None:
    order = {
        "number": "NF-1",
        "shipping_address": {"line1": "Calle Mayor 3", "city": "Las Palmas", "postcode": "35010"},
    }

    address = disguised(asked("hello", orders=[order])).orders[0].shipping_address

    assert address is not None
    assert (address.city, (address.postcode or "")[:2]) == ("Las Palmas", "35")
    assert "Mayor" not in str(address) and address.postcode != "35010"


def test_files_come_without_names_and_addresses() -> None:
    file = {
        "id": "a1",
        "kind": "image",
        "name": "hannah-moss.jpg",
        "url": "https://files.example/7",
        "description": "box",
    }

    (made,) = (
        disguised(SuggestRequest.model_validate({"messages": [{"text": "see", "attachments": [file]}]}))
        .messages[0]
        .attachments
    )

    assert json.loads(made.model_dump_json(exclude_none=True)) == {"id": "a1", "kind": "image", "description": "box"}


def test_what_others_wrote_below_a_message_is_left_out() -> None:
    text = "Where is my parcel?\n\nOn Mon, 16 Nov 2026 at 10:00, Hannah Moss <h.moss@post.example> wrote:\n> secret"

    assert said(text) == "Where is my parcel?"


def test_the_same_seed_invents_the_same_and_another_seed_does_not() -> None:
    first, again, other = (Disguise(seed, ASKED).request("norrfell", "c") for seed in ("a", "a", "b"))

    assert first == again
    assert first.orders[0].number != other.orders[0].number


def test_what_is_still_there_after_all_is_told() -> None:
    disguise = Disguise("seed", ASKED)

    assert disguise.tells('{"why": "written by Marta Oliveira"}')
    assert disguise.tells('{"order": "re-20288"}')
    assert not disguise.tells(disguise.request("norrfell", "c").model_dump_json())


def test_invented_card_numbers_fit_their_check_digit() -> None:
    assert with_check_digit("4111111111111110") == "4111111111111111"
