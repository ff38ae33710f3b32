"""What a sentence need not say itself: the matter its words belong to, what its neighbours say, what follows from the days known."""

import pytest

from assist.drafting.checking import kin, verification
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.promises import Keepers
from assist.drafting.checking.renderings import with_unit
from assist.drafting.checking.verification import Brand

CANDLES = (
    "Let a candle burn until the whole surface is liquid, about 2 to 3 hours. Trim the wick to 5 mm before each burn. "
    "We take back jars that are clean. A booking needs a deposit of 30%; the rest is paid later. "
    "The shop is open Tuesday to Saturday. The courier rings the day before."
)
ANCHOR = "Trim the wick to 5 mm before each burn."


def stands(draft: str, facts: str = "") -> bool:
    sources = [Source("candles#care", SourceKind.POLICY, CANDLES)]
    sources += [Source("orders/1", SourceKind.FACT, facts)] if facts else []
    check, _ = verification.verify(draft, Evidence(sources), Keepers(), Brand())
    return check.grounded


@pytest.mark.parametrize(
    "said",
    [
        "Keep it lit till the wax on top has melted.",
        "That's all there is to it.",
        "You'll see how well it goes.",
        "Easy does it at the start.",
    ],
)
def test_a_sentence_may_lean_on_its_neighbours(said: str) -> None:
    assert stands(f"{ANCHOR} {said}")


@pytest.mark.parametrize(
    "said",
    [
        "Kayaks for everybody all summer!",
        "Our kayaks are handmade in Oslo.",
        "We also rent out kayaks.",
        "You get a kayak as a gift.",
        "I'll send it by kayak tomorrow.",
        "It's free of charge.",
        "Kayaks glow beneath moonlight.",
    ],
)
def test_what_gives_binds_or_adds_must_stand_itself(said: str) -> None:
    assert not stands(f"{ANCHOR} {said}")


def test_a_lone_sentence_has_no_neighbours_to_lean_on() -> None:
    assert not stands("That kayak suits you.")


def test_kin_is_of_one_matter_and_not_of_another() -> None:
    known = kin.families(["pet"])

    assert kin.akin(["cat", "kayak"], known) == {"cat"}


@pytest.mark.parametrize(
    "draft",
    [
        "You pay 30% to book and the other 70% later.",
        "The shop is closed on Sundays and Mondays.",
        "The shop is open every day except Sunday and Monday.",
        "The courier rings a day ahead.",
    ],
)
def test_what_follows_from_the_sources_stands(draft: str) -> None:
    assert stands(draft)


@pytest.mark.parametrize("draft", ["The shop is closed on Wednesdays.", "The shop is open on Mondays."])
def test_a_day_on_the_wrong_side_does_not_stand(draft: str) -> None:
    assert not stands(draft)


def test_days_between_two_known_days_may_be_counted() -> None:
    facts = "The parcel left us on 2026-11-20. The parcel was delivered on 2026-11-23."

    assert stands("The parcel was delivered three days later.", facts)
    assert not stands("The parcel was delivered five days later.", facts)


def test_a_decisions_number_has_the_unit_of_its_name() -> None:
    assert with_unit("prescription_age_months", "7") == "7 months"


def test_who_the_reply_greets_may_be_called_by_name_again() -> None:
    assert stands(f"Hi Odalys,\n\n{ANCHOR} Clean jars are taken back, dear Odalys, by us.")
