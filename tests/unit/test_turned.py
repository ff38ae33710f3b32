"""A rule turned round in words of its own: who pays, what is asked or left out, what counts from when; and its like, which stands."""

import pytest

from assist.domain.decision import Decision
from assist.domain.enums import Outcome
from assist.drafting.checking import renderings, verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.verification import Brand

LAMPS = (
    "Used lamps can be returned within 14 days, at your own cost, unless they are not as described. "
    "The shade is guaranteed for 3 years; scorch marks are not. Fitting is an extra £30.00. "
    "Send us a picture of the plug and you need not return the lamp. You can change the bulb type once. "
    "You keep the demo lamp for 7 days, starting on the day it is delivered. Orders may be cancelled until the day before dispatch."
)


def stands(draft: str, *more: Source) -> bool:
    evidence = Evidence([Source("lamps#all", SourceKind.POLICY, LAMPS), *more])
    check, _ = verification.verify(draft, evidence, Keepers(), Brand())
    return check.grounded


@pytest.mark.parametrize(
    "draft",
    [
        "We pay the return postage for used lamps.",
        "Scorch marks are guaranteed too.",
        "Fitting is included.",
        "The fitting won't cost you anything.",
        "Please return the lamp first.",
        "You have to send the lamp back.",
        "You don't need to send a picture.",
        "You can change the bulb type as often as you like.",
        "The seven days start when we ship the demo lamp.",
        "After dispatch you can still cancel the order.",
    ],
)
def test_a_rule_turned_round_does_not_stand(draft: str) -> None:
    assert not stands(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "You'd pay for sending a used lamp back yourself.",
        "Returning a used lamp is at your expense, unless we described it wrongly.",
        "The shade is guaranteed too, for three years.",
        "Fitting is £30 extra.",
        "There's no need to send the lamp back.",
        "You can change the bulb type a single time.",
        "The seven days start on the day the demo lamp is delivered.",
        "You can cancel the order up to the day before dispatch.",
    ],
)
def test_the_same_rule_in_other_words_stands(draft: str) -> None:
    assert stands(draft)


def test_what_a_decision_waives_is_free_whatever_the_page_says() -> None:
    decision = Decision(
        id="d1",
        intent="return/request",
        workflow="return",
        outcome=Outcome.ELIGIBLE,
        rule_id="returns.wrong",
        amount={"charge": {"amount": "0.00", "currency": "GBP"}},
    )

    assert not stands("The return postage is on us.")
    assert stands("The return postage is on us.", *renderings.of_decisions([decision]))
