"""Which intents a reading carries, given the chances of its texts: first, second, inherited, none."""

from dataclasses import replace

import numpy as np
import pytest

from assist.domain.conversation import Message
from assist.domain.enums import Role
from assist.reading import Reading, read
from assist.triage.candidates import find
from assist.triage.judged import Judged

NAMES = ("cancel/request", "order/status", "other/thanks", "other/unclear", "refund/request")
TWO = "Where is order 20288, it is a week late? Please cancel the other one."
NOTHING: dict[str, float] = {}


def conversation(*turns: tuple[Role, str]) -> Reading:
    return read([Message(id=f"m{at}", role=role, text=text) for at, (role, text) in enumerate(turns, start=1)])


def one(text: str) -> Reading:
    return conversation((Role.CUSTOMER, text))


def judged(reading: Reading, chances: dict[str, dict[str, float]], *, several: bool = False) -> Judged:
    """Give each text its chances by name; a text not named is out of scope."""
    rows = np.zeros((len(reading.texts), len(NAMES)), np.float32)
    for at, text in enumerate(reading.texts):
        for name, chance in chances.get(text, NOTHING).items():
            rows[at, NAMES.index(name)] = chance
    in_scope = np.array([text in chances for text in reading.texts])
    return Judged(NAMES, rows, in_scope, second=0.5, sure=0.4, several=several)


def test_the_likeliest_intent_of_the_turn_is_named_with_its_confidence():
    reading = one("where is it")

    found = find(reading, judged(reading, {"where is it": {"order/status": 0.8, "refund/request": 0.1}}))

    assert [(c.name, c.confidence, c.span) for c in found.candidates] == [("order/status", pytest.approx(0.8), (0, 11))]
    assert found.in_scope
    assert found.sure


def test_what_is_below_the_threshold_is_not_sure():
    reading = one("where is it")

    assert not find(reading, judged(reading, {"where is it": {"order/status": 0.3}})).sure


def test_a_turn_out_of_scope_has_no_intents():
    reading = one("who won the match")

    found = find(reading, judged(reading, {}))

    assert (found.candidates, found.in_scope, found.sure) == ((), False, False)


def test_each_clause_may_carry_an_intent_and_its_span_says_where():
    reading = one(TWO)
    first, second = (clause.text for clause in reading.clauses)
    chances = {
        TWO: {"order/status": 0.6, "cancel/request": 0.3},
        first: {"order/status": 0.9},
        second: {"cancel/request": 0.95},
    }

    found = find(reading, judged(reading, chances))

    assert {c.name: TWO[slice(*c.span)] for c in found.candidates} == {"order/status": first, "cancel/request": second}


def test_a_clause_that_only_says_which_order_carries_no_intent_of_its_own():
    text = "The beanie is not for me after all. Order NF-20155. I want my 40 back."
    reading = one(text)
    told, reference, wanted = (clause.text for clause in reading.clauses)
    chances = {
        text: {"cancel/request": 0.5},
        told: {"cancel/request": 0.2},
        reference: {"cancel/request": 0.9, "order/status": 0.1},
        wanted: {"cancel/request": 0.6},
    }

    (found,) = find(reading, judged(reading, chances)).candidates

    assert text[slice(*found.span)].endswith(wanted)


def test_a_clause_that_names_a_discount_code_is_a_request_though_it_only_tells():
    text = "Where is my parcel, it has been a week? Your WELCOME10 did nothing."
    reading = one(text)
    asked, told = (clause.text for clause in reading.clauses)
    chances = {
        text: {"order/status": 0.9, "cancel/request": 0.001},
        asked: {"order/status": 0.9},
        told: {"cancel/request": 0.6},
    }

    found = find(reading, judged(reading, chances)).candidates

    assert [one.name for one in found] == ["order/status", "cancel/request"]


@pytest.mark.parametrize(("told", "intents"), [(0.9, ["order/status"]), (0.1, ["order/status", "cancel/request"])])
def test_a_clause_that_only_points_leans_on_a_neighbour_that_asks_for_something(told: float, intents: list[str]):
    text = "It has to go to Calle Olmo 7 and nowhere else. Can you switch it?"
    reading = one(text)
    before, pointing = (clause.text for clause in reading.clauses)
    chances = {
        text: {"order/status": 0.9, "cancel/request": 0.05},
        before: {"order/status": told},
        pointing: {"cancel/request": 0.6},
    }

    found = find(reading, judged(reading, chances)).candidates

    assert [candidate.name for candidate in found] == intents


def test_where_whole_messages_were_learnt_the_turn_as_a_whole_comes_first_and_nothing_is_likelier():
    reading = one(TWO)
    first, second = (clause.text for clause in reading.clauses)
    chances = {
        TWO: {"order/status": 0.6, "cancel/request": 0.3},
        first: {"order/status": 0.7},
        second: {"cancel/request": 0.95},
    }

    found = find(reading, replace(judged(reading, chances), whole_first=True))

    assert [c.name for c in found.candidates] == ["order/status", "cancel/request"]
    assert found.candidates[1].confidence <= found.candidates[0].confidence


def test_a_clause_that_is_not_likely_enough_adds_nothing():
    reading = one(TWO)
    first, second = (clause.text for clause in reading.clauses)
    chances = {TWO: {"order/status": 0.6}, first: {"order/status": 0.9}, second: {"cancel/request": 0.4}}

    assert [c.name for c in find(reading, judged(reading, chances)).candidates] == ["order/status"]


def test_thanks_beside_a_request_are_not_an_intent():
    text = "Thank you so much for the help last time. Where is order 20288?"
    reading = one(text)
    thanks, request = (clause.text for clause in reading.clauses)
    chances = {text: {"other/thanks": 0.6}, thanks: {"other/thanks": 0.9}, request: {"order/status": 0.9}}

    assert [c.name for c in find(reading, judged(reading, chances)).candidates] == ["order/status"]


@pytest.mark.parametrize("answer", ["yes please do that", "ok", "sí", "no"])
def test_an_answer_inherits_what_was_proposed_with_less_confidence(answer):
    proposal = "Shall I cancel it?"
    reading = conversation((Role.CUSTOMER, "my parcel is late"), (Role.AGENT, proposal), (Role.CUSTOMER, answer))
    chances = {answer: {"other/unclear": 0.9}, "please cancel it.": {"cancel/request": 0.9}}

    (candidate,) = find(reading, judged(reading, chances)).candidates

    assert candidate.name == "cancel/request"
    assert candidate.confidence < 0.9
    assert (candidate.message_id, candidate.span) == ("m3", (0, len(answer)))


def test_a_turn_that_points_back_inherits_the_customers_earlier_intent():
    asked, answer = "where is order 20288", "ok and for the other order?"
    reading = conversation(
        (Role.CUSTOMER, asked), (Role.AGENT, "Tomorrow. Shall I refund it?"), (Role.CUSTOMER, answer)
    )
    chances = {
        asked: {"order/status": 0.9},
        "please refund it.": {"refund/request": 0.9},
        answer: {"other/unclear": 0.6},
    }

    assert [c.name for c in find(reading, judged(reading, chances)).candidates] == ["order/status"]


def test_a_new_topic_inherits_nothing():
    turn = "yes but give me my money back"
    reading = conversation((Role.CUSTOMER, "late"), (Role.AGENT, "Shall I cancel it?"), (Role.CUSTOMER, turn))
    chances = {turn: {"refund/request": 0.8}, "please cancel it.": {"cancel/request": 0.9}}

    assert [c.name for c in find(reading, judged(reading, chances)).candidates] == ["refund/request"]


def test_an_answer_to_something_that_has_no_intent_stands_for_itself():
    reading = conversation((Role.CUSTOMER, "hm"), (Role.AGENT, "Is that so?"), (Role.CUSTOMER, "yes"))

    found = find(reading, judged(reading, {"yes": {"other/unclear": 0.9}}))

    assert [c.name for c in found.candidates] == ["other/unclear"]


def test_a_no_to_anything_else_needs_no_reply():
    closing = "It comes tomorrow. Can I help you with anything else?"
    reading = conversation((Role.CUSTOMER, "where is it"), (Role.AGENT, closing), (Role.CUSTOMER, "no, thanks"))

    found = find(reading, judged(reading, {"where is it": {"order/status": 0.9}}))

    assert [c.name for c in found.candidates] == ["other/thanks"]


def test_thanks_alone_are_known_without_any_chances_unless_the_client_claims_them():
    reading = one("thank you!")
    chances = {"thank you!": {"cancel/request": 0.9}}

    shared = find(reading, judged(reading, chances))
    claimed = find(reading, judged(reading, chances), own_claims_turn=True)

    assert [c.name for c in shared.candidates] == ["other/thanks"]
    assert [c.name for c in claimed.candidates] == ["cancel/request"]


@pytest.mark.parametrize(("turn", "name"), [("👍", "other/thanks"), ("?!", "other/unclear")])
def test_a_turn_without_words_is_thanks_or_unclear(turn, name):
    reading = one(turn)

    found = find(reading, judged(reading, {}))

    assert [c.name for c in found.candidates] == [name]
    assert found.in_scope


def test_where_intents_stand_side_by_side_one_clause_may_carry_several():
    reading = one("cancel and refund")
    chances = {"cancel and refund": {"cancel/request": 0.9, "refund/request": 0.7, "order/status": 0.2}}

    together = find(reading, judged(reading, chances, several=True))

    assert [c.name for c in together.candidates] == ["cancel/request", "refund/request"]
