"""Faults that appear in use: N16, the brand's five years on seams and zips, the law's on the rest."""

from datetime import date

import pytest

from assist.domain.conversation import Attachment
from assist.domain.enums import Needed, Outcome
from assist.workflows import faulty, warranty
from assist.workflows.case import Background, Finding
from tests.brands import item, norrfell


def claimed(
    words: str, *, delivered: str, asked: str, country: str = "ES", photos: int = 1, tags: tuple[str, ...] = ()
) -> Finding:
    brand = norrfell()
    thing = item("i1", "Skarn jacket", paid="189.00", tags=tags)
    order = brand.order(
        f"{delivered} 08:00",
        items=(thing,),
        fulfilments=(brand.delivered(f"{delivered} 12:00"),),
        ship_to_country=country,
    )
    known = Background(orders=(order,), attachments=(Attachment(kind="image"),) * photos)
    finding = warranty.decide(
        brand.case("warranty", order, asked=asked, words=words, intent="warranty/claim", background=known)
    )
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("words", "country", "asked", "rule"),
    [
        ("the zip broke", "ES", "2026-03-20 23:59", "warranty.covered"),
        ("the zip broke", "ES", "2026-03-21 00:00", "warranty.ended"),
        ("a seam came undone", "DE", "2026-03-20 23:59", "warranty.covered"),
        ("a seam came undone", "DE", "2026-03-21 00:00", "warranty.ended"),
        ("the membrane leaks", "ES", "2024-03-20 23:59", "warranty.covered"),
        ("the membrane leaks", "ES", "2024-03-21 00:00", "warranty.ended"),
        ("the membrane leaks", "FR", "2023-03-20 23:59", "warranty.covered"),
        ("the membrane leaks", "FR", "2023-03-21 00:00", "warranty.ended"),
    ],
    ids=[
        "zip: last day of five years", "zip: the day after", "seam abroad: last day", "seam abroad: the day after",
        "Spain: last day of three years", "Spain: the day after", "France: last day of two years", "France: the day after",
    ],
)  # fmt: skip
def test_a_fault_is_covered_until_its_last_day(words: str, country: str, asked: str, rule: str) -> None:
    finding = claimed(words, delivered="2021-03-20", asked=asked, country=country)

    assert finding.rule_id == rule


def test_a_claim_asks_once_for_a_photo_and_names_the_path() -> None:
    finding = claimed("se ha roto la cremallera", delivered="2025-03-20", asked="2026-11-20 16:47", photos=0)

    assert (finding.outcome, finding.missing) == (Outcome.NEEDS_INFO, (Needed.PHOTO_OF_ITEM,))
    assert finding.path == "repair_or_replacement"
    assert finding.last_day == date(2030, 3, 20)


def test_with_the_photo_a_specialist_answers_by_a_day() -> None:
    finding = claimed("the zip broke", delivered="2025-03-20", asked="2026-11-20 16:47")

    assert (finding.outcome, finding.path) == (Outcome.ELIGIBLE, "repair_or_replacement")
    assert [action.kind for action in finding.actions] == ["open_warranty_claim"]
    assert finding.step_back_on == date(2026, 11, 23)


def test_an_outlet_price_does_not_shorten_the_warranty() -> None:
    finding = claimed("the zip broke", delivered="2023-03-20", asked="2026-11-20 16:47", tags=("outlet",))

    assert finding.outcome is Outcome.ELIGIBLE


def test_a_mishap_is_still_shown_to_a_specialist() -> None:
    finding = claimed("I burnt a hole in it at a campfire", delivered="2025-03-20", asked="2026-11-20 16:47", photos=0)

    assert (finding.rule_id, finding.outcome) == ("warranty.photo.unsure", Outcome.NEEDS_INFO)


@pytest.mark.parametrize(("asked", "workflow"), [("2026-11-20 10:00", "damaged"), ("2026-11-21 10:00", None)])
def test_a_fault_within_the_days_of_a_report_counts_as_arrived_damaged(asked: str, workflow: str | None) -> None:
    brand = norrfell()
    order = brand.order("2026-11-10 10:00", fulfilments=(brand.delivered("2026-11-13 10:00"),))

    finding = faulty.fresh(brand.case("warranty", order, asked=asked, words="the zip broke", intent="warranty/claim"))

    assert (finding.workflow if finding else None) == workflow
