"""A product that hurt someone: O10 and O16, before every window, exclusion and limit."""

import pytest

from assist.domain.enums import Outcome
from assist.workflows import product_safety
from assist.workflows.case import Finding
from assist.workflows.decide import Asked, Workflows
from tests.brands import Brand, item, norrfell, osmere


def asked(brand: Brand, words: str, intent: str = "product/safety") -> Finding | None:
    return product_safety.decide(brand.question("refund", asked="2026-11-20 16:47", words=words, intent=intent))


@pytest.mark.parametrize("intent", ["product/safety", "refund/request", "return/request", "order/damaged"])
def test_a_skin_reaction_goes_to_level_2_whatever_was_asked(intent: str) -> None:
    finding = asked(osmere(), "my cheeks are swollen after the serum, I want my money back", intent)

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_APPROVAL
    assert finding.approval is not None and finding.approval.by == "level_2"
    assert finding.facts["answer_by"] == "2026-11-23T09:17+00:00"


def test_a_reaction_asks_for_no_photo_and_names_no_sum_to_the_customer() -> None:
    brand = osmere()
    order = brand.order(
        "2026-10-20 10:00",
        items=(item("i1", "Calm Serum", paid="52.00", currency="GBP"),),
        fulfilments=(brand.delivered("2026-10-29 10:00"),),
    )

    finding = product_safety.decide(
        brand.case(
            "refund", order, asked="2026-11-20 16:47", words="opened it, now a rash, refund me", intent="refund/request"
        )
    )

    assert finding is not None
    assert finding.missing == ()
    assert [str(option.amount) for option in finding.alternatives] == ["52.00 GBP"]
    assert finding.spoken["refund"] == ""


@pytest.mark.parametrize(
    "words",
    [
        "is the retinal oil ok while breastfeeding?",
        "can I use it if I'm pregnant",
        "¿puedo usarlo embarazada?",
        "is it suitable for a 6 year old?",
    ],
)
def test_a_question_before_use_is_for_the_page(words: str) -> None:
    finding = asked(osmere(), words)

    assert finding is not None
    assert finding.outcome is Outcome.INFORMATIONAL
    assert finding.rule_id.startswith("product_safety.question")


def test_a_question_about_a_condition_is_for_a_doctor() -> None:
    finding = asked(osmere(), "does the serum help with rosacea? I'm on medication")

    assert finding is not None
    assert finding.rule_id == "product_safety.question.condition"


def test_a_child_that_ate_something_is_no_question() -> None:
    finding = asked(osmere(), "my daughter ate some of the lip balm")

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_APPROVAL


def test_who_is_pregnant_and_hurt_is_hurt() -> None:
    finding = asked(osmere(), "I am pregnant and came out in a rash")

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_APPROVAL


def test_a_message_about_safety_that_names_nothing_else_is_read_by_a_person_first() -> None:
    finding = asked(osmere(), "since I put it on my eye lids feel strange and tight")

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_APPROVAL


@pytest.mark.parametrize(
    "words",
    ["tracking for NF-20600 is frozen!!", "I would like to send the set back", "the membrane peels on the inside"],
)
def test_a_message_without_a_body_or_a_danger_alarms_nobody(words: str) -> None:
    assert asked(osmere(), words) is None


@pytest.mark.parametrize("words", ["the pump is dead", "I don't like the smell", "you sent the wrong cream"])
def test_what_hurt_nobody_is_left_to_the_other_rules(words: str) -> None:
    assert asked(osmere(), words) is None


def test_rubbing_boots_are_no_injury_where_goods_do_not_touch_the_skin() -> None:
    assert asked(norrfell(), "the boots gave me blisters", "return/request") is None
    assert asked(norrfell(), "worn on the trail, the boots rub and gave me blisters") is None


def test_a_hot_battery_is_an_injury_waiting_to_happen() -> None:
    finding = asked(norrfell(), "the lamp battery gets very hot and swells")

    assert finding is not None
    assert finding.outcome is Outcome.NEEDS_APPROVAL


def test_an_opened_serum_that_caused_a_rash_is_no_patch_test() -> None:
    brand = osmere()
    order = brand.order(
        "2026-11-05 10:00",
        items=(item("i1", "Calm Serum", paid="42.00", currency="GBP"),),
        fulfilments=(brand.delivered("2026-11-10 10:00"),),
    )
    words = "I opened the Calm Serum and got a rash, refund please"
    workflows = Workflows(brand.parameters, brand.calendar, "GBP")
    question = Asked(intent="refund/request", workflow="refund", words=words, turn=words, numbers=())

    (one,) = workflows.decide([question], [order], brand.at("2026-11-20 10:00"), brand.at("2026-11-20 10:00"))

    assert one.decision is not None
    assert one.decision.rule_id == "product_safety.reaction"
