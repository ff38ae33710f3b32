"""`assist triage --explain`: everything behind a triage, for a person and for machines."""

import json
import re

import pytest

from assist import explanation, pipeline
from assist.bootstrap import Services
from assist.cli.explaining import readable
from assist.domain.conversation import Conversation, Customer, Message
from assist.domain.enums import Flag
from assist.pipeline import Context
from assist.triage.explain import Explanation
from tests.fakes import FRIDAY
from tests.triage_command import command


def explained(services: Services, context: Context, text: str, **fields: object) -> Explanation:
    talk = Conversation(messages=(Message(text=text, sent_at=FRIDAY),), **fields)
    return explanation.explain(services.version("norrfell"), talk, context, explanation.examples(services))


def test_the_explanation_is_of_the_very_triage(services: Services, context: Context) -> None:
    talk = Conversation(messages=(Message(text="Where is my order NF-20288?", sent_at=FRIDAY),))

    found = explained(services, context, "Where is my order NF-20288?")

    assert found.triage == pipeline.triage(services.version("norrfell"), talk, context)


def test_examples_chances_and_thresholds_are_told(services: Services, context: Context) -> None:
    found = explained(services, context, "Where is my parcel? It has not moved for days")

    assert found.considered[0].name == "order/status"
    assert found.considered[0].tagged
    assert found.scope.met
    assert found.nearest[0].cosine >= found.nearest[-1].cosine
    assert any("order/status" in example.intents for example in found.nearest)


def test_each_flag_says_what_it_stands_on(services: Services, context: Context) -> None:
    found = explained(services, context, "My solicitor will write to you", customer=Customer(tier="vip"))

    stands = {one.flag: one.on for one in found.flags}
    assert "solicitor" in stands[Flag.LEGAL]
    assert stands[Flag.VIP] == "the customer's tier vip"


def test_a_card_number_is_not_repeated_by_its_flag(services: Services, context: Context) -> None:
    found = explained(services, context, "charge 4111 1111 1111 1111 please")

    assert not any("4111" in one.on for one in found.flags)


def test_the_rule_that_held_stands_last_and_those_before_say_why_not(services: Services, context: Context) -> None:
    found = explained(services, context, "My solicitor will write to you")

    assert [rule.holds for rule in found.rules] == [False, False, False, True]
    assert found.rules[-1].rule_id == found.triage.route.rule_id == "route.legal"
    assert found.rules[0].because == "flag is not self_harm"
    assert found.rules[-1].because == "flag is legal"


def test_the_arithmetic_of_respond_by_ends_at_it(services: Services, context: Context) -> None:
    found = explained(services, context, "Where is my order?")

    assert found.respond_by == (
        "sent Fri 20 Nov 16:47 (Europe/Madrid) + 240 service minutes: 73 min Fri 20 Nov 16:47 to Fri 20 Nov 18:00, "
        "then 167 min Mon 23 Nov 09:00 to Mon 23 Nov 11:47"
    )
    assert f"{found.triage.route.respond_by:%d %b %H:%M}" == "23 Nov 10:47"


@pytest.mark.parametrize("text", ["", "👍", "?", "asdf qwer", "Hallo, wo bleibt meine Bestellung?", "x" * 5000])
def test_whatever_is_written_can_be_explained_and_read(services: Services, context: Context, text: str) -> None:
    found = explained(services, context, text)

    shown = readable(found)

    assert re.search(r"respond by  \S", shown)
    assert Explanation.model_validate(json.loads(found.model_dump_json())) == found


def test_one_message_can_be_tagged_and_explained(services: Services) -> None:
    tagged = command(services, "--text", "Where is my parcel?")
    explained_ = command(services, "--explain", "--text", "Where is my parcel?")

    assert json.loads(tagged.stdout)["intents"][0]["name"] == "order/status"
    assert "against a threshold of" in explained_.stdout


def test_an_explained_batch_keeps_its_order_and_puts_errors_in_their_place(services: Services) -> None:
    given = '{"id": 1, "text": "hi"}\n{"id": 2}\n{"id": 3, "text": "hi"}\n'

    ran = command(services, "--explain", "--json", given=given)

    rows = [json.loads(row) for row in ran.stdout.splitlines()]
    assert ran.exit_code == 1
    assert [row["id"] for row in rows] == [1, 2, 3]
    assert rows[1]["error"]["details"] == {"path": "text"}
    assert rows[0]["scope"]["least"] == rows[2]["scope"]["least"]
