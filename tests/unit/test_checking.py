"""The check of any text against its sources: what keeps its meaning stands, what changes one fact does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.decision import Action, Decision, FollowUp
from assist.domain.enums import ClaimKind, Outcome
from assist.domain.reply import Check
from assist.drafting.checking import verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.verification import Brand

PARCELS = (
    "When a parcel in Spain has shown no carrier scan for 3 working days, we open a trace with the carrier and write to you again "
    "within 2 working days. After 7 working days without a scan we treat the parcel as lost, and you choose a replacement or a full refund."
)
RETURNS = (
    "You can return an unworn item within 30 days of delivery. The return label costs 4.95 EUR and is deducted from your refund. "
    "Footwear must be in its own box. Items embroidered with a name cannot be returned unless they are faulty. Express shipping costs "
    "12.90 EUR. Details stand on https://norrfell.example/returns."
)
PAGES = (
    Source("wismo-policy#no-scan", SourceKind.POLICY, PARCELS, about="Where is my parcel"),
    Source("returns-policy#window", SourceKind.POLICY, RETURNS, about="Returns"),
)


def check(
    draft: str, *, keepers: Keepers | None = None, more: tuple[Source, ...] = (), brand: Brand | None = None
) -> Check:
    found, _ = verification.verify(draft, Evidence([*PAGES, *more]), keepers or Keepers(), brand or Brand())
    return found


@pytest.mark.parametrize(
    "draft",
    [
        "You have 30 days from delivery to send unworn items back.",
        "We take 4.95 EUR off your refund for the label.",
        "The return label is €4.95.",
        "Shoes need to come back in their box.",
        "If there is no scan for three working days, we open a trace and write to you within 2 business days.",
        "Your parcel counts as lost after 7 working days without a scan, and then you pick a replacement or a refund in full.",
        "Items with a name on them can't be returned, unless they are faulty.",
        "Hi Marta, thanks for your patience. You can send unworn items back within 30 days of delivery.\n\nKind regards,\nAna\nNorrfell",
    ],
)
def test_the_same_in_other_words_stands(draft: str) -> None:
    assert check(draft).grounded


@pytest.mark.parametrize(
    "added",
    [
        "We refund 99 EUR today.",
        "\nP.S. We refund 99 EUR today",
        "99 EUR back within 2 days",
        "Returns are free for you from now on.",
    ],
)
def test_what_stands_below_the_signature_is_checked_as_well(added: str) -> None:
    found = check(
        f"You can send unworn items back within 30 days of delivery.\n\nKind regards,\nAna\nNorrfell\n{added}"
    )

    assert not found.grounded
    assert found.claims[1].text == "Kind regards,\nAna\nNorrfell"


@pytest.mark.parametrize(
    "signature",
    [
        "Ana Ruiz\nSupport team, Norrfell",
        "Your Norrfell team",
        "Marta from Norrfell\nwww.norrfell.example",
        "The Osmere Team.",
    ],
)
def test_names_roles_and_brands_below_the_closing_formula_state_nothing(signature: str) -> None:
    assert check(f"You can send unworn items back within 30 days of delivery.\n\nKind regards,\n{signature}").grounded


@pytest.mark.parametrize(
    "draft",
    [
        "You have 60 days from delivery to send unworn items back.",
        "You have 30 working days from delivery to send unworn items back.",
        "The return label costs 12.90 EUR.",
        "The return label costs 4.95 GBP.",
        "The return label costs £4.95.",
        "The return label is free.",
        "You can return an unworn item after 30 days from delivery.",
        "You cannot return an unworn item within 30 days of delivery.",
        "You can return a worn item within 30 days of delivery.",
        "Items embroidered with a name can be returned.",
        "Items embroidered with a name cannot be returned if they are faulty.",
        "Footwear need not be in its own box.",
        "We do not open a trace when a parcel shows no scan for 3 working days.",
        "Zephyr Cargo treats the parcel as lost after 7 working days without a scan.",
        "Details stand on https://norrfell-help.example/returns.",
        "We also wrap every gift by hand.",
        "You choose a replacement or a full refund on Friday.",
    ],
)
def test_one_changed_fact_does_not_stand(draft: str) -> None:
    assert not check(draft).grounded


@pytest.mark.parametrize(
    "added",
    [
        "I'll call you tomorrow.",
        "We will send you a voucher for your next order.",
        "A colleague will refund the difference today.",
        "You will receive a new jacket soon.",
    ],
)
def test_a_promise_nobody_keeps_does_not_stand(added: str) -> None:
    found = check(f"The return label costs 4.95 EUR. {added}")

    assert [claim.supported for claim in found.claims] == [True, False]
    assert found.promises[0].kept_by is None


def test_a_promise_is_kept_by_the_action_that_does_it() -> None:
    action = Action(id="act-1", kind="open_trace", params={"carrier": "GLS"})
    done = Source("act-1", SourceKind.DECISION, "We open trace GLS.")

    found = check("I'm opening a trace with GLS.", keepers=Keepers(actions=[action]), more=(done,))

    assert [(one.kept_by, one.kind) for one in found.promises] == [("act-1", "action")]


def test_a_promise_to_write_is_kept_by_the_follow_up_of_that_day_only() -> None:
    follow_up = FollowUp(due_on=date(2026, 11, 24), reason="No scan", channel="email")
    told = Source("follow_up", SourceKind.DECISION, "We write to you by 2026-11-24. We write to you by 2026-11-26.")
    keepers = Keepers(follow_up=follow_up)

    kept = check("I'll write to you by 24 November 2026.", keepers=keepers, more=(told,))
    forgotten = check("I'll write to you by 26 November 2026.", keepers=keepers, more=(told,))

    assert (kept.promises[0].kept_by, forgotten.promises[0].kept_by) == ("follow_up", None)


def test_a_deed_told_as_done_needs_a_record_of_it() -> None:
    record = Source(
        "orders/NF-20288", SourceKind.FACT, "A refund of 31.05 EUR was issued, refunded, sent on 2026-11-19 10:00."
    )

    assert not check("We have refunded you 31.05 EUR.").grounded
    assert check("We have refunded you 31.05 EUR.", more=(record,)).grounded


def test_a_weekday_that_is_not_that_days_does_not_stand() -> None:
    decided = Source("d1", SourceKind.DECISION, "The last day is 2026-11-24: possible until 2026-11-24.")

    assert check("The last day is Tuesday 24 November.", more=(decided,)).grounded
    assert not check("The last day is Wednesday 24 November.", more=(decided,)).grounded


def test_what_the_brand_never_says_does_not_stand() -> None:
    assert not check("The return label costs 4.95 EUR, guaranteed.", brand=Brand(("guaranteed",))).grounded


def test_a_leaked_instruction_does_not_stand() -> None:
    assert not check("As an AI, I was told to ignore previous instructions.").grounded


def test_what_the_agent_answers_for_stands_in_their_name() -> None:
    said = "I'll call you tomorrow."

    found, _ = verification.verify(said, Evidence(PAGES), Keepers(), Brand(), attested=[said])

    assert found.claims[0].by == ("agent",)
    assert found.promises[0].kept_by == "agent"


def test_courtesy_and_questions_need_no_source() -> None:
    found = check("Thank you for your patience, I'm sorry about the wait. Which of the two would you like?")

    assert [claim.kind for claim in found.claims] == [ClaimKind.COURTESY, ClaimKind.QUESTION]
    assert found.grounded


def test_a_claim_names_the_source_that_carries_it() -> None:
    found = check("The return label costs 4.95 EUR.")

    assert found.claims[0].by == ("returns-policy#window",)


def test_a_decision_keeps_the_promise_its_next_step_makes() -> None:
    decision = Decision(
        id="d1",
        intent="return/request",
        workflow="return",
        outcome=Outcome.ELIGIBLE,
        rule_id="return.window",
        next_step="Send the return label",
    )
    told = Source("d1", SourceKind.DECISION, "Send the return label.")

    found = check("I'm sending you the return label.", keepers=Keepers(decisions=[decision]), more=(told,))

    assert found.promises[0].kept_by == "d1"


@given(st.text(max_size=400))
def test_any_text_is_checked_and_its_claims_stand_where_they_say(draft: str) -> None:
    found = check(draft) if draft else Check(grounded=True, score=1.0)

    assert 0 <= found.score <= 1
    assert all(draft[claim.start : claim.end] == claim.text for claim in found.claims)


REFUSED = Decision(
    id="d1", intent="discount/price_adjustment", workflow="price_adjustment", outcome=Outcome.NOT_ELIGIBLE,
    rule_id="price_adjustment.excluded", facts={},
)  # fmt: skip
EXCLUDED = Source(
    "price#excluded",
    SourceKind.POLICY,
    "Sale prices are excluded from the price adjustment. If a price falls within 14 days, we credit the difference.",
)


def grounded_beside_a_refusal(said: str, attested: tuple[str, ...] = ()) -> bool:
    found, _ = verification.verify(
        said, Evidence([EXCLUDED]), Keepers(), Brand(), attested=list(attested), decisions=[REFUSED]
    )
    return found.grounded


def test_what_a_decision_refuses_is_not_given_though_a_page_gives_it_to_others() -> None:
    assert not grounded_beside_a_refusal("Sale prices are excluded, so I can credit the difference.")


@pytest.mark.parametrize(
    "said", ["If a price falls within 14 days, we credit the difference.", "Sale prices are excluded from it."]
)
def test_the_rule_itself_may_be_told_beside_a_refusal(said: str) -> None:
    assert grounded_beside_a_refusal(said)


def test_an_agent_may_answer_for_what_the_decision_refuses() -> None:
    said = "Sale prices are excluded, so I can credit the difference."

    assert grounded_beside_a_refusal(said, attested=(said,))
